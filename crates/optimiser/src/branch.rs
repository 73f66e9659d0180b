//! The branch after a stunt that ends in a rewrite: what is shot by then stays where it was, scenes fall, scenes are shot
//! again, and the rest is planned anew. All of it is a production that might be; nothing of it is ever stored.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Action, Board, Consent, Date, Editing, PerMille, Placed, Row, Sheet, SheetId, SheetStatus, State, Stunt,
    StuntId, UnitId, Variant,
};
use rules::{Flag, Rule, Schedule, Verdict};

use crate::compile::{CompileError, Compiled, Keep, StripOf};
use crate::effort::Effort;
use crate::outcome::Outcome;
use crate::relax::Case;
use crate::stop::Stop;

/// How many times as long a search takes that follows one which found nothing.
const LONGER: u64 = 8;

/// Where a production may turn: the evening of a date on which stunts are shot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionPoint {
    /// The date.
    pub date: Date,
    /// Its stunts that may still go wrong, by id.
    pub stunts: Vec<StuntId>,
}

/// The sheets that a rewrite after a stunt throws away, each with the reason in words.
pub type LostWith<'a> = &'a dyn Fn(&State, &Stunt) -> BTreeMap<SheetId, String>;

/// A rewrite, planned.
#[derive(Clone, Debug)]
pub struct Rewrite {
    /// The production as it would be then.
    pub state: State,
    /// Its board: what is shot, and the plan of what remains.
    pub board: Board,
    /// What is not shot any more, in script order.
    pub fallen: Vec<(SheetId, Falls)>,
    /// What was shot and is shot again, and why, in script order.
    pub again: Vec<(SheetId, String)>,
    /// How the board was found.
    pub found: Found,
}

/// Why a sheet falls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Falls {
    /// It hangs on the stunt, and is written anew.
    Rewritten(String),
    /// It is the stunt's own, and there is no other way to shoot it.
    NoOtherWay(String),
    /// It would have to be shot after the date, and cannot.
    NoDate(String),
    /// The film ends.
    FilmEnds,
}

/// How the board of a rewrite was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// By a search that began with the present order: never worse than that, and nothing forbidden after the date.
    Planned,
    /// None was found that breaks nothing forbidden after the date; this one breaks least, and what, as the judge says.
    Breaks(Vec<String>),
    /// Nothing is left to be shot.
    NothingLeft,
}

/// The decision points of a board, by date.
#[must_use]
pub fn decision_points(state: &State, board: &Board) -> Vec<DecisionPoint> {
    let schedule = Schedule::new(state, board);
    let mut points: BTreeMap<Date, Vec<StuntId>> = BTreeMap::new();
    for stunt in state.stunts.values().filter(|stunt| rules::expected::is_open(state, stunt)) {
        if let Some(day) = schedule.day_of(stunt.sheet) {
            points.entry(day.date).or_default().push(stunt.id);
        }
    }
    points.into_iter().map(|(date, stunts)| DecisionPoint { date, stunts }).collect()
}

/// Plans the rewrite after a decision point, as if every one of its stunts had failed for good.
#[must_use]
pub fn rewrite(
    state: &State,
    board: &Board,
    point: &DecisionPoint,
    lost_with: LostWith<'_>,
    effort: &Effort<'_>,
    share: f64,
) -> Rewrite {
    let mut turn = Turn::new(state, board, point.date);
    let stunts: Vec<&Stunt> = point.stunts.iter().filter_map(|id| state.stunts.get(id)).collect();
    if stunts.iter().any(|stunt| stunt.outcome.share_left == Some(PerMille(0))) {
        turn.abandon();
        return turn.finish(Found::NothingLeft);
    }
    for stunt in &stunts {
        let mut lost = lost_with(state, stunt);
        lost.retain(|sheet, _| stunts.iter().all(|own| own.sheet != *sheet));
        turn.lose(&lost);
    }
    for stunt in &stunts {
        turn.fail(stunt);
    }
    turn.part_from_the_past();
    let found = turn.plan(effort, share);
    turn.finish(found)
}

/// A board that the judge has seen.
struct Judged {
    board: Board,
    /// What is minimised.
    expected: f64,
    /// What it breaks after the date.
    broken: Vec<String>,
}

/// A production as it turns.
struct Turn<'a> {
    before: &'a State,
    /// The evening on which it turns.
    date: Date,
    /// When each sheet is shot on the board.
    dates: BTreeMap<SheetId, Date>,
    editing: Editing<'a>,
    board: Board,
    fallen: BTreeMap<SheetId, Falls>,
    again: BTreeMap<SheetId, String>,
}

impl<'a> Turn<'a> {
    /// What is shot by the evening is shot; what is on no day stays out of it, as it does if all goes on.
    fn new(state: &'a State, board: &Board, date: Date) -> Self {
        let schedule = Schedule::new(state, board);
        let strips = schedule.days.iter().flat_map(|day| day.strips.iter().map(|s| (s.sheet.id, day.date)));
        let dates: BTreeMap<SheetId, Date> = strips.collect();
        let mut editing = Editing::new(state);
        for sheet in state.sheets.values().filter(|sheet| sheet.status != SheetStatus::Omitted) {
            let status = match dates.get(&sheet.id) {
                Some(day) if *day <= date => SheetStatus::Shot,
                Some(_) => continue,
                None => SheetStatus::Omitted,
            };
            editing.put(Sheet { status, ..sheet.clone() });
        }
        let mut turn = Self {
            before: state,
            date,
            dates,
            editing,
            board: board.clone(),
            fallen: BTreeMap::new(),
            again: BTreeMap::new(),
        };
        turn.drop_banners();
        turn
    }

    /// Banners of days to come belong to the order that is planned anew.
    fn drop_banners(&mut self) {
        let first = self.first_days();
        for (unit, rows) in &mut self.board.rows {
            let mut day = 0;
            rows.retain(|row| {
                day += usize::from(*row == Row::DayBreak);
                !matches!(row, Row::Banner(_)) || first.get(unit).is_some_and(|first| day < *first)
            });
        }
    }

    /// The first day (from 0) of each unit after the date.
    fn first_days(&self) -> BTreeMap<UnitId, usize> {
        let of = |unit: &domain::Unit| {
            let dates = unit.calendar.shooting_dates(rules::start_date(self.before, unit));
            (unit.id, dates.take_while(|date| *date <= self.date).count())
        };
        self.before.units.values().map(of).collect()
    }

    fn is_past(&self, sheet: SheetId) -> bool {
        self.dates.get(&sheet).is_some_and(|date| *date <= self.date)
    }

    fn is_to_come(&self, sheet: SheetId) -> bool {
        self.dates.get(&sheet).is_some_and(|date| *date > self.date)
    }

    fn fall(&mut self, id: SheetId, why: Falls) {
        if let Some(sheet) = self.editing.now.sheets.get(&id) {
            let sheet = Sheet { status: SheetStatus::Omitted, ..sheet.clone() };
            self.editing.put(sheet);
        }
        self.board.remove(id);
        self.fallen.insert(id, why);
    }

    fn abandon(&mut self) {
        let to_come: Vec<SheetId> = self.dates.keys().copied().filter(|id| self.is_to_come(*id)).collect();
        to_come.into_iter().for_each(|id| self.fall(id, Falls::FilmEnds));
    }

    /// What hangs on a stunt: shot again if it is shot, else written anew.
    fn lose(&mut self, lost: &BTreeMap<SheetId, String>) {
        for (id, why) in lost {
            let shot = self.before.sheets.get(id).is_some_and(|sheet| sheet.status == SheetStatus::Shot);
            if self.is_to_come(*id) && !shot {
                self.fall(*id, Falls::Rewritten(why.clone()));
            } else if (self.is_past(*id) || shot) && !self.again.contains_key(id) {
                self.shoot_again(*id, why.clone());
            }
        }
    }

    /// The stunt's own sheet: in the next way that everybody agrees to, or not at all.
    fn fail(&mut self, stunt: &Stunt) {
        let id = stunt.sheet;
        let actions: Vec<&Action> =
            self.before.actions.values().filter(|action| action.sheet == id).collect();
        let next: Vec<(&Action, Option<&Variant>)> =
            actions.iter().map(|action| (*action, self.before.way_after(action).variant)).collect();
        let failed: Vec<StuntId> = self.before.stunts_of(id).collect();
        if next.iter().all(|(_, variant)| variant.is_none()) {
            let why = if actions.is_empty() {
                "nobody wrote down another way"
            } else {
                "no other way that everybody agrees to"
            };
            self.fallen.insert(id, Falls::NoOtherWay(why.into()));
            return;
        }
        let words: Vec<String> = next.iter().map(|(action, way)| instead(action, *way)).collect();
        self.shoot_again(id, words.join("; "));
        failed.into_iter().for_each(|stunt| self.editing.remove(domain::EntityKey::Stunt(stunt)));
        for (action, variant) in next {
            let Some(next) = variant else {
                self.editing.remove(domain::EntityKey::Action(action.id));
                continue;
            };
            let others = self.before.variants.values().filter(|v| v.action == action.id && v.id != next.id);
            others.for_each(|other| self.editing.remove(domain::EntityKey::Variant(other.id)));
        }
    }

    /// The sheet is to be shot once more. What was shot of it stays on its day as a sheet of its own, with what it took
    /// and what it cost.
    fn shoot_again(&mut self, id: SheetId, why: String) {
        let Some(sheet) = self.before.sheets.get(&id) else { return };
        if !self.again.contains_key(&id) && self.is_past(id) {
            let shot = Sheet { id: self.editing.fresh(), status: SheetStatus::Shot, ..sheet.clone() };
            let copy = shot.id;
            self.editing.put(shot);
            self.copy_stunts(id, copy);
            self.copy_actions(id, copy);
            for row in self.board.rows.values_mut().flatten() {
                if let Row::Strip { sheet, .. } = row
                    && *sheet == id
                {
                    *sheet = copy;
                }
            }
        }
        self.editing.put(Sheet { status: SheetStatus::Planned, pin: None, ..sheet.clone() });
        self.again.insert(id, why);
    }

    fn copy_stunts(&mut self, from: SheetId, to: SheetId) {
        for stunt in self.before.stunts.values().filter(|stunt| stunt.sheet == from) {
            let id = self.editing.fresh();
            self.editing.put(Stunt { id, sheet: to, ..stunt.clone() });
        }
    }

    /// With the answers to them: the way in force was in force.
    fn copy_actions(&mut self, from: SheetId, to: SheetId) {
        let state = self.before;
        for action in state.actions.values().filter(|action| action.sheet == from) {
            let copy = Action { id: self.editing.fresh(), sheet: to, ..action.clone() };
            for variant in state.variants.values().filter(|variant| variant.action == action.id) {
                let way = Variant { id: self.editing.fresh(), action: copy.id, ..variant.clone() };
                for consent in state.consents.values().filter(|consent| consent.variant == variant.id) {
                    let id = self.editing.fresh();
                    self.editing.put(Consent { id, variant: way.id, ..consent.clone() });
                }
                self.editing.put(way);
            }
            self.editing.put(copy);
        }
    }

    /// What is shot again need not keep an order, a day or a distance with what is shot and stays.
    fn part_from_the_past(&mut self) {
        let again: BTreeSet<SheetId> = self.again.keys().copied().collect();
        let sheets: Vec<Sheet> = self.editing.now.sheets.values().cloned().collect();
        let shot: BTreeSet<SheetId> =
            sheets.iter().filter(|sheet| sheet.status == SheetStatus::Shot).map(|sheet| sheet.id).collect();
        for mut sheet in sheets {
            if again.contains(&sheet.id) {
                sheet.before.retain(|other| !shot.contains(other));
                sheet.with.retain(|other| !shot.contains(other));
                self.editing.put(sheet);
            } else if shot.contains(&sheet.id) {
                sheet.with.retain(|other| !again.contains(other));
                self.editing.put(sheet);
            }
        }
    }

    /// A board of what remains.
    fn plan(&mut self, effort: &Effort<'_>, share: f64) -> Found {
        self.place_again();
        loop {
            let remains = |sheet: &Sheet| !matches!(sheet.status, SheetStatus::Shot | SheetStatus::Omitted);
            if !self.editing.now.sheets.values().any(remains) {
                return Found::NothingLeft;
            }
            // Nobody's hand placed a strip on the board of a rewrite: pins stay, and what is shot.
            let case = Case::new(self.editing.now.clone(), self.board.clone(), Keep::Pins);
            let (compiled, blocked) = match case.compile() {
                Ok(mut compiled) => {
                    let blocked = compiled.only_after(&case.state, self.date);
                    (Some(compiled), blocked)
                }
                Err(CompileError::Blocked(all)) => {
                    (None, all.into_iter().map(|b| (b.sheet, b.why)).collect())
                }
                Err(error) => return Found::Breaks(vec![error.to_string()]),
            };
            let mut stuck = blocked.into_iter().filter(|(id, _)| !self.fallen.contains_key(id)).peekable();
            if stuck.peek().is_some() {
                for (id, why) in stuck.collect::<Vec<_>>() {
                    self.again.remove(&id);
                    self.fall(id, Falls::NoDate(why));
                }
                continue;
            }
            let Some(compiled) = compiled else { return Found::Breaks(Vec::new()) };
            let (board, broken) = self.search(&case, &compiled, effort, share);
            self.board = board;
            return if broken.is_empty() { Found::Planned } else { Found::Breaks(broken) };
        }
    }

    /// The best board that a search finds, and what forbidden it breaks after the date; where that is anything, a longer
    /// one is tried.
    fn search(
        &self,
        case: &Case,
        compiled: &Compiled,
        effort: &Effort<'_>,
        share: f64,
    ) -> (Board, Vec<String>) {
        let mut best = self.judged(case.board.clone());
        for longer in [1, LONGER] {
            let iterations = effort.stop.iterations.map(|most| most.saturating_mul(longer));
            let effort = Effort { stop: Stop { iterations, ..effort.stop }, ..*effort };
            let outcome = effort.solve(&compiled.problem, compiled.start.as_ref(), share);
            let found = match &outcome {
                // What is shot may break a rule, and no search cures that.
                Outcome::Infeasible { .. } | Outcome::Unknown { least: None, .. } => {
                    effort.least_broken(&compiled.problem, share)
                }
                Outcome::Unknown { least, .. } => least.clone(),
                other => other.solution().cloned(),
            };
            if let Some(solution) = found {
                let found = self.judged(compiled.to_board(&solution, &case.board));
                let order = found.broken.len().cmp(&best.broken.len());
                if order.then(found.expected.total_cmp(&best.expected)).is_le() {
                    best = found;
                }
            }
            let hopeless = matches!(outcome, Outcome::Infeasible { .. });
            if best.broken.is_empty() || hopeless || iterations.is_none() {
                break;
            }
        }
        (best.board, best.broken)
    }

    /// A board as the judge sees it, as far as what is to come goes.
    fn judged(&self, board: Board) -> Judged {
        let verdict = rules::assess(&self.editing.now, &board);
        let broken = verdict.forbidden().filter(|flag| self.is_of_days_to_come(&verdict, flag));
        let broken = broken.map(|flag| flag.what.clone()).collect();
        Judged { expected: verdict.expected.total, board, broken }
    }

    /// That somebody declined is said of every board: no order cures it.
    fn is_of_days_to_come(&self, verdict: &Verdict, flag: &Flag) -> bool {
        let mut later = verdict.days.iter().filter(|day| day.date > self.date);
        flag.rule != Rule::Declined && later.any(|day| flag.days.contains(&(day.unit, day.ordinal)))
    }

    /// Until a search finds better: at the end, those of one day on one day.
    fn place_again(&mut self) {
        let first = self.first_days();
        let mut days: BTreeMap<(UnitId, Option<Date>), usize> = BTreeMap::new();
        let mut again: Vec<SheetId> = self.again.keys().copied().collect();
        again.sort_by_key(|id| self.dates.get(id).copied());
        for id in again {
            let state = &self.editing.now;
            let Some(unit) = state.sheets.get(&id).and_then(|sheet| state.unit_of(sheet)) else { continue };
            let end = self.board.days(unit).len().max(first.get(&unit).copied().unwrap_or(0));
            let day = *days.entry((unit, self.dates.get(&id).copied())).or_insert(end);
            self.board.place(id, unit, day, Placed::ByPlan);
        }
    }

    fn finish(self, found: Found) -> Rewrite {
        let order = self.before.sheets_in_order().into_iter().map(|sheet| sheet.id).collect::<Vec<_>>();
        let place = |id: &SheetId| order.iter().position(|other| other == id);
        let mut fallen: Vec<(SheetId, Falls)> = self.fallen.into_iter().collect();
        let mut again: Vec<(SheetId, String)> = self.again.into_iter().collect();
        fallen.sort_by_key(|(id, _)| place(id));
        again.sort_by_key(|(id, _)| place(id));
        Rewrite { state: self.editing.now, board: self.board, fallen, again, found }
    }
}

fn instead(action: &Action, way: Option<&Variant>) -> String {
    let kind = way.map(|variant| domain::resolve::keyword(variant.kind, &domain::VariantKind::NAMES));
    kind.map_or_else(|| format!("{} is left out", action.name), |kind| format!("{} as {kind}", action.name))
}

impl Compiled {
    /// What is not shot yet is shot after a date. Gives the sheets that then have no slot, and says so.
    pub(crate) fn only_after(&mut self, state: &State, date: Date) -> Vec<(SheetId, String)> {
        let mut stuck = Vec::new();
        let late: Vec<bool> =
            self.problem.slots.iter().map(|slot| self.dates[slot.date.index()] > date).collect();
        for (of, strip) in self.strips.iter().zip(&mut self.problem.strips) {
            let StripOf::Sheet(id) = of else { continue };
            if state.sheets.get(id).is_none_or(|sheet| sheet.status == SheetStatus::Shot) {
                continue;
            }
            let slots: Vec<usize> = strip.allowed_slots.ones().filter(|slot| !late[*slot]).collect();
            slots.into_iter().for_each(|slot| strip.allowed_slots.set(slot, false));
            if strip.allowed_slots.is_clear() {
                let what = "who or what it needs can be had together on no date after";
                stuck.push((*id, format!("{what} {}", date.strftime("%-d %b %Y"))));
            }
        }
        stuck
    }
}

//! The page of the stunts: what is done to whom, who agreed, what must be clear before, and what hangs on it.
//!
//! What is said of a stunt as a whole is the risk register's; beside it stand each action's variants with everybody's own
//! answer and the clearance list, and forms that write down what people said.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::clearance::{Item, Stand};
use domain::consent::{Standing, Way, in_words};
use domain::resolve::keyword;
use domain::view::Performer;
use domain::{Action, Answer, Board, CharacterId, Date, SheetId, State, StuntClass, Variant, VariantKind};
use reports::Context;
use reports::risk_register::{Block, NOTES, Part, Register};
use rules::{Rule, Verdict};

use super::{BoardChoice, Shell, board_choices, day, no_board, rendered};
use crate::api::Which;
use crate::folder::Asked;
use crate::problem::Problem;
use crate::production::Now;

#[derive(Template)]
#[template(path = "stunts.html")]
struct StuntsPage {
    shell: Shell,
    boards: Vec<BoardChoice>,
    board: String,
    summary: String,
    not_broken_down: Vec<String>,
    notes: &'static str,
    stunts: Vec<StuntCard>,
    /// For the forms: `2027-09-20`.
    today: String,
}

/// A stunt, or the actions of a sheet of which nobody made one.
struct StuntCard {
    /// Its place on the page.
    id: String,
    block: Block,
    /// Whose figures these are; none where nobody made a stunt.
    figures: Option<Figures>,
    ready: Vec<(&'static str, String)>,
    flags: Vec<FlagLine>,
    /// The scene, where a new draft changed something that nobody has checked yet.
    to_check: Option<String>,
    /// Boards on which the judge forbids something about answers.
    forbidden_on: Vec<String>,
    actions: Vec<ActionCard>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Figures {
    Confirmed,
    Assumed,
}

impl StuntCard {
    fn is_assumed(&self) -> bool {
        self.figures == Some(Figures::Assumed)
    }

    /// What the register says that is not said beside the actions.
    fn parts(&self) -> impl Iterator<Item = &Part> {
        let apart = ["Hazards", "Consent", "Controls"];
        let whole = |part: &&Part| self.actions.is_empty() || part.title != "What is done";
        self.block.parts.iter().filter(move |part| !apart.contains(&part.title)).filter(whole)
    }
}

/// What a board breaks there.
struct FlagLine {
    severity: &'static str,
    rule: &'static str,
    what: String,
    remedy: String,
}

struct ActionCard {
    id: u32,
    /// As commands name it.
    address: String,
    name: String,
    verb: String,
    doer: String,
    receivers: String,
    others: String,
    hazards: String,
    bulletins: String,
    evidence: Option<(u32, String)>,
    /// How it is shot as things stand.
    way: String,
    /// The way after that.
    after: String,
    variants: Vec<VariantCard>,
}

struct VariantCard {
    id: u32,
    kind: &'static str,
    chosen: bool,
    in_force: bool,
    why_not: Option<String>,
    /// Who takes part otherwise, class, minutes: what it changes.
    facts: Vec<String>,
    /// The same in money.
    money: Vec<String>,
    answers: Vec<AnswerRow>,
    items: Vec<ItemRow>,
    open: usize,
    clear_from: Option<String>,
}

struct AnswerRow {
    id: String,
    who: String,
    /// As commands name them; none: nobody is engaged.
    address: Option<String>,
    sign: &'static str,
    answer: &'static str,
    agreed: bool,
    when: String,
    recorded_by: String,
    said: String,
    guardian: String,
    changed: String,
    minor: bool,
}

struct ItemRow {
    id: String,
    name: String,
    sign: &'static str,
    missing: bool,
    words: String,
    /// What it was signed for, or would be.
    bound: String,
    /// For the form: the date on the board, where the item is signed for one.
    for_date: Option<String>,
}

/// `GET /p/{p}/stunts`
pub(crate) async fn page(asked: Asked, Query(which): Query<Which>) -> Result<Response, Problem> {
    rendered(move || {
        let now = asked.production.now();
        let nothing = no_board();
        let board = match asked.board(which.board.as_deref(), &now.state) {
            None if now.state.boards.is_empty() => &nothing,
            name => now.board(name)?,
        };
        let verdict = now.verdict(board);
        let context = Context { state: &now.state, board, verdict: &verdict, printed: None, money: true };
        let register = Register::of(&context);
        let today = asked.today();
        let stunts = register.blocks.into_iter().map(|block| card(&now, &verdict, block, today)).collect();
        Ok(StuntsPage {
            shell: Shell { board: board.name.clone(), ..Shell::new(&asked, &now, "stunts") },
            boards: board_choices(&now.state, board),
            board: board.name.clone(),
            summary: register.summary,
            not_broken_down: register.not_broken_down,
            notes: NOTES,
            stunts,
            today: today.to_string(),
        })
    })
    .await
}

fn card(now: &Now, verdict: &Verdict, block: Block, today: Date) -> StuntCard {
    let state = &now.state;
    let stunt = block.stunt.and_then(|id| state.stunts.get(&id));
    let ready = stunt.map(|stunt| {
        let class = keyword(stunt.class, &StuntClass::NAMES);
        // By the way in force the class may be another than the stunt's own.
        let own = (class != block.class).then(|| ("Own class", class.to_owned()));
        own.into_iter().chain(block.performer.clone().map(|who| ("Performed by", who))).collect()
    });
    let actions = state.actions.values().filter(|action| action.sheet == block.sheet);
    StuntCard {
        id: stunt.map_or_else(|| format!("sheet-{}", block.sheet.0), |stunt| format!("stunt-{}", stunt.id.0)),
        figures: stunt.map(|s| if s.confirmed { Figures::Confirmed } else { Figures::Assumed }),
        ready: ready.unwrap_or_default(),
        flags: flags_of(verdict, block.sheet),
        to_check: to_check(state, block.sheet),
        forbidden_on: forbidden_on(now, block.sheet),
        actions: actions.map(|action| action_card(state, action, block.date, today)).collect(),
        block,
    }
}

fn to_check(state: &State, sheet: SheetId) -> Option<String> {
    state.sheets.get(&sheet).filter(|sheet| !sheet.to_check.is_empty()).map(|sheet| state.label(sheet.id))
}

fn flags_of(verdict: &Verdict, sheet: SheetId) -> Vec<FlagLine> {
    let flags = verdict.flags.iter().filter(|flag| flag.sheets.contains(&sheet));
    flags.map(FlagLine::of).collect()
}

impl FlagLine {
    fn of(flag: &rules::Flag) -> Self {
        Self {
            severity: match flag.severity {
                domain::Severity::Forbid => "forbidden",
                domain::Severity::Price => "paid",
                domain::Severity::Warn => "warning",
            },
            rule: flag.rule.label(),
            what: flag.what.clone(),
            remedy: flag.remedy.clone(),
        }
    }
}

fn forbidden_on(now: &Now, sheet: SheetId) -> Vec<String> {
    let about = [Rule::Consent, Rule::Declined];
    let forbids = |board: &&Board| {
        let verdict = now.verdict(board);
        verdict.forbidden().any(|flag| about.contains(&flag.rule) && flag.sheets.contains(&sheet))
    };
    now.state.boards.values().filter(forbids).map(|board| board.name.clone()).collect()
}

fn action_card(state: &State, action: &Action, on: Option<Date>, today: Date) -> ActionCard {
    let name = |id: &CharacterId| state.characters.get(id).map_or("?", |c| c.name.as_str());
    let names = |ids: &[CharacterId]| ids.iter().map(name).collect::<Vec<_>>().join(", ");
    let way = state.way_of(action);
    let (bulletins, _) = domain::hazard::bulletins([action]);
    let evidence = action.evidence.as_ref().map(|line| (line.span.line, line.quote.clone()));
    ActionCard {
        id: action.id.0,
        address: format!("{}: {}", state.label(action.sheet), action.name),
        name: action.name.clone(),
        verb: action.verb.clone(),
        doer: name(&action.doer).to_owned(),
        receivers: names(&action.receivers),
        others: names(&action.others),
        hazards: action.hazards.join(", "),
        bulletins: bulletins.join(", "),
        evidence,
        way: way_words(&way, "nobody wrote down how it is shot: add a [[variant]]"),
        after: way_words(&state.way_after(action), "nobody wrote down another way"),
        variants: state
            .variants_of(action)
            .into_iter()
            .map(|v| variant_card(state, v, &way, on, today))
            .collect(),
    }
}

/// `non-contact, not before Fri 24 Sep 2027: not everybody has answered`.
fn way_words(way: &Way<'_>, none: &str) -> String {
    match way.variant {
        Some(variant) => {
            let from = way.from.map(|date| format!(", not before {}: not everybody has answered", day(date)));
            format!("{}{}", kind(variant), from.unwrap_or_default())
        }
        None if way.passed.is_empty() => none.to_owned(),
        None => format!("in no way that everybody agrees to; {}", rules::consent::reasons(way)),
    }
}

fn kind(variant: &Variant) -> &'static str {
    keyword(variant.kind, &VariantKind::NAMES)
}

fn variant_card(
    state: &State,
    variant: &Variant,
    way: &Way<'_>,
    on: Option<Date>,
    today: Date,
) -> VariantCard {
    let list = state.clearance_list(variant, on);
    let mut facts = Vec::new();
    facts.extend(variant.answer_by.map(|by| format!("answers by {}", day(by))));
    facts.extend(variant.class.map(|class| format!("class {}", keyword(class, &StuntClass::NAMES))));
    facts.extend(variant.minutes.map(|minutes| format!("{} minutes more", minutes.0)));
    facts.extend(variant.in_place.then(|| "doubles work instead of the actors".to_owned()));
    let mut money = Vec::new();
    money.extend(variant.cost.map(|cost| format!("costs {cost}")));
    money.extend(variant.adjustment.map(|pay| format!("adjustment {pay} each")));
    let passed = way.passed.iter().find(|passed| passed.variant.id == variant.id);
    let answers = state.standings(variant);
    let items = list.iter().enumerate();
    VariantCard {
        id: variant.id.0,
        kind: kind(variant),
        chosen: variant.chosen,
        in_force: way.variant.is_some_and(|in_force| in_force.id == variant.id),
        why_not: passed.map(|passed| passed.why.clone()),
        facts,
        money,
        answers: answers.iter().map(|standing| answer_row(state, variant, standing, today)).collect(),
        open: list.iter().filter(|item| item.is_missing()).count(),
        clear_from: state.clear_from(variant).map(day),
        items: items.map(|(at, item)| item_row(state, variant, at, item, on)).collect(),
    }
}

fn answer_row(state: &State, variant: &Variant, standing: &Standing<'_>, today: Date) -> AnswerRow {
    let engagement = state.engagement_of(standing.performer).filter(|_| is_engaged(standing.performer));
    let person = engagement.and_then(|engagement| state.people.get(&engagement.person));
    let role = state.performer_name(standing.performer);
    let last = standing.last;
    let words = |of: fn(&domain::Consent) -> Option<&str>| last.and_then(of).unwrap_or_default().to_owned();
    let changed = last.filter(|_| standing.answer.is_none());
    let changed = changed.map(|last| state.changed_since(variant, &last.asked).join("; "));
    AnswerRow {
        id: format!("{}-{}", variant.id.0, engagement.map_or(0, |engagement| engagement.id.0)),
        who: person
            .map_or_else(|| format!("{role}, nobody engaged"), |person| format!("{role}, {}", person.name)),
        address: engagement.map(|engagement| state.engagement_words(engagement)),
        sign: match standing.answer {
            Some(Answer::Agreed) => "☑",
            Some(Answer::Declined | Answer::Withdrawn) => "✗",
            Some(Answer::Undecided) | None => "☐",
        },
        answer: match standing.answer {
            None if last.is_none() => "not asked",
            _ => in_words(standing),
        },
        agreed: standing.answer == Some(Answer::Agreed),
        when: last.map(|last| day(last.date)).unwrap_or_default(),
        recorded_by: words(|last| Some(&last.recorded_by)),
        said: words(|last| last.note.as_deref()),
        guardian: words(|last| last.guardian.as_deref()),
        changed: changed.unwrap_or_default(),
        minor: person.is_some_and(|person| person.is_minor(today)),
    }
}

fn is_engaged(performer: Performer) -> bool {
    matches!(performer, Performer::Engaged(_))
}

fn item_row(state: &State, variant: &Variant, at: usize, item: &Item<'_>, on: Option<Date>) -> ItemRow {
    let last = item.last;
    let signed = matches!(item.stand, Stand::Done | Stand::NotNeeded | Stand::Reopened(_));
    let place = last.filter(|_| signed).and_then(|last| last.place).and_then(|id| state.locations.get(&id));
    let date = last.filter(|_| signed).and_then(|last| last.for_date).map(day);
    let bound: Vec<String> = place.map(|place| place.name.clone()).into_iter().chain(date).collect();
    // What was signed before it was opened again is told too.
    let before = last.filter(|_| matches!(item.stand, Stand::Reopened(_)));
    let before = before
        .and_then(|last| Some(format!("; signed by {} on {}", last.signed_by.as_deref()?, day(last.date?))));
    let depends = match (item.binding.place, item.binding.date) {
        (true, true) => "the place and the date",
        (true, false) => "the place",
        (false, true) => "the date",
        (false, false) => "",
    };
    ItemRow {
        id: format!("{}-{at}", variant.id.0),
        name: item.name.clone(),
        sign: if item.is_missing() { "☐" } else { "☑" },
        missing: item.is_missing(),
        words: format!("{}{}", item.in_words(), before.unwrap_or_default()),
        bound: if bound.is_empty() { depends.to_owned() } else { bound.join(", ") },
        for_date: item.binding.date.then_some(on).flatten().map(|date| date.to_string()),
    }
}

//! The file's stripboards into boards, with every strip where a person placed it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Banner, BannerKind, Board, BoardId, Minutes, Placed, Row, UnitId};

use super::Writer;
use super::calendar::in_words;
use super::things::free_name;
use crate::remark::Code;
use crate::schedule::{Board as Said, Breakdown, Calendar};

impl Writer<'_> {
    /// Makes a board of every stripboard.
    pub(super) fn boards(&mut self, main: UnitId, calendar: Option<&Calendar>) {
        let schedule = self.schedule;
        let breakdowns: BTreeMap<&str, &Breakdown> =
            schedule.breakdowns.iter().map(|breakdown| (breakdown.id.as_str(), breakdown)).collect();
        let mut names: BTreeMap<String, u32> =
            self.editing.now.boards.values().map(|board| (board.name.to_lowercase(), 1)).collect();
        for said in &schedule.boards {
            let id: BoardId = self.editing.fresh();
            let mut board = Board::empty(id, self.board_name(&said.name, &mut names));
            board.assumptions.extend(self.other_calendar(said, calendar));
            let rows = self.rows(said, &breakdowns);
            board.rows.insert(main, rows);
            self.editing.put(board);
        }
    }

    fn board_name(&mut self, name: &str, names: &mut BTreeMap<String, u32>) -> String {
        let called = free_name(name, names);
        if called != name {
            let message = format!("two boards are called so; this one is called {called}");
            let remedy = "call it as you like: rename-board";
            self.say(Code::NameTaken, format!("board {name}"), message, "a name is of one board", remedy);
        }
        called
    }

    /// What a board assumes that was made for another calendar than the production's.
    fn other_calendar(&mut self, said: &Said, production: Option<&Calendar>) -> Option<String> {
        let id = said.calendar.as_ref()?;
        let place = format!("board {}", said.name);
        let Some(calendar) = self.schedule.calendars.iter().find(|calendar| calendar.id == *id) else {
            let message = format!("there is no calendar “{id}”");
            let remedy = "look whether the production's dates suit the board";
            self.say(Code::UnknownId, place, message, "the file does not hold the calendar", remedy);
            return None;
        };
        if production.is_none_or(|production| production.id == calendar.id) {
            return None;
        }
        let words = in_words(calendar);
        let remedy = "to price it on those dates type them into the facts: [production] start, [calendar]";
        let cause = "a production has one calendar a unit; it is that of the newest board";
        self.say(Code::OtherCalendar, place, words.clone(), cause, remedy);
        Some(words)
    }

    fn rows(&mut self, said: &Said, breakdowns: &BTreeMap<&str, &Breakdown>) -> Vec<Row> {
        let place = format!("board {}", said.name);
        let mut placed = BTreeSet::new();
        let mut rows = Vec::new();
        for day in &said.days {
            for id in day {
                let Some(breakdown) = self.placed(id, breakdowns, &place) else { continue };
                if !placed.insert(id.as_str()) && breakdown.banner.is_none() {
                    let scene = breakdown.scene.as_deref().unwrap_or("?");
                    let message = format!("scene {scene} is placed twice; its first place counts");
                    let remedy = "to shoot it on two days: split-sheet";
                    self.say(Code::Twice, place.as_str(), message, "a board places a strip once", remedy);
                    continue;
                }
                rows.push(match (self.sheets.get(id.as_str()), &breakdown.banner) {
                    (_, Some(text)) => Row::Banner(Box::new(self.banner(breakdown, text, &place))),
                    (Some(sheet), None) => Row::Strip { sheet: *sheet, placed: Placed::ByPerson },
                    (None, None) => continue,
                });
            }
            rows.push(Row::DayBreak);
        }
        if !said.closed {
            rows.pop();
        }
        if said.days.len() == 1 && !said.closed {
            let message = "no day breaks: all its strips stand on one day".to_owned();
            self.say(
                Code::NoDays,
                place.as_str(),
                message,
                "the file has it so",
                "plan it, or add day breaks",
            );
        }
        for id in &said.boneyard {
            if let Some(Breakdown { banner: Some(text), .. }) = self.placed(id, breakdowns, &place) {
                self.no_place(place.clone(), format!("banner “{text}” in the boneyard"));
            }
        }
        rows
    }

    fn placed<'b>(
        &mut self,
        id: &str,
        breakdowns: &BTreeMap<&str, &'b Breakdown>,
        place: &str,
    ) -> Option<&'b Breakdown> {
        let found = breakdowns.get(id).copied();
        if found.is_none() {
            let message = format!("there is no breakdown “{id}”; it was left out");
            let remedy = "place what is missing: move-strip";
            self.say(Code::UnknownId, place, message, "the file does not hold the breakdown", remedy);
        }
        found
    }

    fn banner(&mut self, breakdown: &Breakdown, text: &str, place: &str) -> Banner {
        if !breakdown.elements.is_empty() {
            let count = breakdown.elements.len();
            self.no_place(place.to_owned(), format!("{count} elements of the banner “{text}”"));
        }
        let more = [&breakdown.scene, &breakdown.description, &breakdown.comments].into_iter().flatten();
        let more: Vec<&str> = more.map(String::as_str).filter(|more| *more != text).collect();
        let text = std::iter::once(text).chain(more).collect::<Vec<_>>().join("; ");
        let kind = banner_kind(&text);
        Banner { kind, text, minutes: breakdown.minutes.unwrap_or(Minutes(0)), cost: None }
    }
}

fn banner_kind(text: &str) -> BannerKind {
    let upper = text.to_uppercase();
    let says = |word: &str| upper.split(|c: char| !c.is_alphabetic()).any(|said| said == word);
    match () {
        () if says("MOVE") => BannerKind::Move,
        () if says("LUNCH") || says("DINNER") || says("MEAL") => BannerKind::Meal,
        () if says("TRAVEL") => BannerKind::Travel,
        () => BannerKind::Note,
    }
}

//! Scenes that leave the script: their strips leave the boards, and what was typed stays on their sheets.

use domain::{BoardStatus, PinAt, Placed, Sheet, SheetId, SheetStatus};

use super::merge::Merge;

/// What says that a draft, not a person, omitted a scene.
const OMITTED_NOW: &str = "the scene is omitted now";

impl Merge<'_> {
    /// No scene of the sheet is in the script any more.
    pub(super) fn omit(&mut self, mut sheet: Sheet) {
        let id = sheet.id;
        if matches!(sheet.status, SheetStatus::Shot | SheetStatus::PartlyShot) {
            self.flag(id, format!("shot, or a part of it: {OMITTED_NOW}"));
            return;
        }
        let newly = sheet.status != SheetStatus::Omitted;
        if newly && let Some(pin) = &sheet.pin {
            let day = match pin.at {
                PinAt::Date(date) => date.strftime("%-d %B").to_string(),
                PinAt::Day(day) => format!("day {day}"),
            };
            self.flag(id, format!("pinned to {day}: {OMITTED_NOW}"));
        }
        self.take_off_boards(id);
        if newly {
            sheet.status = SheetStatus::Omitted;
            self.editing.put(sheet);
        }
    }

    /// Takes a strip off the boards that may still change, and says where a person had put it.
    fn take_off_boards(&mut self, sheet: SheetId) {
        for mut board in self.editing.now.boards.clone().into_values() {
            let Some((_, ordinal, placed)) = board.placements().get(&sheet).copied() else { continue };
            let (name, day) = (board.name.clone(), ordinal + 1);
            if board.status != BoardStatus::Working {
                self.flag(sheet, format!("on day {day} of “{name}”, which was issued: {OMITTED_NOW}"));
                continue;
            }
            board.remove(sheet);
            self.editing.put(board);
            if placed == Placed::ByPerson {
                self.flag(sheet, format!("was put on day {day} of “{name}”, and taken off: {OMITTED_NOW}"));
            }
        }
    }

    /// A scene of the sheet is back in the script.
    pub(super) fn restore(&mut self, sheet: &mut Sheet) {
        sheet.to_check.retain(|words| !words.ends_with(OMITTED_NOW));
        if sheet.status == SheetStatus::Omitted {
            sheet.status = SheetStatus::Planned;
            self.flag(sheet.id, "the scene is back, with what was typed before it was omitted".to_owned());
        }
    }
}

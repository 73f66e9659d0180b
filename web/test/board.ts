// A small board for the tests: two units, a banner, an empty boneyard unless asked.

import type { Banner, BoardView, Day, Strip } from "../src/view";

export function strip(sheet: number, more: Partial<Strip> = {}): Strip {
  return {
    row: "strip", sheet, label: String(sheet), colour: "int-day", setting: "INT", set: "KITCHEN", time: "DAY", pages: "1", eighths: 8,
    minutes: 60, minutes_typed: false, cast: [], synopsis: "", location: null, light: "any", start: "", stunt: false, background: false,
    pin: null, by_person: false, progress: null, flags: [], ...more,
  };
}

export const lunch: Banner = { row: "banner", kind: "meal", words: "Lunch", minutes: 60 };

function day(address: string, number: number, rows: Day["rows"]): Day {
  return {
    address, name: `day ${address}`, number, date: null, date_words: "", pages: "", eighths: 0, minutes: 0, overtime: 0, clock: "", kind: "day",
    cost: "", cost_cents: 0, marks: [], rows, halts: [], after: [],
  };
}

/** Main: 1 2 lunch 3 | 4 | 5 6. Second: 7. Boneyard: 8. */
export function board(): BoardView {
  return {
    revision: 1, production: { title: "T", currency: "EUR" }, author: "Ann", boards: [], board: { id: 1, name: "plan", issued: false }, assumptions: [],
    money: { example: false, cost: "0", expected: "0" },
    measures: { days: 3, nights: 0, cast_days: 0, hold_days: 0, moves: 0, overtime: "", strips: 8, boneyard: 1, pages: "8" },
    units: [
      { id: 1, name: "Main", main: true, days: [day("1", 1, [strip(1), strip(2), lunch, strip(3)]), day("2", 2, [strip(4)]), day("3", 3, [strip(5), strip(6)])] },
      { id: 2, name: "Second", main: false, days: [day("Second:1", 1, [strip(7)])] },
    ],
    boneyard: [strip(8)], flags: [], cast: [{ id: "1", name: "HANNE" }], undo: null, undo_elsewhere: null, redo: null,
  };
}

/** The rows of a board, short: units by `;`, days by `|`. */
export function told(view: BoardView): string {
  const row = (one: Day["rows"][number]): string => (one.row === "strip" ? one.label : one.words.toLowerCase());
  const units = view.units.map((unit) => unit.days.map((one) => one.rows.map(row).join(" ")).join(" | "));
  return `${units.join(" ; ")} ; (${view.boneyard.map(row).join(" ")})`;
}

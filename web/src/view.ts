// What the server says of a board, as its JSON has it.

export type Severity = "forbid" | "price" | "warn";
export type Colour = "int-day" | "ext-day" | "int-night" | "ext-night" | "dawn" | "dusk";

export interface BoardView {
  /** Of the log that it shows. */
  revision: number;
  production: { title: string; currency: string };
  /** Who the browser's commands are signed by. */
  author: string;
  boards: { id: number; name: string; issued: boolean }[];
  board: { id: number; name: string; issued: boolean };
  /** What the board takes for granted, to be printed with it. */
  assumptions: string[];
  /** Whole units of the currency, thousands separated. */
  money: { example: boolean; cost: string; expected: string };
  measures: Measures;
  units: Unit[];
  boneyard: Strip[];
  flags: Flag[];
  cast: { id: string; name: string }[];
  /** What the author's next undo would take back, in words. */
  undo: Said | null;
  /** What the undo does to something else than this board: asked about first. */
  undo_elsewhere: string | null;
  redo: Said | null;
}

/** Words of the history. */
export interface Said {
  summary: string;
  /** They name an amount of money. */
  money: boolean;
}

export interface Measures {
  days: number;
  nights: number;
  cast_days: number;
  hold_days: number;
  moves: number;
  overtime: string;
  strips: number;
  boneyard: number;
  pages: string;
}

export interface Unit {
  id: number;
  name: string;
  main: boolean;
  days: Day[];
}

export interface Day {
  /** As commands name it: "5", or "Second unit:5". */
  address: string;
  /** As people call it: "day 5", "Second unit Tue 12 Jan". */
  name: string;
  number: number;
  date: string | null;
  date_words: string;
  pages: string;
  eighths: number;
  minutes: number;
  /** Minutes of overtime, among the minutes of work. */
  overtime: number;
  clock: string;
  kind: "day" | "split" | "night" | "";
  cost: string;
  cost_cents: number;
  marks: { label: string; severity: Severity; numbers: number[] }[];
  rows: Row[];
  /** When nothing is shot, as the judge's clock reckons it. */
  halts: Halt[];
  /** What lies between it and the next day. */
  after: { kind: "week" | "holiday" | "free"; words: string }[];
}

export type Row = Strip | Banner;

/** A company move, a wait for light or the meal: reckoned, no row of the board. */
export interface Halt {
  /** The row before which it stands, from 0. */
  row: number;
  words: string;
  start: string;
  minutes: number;
}

export interface Banner {
  row: "banner";
  kind: "move" | "meal" | "travel" | "note";
  words: string;
  minutes: number;
}

export interface Strip {
  row: "strip";
  sheet: number;
  /** As commands name it: "12A", "40 pt 2". */
  label: string;
  colour: Colour;
  setting: string;
  set: string;
  time: string;
  pages: string;
  eighths: number;
  minutes: number;
  minutes_typed: boolean;
  /** Who works on it: "1", "1x" the stunt double of 1, and the name of each. */
  cast: { id: string; name: string; double: boolean; watch: string | null }[];
  synopsis: string;
  location: string | null;
  light: string;
  start: string;
  stunt: boolean;
  background: boolean;
  pin: string | null;
  by_person: boolean;
  progress: string | null;
  flags: { number: number; severity: Severity }[];
}

export interface Flag {
  number: number;
  severity: Severity;
  rule: string;
  what: string;
  /** The same without the amount that it ends with, where it does. */
  unpriced?: string;
  remedy: string;
  sheets: number[];
  days: string[];
}

/** What a command would change of the board, judged. */
export interface Change {
  cost: string;
  cost_cents: number;
  expected: string;
  expected_cents: number;
  days: number;
  nights: number;
  cast_days: number;
  hold_days: number;
  moves: number;
  raised: Flag[];
  gone: number;
}

/** A day of one of two boards that are compared. */
export interface MovedDay {
  address: string;
  name: string;
}

export interface Comparison extends Change {
  moved: { label: string; from: MovedDay | null; to: MovedDay | null }[];
}

/** An entry of the log, as others hear of it. */
export interface Entry extends Said {
  revision: number;
  author: string;
  command: string;
  at: string;
  boards: number[];
  all: boolean;
}

/** How far a plan is. */
export interface PlanEvent {
  job: number;
  board: string;
  objective: string;
  /** Looking: there is no board, and it looks for the facts that conflict. */
  state: "running" | "looking" | "done" | "stopped" | "failed";
  best: string | null;
  bound: string | null;
  gap: number | null;
  seconds: number;
  limit: number;
  iterations: number;
  /** What stays in the boneyard, as no date can take it, and why, or as a person put it there; in lines. */
  left_out: string[];
  /** What others did meanwhile on the boards that answers take the place of, and where it stays. */
  kept_apart: string[];
  /** Why there is no board, in lines. */
  error: string | null;
}

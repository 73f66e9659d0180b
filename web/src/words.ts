// What the board says in words: names of rows for those who hear them, lengths of time, changes.

import { dayAddress, type Gap, type Item } from "./place";
import type { BoardView, Change, Day, Flag, Said, Severity, Strip, Unit } from "./view";

export const SEVERITIES: Record<Severity, string> = { forbid: "forbidden", price: "priced", warn: "to know" };

/** "2 h 42", "45 min". */
export function timeOf(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return hours === 0 ? `${rest} min` : `${hours} h ${String(rest).padStart(2, "0")}`;
}

/** "Day 5" of "day 5". */
export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "1 flag", "3 flags". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** "1 page", "2 3/8 pages". */
export function pagesWords(pages: string): string {
  return `${pages} ${pages === "1" ? "page" : "pages"}`;
}

/** "Second unit -- 2 days, 5 idle before", "…, 1 idle between": idle days are drawn, for something may be put there; they are not shot. */
export function unitWords(unit: Unit): string {
  const shot = unit.days.flatMap((day, at) => (day.rows.length > 0 ? [at] : []));
  const [first = unit.days.length, last = first] = [shot[0], shot[shot.length - 1]];
  const idle = [[first, "before"], [Math.max(last - first + 1 - shot.length, 0), "between"], [unit.days.length - 1 - last, "after"]] as const;
  const told = shot.length === 0 ? [] : idle.filter(([days]) => days > 0).map(([days, where]) => `, ${days} idle ${where}`);
  return `${unit.name} -- ${count(shot.length, "day")}${told.join("")}`;
}

/** "+2", "-1", "0". */
export function signed(n: number): string {
  return n > 0 ? `+${n}` : `${n}`;
}

/** A strip's whole name: what it is, its marks, where it is. */
export function stripWords(strip: Strip): string {
  const watched = strip.cast.filter((one) => one.watch !== null).map((one) => one.id);
  const forbidden = strip.flags.filter((flag) => flag.severity === "forbid").length;
  const other = strip.flags.length - forbidden;
  const cast = strip.cast.map((one) => (one.double ? `${one.id} ${one.name}` : one.id)).join(", ");
  const parts = [
    `Scene ${strip.label}`, `${strip.setting} ${strip.set}`.trim(), strip.time, pagesWords(strip.pages),
    cast && `cast ${cast}`, watched.length > 0 && `watch ${watched.join(", ")}`,
    strip.stunt && "stunt", strip.background && "background", strip.pin, strip.by_person && "placed by a person",
    strip.progress, forbidden > 0 && count(forbidden, "forbidden flag"), other > 0 && count(other, "flag to know", "flags to know"),
    strip.start && `at ${strip.start}`, strip.synopsis,
  ];
  return parts.filter(Boolean).join(", ");
}

/** What is reckoned before a row, for those who hear it. */
export function haltWords(day: Day, row: number): string[] {
  return day.halts.filter((halt) => halt.row === row).map((halt) => `${halt.words} at ${halt.start}, ${timeOf(halt.minutes)}`);
}

/** A day's header. */
export function dayWords(unit: Unit, day: Day, currency: string | null): string {
  const cost = currency !== null && day.cost ? `${currency} ${day.cost}` : "";
  const marks = day.marks.map((mark) => `${SEVERITIES[mark.severity]}: ${mark.label}`).join(", ");
  const name = unit.main ? `Day ${day.number} of ${unit.days.length}` : unit.name;
  const parts = [name, day.date_words, pagesWords(day.pages), day.clock, cost, marks];
  return parts.filter(Boolean).join(", ");
}

/** How an item is called in a short sentence. */
export function shortName(view: BoardView, item: Item): string {
  if (item.row?.row === "strip") return item.row.label;
  if (item.row) return `banner ${item.row.words || item.row.kind}`;
  const name = view.units[item.unit]?.days[item.day]?.name ?? `day ${item.day + 1}`;
  return item.kind === "day" ? name : `the break after ${name}`;
}

export function shortNames(view: BoardView, items: Item[]): string {
  const names = items.slice(0, 4).map((item) => shortName(view, item)).join(", ");
  return items.length > 4 ? `${names} and ${items.length - 4} more` : names;
}

/** "To day 5, before 12B". */
export function placeWords(view: BoardView, gap: Gap, items: Item[]): string {
  if (gap === "boneyard") return "To the boneyard";
  const unit = view.units[gap.unit];
  if (!unit) return "";
  const day = unit.days[gap.day];
  if (!day) return unit.main ? `New day ${dayAddress(unit, gap.day)}` : `New day of ${unit.name}`;
  if (items.some((item) => item.kind === "day")) return `Before ${day.name}`;
  const next = day.rows[gap.place - 1];
  if (!next) return day.rows.length === 0 ? `To ${day.name}` : `To the end of ${day.name}`;
  return `To ${day.name}, before ${next.row === "strip" ? next.label : next.words || next.kind}`;
}

/** The figures of a change that are not nought, as words with their sign. */
export function changeWords(change: Change, currency: string | null): string[] {
  const parts: string[] = [];
  if (currency !== null) {
    parts.push(change.cost_cents === 0 ? "cost the same" : `cost ${change.cost} ${currency}`);
    if (change.expected_cents !== change.cost_cents) {
      parts.push(change.expected_cents === 0 ? "expected the same" : `expected ${change.expected} ${currency}`);
    }
  }
  const figures: [number, string][] = [
    [change.days, "day"], [change.nights, "night"], [change.cast_days, "cast day"], [change.hold_days, "hold day"], [change.moves, "company move"],
  ];
  for (const [n, word] of figures) if (n !== 0) parts.push(`${signed(n)} ${Math.abs(n) === 1 ? word : `${word}s`}`);
  return parts;
}

/** What a flag says; without the amount that it ends with, where money is hidden. */
export function flagWords(flag: Flag, currency: string | null): string {
  return currency === null ? (flag.unpriced ?? flag.what) : flag.what;
}

/** Words of the history, without amounts where money is hidden. */
export function saidWords(said: Said, money: boolean): string {
  return said.money && !money ? "terms, a rate or other facts: hidden with the money" : said.summary;
}

/** Flags that a card tells in words. */
const SHOWN = 4;

/** Rules about danger and people, the gravest first: told before those about hours and money. */
const GRAVE = [
  "Consent declined", "Consent", "Clearance", "Readiness", "Stunts", "Protected days", "Rest after a stunt", "Minors", "Availability", "Order", "Together", "Apart", "Pin",
  "New draft",
];

/** A line of what a change raises; no severity where it sums up several. */
interface Told {
  severity: Severity | null;
  words: string;
}

/** The gravest flags in words, and how many more, how many of them forbidden. */
export function raisedWords(raised: Flag[], currency: string | null): Told[] {
  const rank = (flag: Flag): number => {
    const grave = GRAVE.indexOf(flag.rule);
    return ["forbid", "price", "warn"].indexOf(flag.severity) * 100 + (grave < 0 ? GRAVE.length : grave);
  };
  const ordered = [...raised].sort((one, other) => rank(one) - rank(other));
  const told: Told[] = ordered.slice(0, SHOWN).map((flag) => ({ severity: flag.severity, words: `${SEVERITIES[flag.severity]}: ${flagWords(flag, currency)}` }));
  const forbidden = raised.filter((flag) => flag.severity === "forbid").length;
  if (forbidden > 1) told.unshift({ severity: "forbid", words: `${forbidden} forbidden flags` });
  const more = raised.length - SHOWN;
  if (more > 0) {
    const of = forbidden > SHOWN ? `, ${forbidden - SHOWN} of them forbidden` : "";
    told.push({ severity: null, words: `and ${count(more, "more flag")}${of}` });
  }
  return told;
}

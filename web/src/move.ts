// What a board looks like when rows have been put elsewhere: shown at once, until the server's word is there.

import { dayAddress, type Gap, type Item } from "./place";
import type { BoardView, Day, Row, Strip, Unit } from "./view";

/** A row, or the break that ends a day. */
type Token = Row | { row: "break"; unit: number; day: number };

/** The board with the items put before what stands at the gap. Money and clocks stay as they were; what was reckoned of changed days goes. */
export function moved(view: BoardView, carried: Item[], gap: Gap): BoardView {
  const taken = new Set<Token>();
  const lines = view.units.map(tokens);
  for (const item of carried) for (const token of tokensOf(view, lines, item)) taken.add(token);
  const put = carried.flatMap((item) => tokensOf(view, lines, item)).filter((token, at, all) => all.indexOf(token) === at);
  const at = gap === "boneyard" ? -1 : position(view, gap);
  const units = view.units.map((unit, u) => {
    const line = lines[u] ?? [];
    const here = gap !== "boneyard" && gap.unit === u;
    const kept = (part: Token[]): Token[] => part.filter((token) => !taken.has(token));
    if (!here) return daysOf(unit, kept(line));
    return daysOf(unit, [...kept(line.slice(0, at)), ...put.map(placed), ...kept(line.slice(at))]);
  });
  const bones = view.boneyard.filter((strip) => !taken.has(strip));
  const boneyard = gap === "boneyard" ? [...bones, ...put.filter((token): token is Strip => token.row === "strip")] : bones;
  return { ...view, units, boneyard };
}

/** Do the boards have the same rows in the same days, in the same order? */
export function sameOrder(a: BoardView, b: BoardView): boolean {
  return order(a) === order(b);
}

function order(view: BoardView): string {
  const row = (one: Row): string => (one.row === "strip" ? `${one.sheet}` : `${one.kind} ${one.words}`);
  const unit = (one: Unit): string => one.days.map((day) => day.rows.map(row).join(",")).join("|");
  return `${view.units.map(unit).join("\n")}\n${view.boneyard.map(row).join(",")}`;
}

function tokens(unit: Unit, u: number): Token[] {
  return unit.days.flatMap((day, d): Token[] => [...day.rows, { row: "break", unit: u, day: d }]);
}

function tokensOf(view: BoardView, lines: Token[][], item: Item): Token[] {
  if (item.row) return [item.row];
  const line = lines[item.unit] ?? [];
  const ends = line.findIndex((token) => token.row === "break" && token.day === item.day);
  const rows = item.kind === "day" ? (view.units[item.unit]?.days[item.day]?.rows.length ?? 0) : 0;
  return line.slice(ends - rows, ends + 1);
}

function position(view: BoardView, gap: { unit: number; day: number; place: number }): number {
  const days = view.units[gap.unit]?.days ?? [];
  const before = days.slice(0, gap.day).reduce((sum, day) => sum + day.rows.length + 1, 0);
  return gap.day >= days.length ? before : before + gap.place - 1;
}

function placed(token: Token): Token {
  return token.row === "strip" ? { ...token, by_person: true } : token;
}

function daysOf(unit: Unit, line: Token[]): Unit {
  const days: Row[][] = [[]];
  for (const token of line) {
    if (token.row === "break") days.push([]);
    else days.at(-1)?.push(token);
  }
  if (days.at(-1)?.length === 0) days.pop();
  return { ...unit, days: days.map((rows, d) => dayOf(unit, rows, d)) };
}

function dayOf(unit: Unit, rows: Row[], d: number): Day {
  const like = unit.days[d];
  const eighths = rows.reduce((sum, row) => sum + (row.row === "strip" ? row.eighths : 0), 0);
  if (like) {
    // What is reckoned of other rows stands nowhere among these.
    const same = like.rows.length === rows.length && like.rows.every((row, at) => row === rows[at]);
    return { ...like, rows, halts: same ? like.halts : [], eighths, pages: pagesOf(eighths) };
  }
  const address = dayAddress(unit, d);
  const number = Number(address.slice(address.lastIndexOf(":") + 1));
  return {
    address, name: unit.main ? `day ${number}` : `a new day of ${unit.name}`, number, date: null, date_words: "new day", pages: pagesOf(eighths), eighths, minutes: 0, overtime: 0,
    clock: "", kind: "", cost: "", cost_cents: 0, marks: [], rows, halts: [], after: [],
  };
}

/** Eighths as whole pages and eighths, never reduced. */
export function pagesOf(eighths: number): string {
  const whole = Math.floor(eighths / 8);
  const rest = eighths % 8;
  if (rest === 0) return `${whole}`;
  return whole === 0 ? `${rest}/8` : `${whole} ${rest}/8`;
}

// The rows of a board in order, the places between them, and how commands name both.
// Addresses are those of the board as it is before a command.

import type { BoardView, Day, Row, Unit } from "./view";

/** Something that can be focused, chosen and carried. */
export interface Item {
  key: string;
  kind: "day" | "strip" | "banner" | "break";
  /** Index of the unit; -1 in the boneyard. */
  unit: number;
  /** Index of the day; -1 in the boneyard. */
  day: number;
  /** From 1 for rows; 0 for a day's header, one past the last for its break. */
  place: number;
  row: Row | null;
}

/** A place that rows can be put into: before what stands there now. */
export type Gap = { unit: number; day: number; place: number } | "boneyard";

export interface Items {
  list: Item[];
  byKey: Map<string, Item>;
}

export const dayKey = (unit: Unit, day: Day): string => `d:${unit.id}:${day.number}`;
export const breakKey = (unit: Unit, day: Day): string => `k:${unit.id}:${day.number}`;

/** All items of a board in reading order; the boneyard comes last. */
export function itemsOf(view: BoardView): Items {
  const list: Item[] = [];
  const seen = new Map<string, number>();
  view.units.forEach((unit, u) => {
    unit.days.forEach((day, d) => {
      list.push({ key: dayKey(unit, day), kind: "day", unit: u, day: d, place: 0, row: null });
      day.rows.forEach((row, r) => list.push({ key: rowKey(row, seen), kind: row.row, unit: u, day: d, place: r + 1, row }));
      list.push({ key: breakKey(unit, day), kind: "break", unit: u, day: d, place: day.rows.length + 1, row: null });
    });
  });
  view.boneyard.forEach((row, r) => list.push({ key: rowKey(row, seen), kind: "strip", unit: -1, day: -1, place: r + 1, row }));
  return { list, byKey: new Map(list.map((item) => [item.key, item])) };
}

/** A strip's key is its sheet; a banner's is what it says, and the how many'th of its like it is. */
function rowKey(row: Row, seen: Map<string, number>): string {
  if (row.row === "strip") return `s:${row.sheet}`;
  const like = `b:${row.kind}:${row.minutes}:${row.words}`;
  const nth = seen.get(like) ?? 0;
  seen.set(like, nth + 1);
  return `${like}:${nth}`;
}

/** A unit's day as commands name it, also the one after the last. */
export function dayAddress(unit: Unit, day: number): string {
  const known = unit.days[day];
  if (known) return known.address;
  const prefix = unit.main ? "" : `${unit.name}:`;
  return `${prefix}${(unit.days.at(-1)?.number ?? 0) + 1 + day - unit.days.length}`;
}

/** A place as commands name it. */
export function gapAddress(view: BoardView, gap: Gap): string {
  if (gap === "boneyard") return "boneyard";
  const unit = view.units[gap.unit];
  return unit ? `${dayAddress(unit, gap.day)}/${gap.place}` : "boneyard";
}

/** An item as `move-rows` names it. */
export function itemName(view: BoardView, item: Item): string {
  if (item.row?.row === "strip") return item.row.label;
  const unit = view.units[item.unit];
  const address = unit ? dayAddress(unit, item.day) : "";
  if (item.kind === "banner") return `banner ${address}/${item.place}`;
  return item.kind === "break" ? `break ${address}` : `day ${address}`;
}

/** The places that what is carried can be put into, in reading order; whole days go between days. */
export function gapsFor(view: BoardView, carried: Item[]): Gap[] {
  const days = carried.some((item) => item.kind === "day");
  const gaps: Gap[] = [];
  view.units.forEach((unit, u) => {
    unit.days.forEach((day, d) => {
      const places = days ? 1 : day.rows.length + 1;
      for (let place = 1; place <= places; place += 1) gaps.push({ unit: u, day: d, place });
    });
    gaps.push({ unit: u, day: unit.days.length, place: 1 });
  });
  if (carried.every((item) => item.kind === "strip")) gaps.push("boneyard");
  return gaps;
}

/** The nearest place that whole days can be put into. */
export function betweenDays(view: BoardView, gap: Gap): Gap {
  if (gap === "boneyard") return gap;
  const rows = view.units[gap.unit]?.days[gap.day]?.rows.length ?? 0;
  const after = gap.place - 1 > rows / 2;
  return { unit: gap.unit, day: after ? gap.day + 1 : gap.day, place: 1 };
}

export function sameGap(a: Gap | null, b: Gap | null): boolean {
  if (a === null || b === null || a === "boneyard" || b === "boneyard") return a === b;
  return a.unit === b.unit && a.day === b.day && a.place === b.place;
}

/** The place where an item stands. */
export function gapOf(item: Item): Gap {
  return item.unit < 0 ? "boneyard" : { unit: item.unit, day: item.day, place: Math.max(item.place, 1) };
}

/** Where Alt and an arrow put an item: one place up or down. */
export function neighbour(view: BoardView, item: Item, step: -1 | 1): Gap | null {
  const days = view.units[item.unit]?.days;
  if (!days) return null;
  const at = (day: number, place: number): Gap => ({ unit: item.unit, day, place });
  if (item.kind === "day") {
    const to = step < 0 ? item.day - 1 : item.day + 2;
    return to < 0 || to > days.length ? null : at(to, 1);
  }
  const rows = days[item.day]?.rows.length ?? 0;
  if (step < 0) {
    if (item.place > 1) return at(item.day, item.place - 1);
    const before = days[item.day - 1];
    return before && item.kind !== "break" ? at(item.day - 1, before.rows.length + 1) : null;
  }
  if (item.kind === "break") return days[item.day + 1]?.rows.length ? at(item.day + 1, 2) : null;
  if (item.place < rows) return at(item.day, item.place + 2);
  return at(item.day + 1, 1);
}

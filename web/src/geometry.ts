// Where the days and rows of the board are on the screen. Measured once, when a drag begins and after a scroll;
// between that, finding the place under the pointer reads no document.

import { sameGap, type Gap } from "./place";
import { bones, dayNode, desk, freshNode, rowsOf } from "./render";
import { now } from "./state";

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

interface DayBox extends Box {
  unit: number;
  day: number;
  /** The header, the rows and the break; null where the day is out of sight, and for a day that is not there yet. */
  rows: Box[] | null;
}

let days: DayBox[] = [];
let boneyards: Box[] = [];
let view: Box = { left: 0, top: 0, right: 0, bottom: 0 };
let fresh = false;

/** Says that what was measured holds no longer. */
export function forget(): void {
  fresh = false;
}

/** The part of the page in which the board scrolls. */
export function deskBox(): Box {
  return view;
}

/** Measures what is in sight, if it has not been since the last scroll. */
export function measure(): void {
  if (fresh) return;
  fresh = true;
  view = desk.getBoundingClientRect();
  days = [];
  now().view.units.forEach((unit, u) => {
    unit.days.forEach((_, d) => {
      const node = dayNode(u, d);
      if (node) days.push(boxOf(node, u, d));
    });
    const last = freshNode(u);
    if (last) days.push({ ...copy(last.getBoundingClientRect()), unit: u, day: unit.days.length, rows: null });
  });
  const targets = [bones.closest<HTMLElement>(".panel"), document.querySelector<HTMLElement>("[data-drop=boneyard]")];
  boneyards = targets.filter((one) => one !== null).map((one) => copy(one.getBoundingClientRect()));
}

function boxOf(node: HTMLElement, unit: number, day: number): DayBox {
  const box = copy(node.getBoundingClientRect());
  const seen = box.bottom > view.top - 200 && box.top < view.bottom + 200;
  const rows = seen ? rowsOf(node).map((row) => copy(row.getBoundingClientRect())) : null;
  return { ...box, unit, day, rows };
}

function copy({ left, top, right, bottom }: Box): Box {
  return { left, top, right, bottom };
}

function holds(box: Box, x: number, y: number): boolean {
  return x >= box.left && x < box.right && y >= box.top && y < box.bottom;
}

function far(box: Box, x: number, y: number): number {
  const dx = Math.max(box.left - x, 0, x - box.right);
  const dy = Math.max(box.top - y, 0, y - box.bottom);
  return dx * dx + dy * dy;
}

/** The place under a point. */
export function gapAt(x: number, y: number): Gap | null {
  if (boneyards.some((box) => holds(box, x, y))) return "boneyard";
  let best: DayBox | null = null;
  let least = Infinity;
  for (const box of days) {
    if (box.bottom < view.top || box.top > view.bottom) continue;
    const distance = far(box, x, y);
    if (distance < least) {
      least = distance;
      best = box;
    }
  }
  if (!best) return null;
  const { unit, day, rows } = best;
  if (!rows) return { unit, day, place: 1 };
  const strips = rows.slice(1, -1);
  const above = strips.filter((row) => (row.top + row.bottom) / 2 < y).length;
  return { unit, day, place: above + 1 };
}

/** Where the insertion line is drawn: lying above a row, or standing before a day's column. */
export function lineAt(gap: Gap, wholeDays: boolean): { x: number; y: number; length: number; stands: boolean } | null {
  if (gap === "boneyard") return null;
  const box = days.find((one) => sameGap({ unit: one.unit, day: one.day, place: 1 }, { ...gap, place: 1 }));
  if (!box) return null;
  const width = box.right - box.left;
  if (wholeDays && now().zoom !== "detail") return { x: box.left - 4, y: box.top, length: box.bottom - box.top, stands: true };
  const row = wholeDays ? null : box.rows?.[gap.place];
  return { x: box.left, y: row ? row.top : box.top, length: width, stands: false };
}

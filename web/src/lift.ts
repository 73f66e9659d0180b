// What is carried, by hand or by keys: where it would go, the line that shows it, the drop.

import { say } from "./announce";
import { moveWords, put } from "./commands";
import { el } from "./dom";
import { deskBox, forget, lineAt, measure } from "./geometry";
import { moved, sameOrder } from "./move";
import { betweenDays, breakKey, dayKey, gapOf, itemsOf, sameGap, type Gap, type Item } from "./place";
import { card, endPreview, placeCard, previewMove, previewNothing } from "./preview";
import { focusRow, nodeOf } from "./render";
import { itemAt, now } from "./state";
import type { BoardView } from "./view";
import { placeWords, shortName, shortNames } from "./words";

interface Lift {
  items: Item[];
  gap: Gap | null;
  /** The board that it was lifted from. */
  view: BoardView;
  /** Called when it ends, dropped or not. */
  ended: () => void;
}

const line = el("div", { class: "insertion", attrs: { "aria-hidden": "true", hidden: "" } });
/** What lies above the page while something is carried. */
export const overlay = el("div", { class: "overlay" }, line, card);

let lift: Lift | null = null;

export function carried(): Item[] | null {
  return lift?.items ?? null;
}

export function aimedAt(): Gap | null {
  return lift?.gap ?? null;
}

/** What goes along when an item is taken: what is chosen with it, as far as it can be carried together. */
export function together(item: Item, subject: Item[]): Item[] {
  if (item.kind === "break") return [item];
  const days = item.kind === "day";
  return subject.filter((one) => (days ? one.kind === "day" : one.kind === "strip" || one.kind === "banner"));
}

/** Takes items up. */
export function take(items: Item[], ended: () => void): void {
  release();
  lift = { items, gap: null, view: now().view, ended };
  forget();
  measure();
  dim(true);
}

/** Points to a place: draws the line there and asks what it would change. */
export function aim(to: Gap | null): void {
  if (!lift) return;
  const gap = to && lift.items.some((item) => item.kind === "day") ? betweenDays(lift.view, to) : to;
  if (sameGap(gap, lift.gap)) return;
  lift.gap = gap;
  drawLine();
  for (const one of document.querySelectorAll("[data-drop=boneyard], .panel.boneyard")) one.classList.toggle("aimed", gap === "boneyard");
  if (gap === null) {
    endPreview();
    return;
  }
  const place = placeWords(lift.view, gap, lift.items);
  if (gap === "boneyard" && !lift.items.every((item) => item.kind === "strip")) previewNothing(place, "only strips can go there");
  else if (sameOrder(lift.view, moved(lift.view, lift.items, gap))) previewNothing(place, "where it is now");
  else previewMove(moveWords(lift.view, lift.items, gap), place);
}

/** Draws the line anew, after a scroll. */
export function drawLine(): void {
  measure();
  const at = lift?.gap ? lineAt(lift.gap, lift.items.some((item) => item.kind === "day")) : null;
  const box = deskBox();
  const seen = at !== null && at.y > box.top - 4 && at.y < box.bottom;
  line.hidden = !seen;
  if (!seen) return;
  line.classList.toggle("stands", at.stands);
  line.style.setProperty(at.stands ? "height" : "width", `${at.length}px`);
  line.style.removeProperty(at.stands ? "width" : "height");
  line.style.transform = `translate(${at.x}px, ${at.y}px)`;
}

/** Puts the card beside the line, when no pointer carries. */
export function cardByLine(): void {
  measure();
  const at = lift?.gap ? lineAt(lift.gap, false) : null;
  const box = deskBox();
  placeCard(at ? at.x + Math.min(at.length, 420) : box.left, at ? at.y : box.top);
}

/** Drops what is carried where it points to. */
export function drop(): void {
  if (!lift) return;
  const { items, gap } = lift;
  release();
  if (gap === null || (gap === "boneyard" && !items.every((item) => item.kind === "strip"))) {
    say("Nothing moved.");
    return;
  }
  putAndFollow(items, gap);
}

/** Puts items elsewhere, and the focus goes along. */
export function putAndFollow(items: Item[], gap: Gap): void {
  const { view } = now();
  put(items, gap);
  const key = now().view === view ? null : keyAfter(view, items, gap);
  if (key !== null && now().items.byKey.has(key)) focusRow(key);
}

/** Where the focus goes: a row keeps its key, a day and a break are known by their number. */
function keyAfter(view: BoardView, items: Item[], gap: Gap): string | null {
  const [first] = items;
  if (!first || first.row) return first?.key ?? null;
  const unit = gap === "boneyard" ? undefined : now().view.units[gap.unit];
  if (!unit || gap === "boneyard") return null;
  if (first.kind === "break") {
    const day = unit.days[gap.place > 1 ? gap.day : gap.day - 1];
    return day ? breakKey(unit, day) : null;
  }
  const row = view.units[first.unit]?.days[first.day]?.rows[0];
  const day = unit.days.find((one) => row !== undefined && sameRow(one.rows[0], row)) ?? unit.days[gap.day];
  return day ? dayKey(unit, day) : null;
}

function sameRow(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === "object" && typeof b === "object" && JSON.stringify(a) === JSON.stringify(b));
}

/** Lets go without a change. */
export function cancel(): void {
  if (!lift) return;
  const words = shortNames(lift.view, lift.items);
  release();
  say(`${words} stays where it was.`);
}

function release(): void {
  if (!lift) return;
  dim(false);
  const { ended } = lift;
  lift = null;
  line.hidden = true;
  endPreview();
  for (const one of document.querySelectorAll(".aimed")) one.classList.remove("aimed");
  ended();
}

/** After the board was drawn anew while something is carried: the same rows before the same row, or none. */
export function refresh(): void {
  if (!lift || lift.view === now().view) return;
  const { items: old, gap, view } = lift;
  const items = old.map((item) => itemAt(item.key)).filter((item) => item !== null);
  if (items.length < old.length) {
    cancel();
    return;
  }
  const before = gap === null || gap === "boneyard" ? null : itemsOf(view).list.find((one) => one.place > 0 && sameGap(gapOf(one), gap));
  const there = before && itemAt(before.key);
  lift = { ...lift, items, view: now().view, gap: null };
  endPreview();
  forget();
  dim(true);
  aim(there ? gapOf(there) : gap === "boneyard" ? gap : items[0] ? gapOf(items[0]) : null);
}

function dim(on: boolean): void {
  for (const item of lift?.items ?? []) {
    nodeOf(item.key)?.classList.toggle("lifted", on);
    if (item.kind === "day") nodeOf(item.key)?.parentElement?.classList.toggle("lifted", on);
  }
}

/** What is carried, in a few words. */
export function carriedWords(): string {
  if (!lift) return "";
  const [first] = lift.items;
  if (lift.items.length === 1 && first) return first.row?.row === "strip" ? `${first.row.label}  ${first.row.set}` : shortName(lift.view, first);
  return `${lift.items.length}: ${shortNames(lift.view, lift.items)}`;
}

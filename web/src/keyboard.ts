// The board by keyboard: moving the focus, carrying rows, and the key of each action.

import { ACTIONS, choose, chooseTo, nudge, redo, undo } from "./actions";
import { say } from "./announce";
import { tell } from "./dialogs";
import { el } from "./dom";
import { aim, aimedAt, cancel, cardByLine, carried, drop, take, together } from "./lift";
import { gapOf, gapsFor, sameGap, type Gap, type Item } from "./place";
import { dayNode, focusRow, freshNode, keyOf, rowsOf } from "./render";
import { beginning, change, itemAt, now, subject, type Zoom } from "./state";
import { forget } from "./geometry";
import { placeWords, shortNames } from "./words";

const KEYS: [string, string][] = [
  ["\u2191 \u2193", "the row before, the next row"], ["PageUp PageDown, \u2190 \u2192", "the day before, the next day"], ["Home End", "the first row, the last row"],
  ["Space", "take up what has the focus, or all that is chosen; then \u2191 \u2193 PageUp PageDown to the place, Enter drops, Escape lets go"],
  ["Alt+\u2191 Alt+\u2193", "one place up, one place down"], ["x, Ctrl+click", "choose"], ["Shift+\u2191 Shift+\u2193, Shift+click", "choose a range"], ["Escape", "choose nothing"],
  ["w", "why here? on a day: what does it cost?"], ["c", "what does the strip's day cost?"], ["p", "pin to its date, or unpin"], ["b", "to the boneyard"], ["l", "leave it to the plan: where a person put it counts no more"], ["s", "split into parts"],
  ["d", "end the day after it"], ["j", "join the day with the next"], ["n", "a banner before it"], ["t", "on a day: the first shooting date"], ["Delete", "remove a banner"],
  ["f", "its flags"], ["Tab, \u2190 \u2192", "the next toolbar; among its buttons"], ["/", "search; Enter goes to the next match"], ["Ctrl+Z, Ctrl+Shift+Z", "undo, redo"], ["+ \u2212", "closer, farther"], ["?", "these keys"],
];

export interface Hooks {
  search: () => void;
  flags: (item: Item) => void;
}

/** Listens to keys: on the rows, and those of the whole page. */
export function listenToKeys(boxes: HTMLElement[], hooks: Hooks): void {
  for (const box of boxes) box.addEventListener("keydown", (event) => onRow(event, hooks));
  document.addEventListener("keydown", (event) => onPage(event, hooks));
}

function onPage(event: KeyboardEvent, hooks: Hooks): void {
  const typing = event.target instanceof Element && event.target.closest("input, textarea, select, dialog") !== null;
  if (event.defaultPrevented || typing || carried()) return;
  const ctrl = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (ctrl && key === "z") {
    if (event.shiftKey) redo();
    else undo();
  } else if (ctrl && key === "y") redo();
  else if (ctrl || event.altKey) return;
  else if (key === "/") hooks.search();
  else if (key === "?") showKeys();
  else if (key === "+" || key === "=") zoomBy(1);
  else if (key === "-") zoomBy(-1);
  else return;
  event.preventDefault();
}

const ZOOMS: Zoom[] = ["film", "days", "detail"];

function zoomBy(step: number): void {
  const zoom = ZOOMS[ZOOMS.indexOf(now().zoom) + step];
  if (zoom) change({ zoom });
}

export function showKeys(): void {
  const rows = KEYS.map(([keys, words]) => el("tr", {}, el("th", { text: keys, attrs: { scope: "row" } }), el("td", { text: words })));
  tell("Keys", el("table", { class: "table keys" }, el("tbody", {}, ...rows)));
}

function onRow(event: KeyboardEvent, hooks: Hooks): void {
  const item = itemAt(keyOf(event.target));
  if (!item) return;
  const taken = carried() ? whileCarrying(event) : onFocus(event, item, hooks);
  if (taken) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function onFocus(event: KeyboardEvent, item: Item, hooks: Hooks): boolean {
  const { key } = event;
  if (event.ctrlKey || event.metaKey) return false;
  const step = key === "ArrowUp" ? -1 : key === "ArrowDown" ? 1 : 0;
  if (step !== 0 && event.altKey) nudge(item, step);
  else if (event.altKey) return false;
  else if (step !== 0) go(beside(item, step), event.shiftKey);
  else if (key === "PageUp" || key === "ArrowLeft") go(dayBeside(item, -1), event.shiftKey);
  else if (key === "PageDown" || key === "ArrowRight") go(dayBeside(item, 1), event.shiftKey);
  else if (key === "Home") go(now().items.list.find((one) => one.unit === item.unit) ?? null, event.shiftKey);
  else if (key === "End") go(now().items.list.findLast((one) => one.unit === item.unit) ?? null, event.shiftKey);
  else if (key === " ") lift(item);
  else if (key === "x") choose(item.key);
  else if (key === "f") hooks.flags(item);
  else if (key === "Escape" && now().chosen.size > 0) {
    change({ chosen: new Set() });
    say("Nothing chosen");
  } else return act(key, item);
  return true;
}

function act(key: string, item: Item): boolean {
  const action = ACTIONS.find((one) => one.key === key || (one.key === "Delete" && key === "Backspace"));
  if (!action) return false;
  if (action.words(item) === null) say("That cannot be done here.");
  else action.does(item);
  return true;
}

function go(item: Item | null, ranging: boolean): void {
  if (!item) return;
  if (ranging) {
    if (now().anchor === null) change({ anchor: now().focus });
    chooseTo(item.key);
  } else if (now().anchor !== null && now().chosen.size === 0) change({ anchor: null });
  focusRow(item.key);
}

function beside(item: Item, step: number): Item | null {
  const { list } = now().items;
  const next = list[list.indexOf(item) + step];
  return next && next.unit < 0 === item.unit < 0 ? next : null;
}

/** The same place of the day before or after; at the least its header. */
function dayBeside(item: Item, step: number): Item | null {
  const { list } = now().items;
  const there = list.filter((one) => one.unit === item.unit && one.day === item.day + step && item.unit >= 0);
  return there.findLast((one) => one.place <= item.place && one.kind !== "break") ?? there[0] ?? null;
}

let back: string | null = null;

function lift(item: Item): void {
  const items = together(item, subject(item));
  if (items.length === 0) return;
  back = item.key;
  take(items, () => {
    if (back !== null && now().items.byKey.has(back)) focusRow(back);
  });
  say(`${shortNames(now().view, items)} taken up. Arrows to the place, Enter drops, Escape lets go.`);
  point(gapOf(items[0] ?? item));
}

function whileCarrying(event: KeyboardEvent): boolean {
  const { key } = event;
  const gaps = gapsNow();
  if (key === "ArrowUp") pointBy(-1);
  else if (key === "ArrowDown") pointBy(1);
  else if (key === "PageUp" || key === "ArrowLeft") pointByDay(-1);
  else if (key === "PageDown" || key === "ArrowRight") pointByDay(1);
  else if (key === "Home") point(gaps[0] ?? null);
  else if (key === "End") point(gaps.findLast((gap) => gap !== "boneyard") ?? null);
  else if (key === "b") point(gaps.find((gap) => gap === "boneyard") ?? null);
  else if (key === "Enter" || key === " ") drop();
  else if (key === "Escape") cancel();
  // All other keys wait until it is dropped, Tab too: the focus must not go while something is carried.
  return true;
}

/** The places of the board as it is shown now: somebody else may have changed it meanwhile. */
function gapsNow(): Gap[] {
  return gapsFor(now().view, carried() ?? []);
}

/** Out of the boneyard one begins where one last was on the board. */
function intoBoard(): void {
  const item = beginning();
  point(item ? gapOf(item) : (gapsNow()[0] ?? null));
}

function pointBy(step: number): void {
  const gap = aimedAt();
  const gaps = gapsNow();
  if (gap === "boneyard") {
    intoBoard();
    return;
  }
  const at = gap === null ? -1 : gaps.findIndex((one) => sameGap(one, gap));
  point(gaps[at + step] ?? null);
}

function pointByDay(step: number): void {
  const gap = aimedAt();
  if (gap === null || gap === "boneyard") {
    pointBy(step);
    return;
  }
  point(gapsNow().find((one) => one !== "boneyard" && one.unit === gap.unit && one.day === gap.day + step) ?? null);
}

function point(gap: Gap | null): void {
  const items = carried();
  if (gap === null || !items) return;
  if (gap !== "boneyard") {
    const day = dayNode(gap.unit, gap.day);
    const row = day ? (rowsOf(day)[gap.place] ?? day) : freshNode(gap.unit);
    row?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  forget();
  aim(gap);
  cardByLine();
  say(placeWords(now().view, gap, items));
}

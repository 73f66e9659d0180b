// What can be done with a row, each with its key. The keyboard, the bar and the list of keys read this one table.

import { say } from "./announce";
import * as client from "./client";
import { attempt, give, put, isBusy } from "./commands";
import { ask, tellText } from "./dialogs";
import { putAndFollow } from "./lift";
import { neighbour, type Item } from "./place";
import { focusRow, nodeOf, showRow } from "./render";
import { change, now, subject } from "./state";
import type { Day, Strip } from "./view";
import { pagesWords, saidWords } from "./words";

export interface Action {
  key: string;
  /** What it is called for an item; null where it cannot be done. */
  words: (item: Item) => string | null;
  does: (item: Item) => void;
}

function dayOf(item: Item): Day | null {
  return now().view.units[item.unit]?.days[item.day] ?? null;
}

function stripOf(item: Item): Strip | null {
  return item.row?.row === "strip" ? item.row : null;
}

function strips(item: Item): Strip[] {
  return subject(item).map(stripOf).filter((strip) => strip !== null);
}

const many = (item: Item, one: string, several: (n: number) => string): string => {
  const n = strips(item).length;
  return n > 1 ? several(n) : one;
};

function pin(item: Item): void {
  const pinned = stripOf(item)?.pin !== null;
  const some = subject(item).filter((one) => dayOf(one) !== null || pinned);
  const labels = some.map(stripOf).filter((strip) => strip !== null && (strip.pin !== null) === pinned).map((strip) => strip?.label ?? "");
  void give(pinned ? "unpin" : "pin-here", labels);
}

function split(item: Item): void {
  const strip = stripOf(item);
  if (!strip) return;
  const field = { name: "parts", words: "Parts, or their lengths: 4/8 1 2/8", kind: "text" as const, value: "2" };
  ask(`Split ${strip.label}`, `${pagesWords(strip.pages)} ${strip.pages === "1" ? "is" : "are"} shot in parts, each with its own strip.`, [field], "Split", ({ parts }) => {
    const words = (parts ?? "").trim().split(/[\s,]+/).filter(Boolean);
    return attempt("split-sheet", [strip.label, ...words]);
  });
}

function banner(item: Item): void {
  const day = dayOf(item);
  if (!day) return;
  const place = Math.max(item.place, 1);
  const words = `Before place ${place} of ${day.name}. The move between two locations and the meal are reckoned, and stand between the strips, without a banner. Minutes of a banner make the day longer, a move\u2019s besides the reckoned ones; a meal\u2019s are not counted. How long a reckoned one takes is on the page Facts, section day.`;
  ask("Banner", words, [
    { name: "kind", words: "Kind", kind: "select", value: "note", options: [["note", "Note"], ["move", "Company move"], ["travel", "Travel"], ["meal", "Meal"]] },
    { name: "minutes", words: "Minutes", kind: "number", value: "0", min: 0, max: 1440 },
    { name: "text", words: "Words", kind: "text", value: "" },
  ], "Add the banner", ({ kind, minutes, text }) => {
    const said = (text ?? "").trim() || (kind ?? "note");
    return attempt("add-banner", [`${day.address}/${place}`, kind ?? "note", minutes || "0", said]);
  });
}

/** The date that all others are counted from. */
function start(item: Item): void {
  const { view } = now();
  const first = view.units.find((unit) => unit.main)?.days[0];
  const words = "The first date that may be shot on. All dates of the board are counted from it, days off left out.";
  const field = { name: "date", words: "Date", kind: "date" as const, value: first?.date ?? dayOf(item)?.date ?? "" };
  ask("First shooting date", words, [field], "Begin then", ({ date }) => attempt("set-start", [date || "none"]));
}

async function why(item: Item): Promise<void> {
  const board = now().confirmed.board.name;
  const strip = stripOf(item);
  const day = dayOf(item);
  try {
    if (strip) tellText(`Why is ${strip.label} here?`, (await client.whyScene(board, strip.label)).text);
    else if (day) tellText(`What does ${day.name} cost?`, (await client.whyDay(board, day.address)).text);
  } catch (error) {
    tellText("It cannot be said", error instanceof Error ? error.message : String(error));
  }
}

async function cost(item: Item): Promise<void> {
  const day = dayOf(item);
  if (!day) return;
  await why({ ...item, row: null });
}

/** Moves an item one place up or down. */
export function nudge(item: Item, step: -1 | 1): void {
  const gap = neighbour(now().view, item, step);
  if (gap === null) say("There is no place further.");
  else putAndFollow([item], gap);
}

function endDay(item: Item): void {
  const day = dayOf(item);
  if (!day) return;
  if (item.place >= day.rows.length) say("The day ends there already.");
  else void give("add-day-break", [day.address, String(item.place)]);
}

function removeBanner(item: Item): void {
  const day = dayOf(item);
  if (day) void give("remove-banner", [`${day.address}/${item.place}`]);
}

/** A closed boneyard shows no row: then the focus goes to what stood behind, or before. */
function toBoneyard(item: Item): void {
  const away = subject(item).filter((one) => one.kind === "strip");
  const { list } = now().items;
  const at = list.indexOf(item);
  const stays = [...list.slice(at), ...list.slice(0, at).reverse()].find((one) => one.unit >= 0 && !away.includes(one));
  put(away, "boneyard");
  if (stays && !nodeOf(item.key)?.checkVisibility()) focusRow(stays.key);
}

/** Shows where the row that has the focus has come to. */
function showFocus(): void {
  const { focus } = now();
  if (focus !== null) showRow(focus);
}

export const ACTIONS: Action[] = [
  { key: "w", words: (item) => (stripOf(item) ? "Why here?" : item.kind === "banner" ? null : "What does this day cost?"), does: (item) => void why(item) },
  { key: "c", words: (item) => (stripOf(item) && dayOf(item) ? "Its day's cost" : null), does: (item) => void cost(item) },
  {
    key: "p",
    words: (item) => {
      const strip = stripOf(item);
      if (!strip || (strip.pin === null && !dayOf(item))) return null;
      return strip.pin !== null ? many(item, "Unpin", (n) => `Unpin ${n}`) : many(item, "Pin to its date", (n) => `Pin ${n} to their dates`);
    },
    does: pin,
  },
  {
    key: "b",
    words: (item) => (stripOf(item) && item.unit >= 0 ? many(item, "To boneyard", (n) => `${n} to boneyard`) : null),
    does: toBoneyard,
  },
  {
    key: "l",
    words: (item) => (stripOf(item)?.by_person ? many(item, "Leave to the plan", (n) => `Leave ${n} to the plan`) : null),
    does: (item) => void give("move-rows", ["plan", ...strips(item).map((strip) => strip.label)]),
  },
  { key: "s", words: (item) => (stripOf(item) ? "Split\u2026" : null), does: split },
  { key: "d", words: (item) => (item.row && item.unit >= 0 ? "End the day after it" : null), does: endDay },
  {
    key: "j",
    words: (item) => (item.unit >= 0 && item.day < (now().view.units[item.unit]?.days.length ?? 0) - 1 ? "Join with the next day" : null),
    does: (item) => {
      const day = dayOf(item);
      if (day) void give("remove-day-break", [day.address]);
    },
  },
  { key: "n", words: (item) => (item.unit >= 0 ? "Banner\u2026" : null), does: banner },
  { key: "t", words: (item) => (item.kind === "day" ? "First shooting date\u2026" : null), does: start },
  { key: "Delete", words: (item) => (item.kind === "banner" ? "Remove the banner" : null), does: removeBanner },
];

export function undo(): void {
  const { undo: last, undo_elsewhere: elsewhere } = now().confirmed;
  if (isBusy()) void give("undo", []).then(showFocus);
  else if (last === null) say("There is nothing to undo.");
  else if (elsewhere === null) void give("undo", []).then(showFocus);
  else ask("Undo?", `Your latest change is \u201c${saidWords(last, now().money)}\u201d. To undo it: ${elsewhere}.`, [], "Undo it", () => attempt("undo", []));
}

export function redo(): void {
  if (!isBusy() && now().confirmed.redo === null) say("There is nothing to redo.");
  else void give("redo", []).then(showFocus);
}

/** Chooses an item or lets it go. What was only clicked before is the first of several. */
export function choose(key: string, clicked = false): void {
  const { chosen: known, anchor } = now();
  const chosen = new Set(known);
  if (clicked && chosen.size === 0 && anchor !== null && anchor !== key && now().items.byKey.get(anchor)?.row) chosen.add(anchor);
  if (!chosen.delete(key)) chosen.add(key);
  change({ chosen, anchor: key });
  say(`${chosen.size} chosen`);
}

/** Chooses all strips and banners from the anchor to an item. */
export function chooseTo(key: string): void {
  const { items, anchor, focus } = now();
  const keys = items.list.map((item) => item.key);
  const from = keys.indexOf(anchor ?? focus ?? key);
  const to = keys.indexOf(key);
  if (from < 0 || to < 0) return;
  const part = items.list.slice(Math.min(from, to), Math.max(from, to) + 1);
  change({ chosen: new Set(part.filter((item) => item.row).map((item) => item.key)), anchor: keys[from] ?? key });
}

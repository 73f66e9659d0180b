// What the page shows and what is chosen on it. One value, and those who want to know when it changes.

import { NOTHING, matching, type Filter } from "./filter";
import { itemsOf, type Item, type Items } from "./place";
import type { BoardView } from "./view";

export type Zoom = "film" | "days" | "detail";

export interface State {
  /** What is drawn: what the server said last, or what it will say if all goes well. */
  view: BoardView;
  /** What the server said last. */
  confirmed: BoardView;
  items: Items;
  chosen: Set<string>;
  /** The row that has, or would get, the focus. */
  focus: string | null;
  /** The row of the board that had the focus last, whatever had it since in the boneyard. */
  last: string | null;
  /** From where a range is chosen. */
  anchor: string | null;
  zoom: Zoom;
  filter: Filter;
  /** Sheets that the filter lets through. */
  found: Set<number>;
  money: boolean;
}

let state: State;
const listeners: (() => void)[] = [];

/** The boneyard holds strips alone, so the server need not say of each what it is. */
export function whole(view: BoardView): BoardView {
  return { ...view, boneyard: view.boneyard.map((strip) => ({ ...strip, row: "strip" })) };
}

export function begin(view: BoardView, zoom: Zoom, money: boolean): void {
  state = {
    view, confirmed: view, items: itemsOf(view), chosen: new Set(), focus: null, last: null, anchor: null,
    zoom, filter: NOTHING, found: new Set(), money,
  };
}

export function now(): Readonly<State> {
  return state;
}

/** Calls it after each change of the state. */
export function onChange(listener: () => void): void {
  listeners.push(listener);
}

/** Changes the state, and tells. */
export function change(part: Partial<State>): void {
  state = { ...state, ...part };
  if (part.view) {
    state.items = itemsOf(part.view);
    state.chosen = new Set([...state.chosen].filter((key) => state.items.byKey.has(key)));
    if (state.focus !== null && !state.items.byKey.has(state.focus)) state.focus = null;
  }
  const focused = itemAt(state.focus);
  if (focused && focused.unit >= 0) state.last = focused.key;
  if (part.view || part.filter) state.found = matching(state.view, state.filter);
  for (const listener of listeners) listener();
}

export function itemAt(key: string | null): Item | null {
  return key === null ? null : (state.items.byKey.get(key) ?? null);
}

/** The row at which one begins on the board: where one last was, else the first; null on a board without days. */
export function beginning(): Item | null {
  return itemAt(state.last) ?? state.items.list.find((item) => item.unit >= 0) ?? null;
}

/** What a command is about: what is chosen if the item is among it, else the item. In reading order. */
export function subject(item: Item): Item[] {
  if (!state.chosen.has(item.key)) return [item];
  return state.items.list.filter((one) => state.chosen.has(one.key));
}

/** Is money shown? The currency if so. */
export function currency(): string | null {
  return state.money ? state.view.production.currency : null;
}

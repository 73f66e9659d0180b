// Commands in the order they were given: shown at once where that can be done, then as the server confirms them.

import { notice, say } from "./announce";
import * as client from "./client";
import { moved, sameOrder } from "./move";
import { gapAddress, gapOf, itemName, type Gap, type Item } from "./place";
import { change, itemAt, now, whole } from "./state";
import type { BoardView } from "./view";
import { placeWords, saidWords, shortNames } from "./words";

let last: Promise<void> = Promise.resolve();
let waiting = 0;
/** Goes up when what waits no longer makes sense. */
let era = 0;

/** Is the server still to confirm something? */
export function isBusy(): boolean {
  return waiting > 0;
}

/** A command as it was meant, to be told and given again when it could not be done. */
interface Meant {
  says: string;
  again: () => void;
}

/** Gives a command; `shown` is the board as it will look. */
export function give(name: string, words: string[], shown?: BoardView, meant?: Meant): Promise<void> {
  if (shown) change({ view: shown });
  const given = era;
  const plain = { says: `${name} ${words.join(" ")}`.trim(), again: () => void give(name, words) };
  waiting += 1;
  last = last.then(() => send(name, words, given, meant ?? plain)).finally(() => {
    waiting -= 1;
  });
  return last;
}

/** Gives a command that a dialog asked for. A refusal is answered with its words, for the dialog to show; the rest is as ever. */
export async function attempt(name: string, words: string[]): Promise<string[] | null> {
  waiting += 1;
  const ordered = last.then(() => order(name, words));
  last = ordered.catch(() => undefined).finally(() => {
    waiting -= 1;
  });
  try {
    await ordered;
    return null;
  } catch (error) {
    if (error instanceof client.Refusal && error.status !== 409) return [error.message, ...(error.remedy ? [error.remedy] : [])];
    await refused(error, { says: `${name} ${words.join(" ")}`.trim(), again: () => void give(name, words) });
    return null;
  }
}

async function order(name: string, args: string[]): Promise<void> {
  const { confirmed } = now();
  const done = await client.command(confirmed.revision, confirmed.board.name, name, args);
  const words = saidWords(done, now().money);
  say(done.changed ? words : `Nothing changed. ${words}`);
  if (done.view === null) gone(words);
  else accept(done.view, waiting === 1);
}

async function send(name: string, words: string[], given: number, meant: Meant): Promise<void> {
  if (given !== era) return;
  try {
    await order(name, words);
  } catch (error) {
    era += 1;
    await refused(error, meant);
  }
}

/** Takes over a board that the server sent, unless a newer one is there. */
export function accept(sent: BoardView, draw = true): void {
  const view = whole(sent);
  if (view.revision < now().confirmed.revision && view.board.id === now().confirmed.board.id) return;
  change(draw ? { confirmed: view, view } : { confirmed: view });
}

async function refused(error: unknown, meant: Meant): Promise<void> {
  const lost = waiting - 1;
  const unsent = lost > 0 ? [`${lost} later ${lost === 1 ? "change was" : "changes were"} not made either.`] : [];
  const again = { words: "Do it again", does: meant.again };
  if (!(error instanceof client.Refusal)) {
    change({ view: now().confirmed });
    notice({ kind: "wrong", title: "The page could not do it.", lines: [String(error), ...unsent] });
    return;
  }
  if (error.status === 409) {
    await reload();
    const since = error.since.map((one) => `${one.author}: ${saidWords(one, now().money)}`);
    notice({
      kind: "wrong", title: "Somebody changed the same thing; yours was not done.",
      lines: [...since, `Not done: ${meant.says}`, ...unsent], actions: [again],
    });
    return;
  }
  change({ view: now().confirmed });
  const lines = [...(error.remedy ? [error.remedy] : []), ...(error.status === 0 ? [`Not done: ${meant.says}`] : []), ...unsent];
  notice({ kind: "wrong", title: error.message, lines, actions: error.status === 0 ? [again] : [] });
}

const TOLD = "firstup.told";

/** The board is there no more: what happened is told where the page goes on. */
function gone(why: string): void {
  sessionStorage.setItem(TOLD, `${why}. The board ${now().confirmed.board.name} is there no more; this is the newest.`);
  location.assign(location.pathname);
}

/** Tells what the page before this one had to say. */
export function toldBefore(): void {
  const told = sessionStorage.getItem(TOLD);
  sessionStorage.removeItem(TOLD);
  if (told) notice({ kind: "told", title: told });
}

/** Fetches the board anew. */
export async function reload(): Promise<void> {
  try {
    accept(await client.fetchView(now().confirmed.board.name), waiting <= 1);
  } catch (error) {
    if (error instanceof client.Refusal && error.status === 422) {
      gone(error.message);
      return;
    }
    notice({ kind: "wrong", title: "The board could not be fetched.", lines: [error instanceof Error ? error.message : String(error)], stays: 6000 });
  }
}

/** Puts items elsewhere. */
export function put(items: Item[], gap: Gap): void {
  const { view } = now();
  const shown = moved(view, items, gap);
  if (sameOrder(view, shown)) {
    say("It stays where it is.");
    return;
  }
  const meant = { says: `${shortNames(view, items)}: ${placeWords(view, gap, items)}`, again: putAgain(items, gap) };
  void give("move-rows", moveWords(view, items, gap), shown, meant);
}

/** The same move on whatever board is shown by then: known by its rows, not by their places. */
function putAgain(items: Item[], gap: Gap): () => void {
  const at = gap === "boneyard" ? null : now().items.list.find((one) => one.unit === gap.unit && one.day === gap.day && one.place === gap.place);
  const keys = items.map((item) => item.key);
  return () => {
    const there = keys.map(itemAt).filter((item) => item !== null);
    const before = at ? itemAt(at.key) : null;
    if (there.length < keys.length || (at && !before)) say("It cannot be done again: a row of it is gone.");
    else put(there, before ? gapOf(before) : gap);
  };
}

/** The words of the command that puts items elsewhere. */
export function moveWords(view: BoardView, items: Item[], gap: Gap): string[] {
  return [gapAddress(view, gap), ...items.map((item) => itemName(view, item))];
}

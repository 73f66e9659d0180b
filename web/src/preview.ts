// What a drop here would change: asked of the server while rows are carried, one question at a time, the latest wins.

import { say } from "./announce";
import * as client from "./client";
import { el } from "./dom";
import { currency, now } from "./state";
import type { Change } from "./view";
import { changeWords, count, raisedWords } from "./words";

const PAUSE = 40;

const where = el("strong");
const figures = el("p", { class: "figures-line" });
const raised = el("ul");
/** The card near the pointer. */
export const card = el("div", { class: "carry-card", attrs: { "aria-hidden": "true", hidden: "" } }, where, figures, raised);

const ROOM = { beside: 18, below: 44, above: 14, edge: 8 };
/** How large the card is, as it was measured when it changed. */
let size = { width: 0, height: 0 };
let near = { x: 0, y: 0 };

new ResizeObserver(() => {
  size = { width: card.offsetWidth, height: card.offsetHeight };
  placeCard(near.x, near.y);
}).observe(card);

/** Puts the card beside a point, wholly on the screen: below what is carried, or above it where there is no room below. */
export function placeCard(x: number, y: number): void {
  near = { x, y };
  const { innerWidth, innerHeight } = window;
  const left = x + ROOM.beside + size.width > innerWidth - ROOM.edge ? x - ROOM.beside - size.width : x + ROOM.beside;
  const below = y + ROOM.below + size.height <= innerHeight - ROOM.edge;
  const top = below ? y + ROOM.below : y - ROOM.above - size.height;
  card.style.transform = `translate(${Math.max(left, ROOM.edge)}px, ${Math.max(top, ROOM.edge)}px)`;
}

let wanted: string[] | null = null;
let asking = false;
let timer = 0;
const known = new Map<string, Change | string>();

/** Forgets what was asked, and hides the card. */
export function endPreview(): void {
  wanted = null;
  clearTimeout(timer);
  known.clear();
  card.hidden = true;
}

/** Asks what a move would change; at once the card says where. */
export function previewMove(words: string[], place: string): void {
  wanted = words;
  card.hidden = false;
  where.textContent = place;
  const answer = known.get(words.join("\n"));
  if (answer !== undefined) {
    show(answer);
    return;
  }
  card.classList.add("waits");
  clearTimeout(timer);
  timer = setTimeout(() => void ask(), PAUSE);
}

/** Shows a place that needs no question. */
export function previewNothing(place: string, why: string): void {
  wanted = null;
  clearTimeout(timer);
  card.hidden = false;
  card.classList.remove("waits");
  where.textContent = place;
  figures.textContent = why;
  raised.replaceChildren();
}

async function ask(): Promise<void> {
  if (asking) return;
  asking = true;
  while (wanted && !known.has(wanted.join("\n"))) {
    const words: string[] = wanted;
    const { confirmed } = now();
    try {
      const answer = await client.preview(confirmed.revision, confirmed.board.name, "move-rows", words, AbortSignal.timeout(8000));
      known.set(words.join("\n"), answer.change);
    } catch (error) {
      known.set(words.join("\n"), error instanceof Error ? error.message : String(error));
    }
  }
  asking = false;
  const answer = wanted && known.get(wanted.join("\n"));
  if (answer) show(answer);
}

function show(answer: Change | string): void {
  card.classList.remove("waits");
  if (typeof answer === "string") {
    figures.textContent = answer;
    raised.replaceChildren();
    say(answer);
    return;
  }
  const words = changeWords(answer, currency());
  const flags = raisedWords(answer.raised, currency());
  const gone = answer.gone > 0 ? [`${count(answer.gone, "flag")} gone`] : [];
  figures.replaceChildren(...(words.length > 0 ? words : ["no figure changes"]).map((one) => el("span", { class: tone(one), text: one })));
  raised.replaceChildren(
    ...flags.map((one) => el("li", { class: one.severity ?? "", text: one.words })),
    ...gone.map((one) => el("li", { class: "gone", text: one })),
  );
  say([words.join(", ") || "no figure changes", ...flags.map((one) => one.words), ...gone].join(". "));
}

function tone(words: string): string {
  if (/\+/.test(words)) return "more";
  return /[-\u2212]\d/.test(words) ? "less" : "";
}

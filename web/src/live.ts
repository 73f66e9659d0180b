// What others do, as it happens.

import { notice } from "./announce";
import { API } from "./client";
import { isBusy, reload } from "./commands";
import { el, setText } from "./dom";
import { now } from "./state";
import type { Entry, PlanEvent } from "./view";
import { saidWords } from "./words";

const PAUSE = 30;

const dot = el("i", { class: "dot" });
const words = el("span", { text: "connecting" });
/** Whether the page hears of what others do, in words. */
export const status = el("div", { class: "status row", attrs: { role: "status" } }, dot, words);

let timer = 0;

/** Listens to the server's events. */
export function listen(onPlan: (event: PlanEvent) => void): void {
  const source = new EventSource(`${API}/events?since=${now().confirmed.revision}`);
  let broken = false;
  source.addEventListener("open", () => {
    tell("connected", true);
    if (broken) later();
    broken = false;
  });
  source.addEventListener("error", () => {
    broken = true;
    tell(source.readyState === EventSource.CLOSED ? "not connected: load the page anew" : "reconnecting", false);
  });
  source.addEventListener("entry", (event) => heard(JSON.parse(event.data) as Entry));
  source.addEventListener("plan", (event) => onPlan(JSON.parse(event.data) as PlanEvent));
  window.addEventListener("pagehide", () => source.close());
}

function tell(what: string, well: boolean): void {
  setText(words, what);
  dot.classList.toggle("well", well);
}

function heard(entry: Entry): void {
  const { confirmed } = now();
  if (entry.revision <= confirmed.revision) return;
  if (!entry.all && !entry.boards.includes(confirmed.board.id)) {
    // A board that is not in the list yet.
    if (entry.boards.some((id) => !confirmed.boards.some((board) => board.id === id))) later();
    return;
  }
  later(entry.author === confirmed.author ? null : entry);
}

let news: Entry[] = [];

function later(entry: Entry | null = null): void {
  if (entry) news.push(entry);
  clearTimeout(timer);
  timer = setTimeout(() => void catchUp(), PAUSE);
}

async function catchUp(): Promise<void> {
  if (isBusy()) {
    later();
    return;
  }
  const told = news;
  news = [];
  if (told.every((entry) => entry.revision <= now().confirmed.revision) && told.length > 0) return;
  await reload();
  const lines = told.map((entry) => `${entry.author}: ${saidWords(entry, now().money)}`);
  const [first] = lines;
  if (first) notice({ kind: "told", title: first, lines: lines.slice(1, 4), stays: 7000 });
}

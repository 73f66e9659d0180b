// Planning from the page: start, watch, stop, compare, take over.

import { notice, say } from "./announce";
import * as client from "./client";
import { give, reload } from "./commands";
import { curve, numberOf, type Sample } from "./curve";
import { button, el, setText } from "./dom";
import { currency, now } from "./state";
import { openBoard } from "./toolbar";
import type { Comparison, MovedDay, PlanEvent } from "./view";
import { changeWords, count, raisedWords } from "./words";

const OBJECTIVES: [string, string][] = [
  ["expected", "expected cost"], ["cost", "cost if all goes well"], ["decisive-first", "danger first"],
];
const KEEPS: [string, string][] = [["placed", "placed by hand, boneyard, pins"], ["pins", "pins only"]];

const running = el("div", { class: "running" });
let job: number | null = null;
/** The board that the plan began from. */
let from = "";
let samples: Sample[] = [];

function select(options: [string, string][]): HTMLSelectElement {
  return el("select", {}, ...options.map(([value, words]) => el("option", { text: words, attrs: { value } })));
}

function labelled(words: string, input: HTMLElement): HTMLElement {
  return el("label", { class: "field" }, el("span", { text: words }), input);
}

/** The name of the next board: offered until a person types another. */
const name = el("input", { attrs: { type: "text", required: "" } });
let offered = "";

/** Offers a name by what exists; the board that is being planned counts, one that failed does not. */
function offerName(planned: string[] = []): void {
  if (name.value !== offered) return;
  offered = freeName([...now().view.boards.map((one) => one.name), ...planned]);
  name.value = offered;
}

/** A name that no board has yet: plan, plan 2, plan 3. */
export function freeName(taken: string[]): string {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? "plan" : `plan ${n}`;
    if (!taken.includes(name)) return name;
  }
}

export function planPanel(): HTMLElement {
  const objective = select(OBJECTIVES);
  const keep = select(KEEPS);
  const seconds = el("input", { attrs: { type: "number", min: 1, max: 3600, required: "" } });
  seconds.value = "20";
  offerName();
  const form = el(
    "form", { class: "plan-form" },
    labelled("Look for the least", objective), labelled("What stays", keep), labelled("Seconds", seconds), labelled("New board", name),
    el("button", { class: "button primary", text: "Plan", attrs: { type: "submit" } }),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { confirmed } = now();
    const order = {
      base: confirmed.revision, board: confirmed.board.name, name: name.value.trim(), objective: objective.value,
      seconds: Number(seconds.value), keep: keep.value,
    };
    void begin(order);
  });
  return el("div", {}, form, running);
}

async function begin(order: client.PlanOrder): Promise<void> {
  try {
    from = order.board;
    samples = [];
    running.replaceChildren(el("p", { class: "soft", text: "Beginning\u2026" }));
    ({ job } = await client.startPlan(order));
    // What was typed is taken now.
    offered = name.value;
    offerName([order.name]);
  } catch (error) {
    running.replaceChildren();
    const refusal = error instanceof client.Refusal ? error : null;
    notice({ kind: "wrong", title: refusal?.message ?? String(error), lines: refusal?.remedy ? [refusal.remedy] : [] });
  }
}

/** Takes in how far a plan is. */
export function onPlan(event: PlanEvent): void {
  // The three answers are watched on their page.
  if (event.objective === "answers") return;
  if (job === null || event.job > job) {
    if (event.state === "done" || event.state === "stopped") return;
    job = event.job;
    samples = [];
    from ||= now().confirmed.board.name;
  }
  if (event.job !== job) return;
  samples.push({ seconds: event.seconds, best: numberOf(event.best), bound: numberOf(event.bound) });
  if (event.state === "running" || event.state === "looking") drawRunning(event);
  else if (event.state === "failed") failed(event);
  else void finished(event);
}

/** Reasons, line by line. */
function reasons(kind: "wrong" | "told", lines: string[]): HTMLElement {
  return el("p", { class: `notice ${kind} lines` }, ...lines.map((text) => el("span", { text })));
}

/** Which facts conflict. */
function failed(event: PlanEvent): void {
  offerName();
  const why = event.error ?? "The plan failed.";
  running.replaceChildren(el("h3", { text: `${event.board} is not planned` }), reasons("wrong", why.split("\n")));
  say(why);
}

const line = el("p");
const chart = el("div");

function drawRunning(event: PlanEvent): void {
  if (!line.isConnected || line.dataset["job"] !== String(event.job)) {
    line.dataset["job"] = String(event.job);
    const stop = button("Stop", () => void client.stopPlan(event.job).catch((error: unknown) => notice({ kind: "wrong", title: String(error) })), { class: "button", title: "The best found so far is kept" });
    running.replaceChildren(el("h3", { text: `Planning ${event.board}` }), chart, line, stop);
  }
  setText(line, progress(event));
  chart.replaceChildren(curve(samples, event.limit));
}

function progress(event: PlanEvent): string {
  if (event.state === "looking") return "There is no board, or none was found. Looking for the facts that conflict\u2026";
  const unit = currency();
  const money = unit === null ? [] : [event.best && `best ${event.best} ${unit}`, event.bound && `bound ${event.bound}`];
  const parts = [`${event.seconds.toFixed(0)} of ${event.limit} s`, ...money, event.gap !== null && `gap ${event.gap.toFixed(1)} %`, event.iterations > 0 && `${event.iterations.toLocaleString("en-US")} tries`];
  return parts.filter(Boolean).join(" \u00b7 ");
}

async function finished(event: PlanEvent): Promise<void> {
  const head = el("h3", { text: event.state === "stopped" ? `${event.board}: stopped, the best so far` : `${event.board} is done` });
  const open = button("Open it", () => openBoard(event.board), { class: "button primary" });
  const leftOut = event.left_out.length > 0 ? [reasons("told", event.left_out)] : [];
  running.replaceChildren(head, ...leftOut, curve(samples, event.seconds), el("p", { class: "soft", text: progress(event) }), open);
  notice({ kind: "told", title: `${event.board} is planned.`, actions: [{ words: "Open it", does: () => openBoard(event.board) }], stays: 12000 });
  await reload();
  try {
    const board = from || now().confirmed.board.name;
    running.append(comparison(board, event.board, await client.compare(board, event.board)));
  } catch (error) {
    running.append(el("p", { class: "soft", text: error instanceof Error ? error.message : String(error) }));
  }
}

function comparison(board: string, other: string, against: Comparison): HTMLElement {
  const { moved } = against;
  const nameOf = (day: MovedDay | null): string => day?.name ?? "boneyard";
  const rows = moved.map((one) => el("tr", {}, el("th", { text: one.label, attrs: { scope: "row" } }), el("td", { text: nameOf(one.from) }), el("td", { text: nameOf(one.to) })));
  const table = el(
    "table", { class: "table" }, el("caption", { text: `${count(moved.length, "strip")} on another day` }),
    el("thead", {}, el("tr", {}, ...["Scene", "Day now", "There"].map((words) => el("th", { text: words, attrs: { scope: "col" } })))), el("tbody", {}, ...rows),
  );
  const flags = [...raisedWords(against.raised, currency()).map((one) => one.words), against.gone > 0 && `${count(against.gone, "flag")} gone`].filter((one) => one !== false);
  return el(
    "div", { class: "comparison" }, el("h3", { text: `Against ${board}` }),
    el("p", { text: changeWords(against, currency()).join(", ") || "The figures are the same." }),
    flags.length > 0 ? el("ul", {}, ...flags.map((text) => el("li", { text }))) : null,
    moved.length > 0 ? takeDays(other, moved) : null, moved.length > 0 ? table : null,
  );
}

function takeDays(other: string, moved: Comparison["moved"]): HTMLElement {
  const days = new Map(moved.flatMap(({ to }) => (to ? [[to.address, to.name] as const] : [])));
  const inOrder = [...days].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  const boxes = inOrder.map(([address]) => el("input", { attrs: { type: "checkbox", value: address } }));
  const labels = inOrder.map(([, name], at) => el("label", { class: "check" }, boxes[at] ?? null, ` ${name}`));
  const take = button("Take these days", () => {
    const taken = boxes.filter((box) => box.checked).map((box) => box.value);
    if (taken.length > 0) void give("take-days", [other, ...taken]);
  }, { class: "button" });
  return el("fieldset", { class: "days-to-take" }, el("legend", { text: "Days of it to take over" }), ...labels, el("div", {}, take));
}

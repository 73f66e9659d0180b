// The flags of the board: what is wrong, with figures, and what to do.

import { append, button, el, icon } from "./dom";
import { focusRow, nodeOf } from "./render";
import type { Item } from "./place";
import { dayKey } from "./place";
import { currency, now } from "./state";
import type { Flag, Severity } from "./view";
import { SEVERITIES, capitalised, count, flagWords } from "./words";

const HEADINGS: Record<Severity, string> = { forbid: "Forbidden", price: "Priced", warn: "To know" };
const list = el("div", { class: "flag-list" });
let drawn = "";

export function flagsPanel(): HTMLElement {
  drawFlags();
  return list;
}

/** Draws the flags anew, if they are others. */
export function drawFlags(): void {
  const { flags } = now().view;
  const from = `${currency()} ${JSON.stringify(flags)}`;
  if (drawn === from) return;
  drawn = from;
  list.replaceChildren();
  if (flags.length === 0) list.append(el("p", { class: "soft", text: "No flags." }));
  for (const severity of ["forbid", "price", "warn"] as const) {
    const some = flags.filter((flag) => flag.severity === severity);
    if (some.length === 0) continue;
    append(list, el("h3", { text: `${HEADINGS[severity]} -- ${count(some.length, "flag")}` }), el("ol", {}, ...some.map(entry)));
  }
}

function entry(flag: Flag): HTMLElement {
  const shape = icon(flag.severity === "forbid" ? "flag" : "flag-open");
  const places = [...flag.sheets.map(sheetButton), ...flag.days.map(dayButton)].filter((one) => one !== null);
  const shown = places.slice(0, 12);
  const more = places.length > 12 ? el("span", { class: "soft", text: ` and ${places.length - 12} more` }) : null;
  return el(
    "li", { class: `flag-entry ${flag.severity}`, id: `flag-${flag.number}`, attrs: { tabindex: "-1" } },
    el("p", { class: "what" }, shape, el("span", { class: "unseen", text: `${SEVERITIES[flag.severity]}: ` }), el("b", { text: `${flag.number}` }), ` ${flagWords(flag, currency())}`),
    flag.remedy ? el("p", { class: "soft", text: flag.remedy }) : null,
    el("p", { class: "row places" }, ...shown, more),
  );
}

function sheetButton(sheet: number): HTMLElement | null {
  const row = now().items.byKey.get(`s:${sheet}`)?.row;
  return row?.row === "strip" ? button(row.label, () => focusRow(`s:${sheet}`), { class: "button small", attrs: { "aria-label": `Go to scene ${row.label}` } }) : null;
}

function dayButton(address: string): HTMLElement | null {
  for (const unit of now().view.units) {
    const day = unit.days.find((one) => one.address === address);
    if (day) return button(capitalised(day.name), () => focusRow(dayKey(unit, day)), { class: "button small", attrs: { "aria-label": `Go to ${day.name}` } });
  }
  return null;
}

/** The first flag of an item, if it has one. */
export function flagOf(item: Item): number | null {
  if (item.row?.row === "strip") return item.row.flags[0]?.number ?? null;
  return now().view.units[item.unit]?.days[item.day]?.marks[0]?.numbers[0] ?? null;
}

/** Takes the mark off the flag that was shown, and off its strips. */
export function forgetFlag(): void {
  for (const one of document.querySelectorAll(".hit")) one.classList.remove("hit");
}

/** Shows a flag in the panel, and where it is on the board. */
export function showFlag(number: number): void {
  const node = document.getElementById(`flag-${number}`);
  if (!node) return;
  node.scrollIntoView({ block: "nearest" });
  node.focus({ preventScroll: true });
  forgetFlag();
  node.classList.add("hit");
  for (const sheet of now().view.flags.find((flag) => flag.number === number)?.sheets ?? []) nodeOf(`s:${sheet}`)?.classList.add("hit");
}

/** How many flags, and how many of them forbidden, in words. */
export function flagCount(): string {
  const { flags } = now().view;
  const forbidden = flags.filter((flag) => flag.severity === "forbid").length;
  return forbidden > 0 ? `${flags.length}, ${forbidden} forbidden` : `${flags.length}`;
}

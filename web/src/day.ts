// How a day is drawn: its header, its break, and what lies between it and the next.

import { el, icon } from "./dom";
import { flagMark } from "./strip";
import type { Day } from "./view";
import { capitalised, pagesWords, timeOf } from "./words";

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "Mon 20 Sep" of "2027-09-20". */
export function shortDate(date: string | null): string {
  if (date === null) return "no date";
  const at = new Date(`${date}T00:00:00Z`);
  return `${WEEKDAYS[at.getUTCDay()]} ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`;
}

/** The line that a day begins with: number (of the main unit's: nobody counts the dates of another), date, how much, flags, cost. */
export function fillHead(node: HTMLElement, main: boolean, day: Day, currency: string): void {
  node.className = "row day-head";
  const kind = day.kind === "night" || day.kind === "split" ? el("span", { class: "kind", text: day.kind.toUpperCase() }) : null;
  const over = day.overtime > 0 ? el("span", { class: "over", title: "of which overtime" }, ` +${timeOf(day.overtime)}`, el("span", { class: "word", text: " overtime" })) : null;
  node.replaceChildren(
    el("span", { class: "grip" }, icon("grip")),
    main ? el("b", { class: "number" }, el("span", { class: "word", text: "Day " }), String(day.number)) : el("b", { class: "number", text: shortDate(day.date) }),
    el("span", { class: "date", text: main ? day.date_words : "" }),
    el("span", { class: "date-short", text: main ? shortDate(day.date) : "" }),
    el("span", { class: "kinds" }, kind),
    el("span", { class: "flags" }, ...day.marks.map((mark) => flagMark(mark.severity, mark.numbers, mark.label))),
    el("span", { class: "pages", text: day.pages }),
    el("span", { class: "hours" }, day.minutes > 0 && timeOf(day.minutes), over),
    el("span", { class: "cost money" }, day.cost && el("span", { class: "unit-of", text: `${currency} ` }), day.cost),
  );
}

/** The black line that closes a day, as the trade prints it. */
export function fillBreak(node: HTMLElement, main: boolean, day: Day): void {
  node.className = "row day-break";
  node.replaceChildren(
    el("span", { class: "grip" }, icon("grip")),
    el("span", { class: "ends" }, el("span", { class: "word", text: "End of " }), capitalised(day.name), el("span", { class: "more", text: `${main ? ` -- ${day.date_words}` : ""} -- ${pagesWords(day.pages)}` })),
    el("span", { class: "clock", text: day.clock }),
  );
}

/** When nothing is shot, before a row: lines to look at, which cannot be taken up. */
export function haltsOf(day: Day, row: number): HTMLElement[] {
  const halts = day.halts.filter((halt) => halt.row === row);
  return halts.map((halt) => el(
    "div", { class: "halt", attrs: { "aria-hidden": "true" } },
    el("span", { class: "at", text: halt.start }),
    el("span", { class: "what", text: halt.words }),
    el("span", { class: "time" }, timeOf(halt.minutes), el("small", { text: " reckoned" })),
  ));
}

export function betweenOf(day: Day): HTMLElement[] {
  return day.after.map((one) => el("div", { class: `between ${one.kind}`, attrs: { "aria-hidden": "true" } }, el("span", { text: one.words })));
}

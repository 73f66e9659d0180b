// How a strip and a banner are drawn. One piece of document serves all zooms; the style sheet shows more or less of it.

import { append, el, icon } from "./dom";
import { COLOURS } from "./settings";
import type { Banner, Strip } from "./view";
import { SEVERITIES, timeOf } from "./words";

/** Fills a row's element with what its strip says. */
export function fillStrip(node: HTMLElement, strip: Strip): void {
  node.className = `row strip ${strip.colour}`;
  const time = el("span", { class: "time" }, strip.minutes > 0 && timeOf(strip.minutes), el("small", { text: strip.minutes_typed ? " typed" : " est." }));
  node.replaceChildren(
    el("span", { class: "at", text: strip.start }),
    el("b", { class: "scene", text: strip.label }),
    el("span", { class: "ie", text: strip.setting }),
    el("span", { class: "what" }, el("b", { class: "set", text: strip.set }), " ", el("span", { class: "synopsis", text: strip.synopsis })),
    el("span", { class: "dn", text: strip.time }),
    el("span", { class: "short", text: `${initial(strip.setting)} ${/^D[AU]/.test(strip.time) && strip.time !== "DAY" ? strip.time.slice(0, 2) : strip.time.slice(0, 1)}` }),
    el("span", { class: "pages", text: strip.pages }),
    castOf(strip),
    el("span", { class: strip.location ? "place" : "place none", text: strip.location ?? "no location" }),
    time,
    marksOf(strip),
  );
  node.title = `${strip.set}, ${strip.synopsis}`;
  node.style.setProperty("--minutes", String(Math.min(strip.minutes, 600)));
}

/** "I", "E", "I/E". */
function initial(setting: string): string {
  return setting.replace(/INT/g, "I").replace(/EXT/g, "E").replace(/\./g, "");
}

function castOf(strip: Strip): HTMLElement {
  const list = el("span", { class: "cast", title: strip.cast.map((one) => `${one.id} ${one.name}`).join(", ") });
  strip.cast.forEach((one, at) => {
    if (at > 0) list.append(", ");
    if (one.watch === null) list.append(one.id);
    else list.append(el("b", { class: "watched", title: `Watch ${one.id}: ${one.watch}` }, icon("eye"), one.id));
  });
  return list;
}

function marksOf(strip: Strip): HTMLElement {
  const marks = el("span", { class: "marks" });
  if (strip.progress) append(marks, el("span", { class: "progress", text: strip.progress }));
  if (strip.stunt) append(marks, el("span", { class: "badge full", text: "S", title: "Stunt" }));
  if (strip.background) append(marks, el("span", { class: "badge", text: "B", title: "Background" }));
  if (strip.pin) append(marks, el("span", { class: "mark", title: strip.pin }, icon("pin")));
  if (strip.by_person) append(marks, el("span", { class: "mark", title: "Placed by a person" }, icon("hand")));
  for (const severity of ["forbid", "price", "warn"] as const) {
    const flags = strip.flags.filter((flag) => flag.severity === severity);
    const [first] = flags;
    if (first) append(marks, flagMark(severity, flags.map((flag) => flag.number), flags.length > 1 ? String(flags.length) : ""));
  }
  return marks;
}

/** A flag: full where something is forbidden, hollow otherwise. A click leads to the first of its numbers. */
export function flagMark(severity: "forbid" | "price" | "warn", numbers: number[], words: string): HTMLElement {
  const title = `Flag ${numbers.join(", ")}, ${SEVERITIES[severity]}`;
  const attrs = { "data-flag": numbers[0] ?? 0 };
  return el("span", { class: `flag ${severity}`, title, attrs }, icon(severity === "forbid" ? "flag" : "flag-open"), words);
}

/** What colours and marks mean, for a printed board. */
export function paperKey(): HTMLElement {
  const marks: [Element, string][] = [
    [el("span", { class: "badge full", text: "S" }), "stunt"], [el("span", { class: "badge", text: "B" }), "background"],
    [icon("pin"), "pinned"], [icon("hand"), "placed by a person"], [icon("eye"), "to be watched"],
    [icon("flag"), SEVERITIES.forbid], [icon("flag-open"), `${SEVERITIES.price} or ${SEVERITIES.warn}`],
  ];
  return el(
    "p", { class: "paper-key" }, el("b", { text: "Key " }),
    ...COLOURS.map(([name, words]) => el("span", { class: `swatch ${name}`, text: words })),
    ...marks.map(([mark, words]) => el("span", {}, mark, ` ${words}`)),
  );
}

const BANNERS = { move: "Company move", meal: "Meal", travel: "Travel", note: "Note" };

/** Fills a row's element with what its banner says. */
export function fillBanner(node: HTMLElement, banner: Banner): void {
  node.className = `row banner ${banner.kind}`;
  const kind = BANNERS[banner.kind];
  const { words } = banner;
  const says = words.toLowerCase().startsWith(kind.toLowerCase()) || (words && banner.kind === "note") ? words : [kind, words].filter(Boolean).join(" -- ");
  node.replaceChildren(el("span", { class: "says-so", text: says }), el("span", { class: "time", text: timeWords(banner) }));
}

export function bannerWords(banner: Banner): string {
  return [BANNERS[banner.kind], banner.words, timeWords(banner)].filter(Boolean).join(", ");
}

/** A banner's minutes, and whether the day is longer by them. */
function timeWords(banner: Banner): string {
  if (banner.minutes === 0) return "";
  const time = timeOf(banner.minutes);
  if (banner.kind === "meal") return `${time}, not counted: the meal is reckoned`;
  return banner.kind === "move" ? `${time} besides reckoned moves` : time;
}

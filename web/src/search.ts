// Search and filter: what does not match is dimmed, never taken away.

import { say } from "./announce";
import { button, el, setAttr, setText } from "./dom";
import { NOTHING, asks, type Filter } from "./filter";
import { focusRow, showRow } from "./render";
import { toolbarOf } from "./roving";
import { change, now, onChange } from "./state";
import { count } from "./words";

type Chip = "stunts" | "nights" | "exteriors" | "pinned" | "flagged";
const CHIPS: [Chip, string][] = [["stunts", "Stunts"], ["nights", "Night"], ["exteriors", "Exterior"], ["pinned", "Pinned"], ["flagged", "Flagged"]];

const input = el("input", { class: "search", attrs: { type: "search", placeholder: "Search scenes, sets, cast  /", "aria-label": "Search the strips" } });
const found = el("span", { class: "soft found", attrs: { role: "status" } });
const characters = el("select", { attrs: { "aria-label": "Only strips with a character" } });
const locations = el("select", { attrs: { "aria-label": "Only strips at a location" } });

/** Scenes of just the number that was typed, once they were shown. */
const visited = new Set<string>();

function set(part: Partial<Filter>): void {
  change({ filter: { ...now().filter, ...part } });
}

/** Puts the cursor into the search. */
export function startSearch(): void {
  input.focus();
  input.select();
}

/** The row with the search and its chips. */
export function searchRow(status: HTMLElement): HTMLElement {
  const chips = CHIPS.map(([name, words]) => {
    const chip = button(words, () => set({ [name]: !now().filter[name] }), { class: "chip", attrs: { "aria-pressed": "false" } });
    onChange(() => setAttr(chip, "aria-pressed", String(now().filter[name])));
    return chip;
  });
  const clear = button("Clear", () => {
    input.value = "";
    change({ filter: NOTHING });
  }, { class: "button small", attrs: { hidden: "" } });
  input.addEventListener("input", () => {
    visited.clear();
    set({ text: input.value });
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") next(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") {
      input.value = "";
      set({ text: "" });
      if (now().focus !== null) focusRow(now().focus ?? "");
    }
  });
  characters.addEventListener("change", () => set({ character: characters.value }));
  locations.addEventListener("change", () => set({ location: locations.value }));
  onChange(() => {
    clear.hidden = !asks(now().filter);
    update();
  });
  update();
  return el("div", { class: "searching row", attrs: { role: "search" } }, input, toolbarOf(el("div", { class: "row" }, ...chips), "Only some strips"), characters, locations, clear, found, el("span", { class: "space" }), status);
}

function update(): void {
  const { view, filter, found: sheets } = now();
  fill(characters, "Cast", view.cast.map((one) => [one.id, `${one.id} ${one.name}`]), filter.character);
  const places = new Set<string>();
  for (const item of now().items.list) if (item.row?.row === "strip" && item.row.location) places.add(item.row.location);
  fill(locations, "Location", [...places].sort().map((one) => [one, one]), filter.location);
  setText(found, asks(filter) ? `${count(sheets.size, "strip")} of ${view.measures.strips}` : "");
}

function fill(select: HTMLSelectElement, all: string, options: [string, string][], value: string): void {
  const from = JSON.stringify(options);
  if (select.dataset["from"] !== from) {
    select.dataset["from"] = from;
    select.replaceChildren(el("option", { text: all, attrs: { value: "" } }), ...options.map(([name, words]) => el("option", { text: words, attrs: { value: name } })));
  }
  if (select.value !== value) select.value = value;
}

/** Goes to the next strip that matches, round the end; first to the scene of just that number. The cursor stays in the search. */
function next(step: number): void {
  const { items, found: sheets, focus, filter } = now();
  if (!asks(filter)) return;
  const wanted = filter.text.trim().toLowerCase();
  const exact = items.list.find((item) => item.row?.row === "strip" && item.row.label.toLowerCase() === wanted);
  if (exact && !visited.has(exact.key)) {
    visited.add(exact.key);
    showRow(exact.key);
    return;
  }
  const hits = items.list.filter((item) => item.row?.row === "strip" && sheets.has(item.row.sheet));
  const at = items.list.findIndex((item) => item.key === focus);
  const after = hits.find((item) => items.list.indexOf(item) > at) ?? hits[0];
  const before = hits.findLast((item) => items.list.indexOf(item) < at) ?? hits.at(-1);
  const hit = step > 0 ? after : before;
  if (hit) showRow(hit.key);
  else say("No strip matches.");
}

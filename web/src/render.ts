// The board as a document: keyed, so that what did not change is not touched, and focus, scroll and choice stay.

import { betweenOf, fillBreak, fillHead, haltsOf } from "./day";
import { el, setAttr, setText } from "./dom";
import type { Item } from "./place";
import { beginning, change, currency, itemAt, now } from "./state";
import { bannerWords, fillBanner, fillStrip, paperKey } from "./strip";
import type { BoardView, Day, Unit } from "./view";
import { capitalised, dayWords, haltWords, stripWords, unitWords } from "./words";

interface Drawn {
  node: HTMLElement;
  /** Its name for those who hear it: all that it says, in a good order. The rest of it is for the eye. */
  name: HTMLElement;
  /** What it was drawn from. */
  from: string;
}

interface DrawnUnit {
  section: HTMLElement;
  title: HTMLElement;
  list: HTMLElement;
  days: Map<number, HTMLElement>;
  between: Map<number, { from: string; nodes: HTMLElement[] }>;
  halts: Map<number, { from: string; nodes: HTMLElement[][] }>;
  /** Lines of idle days, by the first of each. */
  idle: Map<number, HTMLElement>;
  fresh: HTMLElement;
}

const rows = new Map<string, Drawn>();
const units = new Map<number, DrawnUnit>();

/** Where the units are drawn; it scrolls. */
export const desk = el("div", { class: "desk", id: "desk" });
/** Where the boneyard is drawn. */
export const bones = el("div", { class: "bones" });
const noBones = el("p", { class: "soft", text: "Empty: every sheet is on a day. Drop strips here to take them off the board." });
const boneList = el("div", { class: "bone-list", attrs: { role: "listbox", "aria-multiselectable": "true", "aria-label": "Boneyard" } });
const head = el("div", { class: "columns", attrs: { "aria-hidden": "true" } });
const heads = el("div", { class: "heads" }, head);
/** On paper, whose number is whose. */
const castLegend = el("p", { class: "cast-legend" });
/** On paper, what colours and marks mean. */
const key = paperKey();
const legend = el("p", { class: "film-legend soft", text: "A column a day, a strip as tall as it takes time. I interior, E exterior; D day, N night, DA dawn, DU dusk. S stunt, a full flag: forbidden. A bar between two days: brown a week break, red a holiday, grey another day off." });
for (const [name, words] of [
  ["at", "Start"], ["scene", "Scene"], ["ie", "I/E"], ["what", "Set and what happens"], ["dn", "D/N"], ["pages", "Pages"],
  ["cast", "Cast"], ["place", "Location"], ["time", "Time"], ["marks", "Marks"],
] as const) head.append(el("span", { class: name, text: words }));

/** The element of a row. */
export function nodeOf(key: string): HTMLElement | null {
  return rows.get(key)?.node ?? null;
}

/** The key of the row that an element belongs to. */
export function keyOf(target: EventTarget | null): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>(".row[data-key]") : null;
  return row?.dataset["key"] ?? null;
}

/** The element of a day, its rows in it. */
export function dayNode(unit: number, day: number): HTMLElement | null {
  const shown = now().view.units[unit];
  return shown ? (units.get(shown.id)?.days.get(day) ?? null) : null;
}

/** The rows of a day's element, header and break among them. */
export function rowsOf(day: HTMLElement): HTMLElement[] {
  return [...day.querySelectorAll<HTMLElement>(":scope > .row")];
}

/** The element at a unit's end that stands for a new day. */
export function freshNode(unit: number): HTMLElement | null {
  const shown = now().view.units[unit];
  return shown ? (units.get(shown.id)?.fresh ?? null) : null;
}

let drawnFrom: BoardView | null = null;
let drawnCurrency: string | null = null;
/** What the film's scale was made for. */
let drawnScale = "";

/** Brings the document up to date with the state. */
export function draw(): void {
  const { view, zoom } = now();
  setAttr(desk, "data-zoom", zoom);
  desk.classList.toggle("large", now().items.list.length > 150);
  if (drawnFrom !== view || drawnCurrency !== currency()) drawRows(view);
  const scale = `${zoom} ${view.units.map((unit) => unit.days.length).join(" ")}`;
  if (zoom === "film" && drawnScale !== scale) scaleFilm();
  drawnScale = scale;
  mark();
}

/** After the room for the board has changed. */
export function redraw(): void {
  drawnScale = "";
  draw();
}

const [LOW, HIGH] = [0.05, 0.32];

/** Makes a minute as tall as the whole film on one screen allows. */
function scaleFilm(): void {
  const heightAt = (scale: number): number => {
    desk.style.setProperty("--per-minute", `${scale.toFixed(3)}px`);
    return legend.getBoundingClientRect().bottom - desk.getBoundingClientRect().top + desk.scrollTop;
  };
  const room = desk.clientHeight - 10;
  desk.classList.remove("tiny");
  const most = heightAt(HIGH);
  if (most <= room) return;
  const least = heightAt(LOW);
  if (least > room) {
    desk.classList.add("tiny");
    heightAt(LOW);
  } else if (most > least) heightAt(LOW + ((room - least) / (most - least)) * (HIGH - LOW));
}

function drawRows(view: BoardView): void {
  const active = keyOf(document.activeElement);
  drawnFrom = view;
  drawnCurrency = currency();
  const { items } = now();
  for (const key of rows.keys()) if (!items.byKey.has(key)) rows.delete(key);
  const nodes = new Map<string, HTMLElement[]>();
  for (const item of items.list) {
    const home = `${item.unit}/${item.day}`;
    const there = nodes.get(home) ?? [];
    there.push(rowNode(view, item));
    nodes.set(home, there);
  }
  const sections = view.units.map((unit, u) => drawUnit(view, unit, u, nodes));
  castLegend.replaceChildren(el("b", { text: "Cast " }), ...view.cast.map((one) => el("span", {}, el("b", { text: one.id }), ` ${one.name}`)));
  arrange(desk, [heads, ...sections, ...(view.cast.length > 0 ? [castLegend] : []), key, legend]);
  const bone = nodes.get("-1/-1") ?? [];
  arrange(boneList, bone);
  arrange(bones, bone.length > 0 ? [boneList] : [noBones]);
  if (active !== null && keyOf(document.activeElement) !== active) nodeOf(active)?.focus({ preventScroll: true });
}

function drawUnit(view: BoardView, unit: Unit, u: number, nodes: Map<string, HTMLElement[]>): HTMLElement {
  const drawn = units.get(unit.id) ?? newUnit(unit);
  const words = unitWords(unit);
  setText(drawn.title, words);
  setAttr(drawn.list, "aria-label", words);
  drawn.section.classList.toggle("only", view.units.length === 1);
  drawn.section.classList.toggle("main", unit.main);
  const children: HTMLElement[] = [];
  // Days on which another unit shoots nothing, one after the other: a line of dates.
  let idle: HTMLElement[] = [];
  const endLine = (next: number): void => {
    const first = next - idle.length;
    if (idle.length > 0) children.push(idleLine(drawn, first, unit, idle));
    idle = [];
  };
  unit.days.forEach((day, d) => {
    const box = drawn.days.get(d) ?? el("div", { class: "day", attrs: { role: "group" } });
    drawn.days.set(d, box);
    box.dataset["at"] = `${u}/${d}`;
    setAttr(box, "aria-label", capitalised(day.name));
    box.classList.toggle("long", day.rows.length > 9);
    box.classList.toggle("idle", day.rows.length === 0);
    box.style.setProperty("--rows", String(day.rows.length));
    const halts = haltsAmong(drawn, day, d);
    const there = nodes.get(`${u}/${d}`) ?? [];
    arrange(box, there.flatMap((node, at) => [...(halts[at - 1] ?? []), node]));
    if (day.rows.length === 0 && !unit.main) {
      idle.push(box);
      return;
    }
    endLine(d);
    children.push(box, ...between(drawn, day, d));
  });
  endLine(unit.days.length);
  drawn.fresh.dataset["at"] = `${u}/${unit.days.length}`;
  arrange(drawn.list, [...children, drawn.fresh]);
  return drawn.section;
}

function newUnit(unit: Unit): DrawnUnit {
  const title = el("h2");
  const list = el("div", { class: "days", attrs: { role: "listbox", "aria-multiselectable": "true" } });
  const fresh = el("div", { class: "fresh", attrs: { "aria-hidden": "true" } }, el("span", { text: "New day" }));
  const made = { section: el("section", { class: "unit" }, title, list), title, list, days: new Map(), between: new Map(), halts: new Map(), idle: new Map(), fresh };
  units.set(unit.id, made);
  return made;
}

function idleLine(drawn: DrawnUnit, first: number, unit: Unit, days: HTMLElement[]): HTMLElement {
  const line = drawn.idle.get(first) ?? el("div", { class: "idle-days" });
  drawn.idle.set(first, line);
  arrange(line, days.flatMap((node, at) => {
    const day = unit.days[first + at];
    return day ? [node, ...between(drawn, day, first + at)] : [node];
  }));
  return line;
}

function between(drawn: DrawnUnit, day: Day, d: number): HTMLElement[] {
  const from = JSON.stringify(day.after);
  const known = drawn.between.get(d);
  if (known?.from === from) return known.nodes;
  const nodes = betweenOf(day);
  drawn.between.set(d, { from, nodes });
  return nodes;
}

/** The halts before each row of a day, and before its break. */
function haltsAmong(drawn: DrawnUnit, day: Day, d: number): HTMLElement[][] {
  const from = JSON.stringify([day.halts, day.rows.length]);
  const known = drawn.halts.get(d);
  if (known?.from === from) return known.nodes;
  const nodes = Array.from({ length: day.rows.length + 1 }, (_, row) => haltsOf(day, row));
  drawn.halts.set(d, { from, nodes });
  return nodes;
}

/** A row's element, filled anew only when what it shows is another. */
function rowNode(view: BoardView, item: Item): HTMLElement {
  const unit = view.units[item.unit];
  const day = unit?.days[item.day];
  const { row } = item;
  const shown = row ?? (item.kind === "day" ? { ...day, rows: null, money: view.production.currency } : { ...day, rows: null });
  const from = JSON.stringify(shown);
  let drawn = rows.get(item.key);
  if (!drawn) {
    const node = el("div", { attrs: { role: "option", tabindex: "-1", "aria-selected": "false", "data-key": item.key } });
    drawn = { node, name: el("span", { class: "unseen" }), from: "" };
    rows.set(item.key, drawn);
  }
  if (drawn.from !== from) {
    drawn.from = from;
    const main = unit?.main ?? true;
    if (row?.row === "strip") fillStrip(drawn.node, row);
    else if (row) fillBanner(drawn.node, row);
    else if (day && item.kind === "day") fillHead(drawn.node, main, day, view.production.currency);
    else if (day) fillBreak(drawn.node, main, day);
    for (const child of drawn.node.children) child.setAttribute("aria-hidden", "true");
    drawn.node.prepend(drawn.name);
  }
  setText(drawn.name, nameOf(item, unit, day));
  return drawn.node;
}

function nameOf(item: Item, unit: Unit | undefined, day: Day | undefined): string {
  const { row } = item;
  if (!unit || !day) return row?.row === "strip" ? `${stripWords(row)}, in the boneyard` : "";
  if (item.kind === "day") return dayWords(unit, day, currency());
  const before = haltWords(day, item.place - 1);
  const halted = before.length > 0 ? `, before it ${before.join(", ")}` : "";
  if (item.kind === "break") return [`End of ${day.name}`, ...before, ...day.after.map((one) => one.words)].filter(Boolean).join(", ");
  const place = `${day.name} place ${item.place} of ${day.rows.length}`;
  if (row?.row === "strip") return `${stripWords(row)}, ${place}${halted}`;
  return row ? `Banner, ${bannerWords(row)}, ${place}${halted}` : "";
}

/** Makes a parent's children what they shall be, with as few steps as are needed. */
function arrange(parent: HTMLElement, children: HTMLElement[]): void {
  const wanted = new Set<Node>(children);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  children.forEach((child, at) => {
    const there = parent.childNodes[at] ?? null;
    if (there !== child) parent.insertBefore(child, there);
  });
}

/** Marks rows as chosen, dim, or the one that Tab leads to. */
function mark(): void {
  const { items, chosen, focus, filter, found } = now();
  const asks = filter.text.trim() !== "" || Object.values(filter).some((one) => one !== "" && one !== false);
  const focused = itemAt(focus);
  const bone = focused && focused.unit < 0 ? focused : items.list.find((item) => item.unit < 0);
  const stops = new Set([beginning()?.key, bone?.key]);
  for (const item of items.list) {
    const node = nodeOf(item.key);
    if (!node) continue;
    setAttr(node, "aria-selected", String(chosen.has(item.key)));
    setAttr(node, "tabindex", stops.has(item.key) ? "0" : "-1");
    if (node.classList.contains("current") !== (item.key === focus)) node.classList.toggle("current", item.key === focus);
    const dim = asks && item.row?.row === "strip" && !found.has(item.row.sheet);
    if (node.classList.contains("dim") !== dim) node.classList.toggle("dim", dim);
  }
}

/** Moves the focus to a row, and shows it. */
export function focusRow(key: string): void {
  nodeOf(key)?.focus({ preventScroll: true });
  showRow(key);
}

/** Makes a row the one that keys would begin from, and shows it; what is being typed in keeps the cursor. */
export function showRow(key: string): void {
  if (now().focus !== key) change({ focus: key });
  nodeOf(key)?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

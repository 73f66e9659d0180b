// The stripboard in the browser: reads the board that the page carries, and puts it all together.

import { choose, chooseTo } from "./actions";
import { mountAnnouncer } from "./announce";
import { toldBefore } from "./commands";
import { actionBar } from "./bar";
import { signing } from "./author";
import { append, el, setText } from "./dom";
import { justDragged, listenToPointers } from "./drag";
import { drawFlags, flagOf, showFlag } from "./flags";
import { listenToKeys } from "./keyboard";
import { overlay, refresh } from "./lift";
import { listen, status } from "./live";
import { onPlan } from "./plan";
import { panes } from "./panes";
import { bones, desk, draw, focusRow, keyOf, redraw } from "./render";
import { searchRow, startSearch } from "./search";
import { applyLook, keepForServer, keptZoom, moneyHidden } from "./settings";
import { begin, beginning, change, now, onChange, whole } from "./state";
import { toolbar } from "./toolbar";
import type { BoardView } from "./view";

function start(main: HTMLElement, view: BoardView): void {
  applyLook();
  begin(view, keptZoom(), !moneyHidden());
  onChange(() => {
    draw();
    drawFlags();
    refresh();
  });
  // The other pages tell of the board that is shown here.
  keepForServer("board", view.board.name, `/p/${encodeURIComponent(document.body.dataset["production"] ?? "")}`);
  const { tabs, pane, open } = panes();
  const heading = el("h1", { class: "unseen", text: `Board ${view.board.name}` });
  // The page's skip link leads to "main" on a board without days, else to a row.
  const work = el("div", { class: "work", id: "main", attrs: { tabindex: "-1" } }, desk, pane);
  append(main, heading, folio(), toolbar(tabs), assumptions(view), searchRow(status), work, actionBar(), overlay);
  mountAnnouncer(main);
  draw();
  window.addEventListener("resize", redraw);
  listenToPointers([desk, bones]);
  listenToKeys([desk, bones], {
    search: startSearch,
    flags: (item) => {
      const flag = flagOf(item);
      if (flag !== null) toFlag(flag);
    },
  });
  const toFlag = (flag: number): void => {
    open("flags");
    showFlag(flag);
  };
  for (const box of [desk, bones]) {
    box.addEventListener("focusin", (event) => {
      const key = keyOf(event.target);
      if (key !== null && now().focus !== key) change({ focus: key });
    });
    box.addEventListener("click", (event) => clicked(event, toFlag));
  }
  document.querySelector("a.skip")?.addEventListener("click", (event) => {
    const row = beginning();
    if (!row) return;
    event.preventDefault();
    focusRow(row.key);
  });
  listen(onPlan);
  signing();
  toldBefore();
}

/** The line by which a printed board is told from the one before it; title, board and date stand on every page. */
function folio(): HTMLElement {
  const line = el("p", { class: "folio" });
  const foot = new CSSStyleSheet();
  document.adoptedStyleSheets.push(foot);
  const write = (): void => {
    const { confirmed, view } = now();
    const day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    setText(line, `Printed ${day}, as of change ${confirmed.revision}`);
    const words = `${view.production.title} · Board ${view.board.name} · Printed ${day}`.replace(/["\\]/g, "\\$&");
    foot.replaceSync(`@page { @bottom-left { content: "${words}"; font: 7.5pt sans-serif; color: #555; } }`);
  };
  window.addEventListener("beforeprint", write);
  write();
  return line;
}

function clicked(event: MouseEvent, toFlag: (flag: number) => void): void {
  const key = keyOf(event.target);
  if (key === null || justDragged()) return;
  const flag = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-flag]")?.dataset["flag"] : undefined;
  if (flag !== undefined) {
    toFlag(Number(flag));
    return;
  }
  if (event.shiftKey) chooseTo(key);
  else if (event.ctrlKey || event.metaKey) choose(key, true);
  else change({ chosen: new Set(), anchor: key });
  focusRow(key);
}

/** Lets the page as it came be seen before the board is drawn. A tab that nobody looks at has no frames: soon is enough there. */
function afterFirstFrame(then: () => void): void {
  let begun = false;
  const once = (): void => {
    if (!begun) then();
    begun = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 100);
}

function assumptions(view: BoardView): HTMLElement | null {
  const lines = [...(view.assumptions ?? [])];
  if (view.board.issued) lines.unshift("This board is issued: it cannot be changed. Copy it to go on.");
  return lines.length > 0 ? el("div", { class: "assumptions" }, ...lines.map((line) => el("p", { class: "assumption", text: line }))) : null;
}

const main = document.getElementById("board");
const data = document.getElementById("view");
if (main && data?.textContent) {
  const view = data.textContent;
  afterFirstFrame(() => start(main, whole(JSON.parse(view) as BoardView)));
}

// The board's own toolbar: which board, its figures, undo, zoom, and what opens beside it.

import { redo, undo } from "./actions";
import { button, el, setAttr, setText } from "./dom";
import { flagCount } from "./flags";
import { showKeys } from "./keyboard";
import { showLook, showPrint } from "./look";
import { toolbarOf } from "./roving";
import { hideMoney, keep } from "./settings";
import { change, currency, now, onChange, type Zoom } from "./state";
import { saidWords } from "./words";

const ZOOMS: [Zoom, string, string][] = [
  ["film", "Film", "The whole film on one screen"], ["days", "Days", "A column a day, a row a week"], ["detail", "Detail", "Everything that a strip says"],
];

/** The toolbar's two rows: what to do, and the figures. */
export function toolbar(tabs: HTMLElement[]): HTMLElement {
  const first = el(
    "div", { class: "row tools" },
    chooser(),
    toolbarOf(el(
      "div", { class: "row space" },
      undoButtons(), zooms(),
      el("div", { class: "row group", attrs: { role: "group", "aria-label": "Beside the board" } }, ...tabs),
      el("span", { class: "space" }),
      moneySwitch(),
      button("Print\u2026", showPrint, { class: "button" }),
      button("Look\u2026", showLook, { class: "button" }),
      button("Keys", showKeys, { class: "button", title: "All keys: ?" }),
    ), "Board tools"),
  );
  return el("div", { class: "toolbar" }, first, el("div", { class: "row second" }, figures()));
}

function chooser(): HTMLElement {
  const select = el("select", { class: "boards", attrs: { "aria-label": "Board", autocomplete: "off" } });
  const update = (): void => {
    const { boards, board } = now().view;
    const from = JSON.stringify(boards);
    if (select.dataset["from"] !== from) {
      select.dataset["from"] = from;
      select.replaceChildren(...boards.map((one) => el("option", { text: one.issued ? `${one.name} (issued)` : one.name, attrs: { value: one.name } })));
    }
    if (select.value !== board.name) select.value = board.name;
  };
  select.addEventListener("change", () => openBoard(select.value));
  // A browser that goes back may show the page as it was left: with another choice than the board.
  window.addEventListener("pageshow", update);
  update();
  onChange(update);
  return el("label", { class: "row" }, el("span", { class: "soft", text: "Board" }), select);
}

/** Opens another board. */
export function openBoard(name: string): void {
  const address = new URL(location.href);
  address.searchParams.set("board", name);
  location.assign(address);
}

function undoButtons(): HTMLElement {
  const back = button("Undo", undo, { class: "button" });
  const forth = button("Redo", redo, { class: "button" });
  const update = (): void => {
    const { confirmed: { undo: last, redo: next }, money } = now();
    back.disabled = last === null;
    forth.disabled = next === null;
    setAttr(back, "title", last === null ? "Nothing to undo" : `Undo: ${saidWords(last, money)} (Ctrl+Z)`);
    setAttr(forth, "title", next === null ? "Nothing to redo" : `Redo: ${saidWords(next, money)} (Ctrl+Shift+Z)`);
  };
  update();
  onChange(update);
  return el("div", { class: "row group", attrs: { role: "group", "aria-label": "Undo and redo" } }, back, forth);
}

function zooms(): HTMLElement {
  const buttons = ZOOMS.map(([zoom, words, title]) => {
    const one = button(words, () => change({ zoom }), { class: "button", title, attrs: { "aria-pressed": "false" } });
    const update = (): void => setAttr(one, "aria-pressed", String(now().zoom === zoom));
    update();
    onChange(update);
    return one;
  });
  onChange(() => keep("zoom", now().zoom));
  return el("div", { class: "row group joined", attrs: { role: "group", "aria-label": "Zoom" } }, ...buttons);
}

function moneySwitch(): HTMLElement {
  const one = button("Money hidden", () => {
    const money = !now().money;
    hideMoney(!money);
    change({ money });
  }, { class: "button", title: "For when somebody looks over your shoulder" });
  const update = (): void => {
    setAttr(one, "aria-pressed", String(!now().money));
    document.body.classList.toggle("money-hidden", !now().money);
  };
  update();
  onChange(update);
  return one;
}

function figures(): HTMLElement {
  const example = el("span", { class: "tag", text: "EXAMPLE", title: "Rates that nobody confirmed" });
  const list = el("dl", { class: "figures" });
  const made = new Map<string, { box: HTMLElement; label: Text; value: HTMLElement }>();
  const put = (words: string, value: string, kind = ""): void => {
    let one = made.get(words);
    if (!one) {
      const [label, shown] = [new Text(), el("dd")];
      one = { box: el("div", { class: kind }, el("dt", {}, label), shown), label, value: shown };
      made.set(words, one);
      list.append(one.box);
    }
    one.label.data = value === "1" ? words.replace(/s$/, "") : words;
    setText(one.value, value);
    one.box.hidden = value === "";
  };
  const update = (): void => {
    const { view } = now();
    const { measures, money } = view;
    const unit = currency() ?? "";
    put("cost", `${unit} ${money.cost}`, "money");
    put("expected, film at stake", `${unit} ${money.expected}`, "money");
    put("days", String(measures.days));
    put("nights", String(measures.nights));
    put("cast days", String(measures.cast_days));
    put("of them hold", String(measures.hold_days));
    put("company moves", String(measures.moves));
    put("overtime", measures.overtime);
    put("pages", measures.pages);
    put("strips", String(measures.strips));
    put("flags", flagCount());
    example.hidden = !money.example;
    document.body.classList.toggle("example", money.example);
  };
  update();
  onChange(update);
  list.querySelector(".money dt")?.append(" ", example);
  return list;
}

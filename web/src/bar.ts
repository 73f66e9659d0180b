// The bar at the board's foot: what has the focus, and what can be done with it; for those who use no keys.

import { ACTIONS, choose } from "./actions";
import { button, el, setText } from "./dom";
import { toolbarOf } from "./roving";
import { itemAt, now, onChange } from "./state";
import { count, shortName } from "./words";

export function actionBar(): HTMLElement {
  const name = el("strong", { class: "about" });
  const buttons = ACTIONS.map((action) => {
    const one = button("", () => {
      const item = itemAt(now().focus);
      if (item) action.does(item);
    }, { class: "button small" });
    return { action, one };
  });
  const select = button("Choose", () => {
    const { focus } = now();
    if (focus !== null) choose(focus);
  }, { class: "button small", title: "x" });
  const update = (): void => {
    const item = itemAt(now().focus);
    const { chosen, view } = now();
    const also = chosen.size > 0 ? `, ${count(chosen.size, "row")} chosen` : "";
    setText(name, (item ? (item.row?.row === "strip" ? `Scene ${item.row.label}` : shortName(view, item)) : "No strip in focus") + also);
    select.disabled = !item?.row;
    setText(select, item && chosen.has(item.key) ? "Let go" : "Choose");
    for (const { action, one } of buttons) {
      const words = item ? action.words(item) : null;
      one.hidden = words === null;
      if (words === null) continue;
      setText(one, words);
      one.title = action.key;
    }
  };
  update();
  onChange(update);
  return toolbarOf(el("div", { class: "bar row" }, name, select, ...buttons.map((one) => one.one)), "What can be done with the row");
}

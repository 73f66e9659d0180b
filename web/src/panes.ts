// What opens beside the board: the boneyard, the flags, the plan.

import { button, el, setAttr, setText } from "./dom";
import { flagsPanel, forgetFlag } from "./flags";
import { planPanel } from "./plan";
import { bones } from "./render";
import { keep, kept } from "./settings";
import { now, onChange } from "./state";

type Name = "boneyard" | "flags" | "plan";
const TITLES: Record<Name, string> = { boneyard: "Boneyard", flags: "Flags", plan: "Plan" };

/** The buttons that open the panes, the pane, and how to open one. */
export function panes(): { tabs: HTMLElement[]; pane: HTMLElement; open: (name: Name) => void } {
  const contents: Record<Name, HTMLElement> = { boneyard: bones, flags: flagsPanel(), plan: planPanel() };
  const pane = el("aside", { class: "pane", id: "pane", attrs: { "aria-label": "Beside the board" } });
  let shown: Name | null = null;
  const tabs = new Map<Name, HTMLButtonElement>();
  const panels = new Map<Name, HTMLElement>();
  const show = (name: Name | null): void => {
    shown = name;
    pane.hidden = name === null;
    for (const [one, panel] of panels) panel.hidden = one !== name;
    for (const [one, tab] of tabs) setAttr(tab, "aria-expanded", String(one === name));
    if (name !== "flags") forgetFlag();
  };
  const choose = (name: Name | null): void => {
    show(name);
    keep("pane", name ?? "none");
  };
  for (const name of Object.keys(TITLES) as Name[]) {
    const drop = name === "boneyard" ? "boneyard" : null;
    const tab = button(TITLES[name], () => choose(shown === name ? null : name), { class: "button", attrs: { "aria-controls": "pane", "data-drop": drop } });
    const close = button("Close", () => {
      choose(null);
      tab.focus();
    }, { class: "button small" });
    const panel = el("section", { class: `panel ${name}`, attrs: { "aria-label": TITLES[name] } }, el("div", { class: "row panel-head" }, el("h2", { text: TITLES[name] }), close), contents[name]);
    tabs.set(name, tab);
    panels.set(name, panel);
    pane.append(panel);
  }
  const update = (): void => {
    const { view } = now();
    for (const [name, n] of [["boneyard", view.boneyard.length], ["flags", view.flags.length]] as const) {
      const tab = tabs.get(name);
      if (tab) setText(tab, `${TITLES[name]} ${n}`);
    }
  };
  update();
  onChange(update);
  const last = kept("pane");
  const room = window.innerWidth > 1100 && now().view.boneyard.length > 0;
  show(last === "none" ? null : last === "flags" || last === "plan" || last === "boneyard" ? last : room ? "boneyard" : null);
  return { tabs: [...tabs.values()], pane, open: choose };
}

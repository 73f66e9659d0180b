// Many buttons, one stop of Tab: the arrows go from button to button.

import { setAttr } from "./dom";

/** Makes a toolbar of an element whose buttons come, go and are disabled. Tab leads to the button that was used last. */
export function toolbarOf(node: HTMLElement, words: string): HTMLElement {
  setAttr(node, "role", "toolbar");
  setAttr(node, "aria-label", words);
  let stop: HTMLElement | null = null;
  const usable = (): HTMLButtonElement[] => [...node.querySelectorAll("button")].filter((one) => !one.disabled && !one.hidden);
  const settle = (): void => {
    const buttons = usable();
    if (!buttons.some((one) => one === stop)) stop = buttons[0] ?? null;
    for (const one of node.querySelectorAll("button")) setAttr(one, "tabindex", one === stop ? "0" : "-1");
  };
  node.addEventListener("focusin", (event) => {
    stop = event.target instanceof HTMLElement ? event.target : stop;
    settle();
  });
  node.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const buttons = usable();
    const at = buttons.findIndex((one) => one === document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    buttons.at(to % buttons.length)?.focus();
  });
  new MutationObserver(settle).observe(node, { subtree: true, childList: true, attributes: true, attributeFilter: ["disabled", "hidden"] });
  settle();
  return node;
}

// What is said to those who hear the page, and short notices for those who see it.

import { append, button, el } from "./dom";

const spoken = el("div", { class: "unseen", attrs: { "aria-live": "polite", "aria-atomic": "true" } });
const notices = el("div", { class: "notices", attrs: { role: "region", "aria-label": "Notices" } });
let turn = false;

export function mountAnnouncer(parent: Node): void {
  append(parent, spoken, notices);
}

/** Says something politely; the same words twice are said twice. */
export function say(words: string): void {
  turn = !turn;
  spoken.textContent = words + (turn ? "\u00a0" : "");
}

export interface Notice {
  kind: "told" | "wrong";
  title: string;
  lines?: string[];
  actions?: { words: string; does: () => void }[];
  /** Milliseconds until it goes; without it stays until it is closed. */
  stays?: number;
}

/** Shows a notice and says it. */
export function notice(one: Notice): void {
  const close = (): void => shown.remove();
  const actions = (one.actions ?? []).map(({ words, does }) =>
    button(words, () => {
      close();
      does();
    }, { class: "button small" }),
  );
  const lines = (one.lines ?? []).map((line) => el("p", { text: line }));
  const shown = el(
    "div", { class: `notice ${one.kind}` },
    el("strong", { text: one.title }), ...lines,
    el("div", { class: "row" }, ...actions, button("Close", close, { class: "button small" })),
  );
  notices.append(shown);
  if (one.stays) setTimeout(close, one.stays);
  while (notices.childElementCount > 5) notices.firstElementChild?.remove();
  say([one.title, ...(one.lines ?? [])].join(". "));
}

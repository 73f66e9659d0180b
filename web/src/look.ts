// How the page looks: light or dark, the strips' colours, what is printed.

import { tell } from "./dialogs";
import { button, el } from "./dom";
import { COLOURS, applyLook, keep, kept } from "./settings";

/** Lets a person choose theme and colours; all takes effect at once. */
export function showLook(): void {
  const themes = el("fieldset", {}, el("legend", { text: "Light or dark" }));
  for (const [value, words] of [["", "as the system"], ["light", "light"], ["dark", "dark"]] as const) {
    const input = el("input", { attrs: { type: "radio", name: "theme", value } });
    input.checked = (kept("theme") ?? "") === value;
    input.addEventListener("change", () => {
      keep("theme", value || null);
      applyLook();
    });
    themes.append(el("label", {}, input, ` ${words}`));
  }
  const inputs = COLOURS.map(([name, words, standard]) => {
    const input = el("input", { attrs: { type: "color" } });
    input.value = kept(`colour.${name}`) ?? standard;
    input.addEventListener("input", () => {
      keep(`colour.${name}`, input.value === standard ? null : input.value);
      applyLook();
    });
    return { input, label: el("label", {}, input, ` ${words}`), name, standard };
  });
  const reset = button("Standard colours", () => {
    for (const { input, name, standard } of inputs) {
      keep(`colour.${name}`, null);
      input.value = standard;
    }
    applyLook();
  }, { class: "button small" });
  const colours = el("fieldset", { class: "palette" }, el("legend", { text: "Strips" }), ...inputs.map((one) => one.label), reset);
  tell("Look", themes, colours);
}

/** Prints the board; money only when asked for. */
export function showPrint(): void {
  const input = el("input", { attrs: { type: "checkbox" } });
  const print = button("Print", () => {
    document.body.classList.toggle("print-money", input.checked);
    print.closest("dialog")?.close();
    setTimeout(() => window.print(), 50);
  }, { class: "button primary" });
  tell("Print the board", el("p", { class: "soft", text: "It is printed in the zoom that is shown, with its colours." }), el("p", {}, el("label", {}, input, " with money")), el("p", {}, print));
}

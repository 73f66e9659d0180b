// Dialogs: something to fill in, something to read.

import { button, el } from "./dom";

export interface Field {
  name: string;
  words: string;
  kind: "text" | "number" | "date" | "select";
  value: string;
  options?: [string, string][];
  min?: number;
  max?: number;
}

function open(title: string, body: Node[], foot: Node[]): HTMLDialogElement {
  const heading = el("h2", { id: "dialog-title", text: title });
  const dialog = el("dialog", { class: "card", attrs: { "aria-labelledby": "dialog-title" } }, heading, ...body, el("div", { class: "row end" }, ...foot));
  const back = document.activeElement;
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (back instanceof HTMLElement && back.isConnected) back.focus({ preventScroll: true });
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Shows something to read. */
export function tell(title: string, ...body: Node[]): void {
  const close = button("Close", () => dialog.close(), { class: "button" });
  const dialog: HTMLDialogElement = open(title, body, [close]);
  close.focus();
}

/** Shows a text as it is. */
export function tellText(title: string, text: string): void {
  tell(title, el("pre", { class: "says", text, attrs: { tabindex: "0" } }));
}

/** Asks for a few values until `done` takes them: what it says against them is shown, and nothing typed is lost. */
export function ask(title: string, words: string, fields: Field[], does: string, done: (values: Record<string, string>) => Promise<string[] | null>): void {
  const inputs = fields.map((field) => ({ field, input: inputOf(field) }));
  const labels = inputs.map(({ field, input }) => el("label", { class: "field" }, el("span", { text: field.words }), input));
  const against = el("div", { class: "against", attrs: { role: "alert" } });
  const form = el("form", { attrs: { method: "dialog" } }, words ? el("p", { class: "soft", text: words }) : null, ...labels, against);
  form.id = "dialog-form";
  const submit = el("button", { class: "button primary", text: does, attrs: { type: "submit", form: "dialog-form" } });
  const dialog = open(title, [form], [button("Cancel", () => dialog.close(), { class: "button" }), submit]);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit.disabled = true;
    void done(Object.fromEntries(inputs.map(({ field, input }) => [field.name, input.value]))).then((wrong) => {
      submit.disabled = false;
      if (wrong === null) dialog.close();
      else against.replaceChildren(...wrong.map((text) => el("p", { text })));
    });
  });
  inputs[0]?.input.focus();
}

function inputOf(field: Field): HTMLInputElement | HTMLSelectElement {
  if (field.kind === "select") {
    const options = (field.options ?? []).map(([value, words]) => el("option", { text: words, attrs: { value } }));
    const select = el("select", {}, ...options);
    select.value = field.value;
    return select;
  }
  const input = el("input", { attrs: { type: field.kind, min: field.min ?? null, max: field.max ?? null, required: field.kind === "number" ? "" : null } });
  input.value = field.value;
  return input;
}

// The page of facts: a text that is previewed and applied, its mistakes by line.

import { moneyHidden } from "./settings";
import type { Change } from "./view";
import { capitalised, changeWords, count, raisedWords } from "./words";

interface Mistake {
  line: number;
  column: number;
  error: string;
  remedy: string;
}

interface Answer {
  changes?: string[];
  /** Of a preview: what it does to the board that is shown. */
  effect?: { board: string; currency: string; change: Change };
  error?: string;
  remedy?: string | null;
  mistakes?: Mistake[];
}

/** What the page does for every form. */
interface Page {
  /** Takes each region anew in which nobody is typing. */
  refresh(): Promise<void>;
}

const text = (): HTMLTextAreaElement | null => document.querySelector<HTMLTextAreaElement>("#facts-text");

/** Previews and applies the facts of the page. */
export function facts(place: HTMLElement, page: Page): void {
  place.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    void send(form, (event.submitter as HTMLButtonElement | null)?.name === "preview", page);
  });
  place.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.target !== text()) return;
    event.preventDefault();
    text()?.form?.requestSubmit(document.querySelector<HTMLButtonElement>("#facts-preview"));
  });
  // What is typed and not applied is lost on the way to another page.
  window.addEventListener("beforeunload", (event) => {
    if (text() && text()?.value !== text()?.defaultValue) event.preventDefault();
  });
}

/** Sends the text; it stays as it is whatever is answered, until it is applied. */
async function send(form: HTMLFormElement, preview: boolean, page: Page): Promise<void> {
  const base = Number(form.dataset["base"] ?? document.body.dataset["revision"] ?? 0);
  const typed = text()?.value ?? "";
  const sent = await fetch(form.dataset["patch"] ?? "", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ base, text: typed, preview }) }).catch(() => null);
  const answer = ((await sent?.json().catch(() => null)) ?? {}) as Answer;
  if (sent?.ok) {
    done(form, preview, answer);
    if (!preview) await page.refresh();
    return;
  }
  const words = [answer.error ?? (sent ? `The server answered ${sent.status}.` : "The server does not answer."), answer.remedy].filter(Boolean).join(" — ");
  if (answer.mistakes) {
    show("bad", sentence(words), answer.mistakes.map((mistake) => wrong(mistake, typed)));
    return;
  }
  if (sent?.status === 409) {
    // Whoever was told what changed may send it again, from what it is now.
    form.removeAttribute("data-base");
    await page.refresh();
    show("bad", `${sentence(words)} Preview says what your text would change of it.`, []);
    return;
  }
  show("bad", sentence(words), []);
}

function done(form: HTMLFormElement, preview: boolean, answer: Answer): void {
  const changes = answer.changes ?? [];
  const items = changes.map((words) => item(words));
  if (changes.length === 0) {
    show("well", "Nothing to change: the production says so already.", []);
    return;
  }
  show("well", preview ? "This would change:" : "Done. This was changed:", items, answer.effect);
  if (preview) return;
  form.removeAttribute("data-touched");
  form.removeAttribute("data-base");
}

/** What facts would do to a board, in the words of a drop. */
function effectWords(effect: NonNullable<Answer["effect"]>): (string | HTMLElement)[] {
  const currency = moneyHidden() ? null : effect.currency;
  const figures = changeWords(effect.change, currency);
  const flags = raisedWords(effect.change.raised, currency).map((one) => item(one.words));
  if (effect.change.gone > 0) flags.push(item(`${count(effect.change.gone, "flag")} gone`));
  const head = document.createElement("p");
  head.textContent = `On ${effect.board}: ${figures.join(", ") || "no figure changes"}.`;
  const list = document.createElement("ul");
  list.append(...flags);
  return flags.length > 0 ? [head, list] : [head];
}

/** A mistake, as a button that leads to its place. */
function wrong(mistake: Mistake, typed: string): HTMLLIElement {
  const go = document.createElement("button");
  go.type = "button";
  go.className = "small";
  go.textContent = `Line ${mistake.line}, column ${mistake.column}`;
  go.addEventListener("click", () => lead(mistake));
  const line = document.createElement("code");
  line.textContent = (typed.split("\n")[mistake.line - 1] ?? "").trim().slice(0, 80);
  const found = item("");
  found.append(go, " ", line, `: ${mistake.error}${mistake.remedy ? `; ${mistake.remedy}` : ""}`);
  return found;
}

function lead(mistake: Mistake): void {
  const area = text();
  if (!area) return;
  const lines = area.value.split("\n");
  const before = lines.slice(0, mistake.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  // Columns are characters, the field counts in halves of them.
  const within = [...(lines[mistake.line - 1] ?? "")].slice(0, mistake.column - 1).join("").length;
  area.focus();
  area.setSelectionRange(before + within, before + within);
  const height = Number.parseFloat(getComputedStyle(area).lineHeight);
  area.scrollTop = Math.max(0, (mistake.line - 4) * height);
}

function item(words: string): HTMLLIElement {
  const made = document.createElement("li");
  made.textContent = words;
  return made;
}

function show(kind: "well" | "bad", words: string, items: HTMLLIElement[], effect?: Answer["effect"]): void {
  const place = document.getElementById("facts-said");
  if (!place) return;
  text()?.setAttribute("aria-invalid", String(kind === "bad"));
  const head = document.createElement("p");
  head.textContent = words;
  const list = document.createElement("ul");
  list.append(...items);
  place.className = `notice ${kind}`;
  place.replaceChildren(head, ...(items.length > 0 ? [list] : []), ...(effect ? effectWords(effect) : []));
  place.scrollIntoView({ block: "nearest" });
}

function sentence(words: string): string {
  const ended = /[.!?]$/.test(words) ? words : `${words}.`;
  return capitalised(ended);
}

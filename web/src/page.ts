// Every page but the board: forms that post commands, regions that follow what others do, files that are dropped.

import { signing } from "./author";
import { facts } from "./facts";
import { planning } from "./planning";
import { hideMoney, moneyHidden } from "./settings";
import type { PlanEvent, Said } from "./view";
import { saidWords } from "./words";

interface Problem {
  error?: string;
  remedy?: string | null;
}

const body = document.body;
const production = body.dataset["production"] ?? "";
const api = `/p/${encodeURIComponent(production)}/api`;
const MOMENT = 60;

/** Says something in the page's notice, where a screen reader hears it. */
function say(kind: "well" | "bad", words: string): void {
  const place = document.getElementById("said");
  if (!place) return;
  place.className = `notice lines ${kind}`;
  place.textContent = words;
  place.hidden = words === "";
}

async function answered(answer: Response): Promise<unknown> {
  const said: unknown = await answer.json().catch(() => null);
  if (answer.ok) return said;
  const problem = (said ?? {}) as Problem;
  throw new Error([problem.error ?? `The server answered ${answer.status}.`, problem.remedy].filter(Boolean).join(" — "));
}

async function post(address: string, order: unknown): Promise<unknown> {
  return answered(await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(order) }));
}

/** The form's arguments, in the order of its controls. An empty one that may be missing is left out; `data-prefix="note="` stands before a value. */
function wordsOf(form: HTMLFormElement, by: HTMLElement | null): string[] {
  const words: string[] = [];
  for (const control of form.elements) {
    if (control instanceof HTMLButtonElement && control === by && control.name === "arg") words.push(control.value);
    if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement || control instanceof HTMLTextAreaElement)) continue;
    if (control.name !== "arg") continue;
    if (control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio") && !control.checked) continue;
    if (control.value === "" && !control.required) continue;
    words.push((control.dataset["prefix"] ?? "") + control.value);
  }
  return words;
}

/** `<form data-command="set-light">`: its controls named `arg` are the arguments; `data-board`: of another board than the page's. `data-post` sends them to another address. */
async function submit(form: HTMLFormElement, by: HTMLElement | null): Promise<void> {
  const words = wordsOf(form, by);
  const elsewhere = form.dataset["post"];
  const order = elsewhere
    ? Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""))
    : { base: Number(form.dataset["base"] ?? body.dataset["revision"] ?? 0), board: form.dataset["board"] || body.dataset["board"] || undefined, command: form.dataset["command"], arguments: words };
  const address = elsewhere ?? `${api}/commands`;
  // A button that is disabled loses the focus, and who works by keyboard the place.
  const focused = form.contains(document.activeElement) ? document.activeElement?.id : undefined;
  form.querySelectorAll("button").forEach((button) => (button.disabled = true));
  try {
    const said = (await post(address, order)) as Partial<Said> & { goto?: string } | null;
    const goto = said?.goto ?? form.dataset["then"];
    if (goto) {
      location.href = goto;
      return;
    }
    say("well", said?.summary ? `Done: ${saidWords({ summary: said.summary, money: said.money ?? false }, !moneyHidden())}` : "It is so already.");
    form.removeAttribute("data-touched");
    form.removeAttribute("data-base");
    await refresh();
  } catch (error) {
    say("bad", error instanceof Error ? error.message : String(error));
    // Whoever was told what changed may send it again.
    form.removeAttribute("data-base");
    await refresh();
  } finally {
    form.querySelectorAll("button").forEach((button) => (button.disabled = false));
    if (focused && document.activeElement === body) document.getElementById(focused)?.focus();
  }
}

/** Takes each region anew; one in which somebody is typing stays until that is sent. */
async function refresh(): Promise<void> {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  body.dataset["revision"] = next.body.dataset["revision"] ?? "";
  for (const old of document.querySelectorAll<HTMLElement>("[data-region]")) {
    const fresh = next.querySelector<HTMLElement>(`[data-region="${CSS.escape(old.dataset["region"] ?? "")}"]`);
    if (!fresh || fresh.outerHTML === old.outerHTML || old.querySelector("[data-touched]")) continue;
    keepOpen(old, fresh);
    const focused = old.contains(document.activeElement) ? document.activeElement?.id : undefined;
    old.replaceWith(document.adoptNode(fresh));
    if (focused) document.getElementById(focused)?.focus();
  }
}

/** What was folded out stays so. */
function keepOpen(old: HTMLElement, fresh: HTMLElement): void {
  for (const details of old.querySelectorAll<HTMLDetailsElement>("details[id]")) {
    const same = fresh.querySelector<HTMLDetailsElement>(`#${CSS.escape(details.id)}`);
    if (same) same.open = details.open;
  }
}

function listen(): void {
  const source = new EventSource(`${api}/events?since=${body.dataset["revision"] ?? 0}`);
  let timer = 0;
  source.addEventListener("entry", (event) => {
    const entry = JSON.parse(event.data as string) as { revision: number };
    if (entry.revision <= Number(body.dataset["revision"] ?? 0)) return;
    clearTimeout(timer);
    timer = window.setTimeout(() => void refresh(), MOMENT);
  });
  const form = document.querySelector<HTMLFormElement>("form[data-planning]");
  if (form) {
    const page = { post: (address: string, order: unknown) => post(api + address, order), say, revision: () => Number(body.dataset["revision"] ?? 0) };
    const hear = planning(form, page);
    source.addEventListener("plan", (event) => hear(JSON.parse(event.data as string) as PlanEvent));
  }
  window.addEventListener("pagehide", () => source.close());
}

/** `<form data-drop="/import">`: a file that is chosen or dropped is sent as it is. */
function dropping(form: HTMLFormElement): void {
  const chosen = form.querySelector<HTMLInputElement>('input[type="file"]');
  const send = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    say("well", `Reading ${file.name} …`);
    try {
      const address = `${form.dataset["drop"]}?name=${encodeURIComponent(file.name)}`;
      const said = (await answered(await fetch(address, { method: "POST", headers: { "content-type": "application/octet-stream" }, body: file }))) as { goto: string };
      location.href = said.goto;
    } catch (error) {
      say("bad", error instanceof Error ? error.message : String(error));
    }
  };
  chosen?.addEventListener("change", () => void send(chosen.files?.[0]));
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    void send(event.dataTransfer?.files[0]);
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  if (form.dataset["command"] !== undefined || form.dataset["post"] !== undefined) {
    event.preventDefault();
    void submit(form, event.submitter);
  }
});
document.addEventListener("input", (event) => {
  const form = event.target instanceof Element ? event.target.closest("form") : null;
  if (!form || form.dataset["touched"] !== undefined) return;
  form.dataset["touched"] = "";
  // What is typed was meant for what the page shows now, not for what others make of it meanwhile.
  form.dataset["base"] = body.dataset["revision"] ?? "0";
});
document.addEventListener("change", (event) => {
  const control = event.target;
  if (control instanceof HTMLSelectElement && control.dataset["goto"] !== undefined) location.href = control.value;
});
/** Words that are selected in the script can be added to the scene's breakdown. */
function adding(card: HTMLElement): void {
  const fill = (scene: string, words: string): void => {
    for (const [name, text] of [["data-scene", scene], ["data-words", words]] as const) {
      card.querySelectorAll(`[${name}]`).forEach((element) => (element.textContent = text));
      card.querySelectorAll<HTMLInputElement>(`[${name}-arg]`).forEach((input) => (input.value = text));
    }
    card.hidden = false;
  };
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const words = (selection?.toString() ?? "").replace(/\s+/g, " ").trim();
    const at = selection?.anchorNode?.parentElement?.closest<HTMLElement>("[data-scene-text]");
    if (at && words.length > 1 && words.length < 80) fill(at.dataset["sceneText"] ?? "", words);
  });
  card.addEventListener("submit", () => (card.hidden = true));
  card.querySelector("[data-close]")?.addEventListener("click", () => (card.hidden = true));
}

/** Hides money in this browser, or shows it; the server draws the page accordingly. */
function moneySwitch(one: HTMLElement): void {
  one.addEventListener("click", () => {
    hideMoney(one.getAttribute("aria-pressed") !== "true");
    location.reload();
  });
}

const add = document.getElementById("add");
document.querySelectorAll<HTMLElement>("[data-money-switch]").forEach(moneySwitch);
if (add) adding(add);
document.querySelectorAll<HTMLElement>("[data-facts]").forEach((place) => facts(place, { refresh }));
document.querySelectorAll<HTMLFormElement>("form[data-drop]").forEach(dropping);
signing();
if (production) listen();

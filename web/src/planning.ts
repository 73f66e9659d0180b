// Planning from a page: a form that begins, a line that says how it goes, a stop.

import type { PlanEvent } from "./view";

/** What a form needs of its page. */
export interface Page {
  /** Asks the server, by an address of the production's. */
  post(address: string, order: unknown): Promise<unknown>;
  say(kind: "well" | "bad", words: string): void;
  /** The revision that it shows. */
  revision(): number;
}

/** `<form data-planning="answers">`: takes in how far what it began, or somebody else, is. */
export function planning(form: HTMLFormElement, page: Page): (event: PlanEvent) => void {
  const objective = form.dataset["planning"] ?? "";
  const seconds = form.querySelector<HTMLInputElement>("[name=seconds]");
  const begin = form.querySelector<HTMLButtonElement>("[type=submit]");
  const stop = form.querySelector<HTMLButtonElement>("[data-stop]");
  const line = form.querySelector<HTMLElement>("[data-going]");
  if (!seconds || !begin || !stop || !line) return () => {};
  let job: number | null = null;

  /** Either it goes on and can be stopped, or it can begin. */
  const show = (goes: string | null): void => {
    const focused = form.contains(document.activeElement);
    begin.disabled = seconds.disabled = goes !== null;
    stop.hidden = line.hidden = goes === null;
    line.textContent = goes ?? "";
    const next = goes === null ? begin : stop;
    // A button that is disabled or hidden loses the focus, and who works by keyboard the place.
    if (focused) next.focus();
  };
  const refused = (error: unknown): void => page.say("bad", error instanceof Error ? error.message : String(error));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    page.say("well", "");
    show("Beginning\u2026");
    const begun = page.post(`/${objective}`, { base: page.revision(), seconds: Number(seconds.value) });
    begun.catch((error: unknown) => {
      // Somebody else's may be going on: the next note shows it.
      show(null);
      refused(error);
    });
  });
  stop.addEventListener("click", () => {
    if (job !== null) page.post(`/plans/${job}/stop`, {}).catch(refused);
  });

  return (event) => {
    if (event.objective !== objective) return;
    if (event.state === "running" || event.state === "looking") {
      job = event.job;
      show(going(event));
      return;
    }
    job = null;
    show(null);
    if (event.state === "failed") page.say("bad", event.error ?? "The plan failed.");
    else page.say("well", [event.state === "stopped" ? "Stopped: the best so far is kept." : (form.dataset["done"] ?? "Planned."), ...event.kept_apart, ...event.left_out].join("\n"));
  };
}

function going(event: PlanEvent): string {
  if (event.state === "looking") return "There is no board, or none was found. Looking for the facts that conflict\u2026";
  const hidden = document.body.classList.contains("money-hidden");
  const best = event.best === null ? "no board yet" : hidden ? null : `best ${event.best}`;
  const gap = event.gap === null ? null : `proven within ${event.gap.toFixed(1)} %`;
  return [event.board, `${event.seconds.toFixed(0)} of ${event.limit} s`, best, gap].filter(Boolean).join(" \u00b7 ");
}

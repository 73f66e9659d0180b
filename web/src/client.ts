// What the page asks of the server.

import type { BoardView, Change, Comparison, Said } from "./view";

const PRODUCTION = document.body.dataset["production"] ?? "";
export const API = `/p/${encodeURIComponent(PRODUCTION)}/api`;

/** An answer that is not what was asked for: what is wrong, and what to do. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly remedy: string | null,
    readonly since: (Said & { revision: number; author: string; at: string })[],
  ) {
    super(message);
  }
}

export interface Done extends Said {
  revision: number;
  changed: boolean;
  /** None when the board is there no more. */
  view: BoardView | null;
}

async function ask<T>(path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const post = body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  let answer: Response;
  try {
    answer = await fetch(`${API}${path}`, { ...post, ...(signal ? { signal } : {}) });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Refusal(0, "The server does not answer.", "Is Firstup still running? Try again when it is.", []);
  }
  const said: unknown = await answer.json().catch(() => null);
  if (answer.ok && said !== null) return said as T;
  const problem = (said ?? {}) as { error?: string; remedy?: string | null; since?: Refusal["since"] };
  throw new Refusal(answer.status, problem.error ?? `The server answered ${answer.status}.`, problem.remedy ?? null, problem.since ?? []);
}

const named = (board: string): string => `board=${encodeURIComponent(board)}`;

export function fetchView(board: string): Promise<BoardView> {
  return ask(`/board?${named(board)}`);
}

export function command(base: number, board: string, name: string, words: string[]): Promise<Done> {
  return ask("/commands", { base, board, command: name, arguments: words, preview: false });
}

export function preview(base: number, board: string, name: string, words: string[], signal: AbortSignal): Promise<{ summary: string; change: Change }> {
  return ask("/commands", { base, board, command: name, arguments: words, preview: true }, signal);
}

export function whyScene(board: string, scene: string): Promise<{ text: string }> {
  return ask(`/why?${named(board)}&scene=${encodeURIComponent(scene)}`);
}

export function whyDay(board: string, day: string): Promise<{ text: string }> {
  return ask(`/why?${named(board)}&day=${encodeURIComponent(day)}`);
}

export interface PlanOrder {
  base: number;
  board: string;
  name: string;
  objective: string;
  seconds: number;
  keep: string;
}

export function startPlan(order: PlanOrder): Promise<{ job: number }> {
  return ask("/plans", order);
}

export function stopPlan(job: number): Promise<{ job: number }> {
  return ask(`/plans/${job}/stop`, {});
}

export function compare(board: string, other: string): Promise<Comparison> {
  return ask(`/compare?${named(board)}&with=${encodeURIComponent(other)}`);
}

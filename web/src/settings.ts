// What a person likes: kept in the browser, never sent anywhere.

import type { Zoom } from "./state";

const PREFIX = "firstup.";

export function kept(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** Keeps a value; null forgets it. */
export function keep(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    // The browser keeps nothing: then it holds for this page only.
  }
}

/** Keeps a value where the server reads it too, for the pages below a path; null forgets it. */
export function keepForServer(name: string, value: string | null, path: string): void {
  const age = value === null ? 0 : 31_536_000;
  document.cookie = `${name}=${encodeURIComponent(value ?? "")}; path=${path}; samesite=strict; max-age=${age}`;
}

/** Is money hidden? Kept where the server reads it, and nowhere else. */
export function moneyHidden(): boolean {
  return document.cookie.split("; ").includes("money=hidden");
}

/** Hides money on every page, or shows it. */
export function hideMoney(hidden: boolean): void {
  keepForServer("money", hidden ? "hidden" : null, "/");
}

export function keptZoom(): Zoom {
  const zoom = kept("zoom");
  return zoom === "film" || zoom === "days" ? zoom : "detail";
}

/** The strips' colours: their name in the style sheet, what they are for, as the trade has them. */
export const COLOURS: [string, string, string][] = [
  ["int-day", "INT DAY", "#ffffff"], ["ext-day", "EXT DAY", "#ffec8f"], ["int-night", "INT NIGHT", "#b5d3f3"],
  ["ext-night", "EXT NIGHT", "#b6dfae"], ["dawn", "Dawn", "#f9cadb"], ["dusk", "Dusk", "#fbcb94"],
];

/** Applies the theme and the palette that are kept. */
export function applyLook(): void {
  const root = document.documentElement;
  const theme = kept("theme");
  if (theme === "light" || theme === "dark") root.dataset["theme"] = theme;
  else delete root.dataset["theme"];
  for (const [name] of COLOURS) {
    const colour = kept(`colour.${name}`);
    if (colour) root.style.setProperty(`--${name}`, colour);
    else root.style.removeProperty(`--${name}`);
  }
}

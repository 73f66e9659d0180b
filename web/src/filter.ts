// Which strips a search and its chips let through.

import type { BoardView, Strip } from "./view";

export interface Filter {
  text: string;
  stunts: boolean;
  nights: boolean;
  exteriors: boolean;
  pinned: boolean;
  flagged: boolean;
  /** A board ID. */
  character: string;
  location: string;
}

export const NOTHING: Filter = {
  text: "", stunts: false, nights: false, exteriors: false, pinned: false, flagged: false, character: "", location: "",
};

/** Does the filter ask for anything? */
export function asks(filter: Filter): boolean {
  const { text, ...rest } = filter;
  return text.trim() !== "" || Object.values(rest).some(Boolean);
}

/** Does a strip match all that is asked? Every word of the text must be somewhere on it. */
export function matches(strip: Strip, filter: Filter): boolean {
  if (filter.stunts && !strip.stunt) return false;
  if (filter.nights && !isNight(strip)) return false;
  if (filter.exteriors && !/EXT|I\/E|E\/I/i.test(strip.setting)) return false;
  if (filter.pinned && strip.pin === null) return false;
  if (filter.flagged && strip.flags.length === 0) return false;
  if (filter.character && !strip.cast.some((one) => one.id === filter.character)) return false;
  if (filter.location && strip.location !== filter.location) return false;
  const words = filter.text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const cast = strip.cast.map((one) => one.name);
  const text = [strip.label, strip.setting, strip.set, strip.time, strip.synopsis, strip.location ?? "", ...cast].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

function isNight(strip: Strip): boolean {
  return strip.colour === "int-night" || strip.colour === "ext-night";
}

/** The strips of a board that match, by sheet. */
export function matching(view: BoardView, filter: Filter): Set<number> {
  const found = new Set<number>();
  const look = (strip: Strip): void => {
    if (matches(strip, filter)) found.add(strip.sheet);
  };
  for (const unit of view.units) for (const day of unit.days) for (const row of day.rows) if (row.row === "strip") look(row);
  view.boneyard.forEach(look);
  return found;
}

// The plan's best and bound over time, drawn as it runs.

import { svg } from "./dom";

export interface Sample {
  seconds: number;
  best: number | null;
  bound: number | null;
}

const WIDTH = 280;
const HEIGHT = 90;

/** "2,067,018" as a number. */
export function numberOf(money: string | null): number | null {
  if (money === null) return null;
  const n = Number(money.replace(/[^\d.-]/g, ""));
  return Number.isFinite(n) ? n : null;
}

/** A step from each value to the next, as a path. */
export function pathOf(points: [number, number][]): string {
  return points.map(([x, y], at) => (at === 0 ? `M${x.toFixed(1)} ${y.toFixed(1)}` : `H${x.toFixed(1)}V${y.toFixed(1)}`)).join("");
}

/** Draws the samples: best above, bound below. */
export function curve(samples: Sample[], limit: number): SVGElement {
  const values = samples.flatMap((one) => [one.best, one.bound]).filter((one) => one !== null);
  const high = Math.max(...values, 1);
  const low = Math.min(...values, high - 1);
  const span = Math.max(high - low, 1);
  const end = Math.max(limit, samples.at(-1)?.seconds ?? 0, 1);
  const at = (seconds: number, value: number): [number, number] => [(seconds / end) * WIDTH, 6 + (1 - (value - low) / span) * (HEIGHT - 12)];
  const line = (name: "best" | "bound"): SVGElement | null => {
    const points = samples.filter((one) => one[name] !== null).map((one) => at(one.seconds, one[name] ?? 0));
    return points.length > 0 ? svg("path", { class: name, d: pathOf(points) }) : null;
  };
  return svg("svg", { class: "curve", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": "Best and bound over time" }, line("bound"), line("best"));
}

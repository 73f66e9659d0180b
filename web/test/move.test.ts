import assert from "node:assert/strict";
import test from "node:test";

import { moved, pagesOf, sameOrder } from "../src/move";
import { itemsOf, type Gap, type Item } from "../src/place";
import { board, told } from "./board";

function after(keys: string[], gap: Gap): string {
  const view = board();
  const { byKey } = itemsOf(view);
  return told(moved(view, keys.map((key) => byKey.get(key)).filter((item): item is Item => item !== undefined), gap));
}

const at = (day: number, place: number, unit = 0): Gap => ({ unit, day: day - 1, place });

test("a board stays as it is when nothing is carried", () => {
  assert.equal(after([], at(1, 1)), "1 2 lunch 3 | 4 | 5 6 ; 7 ; (8)");
});

test("a strip goes before what stands there now", () => {
  assert.equal(after(["s:6"], at(1, 2)), "1 6 2 lunch 3 | 4 | 5 ; 7 ; (8)");
  assert.equal(after(["s:1"], at(1, 3)), "2 1 lunch 3 | 4 | 5 6 ; 7 ; (8)");
  assert.equal(after(["s:1"], at(2, 2)), "2 lunch 3 | 4 1 | 5 6 ; 7 ; (8)");
});

test("several go in the order given", () => {
  assert.equal(after(["s:1", "s:5"], at(2, 1)), "2 lunch 3 | 1 5 4 | 6 ; 7 ; (8)");
});

test("a strip opens a new day, and a day that loses its last strip stays", () => {
  assert.equal(after(["s:4"], at(4, 1)), "1 2 lunch 3 |  | 5 6 | 4 ; 7 ; (8)");
});

test("a strip changes unit, and leaves and enters the boneyard", () => {
  assert.equal(after(["s:2"], at(1, 2, 1)), "1 lunch 3 | 4 | 5 6 ; 7 2 ; (8)");
  assert.equal(after(["s:2"], "boneyard"), "1 lunch 3 | 4 | 5 6 ; 7 ; (8 2)");
  assert.equal(after(["s:8"], at(2, 1)), "1 2 lunch 3 | 8 4 | 5 6 ; 7 ; ()");
});

test("a banner and a break move like rows", () => {
  assert.equal(after(["b:meal:60:Lunch:0"], at(3, 2)), "1 2 3 | 4 | 5 lunch 6 ; 7 ; (8)");
  assert.equal(after(["k:1:1"], at(1, 3)), "1 2 | lunch 3 4 | 5 6 ; 7 ; (8)");
  assert.equal(after(["k:1:1"], at(2, 2)), "1 2 lunch 3 4 |  | 5 6 ; 7 ; (8)");
});

test("a whole day goes between days", () => {
  assert.equal(after(["d:1:3"], at(1, 1)), "5 6 | 1 2 lunch 3 | 4 ; 7 ; (8)");
  assert.equal(after(["d:1:1"], at(4, 1)), "4 | 5 6 | 1 2 lunch 3 ; 7 ; (8)");
});

test("moving to its own place changes nothing", () => {
  const view = board();
  const item = itemsOf(view).byKey.get("s:2");
  assert.equal(item !== undefined && sameOrder(view, moved(view, [item], at(1, 3))), true);
  assert.equal(item !== undefined && sameOrder(view, moved(view, [item], at(1, 4))), false);
});

test("a day's pages follow its strips", () => {
  const view = board();
  const item = itemsOf(view).byKey.get("s:6");
  assert.equal(item && moved(view, [item], at(2, 1)).units[0]?.days[1]?.pages, "2");
});

test("eighths are never reduced", () => {
  assert.deepEqual([0, 4, 8, 12].map(pagesOf), ["0", "4/8", "1", "1 4/8"]);
});

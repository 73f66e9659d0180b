import assert from "node:assert/strict";
import test from "node:test";

import { betweenDays, gapAddress, gapsFor, itemName, itemsOf, neighbour, type Item } from "../src/place";
import { board, lunch } from "./board";

const view = board();
const { list, byKey } = itemsOf(view);
const item = (key: string): Item => byKey.get(key) ?? (list[0] as Item);

test("items stand in reading order, the boneyard last", () => {
  assert.deepEqual(list.slice(0, 6).map((one) => one.key), ["d:1:1", "s:1", "s:2", "b:meal:60:Lunch:0", "s:3", "k:1:1"]);
  assert.equal(list.at(-1)?.key, "s:8");
});

test("banners of the same words have keys of their own", () => {
  const twice = board();
  twice.units[0]?.days[1]?.rows.push(lunch);
  assert.equal(itemsOf(twice).byKey.has("b:meal:60:Lunch:1"), true);
});

test("items are named as commands name them", () => {
  assert.deepEqual(["s:3", "b:meal:60:Lunch:0", "k:1:2", "d:1:3", "d:2:1"].map((key) => itemName(view, item(key))), ["3", "banner 1/3", "break 2", "day 3", "day Second:1"]);
});

test("places are addresses, also those of days that are not there yet", () => {
  const address = (unit: number, day: number, place: number): string => gapAddress(view, { unit, day, place });
  assert.deepEqual([address(0, 1, 2), address(0, 3, 1), address(1, 0, 1), address(1, 1, 1)], ["2/2", "4/1", "Second:1/1", "Second:2/1"]);
  assert.equal(gapAddress(view, "boneyard"), "boneyard");
});

test("a strip has a place before and after each row, and the boneyard; a day those between days", () => {
  assert.equal(gapsFor(view, [item("s:1")]).length, 5 + 2 + 3 + 1 + 2 + 1 + 1);
  assert.equal(gapsFor(view, [item("k:1:1")]).includes("boneyard"), false);
  assert.equal(gapsFor(view, [item("d:1:1")]).length, 3 + 1 + 1 + 1);
});

test("a day dropped onto a day's second half goes after it", () => {
  assert.deepEqual(betweenDays(view, { unit: 0, day: 0, place: 2 }), { unit: 0, day: 0, place: 1 });
  assert.deepEqual(betweenDays(view, { unit: 0, day: 0, place: 5 }), { unit: 0, day: 1, place: 1 });
});

test("one place up and down, also over a day's end", () => {
  assert.deepEqual(neighbour(view, item("s:2"), -1), { unit: 0, day: 0, place: 1 });
  assert.deepEqual(neighbour(view, item("s:2"), 1), { unit: 0, day: 0, place: 4 });
  assert.deepEqual(neighbour(view, item("s:3"), 1), { unit: 0, day: 1, place: 1 });
  assert.deepEqual(neighbour(view, item("s:4"), -1), { unit: 0, day: 0, place: 5 });
  assert.equal(neighbour(view, item("s:1"), -1), null);
  assert.deepEqual(neighbour(view, item("d:1:1"), 1), { unit: 0, day: 2, place: 1 });
});

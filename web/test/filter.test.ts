import assert from "node:assert/strict";
import test from "node:test";

import { numberOf, pathOf } from "../src/curve";
import { NOTHING, asks, matches } from "../src/filter";
import type { Day, Flag, Severity } from "../src/view";
import { changeWords, flagWords, raisedWords, pagesWords, saidWords, stripWords, timeOf, unitWords } from "../src/words";
import { board, strip } from "./board";

const quay = strip(12, {
  label: "12A", set: "HARBOUR QUAY", setting: "EXT", time: "NIGHT", colour: "ext-night", synopsis: "The ferry leaves",
  cast: [{ id: "1", name: "HANNE", double: false, watch: "the scar" }, { id: "1x", name: "HANNE (stunt double)", double: true, watch: null }],
  stunt: true, pages: "2 3/8", flags: [{ number: 1, severity: "forbid" }],
});

test("every word must be somewhere on the strip", () => {
  const found = (text: string): boolean => matches(quay, { ...NOTHING, text });
  assert.deepEqual(["quay", "QUAY ferry", "hanne 12a", "quay kitchen", ""].map(found), [true, true, true, false, true]);
});

test("chips narrow together", () => {
  assert.equal(matches(quay, { ...NOTHING, stunts: true, nights: true, exteriors: true, flagged: true, character: "1" }), true);
  assert.equal(matches(quay, { ...NOTHING, stunts: true, pinned: true }), false);
  assert.equal(asks(NOTHING), false);
  assert.equal(asks({ ...NOTHING, location: "Quay" }), true);
});

test("a strip says all that its marks show", () => {
  assert.equal(stripWords(quay), "Scene 12A, EXT HARBOUR QUAY, NIGHT, 2 3/8 pages, cast 1, 1x HANNE (stunt double), watch 1, stunt, 1 forbidden flag, The ferry leaves");
});

test("a change in words, without money where it is hidden", () => {
  const change = { cost: "+4,200", cost_cents: 420000, expected: "0", expected_cents: 0, days: 1, nights: 0, cast_days: -2, hold_days: 0, moves: 0, raised: [], gone: 0 };
  assert.deepEqual(changeWords(change, "EUR"), ["cost +4,200 EUR", "expected the same", "+1 day", "-2 cast days"]);
  assert.deepEqual(changeWords(change, null), ["+1 day", "-2 cast days"]);
});

test("the gravest flags are told first, and how many are forbidden", () => {
  const flag = (severity: Severity, rule: string) => ({ number: 0, severity, rule, what: rule, remedy: "", sheets: [], days: [] });
  const words = (flags: Flag[]): string[] => raisedWords(flags, null).map((one) => one.words);
  assert.deepEqual(words([flag("warn", "Boneyard")]), ["to know: Boneyard"]);
  const many = [
    flag("warn", "New draft"), flag("forbid", "Length of day"), flag("price", "Crew overtime"), flag("forbid", "Light"), flag("forbid", "Order"),
    flag("forbid", "Clearance"), flag("forbid", "Consent"),
  ];
  assert.deepEqual(words(many), [
    "5 forbidden flags", "forbidden: Consent", "forbidden: Clearance", "forbidden: Order", "forbidden: Length of day", "and 3 more flags, 1 of them forbidden",
  ]);
  assert.deepEqual(raisedWords(many, null).map((one) => one.severity), ["forbid", "forbid", "forbid", "forbid", "forbid", null]);
});

test("hidden money is hidden in flags too", () => {
  const flag = { number: 1, severity: "price" as const, rule: "", what: "1 more than 2; 4,000", unpriced: "1 more than 2", remedy: "", sheets: [], days: [] };
  assert.equal(flagWords(flag, null), "1 more than 2");
  assert.equal(flagWords(flag, "EUR"), "1 more than 2; 4,000");
  assert.equal(flagWords({ ...flag, what: "part 1 of 2", unpriced: undefined }, null), "part 1 of 2");
});

test("hidden money is hidden in what was done, other words stay", () => {
  const terms = { summary: "Hanne Aas: terms daily 5000", money: true };
  assert.equal(saidWords(terms, true), terms.summary);
  assert.equal(saidWords(terms, false), "terms, a rate or other facts: hidden with the money");
  assert.equal(saidWords({ summary: "9 to day 2", money: false }, false), "9 to day 2");
});

test("times and curves", () => {
  assert.deepEqual([45, 60, 125].map(timeOf), ["45 min", "1 h 00", "2 h 05"]);
  assert.deepEqual([numberOf("2,067,018"), numberOf(null)], [2067018, null]);
  assert.equal(pathOf([[0, 10], [5, 8]]), "M0.0 10.0H5.0V8.0");
});

test("a unit's idle days are told where they lie, and one page is one", () => {
  const [main] = board().units;
  const [shot, idle] = [main!.days[0]!, { ...main!.days[0]!, rows: [] }];
  const told = (...days: Day[]): string => unitWords({ ...main!, name: "Second", days });
  assert.equal(told(idle, idle, shot, shot), "Second -- 2 days, 2 idle before");
  assert.equal(told(idle, shot, idle, shot, idle), "Second -- 2 days, 1 idle before, 1 idle between, 1 idle after");
  assert.equal(told(shot), "Second -- 1 day");
  assert.equal(told(idle), "Second -- 0 days");
  assert.deepEqual(["1", "1 1/8", "7/8"].map(pagesWords), ["1 page", "1 1/8 pages", "7/8 pages"]);
});

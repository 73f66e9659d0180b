// Consent in a real browser: a withdrawal is flagged on the board that somebody else has open.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DEMO, Desk, until } from "./desk.mjs";

let desk;
before(async () => {
  desk = await Desk.open();
  await desk.demo();
});
after(() => desk.close());

test("a consent is withdrawn, and flagged at once on the open board", async () => {
  const forbidden = async () => (await desk.view()).flags.filter((flag) => flag.severity === "forbid").map((flag) => flag.what);
  const before = await forbidden();
  const board = await desk.page(`${DEMO}/board?board=hand-made`, { author: "Bo" });
  await board.getByRole("option", { name: /^Scene / }).first().waitFor();
  await board.getByRole("button", { name: /^Flags/ }).click();
  const stunts = await desk.page(`${DEMO}/stunts`);
  // The cards are folded: open them all, as a coordinator with much to do.
  await stunts.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  const withdraw = stunts.getByRole("button", { name: /withdraws$/ }).first();
  await withdraw.scrollIntoViewIfNeeded();
  const form = stunts.locator("form", { has: withdraw }).first();
  for (const input of await form.locator("input:visible").all()) {
    if ((await input.inputValue()) === "" && (await input.getAttribute("required")) !== null) await input.fill("she said so on the phone");
  }
  await withdraw.click();
  await stunts.getByText(/^Done:/).waitFor();
  const raised = (await forbidden()).filter((what) => !before.includes(what));
  assert.equal(raised.length, 1, "the judge forbids it");
  await board.getByText(raised[0]).first().waitFor();
  await desk.page(`${DEMO}/history`).then((page) => page.getByText(/withdr/).first().waitFor());
});

// The way to the board by keys, and out of the boneyard.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Desk, accessible, days, shot, strip, until } from "./desk.mjs";

let desk;
before(async () => (desk = await Desk.withDemo()));
after(() => desk.close());

const active = (page) => page.evaluate(() => ({ text: document.activeElement.textContent, key: document.activeElement.closest("[data-key]")?.dataset.key ?? null }));

test("one Tab and Enter lead to the board; each toolbar is one stop, and arrows go through it", async () => {
  const page = await desk.board();
  await page.keyboard.press("Tab");
  assert.equal((await active(page)).text, "Skip to the board");
  const skip = await page.locator("a.skip").boundingBox();
  assert.ok(skip.y >= 0 && skip.width > 80, "it is seen while it has the focus");
  await page.keyboard.press("Enter");
  assert.match((await active(page)).key, /^d:\d+:1$/, "the head of day 1");

  await page.getByRole("button", { name: "Days", exact: true }).focus();
  await page.keyboard.press("ArrowRight");
  assert.equal((await active(page)).text, "Detail");
  await page.keyboard.press("End");
  assert.equal((await active(page)).text, "Keys");
  await page.keyboard.press("ArrowRight");
  assert.notEqual((await active(page)).text, "Undo", "nothing to undo: it is passed over");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.type), "search");
  await page.keyboard.press("Shift+Tab");
  assert.equal((await active(page)).text, "Keys", "Tab comes back to the button that was used last");
  for (const stop of ["search", "chips", "cast", "location", "row"]) {
    await page.keyboard.press("Tab");
    assert.equal((await active(page)).key !== null, stop === "row", stop);
  }
  await accessible(page, "the board with its toolbars");
});

test("out of the boneyard one begins where one last was on the board, or at the first day", async () => {
  const page = await desk.board();
  const order = days(await desk.view());
  const gone = order[3][0];
  await desk.order("Ann", "move-rows", ["boneyard", gone]);
  const without = order.map((rows) => rows.filter((one) => one !== gone));
  const bone = page.getByRole("listbox", { name: "Boneyard" }).getByRole("option");
  await page.getByRole("button", { name: /^Boneyard \d/ }).click();
  await bone.waitFor();
  const carryIn = async (expected) => {
    await bone.focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await shot(page, "board-out-of-boneyard");
    await page.keyboard.press("Enter");
    await until("it is there", async () => JSON.stringify(days(await desk.view())) === JSON.stringify(expected));
    await until("it can be undone", () => page.getByRole("button", { name: "Undo" }).isEnabled());
    await page.keyboard.press("Control+z");
    await bone.waitFor();
  };
  await carryIn(without.with(0, [gone, ...without[0]]));
  const [first, ...rest] = without[6];
  await strip(page, rest[0]).focus();
  await carryIn(without.with(6, [first, gone, ...rest]));
  await strip(page, rest[0]).focus();
  await bone.focus();
  // Back over the pane's own buttons to the board's one stop.
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  assert.match((await active(page)).text, new RegExp(`^Scene ${rest[0]},`));
  await desk.order("Ann", "undo", []);
});

test("the mark of a flag goes with its pane", async () => {
  const page = await desk.board();
  const { flags } = await desk.view();
  const flag = flags.find((one) => one.sheets.length === 1);
  await page.locator(`.strip [data-flag="${flag.number}"]`).first().click();
  const marked = page.locator(".strip.hit");
  await marked.first().waitFor();
  await page.locator(".panel.flags").getByRole("button", { name: "Close" }).click();
  assert.equal(await marked.count(), 0);
  await page.locator(`.strip [data-flag="${flag.number}"]`).first().click();
  await marked.first().waitFor();
  await page.getByRole("button", { name: "Plan", exact: true }).first().click();
  assert.equal(await marked.count(), 0, "another pane in its place");
});

// The three answers, planned from their page: begun, watched, stopped, kept; and why there are none.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DEMO, Desk, accessible, shot } from "./desk.mjs";

let desk;
before(async () => {
  desk = await Desk.open();
  await desk.demo();
});
after(() => desk.close());

const NAMES = ["Cheapest if all goes well", "Cheapest in expectation", "Danger first"];
const revision = async () => (await desk.view()).revision;

test("the three answers are planned, and the page shows them in place", async () => {
  const page = await desk.page(`${DEMO}/answers`);
  const other = await desk.page(`${DEMO}/answers`, { author: "Ida" });
  await page.getByText(/No answer is planned yet/).waitFor();
  await accessible(page, "answers, before");
  await shot(page, "answers-before");
  const before = await revision();
  await page.evaluate(() => (globalThis.stays = true));
  await page.getByLabel("Seconds, for all three").fill("5");
  await page.getByRole("button", { name: "Plan the three answers" }).click();
  await page.getByText(/of 5 s · best [\d,]+/).waitFor();
  await other.getByText(/of 5 s · best [\d,]+/).waitFor();
  assert.ok(await page.getByRole("button", { name: "Plan the three answers" }).isDisabled());
  assert.ok(await page.getByRole("button", { name: "Stop and keep the best" }).evaluate((stop) => stop === document.activeElement), "the keyboard keeps its place");
  await accessible(page, "answers, going");
  await shot(page, "answers-going");
  for (const one of [page, other]) {
    for (const name of NAMES) await one.getByRole("columnheader", { name }).waitFor({ timeout: 30_000 });
    await one.getByText("The three answers are planned.").waitFor();
    await one.getByText(/No answer is planned yet/).waitFor({ state: "detached" });
  }
  assert.equal(await revision(), before + 1, "one entry");
  assert.ok(await page.evaluate(() => globalThis.stays), "the page was not loaded anew");
  await accessible(page, "answers, after");
  await shot(page, "answers-after");
  await page.context().close();
  await other.context().close();
});

test("a stop keeps the best so far; who comes later can stop too", async () => {
  const page = await desk.page(`${DEMO}/answers`);
  await page.getByLabel("Seconds, for all three").fill("600");
  await page.getByRole("button", { name: "Plan the three answers" }).click();
  await page.getByText(/of 600 s · best [\d,]+/).waitFor();
  const later = await desk.page(`${DEMO}/answers`, { author: "Ida" });
  await later.getByRole("button", { name: "Stop and keep the best" }).click();
  for (const one of [page, later]) {
    await one.getByText("Stopped: the best so far is kept.").waitFor();
    assert.ok(await one.getByRole("button", { name: "Plan the three answers" }).isEnabled());
    await one.context().close();
  }
});

test("where there is no board, the facts that conflict are named, line by line", async () => {
  await desk.order("Ann", "before", ["8", "14"]);
  await desk.order("Ann", "pin", ["14", "2027-09-23"]);
  await desk.order("Ann", "pin", ["8", "2027-09-24"]);
  const page = await desk.page(`${DEMO}/answers`);
  await page.getByRole("button", { name: "Plan the three answers" }).click();
  const said = page.locator("#said");
  await said.getByText(/these facts conflict/).waitFor({ timeout: 60_000 });
  const lines = (await said.innerText()).split("\n").map((line) => line.trim());
  assert.ok(lines.includes("· scene 8 is pinned to Fri 24 Sep 2027 by Ann"), lines.join("\n"));
  // On a busy machine not all that helps is found in the time there is.
  assert.ok(lines.some((line) => line.startsWith("→") || line.startsWith("not all was looked at")), lines.join("\n"));
  await accessible(page, "answers, none");
  await shot(page, "answers-none");
  await page.context().close();

  const board = await desk.page(`${DEMO}/board`);
  await board.getByRole("button", { name: "Plan", exact: true }).first().click();
  await board.locator("form.plan-form button[type=submit]").click();
  const why = board.locator(".running .lines");
  await why.waitFor({ timeout: 60_000 });
  assert.match(await why.innerText(), /conflict\n.*scene 8 is pinned to Fri 24 Sep 2027 by Ann\n/);
  await accessible(board, "plan, none");
  await shot(board, "plan-none");
  await board.context().close();
});

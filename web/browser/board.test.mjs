// The board in a real browser: by pointer, by keyboard, by several people, and when the server goes.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { DEMO, Desk, days, shot, strip, until } from "./desk.mjs";

let desk;
before(async () => {
  desk = await Desk.open();
  await desk.demo();
});
after(() => desk.close());

let pages = [];
beforeEach(async () => {
  await Promise.all(pages.map((page) => page.context().close()));
  pages = [];
});

async function open(options) {
  const page = await desk.board(options);
  pages.push(page);
  return page;
}

/** A strip in the boneyard. */
function boneyard(page, label) {
  return page.getByRole("listbox", { name: /Boneyard/ }).getByRole("option", { name: new RegExp(`^Scene ${label},`) });
}

/** Waits until the page knows that its person has something to undo. */
async function undoable(page) {
  await until("something can be undone", () => page.getByRole("button", { name: "Undo" }).isEnabled());
}

test("a strip is dragged to an exact place, and undone", async () => {
  const page = await open();
  const before = days(await desk.view());
  const [scene, goal] = [before[0][0], before[1][1]];
  const from = await strip(page, scene).boundingBox();
  await page.mouse.move(from.x + 200, from.y + from.height / 2);
  await page.mouse.down();
  const to = await strip(page, goal).boundingBox();
  await page.mouse.move(to.x + 200, to.y + to.height + 40, { steps: 8 });
  await page.mouse.move(to.x + 200, to.y + 3, { steps: 8 });
  await page.getByText(/expected/i).first().waitFor();
  await shot(page, "board-dragging");
  await page.mouse.up();
  const after = before.map((day) => [...day]);
  after[0].shift();
  after[1].splice(1, 0, scene);
  await until("the drop is confirmed", async () => JSON.stringify(days(await desk.view())) === JSON.stringify(after));
  const log = (await desk.view()).undo;
  assert.equal(log, null, "what Ann did is not Ida's to undo");
  await page.keyboard.press("Control+z");
  await until("it is undone", async () => JSON.stringify(days(await desk.view())) === JSON.stringify(before));
  await page.keyboard.press("Control+Shift+z");
  await until("it is done again", async () => JSON.stringify(days(await desk.view())) === JSON.stringify(after));
  await page.keyboard.press("Control+z");
  await until("it is undone again", async () => JSON.stringify(days(await desk.view())) === JSON.stringify(before));
});

test("several strips go together, and Escape lets go", async () => {
  const page = await open();
  const before = days(await desk.view());
  const [one, two] = [before[2][0], before[2][1]];
  // What is clicked first is one of them.
  await strip(page, one).click();
  await strip(page, two).click({ modifiers: ["Control"] });
  for (const scene of [one, two]) assert.equal(await strip(page, scene).getAttribute("aria-selected"), "true", scene);
  const from = await strip(page, two).boundingBox();
  const to = await strip(page, before[3][0]).boundingBox();
  const carry = async () => {
    await page.mouse.move(from.x + 200, from.y + 8);
    await page.mouse.down();
    await page.mouse.move(to.x + 200, to.y + 3, { steps: 10 });
  };
  await carry();
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.deepEqual(days(await desk.view()), before, "nothing was dropped");
  await carry();
  await page.mouse.up();
  await until("both are dropped, in order", async () => {
    const day = days(await desk.view()).find((rows) => rows.includes(before[3][0]));
    return day.indexOf(one) >= 0 && day.indexOf(two) === day.indexOf(one) + 1;
  });
  await page.keyboard.press("Control+z");
  await until("it is undone", async () => JSON.stringify(days(await desk.view())) === JSON.stringify(before));
  // A range from what was clicked.
  await strip(page, before[0][0]).click();
  await strip(page, before[1].at(-1)).click({ modifiers: ["Shift"] });
  for (const scene of [...before[0], ...before[1]]) assert.equal(await strip(page, scene).getAttribute("aria-selected"), "true", scene);
});

test("by keyboard alone: carry, place, pin, boneyard, split a day, join it, undo all", async () => {
  const page = await open();
  const before = days(await desk.view());
  const scene = before[0][0];
  await strip(page, scene).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await until("it moved", async () => JSON.stringify(days(await desk.view())) !== JSON.stringify(before));
  await until("it was announced", async () => (await page.locator("[aria-live]").allTextContents()).join(" ").includes(scene));
  await strip(page, scene).focus();
  await page.keyboard.press("p");
  await until("it is pinned", async () => {
    const rows = (await desk.view()).units[0].days.flatMap((day) => day.rows);
    return rows.find((row) => row.label === scene)?.pin !== null;
  });
  await page.keyboard.press("b");
  await until("it is in the boneyard", async () => (await desk.view()).boneyard.some((row) => row.label === scene));
  assert.equal(await page.evaluate(() => document.activeElement?.closest(".desk") !== null), true, "the focus stays on the board");
  const other = days(await desk.view()).find((day) => day.length > 1)[0];
  const count = days(await desk.view()).length;
  await strip(page, other).focus();
  await page.keyboard.press("d");
  await until("a day more", async () => days(await desk.view()).length === count + 1);
  await strip(page, other).focus();
  await page.keyboard.press("j");
  await until("a day less", async () => days(await desk.view()).length === count);
  for (let turn = 0; turn < 5; turn += 1) {
    const { revision } = await desk.view();
    await page.keyboard.press("Control+z");
    await until("an undo", async () => (await desk.view()).revision === revision + 1);
  }
  assert.deepEqual(days(await desk.view()), before);
});

test("two people see each other, and who is late is told", async () => {
  const [ann, bo] = [await open(), await open({ author: "Bo" })];
  const before = days(await desk.view());
  const scene = before[4][0];
  // Empty, it does not open by itself.
  await bo.getByRole("button", { name: "Boneyard 0" }).click();
  await strip(ann, scene).focus();
  await ann.keyboard.press("b");
  const waited = await until("Bo sees it", () => boneyard(bo, scene).isVisible());
  console.log(`seen by the other after ${waited} ms`);
  await bo.getByText(/Ann: .*boneyard/).first().waitFor();
  // Bo's page is held back, and acts on what was.
  await bo.route("**/api/board?*", (route) => route.abort());
  bo.forgiven.push("net::ERR_FAILED", "409");
  await desk.order("Cleo", "move-rows", ["1/1", before[5][0]]);
  await strip(bo, before[5][0]).focus();
  await bo.keyboard.press("b");
  await bo.getByText(/Cleo/).first().waitFor();
  await bo.unroute("**/api/board?*");
  assert.equal(days(await desk.view())[0][0], before[5][0], "Bo's command was refused");
  await desk.order("Cleo", "undo", []);
  await undoable(ann);
  await ann.keyboard.press("Control+z");
  await until("all is as before", async () => JSON.stringify(days(await desk.view())) === JSON.stringify(before));
});

test("the server is killed and starts again: the page goes on", async () => {
  const page = await open();
  page.forgiven.push("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_RESET");
  const before = days(await desk.view());
  const scene = before[0][0];
  await page.getByRole("button", { name: "Boneyard 0" }).click();
  await strip(page, scene).focus();
  await page.keyboard.press("b");
  await until("it is written", async () => (await desk.view()).boneyard.some((row) => row.label === scene));
  await until("the page shows it", () => boneyard(page, scene).isVisible());
  await desk.kill();
  await page.getByText("reconnecting").waitFor();
  await desk.start();
  assert.ok((await desk.view()).boneyard.some((row) => row.label === scene), "what was acknowledged is there");
  await page.getByText("connected", { exact: true }).waitFor({ timeout: 20_000 });
  await desk.order("Bo", "move-rows", ["1/1", scene]);
  await until("the page takes it away", async () => !(await boneyard(page, scene).isVisible()));
  await desk.order("Bo", "undo", []);
  await undoable(page);
  await page.keyboard.press("Control+z");
  await until("all is as before", async () => JSON.stringify(days(await desk.view())) === JSON.stringify(before));
});

test("a long plan is started, watched, stopped, compared and opened", async () => {
  const page = await open();
  await page.getByRole("button", { name: "Plan", exact: true }).first().click();
  await page.getByLabel("Seconds").fill("300");
  await page.getByLabel("What stays").selectOption("pins");
  const name = await page.getByLabel("New board").inputValue();
  await page.locator("form.plan-form button[type=submit]").click();
  await page.getByText(/best [\d,]+/).waitFor({ timeout: 60_000 });
  await page.getByText(/gap [\d.]+ %/).waitFor({ timeout: 60_000 });
  await shot(page, "board-planning");
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByText(/stopped, the best so far/).waitFor({ timeout: 60_000 });
  await page.getByText(/on another day/).first().waitFor();
  await shot(page, "board-planned");
  await page.getByRole("button", { name: "Open it" }).first().click();
  await page.waitForURL(/board=plan/);
  await page.getByRole("option", { name: /^Scene / }).first().waitFor();
  const planned = await desk.view(name);
  assert.equal(planned.flags.filter((flag) => flag.severity === "forbid").length, 0);
  assert.ok(planned.expected_cents === undefined || planned.money.expected_cents < (await desk.view()).money.expected_cents);
});

test("why here, and what a day costs", async () => {
  const page = await open();
  const [first] = days(await desk.view())[0];
  await strip(page, first).focus();
  await page.keyboard.press("w");
  await page.getByText(/The next best day|No other day/i).waitFor();
  await page.keyboard.press("Escape");
  await strip(page, first).focus();
  await page.keyboard.press("c");
  await page.getByText(/If the day were gone/i).waitFor();
});

test("on paper, money is hidden", async () => {
  const page = await open();
  const { money } = await desk.view();
  const cost = page.getByText(money.cost, { exact: false }).first();
  assert.ok(await cost.isVisible());
  await page.emulateMedia({ media: "print" });
  assert.ok(!(await cost.isVisible()), "a board hangs on the office wall");
  const pdf = await page.pdf({ format: "A3", printBackground: true });
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  assert.ok(pdf.length > 20_000, `${pdf.length} bytes`);
});

test("who signs on the board has an undo of their own", async () => {
  const page = await open();
  const before = days(await desk.view());
  await strip(page, before[0][0]).focus();
  await page.keyboard.press("b");
  await until("Ann's is written", async () => (await desk.view()).boneyard.length === 1);
  await page.getByLabel("Signed").fill("Zoe");
  await Promise.all([page.waitForEvent("load"), page.getByLabel("Signed").press("Tab")]);
  assert.match(page.url(), /board=hand-made/);
  await strip(page, before[0][0]).waitFor();
  assert.ok(await page.getByRole("button", { name: "Undo" }).isDisabled(), "Zoe did nothing yet");
  await strip(page, before[1][0]).focus();
  await page.keyboard.press("b");
  await until("Zoe's is written", async () => (await desk.view()).boneyard.length === 2);
  await undoable(page);
  await page.keyboard.press("Control+z");
  await until("Zoe's is undone", async () => (await desk.view()).boneyard.length === 1);
  await desk.order("Ann", "undo", []);
  assert.deepEqual(days(await desk.view()), before);
});

test("an undo that would not be seen is asked about, and a board that goes away leads to another", async () => {
  const page = await open();
  // The news of the undo may come before its answer: then the page asks for the board that went, and is told so.
  page.forgiven.push("board=a%20copy");
  await desk.order("Ann", "copy-board", ["a copy"]);
  await page.getByRole("combobox", { name: "Board" }).selectOption("a copy");
  await page.waitForURL(/board=a\+copy|board=a%20copy/);
  await page.getByRole("option", { name: /^Scene / }).first().waitFor();
  await undoable(page);
  await page.keyboard.press("Control+z");
  const asked = page.getByRole("dialog", { name: "Undo?" });
  await asked.getByText(/the board a copy goes away/).waitFor();
  await asked.getByRole("button", { name: "Cancel" }).click();
  assert.equal((await desk.view("a copy")).board.name, "a copy");
  await page.keyboard.press("Control+z");
  await page.getByRole("dialog", { name: "Undo?" }).getByRole("button", { name: "Undo it" }).click();
  await page.getByText(/The board a copy is there no more/).first().waitFor();
  await page.getByRole("option", { name: /^Scene / }).first().waitFor();
});

test("money that is hidden is hidden in the answers too", async () => {
  const page = await open();
  await page.getByRole("button", { name: "Money hidden" }).click();
  await page.getByRole("option", { name: /^Scene / }).first().focus();
  for (const [key, name] of [["w", /^Why is .* here/], ["c", /^What does day/]]) {
    await page.keyboard.press(key);
    const dialog = page.getByRole("dialog", { name });
    await dialog.getByText(/dearer|cheaper/).first().waitFor();
    assert.doesNotMatch(await dialog.textContent(), /\d,\d{3}|EXAMPLE|EUR/);
    await shot(page, `hidden-${key}`);
    await page.keyboard.press("Escape");
  }
});

test("money that is hidden is hidden in what undo says too", async () => {
  const page = await open();
  await desk.order("Ann", "set-terms", ["HANNE", "daily", "98765"]);
  const undo = page.getByRole("button", { name: "Undo", exact: true });
  const said = async (says) => until(`undo says ${says}`, async () => says.test(await undo.getAttribute("title")));
  await said(/98765/);
  await page.getByRole("button", { name: "Money hidden" }).click();
  await said(/hidden with the money/);
  await desk.order("Ann", "undo", []);
});

test("the search goes to the scene of just that number, and keeps the cursor", async () => {
  const page = await open();
  const scenes = days(await desk.view()).flat();
  await page.keyboard.press("/");
  await page.keyboard.type("4");
  await page.keyboard.press("Enter");
  const current = () => page.locator(".row.current .scene").textContent();
  assert.equal(await current(), "4");
  await page.keyboard.press("Enter");
  assert.notEqual(await current(), "4");
  assert.ok(scenes.includes(await current()));
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("type")), "search");
});

test("several are pinned in one step, a refusal stays in its dialog, and the shoot begins on another date", async () => {
  const page = await open();
  page.forgiven.push("422");
  const start = await desk.view();
  const [one, two] = days(start)[0];
  const pins = async () => {
    const rows = (await desk.view()).units[0].days.flatMap((day) => day.rows);
    return [one, two].map((scene) => rows.find((row) => row.label === scene).pin !== null);
  };
  await strip(page, one).click();
  await strip(page, two).click({ modifiers: ["Control"] });
  await page.keyboard.press("p");
  await until("both are pinned", async () => (await pins()).every(Boolean));
  assert.equal((await desk.view()).revision, start.revision + 1);
  await page.keyboard.press("Control+z");
  await until("both are free again", async () => !(await pins()).some(Boolean));
  await page.keyboard.press("Escape");

  await strip(page, one).focus();
  await page.keyboard.press("s");
  const parts = page.getByLabel("Parts, or their lengths");
  await parts.fill("none of these");
  await page.getByRole("button", { name: "Split", exact: true }).click();
  await page.getByRole("dialog").getByRole("alert").getByText("none").waitFor();
  assert.equal(await parts.inputValue(), "none of these");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await page.keyboard.press("Home");
  await page.keyboard.press("t");
  await page.getByLabel("Date", { exact: true }).fill("2028-03-06");
  await page.getByRole("button", { name: "Begin then" }).click();
  await until("the dates are others", async () => (await desk.view()).units[0].days[0].date?.startsWith("2028-03"));
  await page.keyboard.press("Control+z");
  await until("they are as before", async () => (await desk.view()).units[0].days[0].date === start.units[0].days[0].date);
});

test("the board that is shown stays chosen on the other pages, and so does hidden money", async () => {
  await desk.order("Ann", "copy-board", ["a newer one"]);
  const page = await open();
  await page.goto(`${desk.address}${DEMO}/cast`);
  await page.getByRole("columnheader", { name: "Works on hand-made" }).waitFor();
  const terms = page.getByRole("columnheader", { name: /^Terms/ });
  await terms.waitFor();
  await page.getByRole("button", { name: "Money hidden" }).click();
  await terms.waitFor({ state: "hidden" });
  await page.goto(`${desk.address}${DEMO}/board`);
  assert.equal(await page.getByRole("combobox", { name: "Board" }).inputValue(), "hand-made");
  assert.equal(await page.getByRole("button", { name: "Money hidden" }).getAttribute("aria-pressed"), "true");
  await desk.order("Ann", "undo", [], "a newer one");
});

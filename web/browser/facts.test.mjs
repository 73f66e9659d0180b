// Facts in a real browser: a mistake leads to its line, nothing typed is lost, a preview before it is applied.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DEMO, Desk, accessible, shot, until } from "./desk.mjs";

let desk;
before(async () => {
  desk = await Desk.open();
  await desk.demo();
});
after(() => desk.close());

const field = (page) => page.locator("#facts-text");
const said = (page) => page.locator("#facts-said");

test("a wrong key is refused with its line, put right, previewed, applied, and stands in the history", async () => {
  const page = await desk.page(`${DEMO}/facts?section=prices`);
  page.forgiven.push("422");
  const before = await field(page).inputValue();
  assert.match(before, /^\[prices\]\n/);
  const line = before.trimEnd().split("\n").length + 1;
  const typed = `${before.trimEnd()}\novertime_hor = 4321\n`.replace(/^overtime_hour/m, "# overtime_hour");
  await field(page).fill(typed);
  await page.keyboard.press("Control+Enter");
  await said(page).getByText(/overtime_hour/).first().waitFor();
  assert.equal(await field(page).inputValue(), typed);
  await accessible(page, "mistakes");
  await shot(page, "facts-mistake");
  await page.getByRole("button", { name: `Line ${line}, column 1` }).click();
  assert.equal(await field(page).evaluate((area) => area.value.slice(area.selectionStart, area.selectionStart + 12)), "overtime_hor");
  await field(page).fill(typed.replace("overtime_hor ", "overtime_hour "));
  const { revision } = await desk.view();
  await page.keyboard.press("Control+Enter");
  await said(page).getByText(/This would change:/).waitFor();
  await said(page).getByText(/overtime hour .* → 4,321/).waitFor();
  await said(page).getByText(/^On .*: .+\.$/).waitFor();
  await accessible(page, "preview");
  await shot(page, "facts-preview");
  assert.equal((await desk.view()).revision, revision);
  await page.getByRole("button", { name: "Apply", exact: true }).click();
  await said(page).getByText(/Done/).waitFor();
  assert.equal((await desk.view()).revision, revision + 1);
  await until("the field says it", async () => /^overtime_hour = 4321$/m.test(await field(page).inputValue()));
  const history = await desk.page(`${DEMO}/history`);
  await history.getByText(/overtime hour .* → 4,321/).waitFor();
  await history.getByRole("button", { name: "Undo my latest" }).click();
  await history.getByText(/^undone: .*overtime hour/).waitFor();
  await until("the field follows the undo", async () => !/^overtime_hour = 4321$/m.test(await field(page).inputValue()));
  await history.context().close();
  await page.context().close();
});

test("what somebody else changed meanwhile is not overwritten before it is seen", async () => {
  const page = await desk.page(`${DEMO}/facts?section=day`);
  page.forgiven.push("409");
  const typed = `${(await field(page).inputValue()).replace(/^#? ?meal = .*$/m, "meal = 44")}`;
  await field(page).fill(typed);
  await desk.order("Bo", "set-title", ["Paid Twice"]);
  await page.getByLabel("Title").and(page.locator('[value="Paid Twice"]')).waitFor();
  await page.getByRole("button", { name: "Apply", exact: true }).click();
  await said(page).getByText(/changed the same thing since: Bo/).waitFor();
  assert.equal(await field(page).inputValue(), typed);
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  await said(page).getByText(/meal .* → 0 h 44/).waitFor();
  await page.getByRole("button", { name: "Apply", exact: true }).click();
  await said(page).getByText(/Done/).waitFor();
  await page.context().close();
});

test("the first shooting date is set by a form", async () => {
  const page = await desk.page(`${DEMO}/facts`);
  await page.getByLabel("First shooting date").fill("2027-09-21");
  await page.getByRole("button", { name: "Set" }).first().click();
  await page.getByText(/^Done:/).waitFor();
  await until("the text follows", async () => /start = 2027-09-21/.test(await field(page).inputValue()));
  await page.context().close();
});

test("where money is hidden, facts are read and changed without their amounts, which stay as they are", async () => {
  const page = await desk.page(`${DEMO}/facts?section=cast`);
  const rates = async () => (await field(page).inputValue()).match(/^rate = .*$/gm) ?? [];
  const before = await rates();
  assert.ok(before.length > 0);
  await page.getByRole("button", { name: "Money hidden" }).click();
  await page.getByText(/amounts are left out of this text/).waitFor();
  await shot(page, "facts-hidden");
  assert.deepEqual(await rates(), []);
  const typed = (await field(page).inputValue()).replace(/^person = "Solveig Aarstad"$/m, '$&\nfringe = 130');
  await field(page).fill(typed);
  await page.getByRole("button", { name: "Apply", exact: true }).click();
  await said(page).getByText(/Done/).waitFor();
  await page.getByRole("button", { name: "Money hidden" }).click();
  await page.waitForLoadState();
  await until("the amounts are there again", async () => (await rates()).length > 0);
  assert.deepEqual(await rates(), before);
  await page.context().close();
});

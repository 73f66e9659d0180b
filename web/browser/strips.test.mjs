// What the board tells of a day: doubles on strips, and when nothing is shot.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DEMO, Desk, accessible, days, shot, strip, until } from "./desk.mjs";

let desk;
before(async () => (desk = await Desk.withDemo()));
after(() => desk.close());

test("a double stands beside whom she doubles, by name for the pointer and the ear", async () => {
  const page = await desk.board();
  const leap = strip(page, "16");
  const cast = leap.locator(".cast");
  assert.match(await cast.textContent(), /^1, 1x, 3/);
  assert.match(await cast.getAttribute("title"), /1x HANNE \(stunt double\)/);
  assert.match(await leap.locator(".unseen").textContent(), /cast 1, 1x HANNE \(stunt double\), 3/);
  await page.getByRole("combobox", { name: "Only strips with a character" }).selectOption("1x");
  await until("others are dim", () => strip(page, "2").evaluate((row) => row.classList.contains("dim")));
  assert.ok(!(await leap.evaluate((row) => row.classList.contains("dim"))));
});

test("moves, waits and the meal stand where they fall, and take no place of the board", async () => {
  const page = await desk.board();
  const view = await desk.view();
  const [day, at] = view.units[0].days.flatMap((day, d) => (day.halts.some((halt) => /^Company move/.test(halt.words)) ? [[day, d]] : []))[0];
  const { row } = day.halts.find((halt) => /^Company move/.test(halt.words));
  const { label } = day.rows[row];
  const box = page.locator(`.day[data-at="0/${at}"]`);
  const shown = await box.locator(".halt").evaluateAll((halts) => halts.map((halt) => halt.textContent));
  assert.deepEqual(shown.length, day.halts.length);
  day.halts.forEach((halt, h) => {
    for (const words of [halt.words, halt.start, "reckoned"]) assert.ok(shown[h].includes(words), `${shown[h]}: ${words}`);
  });
  const meal = day.halts.find((halt) => /^Meal/.test(halt.words) && halt.row === row);
  if (meal) assert.ok(meal.start < day.halts.find((halt) => /^Company move/.test(halt.words)).start, "nobody eats on the road");
  assert.match(await strip(page, label).locator(".unseen").textContent(), /before it (Meal.* at .*, )?Company move to .* at \d\d:\d\d, \d+ min/);
  await strip(page, label).scrollIntoViewIfNeeded();
  await shot(page, "board-halts");
  await accessible(page, "the board with its halts");

  // Carried to before the strip that the move leads to, by keys and by pointer: the lines between are no places.
  const order = days(view);
  const scene = order[at + 1][0];
  const expected = order.map((rows) => rows.filter((one) => one !== scene));
  expected[at].splice(row, 0, scene);
  const moved = () => until("it stands before it", async () => JSON.stringify(days(await desk.view())) === JSON.stringify(expected));
  const back = async () => {
    await page.keyboard.press("Control+z");
    await until("it is undone", async () => JSON.stringify(days(await desk.view())) === JSON.stringify(order));
  };
  await strip(page, scene).focus();
  await page.keyboard.press("Space");
  // Past its own place: the end of the day before, then up to the row.
  for (let step = order[at].length - row + 1; step > 0; step -= 1) await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await moved();
  await back();
  await strip(page, label).scrollIntoViewIfNeeded();
  const from = await strip(page, scene).boundingBox();
  const to = await strip(page, label).boundingBox();
  await page.mouse.move(from.x + 200, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(to.x + 200, to.y + 20, { steps: 6 });
  await page.mouse.move(to.x + 200, to.y + 3, { steps: 6 });
  await page.mouse.up();
  await moved();
  await back();
});

test("the dialog of banners says what counts, and so does the banner", async () => {
  const page = await desk.board();
  const { units } = await desk.view();
  await strip(page, units[0].days[0].rows[1].label).focus();
  for (const [kind, says] of [["meal", /45 min, not counted: the meal is reckoned/], ["move", /45 min besides reckoned moves/]]) {
    await page.keyboard.press("n");
    const dialog = page.getByRole("dialog", { name: "Banner" });
    await dialog.getByText(/a move’s besides the reckoned ones; a meal’s are not counted/).waitFor();
    await dialog.getByLabel("Kind").selectOption(kind);
    await dialog.getByLabel("Minutes").fill("45");
    await dialog.getByRole("button", { name: "Add the banner" }).click();
    await page.getByRole("option", { name: says }).waitFor();
    const longer = (await desk.view()).units[0].days[0].minutes - units[0].days[0].minutes;
    assert.equal(longer, kind === "meal" ? 0 : 45);
    await until("it can be undone", () => page.getByRole("button", { name: "Undo" }).isEnabled());
    await page.keyboard.press("Control+z");
    await page.getByRole("option", { name: says }).waitFor({ state: "detached" });
  }
});

test("idle days of another unit are one line of dates, and each takes a strip, by pointer and by keys", async () => {
  const page = await desk.board();
  const view = await desk.view();
  const u = view.units.findIndex((unit) => !unit.main);
  const unit = view.units[u];
  const d = unit.days.findIndex((day, at) => day.rows.length === 0 && unit.days[at + 1]?.rows.length === 0);
  assert.ok(d >= 0, "two idle days in a row");
  const date = (at) => page.locator(`.idle-days .day[data-at="${u}/${at}"]`);
  const scene = view.units[0].days.flatMap((day) => day.rows).find((row) => row.row === "strip").label;
  const there = async () => (await desk.view()).units[u].days[d].rows.map((row) => row.label);
  for (const zoom of ["Detail", "Days", "Film"]) {
    await page.getByRole("button", { name: zoom, exact: true }).click();
    await date(d).scrollIntoViewIfNeeded();
    const [one, next] = [await date(d).boundingBox(), await date(d + 1).boundingBox()];
    assert.ok(Math.abs(one.y - next.y) < 2 && next.x >= one.x + one.width, `${zoom}: beside each other`);
    assert.ok(one.height < 40, `${zoom}: a line`);
  }
  await page.getByRole("button", { name: "Film", exact: true }).click();
  const from = await strip(page, scene).boundingBox();
  const to = await date(d).boundingBox();
  await page.mouse.move(from.x + 20, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
  await page.mouse.up();
  await until("it is on the idle date", async () => JSON.stringify(await there()) === JSON.stringify([scene]));
  assert.equal(await date(d).count(), 0, "that date is idle no more");
  await page.keyboard.press("Control+z");
  await until("it is undone", async () => (await there()).length === 0);
  await until("the line is whole again", async () => (await date(d).count()) === 1);
  // By keys: from the heading of the idle date to its end, and to the next date.
  await date(d).locator(".day-head").focus();
  const focused = () => page.evaluate(() => document.activeElement.closest(".day")?.dataset.at);
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), `${u}/${d}`, "its end");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), `${u}/${d + 1}`);
  await page.getByRole("button", { name: "Detail", exact: true }).click();
  await accessible(page, "the board with a line of idle days");
});

test("on paper: heads and whose board on every page, whose number is whose, a key, no idle days of another unit, week breaks in every zoom", async () => {
  const page = await desk.board();
  const view = await desk.view();
  await page.locator("#desk").evaluate((board) => board.scrollTo(0, 900));
  const [head, top] = await page.locator("#desk").evaluate((board) => [board.querySelector(".columns"), board].map((one) => Math.round(one.getBoundingClientRect().top)));
  assert.equal(head, top, "on the screen the head stays");
  await page.emulateMedia({ media: "print" });
  const style = (place, name) => page.locator(place).first().evaluate((node, key) => getComputedStyle(node)[key], name);
  // A header group that is not broken is repeated on each page of its table.
  assert.deepEqual([await style(".heads", "display"), await style(".heads", "breakInside"), await style(".desk", "display")], ["table-header-group", "avoid", "table"]);
  const legend = page.locator(".cast-legend");
  for (const { id, name } of view.cast) assert.ok((await legend.textContent()).includes(`${id} ${name}`), name);
  const second = view.units.findIndex((unit) => !unit.main);
  const idle = view.units[second].days.filter((day) => day.rows.length === 0);
  assert.ok(idle.length > 0, "the second unit has idle days to leave out");
  const seen = (unit) => page.locator(`.day[data-at^="${unit}/"]`).evaluateAll((all) => all.filter((day) => day.offsetHeight > 0).length);
  const breaks = () => page.locator(".between.week").evaluateAll((all) => all.filter((one) => one.offsetHeight > 20 || one.offsetWidth > 200).length);
  const weeks = view.units[0].days.flatMap((day) => day.after).filter((one) => one.kind === "week").length;
  for (const zoom of ["Detail", "Days", "Film"]) {
    await page.emulateMedia({ media: "screen" });
    await page.getByRole("button", { name: zoom, exact: true }).click();
    await page.emulateMedia({ media: "print" });
    assert.equal(await seen(second), view.units[second].days.length - idle.length, zoom);
    assert.equal(await seen(0), view.units[0].days.length, zoom);
    assert.equal(await breaks(), weeks, zoom);
    assert.equal(await legend.isVisible(), zoom !== "Film", "the film shows no cast");
    assert.equal(await page.locator(".paper-key").isVisible(), zoom !== "Film", "the film has a legend of its own");
  }
  const key = page.locator(".paper-key");
  for (const words of ["EXT NIGHT", "stunt", "placed by a person", "to be watched", "forbidden"]) assert.ok((await key.textContent()).includes(words), words);
  const feet = await page.evaluate(() => document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join(" "));
  assert.match(feet, /@bottom-left\s*\{[^}]*Paid by the Fall · Board hand-made · Printed /);
});

test("who signs stands beside the pages of the production, never on a line alone", async () => {
  for (const width of [1440, 1280, 1100, 900]) {
    for (const address of ["board?board=hand-made", "cast"]) {
      const page = await desk.page(`${DEMO}/${address}`, { viewport: { width, height: 700 } });
      const [signed, links] = await Promise.all([page.getByLabel("Signed").boundingBox(), page.locator("header.top nav").boundingBox()]);
      assert.ok(signed.y < links.y + links.height && signed.y + signed.height > links.y, `${address} at ${width}`);
      await page.context().close();
    }
  }
});

test("overtime is named as such in the day's head, with the figure that its flags say", async () => {
  const page = await desk.board();
  const { units, flags } = await desk.view();
  const day = units[0].days.find((one) => one.overtime > 0);
  const head = page.locator(`.day[data-at="0/${day.number - 1}"] .day-head .over`);
  assert.match(await head.textContent(), /^ \+\d+ (min|h \d\d) overtime$/);
  const { numbers } = day.marks.find((mark) => /overtime/.test(mark.label));
  const flag = flags.find((one) => one.number === numbers[0]);
  const [hours, minutes] = [Math.floor(day.overtime / 60), String(day.overtime % 60).padStart(2, "0")];
  assert.ok(flag.what.includes(`${hours} h ${minutes} of overtime`), flag.what);
});

test("a plan that failed leaves its name to the next", async () => {
  const page = await desk.board();
  await desk.order("Ann", "before", ["8", "14"]);
  await desk.order("Ann", "pin", ["14", "2027-09-23"]);
  await desk.order("Ann", "pin", ["8", "2027-09-24"]);
  await page.getByRole("button", { name: "Plan", exact: true }).first().click();
  const name = page.getByLabel("New board");
  await page.getByLabel("Seconds").fill("2");
  await page.getByLabel("What stays").selectOption("pins");
  assert.equal(await name.inputValue(), "plan");
  await page.locator("form.plan-form button[type=submit]").click();
  await until("while it is planned, the next is another", async () => (await name.inputValue()) === "plan 2");
  await page.getByText("plan is not planned").waitFor({ timeout: 60_000 });
  assert.equal(await name.inputValue(), "plan");
  await name.fill("mine");
  await page.locator("form.plan-form button[type=submit]").click();
  await page.getByText("mine is not planned").waitFor({ timeout: 60_000 });
  assert.equal(await name.inputValue(), "plan", "what was typed was taken");
});

test("on a tablet a strip that a finger holds goes where the finger does, and a finger that wipes only scrolls", async () => {
  const page = await desk.board({ viewport: { width: 820, height: 1180 }, hasTouch: true });
  const line = await page.context().newCDPSession(page);
  const finger = async (from, to, held) => {
    const put = (type, points) => line.send("Input.dispatchTouchEvent", { type, touchPoints: points });
    await put("touchStart", [from]);
    await page.waitForTimeout(held);
    for (let step = 1; step <= 10; step += 1) {
      await put("touchMove", [{ x: from.x, y: from.y + ((to.y - from.y) * step) / 10 }]);
      await page.waitForTimeout(20);
    }
    await put("touchEnd", []);
  };
  const order = days(await desk.view());
  const at = order.findIndex((rows) => rows.length > 1);
  const [first, second] = order[at];
  const place = async (label, down) => {
    const box = await strip(page, label).boundingBox();
    return { x: box.x + 200, y: box.y + down };
  };
  await strip(page, first).scrollIntoViewIfNeeded();
  await finger(await place(second, 12), await place(first, 4), 700);
  const expected = order.map((rows) => [...rows]);
  expected[at].splice(0, 2, second, first);
  await until("it stands first", async () => JSON.stringify(days(await desk.view())) === JSON.stringify(expected));
  const { revision } = await desk.view();
  const before = await strip(page, first).boundingBox();
  await finger({ x: before.x + 200, y: 900 }, { x: before.x + 200, y: 600 }, 0);
  await until("it scrolls", async () => (await strip(page, first).boundingBox()).y < before.y - 100);
  assert.equal((await desk.view()).revision, revision);
});

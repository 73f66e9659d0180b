// Every page in a real browser: no violation of accessibility, no error, in light and dark; and what is dropped on them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { DEMO, Desk, accessible, shot, strip } from "./desk.mjs";

const EXAMPLES = new URL("../../examples/first-up/", import.meta.url);

let desk;
before(async () => {
  desk = await Desk.open();
});
after(() => desk.close());

/** Drops a file on the page's form, as a hand would. */
async function drop(page, name) {
  const text = readFileSync(new URL(name, EXAMPLES), "utf8");
  const data = await page.evaluateHandle(({ text, name }) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type: "text/plain" }));
    return data;
  }, { text, name });
  await page.dispatchEvent("form[data-drop]", "drop", { dataTransfer: data });
}

test("a screenplay that is dropped has a board a minute later, by hand or planned", async () => {
  const page = await desk.page("/");
  await accessible(page, "start");
  await shot(page, "start");
  await drop(page, "draft-1-white.fountain");
  await page.waitForURL(/\/p\/draft-1-white\/board/);
  const [first, second] = [strip(page, "1"), strip(page, "2")];
  await first.waitFor();
  const fresh = await page.getByText("New day", { exact: true }).boundingBox();
  const from = await first.boundingBox();
  await page.mouse.move(from.x + 30, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(fresh.x + 30, fresh.y + 10, { steps: 8 });
  await page.mouse.up();
  await page.getByText(/Mon, .* \(assumed\)/).first().waitFor();
  await second.focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: /^Scene 2,.* day \d/ }).waitFor();
  await page.getByRole("button", { name: "Plan", exact: true }).first().click();
  await page.getByLabel("Seconds").fill("3");
  await page.locator("form.plan-form button[type=submit]").click();
  await page.getByRole("button", { name: "Open it" }).first().click({ timeout: 60_000 });
  await page.getByRole("option", { name: /^Scene .* day 2 / }).first().waitFor();
  await page.context().close();
});

test("what is no screenplay is refused, and says why", async () => {
  const page = await desk.page("/");
  page.forgiven.push("422");
  await page.locator("input[type=file]").setInputFiles({ name: "list.fountain", mimeType: "text/plain", buffer: Buffer.from("milk\neggs\n") });
  await page.getByText(/has no scene that could be read/).waitFor();
  await page.context().close();
});

test("the next draft is shown before it is taken", async () => {
  await desk.demo();
  const page = await desk.page(`${DEMO}/draft`);
  await drop(page, "draft-2-blue.fountain");
  await page.getByRole("heading", { name: /Blue draft, after White/ }).waitFor();
  await accessible(page, "draft");
  await shot(page, "draft");
  await page.getByRole("button", { name: "Take this draft in" }).click();
  await page.waitForURL(/\/scenes$/);
  const { revision } = await desk.view();
  await desk.order("Ann", "undo", []);
  assert.equal((await desk.view()).revision, revision + 1);
  await page.context().close();
});

test("every page is accessible, in light and in dark, at a desk and on a tablet", async () => {
  await desk.demo();
  const first = await desk.page(`${DEMO}/history`);
  const addresses = await first.getByRole("navigation").getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.ok(addresses.length >= 3, addresses.join(" "));
  await first.context().close();
  for (const [look, options] of [
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["tablet", { viewport: { width: 1024, height: 768 }, hasTouch: true }],
  ]) {
    for (const address of ["/", ...addresses]) {
      const page = await desk.page(address, options);
      await page.locator("main").waitFor();
      await accessible(page, `${address} ${look}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      assert.ok(!wide, `${address} ${look}: wider than the screen`);
      await shot(page, `${address.split("/").pop() || "start"}-${look}`);
      await page.context().close();
    }
  }
});

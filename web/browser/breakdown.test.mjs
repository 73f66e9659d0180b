// The breakdown in a real browser: suggestions accepted and rejected, words selected and added.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DEMO, Desk, until } from "./desk.mjs";

let desk;
before(async () => {
  desk = await Desk.open();
  await desk.demo();
});
after(() => desk.close());

test("suggestions are accepted and rejected beside the script", async () => {
  const page = await desk.page(`${DEMO}/script`);
  const waiting = async () => Number.parseInt(await page.locator('[data-region="open"]').textContent(), 10);
  const before = await waiting();
  assert.ok(before > 10);
  const claim = (name) => page.locator('[data-region="scene-1"] .claim', { has: page.getByText(name, { exact: true }) });
  await page.getByRole("button", { name: "Accept Ladder in scene 1", exact: true }).click();
  await until("one less waits", async () => (await waiting()) === before - 1);
  assert.match(await claim("Ladder").getAttribute("class"), /accepted/);
  await page.getByRole("button", { name: "Reject Lamp in scene 1", exact: true }).click();
  await until("two less wait", async () => (await waiting()) === before - 2);
  assert.match(await claim("Lamp").getAttribute("class"), /rejected/);
  const history = await desk.page(`${DEMO}/history`);
  await history.getByText("rejected Lamp in 1").waitFor();
  await page.context().close();
  await history.context().close();
});

test("words that are selected become an element of the scene", async () => {
  const page = await desk.page(`${DEMO}/script`);
  await page.evaluate(() => {
    const text = document.querySelector('[data-scene-text="1"]');
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent.indexOf("gutter");
      if (at >= 0) document.getSelection().setBaseAndExtent(node, at, node, at + "gutter".length);
    }
  });
  const form = page.locator("#add");
  await form.waitFor();
  await form.locator("select").first().selectOption("set-dressing");
  await form.getByRole("button", { name: "Add it" }).click();
  await page.locator('[data-region="scene-1"]').getByText("gutter", { exact: true }).waitFor();
  await page.context().close();
});

test("what one person changes of a scene, another sees", async () => {
  const ann = await desk.page(`${DEMO}/scenes/9`);
  const bo = await desk.page(`${DEMO}/scenes/9`, { author: "Bo" });
  await bo.getByLabel("Minutes").fill("123");
  await bo.locator("form", { has: bo.getByLabel("Minutes") }).getByRole("button").click();
  await bo.getByText(/^Done:/).waitFor();
  await ann.getByText("2 h 03").waitFor();
  await ann.context().close();
  await bo.context().close();
});

test("what was typed for an older scene is refused, and says who changed it", async () => {
  const ann = await desk.page(`${DEMO}/scenes/8`);
  ann.forgiven.push("409");
  await ann.getByLabel("Minutes").fill("77");
  await desk.order("Bo", "set-minutes", ["8", "99"]);
  await ann.getByText("1 h 39").waitFor();
  await ann.locator("form", { has: ann.getByLabel("Minutes") }).getByRole("button").click();
  await ann.getByText(/changed the same thing since: Bo/).waitFor();
  assert.equal(await ann.getByText("1 h 17").count(), 0);
  await ann.locator("form", { has: ann.getByLabel("Minutes") }).getByRole("button").click();
  await ann.getByText("1 h 17").waitFor();
  await ann.context().close();
});

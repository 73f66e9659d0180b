// A server on a folder of its own, and browsers that look at it. A console error or a policy violation fails the test.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PROGRAM = process.env.FIRSTUP ?? "";
const SHOTS = new URL("./screenshots/", import.meta.url).pathname;
export const DEMO = "/p/paid-by-the-fall";

/** Where Debian and others put it. */
function browserPath() {
  const known = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const found = known.find((path) => path && existsSync(path));
  assert.ok(found, "no Chromium: set CHROMIUM to its path");
  return found;
}

export class Desk {
  /** A server with the demo in its folder. */
  static async withDemo() {
    const desk = await Desk.open();
    await desk.demo();
    return desk;
  }

  /** A server on an empty folder. */
  static async open() {
    assert.ok(PROGRAM && existsSync(PROGRAM), "FIRSTUP names no program");
    const desk = new Desk();
    desk.folder = mkdtempSync(join(tmpdir(), "firstup-desk-"));
    desk.wrong = [];
    desk.port = 0;
    await desk.start();
    desk.browser = await chromium.launch({ executablePath: browserPath(), args: ["--no-sandbox", "--disable-quic", "--disable-dev-shm-usage"] });
    return desk;
  }

  /** Starts the server, on the same port as before. */
  async start() {
    this.server = spawn(PROGRAM, ["serve", "--listen", `127.0.0.1:${this.port}`, "--author", "Ida"], { cwd: this.folder, stdio: ["ignore", "pipe", "inherit"] });
    this.ended = new Promise((resolve) => this.server.once("exit", resolve));
    const address = await new Promise((resolve, reject) => {
      this.server.stdout.once("data", (bytes) => resolve(bytes.toString().trim()));
      this.server.once("exit", () => reject(new Error("the server ended")));
    });
    this.address = new URL(address).origin;
    this.port = Number(new URL(address).port);
  }

  async kill() {
    this.server.kill("SIGKILL");
    await this.ended;
  }

  /** A page of a person of their own. */
  async page(path, { author = "Ann", ...options } = {}) {
    const context = await this.browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    await context.addCookies([{ name: "author", value: author, url: this.address, sameSite: "Strict" }]);
    const page = await context.newPage();
    page.forgiven = [];
    page.on("console", (message) => {
      if (message.type() !== "error") return;
      const text = `${message.text()} ${message.location().url ?? ""}`;
      if (!page.forgiven.some((known) => text.includes(known))) this.wrong.push(`${path}: ${text}`);
    });
    page.on("pageerror", (error) => this.wrong.push(`${path}: ${error.message}`));
    page.on("requestfinished", (request) => {
      if (!request.url().startsWith(this.address) && !request.url().startsWith("data:")) this.wrong.push(`${path}: asked ${request.url()}`);
    });
    if (path) await page.goto(this.address + path);
    return page;
  }

  /** The demo's hand-made board, drawn. */
  async board(options) {
    const page = await this.page(`${DEMO}/board?board=hand-made`, options);
    await page.getByRole("option", { name: /^Scene / }).first().waitFor();
    return page;
  }

  /** Makes the demo, as its button does. */
  async demo() {
    const answer = await fetch(`${this.address}/demo`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
    assert.equal(answer.status, 200, await answer.text());
  }

  async view(board = "hand-made") {
    const answer = await fetch(`${this.address}${DEMO}/api/board?board=${encodeURIComponent(board)}`);
    assert.equal(answer.status, 200);
    return answer.json();
  }

  /** Runs a command as somebody. */
  async order(author, command, words, board = "hand-made") {
    const { revision } = await this.view(board);
    const answer = await fetch(`${this.address}${DEMO}/api/commands`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie: `author=${author}` },
      body: JSON.stringify({ base: revision, board, command, arguments: words }),
    });
    const said = await answer.json();
    assert.equal(answer.status, 200, JSON.stringify(said));
    return said;
  }

  async close() {
    await this.browser.close();
    this.server.kill("SIGTERM");
    await this.ended;
    rmSync(this.folder, { recursive: true, force: true });
    assert.deepEqual(this.wrong, [], "errors in the browser's console");
  }
}

/** The scenes of each day, as the server has them. */
export function days(view) {
  return view.units[0].days.map((day) => day.rows.filter((row) => row.row === "strip").map((row) => row.label));
}

/** The strip of a scene. */
export function strip(page, label) {
  return page.getByRole("option", { name: new RegExp(`^Scene ${label},`) });
}

/** Waits until something holds. */
export async function until(what, holds, patience = 10_000) {
  const began = Date.now();
  for (;;) {
    if (await holds()) return Date.now() - began;
    assert.ok(Date.now() - began < patience, `in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** No page may have a violation that axe knows of. */
export async function accessible(page, name) {
  // The page's policy allows no foreign script: it is evaluated by the debugger, not loaded by the page.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const found = violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(found, [], name);
}

/** A picture of the page, to be looked at. */
export async function shot(page, name) {
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}

// @ts-check
// A demo that is served for a test, and a browser that looks at it.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const PROGRAM = process.env.SWARD_PROGRAM ?? "../../../../target/release/sward";
const CHROMIUM = process.env.SWARD_CHROMIUM ?? "/usr/bin/chromium";
/** Chromium reaches for the net at its start, where there is none. */
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/**
 * Makes a demo in a folder of its own and serves it.
 * @param {string[]} more
 */
export async function demo(more = []) {
  const dir = mkdtempSync(join(tmpdir(), "sward-browser-"));
  const env = { ...process.env, HOME: dir };
  const child = spawn(PROGRAM, ["demo", "--dir", join(dir, "org"), ...more], { env });
  let said = "";
  /** @type {string[]} */
  const links = await new Promise((done, failed) => {
    child.stdout.on("data", (bytes) => {
      said += bytes;
      const found = said.match(/http:\/\/\S+\/in\/\w+/g) ?? [];
      if (found.length >= 4 && said.includes("Ctrl-C")) done(found);
    });
    child.on("exit", () => failed(new Error(`the demo ended: ${said}`)));
    child.stderr.on("data", (bytes) => (said += bytes));
  });
  const [secretary, member, region, centre] = links;
  const end = () => {
    child.removeAllListeners("exit");
    child.kill("SIGINT");
    rmSync(dir, { recursive: true, force: true });
  };
  return { base: new URL(centre).origin, links: { secretary, member, region, centre }, end };
}

/** A browser. */
export const browser = () => chromium.launch({ executablePath: CHROMIUM, args: QUIET });

/**
 * A visitor who came in by a link, with cookies that other windows of theirs can have.
 * @param {import("playwright-core").Browser} chrome
 * @param {string} link
 * @param {import("playwright-core").BrowserContextOptions} options
 */
export async function visitor(chrome, link, options = {}) {
  const context = await chrome.newContext(options);
  const page = await context.newPage();
  await page.goto(link);
  await page.click("main button");
  await page.waitForURL(/\/u\//);
  return { context, page };
}

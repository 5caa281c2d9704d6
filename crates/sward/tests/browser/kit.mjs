// @ts-check
// A demo that is served for a test, and a browser that looks at it.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const HERE = dirname(fileURLToPath(import.meta.url));
const PROGRAM = process.env.SWARD_PROGRAM ?? join(HERE, "../../../../target/release/sward");
const CHROMIUM = process.env.SWARD_CHROMIUM ?? "/usr/bin/chromium";
/** Chromium reaches for the net at its start, where there is none. */
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
/** Milliseconds in which a demo is made. */
const PATIENCE = 90_000;

/** @typedef {import("playwright-core").Browser} Browser */
/** @typedef {import("playwright-core").BrowserContext} Context */
/** @typedef {import("playwright-core").BrowserContextOptions} Options */
/** @typedef {import("playwright-core").Page} Page */
/** @typedef {Awaited<ReturnType<Context["storageState"]>>} State */
/** @typedef {{ base: string, links: { secretary: string, member: string, region: string, centre: string }, end: () => Promise<void> }} Demo */

/**
 * Makes a demo in a folder of its own and serves it.
 * @param {string[]} more
 * @returns {Promise<Demo>}
 */
export async function demo(more = []) {
  const dir = mkdtempSync(join(tmpdir(), "sward-browser-"));
  const child = spawn(PROGRAM, ["demo", "--dir", join(dir, "org"), ...more], { env: { ...process.env, HOME: dir } });
  // Whatever ends this process ends the demo too.
  const stop = () => void child.kill("SIGKILL");
  process.once("exit", stop);
  const ended = new Promise((done) => child.once("exit", done));
  let said = "";
  /** @type {string[]} */
  const links = await new Promise((done, failed) => {
    const late = setTimeout(() => failed(new Error(`the demo took too long: ${said}`)), PATIENCE);
    child.stdout.on("data", (bytes) => {
      said += bytes;
      const found = said.match(/http:\/\/\S+\/in\/\w+/g) ?? [];
      if (found.length < 4 || !said.includes("Ctrl-C")) return;
      clearTimeout(late);
      done(found);
    });
    child.once("error", failed);
    child.once("exit", () => failed(new Error(`the demo ended: ${said}`)));
    child.stderr.on("data", (bytes) => (said += bytes));
  });
  const [secretary, member, region, centre] = links;
  const end = async () => {
    child.kill("SIGINT");
    const late = setTimeout(stop, 5_000);
    await ended;
    clearTimeout(late);
    process.removeListener("exit", stop);
    rmSync(dir, { recursive: true, force: true });
  };
  return { base: new URL(centre).origin, links: { secretary, member, region, centre }, end };
}

/** A browser. */
export const browser = () => chromium.launch({ executablePath: CHROMIUM, args: QUIET });

/**
 * A visitor who came in by a link, with cookies that other windows of theirs can have.
 * @param {Browser} chrome
 * @param {string} link
 * @param {Options} options
 */
export async function visitor(chrome, link, options = {}) {
  const context = await chrome.newContext(options);
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.goto(link);
  await page.click("main button");
  await page.waitForURL(/\/u\//);
  return { context, page };
}

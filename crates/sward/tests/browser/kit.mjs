// @ts-check
// A demo that is served for a test, and a browser that looks at it.

import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

export const HERE = dirname(fileURLToPath(import.meta.url));
export const PROGRAM = process.env.SWARD_PROGRAM ?? join(HERE, "../../../../target/release/sward");
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
 * Starts the program and waits until it has said what is waited for.
 * @param {string} home a folder for its device's secret, and all else
 * @param {string[]} words
 * @param {(said: string) => boolean} ready
 */
export async function start(home, words, ready) {
  const child = spawn(PROGRAM, words, { env: { ...process.env, HOME: home, XDG_STATE_HOME: join(home, "state") } });
  // Whatever ends this process ends the program too.
  const stop = () => void child.kill("SIGKILL");
  process.once("exit", stop);
  const ended = new Promise((done) => child.once("close", done));
  let said = "";
  await new Promise((/** @type {(none: void) => void} */ done, failed) => {
    const no = (/** @type {string} */ why) => {
      stop();
      failed(new Error(`${words[0]} ${why}: ${said}`));
    };
    const late = setTimeout(no, PATIENCE, "took too long");
    const hear = (/** @type {Buffer} */ bytes) => {
      said += bytes;
      if (!ready(said)) return;
      clearTimeout(late);
      done();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", failed);
    child.once("close", () => {
      clearTimeout(late);
      no("ended");
    });
  });
  const end = async () => {
    child.kill("SIGINT");
    const late = setTimeout(stop, 5_000);
    await ended;
    clearTimeout(late);
    process.removeListener("exit", stop);
  };
  return { said, end };
}

/** The links in what a program said. @param {string} said */
export const linked = (said) => said.match(/http:\/\/\S+\/in#\w+/g) ?? [];
/** @param {string} said */
const waits = (said) => linked(said).length >= 4 && said.includes("Ctrl-C");

/**
 * Makes a demo in a folder of its own and serves it.
 * @returns {Promise<Demo>}
 */
export async function demo() {
  const home = mkdtempSync(join(tmpdir(), "sward-browser-"));
  const { said, end } = await start(home, ["demo", "--dir", join(home, "org")], waits);
  const [secretary = "", member = "", region = "", centre = ""] = linked(said);
  const away = async () => {
    await end();
    rmSync(home, { recursive: true, force: true });
  };
  return { base: new URL(centre).origin, links: { secretary, member, region, centre }, end: away };
}

/**
 * Makes a demo that ends on an earlier day, and serves it today. Gives the secretary's link.
 * @param {string} day
 */
export async function demoOf(day) {
  const home = mkdtempSync(join(tmpdir(), "sward-browser-"));
  const dir = ["--dir", join(home, "org")];
  const made = await start(home, ["demo", ...dir, "--now", day], waits);
  await made.end();
  const cell = made.said.match(/the secretary of (.+)/)?.[1] ?? "";
  // Links hold for three days, so those of back then are too old.
  const invited = await start(home, ["invite", cell, "--as", "secretary", ...dir], (said) => linked(said).length > 0);
  await invited.end();
  const served = await start(home, ["serve", ...dir, "--at", "127.0.0.1:0"], (said) => /http:\S+\d/.test(said));
  const base = served.said.match(/http:\/\/localhost:\d+/)?.[0] ?? "";
  const away = async () => {
    await served.end();
    rmSync(home, { recursive: true, force: true });
  };
  const { pathname, hash } = new URL(linked(invited.said)[0] ?? "");
  return { link: base + pathname + hash, end: away };
}

/**
 * An organisation with a region, an empty cell, two organisers of the centre who reach below, and a deputy there;
 * served. Gives their links.
 */
export async function organisation() {
  const home = mkdtempSync(join(tmpdir(), "sward-browser-"));
  const dir = ["--dir", join(home, "org")];
  const env = { ...process.env, HOME: home, XDG_STATE_HOME: join(home, "state") };
  const run = async (/** @type {string[]} */ words) => {
    const { stdout } = await promisify(execFile)(PROGRAM, [...words, ...dir], { env });
    return linked(stdout)[0] ?? "";
  };
  await run(["init", "Meadow Union", "--code", "meadow"]);
  await run(["unit", "found", "meadow", "Valley", "--kind", "region", "--code", "valley"]);
  await run(["unit", "found", "valley", "Mill Lane", "--code", "mill"]);
  const one = await run(["invite", "meadow", "--as", "organiser"]);
  await run(["office", "begin", "meadow", "organiser", "--below"]);
  const other = await run(["invite", "meadow", "--as", "organiser"]);
  await run(["office", "begin", "meadow", "deputy"]);
  const deputy = await run(["invite", "meadow", "--as", "deputy"]);
  const served = await start(home, ["serve", ...dir, "--at", "127.0.0.1:0"], (said) => /http:\S+\d/.test(said));
  const base = served.said.match(/http:\/\/localhost:\d+/)?.[0] ?? "";
  const at = (/** @type {string} */ link) => base + new URL(link).pathname + new URL(link).hash;
  const away = async () => {
    await served.end();
    rmSync(home, { recursive: true, force: true });
  };
  return { links: [at(one), at(other), at(deputy)], end: away };
}

/** A browser. */
export const browser = () => chromium.launch({ executablePath: CHROMIUM, args: QUIET });

/** A browser that keeps the pages it left, as those of people do. */
export const keeping = () =>
  chromium.launch({ executablePath: CHROMIUM, args: QUIET, ignoreDefaultArgs: ["--disable-back-forward-cache"] });

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
  await page.getByRole("button", { name: "Come in" }).click();
  await page.waitForURL(/\/u\//);
  return { context, page };
}

// @ts-check
// Takes pictures of every page: at 360 and 1280 pixels, in the dark, from right to left, and on paper.
//
//     node pictures.mjs FOLDER     all of them, to be looked at
//     node pictures.mjs --readme   the two that the README shows

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { HERE, browser, demo, visitor } from "./kit.mjs";
import { enter, everything } from "./rooms.mjs";

/** @typedef {{ name: string, options: import("./kit.mjs").Options }} Look */

/** @type {Look[]} */
const LOOKS = [
  { name: "360", options: { viewport: { width: 360, height: 740 } } },
  { name: "1280", options: { viewport: { width: 1280, height: 800 } } },
  { name: "360-dark", options: { viewport: { width: 360, height: 740 }, colorScheme: "dark" } },
  { name: "1280-dark", options: { viewport: { width: 1280, height: 800 }, colorScheme: "dark" } },
  { name: "360-rtl", options: { viewport: { width: 360, height: 740 }, extraHTTPHeaders: { "accept-language": "ar-XB" } } },
];

/**
 * @param {import("./kit.mjs").Browser} chrome
 * @param {import("./kit.mjs").Demo} served
 * @param {string} folder
 */
async function all(chrome, served, folder) {
  for (const { who, state, rooms } of await everything(served, await enter(chrome, served))) {
    for (const { name: look, options } of LOOKS) {
      const context = await chrome.newContext({ ...options, storageState: state });
      const page = await context.newPage();
      for (const { name, url } of rooms) {
        await page.goto(url);
        await page.screenshot({ path: join(folder, `${who}-${name}-${look}.png`), fullPage: true });
        if (look !== "1280") continue;
        // A sheet of A4 at 96 dots an inch, within its margins.
        await page.emulateMedia({ media: "print" });
        await page.setViewportSize({ width: 643, height: 986 });
        await page.screenshot({ path: join(folder, `${who}-${name}-print.png`), fullPage: true });
        await page.emulateMedia({ media: null });
        await page.setViewportSize({ width: 1280, height: 800 });
      }
      await context.close();
    }
  }
}

/**
 * @param {import("./kit.mjs").Browser} chrome
 * @param {import("./kit.mjs").Demo} served
 * @param {string} folder
 */
async function readme(chrome, served, folder) {
  const cell = await visitor(chrome, served.links.secretary, { viewport: { width: 360, height: 740 } });
  await cell.page.screenshot({ path: join(folder, "cell-week-360.png"), clip: { x: 0, y: 0, width: 360, height: 1040 }, fullPage: true });
  const whole = await visitor(chrome, served.links.centre, { viewport: { width: 1280, height: 760 } });
  await whole.page.screenshot({ path: join(folder, "whole-1280.png") });
}

const forReadme = process.argv[2] === "--readme";
const folder = forReadme ? join(HERE, "../../../../docs/pictures") : (process.argv[2] ?? "pictures");
mkdirSync(folder, { recursive: true });
const served = await demo();
const chrome = await browser();
try {
  await (forReadme ? readme : all)(chrome, served, folder);
} finally {
  await chrome.close();
  await served.end();
}

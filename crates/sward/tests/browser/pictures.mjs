// @ts-check
// Takes pictures of every page: at 360 and 1280 pixels, in the dark, and on paper.
//
//     node pictures.mjs FOLDER

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { browser, demo, visitor } from "./kit.mjs";

const folder = process.argv[2] ?? "pictures";
mkdirSync(folder, { recursive: true });
const served = await demo(process.argv.slice(3));
const chrome = await browser();
try {
  const { page: first, context: one } = await visitor(chrome, served.links.secretary);
  const cell = first.url();
  await first.goto(`${cell}/meetings`);
  const held = (await first.locator(".told a").first().getAttribute("href")) ?? "";
  const set = await first.locator(".card a.main").first().getAttribute("href", { timeout: 2000 }).catch(() => null);
  await first.goto(`${cell}/people`);
  const person = (await first.locator(".people a").first().getAttribute("href")) ?? "";
  const { page: second, context: two } = await visitor(chrome, served.links.centre);
  const whole = second.url();
  const inside = [["week", cell], ["meetings", `${cell}/meetings`], ["minutes", served.base + held], ["people", `${cell}/people`], ["person", served.base + person], ["join", `${cell}/people/new`], ["health", `${cell}/health`]];
  if (set) inside.push(["meeting", served.base + set]);
  const above = [["whole", whole], ["first-step", `${whole}/first-step`], ["cells", `${whole}/cells`], ["seen", `${cell}/health`], ["missing", `${whole}/nothing`]];
  for (const [state, list] of /** @type {[Awaited<ReturnType<typeof one.storageState>>, string[][]][]} */ ([[await one.storageState(), inside], [await two.storageState(), above]])) {
    for (const [width, scheme] of /** @type {[number, "light" | "dark"][]} */ ([[360, "light"], [1280, "light"], [360, "dark"], [1280, "dark"]])) {
      const context = await chrome.newContext({ storageState: state, viewport: { width, height: 800 }, colorScheme: scheme });
      const page = await context.newPage();
      for (const [name, url] of list) {
        await page.goto(url);
        await page.screenshot({ path: join(folder, `${name}-${width}${scheme === "dark" ? "-dark" : ""}.png`), fullPage: true });
        if (width === 1280 && scheme === "light") {
          await page.emulateMedia({ media: "print" });
          await page.setViewportSize({ width: 740, height: 1050 });
          await page.screenshot({ path: join(folder, `${name}-print.png`), fullPage: true });
          await page.emulateMedia({ media: null });
          await page.setViewportSize({ width, height: 800 });
        }
      }
      await context.close();
    }
  }
  const door = await (await chrome.newContext({ viewport: { width: 360, height: 800 } })).newPage();
  await door.goto(served.base);
  await door.screenshot({ path: join(folder, "door-360.png"), fullPage: true });
} finally {
  await chrome.close();
  served.end();
}

// @ts-check
// A secretary's week with one hand on a small phone: eight things that wait on the first page, each with the most taps that
// it may take. Typing is not counted; a field that is typed into is one tap.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { busy } from "./busy.mjs";
import { hears } from "./evening.mjs";
import { thumb } from "./hands.mjs";
import { browser, visitor } from "./kit.mjs";

/** @typedef {import("playwright-core").Locator} Locator */
/** @typedef {import("./hands.mjs").Hands} Hands */
/**
 * @typedef {object} Deed
 * @property {string} what
 * @property {number} most taps
 * @property {(hands: Hands, on: Locator) => Promise<void>} does beginning at its line on the first page
 * @property {string | RegExp} line what its line says
 * @property {RegExp} heard the sentence that follows
 * @property {true} [stays] whether something of it still waits afterwards
 */

const HEIGHT = 740;
const PHONE = { viewport: { width: 360, height: HEIGHT }, hasTouch: true, isMobile: true };
/** The part of a screen, from above, to which a thumb does not come. */
const FAR = HEIGHT / 4;

/** @param {Hands} hands @param {Locator} what */
async function press(hands, what) {
  await what.evaluate((one) => one.scrollIntoView({ block: "center" }));
  const box = await what.boundingBox();
  const said = await what.innerText();
  assert.ok(box && box.y >= FAR && box.y + box.height <= HEIGHT, `'${said}' is out of reach at ${box?.y}`);
  assert.ok(box.width >= 44, `'${said}' is ${box.width} pixels wide`);
  await hands.press(what);
}

/** @param {Hands} hands @param {string | RegExp} name */
const button = (hands, name) => press(hands, hands.page.getByRole("button", { name, exact: true }).first());
/** @param {Hands} hands @param {Locator} on */
const go = (hands, on) => press(hands, on.locator("a.button"));

/** @type {Deed[]} */
const DEEDS = [
  { what: "welcome a newcomer", most: 1, line: /Emil Varga/, heard: /was welcomed/, does: (hands, on) => press(hands, on.getByRole("button")) },
  { what: "put down a call after two absences", most: 1, line: /Call .*Dora Weiss/, heard: /^It is put down/, does: (hands, on) => press(hands, on.getByRole("button")) },
  {
    what: "take up a concern", most: 2, line: /concern/i, heard: /sees that you see to it/, stays: true,
    does: async (hands, on) => {
      await go(hands, on);
      await button(hands, "I see to it");
    },
  },
  {
    what: "answer a policy", most: 4, line: /Winter visits/, heard: /^Told/,
    does: async (hands, on) => {
      await go(hands, on);
      await hands.choose(hands.page.locator("[name=outcome]"), "done");
      await button(hands, "Tell it");
    },
  },
  {
    what: "write minutes", most: 3, line: /Write the minutes/, heard: /^The minutes are kept/,
    does: async (hands, on) => {
      await go(hands, on);
      await hands.write(hands.page.locator("[name=text]").first(), "\nWe talked about the stairs.");
      await button(hands, "Keep the minutes");
    },
  },
  {
    what: "give a task to somebody", most: 2, line: /Call the hall/, heard: /^It is changed/,
    does: async (hands, on) => {
      await go(hands, on);
      await button(hands, "Bruno Lund");
    },
  },
  {
    what: "count the cash", most: 3, line: /Count the cash/, heard: /^Counted/,
    does: async (hands, on) => {
      await go(hands, on);
      await hands.write(hands.page.locator("[name=found]"), "10.00");
      await button(hands, "That is there");
    },
  },
  {
    what: "set the next meeting", most: 2, line: "", heard: /^The meeting is set/,
    does: async (hands) => {
      await press(hands, hands.page.getByRole("link", { name: "Set the next meeting" }));
      await button(hands, "Set it");
    },
  },
];

/** @type {Awaited<ReturnType<typeof busy>>} */
let served;
/** @type {import("./kit.mjs").Browser} */
let chrome;

before(async () => {
  [served, chrome] = await Promise.all([busy(), browser()]);
});

after(async () => {
  await chrome?.close();
  await served?.end();
});

test("a secretary's week is done with one thumb, each thing in as few taps as it may take", async (t) => {
  const { page, context } = await visitor(chrome, served.link, PHONE);
  t.after(() => context.close());
  const [home, hands] = [page.url(), thumb(page)];
  assert.equal(await page.locator(".things > li").count(), DEEDS.length - 1, await page.locator("main").innerText());
  for (const { what, most, line, heard, stays, does } of DEEDS) {
    await page.goto(home);
    const on = page.locator(".things > li").filter({ hasText: line }).first();
    const begun = hands.taps();
    await does(hands, on);
    await hears(page, heard);
    const taps = hands.taps() - begun;
    t.diagnostic(`${what}: ${taps} of ${most}`);
    assert.ok(taps <= most, `${what} takes ${taps} taps`);
    await page.goto(home);
    if (line && !stays) assert.equal(await page.locator(".things h3").filter({ hasText: line }).count(), 0, `${what} still waits`);
  }
});

/** Lines in which five tabs stand at 360 pixels. The second language doubles every vowel. */
const LINES = { en: 1, "ar-XB": 2 };

test("the tabs of a cell stand in one line at 360 pixels, and a thumb hits each, from right to left too", async (t) => {
  const { page, context } = await visitor(chrome, served.again, PHONE);
  t.after(() => context.close());
  const home = page.url();
  for (const [language, lines] of Object.entries(LINES)) {
    await context.setExtraHTTPHeaders({ "accept-language": language });
    await page.goto(home);
    const boxes = await page.locator(".tabs a").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
    assert.equal(boxes.length, 5, language);
    assert.ok(new Set(boxes.map((box) => box.y)).size <= lines, language);
    for (const { width, height } of boxes) assert.ok(width >= 44 && height >= 44, `${language}: ${width} by ${height}`);
  }
});

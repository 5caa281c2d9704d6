// @ts-check
// The evening of a meeting, done by one pair of hands: set, open, tick, save, write, close, confirm.

import assert from "node:assert/strict";
import { theDay } from "./rooms.mjs";

/** @typedef {import("./hands.mjs").Hands} Hands */

/**
 * Waits for the sentence that stands above a page after something was done.
 * @param {import("./kit.mjs").Page} page
 * @param {string | RegExp} sentence
 */
export const hears = (page, sentence) => page.locator(".flash").getByText(sentence).waitFor();

/**
 * Begins at the cell's week. What was pressed is counted by the hands.
 * @param {Hands} hands
 * @param {string} cell
 * @param {{ people: number, decision: string }} evening
 */
export async function evening(hands, cell, { people, decision }) {
  const { page, press, tick, write, day } = hands;
  const button = (/** @type {string} */ name) => page.getByRole("button", { name, exact: true });
  const today = await theDay(page, cell);
  // By name alone two people can be meant.
  await page.goto(`${cell}/you`);
  await page.getByRole("link", { name: "Put it right" }).click();
  await page.waitForURL(/\/people\/\w+$/);
  const me = page.url().split("/").pop();
  await page.goto(cell);
  const before = hands.taps();

  // Where no meeting is set, the week itself leads to setting one.
  await press(page.getByRole("link", { name: /^Set (the next|another) meeting$/ }).first());
  await page.waitForURL(/\/meetings(\?set#set)?$/);
  await day(page.locator("[name=day]").first(), today);
  await press(button("Set it"));
  await hears(page, /^The meeting is set/);
  const meeting = page.url();

  const ticks = page.locator(".roll [name=here]");
  await tick(page.locator(`.roll [name=here][value="${me}"]`));
  for (let at = 0; (await page.locator(".roll [name=here]:checked").count()) < people; at++) {
    if (!(await ticks.nth(at).isChecked())) await tick(ticks.nth(at));
  }
  await press(button("Save"));
  await hears(page, /^Kept: .+ are here/);
  assert.equal(await ticks.and(page.locator(":checked")).count(), people);

  await write(page.locator("textarea[name=text]"), `\nDecided: ${decision}\n`);
  await press(button("Close the meeting"));
  await hears(page, "The meeting is closed, and in the book.");
  assert.ok(await page.locator(".decision", { hasText: decision }).isVisible(), "the decision stands out");

  // Whoever writes was there, and is ticked already. The other one's tick counts: nobody comes by it.
  assert.equal(await page.locator("[name=who]:checked").count(), 1);
  await tick(page.locator("[name=who]:not(:checked)").first());
  await press(button("We agree"));
  await hears(page, "The minutes are confirmed.");
  assert.equal(page.url(), meeting);
  assert.match(await page.locator("main").innerText(), /agreed to these minutes/);
  return hands.taps() - before + 1;
}

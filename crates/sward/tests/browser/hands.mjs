// @ts-check
// Two ways to use a page: a thumb on a phone, which counts its taps, and the keys of a keyboard alone.

import assert from "node:assert/strict";

/** @typedef {import("playwright-core").Locator} Locator */
/** @typedef {import("./kit.mjs").Page} Page */

/**
 * @typedef {object} Hands
 * @property {Page} page
 * @property {() => number} taps how often something was pressed, ticks of those who come aside
 * @property {(what: Locator) => Promise<void>} press
 * @property {(what: Locator) => Promise<void>} tick
 * @property {(what: Locator, text: string) => Promise<void>} write at the end of what stands there
 * @property {(what: Locator, day: string) => Promise<void>} day
 * @property {(what: Locator, value: string) => Promise<void>} choose
 */

/**
 * A thumb. Lists and the picker of days are the phone's own: one tap opens them, one takes what is wanted.
 * @param {Page} page
 * @returns {Hands}
 */
export function thumb(page) {
  let taps = 0;
  const press = async (/** @type {Locator} */ what) => {
    taps += 1;
    await reachable(what);
    await what.tap();
  };
  return {
    page,
    taps: () => taps,
    press,
    tick: async (what) => {
      // All of its line can be pressed, not the circle alone.
      await reachable(what.locator("xpath=ancestor::label"));
      await what.tap();
    },
    write: async (what, text) => {
      await press(what);
      await what.press("ControlOrMeta+End");
      await what.pressSequentially(text);
    },
    day: async (what, day) => {
      await press(what);
      taps += 1;
      await what.fill(day);
    },
    choose: async (what, value) => {
      await reachable(what);
      taps += 2;
      await what.selectOption(value);
    },
  };
}

/** A thumb needs 44 pixels. @param {Locator} what */
async function reachable(what) {
  const box = await what.boundingBox();
  assert.ok(box && box.height >= 44, `${await what.textContent()} is ${box?.height} pixels high`);
}

/** Stops of the tabulator that one page may have. */
const STOPS = 150;

/**
 * Tab, Enter, the space bar and letters.
 * @param {Page} page
 * @returns {Hands}
 */
export function keys(page) {
  let taps = 0;
  const reach = async (/** @type {Locator} */ what) => {
    const it = await what.elementHandle();
    for (let stop = 0; stop < STOPS; stop++) {
      if (await page.evaluate((it) => document.activeElement === it, it)) {
        assert.ok(await isSeen(page), `the focus shows at ${await what.textContent()}`);
        return;
      }
      await page.keyboard.press("Tab");
    }
    assert.fail(`the keyboard does not come to ${what}`);
  };
  return {
    page,
    taps: () => taps,
    press: async (what) => {
      await reach(what);
      taps += 1;
      await page.keyboard.press("Enter");
    },
    tick: async (what) => {
      await reach(what);
      await page.keyboard.press("Space");
    },
    write: async (what, text) => {
      await reach(what);
      await page.keyboard.press("ControlOrMeta+End");
      await page.keyboard.type(text);
    },
    day: async (what, day) => {
      await reach(what);
      const [year, month, of] = day.split("-");
      await page.keyboard.type(`${month}${of}${year}`);
      if ((await what.inputValue()) !== day) {
        // The field's parts stand in another order where the day comes first.
        await page.keyboard.press("Shift+Tab");
        await reach(what);
        await page.keyboard.type(`${of}${month}${year}`);
      }
      assert.equal(await what.inputValue(), day);
    },
    choose: async (what, value) => {
      await reach(what);
      await what.selectOption(value);
    },
  };
}

/** Whether what has the focus shows it: by an outline, or by a bolder seam in a picture. @param {Page} page */
export const isSeen = (page) =>
  page.evaluate(() => {
    const it = document.activeElement;
    if (!it || it === document.body) return true;
    const style = getComputedStyle(it);
    if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) return true;
    const rect = it.querySelector("rect");
    return rect !== null && parseFloat(getComputedStyle(rect).strokeWidth) >= 3;
  });

// @ts-check
// Signing out on a phone that others use too: what Back and the browser's own stores still show of what was looked at.

import assert from "node:assert/strict";

/** @typedef {import("./kit.mjs").Page} Page */

/** What the browser keeps of a site beside its cookie. @param {Page} page */
const stores = (page) =>
  page.evaluate(async () => {
    const workers = (await navigator.serviceWorker.getRegistrations()).length;
    const kept = [...(await caches.keys()), ...(await indexedDB.databases()).map((one) => one.name ?? "")];
    return workers + kept.length + localStorage.length + sessionStorage.length;
  });

/**
 * Looks at much, types something, signs out, and goes back through all of it and forth again.
 * @param {Page} page the secretary's
 * @param {string} home
 * @returns {Promise<{ went: number, shown: string[] }>} how many pages were seen again, and what was private on them
 */
export async function leaves(page, home) {
  await page.goto(`${home}/people`);
  const names = (await page.locator(".people bdi").allInnerTexts()).filter((name) => name.length > 3);
  assert.ok(names.length > 5, "there are people to be seen");
  await page.locator(".people a").first().click();
  await page.waitForURL(/people\/\w{32}/);
  await page.goto(`${home}/meetings`);
  await page.locator("main a[href*='/meetings/']").first().click();
  await page.waitForURL(/meetings\/\w{32}/);
  await page.goto(`${home}/people/new`);
  await page.getByLabel("Name").fill("Typed On A Shared Phone");
  assert.equal(await stores(page), 0, "nothing is kept while somebody is signed in");
  const looked = await page.evaluate(() => history.length);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.waitForURL(new URL("/", home).href);
  const secrets = [...names, "Typed On A Shared Phone"];
  /** @type {string[]} */
  const shown = [];
  let went = 0;
  const look = async () => {
    // A page that was kept whole is shown again without loading.
    await page.waitForFunction(() => document.readyState === "complete");
    const told = await page.evaluate(() => {
      const fields = [...document.querySelectorAll("input, textarea")];
      const typed = fields.map((field) => /** @type {HTMLInputElement} */ (field).value);
      return [document.documentElement.outerHTML, document.title, ...typed].join("\n");
    });
    went += told.includes("You are not signed in") ? 1 : 0;
    shown.push(...secrets.filter((secret) => told.includes(secret)).map((secret) => `${secret} at ${page.url()}`));
  };
  for (let n = 1; n < looked; n++) {
    await page.goBack({ waitUntil: "commit" });
    await look();
  }
  for (let n = 1; n < looked; n++) {
    await page.goForward({ waitUntil: "commit" });
    await look();
  }
  assert.equal(await stores(page), 0, "nor afterwards");
  return { went, shown };
}

// @ts-check
// What must hold on every page, each told as a list of what is wrong.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { HtmlValidate } from "html-validate";

/** @typedef {import("./kit.mjs").Page} Page */
/** @typedef {{ run: (options: object) => Promise<{ violations: { id: string, nodes: { target: unknown[], failureSummary?: string }[] }[] }> }} Axe */

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const STANDARD = new HtmlValidate({ extends: ["html-validate:standard"] });

/** Opens everything that opens, so that it is looked at too. @param {Page} page */
export const openAll = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));

/** Rules of accessibility that are broken. @param {Page} page */
export async function violations(page) {
  await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    const { axe } = /** @type {typeof globalThis & { axe: Axe }} */ (globalThis);
    const found = await axe.run({ runOnly: tags, resultTypes: ["violations"] });
    return found.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}`);
  }, TAGS);
}

/** What is wrong with a page's HTML as it was served. @param {string} html */
export async function invalid(html) {
  const report = await STANDARD.validateString(html);
  return report.results.flatMap((result) => result.messages.map((one) => `${one.ruleId}: ${one.message} (${one.line}:${one.column})`));
}

/** What stands out beyond the page's side. @param {Page} page */
export const sideways = (page) =>
  page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const out = [...document.body.querySelectorAll("*")].filter((one) => {
      const box = one.getBoundingClientRect();
      return box.width > 1 && (box.right > root.clientWidth + 1 || box.left < -1) && !one.closest(".scroll, .unseen");
    });
    return [`${root.scrollWidth} > ${root.clientWidth}: ${out.slice(0, 3).map((one) => `${one.tagName}.${one.className}`).join(", ")}`];
  });

/**
 * Words that came past the messages: plain letters, in a language that has none, outside of names and typed text.
 * `data` are names that stand in pictures, where nothing can be isolated.
 * @param {Page} page
 * @param {string[]} data
 */
export const untranslated = (page, data) =>
  page.evaluate((data) => {
    const wrong = [];
    const whole = data.map((name) => name.replaceAll("\u00ad", ""));
    const names = new Set([...data, ...whole]);
    // A name that a message speaks of is isolated by it.
    const bare = (/** @type {string} */ text) => text.replace(/\u2068[^\u2068\u2069]*\u2069/g, "");
    const isName = (/** @type {string} */ text) => names.has(text) || (text.endsWith("…") && whole.some((name) => name.startsWith(text.slice(0, -1))));
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const text = (node.textContent ?? "").trim();
      const at = node.parentElement;
      if (!at || !/[A-Za-z]/.test(bare(text)) || isName(text)) continue;
      if (at.closest("bdi, [lang]:not(html), [dir=auto], textarea, option, script, .person i")) continue;
      wrong.push(`${at.tagName}: ${text}`);
    }
    for (const one of document.querySelectorAll("[aria-label], [title], [alt], [placeholder]")) {
      for (const name of ["aria-label", "title", "alt", "placeholder"]) {
        const text = one.getAttribute(name) ?? "";
        if (/[A-Za-z]/.test(bare(text)) && !isName(text)) wrong.push(`@${name}: ${text}`);
      }
    }
    return wrong;
  }, data);

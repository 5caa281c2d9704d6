// @ts-check
// Every page there is, for each of those who may look: what a test walks through, and what pictures are taken of.

import { visitor } from "./kit.mjs";

/** @typedef {{ name: string, url: string, status?: number }} Room */
/** @typedef {{ who: string, state: import("./kit.mjs").State | undefined, rooms: Room[] }} Wing */

/**
 * A cell in the middle of its life: a meeting that is held now, one that is set, one that was cancelled, a newcomer.
 * @param {import("./kit.mjs").Page} page the secretary's
 * @param {string} cell
 */
export async function live(page, cell) {
  const today = await theDay(page, cell);
  await take(page, cell, "Nguyễn Thị Hà Maximilian Oberleitner-Hinterstoißer", today);
  // One person who was written down twice.
  await take(page, cell, "Jana Kowalská", today);
  await take(page, cell, "Jana Kowalska", today);
  const held = await set(page, cell, today, "18:00", "Straßenbahnbetriebshofwerkstättenversammlung Ost");
  await page.locator(".roll [name=here]").first().check();
  await page.getByRole("button", { name: "Save" }).click();
  const later = await set(page, cell, after(today, 14), "18:30", "");
  const off = await set(page, cell, after(today, 21), "18:30", "");
  await page.locator(".ask summary").click();
  await page.getByLabel("Why?").fill("The hall is let to a choir.");
  await page.getByRole("button", { name: "Cancel it" }).click();
  await cash(page, cell);
  return { held, later, off };
}

/**
 * A payment, and a count that waits for a second one.
 * @param {import("./kit.mjs").Page} page
 * @param {string} cell
 */
async function cash(page, cell) {
  await page.goto(`${cell}/dues`);
  const paid = page.getByRole("button", { name: "It is paid" });
  if (await paid.count()) await paid.first().click();
  await page.goto(`${cell}/dues/count`);
  await page.locator("[name=found]").fill("1 200");
  await page.getByRole("button", { name: "That is there" }).click();
}

/**
 * @param {import("./kit.mjs").Page} page
 * @param {string} cell
 */
export async function theDay(page, cell) {
  await page.goto(`${cell}/people/new`);
  return page.locator("[name=day]").inputValue();
}

/**
 * A policy of the centre that holds: its address, as the centre sees it.
 * @param {import("./kit.mjs").Page} page
 * @param {string} top
 */
export async function publish(page, top) {
  await page.goto(`${top}/policies`);
  if (!(await page.getByLabel("What is it called?").isVisible())) await page.getByText("Write a policy").click();
  await page.getByLabel("What is it called?").fill("Winter visits");
  await page.getByLabel("What is asked of each cell?").fill("Visit **every member** above seventy before spring.");
  await page.getByLabel("A number that each cell tells").fill("Members visited");
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.getByRole("button", { name: "Let it hold" }).click();
  return page.url();
}

/**
 * What a cell studies: a reader that the centre offers, and a circle with a session that is set.
 * @param {import("./kit.mjs").Page} above the centre's
 * @param {string} top
 * @param {import("./kit.mjs").Page} page the secretary's
 * @param {string} cell
 */
export async function study(above, top, page, cell) {
  await above.goto(`${top}/study`);
  await above.getByText("Write a reader").click();
  await above.getByLabel("What is it called?").fill("Bread and roses");
  await above.getByLabel("Its parts").fill("# Rye\n\nBread was **once** a matter of the whole street.\n\n? Who bakes today?\n? What would we bake together?\n\n# Roses\n\n? What are our roses?");
  await above.getByRole("button", { name: "Keep it" }).click();
  const reader = above.url().split("/").pop();
  await page.goto(`${cell}/study`);
  await page.getByRole("button", { name: "Begin a circle" }).first().click();
  const circle = page.url();
  await page.getByRole("button", { name: /Set the session|Talk it over/ }).first().click();
  return { circle, reader: (/** @type {string} */ unit) => `${unit}/readers/${reader}` };
}

/** @param {string} day @param {number} days */
export const after = (day, days) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/**
 * @param {import("./kit.mjs").Page} page
 * @param {string} cell
 * @param {string} name
 * @param {string} day
 */
export async function take(page, cell, name, day) {
  await page.goto(`${cell}/people/new`);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Telephone").fill("+48 555 010 203");
  await page.locator("[name=day]").fill(day);
  await page.getByRole("button", { name: "Take them in" }).click();
}

/**
 * @param {import("./kit.mjs").Page} page
 * @param {string} cell
 * @param {string} day
 * @param {string} clock
 * @param {string} title
 */
async function set(page, cell, day, clock, title) {
  await page.goto(`${cell}/meetings`);
  const summary = page.getByText("Set another meeting");
  if (await summary.count()) await summary.click();
  const form = page.locator("form", { has: page.getByRole("button", { name: "Set it" }) });
  await form.locator("[name=day]").fill(day);
  await form.locator("[name=clock]").fill(clock);
  await form.locator("[name=title]").fill(title);
  await form.getByRole("button", { name: "Set it" }).click();
  await page.waitForURL(/meetings\/\w/);
  return page.url();
}

/**
 * Comes in by the demo's four links, each of which works once.
 * @param {import("./kit.mjs").Browser} chrome
 * @param {import("./kit.mjs").Demo} served
 */
export async function enter(chrome, served) {
  const at = async (/** @type {string} */ link) => {
    const { page, context } = await visitor(chrome, link);
    return { page, home: page.url(), state: await context.storageState() };
  };
  const { secretary, member, region, centre } = served.links;
  return { secretary: await at(secretary), member: await at(member), region: await at(region), centre: await at(centre) };
}

/**
 * Every page, as it stands for those who came in, and for strangers.
 * @param {import("./kit.mjs").Demo} served
 * @param {Awaited<ReturnType<typeof enter>>} inside
 * @returns {Promise<Wing[]>}
 */
export async function everything(served, { secretary, member, region, centre }) {
  const cell = secretary.home;
  const { held, later, off } = await live(secretary.page, cell);
  const policy = await publish(centre.page, centre.home);
  const { circle, reader } = await study(centre.page, centre.home, secretary.page, cell);
  const asked = (/** @type {string} */ unit) => `${unit}/policies/${policy.split("/").pop()}`;
  const first = async (/** @type {import("./kit.mjs").Page} */ page, /** @type {string} */ url, /** @type {string} */ what) => {
    await page.goto(url);
    const to = await page.locator(what).first().getAttribute("href", { timeout: 2_000 }).catch(() => null);
    return to ? [served.base + to] : [];
  };
  const past = (/** @type {string} */ word) => `.told li:has-text("${word}") a`;
  const agreed = await first(secretary.page, `${cell}/meetings`, past("agreed"));
  const written = await first(secretary.page, `${cell}/meetings`, past("written"));
  const [person] = await first(secretary.page, `${cell}/people`, ".people a");
  const [account] = await first(secretary.page, `${cell}/dues`, ".told li a");
  const concern = await first(secretary.page, `${cell}/concerns`, ".told li a");
  const shown = await first(secretary.page, `${served.base}/p`, "main li a");
  const [newcomer] = await first(secretary.page, `${cell}/people`, ".people li:has(.tag) a");
  const name = (/** @type {string} */ name) => (/** @type {string} */ url) => ({ name, url });
  const told = [name("week")(cell), name("meetings")(`${cell}/meetings`), name("before")(later), name("hold")(held), name("cancelled")(off),
    ...agreed.map(name("minutes")), ...written.map(name("unconfirmed")), name("tasks")(`${cell}/tasks`), name("people")(`${cell}/people`),
    name("care")(`${cell}/care`), name("concerns")(`${cell}/concerns`), name("concern-new")(`${cell}/concerns/new`),
    name("found")(`${cell}/people?q=zzz`), name("person")(person), name("newcomer")(newcomer), name("offices")(`${cell}/offices`), name("health")(`${cell}/health`), name("policies")(`${cell}/policies`), name("policy")(asked(cell))];
  const above = (/** @type {string} */ top) => [name("whole")(top), name("first-step")(`${top}/first-step`), name("cells")(`${top}/cells`),
    name("cells-none")(`${top}/cells?q=zzzz`), name("areas")(`${top}/areas`), name("seen")(`${cell}/health`), name("concerns")(`${top}/concerns`), name("sums")(`${top}/dues`),
    name("policies")(`${top}/policies`), name("policy")(asked(top)), name("unit")(`${cell}/unit`), name("this-unit")(`${top}/unit`), name("signing")(`${top}/signing`)];
  const own = [name("held")(`${cell}/you/held`), name("take")(`${cell}/you/take`), name("looked")(`${cell}/looked`), name("mine")(`${cell}/mine`), name("forgotten")(`${cell}/forgotten`), name("own-care")(`${cell}/you/care`), name("my-dues")(`${cell}/you/dues`)];
  return [
    { who: "secretary", state: secretary.state, rooms: [...told, ...own, name("join")(`${cell}/people/new`), name("study")(`${cell}/study`), name("reader")(reader(cell)), name("circle")(circle), name("beginning")(`${cell}/beginning`), name("load")(`${cell}/load`), name("same")(`${cell}/people/same`), ...concern.map(name("concern")), name("handing-over")(`${cell}/handing-over`), name("page")(`${cell}/page`), name("dues")(`${cell}/dues`), name("count")(`${cell}/dues/count`), name("cash-book")(`${cell}/dues/book`), name("account")(account), name("sign-in")(`${cell}/sign-in`), name("privacy")(`${cell}/privacy`)] },
    { who: "member", state: member.state, rooms: [...told, ...own, name("study")(`${cell}/study`), name("circle")(circle), name("load")(`${cell}/load`)] },
    { who: "region", state: region.state, rooms: above(region.home) },
    { who: "centre", state: centre.state, rooms: [...above(centre.home), name("study")(`${centre.home}/study`), name("reader")(reader(centre.home)), { ...name("missing")(`${centre.home}/nothing`), status: 404 }] },
    { who: "stranger", state: undefined, rooms: [name("door")(served.base), name("directory")(`${served.base}/p`), ...shown.map(name("public")), name("in")(`${served.base}/in`), { name: "no-such", url: `${served.base}/nothing`, status: 404 }, { name: "signed-out", url: cell, status: 401 }] },
  ];
}


// @ts-check
// What people do with the pages, in a real browser: an evening with a thumb, with keys and without scripts; and
// what must hold on every page.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { invalid, openAll, sideways, untranslated, violations } from "./checks.mjs";
import { evening, hears } from "./evening.mjs";
import { isSeen, keys, thumb } from "./hands.mjs";
import { browser, demo, demoOf, keeping, organisation, visitor } from "./kit.mjs";
import { leaves } from "./leaving.mjs";
import { authenticator, makesAPasskey, replays, roundWithAPasskey } from "./signing.mjs";
import { enter, everything, take, theDay } from "./rooms.mjs";

/** @typedef {import("./kit.mjs").Options} Options */
/** @typedef {import("./kit.mjs").Page} Page */
/** @typedef {import("./rooms.mjs").Room} Room */

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const DESK = { viewport: { width: 1280, height: 800 } };

/** @type {import("./kit.mjs").Demo} */
let served;
/** @type {import("./kit.mjs").Browser} */
let chrome;
/** @type {Awaited<ReturnType<typeof enter>>} */
let inside;
/** @type {import("./rooms.mjs").Wing[]} */
let wings = [];
/** The names of all who belong, or belonged, to the demo's cell. @type {string[]} */
let people;
/** The names of all units. @type {string[]} */
let units;

/** @param {string} who */
const wing = (who) => wings.find((wing) => wing.who === who) ?? assert.fail(who);
const cell = () => inside.secretary.home;
/** @param {string} who @returns {import("./kit.mjs").State | undefined} */
const state = (who) => (who === "stranger" ? undefined : inside[/** @type {keyof typeof inside} */ (who)].state);

/**
 * A window of one of the visitors, closed in the end.
 * @template T
 * @param {string} who
 * @param {Options} options
 * @param {(page: Page) => Promise<T>} look
 */
async function as(who, options, look) {
  const context = await chrome.newContext({ ...options, storageState: state(who) });
  context.setDefaultTimeout(10_000);
  try {
    return await look(await context.newPage());
  } finally {
    await context.close();
  }
}

/**
 * Goes through every page of everybody, and gathers what is wrong with each.
 * @param {Options} options
 * @param {(page: Page, room: Room) => Promise<string[]>} look
 */
async function everywhere(options, look) {
  /** @type {string[]} */
  const wrong = [];
  for (const { who, rooms } of wings) {
    await as(who, options, async (page) => {
      for (const room of rooms) {
        const answer = await page.goto(room.url);
        if (answer?.status() !== (room.status ?? 200)) wrong.push(`${who}, ${room.name}: status ${answer?.status()}`);
        wrong.push(...(await look(page, room)).map((one) => `${who}, ${room.name}: ${one}`));
      }
    });
  }
  assert.deepEqual(wrong, []);
}

before(async () => {
  [served, chrome] = await Promise.all([demo(), browser()]);
  inside = await enter(chrome, served);
});

after(async () => {
  await chrome?.close();
  await served?.end();
});

test("a secretary holds a meeting with a thumb in under ten taps beyond the ticks", async (t) => {
  const taps = await as("secretary", PHONE, (page) => evening(thumb(page), cell(), { people: 4, decision: "We meet at the mill." }));
  t.diagnostic(`${taps} taps`);
  assert.ok(taps < 10, `${taps} taps`);
});

test("the same evening needs no more than a keyboard", async () => {
  await as("secretary", DESK, (page) => evening(keys(page), cell(), { people: 3, decision: "Keys are enough." }));
});

test("the same evening needs no scripts", async () => {
  await as("secretary", { ...PHONE, javaScriptEnabled: false }, (page) =>
    evening(thumb(page), cell(), { people: 3, decision: "Scripts are a help and no more." }),
  );
});

test("something is taken out of minutes with a thumb, and a form that would change more of them stands open", async () => {
  await as("secretary", PHONE, async (page) => {
    await page.goto(`${cell()}/meetings`);
    await page.locator(".told li:has-text('agreed') a").first().click();
    await page.getByText("Take something out of the minutes").click();
    const area = page.getByLabel("The minutes as they should stand");
    const [first = "", ...rest] = (await area.inputValue()).split(" ");
    await area.fill(`${first} ${rest.join(" ")} And more.`);
    await page.getByRole("button", { name: "Take it out for good" }).click();
    await page.getByText(/^Minutes keep their words/).waitFor();
    // What was typed is seen, without a search for where it went.
    assert.match(await area.inputValue(), /And more\.$/);
    await area.fill(`[…] ${rest.join(" ")}`);
    await page.getByRole("button", { name: "Take it out for good" }).click();
    await hears(page, /^It is taken out/);
    await page.getByText(/^Something was taken out of these minutes/).waitFor();
  });
});

test("a month is told with the keyboard", async () => {
  // An organisation whose books end in the first days of this month: the last one is not told yet.
  const today = new Date().toISOString().slice(0, 10);
  const third = `${today.slice(0, 7)}-03`;
  const young = await demoOf(third < today ? third : today);
  try {
    const { page, context } = await visitor(chrome, young.link, DESK);
    await page.goto(`${page.url()}/health`);
    assert.deepEqual([...(await violations(page)), ...(await sideways(page))], []);
    await keys(page).press(page.getByRole("button", { name: "Tell it now" }));
    await hears(page, /is told\.$/);
    await context.close();
  } finally {
    await young.end();
  }
});

test("a passkey is made, opens the account again, and then nothing else does", async (t) => {
  const own = await demo();
  t.after(own.end);
  const { page, context } = await visitor(chrome, own.links.secretary, PHONE);
  t.after(() => context.close());
  const home = page.url();
  assert.equal(new URL(home).hash, "", "the link's secret does not stay in the address");
  const device = await roundWithAPasskey(page, home);
  // hostile_022, hostile_103: another origin, another session's challenge, or one that was used.
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  assert.deepEqual(await replays(page, home), { otherTicket: 403, otherOrigin: 403, replayed: 403 });
  // hostile_103: a device that does not know whose finger it is.
  await device.cdp.send("WebAuthn.setUserVerified", { authenticatorId: device.authenticatorId, isUserVerified: false });
  await page.goto(new URL("/in", home).href);
  await page.getByRole("button", { name: "Sign in with your passkey" }).click();
  await page.waitForTimeout(500);
  assert.equal(new URL(page.url()).pathname, "/in");
});

test("what is hard to undo is done once two officers have signed it, each with their own passkey", async (t) => {
  const own = await organisation();
  t.after(own.end);
  const came = await Promise.all(own.links.map((link) => visitor(chrome, link, PHONE)));
  t.after(() => Promise.all(came.map((one) => one.context.close())));
  const [one, other, deputy] = came;
  const home = one.page.url();
  for (const { page } of came) await makesAPasskey(page, home);

  await one.page.goto(`${home}/cells`);
  await one.page.getByRole("link", { name: "Mill Lane" }).first().click();
  await one.page.getByRole("link", { name: "This unit" }).click();
  const unit = one.page.url();
  await one.page.getByText("Close it", { exact: true }).click();
  await one.page.getByRole("button", { name: "Close it for good" }).click();
  await one.page.getByRole("heading", { name: "Two sign this" }).waitFor();
  assert.deepEqual([...(await violations(one.page)), ...(await sideways(one.page))], []);
  await one.page.getByText(/^Close .*Mill Lane.*Nobody can open it again\.$/).waitFor();
  await one.page.getByRole("button", { name: "Sign with my passkey" }).click();
  await hears(one.page, /^You signed it/);
  // Whoever signed first cannot sign second: the page has no such button, and the cell is open.
  assert.equal(await one.page.getByRole("button", { name: "Sign with my passkey" }).count(), 0);
  await one.page.goto(unit);
  assert.equal(await one.page.getByText("It is closed.").count(), 0);

  // Every page of the other one's says that something waits.
  await other.page.goto(home);
  await other.page.getByRole("link", { name: "Look at it" }).click();
  assert.deepEqual([...(await violations(other.page)), ...(await sideways(other.page))], []);
  await other.page.getByText(/^Close .*Mill Lane.*Nobody can open it again\.$/).waitFor();
  await other.page.getByRole("button", { name: "Sign with my passkey" }).click();
  await hears(other.page, /^Two have signed it/);
  await other.page.goto(unit);
  await other.page.getByText("It is closed.").waitFor();
  await one.page.goto(`${home}/signing`);
  await one.page.getByText("Nothing waits for a second signature.").waitFor();

  // The deputy lost their phone: above a cell, two sign that the way is opened again.
  const lost = async () => {
    await one.page.goto(`${home}/accounts`);
    const line = one.page.locator(".told > li", { hasText: "Deputy" });
    const fold = line.locator("details");
    if (!(await fold.evaluate((fold) => fold.hasAttribute("open")))) await line.getByText("Everything is lost").click();
    return line;
  };
  await (await lost()).getByRole("button", { name: "Ask that the way is opened again" }).click();
  await one.page.getByText(/^Allow that the way in is opened again for the deputy of .*Meadow Union/).waitFor();
  await one.page.getByRole("button", { name: "Sign with my passkey" }).click();
  await hears(one.page, /^You signed it/);
  await other.page.goto(`${home}/signing`);
  await other.page.getByRole("button", { name: "Sign with my passkey" }).click();
  await hears(other.page, /^Two have signed it/);
  const line = await lost();
  await line.getByText(/^A day after/).waitFor();
  assert.equal(await line.getByRole("button").count(), 0, "no link before a day has passed");
  assert.deepEqual([...(await violations(one.page)), ...(await sideways(one.page))], []);
  // The deputy is told, and has lost nothing.
  await deputy.page.goto(`${home}/sign-in`);
  await deputy.page.getByRole("button", { name: "I have lost nothing" }).click();
  await hears(deputy.page, /^It is over/);
  await (await lost()).getByRole("button", { name: "Ask that the way is opened again" }).waitFor();
});

test("a passkey that is somebody's already is not taken for another account", async (t) => {
  const own = await demo();
  t.after(own.end);
  const { page, context } = await visitor(chrome, own.links.secretary);
  const other = await visitor(chrome, own.links.member);
  t.after(() => Promise.all([context.close(), other.context.close()]));
  const make = async (/** @type {Page} */ page) => {
    const home = page.url();
    await authenticator(page);
    await page.goto(`${home}/sign-in`);
    return page.locator("form", { has: page.locator("[data-passkey=create]") });
  };
  const [mine, theirs] = [await make(page), await make(other.page)];
  /** @type {string | null} */
  let sent = null;
  await page.route("**/do", (route) => {
    sent = route.request().postData();
    return route.abort();
  });
  await mine.getByRole("button").click();
  for (let n = 0; n < 100 && !sent; n++) await page.waitForTimeout(50);
  const credential = new URLSearchParams(sent ?? assert.fail("nothing was sent")).get("credential") ?? "";
  // Their form, with a credential that answered my challenge.
  await theirs.evaluate((form, credential) => {
    if (!(form instanceof HTMLFormElement)) return;
    /** @type {HTMLInputElement} */ (form.elements.namedItem("credential")).value = credential;
    form.submit();
  }, credential);
  await other.page.getByText("That passkey was not taken").first().waitFor();
});

test("hostile_094: after signing out on a shared phone Back shows nothing private", async (t) => {
  const [own, phone] = await Promise.all([demo(), keeping()]);
  t.after(() => Promise.all([own.end(), phone.close()]));
  const { page } = await visitor(phone, own.links.secretary, PHONE);
  const { went, shown } = await leaves(page, page.url());
  assert.deepEqual(shown, []);
  assert.ok(went >= 5, `${went} pages were asked for again`);
});

describe("in the middle of a cell's life", () => {
  before(async () => {
    wings = await everything(served, inside);
    people = await as("secretary", {}, async (page) => {
      await page.goto(`${cell()}/people`);
      await openAll(page);
      return page.locator(".people bdi").allInnerTexts();
    });
    units = await as("centre", {}, async (page) => {
      await page.goto(inside.centre.home);
      const patches = await page.locator(".field-map .wide title").allTextContents();
      const cells = patches.map((told) => told.match(/\u2068([^\u2069]*)\u2069/)?.[1] ?? told);
      return [...cells, ...(await page.locator("th a bdi, .path bdi").allInnerTexts())];
    });
    assert.ok(people.length > 5 && units.length > 5, "the demo has people and units");
  });

  test("with scripts a tick is kept as it is made", async () => {
    const hold = wing("secretary").rooms.find((room) => room.name === "hold") ?? assert.fail();
    await as("secretary", PHONE, async (page) => {
      await page.goto(hold.url);
      const tick = page.locator(".roll [name=here]").nth(2);
      const was = await tick.isChecked();
      const [answer] = await Promise.all([page.waitForResponse(/\/do$/), tick.tap()]);
      assert.equal(answer.status(), 200);
      await page.locator(".roll ~ [role=status], [role=status]:has(~ .roll)").getByText("Kept").waitFor();
      await page.reload();
      assert.equal(await tick.isChecked(), !was);
    });
  });

  test("ticking who agrees to the minutes sends nothing before its button", async (t) => {
    const room = wing("secretary").rooms.find((room) => room.name === "unconfirmed");
    if (!room) return t.skip("no minutes wait in this demo");
    await as("secretary", DESK, async (page) => {
      let sent = 0;
      page.on("request", (request) => (sent += request.method() === "POST" ? 1 : 0));
      await page.goto(room.url);
      await page.locator("[name=who]").first().check();
      await page.waitForTimeout(600);
      assert.equal(sent, 0);
    });
  });

  test("a newcomer is taken in and welcomed with a thumb", async () => {
    await as("secretary", PHONE, async (page) => {
      const hands = thumb(page);
      await take(page, cell(), "Farah Haddad", await theDay(page, cell()));
      await hears(page, /Farah Haddad.* belongs to us now\./);
      // The week names those whose sixty days end first, so a newcomer of today may not be among them.
      await hands.press(page.getByRole("button", { name: "Yes, we have met" }));
      await hears(page, /Farah Haddad.* was welcomed\. Well done\./);
    });
  });

  test("a form that is refused says why at the field, and what was typed stays", async () => {
    await as("secretary", PHONE, async (page) => {
      await page.goto(`${cell()}/people/new`);
      await page.getByLabel("Telephone").fill("+48 555");
      const [answer] = await Promise.all([page.waitForResponse(/\/do$/), page.getByRole("button", { name: "Take them in" }).tap()]);
      assert.equal(answer.status(), 422);
      assert.equal(await page.getByLabel("Telephone").inputValue(), "+48 555");
      await page.locator(".errors a").tap();
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "name");
      assert.deepEqual([...(await violations(page)), ...(await sideways(page)), ...(await invalid(await answer.text()))], []);
    });
  });

  test("no page breaks a rule of accessibility, on a phone or at a desk, in light or in the dark", async () => {
    // A colour on its way to another would be measured half-way.
    await everywhere({ ...DESK, reducedMotion: "reduce" }, async (page) => {
      const wrong = [];
      await openAll(page);
      for (const { viewport } of [DESK, PHONE]) {
        await page.setViewportSize(viewport);
        for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
          await page.emulateMedia({ colorScheme });
          wrong.push(...(await violations(page)).map((one) => `${viewport.width} ${colorScheme} ${one}`));
        }
      }
      await page.setViewportSize(DESK.viewport);
      return wrong;
    });
  });

  test("the HTML of every page is in order as it is served", async () => {
    await everywhere(DESK, async (page, { url }) => invalid(await (await page.request.get(url)).text()));
  });

  test("no page scrolls sideways", async () => {
    await everywhere(DESK, async (page) => {
      const wrong = [];
      await openAll(page);
      for (const width of [320, 360, 768, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        wrong.push(...(await sideways(page)).map((one) => `at ${width} ${one}`));
      }
      return wrong;
    });
  });

  test("every word comes through the messages", async () => {
    await as("secretary", DESK, async (page) => {
      await page.goto(cell());
      assert.ok((await untranslated(page, [])).length > 5, "plain English would be found");
    });
    await everywhere({ ...DESK, extraHTTPHeaders: { "accept-language": "en-XA" } }, async (page) => {
      await openAll(page);
      return untranslated(page, [...units, ...people]);
    });
  });

  test("every page runs from right to left where the language does", async () => {
    await everywhere({ ...PHONE, extraHTTPHeaders: { "accept-language": "ar-XB" } }, async (page) => {
      const wrong = (await page.getAttribute("html", "dir")) === "rtl" ? [] : ["it runs from left to right"];
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        wrong.push(...(await sideways(page)));
      }
      return wrong;
    });
  });

  test("the keyboard comes to everything, and one sees where it is", async () => {
    await everywhere(DESK, async (page) => {
      const wrong = [];
      for (let stop = 0; stop < 60; stop++) {
        await page.keyboard.press("Tab");
        if (!(await isSeen(page))) wrong.push(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 90) ?? ""));
        if (stop > 0 && (await page.evaluate(() => document.activeElement === document.body))) break;
      }
      return wrong;
    });
  });

  test("the first stop leads past the head of the page", async () => {
    await as("secretary", DESK, async (page) => {
      await page.goto(cell());
      await page.keyboard.press("Tab");
      const skip = page.locator(".skip");
      assert.ok(((await skip.boundingBox())?.width ?? 0) > 40, "it shows");
      assert.ok(await skip.evaluate((it) => it === document.activeElement));
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      assert.ok(await page.evaluate(() => document.activeElement?.closest("main") !== null));
    });
  });

  test("the week of a cell prints on one sheet, with its day and nothing to press", async () => {
    for (const who of ["secretary", "member"]) {
      await as(who, DESK, async (page) => {
        await page.goto(cell());
        const sheet = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
        assert.equal(sheet.match(/\/Type\s*\/Page\b/g)?.length, 1, `${who}: more than one sheet`);
        await page.emulateMedia({ media: "print" });
        const told = await page.locator("body").innerText();
        // The day of printing, and that of the next meeting; days of other years too. What is near today is far tomorrow.
        assert.ok((told.match(/\d{1,2} \p{L}+ 20\d\d/gu)?.length ?? 0) >= 2, told);
        assert.doesNotMatch(told, /\b(tomorrow|in \w+ days)\b/);
        assert.equal(await page.locator("button:visible, .button:visible").count(), 0);
      });
    }
  });

  test("a member without an office finds nothing that changes anything of others", async () => {
    await as("member", DESK, async (page) => {
      for (const { name, url } of wing("member").rooms) {
        await page.goto(url);
        await openAll(page);
        // What is their own they change.
        const others = page.locator("form[action='/do']:not(:has([name=deed][value^='me.'], [name=deed][value^='own.']))");
        const fields = page.locator("textarea:not(form:has([name=deed][value^='me.']) textarea), a[href$='/new']:not([href$='/concerns/new'])");
        assert.equal((await others.count()) + (await fields.count()), 0, name);
      }
      const answer = await page.goto(`${cell()}/people/new`);
      assert.equal(answer?.status(), 404);
    });
  });

  test("no page above a cell names anybody in it", async () => {
    for (const who of ["region", "centre"]) {
      await as(who, DESK, async (page) => {
        for (const { name, url } of wing(who).rooms) {
          const [html, json] = await Promise.all([page.request.get(url), page.request.get(url, { headers: { accept: "application/json" } })]);
          const told = (await html.text()) + (await json.text());
          assert.deepEqual(people.filter((person) => told.includes(person)), [], `${who}, ${name}`);
        }
        for (const { name, url } of wing("secretary").rooms) {
          const answer = await page.request.get(url);
          const told = await answer.text();
          assert.deepEqual(people.filter((person) => told.includes(person)), [], `${who} at the cell's ${name}`);
        }
      });
    }
  });
});

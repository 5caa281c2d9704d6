// @ts-check
// Signing in with a passkey, by a browser's virtual authenticator: what a person does on a phone with a thumb.

import assert from "node:assert/strict";

/** @typedef {import("./kit.mjs").Page} Page */
/** @typedef {import("./kit.mjs").Browser} Browser */

/**
 * A device that makes passkeys, and knows its owner.
 * @param {Page} page
 * @param {boolean} knows whether the owner's finger is on it
 */
export async function authenticator(page, knows = true) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const options = {
    protocol: /** @type {const} */ ("ctap2"),
    transport: /** @type {const} */ ("internal"),
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: knows,
    automaticPresenceSimulation: true,
  };
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", { options });
  return { cdp, authenticatorId };
}

/**
 * Makes a passkey, signs out, comes back with it, and finds that nothing else opens the account.
 * @param {Page} page somebody who came in by a link
 * @param {string} home
 */
export async function roundWithAPasskey(page, home) {
  const device = await authenticator(page);
  await page.goto(`${home}/sign-in`);
  // First a password, which opens the account until there is a passkey.
  await page.getByLabel("The name you sign in with").fill("Secretary");
  await page.getByLabel("A password that you use nowhere else").fill("three quiet boats");
  await page.getByRole("button", { name: "Keep this password" }).click();
  await page.getByText("Your password is set.").waitFor();
  await page.getByLabel("What you call this device").fill("My phone");
  await page.getByRole("button", { name: "Make a passkey on this device" }).click();
  await page.getByText("This device opens your account now.").waitFor();
  await page.getByText("A passkey was added.").waitFor();
  const made = await device.cdp.send("WebAuthn.getCredentials", { authenticatorId: device.authenticatorId });
  assert.equal(made.credentials.length, 1);

  const before = (await page.context().cookies()).find((cookie) => cookie.name === "sward")?.value;
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.goto(home);
  await page.getByText("You are not signed in").first().waitFor();

  await page.goto(new URL("/in", home).href);
  await page.getByLabel("The name you sign in with").fill("secretary");
  await page.getByLabel("Password", { exact: true }).fill("three quiet boats");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("That did not open anything").first().waitFor();

  await page.getByRole("button", { name: "Sign in with your passkey" }).click();
  await page.waitForURL(/\/u\//);
  const after = (await page.context().cookies()).find((cookie) => cookie.name === "sward")?.value;
  assert.ok(after && after !== before, "a new session");
  return device;
}

/**
 * Makes the first passkey of somebody who came in by a link.
 * @param {Page} page
 * @param {string} home
 */
export async function makesAPasskey(page, home) {
  const device = await authenticator(page);
  await page.goto(`${home}/sign-in`);
  await page.getByRole("button", { name: "Make a passkey on this device" }).click();
  await page.getByText("This device opens your account now.").waitFor();
  return device;
}

/**
 * What a browser sends for a passkey, used again, for another ticket, or said to come from another origin.
 * @param {Page} page who has a passkey
 * @param {string} home
 */
export async function replays(page, home) {
  const door = new URL("/in", home).href;
  await page.goto(door);
  /** @type {string | null} */
  let sent = null;
  await page.route("**/in", (route) => {
    if (route.request().method() !== "POST") return route.continue();
    sent = route.request().postData();
    return route.abort();
  });
  await page.getByRole("button", { name: "Sign in with your passkey" }).click();
  await assert.doesNotReject(async () => {
    for (let n = 0; n < 100 && !sent; n++) await page.waitForTimeout(50);
  });
  await page.unroute("**/in");
  const fields = new URLSearchParams(sent ?? assert.fail("nothing was sent"));
  const again = async (/** @type {(fields: URLSearchParams) => void} */ change) => {
    const copy = new URLSearchParams(fields);
    change(copy);
    const answer = await page.request.post(door, {
      data: copy.toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", origin: new URL(door).origin },
      maxRedirects: 0,
    });
    return answer.status();
  };
  const credential = JSON.parse(fields.get("credential") ?? "{}");
  const data = JSON.parse(Buffer.from(credential.response.clientDataJSON, "base64url").toString());
  const elsewhere = Buffer.from(JSON.stringify({ ...data, origin: "https://elsewhere.example" })).toString("base64url");
  const response = { ...credential.response, clientDataJSON: elsewhere };
  const results = {
    otherTicket: await again((fields) => fields.set("ticket", "0".repeat(32))),
    otherOrigin: await again((fields) => fields.set("credential", JSON.stringify({ ...credential, response }))),
    // The challenge was used up by the try before.
    replayed: await again(() => {}),
  };
  return results;
}

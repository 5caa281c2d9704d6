// @ts-check
// A small cell in which everything of a week waits for its secretary, served.

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PROGRAM, linked, start } from "./kit.mjs";

/** Days before today: beginnings, those who came long ago, the last payment, two meetings, a newcomer. */
const AGO = { begun: 400, joined: 300, paid: 70, first: 21, second: 7, newcomer: 20 };
/** Days from today: a task and an answer that are due. */
const IN = { task: 3, answer: 10 };

/** @param {number} days */
const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Gives two links of the secretary's, each of which works once. */
export async function busy() {
  const home = mkdtempSync(join(tmpdir(), "sward-browser-"));
  const dir = ["--dir", join(home, "org")];
  const env = { ...process.env, HOME: home, XDG_STATE_HOME: join(home, "state") };
  const run = async (/** @type {string[]} */ words, days = 0) => {
    const when = days ? ["--now", `${day(days)}T22:00`] : [];
    const { stdout } = await promisify(execFile)(PROGRAM, [...words, ...dir, ...when], { env });
    return stdout;
  };
  const as = (/** @type {string[]} */ words, days = 0) => run([...words, "--as", "secretary"], days);
  await run(["init", "Meadow Union", "--code", "meadow"], -AGO.begun);
  await run(["unit", "found", "meadow", "Mill Lane", "--code", "mill"], -AGO.begun);
  await run(["office", "begin", "mill", "secretary"], -AGO.begun);
  const four = ["Ada Nowak", "Bruno Lund", "Celia Toth", "Dora Weiss"];
  for (const name of four) await as(["member", "join", "mill", name, "--day", day(-AGO.joined)], -AGO.joined);
  await as(["member", "join", "mill", "Emil Varga", "--day", day(-AGO.newcomer)], -AGO.newcomer);
  await as(["dues", "rate", "mill", "10.00", "--currency", "CHF"], -AGO.paid);
  await as(["dues", "open", "mill", "CHF"], -AGO.paid);
  await as(["dues", "take", "mill", "10.00", "Ada Nowak"], -AGO.paid);
  // Dora comes to neither, and the second has no minutes yet.
  for (const at of [AGO.first, AGO.second]) {
    await as(["meeting", "set", "mill", `${day(-at)}T19:30`], -at);
    await as(["meeting", "hold", "mill", day(-at), ...four.slice(0, 3), ...(at === AGO.second ? ["Emil Varga"] : [])], -at);
  }
  await as(["meeting", "minute", "mill", day(-AGO.first), "We met."], -AGO.first);
  await as(["meeting", "confirm", "mill", day(-AGO.first), "Ada Nowak", "Bruno Lund"], -AGO.first);
  await as(["task", "set", "mill", "Call the hall", "--due", day(IN.task)]);
  writeFileSync(join(home, "visits.md"), "Visit **everybody** before spring.");
  await run(["policy", "write", "meadow", "Winter visits", join(home, "visits.md"), "--due", day(IN.answer)]);
  await run(["policy", "adopt", "meadow", "Winter visits"]);
  await run(["dusk", "--day", day(0)]);
  await run(["concern", "raise", "mill", "The stairs are icy."]);
  await run(["dusk", "--day", day(0)]);
  const invited = async () => linked(await run(["invite", "mill", "--as", "secretary", "--person", "Ada Nowak"]))[0] ?? "";
  const links = [await invited(), await invited()];
  const served = await start(home, ["serve", ...dir, "--at", "127.0.0.1:0"], (said) => /http:\S+\d/.test(said));
  const base = served.said.match(/http:\/\/localhost:\d+/)?.[0] ?? "";
  const end = async () => {
    await served.end();
    rmSync(home, { recursive: true, force: true });
  };
  const [link = "", again = ""] = links.map((link) => base + new URL(link).pathname + new URL(link).hash);
  return { link, again, end };
}

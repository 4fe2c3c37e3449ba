// What is the same for all pages that are looked at in a real browser: Chromium, the rules of axe-core, and the checks one
// after the other. The first argument of the script is the folder of node modules.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.argv[2], "here.js"));
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const browser = await require("playwright-core").chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

/** How a page is looked at, with names. */
export const views = [
  ["desk", {}],
  ["telephone", { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true }],
  ["dark", { colorScheme: "dark" }],
];

/** A page; every message of the console and every request but those that are its own is a problem. */
export async function newPage(options, isOwn) {
  const page = await (await browser.newContext(options)).newPage();
  page.problems = [];
  page.on("console", (message) => page.problems.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => page.problems.push(`script: ${error}`));
  page.on("request", (request) => isOwn(request.url()) || page.problems.push(`request: ${request.url()}`));
  return page;
}

/** Closes a page, which had no problem. */
export async function close(page) {
  await page.context().close();
  assert.deepEqual(page.problems, []);
}

/** That a page is accessible; what `excluded` selects is not judged. */
export async function accessible(page, what, excluded = []) {
  // Evaluated from outside, so that the page's own policy does not stand in the way.
  await page.evaluate(axe);
  const judge = (exclude) => globalThis.axe.run({ exclude }, { resultTypes: ["violations"] });
  const { violations } = await page.evaluate(judge, excluded);
  const told = violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.map((n) => n.html).join("\n  ")}`);
  assert.equal(told.join("\n"), "", what);
}

/** That nothing of a page is wider than its window. */
export async function fits(page, what) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(content <= window, `${what}: ${content} px of content in a window of ${window} px`);
}

/** Makes all checks, and says how each ended; whether all ended well. */
export async function judge(checks) {
  let isWell = true;
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check();
      console.log(`ok      ${name}`);
    } catch (error) {
      isWell = false;
      console.log(`FAILED  ${name}\n${error.message}`);
    }
  }
  await browser.close();
  return isWell;
}

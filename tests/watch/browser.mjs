// The page of `briefgen watch --serve` in a real browser: node browser.mjs NODE_MODULES BRIEFGEN FOLDER [SCREENSHOTS]
//
// FOLDER holds the brief basin.toml, which is watched, changed and broken here. By keyboard, at the width of a
// telephone, in the dark, and by the rules of axe-core. Exits with 1 if anything is amiss.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { accessible as isAccessible, browser, close, fits, judge, newPage, views } from "../browser.mjs";

const [, briefgen, folder, screenshots] = process.argv.slice(2);
const file = join(folder, "basin.toml");
const good = readFileSync(file, "utf8");
const wrong = good.replace(/^title /m, "<b>titel</b> ");

/** Watches the brief, and gives the address at which its pages are. */
async function watch(port) {
  const option = port ? `--serve=${port}` : "--serve";
  const process = spawn(briefgen, ["watch", "basin.toml", option, "--message-format", "json"], { cwd: folder });
  const [line] = await once(createInterface(process.stdout), "line");
  return { process, address: JSON.parse(line).address };
}

async function stop({ process }) {
  const ended = once(process, "exit");
  process.kill("SIGINT");
  const [code] = await ended;
  assert.equal(code, 0, "an interrupted watch ends well");
}

let watched = await watch();
const { address } = watched;

/** Opens the page of a good brief. */
async function open(options = {}) {
  writeFileSync(file, good);
  const isOwn = (url) => url.startsWith(address) || url.startsWith("data:");
  const page = await newPage({ viewport: { width: 1400, height: 900 }, ...options }, isOwn);
  page.context().setDefaultTimeout(120_000);
  await page.goto(address);
  await page.locator(".messages").waitFor({ state: "hidden" });
  await drawn(page);
  return page;
}

/** Waits until the first page is drawn and read, and gives the address of its drawing. */
async function drawn(page, before) {
  await page.waitForFunction((before) => {
    const image = document.querySelector(".page img");
    const words = document.querySelectorAll(".page .words span");
    return image?.naturalWidth > 0 && image.getAttribute("src") !== before && words.length > 0
      && image.getAttribute("src") === document.querySelector(".page").dataset.address;
  }, before);
  return page.locator(".page img").first().getAttribute("src");
}

const words = (page) => page.locator(".page .words").first().textContent();

// The words over a page have no colour by design: what is seen is the drawing below them, which is paper in every scheme.
const accessible = (page, what) => isAccessible(page, what, [".words"]);

/** The answer to a request that a browser's page cannot make by itself. */
function ask(path, headers = {}, method = "GET") {
  const { port } = new URL(address);
  return new Promise((resolve, reject) => {
    http.request({ host: "127.0.0.1", port, path, headers, method }, (answer) => {
      answer.resume();
      resolve(answer);
    }).on("error", reject).end();
  });
}

const checks = {
  async "shows the page as it prints, with its words over it"() {
    const page = await open();
    const text = await words(page);
    assert.match(text, /Outcomes of the basin meeting/);
    // The drawing has ink where the title is, and none in the margin; the picture in it is drawn too: red.
    const [title, margin, red] = await page.evaluate(() => {
      const [width, height] = [600, 850];
      const context = Object.assign(document.createElement("canvas"), { width, height })
        .getContext("2d", { willReadFrequently: true });
      context.drawImage(document.querySelector(".page img"), 0, 0, width, height);
      const count = (left, top, right, bottom, wanted) => {
        const { data } = context.getImageData(left, top, right - left, bottom - top);
        let found = 0;
        for (let at = 0; at < data.length; at += 4) found += data[at + 3] > 200 && wanted(data[at], data[at + 1]);
        return found;
      };
      const [paper, words] = [".page", ".words span"].map((name) => [...document.querySelectorAll(name)]);
      const whole = paper[0].getBoundingClientRect();
      const place = words.find((word) => word.textContent.startsWith("Outcomes")).getBoundingClientRect();
      const across = (x) => Math.round(((x - whole.left) / whole.width) * width);
      const down = (y) => Math.round(((y - whole.top) / whole.height) * height);
      const dark = (red) => red < 128;
      return [
        count(across(place.left), down(place.top), across(place.right), down(place.bottom), dark),
        count(0, 0, width, 20, dark),
        count(0, 0, width, height, (red, green) => red > 220 && green < 40),
      ];
    });
    assert.ok(title > 50 && margin === 0, `${title} dark pixels in the title, ${margin} in the margin`);
    assert.ok(red > 500, `${red} red pixels`);
    await close(page);
  },

  async "a save changes the page, which stays where it was"() {
    const page = await open({ viewport: { width: 1400, height: 500 } });
    const before = await drawn(page);
    await page.evaluate(() => scrollTo(0, 300));
    writeFileSync(file, good.replace("Meter every canal.", "Meter every canal, and publish it."));
    await drawn(page, before);
    await page.waitForFunction(() => document.querySelector(".words").textContent.includes("and publish it."));
    assert.equal(await page.evaluate(() => scrollY), 300);
    await close(page);
  },

  async "a mistake is told beside the last good pages, and its place is copied"() {
    const page = await open();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: address });
    const [before, text] = [await drawn(page), await words(page)];
    writeFileSync(file, wrong);
    await page.locator(".messages").waitFor();
    const item = page.locator(".messages li.error").filter({ hasText: "titel" }).first();
    await item.waitFor();
    // Words that look like markup are words.
    assert.equal(await page.locator(".messages b").count(), 0);
    assert.match(await item.locator("pre").textContent(), /<b>titel<\/b>/);
    assert.match(await page.locator("header .status").textContent(), /last good version/);
    assert.match(await page.title(), /^\(\d+\) /);
    assert.equal(await page.locator(".page img").first().getAttribute("src"), before);
    assert.equal(await words(page), text);
    await accessible(page, "with a mistake");
    if (screenshots) await page.screenshot({ path: join(screenshots, "mistake.png") });
    // By keyboard: the skip link, then the first place.
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the pages");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".copied", { hasText: "Copied basin.toml:" }).waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^basin\.toml:\d+:\d+$/);
    writeFileSync(file, good);
    await page.locator(".messages").waitFor({ state: "hidden" });
    assert.equal(await page.title(), "Outcomes of the basin meeting");
    await close(page);
  },

  async "a click on words gives their place in the brief"() {
    const page = await open();
    await page.locator(".words span", { hasText: "Meter every canal." }).first().click();
    await page.locator(".copied", { hasText: "basin.toml:" }).waitFor();
    const place = await page.locator(".copied").textContent();
    const line = Number(place.match(/basin\.toml:(\d+):/)[1]);
    assert.match(good.split("\n")[line - 1], /Meter every canal/);
    await close(page);
  },

  async "is accessible on a desk, on a telephone and in the dark"() {
    for (const [name, options] of views) {
      const page = await open(options);
      await accessible(page, name);
      await fits(page, name);
      writeFileSync(file, wrong);
      await page.locator(".messages li").first().waitFor();
      await accessible(page, `${name}, with a mistake`);
      await fits(page, `${name}, with a mistake`);
      if (screenshots) await page.screenshot({ path: join(screenshots, `${name}.png`) });
      await close(page);
    }
  },

  async "serves nothing else, and nobody else"() {
    const { host } = new URL(address);
    const status = async (...asked) => (await ask(...asked)).statusCode;
    assert.equal(await status("/"), 200);
    for (const path of ["/basin.toml", "/basin.pdf", "/../basin.toml", "/%2e%2e/basin.toml", "//etc/passwd", "/?x"]) {
      assert.equal(await status(path), 404, path);
    }
    assert.equal(await status("/state", { host: "briefs.example" }), 421);
    assert.equal(await status("/state", { host: "127.0.0.1" }), 421);
    assert.equal(await status("/state", { origin: "https://evil.example" }), 403);
    assert.equal(await status("/state", { origin: `http://${host}` }), 200);
    assert.equal(await status("/state", {}, "POST"), 405);
    // A page from elsewhere, in the same browser, gets neither text nor picture.
    const elsewhere = http.createServer((_, answer) => answer.setHeader("content-type", "text/html").end("<p>evil"));
    await once(elsewhere.listen(0, "127.0.0.1"), "listening");
    const page = await browser.newPage();
    await page.goto(`http://localhost:${elsewhere.address().port}/`);
    const got = await page.evaluate(async (address) => {
      const text = await fetch(`${address}state`).then((answer) => answer.text(), () => "refused");
      const state = await fetch(`${address}state`, { mode: "no-cors" }).then((answer) => answer.type, () => "refused");
      const icon = await new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve("loaded");
        image.onerror = () => resolve("refused");
        image.src = `${address}icon.svg`;
      });
      return [text, state, icon];
    }, address);
    assert.equal(got[0], "refused");
    assert.equal(got[2], "refused");
    await page.close();
    elsewhere.close();
  },

  async "says when the program has ended, and goes on with the next"() {
    const page = await open();
    const before = await drawn(page);
    await stop(watched);
    await page.locator("header .status", { hasText: "has ended" }).waitFor();
    writeFileSync(file, good.replace("Meter every canal.", "Meter every well."));
    watched = await watch(new URL(address).port);
    await drawn(page, before);
    await page.waitForFunction(() => document.querySelector(".words").textContent.includes("Meter every well."));
    // That nobody answered is told in the console, as it should be.
    page.problems = page.problems.filter((problem) => !problem.includes("net::ERR_"));
    await close(page);
  },
};

const isWell = await judge(checks);
await stop(watched);
process.exit(isWell ? 0 : 1);

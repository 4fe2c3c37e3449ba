// The index of an archive in a real browser: node browser.mjs NODE_MODULES INDEX.HTML [SCREENSHOTS]
//
// By keyboard, at the width of a telephone, without scripts, in the dark, and by the rules of axe-core. Exits with 1
// if anything is amiss.

import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { accessible, close, fits, judge, newPage, views } from "../browser.mjs";

const [, index, screenshots] = process.argv.slice(2);
const address = pathToFileURL(index).href;

/** Opens the index, which asks for nothing else. */
async function open(options = {}) {
  const page = await newPage({ viewport: { width: 1100, height: 900 }, ...options }, (url) => url === address);
  await page.goto(address);
  return page;
}

const shown = (page) => page.locator(".briefs > li:visible").count();
const status = (page) => page.locator("[role=status]").textContent();

const checks = {
  async "is accessible on a desk, on a telephone and in the dark"() {
    for (const [name, options] of views) {
      const page = await open(options);
      await accessible(page, name);
      await fits(page, name);
      if (screenshots) await page.screenshot({ path: join(screenshots, `${name}.png`) });
      await close(page);
    }
  },

  async "is found and searched by keyboard alone"() {
    const page = await open();
    const all = await shown(page);
    assert.ok(all > 3, `${all} briefs`);
    const focused = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.name);
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "Skip to the briefs");
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "index.csv");
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "words");
    // Letters with marks are found without, and words in any order.
    await page.keyboard.type("COOPERATION astana");
    const found = await shown(page);
    assert.ok(found > 0 && found < all, `${found} of ${all}`);
    assert.equal(await status(page), `${found} of ${all} shown`);
    await page.keyboard.press("Enter");
    assert.equal(page.url(), address);
    assert.equal(await shown(page), found);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("no brief says this");
    assert.equal(await shown(page), 0);
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    assert.equal(await shown(page), all);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.name), "year");
    await page.keyboard.press("ArrowDown");
    const year = await page.locator("select[name=year]").inputValue();
    assert.ok(year);
    const years = await page.locator(".briefs > li:visible").evaluateAll((briefs) => briefs.map((b) => b.dataset.year));
    assert.ok(years.length > 0 && years.every((known) => known === year), years.join());
    await close(page);
  },

  async "names its languages and narrows down by them"() {
    const page = await open();
    const option = page.locator("select[name=language] option[value=ru]");
    assert.equal(await option.textContent(), "Russian");
    await page.locator("select[name=language]").selectOption("ru");
    const languages = await page.locator(".briefs > li:visible").evaluateAll((b) => b.map((x) => x.dataset.languages));
    assert.ok(languages.length > 0 && languages.every((tags) => tags.split(" ").includes("ru")), languages.join());
    await close(page);
  },

  async "works without scripts"() {
    const page = await open({ javaScriptEnabled: false });
    assert.equal(await page.locator("form").isVisible(), false);
    assert.ok(await shown(page) > 3);
    await fits(page, "without scripts");
    await close(page);
  },

  async "shows words that look like markup as words"() {
    const page = await open();
    assert.equal(await page.locator("h2", { hasText: "<script>alert(1)</script> & \"more\"" }).count(), 1);
    assert.equal(await page.locator("article script, article img").count(), 0);
    await close(page);
  },

  async "leads to files that are there"() {
    const page = await open();
    const links = await page.locator("a[href]:not(.skip)").evaluateAll((links) => links.map((link) => link.href));
    const { existsSync } = await import("node:fs");
    const { fileURLToPath } = await import("node:url");
    for (const link of links) assert.ok(existsSync(fileURLToPath(link)), link);
    await close(page);
  },
};

process.exit((await judge(checks)) ? 0 : 1);

"use strict";
const heading = document.querySelector("h1");
const status = document.querySelector(".status");
const panel = document.querySelector(".messages");
const messages = panel.querySelector("ul");
const copied = document.querySelector(".copied");
const pages = document.querySelector(".pages");

/** An element with words in it, and nothing else: no word of a brief becomes markup. */
function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function say(where, text) {
  if (where.textContent !== text) where.textContent = text;
}

async function copy(place) {
  try {
    await navigator.clipboard.writeText(place);
    copied.textContent = `Copied ${place}`;
  } catch {
    copied.textContent = place;
  }
}

function message(told) {
  const item = element("li", told.level);
  const what = element("p");
  what.append(element("span", "level", told.level), ` ${told.message} `, element("span", "code", told.code));
  item.append(what);
  const place = [told.file, told.line, told.column].filter((part) => part !== null).join(":");
  const button = element("button", "place", place);
  button.type = "button";
  button.title = "Copy this place";
  button.addEventListener("click", () => copy(place));
  item.append(button);
  if (told.excerpt) {
    const line = element("pre");
    line.append(told.excerpt.before, element("mark", "", told.excerpt.marked), told.excerpt.after);
    item.append(line);
  }
  if (told.help) item.append(element("p", "help", told.help));
  return item;
}

/** What is said already stays, so that only what is new is read aloud. */
function showMessages(told) {
  const known = new Map([...messages.children].map((item) => [item.dataset.key, item]));
  const items = told.map((one) => {
    const key = JSON.stringify(one);
    const item = known.get(key) ?? message(one);
    known.delete(key);
    item.dataset.key = key;
    return item;
  });
  for (const item of known.values()) item.remove();
  items.forEach((item, index) => {
    if (messages.children[index] !== item) messages.insertBefore(item, messages.children[index] ?? null);
  });
  panel.hidden = items.length === 0;
  copied.textContent = "";
}

/** A page is drawn when it comes near, and the drawing before it stays until then. */
async function draw(page) {
  const { address } = page.dataset;
  if (!page.near || page.shown === address) return;
  page.shown = address;
  const image = new Image();
  image.alt = "";
  image.src = address;
  try {
    await image.decode();
  } catch {
    if (page.shown === address) page.shown = undefined;
    return;
  }
  if (page.dataset.address === address) page.querySelector("img").replaceWith(image);
}

const near = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    entry.target.near = entry.isIntersecting;
    draw(entry.target);
  }
}, { rootMargin: "100% 0px" });

function newPage() {
  const page = element("section", "page");
  const image = new Image();
  image.alt = "";
  page.append(image, element("div", "words"));
  page.querySelector(".words").addEventListener("click", (event) => {
    const { place } = event.target.dataset;
    if (place && getSelection().isCollapsed) copy(place);
  });
  near.observe(page);
  return page;
}

/** The words of a page, over its drawing. */
async function read(page, size, state) {
  if (page.read === size.words) return;
  const answer = await fetch(size.words);
  if (!answer.ok) return;
  const words = page.querySelector(".words");
  words.lang = state.language;
  words.dir = state.direction;
  words.replaceChildren(...(await answer.json()).map((word) => {
    const span = element("span", "", word.text);
    const part = (length, whole) => `${(length / whole) * 100}%`;
    span.style.left = part(word.left, size.width);
    span.style.top = part(word.top, size.height);
    span.style.width = part(word.width, size.width);
    span.style.height = part(word.height, size.height);
    span.style.fontSize = `${(word.size / size.width) * 100}cqw`;
    if (word.place) {
      span.dataset.place = word.place;
      span.title = word.place;
    }
    return span;
  }));
  page.read = size.words;
}

async function showPages(state) {
  pages.classList.toggle("old", !state.is_current);
  const sizes = state.pages ?? [];
  while (pages.children.length > sizes.length) {
    near.unobserve(pages.lastElementChild);
    pages.lastElementChild.remove();
  }
  sizes.forEach((size, index) => {
    const page = pages.children[index] ?? pages.appendChild(newPage());
    page.ariaLabel = `Page ${index + 1} of ${sizes.length}`;
    page.style.aspectRatio = `${size.width} / ${size.height}`;
    page.dataset.address = size.drawing;
    draw(page);
  });
  for (const [index, size] of sizes.entries()) {
    if (state !== latest) return;
    await read(pages.children[index], size, state);
  }
}

let latest;
let asked = 0;

async function refresh() {
  const mine = ++asked;
  const answer = await fetch("/state");
  const state = await answer.json();
  if (mine !== asked || !state) return;
  latest = state;
  const title = state.title ?? state.brief;
  const errors = state.diagnostics.filter((told) => told.level === "error").length;
  document.title = (errors ? `(${errors}) ` : "") + title;
  say(heading, title);
  say(status, state.status);
  showMessages(state.diagnostics);
  await showPages(state);
}

function listen() {
  const events = new EventSource("/events");
  events.addEventListener("message", () => refresh().catch(() => {}));
  events.addEventListener("error", () => {
    say(status, "briefgen watch has ended. This page goes on when it is started again.");
    // A browser comes back by itself, but not from an answer that it does not like.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
  });
}
listen();

"use strict";
const form = document.querySelector("form");
const briefs = [...document.querySelectorAll(".briefs > li")];
const count = document.querySelector(".count");
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const texts = briefs.map((brief) => fold(brief.textContent));
const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });
for (const option of form.language.options) {
  if (option.value) option.text = names.of(option.value);
}
function show() {
  const words = fold(form.words.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  briefs.forEach((brief, index) => {
    const { year, place, languages } = brief.dataset;
    const fits = words.every((word) => texts[index].includes(word))
      && (!form.year.value || form.year.value === year)
      && (!form.place.value || form.place.value === place)
      && (!form.language.value || languages.split(" ").includes(form.language.value));
    brief.hidden = !fits;
    shown += fits;
  });
  count.textContent = shown === briefs.length ? `All ${shown} shown` : `${shown} of ${briefs.length} shown`;
}
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
show();

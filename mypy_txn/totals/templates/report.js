"use strict";
const form = document.getElementById("filters");
const shown = document.getElementById("shown");
const none = document.getElementById("none");
const cells = document.querySelectorAll(".map a");
const groups = [...document.querySelectorAll(".findings tbody")].map((body) => ({
  body,
  rows: [...body.querySelectorAll(".finding")].map((row) => ({
    row,
    text: row.textContent.toLowerCase(),
  })),
}));
const all = groups.reduce((sum, group) => sum + group.rows.length, 0);

function filter() {
  const { domain, layer, code, status, text } = Object.fromEntries(new FormData(form));
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  let number = 0;
  for (const { body, rows } of groups) {
    const here =
      (!domain || body.dataset.domain === domain) && (!layer || body.dataset.layer === layer);
    let left = 0;
    for (const { row, text: found } of rows) {
      row.hidden = !(
        here &&
        (!code || row.dataset.code === code) &&
        (!status || row.dataset.status === status) &&
        words.every((word) => found.includes(word))
      );
      left += row.hidden ? 0 : 1;
    }
    body.hidden = left === 0;
    number += left;
  }
  shown.value = `${number} of ${all} shown`;
  if (none) none.hidden = number > 0;
  for (const cell of cells) {
    const current =
      (domain || layer) && cell.dataset.domain === domain && cell.dataset.layer === layer;
    if (current) cell.setAttribute("aria-current", "true");
    else cell.removeAttribute("aria-current");
  }
}

for (const cell of cells) {
  cell.addEventListener("click", (event) => {
    event.preventDefault();
    form.reset();
    form.elements.domain.value = cell.dataset.domain;
    form.elements.layer.value = cell.dataset.layer;
    filter();
    const title = document.getElementById("findings");
    title.scrollIntoView();
    title.focus({ preventScroll: true });
  });
}
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(filter));
form.hidden = false;
filter();

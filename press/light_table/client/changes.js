// What did my change touch: before and after of every page whose pixels moved.

import { element, get, plural } from "./element.js";
import { set, view } from "./view.js";

const list = get("pairs");
const closer = get("closer");
let pairs = [];
let titles = new Map();
let at = 0;
let mode = "after";

export function showChanges(table) {
  pairs = table.touched;
  titles = new Map(table.chapters.map((one) => [one.slug, one.title]));
  get("strip").hidden = !view.changes;
  get("changes-count").textContent = pairs.length || "";
  const files = table.changed.map((file) => file.split("/").at(-1));
  const by = files.length > 2 ? plural(files.length, "file") : files.join(" and ");
  get("strip-told").textContent = pairs.length
    ? `${plural(pairs.length, "page")}${by ? `, by ${by}` : ""}`
    : by && table.outcome === "settled" ? `No page: ${by} moved nothing` : "Nothing was changed yet";
  const wanted = JSON.stringify(pairs);
  if (list.dataset.wanted === wanted) return;
  list.dataset.wanted = wanted;
  list.replaceChildren(...pairs.map((pair, index) => item(pair, index)));
  if (closer.open) closer.close();
}

const nameOf = ([before, now]) => {
  const page = now ?? before;
  const title = titles.get(page.section) ?? "blank";
  const what = !before ? ", new" : !now ? ", gone" : "";
  return `Page ${page.folio}, ${title}${what}`;
};

function item(pair, index) {
  return element("li", {},
    element("button", {
      type: "button", "aria-haspopup": "dialog", onclick: () => open(index),
    },
    element("span", { class: "pair-name", text: nameOf(pair) }),
    thumbnail(pair[0], "before"), thumbnail(pair[1], "after")));
}

function thumbnail(page, when) {
  const words = { before: page ? "before" : "new page", after: page ? "after" : "page gone" }[when];
  return element("span", { class: "thumb" },
    page ? picture(page) : element("span", { class: "hole" }),
    element("span", { class: "when", text: words }));
}

function picture(page) {
  const image = element("img", { alt: "", src: `/pictures/${page.picture}.png`, decoding: "async" });
  image.width = Math.round(((page.width + 2 * page.bleed) / 25.4) * 144);
  image.height = Math.round(((page.height + 2 * page.bleed) / 25.4) * 144);
  return image;
}

function open(index) {
  at = index;
  render();
  if (!closer.open) closer.showModal();
  closer.querySelector("input:checked").focus();
}

function render() {
  const [before, now] = pairs[at];
  get("closer-title").textContent = nameOf(pairs[at]);
  const wanted = { before: [before], after: [now], both: [before, now], difference: [before, now] }[mode];
  const sheets = get("closer-sheets");
  sheets.className = `sheets ${mode}`;
  const words = { before: ["before"], after: ["after"], both: ["before", "after"], difference: ["before", "after"] }[mode];
  sheets.replaceChildren(...wanted.map((page, index) => {
    if (!page) return element("p", { class: "hole", text: words[index] === "before" ? "There was no such page." : "The page is gone." });
    const image = picture(page);
    image.alt = mode === "difference" && index ? "" : `${nameOf(pairs[at])}, ${mode === "difference" ? "difference" : words[index]}`;
    return image;
  }));
  for (const one of closer.querySelectorAll("input")) one.checked = one.value === mode;
  get("closer-previous").disabled = at === 0;
  get("closer-next").disabled = at === pairs.length - 1;
}

function step(by) {
  if (!pairs[at + by]) return;
  at += by;
  render();
}

const choose = (wanted) => {
  mode = wanted;
  render();
  closer.querySelector("input:checked").focus();
};

for (const one of closer.querySelectorAll("input")) one.addEventListener("change", () => choose(one.value));
get("closer-previous").addEventListener("click", () => step(-1));
get("closer-next").addEventListener("click", () => step(1));
get("closer-close").addEventListener("click", () => closer.close());
closer.addEventListener("keydown", (event) => {
  const modes = { b: "before", a: "after", s: "both", d: "difference" };
  if (modes[event.key] && view.keys) choose(modes[event.key]);
  else if (event.key === "PageDown") step(1);
  else if (event.key === "PageUp") step(-1);
});
get("strip-close").addEventListener("click", () => {
  set({ changes: false });
  document.querySelector('[data-toggle="changes"]').focus();
});

// The pages on the table: spreads or single pages, each page kept while its picture is renewed.

import { element, get, plural, rove } from "./element.js";
import { note } from "./notes.js";
import { overlay } from "./overlays.js";
import { scale, view } from "./view.js";

const list = get("spreads");
const room = get("pages");
const sheets = new Map(); // by section and number in it, which stay when folios move
const reachable = rove(list, "button.page", { before: "ArrowLeft", after: "ArrowRight" });
let arranged = "";
let shown = null;
let chosen = () => {};
let laid = () => {};

export const keyOf = (page) => `${page.section}/${page.number}`;
export const onChoice = (choose) => (chosen = choose);
export const onLaid = (tell) => (laid = tell);
export const sheetOf = (button) => [...sheets.values()].find((sheet) => sheet.button === button);

class Sheet {
  constructor(page) {
    this.key = keyOf(page);
    this.image = null;
    this.wanted = "";
    this.drawn = "";
    this.paper = element("span", { class: "paper" });
    this.name = element("span", { class: "unseen" });
    this.button = element("button", { type: "button", class: "page", tabindex: "-1", "aria-haspopup": "dialog" }, this.name, this.paper);
    this.button.addEventListener("click", (event) => chosen(this, event));
    this.caption = element("span", { class: "caption", "aria-hidden": "true" });
    this.holder = element("div", { class: "sheet" }, this.button, this.caption);
  }

  update(page, { title, notes, moved }) {
    this.page = page;
    const style = this.holder.style;
    style.setProperty("--width", page.width);
    style.setProperty("--height", page.height);
    style.setProperty("--bleed", page.bleed);
    this.holder.dataset.folio = page.folio;
    this.holder.dataset.section = page.section;
    this.holder.classList.toggle("recto", page.folio % 2 === 1);
    const told = [`Page ${page.folio}`, title, moved ? "changed" : "", notes ? plural(notes, "note") : ""];
    this.name.textContent = `${told.filter(Boolean).join(", ")}. Show its source`;
    this.caption.replaceChildren(
      element("b", { text: page.folio }),
      ...(moved ? [element("i", { class: "moved", text: "changed" })] : []),
    );
    this.draw();
  }

  // The old picture stays until the new one can be painted.
  draw() {
    const { picture, width, height, bleed } = this.page;
    const across = Math.round(((width + 2 * bleed) / 25.4) * 144);
    const sizes = `${Math.ceil((width + 2 * bleed) * current)}px`;
    if (this.image && this.wanted === picture) {
      if (this.image.sizes !== sizes) this.image.sizes = sizes;
      return;
    }
    this.wanted = picture;
    const image = element("img", { alt: "", draggable: "false", decoding: "async" });
    image.width = across;
    image.height = Math.round(((height + 2 * bleed) / 25.4) * 144);
    image.loading = this.image && this.isNear() ? "eager" : "lazy";
    image.sizes = sizes;
    image.srcset = [1, 2, 4].map((finer) => `/pictures/${picture}${finer > 1 ? `@${finer}` : ""}.png ${across * finer}w`).join(", ");
    const place = () => {
      if (this.wanted !== picture) return;
      if (this.image) this.image.replaceWith(image);
      else this.paper.prepend(image);
      this.image = image;
      this.holder.dataset.picture = picture;
    };
    if (image.loading === "lazy") place();
    else image.decode().then(place, place);
  }

  isNear() {
    const box = this.holder.getBoundingClientRect();
    return box.bottom > -innerHeight && box.top < 2 * innerHeight;
  }

  async lay(measure) {
    const wanted = JSON.stringify([this.page, measure, view.grid, view.margins, view.bleed, view.loose]);
    if (wanted === this.drawn) return;
    this.drawn = wanted;
    const over = await overlay(this.page, measure);
    if (wanted !== this.drawn) return;
    this.over?.remove();
    this.over = over;
    this.paper.append(over);
  }
}

// Where a page stands: left or right of the spine by its folio. Two of one side, for the moment in
// which folios are moving, stand in two spreads.
function arrange(pages) {
  if (view.single) return pages.map((page) => [page]);
  const spreads = [];
  for (const page of pages) {
    const open = spreads.at(-1);
    const recto = page.folio % 2 === 1;
    if (recto && open && !open[1] && open[0]) open[1] = page;
    else spreads.push(recto ? [null, page] : [page, null]);
  }
  return spreads;
}

let current = 1;

export function size() {
  const style = getComputedStyle(room);
  const across = room.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const box = { width: across - beside(), height: room.clientHeight - 76 };
  current = scale(box, shown?.pages[0]);
  list.style.setProperty("--mm", `${current}px`);
  for (const sheet of sheets.values()) if (sheet.page) sheet.draw();
  return current;
}

// The room that is kept for notes, whether there are any or not: pages must not jump.
function beside() {
  if (!list.children[0] || getComputedStyle(list.children[0]).display !== "grid") return 0;
  return document.body.classList.contains("notes-beside") ? 17.5 * 13 : 0;
}

// The page at the top of the view, and how far below the top it begins.
function anchor() {
  const top = room.getBoundingClientRect().top;
  for (const sheet of sheets.values()) {
    const box = sheet.holder.getBoundingClientRect();
    if (box.height && box.bottom > top + 40) return { sheet, at: box.top - top };
  }
  return null;
}

export function keepingPlace(change) {
  const held = anchor();
  const focused = document.activeElement;
  change();
  if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
  if (!held?.sheet.holder.isConnected) return;
  const now = held.sheet.holder.getBoundingClientRect().top - room.getBoundingClientRect().top;
  room.scrollTop += now - held.at;
}

export function show(table) {
  shown = table;
  const titles = new Map(table.chapters.map((one) => [one.slug, one.title]));
  const moved = new Set(table.touched.map(([, now]) => now && keyOf(now)));
  const notes = byFolio(table);
  keepingPlace(() => {
    place(table.pages);
    const mm = size();
    list.style.setProperty("--mm", `${mm}px`);
    for (const page of table.pages) {
      const own = notes.get(page.folio) ?? [];
      sheets.get(keyOf(page)).update(page, {
        title: titles.get(page.section) ?? "blank", notes: own.length, moved: moved.has(keyOf(page)),
      });
    }
    for (const spread of list.children) fill(spread, notes, table);
  });
  reachable();
  layAll();
}

export async function layAll() {
  if (!shown) return;
  await Promise.all(shown.pages.map((page) => sheets.get(keyOf(page))?.lay(shown.measure)));
  laid({ loose: list.querySelectorAll(".loose").length, short: list.querySelectorAll(".short").length });
}

function place(pages) {
  const spreads = arrange(pages);
  const wanted = JSON.stringify(spreads.map((spread) => spread.map((page) => page && keyOf(page))));
  if (wanted === arranged) return;
  arranged = wanted;
  const keys = new Set(pages.map(keyOf));
  for (const key of [...sheets.keys()]) if (!keys.has(key)) sheets.delete(key);
  const ordered = new Map();
  for (const page of pages) ordered.set(keyOf(page), sheets.get(keyOf(page)) ?? new Sheet(page));
  sheets.clear();
  for (const [key, sheet] of ordered) sheets.set(key, sheet);
  while (list.children.length > spreads.length) list.lastElementChild.remove();
  spreads.forEach((spread, index) => {
    if (!list.children[index]) {
      list.append(element("li", { class: "spread" }, element("div", { class: "leaves" }), element("ul", { class: "notes" })));
    }
    const leaves = list.children[index].firstElementChild;
    const holders = spread.map((page) => (page ? sheets.get(keyOf(page)).holder : element("div", { class: "sheet none" })));
    const same = holders.length === leaves.children.length
      && holders.every((one, i) => one === leaves.children[i] || (one.classList.contains("none") && leaves.children[i].classList.contains("none")));
    if (!same) leaves.replaceChildren(...holders);
    leaves.classList.toggle("open", spread.length === 2 && spread.every(Boolean));
  });
}

// The notes of each page, by folio; what stopped the build stands before what was found.
function byFolio(table) {
  const found = new Map();
  for (const one of [...table.stops, ...table.findings]) {
    if (one.folio === null) continue;
    if (!found.has(one.folio)) found.set(one.folio, []);
    found.get(one.folio).push(one);
  }
  return found;
}

function fill(spread, notes, table) {
  const folios = [...spread.querySelectorAll(".sheet[data-folio]")].map((one) => Number(one.dataset.folio));
  const own = folios.flatMap((folio) => notes.get(folio) ?? []);
  const wanted = JSON.stringify([own, table.editor]);
  const column = spread.lastElementChild;
  if (column.dataset.wanted === wanted) return;
  column.dataset.wanted = wanted;
  column.hidden = !own.length;
  const label = `Notes on page${folios.length > 1 ? "s" : ""} ${folios.join(" and ")}`;
  column.setAttribute("aria-label", label);
  column.replaceChildren(...own.map((one) => note(one, table)));
}

export function goTo(predicate, { focus = false } = {}) {
  for (const sheet of sheets.values()) {
    if (!predicate(sheet.page)) continue;
    const spread = sheet.holder.closest(".spread");
    spread.scrollIntoView({ block: "start" });
    if (focus) sheet.button.focus({ preventScroll: true });
    return true;
  }
  return false;
}

export function looking() {
  const box = room.getBoundingClientRect();
  const middle = box.top + box.height / 2;
  let best = null;
  let least = Infinity;
  for (const sheet of sheets.values()) {
    const seen = sheet.holder.getBoundingClientRect();
    const away = Math.abs((seen.top + seen.bottom) / 2 - middle);
    if (away < least) [best, least] = [sheet.page, away];
  }
  return best;
}

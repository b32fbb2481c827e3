// The outline: sections with their words, pages, state and notes.

import { element, get, plural, rove } from "./element.js";
import { goTo } from "./spreads.js";

const list = get("sections");
const reachable = rove(list, "button", { before: "ArrowUp", after: "ArrowDown" });
const STATES = { fresh: "", setting: "being set", stale: "older than its file", error: "error" };

export function showOutline(table) {
  const keep = document.activeElement?.closest?.("#sections button")?.dataset.slug;
  const spans = new Map();
  for (const page of table.pages) {
    const span = spans.get(page.section) ?? [page.folio, page.folio];
    spans.set(page.section, [Math.min(span[0], page.folio), Math.max(span[1], page.folio)]);
  }
  const notes = new Map();
  for (const one of [...table.stops, ...table.findings]) {
    if (!one.section) continue;
    const seen = notes.get(one.section) ?? { count: 0, worst: "notice" };
    const order = ["notice", "warning", "error", "stop"];
    const worst = order.indexOf(one.weight) > order.indexOf(seen.worst) ? one.weight : seen.worst;
    notes.set(one.section, { count: seen.count + 1, worst });
  }
  const wanted = JSON.stringify([table.chapters, [...spans], [...notes]]);
  if (list.dataset.wanted !== wanted) {
    list.dataset.wanted = wanted;
    list.replaceChildren(...table.chapters.map((one) => item(one, spans.get(one.slug), notes.get(one.slug))));
    reachable();
    if (keep) list.querySelector(`[data-slug="${CSS.escape(keep)}"]`)?.focus({ preventScroll: true });
  }
  const words = table.chapters.reduce((sum, one) => sum + one.words, 0);
  get("sum").textContent = table.pages.length ? `${plural(words, "word")}, ${plural(table.pages.length, "page")}` : "";
}

function item(one, span, notes) {
  const pages = !span ? "" : span[0] === span[1] ? `p. ${span[0]}` : `pp. ${span[0]}–${span[1]}`;
  const told = [one.words ? one.words.toLocaleString("en-GB") : "", pages].filter(Boolean).join("  ·  ");
  const words = [one.words ? plural(one.words, "word") : "", pages.replace("pp.", "pages").replace("p.", "page").replace("–", " to ")];
  const state = STATES[one.standing];
  const spoken = [...words, state, notes ? plural(notes.count, "note") : ""].filter(Boolean).join(", ");
  return element("li", {},
    element("button", {
      type: "button", tabindex: "-1", "data-slug": one.slug, "data-state": one.standing,
      onclick: () => goTo((page) => page.section === one.slug, { focus: true }),
    },
    element("span", { class: "state", title: state }),
    element("span", { class: "name" }, one.label ? element("span", { class: "number", text: one.label }) : null, one.title),
    element("span", { class: "unseen", text: `, ${spoken}` }),
    element("span", { class: "facts", "aria-hidden": "true", text: told }),
    notes ? element("span", { class: `tally ${notes.worst}`, "aria-hidden": "true", text: notes.count }) : null));
}

export function mark(section) {
  for (const one of list.querySelectorAll("button")) {
    if (one.dataset.slug === section) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
}

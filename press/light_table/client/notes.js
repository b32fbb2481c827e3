// Notes: what stopped a build and what the checks found, with file and line.

import { element, get } from "./element.js";

const WEIGHTS = { stop: "Stopped", error: "Error", warning: "Warning", notice: "Notice" };

export const placeOf = ({ file, line }) => (line ? `${file}:${line}` : file);

export function editorLink(table, { file, line }) {
  if (!table.editor || !file) return null;
  const path = `${table.root}/${file}`.split("/").map(encodeURIComponent).join("/");
  return table.editor.replace("{path}", path).replace("{line}", line ?? 1);
}

export async function copy(text, button) {
  let told = "Copied";
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    told = "Not copied";
  }
  const before = button.textContent;
  if (before !== told) {
    button.textContent = told;
    setTimeout(() => (button.textContent = before), 1200);
  }
  get("live").textContent = `${told}: ${text}`;
}

export function note(one, table) {
  const place = placeOf(one);
  const link = editorLink(table, one);
  return element(
    "li",
    { class: `note ${one.weight}`, tabindex: "-1" },
    element("p", { class: "kind" },
      element("b", { text: WEIGHTS[one.weight] }),
      one.folio ? element("span", { text: `page ${one.folio}` }) : null,
      one.code ? element("code", { text: one.code }) : null),
    element("p", { text: sentence(one.message) }),
    one.remedy ? element("p", { class: "remedy", text: sentence(one.remedy) }) : null,
    place
      ? element("p", { class: "place" },
          element("code", { text: place }),
          element("button", { type: "button", "aria-label": `Copy ${place}`, text: "Copy", onclick: (event) => copy(place, event.target) }),
          link ? element("a", { href: link, text: "Open" }) : null)
      : null,
  );
}

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");

// What concerns the whole book, or pages that are not there yet.
export function showWhole(table) {
  const list = get("whole");
  const folios = new Set(table.pages.map((page) => page.folio));
  const own = [...table.stops, ...table.findings].filter((one) => !folios.has(one.folio));
  const wanted = JSON.stringify([own, table.editor]);
  if (list.dataset.wanted === wanted) return;
  list.dataset.wanted = wanted;
  list.hidden = !own.length;
  list.replaceChildren(...own.map((one) => note(one, table)));
}

// From one note to the next, and round again.
export function nextNote() {
  const all = [...document.querySelectorAll(".note")];
  if (!all.length) {
    get("live").textContent = "There are no notes";
    return;
  }
  const at = all.indexOf(document.activeElement.closest(".note"));
  const next = all[(at + 1) % all.length];
  next.scrollIntoView({ block: "center" });
  next.focus({ preventScroll: true });
}

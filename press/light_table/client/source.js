// The slip: where the paragraph that was chosen stands in the manuscript.

import { get } from "./element.js";
import { copy, editorLink } from "./notes.js";
import { POINTS, round } from "./overlays.js";
import { linesOf } from "./server.js";

const slip = get("slip");
let sheet = null;
let blocks = [];
let at = 0;
let mark = null;
let table = null;

export const useTable = (now) => (table = now);

export async function openSource(chosen, event) {
  const lines = await linesOf(chosen.page);
  blocks = grouped(lines.filter((line) => line.source));
  if (!blocks.length) {
    get("live").textContent = "Nothing on this page comes from the manuscript's text";
    return;
  }
  sheet = chosen;
  const byPointer = event.detail > 0;
  at = byPointer ? nearest(event) : 0;
  show();
  if (!slip.open) slip.show();
  stand();
  get("slip-copy").focus({ preventScroll: true });
}

// The lines of each block in their order on the page.
function grouped(lines) {
  const found = new Map();
  for (const line of lines) found.set(line.block, [...(found.get(line.block) ?? []), line]);
  return [...found.values()];
}

function nearest(event) {
  const box = sheet.button.getBoundingClientRect();
  const shown = sheet.paper.querySelector("svg.over")?.getBoundingClientRect() ?? box;
  const mm = shown.width / sheet.page.width;
  const x = (event.clientX - shown.left) / mm;
  const y = (event.clientY - shown.top) / mm;
  const away = (line) => {
    const middle = line.baseline - line.size * POINTS * 0.3;
    const aside = Math.max(line.left - x, x - Math.max(line.right, line.edge), 0);
    return Math.hypot(aside, y - middle);
  };
  let best = 0;
  let least = Infinity;
  blocks.forEach((lines, index) => {
    const distance = Math.min(...lines.map(away));
    if (distance < least) [best, least] = [index, distance];
  });
  return best;
}

function show() {
  const lines = blocks[at];
  const file = table.chapters.find((one) => one.slug === sheet.page.section)?.file ?? "";
  const place = { file, line: lines[0].source };
  const words = lines.map((line) => line.words.trim()).join(" ");
  get("slip-words").textContent = words.length > 90 ? `${words.slice(0, 90).replace(/\s+\S*$/, "")} …` : words;
  get("slip-place").textContent = `${file}:${place.line}`;
  const spaces = lines.filter((line) => line.running && !line.last).map((line) => line.space);
  const loosest = spaces.length ? `, widest word space ${Math.max(...spaces).toFixed(2)}×` : "";
  get("slip-line").textContent = `${lines.length} ${lines.length === 1 ? "line" : "lines"} on page ${sheet.page.folio}${loosest}`;
  const link = editorLink(table, place);
  get("slip-open").hidden = !link;
  if (link) get("slip-open").href = link;
  get("slip-before").disabled = at === 0;
  get("slip-after").disabled = at === blocks.length - 1;
  mark?.remove();
  mark = round(lines);
  sheet.paper.querySelector("svg.over")?.append(mark);
}

// Below the paragraph, or above it where there is no room; always within the window.
function stand() {
  const chosen = (mark?.isConnected ? mark : sheet.button).getBoundingClientRect();
  const below = chosen.bottom + 8;
  const above = chosen.top - slip.offsetHeight - 8;
  const fits = below + slip.offsetHeight < innerHeight - 8;
  const y = fits ? below : above;
  slip.style.setProperty("left", `${Math.max(8, Math.min(chosen.left, innerWidth - slip.offsetWidth - 8))}px`);
  slip.style.setProperty("top", `${Math.max(8, Math.min(y, innerHeight - slip.offsetHeight - 8))}px`);
}

function step(by) {
  if (!blocks[at + by]) return;
  at += by;
  show();
  stand();
  get("live").textContent = `${get("slip-place").textContent}. ${get("slip-words").textContent}`;
}

export function closeSource({ back = true } = {}) {
  if (!slip.open) return false;
  slip.close();
  mark?.remove();
  if (back) sheet.button.focus({ preventScroll: true });
  return true;
}

get("slip-copy").addEventListener("click", (event) => copy(get("slip-place").textContent, event.target));
get("slip-before").addEventListener("click", () => step(-1));
get("slip-after").addEventListener("click", () => step(1));
get("slip-close").addEventListener("click", () => closeSource());
slip.addEventListener("keydown", (event) => {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (by) {
    event.preventDefault();
    step(by);
  } else if (event.key === "Escape") {
    event.preventDefault();
    closeSource();
  }
});

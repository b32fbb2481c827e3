// The light table: what the press tells is laid out, and what is wished goes back.

import { showChanges } from "./changes.js";
import { get, plural } from "./element.js";
import { openHelp, useKeys } from "./keys.js";
import { nextNote, placeOf, showWhole } from "./notes.js";
import { mark, showOutline } from "./outline.js";
import { listen, wish } from "./server.js";
import { closeSource, openSource, useTable } from "./source.js";
import { goTo, keepingPlace, keyOf, looking, onChoice, onLaid, show, size } from "./spreads.js";
import { percent, set, toggle, view, watch, zoomed } from "./view.js";

let table = null;
let heard = {};

// A press that was started again has no pages at first: those that are here stay until it has.
function held(now) {
  if (!table || now.outcome || table.edition !== now.edition) return now;
  const sections = new Set(now.pages.map((page) => page.section));
  const pages = [...now.pages, ...table.pages.filter((page) => !sections.has(page.section))];
  const chapters = now.chapters.length ? now.chapters : table.chapters;
  return { ...now, chapters, pages: pages.sort((a, b) => a.folio - b.folio) };
}

function render(told) {
  const now = held(told);
  const other = table && table.edition !== now.edition;
  table = now;
  document.title = `${now.title || now.publication} – light table`;
  get("title").textContent = now.title || now.publication;
  if (other) closeSource({ back: false });
  useTable(now);
  editions();
  status();
  showWhole(now);
  show(now);
  showOutline(now);
  showChanges(now);
  get("empty").hidden = now.pages.length > 0;
  get("empty").textContent = now.stops.length
    ? "There are no good pages yet. They come as soon as this is mended."
    : "The first pages are being set.";
  zoomTold();
  announce();
  seen();
}

function editions() {
  const select = get("edition");
  if (select.dataset.wanted !== table.editions.join()) {
    select.dataset.wanted = table.editions.join();
    select.replaceChildren(...table.editions.map((name) => new Option(name, name)));
  }
  select.value = table.edition;
}

const WORKING = { opening: "Opening", reading: "Reading", checking: "Checking" };

function status() {
  const doing = get("doing");
  const stops = table.stops.length;
  doing.dataset.state = stops ? "stopped" : table.doing ? "working" : "quiet";
  doing.textContent = stops
    ? `${plural(stops, "error")}. The last good pages stay.`
    : table.doing
      ? (WORKING[table.doing] ?? table.doing.replace(/^setting ?/, (table.doing.length > 8 ? "Setting " : "Setting the pages")))
      : `${table.findings.length ? plural(table.findings.length, "note") : "No notes"}${table.seconds ? `. First page: ${table.seconds.toFixed(2)} s` : ""}`;
}

// Told to those who listen: how a build ended, and no more.
function announce() {
  const stops = table.stops.map((one) => `${one.message}, ${placeOf(one)}`).join(". ");
  if (stops && stops !== heard.stops) {
    get("live").textContent = `Stopped: ${stops}. The last good pages stay.`;
  } else if (!stops && table.checked && !heard.checked) {
    const moved = table.touched.length ? `${plural(table.touched.length, "page")} changed` : "All pages are set";
    get("live").textContent = `${moved}, ${table.findings.length ? plural(table.findings.length, "note") : "no notes"}.`;
  }
  heard = { stops, checked: table.checked };
}

function lost() {
  const doing = get("doing");
  doing.dataset.state = "lost";
  doing.textContent = "Not connected. Trying again.";
  heard = {};
}

// The section in view is marked in the outline, and the press shows the page in view first.
let reported = "";
let waiting = 0;

function seen() {
  const page = looking();
  if (!page) return;
  mark(page.section);
  const key = keyOf(page);
  if (key === reported || !table.chapters.some((one) => one.slug === page.section)) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    reported = key;
    wish("looking", key).catch(() => (reported = ""));
  }, 300);
}

let frame = 0;
get("pages").addEventListener("scroll", () => {
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(seen);
}, { passive: true });

const LEGENDS = {
  grid: "Cyan lines: the baseline grid", margins: "Pink: the type area; green: the safe area", bleed: "Blue frame: the trim",
};

function pressed() {
  for (const one of document.querySelectorAll("[data-toggle]")) {
    one.setAttribute("aria-pressed", String(view[one.dataset.toggle]));
  }
  document.body.classList.toggle("with-bleed", view.bleed);
  document.body.classList.toggle("single", view.single);
  document.body.classList.toggle("with-strip", view.changes);
  get("strip").hidden = !view.changes;
  document.body.classList.toggle("notes-beside", view.notes);
  get("fit").setAttribute("aria-pressed", String(!view.zoom));
  legend();
}

function legend(lines = null) {
  const on = Object.keys(LEGENDS).filter((name) => view[name]).map((name) => LEGENDS[name]);
  if (view.loose) {
    const counted = !lines ? [] : [[lines.loose, "loose line", "orange"], [lines.short, "short line", "blue"]]
      .filter(([count]) => count)
      .map(([count, name, colour]) => `${plural(count, name)}, ${colour}`);
    on.push(!lines ? "Loose lines" : counted.join("; ") || "No line is loose or short");
  }
  get("legend").hidden = !on.length;
  const told = on.join(".  ");
  if (get("legend").textContent !== told) get("legend").textContent = told;
}

const zoomTold = () => (get("zoom").textContent = `${percent(size())} %`);

watch(() => {
  pressed();
  if (table) show(table);
  zoomTold();
});

for (const one of document.querySelectorAll("[data-toggle]")) {
  one.addEventListener("click", () => toggle(one.dataset.toggle));
}
const zoom = (step) => zoomed(size(), step);
get("smaller").addEventListener("click", () => zoom(-1));
get("larger").addEventListener("click", () => zoom(1));
get("fit").addEventListener("click", () => set({ zoom: 0 }));
get("edition").addEventListener("change", (event) => wish("edition", event.target.value));
for (const [button, panel] of [["show-outline", "outline"], ["show-tools", "tools"]]) {
  get(button).addEventListener("click", () => {
    const open = get(panel).classList.toggle("shown");
    get(button).setAttribute("aria-expanded", String(open));
  });
}
onChoice(openSource);
onLaid(legend);
new ResizeObserver(() => {
  keepingPlace(size);
  zoomTold();
}).observe(get("pages"));

function nextEdition() {
  const names = table?.editions ?? [];
  if (names.length > 1) wish("edition", names[(names.indexOf(table.edition) + 1) % names.length]);
}

function toPages() {
  const page = looking();
  if (page) goTo((one) => one === page, { focus: true });
}

useKeys([
  { keys: ["?"], told: "This sheet", act: openHelp },
  { keys: ["o"], told: "To the outline; ↑ ↓ go from section to section", act: () => document.querySelector("#sections [tabindex='0']")?.focus() },
  { keys: ["v"], told: "To the pages; ← → go from page to page", act: toPages },
  { keys: ["Enter"], told: "On a page: where its paragraphs stand in the manuscript" },
  { keys: ["n"], told: "To the next note", act: nextNote },
  { keys: ["a"], told: "Notes beside their pages, or below them", act: () => toggle("notes") },
  { keys: ["c"], told: "What the last change touched", act: () => toggle("changes") },
  { keys: ["g"], told: "Baseline grid", act: () => toggle("grid") },
  { keys: ["m"], told: "Margins and safe area", act: () => toggle("margins") },
  { keys: ["b"], told: "Trim and bleed", act: () => toggle("bleed") },
  { keys: ["l"], told: "Loose and short lines", act: () => toggle("loose") },
  { keys: ["p"], told: "Single pages or spreads", act: () => toggle("single") },
  { keys: ["+", "-"], told: "Larger, smaller" },
  { keys: ["0", "1"], told: "Fit the window; real size" },
  { keys: ["e"], told: "The next edition", act: nextEdition },
  { keys: ["r"], told: "Set everything from nothing", act: () => wish("again") },
  { keys: ["Escape"], told: "Close what is open" },
]);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && closeSource()) return;
  if (!view.keys || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("select, input, dialog")) return;
  const act = { "+": () => zoom(1), "=": () => zoom(1), "-": () => zoom(-1), 0: () => set({ zoom: 0 }), 1: () => set({ zoom: 1 }) }[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

pressed();
listen(render, lost);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && get("doing").dataset.state === "lost") listen(render, lost);
});

// How the table is looked at: toggles and zoom, kept by this browser.

const KEY = "light-table";
const STEPS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4];
const MILLIMETRE = 96 / 25.4; // CSS pixels
const NARROW = 560; // CSS pixels: a room in which a page is as wide as it, however high
const LEAST = 1.1; // CSS pixels a millimetre, below which nothing is to be seen

const first = {
  grid: false, margins: false, bleed: false, loose: false, changes: false, notes: true,
  single: matchMedia("(max-width: 45rem)").matches,
  zoom: 0, // 0 fits
  keys: true,
};

export const view = { ...first, ...kept() };
const watchers = [];

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

export function watch(watcher) {
  watchers.push(watcher);
}

export function set(changes) {
  Object.assign(view, changes);
  try {
    localStorage.setItem(KEY, JSON.stringify(view));
  } catch {
    // a browser that keeps nothing forgets it
  }
  for (const watcher of watchers) watcher(Object.keys(changes));
}

export const toggle = (name) => set({ [name]: !view[name] });

// CSS pixels a millimetre, so that a page, or a spread, is whole in a room of so many pixels.
export function scale(room, page) {
  if (view.zoom) return view.zoom * MILLIMETRE;
  if (!page) return LEAST;
  const beyond = view.bleed ? 2 * page.bleed : 0;
  const across = view.single ? page.width + beyond : 2 * page.width + beyond;
  const wide = room.width / across;
  const high = room.width < NARROW ? wide : room.height / (page.height + beyond);
  return Math.max(LEAST, Math.min(wide, high));
}

export const percent = (mm) => Math.round((mm / MILLIMETRE) * 100);

export function zoomed(now, step) {
  const size = view.zoom || now / MILLIMETRE;
  const found = step > 0
    ? STEPS.find((one) => one > size * 1.01)
    : STEPS.findLast((one) => one < size * 0.99);
  set({ zoom: found ?? (step > 0 ? STEPS.at(-1) : STEPS[0]) });
}

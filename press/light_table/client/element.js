// Elements are made and filled, never written as markup: what a manuscript says stays text.

export const get = (id) => document.getElementById(id);

export function element(tag, settings = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(settings)) {
    if (name === "text") made.textContent = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

export function shape(tag, settings) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(settings)) made.setAttribute(name, value);
  return made;
}

export const plural = (count, one, many = `${one}s`) =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

// One of several elements can be reached with Tab; arrow keys go from one to the next.
export function rove(list, selector, { before, after }) {
  const all = () => [...list.querySelectorAll(selector)];
  const reach = (wanted) => {
    for (const one of all()) one.tabIndex = one === wanted ? 0 : -1;
  };
  list.addEventListener("keydown", (event) => {
    const items = all();
    const at = items.indexOf(document.activeElement);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { [before]: at - 1, [after]: at + 1, Home: 0, End: items.length - 1 };
    const to = items[steps[event.key]];
    if (!to) return;
    event.preventDefault();
    reach(to);
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  list.addEventListener("focusin", (event) => {
    const item = event.target.closest(selector);
    if (item) reach(item);
  });
  return () => {
    const items = all();
    if (items.length && !items.some((one) => one.tabIndex === 0)) items[0].tabIndex = 0;
  };
}

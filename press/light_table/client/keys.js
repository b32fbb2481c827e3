// Keys, and the sheet that tells them.

import { element, get } from "./element.js";
import { set, view } from "./view.js";

const help = get("help");

export function useKeys(rows) {
  const keys = new Map(rows.filter((row) => row.act).flatMap((row) => row.keys.map((key) => [key, row.act])));
  get("keys").append(...rows.map((row) => element("div", {},
    element("dt", {}, ...row.keys.flatMap((key, index) => [index ? " " : "", element("kbd", { text: NAMES[key] ?? key })])),
    element("dd", { text: row.told }),
  )));
  document.addEventListener("keydown", (event) => {
    if (!view.keys || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("select, input, dialog")) return;
    const act = keys.get(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  });
  get("single-keys").checked = view.keys;
  get("single-keys").addEventListener("change", (event) => set({ keys: event.target.checked }));
  get("help-button").addEventListener("click", openHelp);
  get("help-close").addEventListener("click", () => help.close());
}

const NAMES = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Enter: "Enter", Escape: "Esc" };

export function openHelp() {
  help.showModal();
}

// What is drawn over a page: baseline grid, margins, safe area, trim, loose and short lines.
// Coordinates are millimetres from the trim's left and top edge.

import { shape } from "./element.js";
import { linesOf } from "./server.js";
import { view } from "./view.js";

const SHORT = 0.15; // of its measure, as the press counts short lines
const POINT = 25.4 / 72;

export async function overlay(page, measure) {
  const svg = shape("svg", {
    class: "over", viewBox: `0 0 ${page.width} ${page.height}`, "aria-hidden": "true", focusable: "false",
  });
  if (view.margins) svg.append(...margins(page, measure));
  if (view.bleed) svg.append(rectangle("trim", 0, 0, page.width, page.height));
  if (view.grid && measure.unit) svg.append(grid(page, measure));
  if (view.loose) svg.append(...(await lines(page, measure)));
  return svg;
}

const rectangle = (name, x, y, width, height) => shape("rect", { class: name, x, y, width, height });

function margins(page, { safe }) {
  const [left, top, width, height] = page.area;
  const shapes = [];
  if (safe) shapes.push(rectangle("safe", safe, safe, page.width - 2 * safe, page.height - 2 * safe));
  if (width < page.width) shapes.push(rectangle("area", left, top, width, height));
  return shapes;
}

function grid(page, { unit, first }) {
  const [left, top, width, height] = page.area;
  let path = "";
  for (let y = top + first; y <= top + height + 0.01; y += unit) path += `M${left} ${y.toFixed(3)}h${width}`;
  return shape("path", { class: "grid", d: path });
}

async function lines(page, { loose }) {
  const shapes = [];
  const outer = page.area[0] + page.area[2]; // beyond it a figure stands in the margin
  for (const line of await linesOf(page)) {
    if (!line.running || line.last) continue;
    const height = line.size * POINT;
    const top = line.baseline - height * 0.8;
    const begins = Math.min(line.left, line.edge);
    const slack = (line.edge - line.right) / (line.edge - begins || 1);
    if (line.space > loose) {
      const depth = Math.min(0.5, 0.18 + (line.space - loose) * 0.5).toFixed(2);
      const mark = rectangle("loose", begins, top, line.right - begins, height);
      mark.setAttribute("fill-opacity", depth);
      shapes.push(mark);
      if (line.right > outer - 4) shapes.push(told(line.right + 0.8, line.baseline, `${line.space.toFixed(2)}×`));
    } else if (slack > SHORT) {
      shapes.push(rectangle("short", line.right, top, line.edge - line.right, height));
      if (line.edge > outer - 4) shapes.push(told(line.edge + 0.8, line.baseline, `${Math.round(slack * 100)} %`));
    }
  }
  return shapes;
}

function told(x, y, text) {
  const made = shape("text", { class: "told", x: x.toFixed(2), y: y.toFixed(2) });
  made.textContent = text;
  return made;
}

// The rectangle round all lines of a block on a page.
export function round(lines) {
  const left = Math.min(...lines.map((line) => line.left));
  const right = Math.max(...lines.map((line) => Math.max(line.right, line.edge)));
  const top = Math.min(...lines.map((line) => line.baseline - line.size * POINT));
  const bottom = Math.max(...lines.map((line) => line.baseline + line.size * POINT * 0.35));
  return rectangle("chosen", left - 1.2, top - 0.4, right - left + 2.4, bottom - top + 0.8);
}

export const POINTS = POINT;

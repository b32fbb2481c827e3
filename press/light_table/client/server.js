// The press on the other side: its state comes whole with each change; three wishes go back.

let token = "";
let source = null;

export function listen(shown, lost) {
  source?.close();
  source = new EventSource("/events");
  source.addEventListener("table", (event) => {
    const table = JSON.parse(event.data);
    token = table.token;
    shown(table);
  });
  source.addEventListener("error", () => {
    lost();
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(shown, lost), 1000);
  });
}

export async function wish(what, value = "") {
  const answer = await fetch(`/wish/${what}`, {
    method: "POST",
    headers: { "X-Token": token, "Content-Type": "application/json" },
    body: JSON.stringify({ value }),
  });
  return answer.ok;
}

const lines = new Map();

// What is told of a page's lines; it never changes under its digest.
export function linesOf(page) {
  if (!lines.has(page.lines)) {
    const asked = fetch(`/lines/${page.lines}`).then((answer) => (answer.ok ? answer.json() : []));
    asked.catch(() => lines.delete(page.lines));
    lines.set(page.lines, asked.then((all) => all.map(line)));
  }
  return lines.get(page.lines);
}

const line = ([left, right, edge, baseline, size, space, block, source, tag, last, text, words]) => ({
  left, right, edge, baseline, size, space, block, source, tag, last: !!last, running: !!text, words,
});

"""The light table: the book as spreads in a browser, live while it is written and designed.

    watching.py   a bell that rings when a source changes
    worker.py     a process that keeps the engine warm; replaced when it dies or hangs
    builds.py     in it: what changed is set and shown first, then all else, then it is checked
    sources.py    what changed, and only that read again
    setting.py    type that stays standing: parts that are set and drawn already
    proofs.py     pictures of pages, kept by what is on the page
    checks.py     the findings, in a fork of the worker that may be ended at any moment
    pictures.py   pages as pictures, by the digest of what they show
    state.py      what the table shows: a value, and a pure function from an event to the next
    light.py      what is on the table now, for all browsers
    guard.py      who may ask, and what every answer says of itself
    server.py     127.0.0.1: the table, its pictures, and its state as server-sent events
    client/       what runs in the browser

The server's process never imports the engine, so it answers while pages are set.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from press import publication
from press.errors import MachineError, UsageError

PAGED = "-pdf"
"""How the names of the formats end that are pages."""
SCHEME = re.compile(
    r"(?!(?:javascript|data|vbscript|https?|file|blob):)[a-z][a-z0-9+.-]*:", re.IGNORECASE
)
"""An editor's own scheme, and none that a browser would open itself."""
NEEDED = ("starlette", "uvicorn", "watchfiles")


def watch(
    root: Path,
    name: str,
    edition: str | None = None,
    *,
    told: Callable[[str], None],
    port: int = 0,
    editor: str = "",
) -> None:
    """Lay a publication on the light table, until somebody stops it.

    Args:
        root: the root of the repository.
        name: the publication.
        edition: the edition that is shown first; the first one that is pages when not said.
        told: given the table's address when it is served.
        port: where it is served; any that is free when 0.
        editor: an address that opens a file at its line, with `{path}` and `{line}` in it.

    Raises:
        UsageError: there is no such publication or edition, or the editor's address is none.
        MachineError: something is not installed, or the port is taken.
    """
    missing = [one for one in NEEDED if find_spec(one) is None]
    if missing:
        raise MachineError(
            f"the light table needs {', '.join(missing)}", hint="install the extra “preview”"
        )
    from press.light_table import server  # noqa: PLC0415 (of an extra)

    order = publication.load(root, name)
    editions = order.publication.editions
    paged = tuple(one for one, facts in editions.items() if facts.format.endswith(PAGED))
    if edition is not None:
        order.edition(edition)
    if not paged or (edition and edition not in paged):
        raise UsageError(
            f"the edition “{edition}” has no pages" if edition else f"{name} has no pages",
            hint=f"ask for {' or '.join(paged)}" if paged else "add an edition that has",
        )
    if editor and ("{path}" not in editor or not SCHEME.match(editor)):
        raise UsageError(
            "this is no address of an editor", hint="give one such as vscode://file/{path}:{line}"
        )
    server.serve(
        root, name, edition=edition or paged[0], editions=paged, port=port, editor=editor, told=told
    )

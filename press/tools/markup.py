"""Web pages before the Nu HTML Checker, the W3C's and WHATWG's judge of markup and stylesheets."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from press.errors import MachineError
from press.tools.epubs import Complaint
from press.tools.programs import NotChecked, run

PATIENCE = 180.0
"""Seconds that it may take; four sites take ten."""
OF_THE_POLICY = "Resource violates Content Security Policy (meta tag)"
"""It reads files, and takes no file to be of the same origin as another: what it says of the policy
is left to the browser."""


def validate_html(
    files: Mapping[str, bytes], *, required: bool
) -> tuple[Complaint, ...] | NotChecked:
    """What the checker says of the pages and stylesheets of a site, warnings too.

    Args:
        files: the site's files, by their names.
        required: whether its absence stops the run.

    Raises:
        MachineError: it is absent though required, or fails.
    """
    with tempfile.TemporaryDirectory(prefix="press-html-") as folder:
        wanted = [name for name in files if name.endswith((".html", ".css"))]
        paths = [_put(Path(folder, name), files[name]) for name in wanted]
        options = ("--also-check-css", "--format", "json", "--stdout")
        answer = run("vnu", [*options, *paths], timeout=PATIENCE, required=required)
        if isinstance(answer, NotChecked):
            return answer
        try:
            said = json.loads(answer.out)["messages"]
        except (ValueError, LookupError) as error:
            told = next(iter((answer.err or answer.out).strip().splitlines()), "it said nothing")
            raise MachineError(
                f"the Nu HTML Checker ended with {answer.code}: {told}",
                hint="see `invoke doctor`",
            ) from error
        return tuple(
            Complaint(
                code=one.get("subType", one["type"]),
                weight=one["type"],
                message=_message(one),
                file=one.get("url", "").removeprefix(f"file:{folder}/"),
            )
            for one in said
            if not one["message"].startswith(OF_THE_POLICY)
        )


def _put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _message(said: Mapping[str, str]) -> str:
    """What is said and of what; lines are not told, which it miscounts when it reads CSS too."""
    about = " ".join(said.get("extract", "").split())
    return f"{said['message'].rstrip('.')}, at “{about}”" if about else said["message"]

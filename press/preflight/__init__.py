"""Checks of a finished print file against the order: what the printer's own preflight would say.

These are our checks. No free program certifies PDF/X, and nothing here says that a file is.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from press import reading, tools
from press.assets import Face
from press.finding import Finding
from press.preflight import boxes, colours, details, edges, fonts, inks, standard, syntax
from press.preflight.before import Before
from press.preflight.delivery import Delivery
from press.preflight.facts import as_json
from press.preflight.page import as_page
from press.publication import Edition
from press.rule import Rule, judged
from press.tools import Answer, NotChecked, Verdict

FORMATS = frozenset({"print-pdf"})
"""The formats that go to a printer."""
PROFILE = Path(__file__).with_name("print.xml")
"""Our own rules for the veraPDF engine."""
PATIENCE = 60.0
"""Seconds for reading the syntax; a booklet takes a tenth of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rules about one thing."""

    title: str
    rules: tuple[Rule[Delivery], ...]


GROUPS: dict[str, Group] = {
    "boxes": Group(title="Boxes and extent", rules=boxes.RULES),
    "edges": Group(title="Bleed and safe area", rules=edges.RULES),
    "colours": Group(title="Colours and plates", rules=colours.RULES),
    "inks": Group(title="Ink on the paper", rules=inks.RULES),
    "details": Group(title="Pictures and lines", rules=details.RULES),
    "fonts": Group(title="Fonts", rules=fonts.RULES),
    "standard": Group(title="PDF/X-4, by our checks", rules=standard.RULES),
    "syntax": Group(title="Syntax", rules=syntax.RULES),
}
"""The groups, in the order of their telling."""


Counted = Callable[[reading.PrintFile, float], Sequence[int]]
"""The pages on which ink is counted, by their indices, of a file and the most ink in per cent."""
GUARDING: Counted = reading.doubtful_pages
"""Where nothing but findings is asked for: those on which there could be too much."""
TELLING: Counted = reading.every_page
"""Where the ink of each page is told."""


@contextmanager
def syntax_read(content: bytes) -> Iterator[Answer]:
    """Have qpdf read the syntax of a file beside us; what is yielded waits for what it says.

    Raises:
        MachineError: it cannot be started.
    """
    with tempfile.TemporaryDirectory(prefix="press-syntax-") as folder:
        file = Path(folder, "file.pdf")
        file.write_bytes(content)
        with tools.started("qpdf", ["--check", file], required=False) as answer:
            yield answer


def delivery(
    content: bytes,
    *,
    edition: Edition,
    faces: Mapping[str, Face],
    counted: Counted,
    syntax: Answer,
    kept: reading.Kept | None = None,
) -> Delivery:
    """Gather what the rules read of a file, each thing once.

    Args:
        content: the file.
        edition: the order's facts.
        faces: the layout's faces by the names it has for them: family, weight and style.
        counted: tells on which pages ink is counted: `GUARDING` or `TELLING`.
        syntax: what `syntax_read` yields of the file.
        kept: what was read of the same pages before.

    Raises:
        ContentError: the file does not open.
        MachineError: an outside program fails.
    """
    facts = reading.read_print(content, kept)
    before = Before.of(content, edition, kept) if kept else None
    within = {index: facts.pages[index].bled for index in counted(facts, edition.max_ink)}
    return Delivery(
        facts=facts,
        edition=edition,
        fonts=frozenset(_names(faces)),
        coverage=reading.coverage(
            content,
            within=within,
            limit=edition.max_ink,
            plates=bool(within) and facts.is_plates,
            kept=kept,
        ),
        syntax=syntax(PATIENCE),
        verdict=None,
        words=partial(reading.words_in, content),
        before=before.judged() if before else {},
        keep=before.keep if before else None,
    )


def second_reading(content: bytes) -> Verdict | NotChecked:
    """What the veraPDF engine says of a file by our own rules.

    It takes longer than all the rest, so publishing does without.

    Raises:
        MachineError: the engine fails, or cannot read the file.
    """
    with tempfile.TemporaryDirectory(prefix="press-verdict-") as folder:
        file = Path(folder, "file.pdf")
        file.write_bytes(content)
        return tools.validate(file, str(PROFILE), required=False)


def findings(subject: Delivery) -> dict[str, list[Finding]]:
    """What breaks any rule, group by group."""
    found = {name: judged(group.rules, subject) for name, group in GROUPS.items()}
    # A fault of what pages share is told with the first of them, so it is no page's own.
    if subject.keep and not any(page.faults for page in subject.facts.pages):
        subject.keep(subject.now)
    return found


def _names(faces: Mapping[str, Face]) -> Iterator[str]:
    """Every name by which a font of the layout may stand in a file."""
    for name, face in faces.items():
        yield from (face.postscript_name, face.family, name.rsplit(" ", 2)[0])


__all__ = [
    "FORMATS",
    "GROUPS",
    "GUARDING",
    "TELLING",
    "Delivery",
    "Group",
    "as_json",
    "as_page",
    "delivery",
    "findings",
    "second_reading",
    "syntax_read",
]

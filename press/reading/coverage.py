"""How much ink comes to stand on each page: the plates as Ghostscript makes them, added up."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageMath, ImageSequence, ImageStat

from press import tools
from press.errors import MachineError
from press.reading.facts import Box
from press.reading.kept import Kept
from press.store import digest
from press.tools import NotChecked

DOTS = 36
"""Dots an inch; a dot is 0.7 mm wide, and no press holds an overload on less."""
PATIENCE = 180.0
"""Seconds that are waited for it."""
MANY = 200
"""Pages that are worth a second process; each takes 40 MB."""
WHOLE = 255.0
"""A plate's full tone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The ink of one page inside its bleed, in per cent of one plate's full tone."""

    most: float
    """On the spot that has most."""
    plates: tuple[float, float, float, float]
    """Of each plate, over the whole page."""
    heavy: Box | None
    """Where there is more than the limit, in pt from the media box's corner."""

    @property
    def mean(self) -> float:
        """Over the whole page."""
        return sum(self.plates)


def coverage(
    content: bytes,
    *,
    within: Mapping[int, Box],
    limit: float,
    plates: bool = False,
    kept: Kept | None = None,
) -> dict[int, Coverage] | NotChecked:
    """The ink of some pages, by their indices; where none is wanted nobody is asked.

    Args:
        content: the file.
        within: of each page that is counted the box that is looked at; marks outside are no load.
        limit: in per cent; where a page has more is told.
        plates: whether its colours are what comes on the plates (`PrintFile.is_plates`). The same
            is measured, but no profile has to be opened, which takes longer than ten pages;
            overprinting it would not see.
        kept: what was measured of the same pages before.

    Raises:
        MachineError: Ghostscript does not read the file.
    """
    if not within:
        return {}
    ghostscript = tools.look("ghostscript")
    if kept is None or ghostscript is None:
        return _measured(content, within, limit, plates=plates)
    of = kept.pages(content)
    on = (ghostscript, str(DOTS), str(limit), of.conditions or "")
    pages = [
        digest(page, str(within[index]))
        if page and bare and of.conditions and index in within
        else None
        for index, (page, bare) in enumerate(zip(of.pages, of.bare, strict=True))
    ]
    known = {index: _from_plain(told) for index, told in kept.found("inks", pages, *on).items()}
    left = {index: box for index, box in within.items() if index not in known}
    read = _measured(content, left, limit, plates=plates) if left else {}
    if isinstance(read, NotChecked):
        return read
    kept.keep("inks", pages, {index: astuple(one) for index, one in read.items()}, *on)
    return {index: (known | read)[index] for index in within}


def _from_plain(told: Sequence[Any]) -> Coverage:
    most, (cyan, magenta, yellow, black), heavy = told
    box = (heavy[0], heavy[1], heavy[2], heavy[3]) if heavy else None
    return Coverage(most=most, plates=(cyan, magenta, yellow, black), heavy=box)


def _measured(
    content: bytes, within: Mapping[int, Box], limit: float, *, plates: bool
) -> dict[int, Coverage] | NotChecked:
    """Have Ghostscript make the plates of some pages, of many in two pieces at once."""
    found: dict[int, Coverage] = {}
    with tempfile.TemporaryDirectory(prefix="press-ink-") as folder, ExitStack() as running:
        file = Path(folder, "file.pdf")
        file.write_bytes(content)
        begun = []
        for piece in _pieces(sorted(within)):
            picture = Path(folder, f"plates-{piece[0]}.tif")
            args: list[str | Path] = [
                *("-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dUseMediaBox"),
                *("-sDEVICE=tiff32nc", f"-r{DOTS}", f"-sOutputFile={picture}"),
                *("-dMaxBitmap=0", "-dBufferSpace=1000000"),  # in strips: 2 MB less
                *(["-dUseFastColor=true"] if plates else []),
                f"-sPageList={_listed(piece)}",
                file,
            ]
            answer = running.enter_context(tools.started("ghostscript", args, required=False))
            begun.append((piece, picture, answer))
        for piece, picture, answer in begun:
            told = answer(PATIENCE)
            if isinstance(told, NotChecked):
                return told
            if not told.code and picture.exists():
                with Image.open(picture) as pages:
                    boxes = [within[index] for index in piece]
                    found |= zip(piece, _pages(pages, boxes, limit), strict=False)
    if len(found) < len(within):
        raise MachineError(
            "Ghostscript cannot make plates of the file", hint="see `qpdf --check` of it"
        )
    return found


def _pieces(pages: list[int]) -> list[list[int]]:
    """All pages, or of many the halves where two processes can work at once."""
    half = len(pages) // 2
    if len(pages) < MANY or (os.cpu_count() or 1) < 2:
        return [pages]
    return [pages[:half], pages[half:]]


def _listed(pages: Sequence[int]) -> str:
    """Page numbers as Ghostscript takes them: `1-9,12-12`."""
    runs: list[list[int]] = []
    for index in pages:
        if runs and runs[-1][1] == index:
            runs[-1][1] = index + 1
        else:
            runs.append([index + 1, index + 1])
    return ",".join(f"{first}-{last}" for first, last in runs)


def _pages(pages: Any, within: Sequence[Box], limit: float) -> Iterator[Coverage]:
    for box, page in zip(within, ImageSequence.Iterator(pages), strict=False):
        # A dot that a mark beside the box only touches is painted whole: the outermost stay out.
        left, top = int(box[0] * DOTS / 72) + 1, page.height - int(box[3] * DOTS / 72) + 1
        right, bottom = int(box[2] * DOTS / 72) - 1, page.height - int(box[1] * DOTS / 72) - 1
        cut = page.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
        bands = cut.split()
        whole = ImageMath.lambda_eval(
            lambda args: args["c"] + args["m"] + args["y"] + args["k"],
            **{name: band.convert("I") for name, band in zip("cmyk", bands, strict=True)},
        )
        most = float(whole.getextrema()[1]) / WHOLE * 100
        heavy = None
        if most > limit:
            over = whole.point(lambda ink: ink - limit * WHOLE / 100).convert("L").getbbox()
            heavy = _on_page(over, (left, top), page.height) if over else box
        cyan, magenta, yellow, black = (mean / WHOLE * 100 for mean in ImageStat.Stat(cut).mean)
        yield Coverage(most=most, plates=(cyan, magenta, yellow, black), heavy=heavy)


def _on_page(dots: Sequence[int], corner: tuple[int, int], height: int) -> Box:
    scale = 72 / DOTS
    left, top, right, bottom = dots
    return (
        (corner[0] + left) * scale,
        (height - corner[1] - bottom) * scale,
        (corner[0] + right) * scale,
        (height - corner[1] - top) * scale,
    )

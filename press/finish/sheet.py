"""The sheet round a page: its boxes, and what is drawn outside the bleed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf

from press.finish import marks
from press.finish.marks import POINTS
from press.finish.slug import SIZE, Slugs, fonts, slug_text
from press.imposition import Box

ROUND_A_PAGE = re.compile(rb"\s*q /Press\w+ Do Q\s*")
"""What `dress` adds to a page's content, and does not belong to the page itself."""
INSET = 2.0
"""How far from the trim's left edge a line in the slug begins, in mm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The page's physical facts, in mm."""

    width: float
    height: float
    bleed: float = 0.0
    slug: float = 0.0
    folds: tuple[float, ...] = ()
    """How far from the trim's left edge the sheet is folded from head to foot."""

    @property
    def margin(self) -> float:
        """What stands round the trim."""
        return self.bleed + self.slug

    @property
    def trim(self) -> Box:
        """Where the trimmed page lies on the sheet."""
        return Box(
            left=self.margin,
            bottom=self.margin,
            right=self.margin + self.width,
            top=self.margin + self.height,
        )


def lay(pdf: Pdf, sheet: Sheet) -> None:
    """Set the boxes, the media's origin at zero (ISO 32000-1, 14.11.2), and move the drawing."""
    margin = sheet.margin * POINTS
    width, height = sheet.width * POINTS, sheet.height * POINTS
    bleed = sheet.bleed * POINTS
    for page in pdf.pages:
        left, bottom = (float(edge) for edge in page.TrimBox[:2])
        page.MediaBox = _box(0, 0, width + 2 * margin, height + 2 * margin)
        page.TrimBox = _box(margin, margin, margin + width, margin + height)
        page.BleedBox = _box(
            margin - bleed, margin - bleed, margin + width + bleed, margin + height + bleed
        )
        page.CropBox = page.MediaBox
        if (left, bottom) != (margin, margin):
            move = f"q 1 0 0 1 {margin - left:.6f} {margin - bottom:.6f} cm\n".encode()
            clip = (
                f"{left - bleed:.6f} {bottom - bleed:.6f} "
                f"{width + 2 * bleed:.6f} {height + 2 * bleed:.6f} re W n\n"
            ).encode()
            page.contents_add(pdf.make_stream(move + clip), prepend=True)
            page.contents_add(pdf.make_stream(b"\nQ\n"))


def _box(*edges: float) -> Array:
    return Array([round(edge, 4) for edge in edges])


def dress(pdf: Pdf, sheet: Sheet, words: Slugs | None) -> None:
    """Draw crop marks, targets and each page's words outside the bleed, in the registration colour.

    The marks are one form that all pages share; where the slug is too narrow for targets or words
    there are none.
    """
    room = sheet.margin - marks.gap(sheet.bleed)
    pieces = [marks.crop_marks(sheet.trim, bleed=sheet.bleed, length=min(marks.LENGTH, room))]
    pieces += [
        marks.fold_marks(
            sheet.margin + fold, sheet.trim, bleed=sheet.bleed, length=min(marks.LENGTH, room)
        )
        for fold in sheet.folds
    ]
    if room >= marks.LENGTH:
        points = marks.target_points(sheet.trim, bleed=sheet.bleed)
        pieces.append(marks.registration_marks(points))
    colour = marks.resources(pdf)
    _stamp(pdf, [marks.dressed(*pieces)] * len(pdf.pages), colour, "PressMarks")
    below = sheet.margin - marks.reach(sheet.bleed)
    if words is None or below < SIZE / POINTS:
        return
    lettered = Dictionary(ColorSpace=colour.ColorSpace, Font=fonts(pdf, words.lettering))
    lines = (
        marks.dressed(
            *(
                slug_text(
                    line,
                    words.lettering,
                    sheet.trim.left + INSET,
                    below / 2,
                    room=sheet.width - 2 * INSET,
                )
                for line in page
            )
        )
        for page in words.lines
    )
    _stamp(pdf, lines, lettered, "PressSlug")


def _stamp(pdf: Pdf, drawings: Iterable[bytes], resources: Dictionary, name: str) -> None:
    """Put a drawing on each page as a form; equal ones are one form.

    Pages may share their resources, so each form has a name of its own.
    """
    forms: dict[bytes, tuple[Name, Any]] = {}
    for page, drawing in zip(pdf.pages, drawings, strict=True):
        if drawing not in forms:
            form = pdf.make_stream(
                drawing,
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=page.MediaBox,
                Resources=resources,
            )
            forms[drawing] = Name(f"/{name}{len(forms) or ''}"), form
        own, form = forms[drawing]
        page.add_resource(form, Name.XObject, own)
        page.contents_add(pdf.make_stream(f"\nq {own} Do Q\n".encode()))

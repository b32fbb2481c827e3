"""The wrap: finished pages laid on one flat sheet that goes round a bound book.

Nothing is set again: each page of the edition becomes a form XObject (ISO 32000-1, 8.10) that is
cut at the fold on the spine's side and keeps its bleed on the others.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from press.finish.marks import POINTS
from press.finish.sheet import ROUND_A_PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """A cover laid flat, in mm."""

    width: float
    """Of one trimmed page."""
    height: float
    spine: float
    bleed: float

    @property
    def whole(self) -> float:
        """The width of back, spine and front."""
        return 2 * self.width + self.spine


def wrap(edition: bytes, spine: bytes, flat: Flat) -> bytes:
    """Lay the cover's pages on two flat pages, their origin at the trim's corner.

    Args:
        edition: the finished print edition; its first two pages and its last two are the cover.
        spine: one page of the spine's width, with its bleed.
        flat: the measures.

    Returns:
        A PDF that is still to be finished: the outside (back, spine, front), then the inside
        (inside front, inside back; the spine between them is left for the glue).
    """
    with (
        Pdf.open(io.BytesIO(edition)) as book,
        Pdf.open(io.BytesIO(spine)) as strip,
        Pdf.new() as pdf,
    ):
        for page in (*book.pages[:2], *book.pages[-2:]):
            _unmark(page)
        for source in (book, strip):
            source.remove_unreferenced_resources()  # else every page brings all the book's fonts
        _side(pdf, flat, left=book.pages[-1], right=book.pages[0], middle=strip.pages[0])
        _side(pdf, flat, left=book.pages[1], right=book.pages[-2], middle=None)
        pdf.docinfo["/Producer"] = book.docinfo.get("/Producer", "")
        laid = io.BytesIO()
        pdf.save(laid, deterministic_id=True, min_version=book.pdf_version)
        return laid.getvalue()


def _side(pdf: Pdf, flat: Flat, *, left: Page, right: Page, middle: Page | None) -> None:
    """One side of the sheet."""
    width, height, bleed = (mm * POINTS for mm in (flat.whole, flat.height, flat.bleed))
    page = pdf.add_blank_page(page_size=(width, height))
    page.MediaBox = Array([-bleed, -bleed, width + bleed, height + bleed])
    page.TrimBox = Array([0, 0, width, height])
    fold = flat.width + flat.spine
    placed = [(Name.Left, left, 0.0, (True, False)), (Name.Right, right, fold, (False, True))]
    if middle is not None and flat.spine:
        placed.append((Name.Spine, middle, flat.width, (False, False)))
    forms = Dictionary()
    drawing = b""
    for name, source, at, over in placed:
        form, corner = _form(source, flat, over)
        forms[name] = pdf.copy_foreign(form)
        move = f"{at * POINTS - corner[0]:.4f} {-corner[1]:.4f}".encode()
        drawing += b"q 1 0 0 1 %b cm %b Do Q\n" % (move, str(name).encode())
    page.Resources = Dictionary(XObject=forms)
    page.Contents = pdf.make_stream(drawing)


def _form(page: Page, flat: Flat, over: tuple[bool, bool]) -> tuple[Object, tuple[float, float]]:
    """A page as a form, cut where it is folded, and its trim's corner in its own measures.

    Args:
        page: without its own marks.
        flat: the measures.
        over: whether its bleed is kept on the left and on the right.
    """
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    bleed = flat.bleed * POINTS
    form = page.as_form_xobject()
    form.BBox = Array(
        [
            round(left - over[0] * bleed, 4),
            round(bottom - bleed, 4),
            round(right + over[1] * bleed, 4),
            round(top + bleed, 4),
        ]
    )
    return form, (left, bottom)


def _unmark(page: Page) -> None:
    """Take what finishing drew round a page off it."""
    if isinstance(page.Contents, Array):
        kept = [one for one in page.Contents if not ROUND_A_PAGE.fullmatch(one.read_bytes())]
        page.Contents = Array(kept)

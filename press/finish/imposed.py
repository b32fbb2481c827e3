"""Sheets: finished pages set side by side as a plan of imposition says, with marks and slug text.

Each page becomes a form, drawn where the plan places it and cut where the plan cuts it; fonts,
pictures, metadata and printing condition stay as they are, and are in the file once.
"""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, Page, Pdf, String

from press.assets.lettering import Lettering
from press.finish import marks
from press.finish.marks import POINTS
from press.finish.saving import saved
from press.finish.sheet import ROUND_A_PAGE
from press.finish.slug import Slugs, fonts, slug_text
from press.imposition import Box, Side

OF_PAGES = (
    "/Outlines",
    "/Names",
    "/Dests",
    "/OpenAction",
    "/StructTreeRoot",
    "/MarkInfo",
    "/Threads",
    "/PageMode",
    "/PageLayout",
)
"""What the catalogue says of single pages, and is not true of sheets."""
SLUG_INSET = 2.0
"""How far slug text keeps from crop marks and fold marks, in mm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """A page as a form, and the lower left corner of its trim in its own pt."""

    form: Any
    left: float
    bottom: float


def impose(
    content: bytes,
    sides: Sequence[Side],
    *,
    labels: Sequence[str],
    slugs: Slugs | None = None,
    viewer: Mapping[str, str] | None = None,
) -> bytes:
    """Set the pages of a finished PDF on sheets.

    TrimBox is what the knife leaves of a sheet, two pages wide; BleedBox has the bleed round it.

    Args:
        content: the finished PDF.
        sides: the plan, a page of the new file each.
        labels: the page label of each side.
        slugs: what stands below the pages of each side; without it there are no marks either.
        viewer: what viewers are told besides (ISO 32000-1, table 150), names to names.
    """
    plan = content + repr((sides, labels, slugs, viewer)).encode()
    with Pdf.open(io.BytesIO(content)) as pdf:
        forms = _forms(pdf)
        dress = _dress(pdf, slugs) if slugs else {}
        pages = []
        for index, side in enumerate(sides):
            drawing = _drawing(side, forms)
            if slugs:
                drawing += _dressing(side, slugs.lines[index], slugs.lettering)
            drawn = {f"/Page{one.page + 1}": forms[one.page].form for one in side.placed}
            resources = Dictionary({**dress, "/XObject": Dictionary(drawn)})
            pages.append(_page(pdf, side, resources, drawing))
        del pdf.pages[:]
        pdf.pages.extend(pages)
        for key in OF_PAGES:
            if key in pdf.Root:
                del pdf.Root[key]
        pdf.Root.PageLabels = pdf.make_indirect(Dictionary(Nums=Array(_labels(labels))))
        preferences = pdf.Root.get(Name.ViewerPreferences, Dictionary())
        for key, value in (viewer or {}).items():
            preferences[f"/{key}"] = Name(f"/{value}")
        pdf.Root.ViewerPreferences = preferences
        _instance(pdf, plan)
        return saved(pdf, made_of=plan, version=pdf.pdf_version)


def _labels(labels: Sequence[str]) -> Iterator[Any]:
    """A range for each side that has no number, only words (ISO 32000-1, 12.4.2)."""
    for index, label in enumerate(labels):
        yield index
        yield Dictionary(P=String(label))


def _instance(pdf: Pdf, plan: bytes) -> None:
    """Where the metadata tells instances of a work apart, this is another one."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        if "xmpMM:InstanceID" in xmp:
            instance = uuid.uuid5(uuid.NAMESPACE_OID, hashlib.sha256(plan).hexdigest())
            xmp["xmpMM:InstanceID"] = f"uuid:{instance}"


def _forms(pdf: Pdf) -> list[_Form]:
    """The pages, each made a form."""
    shared: dict[tuple[int, int], Any] = {}
    forms = []
    for page in pdf.pages:
        form = pdf.make_stream(
            _content(page),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array(list(page.obj.get(Name.BleedBox, page.mediabox))),
            Resources=_resources(pdf, page, shared),
        )
        if Name.Group in page.obj:
            form.Group = page.obj.Group
        left, bottom, *_ = (float(edge) for edge in page.trimbox)
        forms.append(_Form(form=form, left=left, bottom=bottom))
    return forms


def _content(page: Page) -> bytes:
    """What a page draws, without what finishing drew round it."""
    contents: Any = page.obj.get(Name.Contents, Array())
    streams = list(contents) if isinstance(contents, Array) else [contents]
    read = [stream.read_bytes() for stream in streams]
    return b"\n".join(one for one in read if not ROUND_A_PAGE.fullmatch(one))


def _resources(pdf: Pdf, page: Page, shared: dict[tuple[int, int], Any]) -> Any:
    """What a page draws with; pages that share it go on sharing it."""
    own: Any = page.resources
    if own.objgen in shared:
        return shared[own.objgen]
    kept = Dictionary({key: value for key, value in own.items() if key != "/XObject"})
    drawn = {
        key: value
        for key, value in own.get(Name.XObject, Dictionary()).items()
        if not key.startswith("/Press")
    }
    if drawn:
        kept.XObject = Dictionary(drawn)
    made = pdf.make_indirect(kept)
    if own.is_indirect:
        shared[own.objgen] = made
    return made


def _drawing(side: Side, forms: Sequence[_Form]) -> bytes:
    """The pages of a side, each cut where the plan cuts it."""
    drawing = []
    for placed in side.placed:
        form, scale = forms[placed.page], placed.scale
        x, y = placed.x * POINTS - scale * form.left, placed.y * POINTS - scale * form.bottom
        drawing.append(
            f"q {_rectangle(placed.clip)} re W n "
            f"{scale:.6f} 0 0 {scale:.6f} {x:.4f} {y:.4f} cm /Page{placed.page + 1} Do Q\n"
        )
    return "".join(drawing).encode()


def _page(pdf: Pdf, side: Side, resources: Dictionary, drawing: bytes) -> Page:
    whole = Box(left=0, bottom=0, right=side.width, top=side.height)
    return Page(
        pdf.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=_box(whole),
                CropBox=_box(whole),
                BleedBox=_box(side.trim.grown(side.bleed)),
                TrimBox=_box(side.trim),
                Resources=resources,
                Contents=pdf.make_stream(drawing),
            )
        )
    )


def _dress(pdf: Pdf, slugs: Slugs) -> dict[str, Any]:
    """What marks and slug text draw with, in the file once."""
    colour: Any = marks.resources(pdf)
    return {**dict(colour.items()), "/Font": fonts(pdf, slugs.lettering)}


def _dressing(side: Side, lines: Sequence[str], lettering: Lettering) -> bytes:
    """Crop, fold and registration marks, and a line of slug text under each page."""
    trim, bleed = side.trim, side.bleed
    each = trim.width / len(lines)
    below = trim.bottom - (marks.gap(bleed) + marks.reach(bleed)) / 2 - 0.7
    return marks.dressed(
        marks.crop_marks(trim, bleed=bleed),
        marks.fold_marks(side.fold, trim, bleed=bleed),
        marks.registration_marks(marks.target_points(trim, bleed=bleed, parts=len(lines))),
        *(
            slug_text(
                line,
                lettering,
                trim.left + SLUG_INSET + index * each,
                below,
                room=each - 2 * SLUG_INSET,
            )
            for index, line in enumerate(lines)
        ),
    )


def _rectangle(box: Box) -> str:
    edges = box.left, box.bottom, box.width, box.height
    return " ".join(f"{edge * POINTS:.4f}" for edge in edges)


def _box(box: Box) -> Array:
    edges = box.left, box.bottom, box.right, box.top
    return Array([round(edge * POINTS, 4) for edge in edges])

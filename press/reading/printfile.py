"""Facts about a file for the printer: its boxes, what is painted, and what it says of itself."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Name, Pdf

from press.errors import ContentError
from press.reading import things
from press.reading.facts import Box
from press.reading.kept import Kept
from press.reading.load import most_ink
from press.reading.painted import Mark, Painted, Space, as_bytes, from_bytes, painted
from press.reading.painted.colours import CMYK
from press.reading.things import FontFacts

XMP = {
    "GTS_PDFXVersion": "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion",
    "Trapped": "pdf:Trapped",
    "Producer": "pdf:Producer",
    "Title": "dc:title",
    "CreateDate": "xmp:CreateDate",
    "ModifyDate": "xmp:ModifyDate",
    "MetadataDate": "xmp:MetadataDate",
    "DocumentID": "xmpMM:DocumentID",
    "VersionID": "xmpMM:VersionID",
    "RenditionClass": "xmpMM:RenditionClass",
}
"""What is asked of the metadata stream."""
INFORMATION = ("Title", "CreationDate", "ModDate", "Producer", "Trapped")
"""What is asked of the information dictionary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A note, link or field that lies on a page."""

    kind: str
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A page by itself: boxes in pt from the media box's corner, and what is painted."""

    media: Box
    crop: Box
    trim: Box | None
    bleed: Box | None
    annotations: tuple[Annotation, ...]
    marks: Sequence[Mark]
    faults: tuple[str, ...]
    """What could not be read of its content."""
    most: float | None
    """The most ink that a spot of it can have, 1 for a whole plate; None where marks do not tell.

    It holds where nothing in the file mixes inks otherwise (`PrintFile.bounds`).
    """

    @property
    def trimmed(self) -> Box:
        """The trim, or what a printer would take for it (ISO 32000-1, table 30)."""
        return self.trim or self.crop

    @property
    def bled(self) -> Box:
        """The bleed, or what a printer would take for it."""
        return self.bleed or self.crop


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintPage(Side):
    """A page in its place."""

    index: int
    label: str

    @property
    def name(self) -> str:
        """The page as a finding names it."""
        return f"page {self.index + 1} (folio {self.label})"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputIntent:
    """A printing condition that the file names (ISO 32000-1, 14.11.5)."""

    kind: str
    condition: str
    """Its registered name."""
    registry: str
    components: int
    """What the profile's stream says."""
    profile: str
    """The class and the colours that stand in the profile itself: `prtr CMYK`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintFile:
    """One file as a printer gets it."""

    pages: tuple[PrintPage, ...]
    version: tuple[int, int]
    encrypted: bool
    identifiers: int
    """How many identifiers the trailer has; a whole file has two."""
    information: Mapping[str, str]
    xmp: Mapping[str, str]
    intents: tuple[OutputIntent, ...]
    fonts: tuple[FontFacts, ...]
    blends: tuple[Space, ...]
    """The spaces in which groups are blended, but for those of masks."""
    defaults: bool
    """Whether it puts a space of its own in the place of a device's (8.6.5.6)."""
    overprints: bool
    """Whether anything in it may leave plates of what lies below standing (8.6.7)."""
    mixes: bool
    """Whether it has what single marks do not tell: blending, or letters that are drawings."""
    unwanted: frozenset[str]
    """What no print file has, as `UNWANTED` and `CATALOGUE` name it."""

    @property
    def is_plates(self) -> bool:
        """Whether its colours are what comes on the plates, and no profile has a say in them.

        Where something overprints Ghostscript has to look closely, so it is none of these.
        """
        return (
            not self.defaults
            and not self.overprints
            and {*self.blends} <= {CMYK}
            and not any(page.faults for page in self.pages)
            and all(
                mark.ink.space.is_plates and not mark.masked
                for page in self.pages
                for mark in page.marks
            )
        )

    @property
    def bounds(self) -> tuple[float | None, ...]:
        """The most ink that a spot of each page can have, 1 for a whole plate; None without one."""
        sound = not (self.defaults or self.mixes or things.BENDING & self.unwanted)
        if not sound or {*self.blends} - {CMYK}:
            return (None,) * len(self.pages)
        return tuple(page.most for page in self.pages)


def every_page(file: PrintFile, _: float) -> list[int]:
    """The indices of all pages."""
    return [page.index for page in file.pages]


def doubtful_pages(file: PrintFile, limit: float) -> list[int]:
    """The indices of the pages that may have more ink on a spot than the limit, in per cent."""
    return [at for at, most in enumerate(file.bounds) if most is None or most * 100 > limit]


def read_print(content: bytes, kept: Kept | None = None) -> PrintFile:
    """Gather what preflight asks of a file.

    Args:
        content: the file.
        kept: what was read of the same pages before.

    Raises:
        ContentError: the file does not open.
    """
    try:
        with Pdf.open(io.BytesIO(content)) as pdf:
            return _read(pdf, content, kept)
    except pikepdf.PasswordError as error:
        raise ContentError(
            "the file wants a password", hint="hand it over without encryption"
        ) from error
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise ContentError("the file does not open as a PDF", hint="make it again") from error


def _read(pdf: Pdf, content: bytes, kept: Kept | None) -> PrintFile:
    """Read what is not known; what is read is kept."""
    pages = kept.pages(content).pages if kept else ()
    values = kept.values("painted", pages) if kept else {}
    known = {index: from_bytes(value) for index, value in values.items()}
    found = painted(pdf, {index: page for index, (page, _) in known.items()})
    file = _facts(pdf, found, {index: most for index, (_, most) in known.items()})
    # A fault of what pages share is told with the first of them, so it is no page's own.
    if kept and not any(page.faults for page in found):
        new = {
            at: as_bytes(page, file.pages[at].most)
            for at, page in enumerate(found)
            if at not in known
        }
        kept.keep_values("painted", pages, new)
    return file


def _facts(pdf: Pdf, content: list[Painted], known: Mapping[int, float | None]) -> PrintFile:
    every = list(things.every_thing(pdf))
    major, minor = (int(number) for number in pdf.pdf_version.split(".")[:2])
    xmp = pdf.open_metadata()  # read, not entered: leaving it would write
    told = {key: str(xmp[name]) for key, name in XMP.items() if name in xmp}
    return PrintFile(
        pages=tuple(_pages(pdf, content, known)),
        version=(major, minor),
        encrypted=pdf.is_encrypted,
        identifiers=len(pdf.trailer.get(Name.ID, ())),
        information={
            key: str(pdf.docinfo[f"/{key}"]) for key in INFORMATION if f"/{key}" in pdf.docinfo
        },
        xmp=told,
        intents=tuple(_intent(one) for one in pdf.Root.get(Name.OutputIntents, ())),
        fonts=tuple(things.fonts(every)),
        blends=tuple(dict.fromkeys(things.blends(every))),
        defaults=things.defaults(every),
        overprints=things.overprints(every),
        mixes=things.mixes(every),
        unwanted=frozenset(things.unwanted(pdf, every)),
    )


def _pages(
    pdf: Pdf, contents: list[Painted], known: Mapping[int, float | None]
) -> Iterator[PrintPage]:
    for index, (page, content) in enumerate(zip(pdf.pages, contents, strict=True)):
        left, bottom, *_ = media = [float(edge) for edge in page.mediabox]
        crop = _box(page.cropbox, left, bottom)
        trim, bleed = (
            _box(page.obj[key], left, bottom) if key in page.obj else None
            for key in (Name.TrimBox, Name.BleedBox)
        )
        annotations = tuple(
            Annotation(
                kind=str(one.get(Name.Subtype, "")).lstrip("/"),
                box=_box(one.get(Name.Rect, [0, 0, 0, 0]), left, bottom),
            )
            for one in page.obj.get(Name.Annots, ())
        )
        turned = page.rotation % 360 != 0 or page.obj.get(Name.UserUnit, 1) != 1
        if annotations or turned or content.faults or content.hides:
            most = None
        else:
            most = known[index] if index in known else most_ink(content.marks, bleed or crop)
        yield PrintPage(
            index=index,
            label=str(page.label),
            media=_box(media, left, bottom),
            crop=crop,
            trim=trim,
            bleed=bleed,
            annotations=annotations,
            marks=content.marks,
            faults=content.faults,
            most=most,
        )


def _box(edges: Any, left: float, bottom: float) -> Box:
    """A box from the media box's corner, its edges in order."""
    one, two, three, four = (float(edge) for edge in edges)
    xs, ys = sorted((one - left, three - left)), sorted((two - bottom, four - bottom))
    return xs[0], ys[0], xs[1], ys[1]


def _intent(thing: Any) -> OutputIntent:
    profile = thing.get(Name.DestOutputProfile)
    header = profile.read_bytes()[:20] if isinstance(profile, pikepdf.Stream) else b""
    return OutputIntent(
        kind=str(thing.get(Name.S, "")).lstrip("/"),
        condition=str(thing.get(Name.OutputConditionIdentifier, "")),
        registry=str(thing.get(Name.RegistryName, "")),
        components=int(profile.get(Name.N, 0)) if profile is not None else 0,
        profile=header[12:20].decode("latin-1").replace("prtr", "prtr ").strip(),
    )

"""Every dictionary and stream of a file, and what they say of it together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf

from press.reading.painted import Space
from press.reading.painted.colours import space

HOLDS = (Dictionary, pikepdf.Array)
LONGEST_MIXED = 32
"""The longest array that may begin with something else than the dictionaries it holds."""
SUBSET = re.compile(r"^[A-Z]{6}\+")
UNWANTED = {
    "/TR": "transfer function",
    "/TR2": "transfer function",
    "/HT": "halftone",
    "/OPI": "OPI",
    "/Alternates": "alternate picture",
    "/Ref": "page of another file",
    "/JS": "JavaScript",
    "/AA": "action",
    "/XFA": "form",
    "/EF": "attachment",
}
"""Keys of dictionaries, and what has them."""
BENDING = {"transfer function", "halftone"}
"""What of it bends the tones, and so how much ink there is."""
DEFAULTS = {"/DefaultCMYK", "/DefaultGray", "/DefaultRGB"}
CATALOGUE = {"/OpenAction": "action", "/AcroForm": "form", "/Collection": "attachment"}
NAMES = {"/JavaScript": "JavaScript", "/EmbeddedFiles": "attachment"}
OVERPRINT = {"/OP", "/op"}
PLAIN_BLENDS = {"/Normal", "/Compatible"}
HARMLESS = {"/TR2": {"/Default"}, "/TR": {"/Identity"}, "/HT": {"/Default"}}
"""Values by which a file says that it wants nothing of the kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFacts:
    """A font that a page names."""

    name: str
    """Without the subset's prefix."""
    family: str
    subset: bool
    held: bool
    """Whether the file holds it; a drawn font is always held."""


Things = Sequence[tuple[Any, AbstractSet[str]]]
"""Dictionaries and streams, each with its keys."""


def every_thing(pdf: Pdf) -> Iterator[tuple[Any, AbstractSet[str]]]:
    """Every dictionary and stream of the file, those that stand in others too."""
    waiting = list(pdf.objects)
    waiting.append(pdf.trailer)
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, (Dictionary, pikepdf.Stream)):
            yield thing, set(thing.keys())
            inner: Any = thing.values()
        elif isinstance(thing, pikepdf.Array) and _holds_things(thing):
            inner = thing
        else:
            continue
        waiting += [one for one in inner if isinstance(one, HOLDS) and not one.is_indirect]


def _holds_things(array: Any) -> bool:
    """Whether an array may hold dictionaries; long ones of numbers are widths and tables."""
    return len(array) <= LONGEST_MIXED or isinstance(array[0], HOLDS)


def fonts(things: Things) -> Iterator[FontFacts]:
    """Each font once; the descendants of composite fonts are told by these (9.7.6)."""
    for thing, keys in things:
        if "/Type" not in keys or thing.Type != Name.Font:
            continue
        if thing.get(Name.Subtype) in {Name.CIDFontType0, Name.CIDFontType2}:
            continue
        inner = thing.DescendantFonts[0] if Name.DescendantFonts in thing else thing
        descriptor = inner.get(Name.FontDescriptor, Dictionary())
        name = str(thing.get(Name.BaseFont, "a drawn font")).lstrip("/")
        drawn = thing.get(Name.Subtype) == Name.Type3
        yield FontFacts(
            name=SUBSET.sub("", name),
            family=str(descriptor.get(Name.FontFamily, "")),
            subset=drawn or SUBSET.match(name) is not None,
            held=drawn
            or any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")),
        )


def blends(things: Things) -> Iterator[Space]:
    """The spaces of transparency groups (11.4.7); a mask may be blended in grays."""
    masks = {
        thing.G.objgen
        for thing, keys in things
        if {"/S", "/G"} <= keys and thing.S in {Name.Luminosity, Name.Alpha}
    }
    for thing, keys in things:
        settings = thing.SMask if "/SMask" in keys else None
        if isinstance(settings, Dictionary) and Name.G in settings:
            masks.add(settings.G.objgen)
    for thing, keys in things:
        group = thing.Group if "/Group" in keys else None
        if isinstance(group, Dictionary) and Name.CS in group and thing.objgen not in masks:
            yield space(group.CS, thing.get(Name.Resources, Dictionary()).get(Name.ColorSpace))


def mixes(things: Things) -> bool:
    """Whether any sets a blend mode (11.3.5) or has drawn glyphs (9.6.5)."""
    return any(
        "/CharProcs" in keys or ("/BM" in keys and str(thing.BM) not in PLAIN_BLENDS)
        for thing, keys in things
    )


def overprints(things: Things) -> bool:
    """Whether any sets what is painted to overprint (8.6.7)."""
    return any(bool(thing[key]) for thing, keys in things for key in OVERPRINT & keys)


def defaults(things: Things) -> bool:
    """Whether any puts a space of its own in the place of a device's (8.6.5.6)."""
    return any(DEFAULTS & keys for _, keys in things)


def unwanted(pdf: Pdf, things: Things) -> Iterator[str]:
    """What no print file has, as `UNWANTED` and `CATALOGUE` name it."""
    root = pdf.Root
    yield from (what for key, what in CATALOGUE.items() if key in root)
    names = root.get(Name.Names, Dictionary())
    yield from (what for key, what in NAMES.items() if key in names)
    for thing, keys in things:
        for key in UNWANTED.keys() & keys:
            if str(thing[key]) not in HARMLESS.get(key, ()):
                yield UNWANTED[key]
        if any(thing[key] == Name.PS for key in ("/Subtype", "/Subtype2") if key in keys):
            yield "PostScript"
        if "/Filter" not in keys:
            continue
        filters = thing.Filter
        with suppress(TypeError):
            if Name.LZWDecode in (filters if isinstance(filters, pikepdf.Array) else [filters]):
                yield "LZW"

"""Collation: a page told by what it is made of, so that the same page is not read twice.

The digest of a page is taken of the finished file's own bytes: its boxes, its content, and whatever
its content names, each by what it is and not by its number in the file. A font counts with the
letters that are used of it (`letters`), so that a letter that another page needs changes nothing.
Where a page cannot be told so for certain, it has no digest and is read.

Most edits leave most pages byte for byte as they were. So a page is first told roughly, by all that
hangs on it, packed as it is; who has met it so before knows its digest. Pages are remembered by the
dozen, for a file each would cost more than it saves; where a dozen ends, the pages themselves say,
so that one more page moves no others into another dozen.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any, Protocol

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from press.reading.letters import Letters, Uncertain, used
from press.store import digest

INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")
"""What a page may have of the node above it (ISO 32000-1, table 30)."""
APART = {"/Type", "/Parent", "/Resources", "/Contents", "/Annots", "/StructParents", "/Tabs"}
"""What is looked at by itself, or says nothing of what is painted."""
OF_STREAMS = {"/Length", "/Resources", "/StructParent", "/StructParents", "/Filter", "/DecodeParms"}
"""The same of a form or a pattern, whose content is read unpacked."""
NAMED = re.compile(rb"/[^\x00\t\n\x0c\r ()<>\[\]{}/%]+")
REFERENCE = re.compile(rb"\d \d+ R\b")
MOST_TOGETHER, ENDS_DOZEN = 48, "0"
"""How many pages are remembered together at most; and with what that begins which the last of some
roughly is, one in sixteen."""
DEEPEST = 40
"""Things in things; the engine's go to ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collated:
    """The pages of a file, told by what they are made of."""

    pages: tuple[str | None, ...]
    """The digest of each page; None where it cannot be told."""
    bare: tuple[bool, ...]
    """Whether nothing lies on a page: no note, no link, no field."""
    conditions: str | None
    """What the file says of all its pages: printing conditions and layers."""


class Met(Protocol):
    """Who remembers the digests of pages by what they roughly are."""

    def digests_of(self, rough: Sequence[str]) -> Sequence[str | None] | None:
        """The digests of pages that were met together before."""

    def meet(self, rough: Sequence[str], pages: Sequence[str | None]) -> None:
        """Remember them."""


def collated(content: bytes, met: Met | None = None) -> Collated:
    """Collate the pages of a file.

    Args:
        content: the file.
        met: who has met pages before.

    Raises:
        PdfError: the file does not open.
    """
    with Pdf.open(io.BytesIO(content)) as pdf:
        reader = _Reader()
        tell = partial(_certain, reader.page)
        pages = (page.obj for page in pdf.pages)
        return Collated(
            pages=tuple(map(tell, pages) if met is None else _met(met, tell, pages)),
            bare=tuple(not len(page.obj.get(Name.Annots, ())) for page in pdf.pages),
            conditions=_certain(reader.conditions, pdf.Root),
        )


Tell = Callable[[Any], str | None]
"""Gives the digest of a page, where it can be told."""


def _met(met: Met, tell: Tell, pages: Iterable[Any]) -> Iterator[str | None]:
    """The digests of pages; those that were met before need not be told."""
    for dozen in _dozens(pages):
        rough = [told for _, told in dozen]
        known = met.digests_of(rough) if all(rough) else None
        if known is None or len(known) != len(rough):
            known = [tell(page) for page, _ in dozen]
            if all(rough):
                met.meet(rough, known)
        yield from known


def _dozens(pages: Iterable[Any]) -> Iterator[list[tuple[Any, str]]]:
    """Pages in their order, some at a time, and what each roughly is; empty where none can tell."""
    reader, dozen = _Rough(), list[tuple[Any, str]]()
    for page in pages:
        dozen.append((page, _certain(reader.page, page) or ""))
        if len(dozen) == MOST_TOGETHER or dozen[-1][1].startswith(ENDS_DOZEN):
            yield dozen
            dozen = []
    if dozen:
        yield dozen


def _certain(of: Callable[[Any], str], thing: Any) -> str | None:
    try:
        return of(thing)
    except (Uncertain, pikepdf.PdfError, KeyError, ValueError, TypeError, AttributeError):
        return None


@dataclass(slots=True)
class _Reader:
    """Reads things once a file."""

    known: dict[Any, str] = field(default_factory=dict)
    letters: dict[Any, Letters | None] = field(default_factory=dict)
    groups: dict[Any, list[tuple[str, Any, frozenset[str]]]] = field(default_factory=dict)
    depth: int = 0

    def conditions(self, root: Any) -> str:
        """What holds for all pages."""
        return digest(*(self.thing(root.get(key)) for key in ("/OutputIntents", "/OCProperties")))

    def page(self, page: Any) -> str:
        """A page with all that its content names."""
        had = {key: _inherited(page, key) for key in INHERITED}
        parts = [
            part
            for key in sorted({*page.keys(), *INHERITED} - APART)
            for part in (key, self.thing(page.get(key, had.get(key))))
        ]
        return digest(*parts, self._painted(_content(page), had["/Resources"]))

    def _painted(self, content: bytes, resources: Any) -> str:
        """A content stream, and what it names of its resources (7.8.3)."""
        names = {name.decode("latin-1") for name in set(NAMED.findall(content))}
        if any("#" in name for name in names):
            raise Uncertain
        parts = [digest(content)]
        fonts = partial(self._fonts, cache(partial(used, content)))
        for group, things, known in self._groups(resources):
            for key in sorted(known & names):
                if group == "/Font":
                    told = fonts(key[1:], things[key])
                elif isinstance(things[key], Stream):
                    told = self._stream(things[key], resources)
                else:
                    told = self.thing(things[key])
                parts += [group, key, told]
        return digest(*parts)

    def _groups(self, resources: Any) -> list[tuple[str, Any, frozenset[str]]]:
        """The groups of resources, each with the names in it; pages share them."""
        if not isinstance(resources, Dictionary):
            return []
        found = self.groups.get(resources.objgen) if resources.is_indirect else None
        if found is None:
            every = ((group, resources[group]) for group in sorted(resources.keys()))
            found = [
                (group, things, frozenset(things.keys()))
                for group, things in every
                if isinstance(things, Dictionary)
            ]
            if resources.is_indirect:
                self.groups[resources.objgen] = found
        return found

    def _stream(self, thing: Any, resources: Any) -> str:
        """A picture as it is packed; a form or a pattern by its content (8.10, 8.7.3)."""
        if not _is_painted(thing):
            return self.thing(thing)
        own = thing.get(Name.Resources)
        key = (thing.objgen, "painted")
        if own is not None and key in self.known:
            return self.known[key]
        with self._deeper():
            facts = sorted(set(thing.keys()) - OF_STREAMS)
            parts = [part for name in facts for part in (name, self.thing(thing[name]))]
            told = digest(*parts, self._painted(thing.read_bytes(), own or resources))
        if own is not None:
            self.known[key] = told
        return told

    def _fonts(
        self, shown: Callable[[], Mapping[str, frozenset[int]]], name: str, font: Any
    ) -> str:
        """A font, as far as its letters are used; one that cannot be taken apart whole."""
        codes, key = shown().get(name, frozenset()), font.objgen
        if key not in self.letters:
            self.letters[key] = Letters.of(font, self.thing)
        letters = self.letters[key]
        return self.thing(font) if letters is None else letters.digest(codes)

    def thing(self, thing: Any) -> str:
        """Anything by what it is, whatever its number."""
        if not isinstance(thing, pikepdf.Object):
            return digest(type(thing).__name__, str(thing))
        if not thing.is_indirect:
            return self._direct(thing)
        if thing.objgen not in self.known:
            with self._deeper():
                self.known[thing.objgen] = self._direct(thing)
        return self.known[thing.objgen]

    def _direct(self, thing: Any) -> str:
        if isinstance(thing, Stream):
            if not _is_painted(thing):
                return self._packed(thing)
            if Name.Resources not in thing:
                raise Uncertain  # whose they are depends on who paints it
            return self._stream(thing, None)
        if not isinstance(thing, (Array, Dictionary)):
            return digest("plain", thing.unparse(resolved=True))
        written = thing.unparse(resolved=True)
        if not REFERENCE.search(written):
            return digest("plain", written)
        with self._deeper():
            if isinstance(thing, Array):
                return digest("array", *(self.thing(one) for one in thing))
            if thing.get(Name.Type) in {Name.Page, Name.StructElem, Name.Catalog}:
                raise Uncertain
            inside = ((key, self.thing(thing[key])) for key in sorted(thing.keys()))
            return digest("dictionary", *(part for pair in inside for part in pair))

    def _packed(self, thing: Any) -> str:
        facts = sorted(set(thing.keys()) - {"/Length"})
        parts = [part for key in facts for part in (key, self.thing(thing[key]))]
        return digest("stream", *parts, thing.read_raw_bytes())

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        """One thing in another; a thing that holds itself ends here."""
        if self.depth >= DEEPEST:
            raise Uncertain
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1


class _Rough(_Reader):
    """Tells a page by all that hangs on it, and unpacks nothing."""

    def page(self, page: Any) -> str:
        """A page with its content and its resources, whether it uses them or not."""
        keys = sorted({*page.keys(), *INHERITED} - APART | {"/Contents", "/Resources"})
        return digest(*(part for key in keys for part in (key, self.thing(_inherited(page, key)))))

    def _direct(self, thing: Any) -> str:
        return self._packed(thing) if isinstance(thing, Stream) else super()._direct(thing)


def _is_painted(thing: Any) -> bool:
    return bool(thing.get(Name.Subtype) == Name.Form or thing.get(Name.PatternType) == 1)


def _inherited(page: Any, key: str) -> Any:
    node, steps = page, 0
    while node is not None and steps < DEEPEST:
        if key in node:
            return node[key]
        node, steps = node.get(Name.Parent), steps + 1
    return None


def _content(page: Any) -> bytes:
    contents = page.get(Name.Contents)
    if isinstance(contents, Array):
        return b"\n".join(one.read_bytes() for one in contents)
    return contents.read_bytes() if isinstance(contents, Stream) else b""

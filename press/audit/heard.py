"""What our own rules read of the editions: how they are heard, and their colours."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from press import access, works
from press.access import Heard
from press.assets.inks import Inks
from press.audit.material import Material
from press.reading import Structure
from press.reading.heard import hear_epub, hear_site
from press.works import Work


def palettes(work: Work) -> dict[str, access.Palette]:
    """The colours of each edition; inks as its own profile shows them."""
    found = {}
    for name, edition in work.order.publication.editions.items():
        if edition.format in access.ENTRIES:
            profile = works.job_of(work, name).profile
            seen = partial(_seen, Inks(profile.content)) if profile else None
            found[name] = access.palette(work.layout, name, edition.format, seen=seen)
    return found


def _seen(inks: Inks, shares: tuple[float, float, float, float]) -> str:
    return inks.seen(*shares)


def heard(material: Material) -> Iterator[Heard]:
    """Each edition as it is heard."""
    for edition, proof in material.proofs.items():
        structure = proof.facts.structure
        yield Heard(
            edition=edition,
            alternatives=tuple(one.alternative for one in structure.elements if one.alternative),
            said="".join(one.text for one in structure.said),
            titles=tuple(_titles(structure)),
        )
    for edition, content in material.epubs.items():
        yield Heard(edition=edition, pages=hear_epub(content))
    for edition, site in material.sites.items():
        yield Heard(edition=edition, pages=hear_site(site))


def _titles(structure: Structure) -> Iterator[str]:
    """What the headings of the first level say, with all that stands in them."""
    texts: dict[int, str] = {}
    for one in structure.said:
        texts[one.element] = texts.get(one.element, "") + one.text
    depth, words = -1, ""
    for number, element in enumerate(structure.elements):
        if words and element.depth <= depth:
            yield words
            words = ""
        if element.role == "H1":
            depth, words = element.depth, texts.get(number, " ")
        elif words:
            words += texts.get(number, "")
    if words:
        yield words

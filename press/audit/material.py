"""The editions of a publication, each made once, for all who judge it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from press import build
from press.editions.job import Progress
from press.finding import Finding
from press.proofreading import Proof
from press.works import Work

TAGGED = ("screen-pdf", "large-print-pdf")
"""Formats that are one tagged file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The editions of a publication, each made once."""

    proofs: Mapping[str, Proof] = field(default_factory=dict)
    pdfs: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    """Tagged files, by edition and name."""
    epubs: Mapping[str, bytes] = field(default_factory=dict)
    sites: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    words: Mapping[str, Sequence[Finding]] = field(default_factory=dict)
    """What the rules of words say of editions without pages."""


def made(work: Work, progress: Progress) -> Material:
    """Make every edition that can be judged, once; a site has the offprints with it."""
    proofs: dict[str, Proof] = {}
    pdfs: dict[str, Mapping[str, bytes]] = {}
    epubs: dict[str, bytes] = {}
    sites: dict[str, Mapping[str, bytes]] = {}
    words: dict[str, Sequence[Finding]] = {}
    for name, edition in _last(work, "offprints"):
        if edition in TAGGED:
            file = build.make(work, name, progress=progress)
            proofs[name], pdfs[name] = build.proof(work, file), {file.name: file.content}
        elif edition in {"epub", "web"}:
            bundle = build.bundle(work, name, progress=progress)
            words[name] = build.read_back(work, bundle)
            if edition == "web":
                sites[name] = bundle.files
            else:
                epubs[name] = next(iter(bundle.files.values()))
        elif edition == "offprints":
            pdfs[name] = _offprints(sites) or build.bundle(work, name, progress=progress).files
    return Material(proofs=proofs, pdfs=pdfs, epubs=epubs, sites=sites, words=words)


def _last(work: Work, form: str) -> list[tuple[str, str]]:
    """The editions with their formats, those of one format last."""
    editions = [(name, one.format) for name, one in work.order.publication.editions.items()]
    return sorted(editions, key=lambda one: one[1] == form)


def _offprints(sites: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    return {
        Path(file).name: content
        for site in sites.values()
        for file, content in site.items()
        if file.endswith(".pdf")
    }

"""The kinds of section, a row each: its name, what its head may say, how it is listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from press.manuscript import addresses
from press.publication import Model


def _leads(address: str, scheme: str) -> None:
    try:
        addresses.link(f"{scheme}{address}")
    except addresses.NotTaken as error:
        raise ValueError(f"{error.message}; {error.hint}") from error


def _mail(address: str) -> str:
    if address:
        _leads(address, "mailto:")
    return address


def _site(address: str) -> str:
    if "://" in address:
        raise ValueError(f"“{address[:60]}” has its scheme; write it from www. or the name on")
    if address:
        _leads(address, "http://")
    return address


class Author(Model):
    """Who wrote the section, or, in a digest, the piece that it reports."""

    name: str = Field(min_length=1, description="The name with its honours: Joyce White OBE.")
    role: str = Field("", description="The office: Chief Executive.")
    organisation: str = Field("", description="The council or body.")


class QuoteOrder(Model):
    """A pull quote as an editor orders it at the head of a section."""

    text: str = Field(min_length=1, description="The words, as they stand in the text.")
    state: Literal["verbatim", "elided", "adapted"] = Field(
        "verbatim", description="How the words follow the text."
    )
    reason: str = Field("", description="For `adapted`: why, and agreed with whom.")
    source: str = Field("", alias="from", description="The section the words are taken from.")


class FrontMatter(Model):
    """What stands at the head of every section."""

    kind: str = Field(description="The kind of section.")
    title: str = Field("", description="The title, without the subtitle.")
    subtitle: str = Field("", description="What follows the title's colon.")
    label: str = Field(
        "", description="The small line over the title; the kind's own when not said."
    )
    standfirst: str = Field(
        "", description="A sentence or two on it, under its title in the web edition."
    )
    authors: tuple[Author, ...] = Field((), description="Who wrote it, in order.")
    place: str = Field("", description="The place that the section is about.")
    pull_quotes: dict[str, str | QuoteOrder] = Field(
        default_factory=dict, description="Pull quotes by name; `opening` is the opening one."
    )


class Titled(FrontMatter):
    """The head of a section that must have a title."""

    title: str = Field(min_length=1, description="The title, without the subtitle.")


class CoverMatter(FrontMatter):
    """The front cover."""

    line: str = Field(
        "", description="The line at the cover's top: publishers, or what is digested."
    )


class ContentsMatter(Titled):
    """The contents, written by the press."""

    note: str = Field("", description="A sentence under the heading.")


class Theme(Model):
    """One theme of a framework."""

    number: int = Field(description="Its number.")
    label: str = Field(min_length=1, description="Its name.")
    role: Literal["flame", "base"] = Field("flame", description="What it is drawn as.")
    gloss: str = Field("", description="A line under the name.")


class FrameworkMatter(Titled):
    """A diagram drawn from its themes."""

    alternative: str = Field(min_length=1, description="What the diagram shows, in words.")
    themes: tuple[Theme, ...] = Field(min_length=2, description="The themes, in their order.")


class Organisation(Model):
    """How to reach an organisation."""

    name: str = Field(min_length=1, description="The organisation's name.")
    address: tuple[str, ...] = Field((), description="The address, line by line.")
    telephone: str = Field("", description="Telephone numbers, as they are to be printed.")
    email: Annotated[str, AfterValidator(_mail)] = Field("", description="The electronic address.")
    web: Annotated[str, AfterValidator(_site)] = Field(
        "", description="The site, as it is to be printed: www.example.org."
    )
    social: str = Field("", description="The name on social media.")


class ContactsMatter(Titled):
    """The contacts."""

    note: str = Field("", description="A line under the heading.")
    organisations: tuple[Organisation, ...] = Field(min_length=1, description="In their order.")


class BackCoverMatter(FrontMatter):
    """The back cover."""

    quote: QuoteOrder | None = Field(None, description="A quotation from a section, checked there.")
    line: str = Field("", description="The line at the foot, as on the cover.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of section."""

    name: str
    noun: str
    """What a byline calls it: “from the essay by …”."""
    matter: Literal["cover", "front", "body", "back"]
    head: type[FrontMatter]
    """The model of what stands at its head."""
    body: bool = True
    """Whether it has text; a kind without is only facts."""
    listed: bool = False
    """Whether the contents list it."""
    numbered: bool = False
    """Whether the contents number it."""
    label: str = ""
    """The small line over the title."""
    opening: Literal["zone", "placed"] = "placed"
    """Where the opening quote goes: a zone of the opener, or where the text places it."""
    role: str = ""
    """Its role, as DPUB-ARIA 1.1 has it."""


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(name="cover", noun="cover", matter="cover", head=CoverMatter, body=False),
        Kind(name="about", noun="note", matter="front", head=Titled),
        Kind(name="imprint", noun="imprint", matter="front", head=Titled, role="doc-colophon"),
        Kind(name="contents", noun="contents", matter="front", head=ContentsMatter, body=False,
             role="doc-toc"),
        Kind(name="foreword", noun="foreword", matter="front", head=Titled, listed=True,
             label="Foreword", role="doc-foreword"),
        Kind(name="introduction", noun="introduction", matter="front", head=Titled, listed=True,
             label="Introduction", role="doc-introduction"),
        Kind(name="essay", noun="essay", matter="body", head=Titled, listed=True, numbered=True,
             opening="zone", role="doc-chapter"),
        Kind(name="text", noun="piece", matter="body", head=Titled, listed=True,
             role="doc-chapter"),
        Kind(name="afterword", noun="afterword", matter="back", head=Titled, listed=True,
             numbered=True, label="Afterword", role="doc-afterword"),
        Kind(name="framework", noun="diagram", matter="back", head=FrameworkMatter, body=False),
        Kind(name="contacts", noun="contacts", matter="back", head=ContactsMatter, body=False),
        Kind(name="back-cover", noun="back cover", matter="cover", head=BackCoverMatter,
             body=False),
    )
}  # fmt: skip

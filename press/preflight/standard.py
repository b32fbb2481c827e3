"""PDF/X-4: what the file says of itself, and what it must not hold. Our checks, no certificate."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from press.finding import Severity
from press.preflight.delivery import Alone, Delivery, Here, overlap, page_rule
from press.rule import Slip, rule

LEAST_VERSION = (1, 6)
REGISTRY = "http://www.color.org"
AGAIN = "make the edition again with `invoke pdf`"
DATES = {"CreationDate": "CreateDate", "ModDate": "ModifyDate"}
"""Dates of the information dictionary, and the same in the metadata stream."""


@rule("x-version", Severity.ERROR)
def version(delivery: Delivery) -> Iterator[Slip]:
    """The file does not say that it is PDF/X-4.

    A printer's machine sorts what comes in by this entry, and takes a file without it for any PDF:
    colours are converted, transparency is flattened.
    It is `GTS_PDFXVersion` in the metadata stream, in the name space of pdfxid, and reads
    `PDF/X-4` (ISO 15930-7). In the information dictionary, where older parts of the standard have
    it, it counts for nothing here.
    Make the edition again with `invoke pdf`.
    """
    said = delivery.facts.xmp.get("GTS_PDFXVersion", "")
    if said != "PDF/X-4":
        what = f"the file says that it is “{said[:40]}”" if said else "the file names no PDF/X"
        yield Slip(message=f"{what}; wanted is PDF/X-4", remedy=AGAIN)


@rule("x-pdf-version", Severity.ERROR)
def pdf_version(delivery: Delivery) -> Iterator[Slip]:
    """The file is of a version of PDF older than PDF/X-4 is built on.

    PDF/X-4 takes transparency, layers and compressed objects from PDF 1.6 (ISO 15930-7); a reader
    that trusts an older number in the header or the catalogue (ISO 32000-1, 7.5.2) need not look
    for them.
    Nothing of the pages is wrong because of it, but machines refuse the file.
    Save the file anew as PDF 1.6 or later; the press does.
    """
    major, minor = delivery.facts.version
    if (major, minor) < LEAST_VERSION:
        yield Slip(message=f"the file is PDF {major}.{minor}; wanted is 1.6 or later", remedy=AGAIN)


@rule("x-trapped", Severity.ERROR)
def trapped(delivery: Delivery) -> Iterator[Slip]:
    """The file does not say whether its colours are trapped.

    Trapping lets neighbouring colours overlap a little, so that no white shows between plates. Done
    twice it shows as lines, and not at all as gaps: the printer has to know. PDF/X wants `True` or
    `False`, and no silence and no `Unknown` (ISO 32000-1, 14.11.6; ISO 15930-7).
    The information dictionary is asked, and the metadata stream must not say otherwise.
    The press traps nothing and writes `False`. Make the edition again.
    """
    said = delivery.facts.information.get("Trapped", "").lstrip("/")
    also = delivery.facts.xmp.get("Trapped", said)
    if said not in {"True", "False"}:
        what = f"“{said[:20]}” is no answer" if said else "there is no answer"
        yield Slip(message=f"whether the file is trapped: {what}", remedy=AGAIN)
    elif also.lower() != said.lower():
        yield Slip(
            message=f"whether the file is trapped: it says {said}, and elsewhere {also[:20]}",
            remedy=AGAIN,
        )


@rule("x-intent", Severity.ERROR)
def intent(delivery: Delivery) -> Iterator[Slip]:
    """The file does not name the printing condition that was ordered, or holds no profile of it.

    The same numbers look different on another paper and press. The output intent says for which the
    colours were chosen (ISO 32000-1, 14.11.5; ISO 15930-7): its registered name, the registry, and
    the ICC profile itself, of class `prtr` and for four inks.
    Without it every program takes a condition of its own.
    Name `profile:` and `condition:` in publication.yaml as the printer asks, and make it again.
    """
    intents = [one for one in delivery.facts.intents if one.kind == "GTS_PDFX"]
    if len(intents) != 1:
        count = len(intents) or "no"
        yield Slip(message=f"the file has {count} output intents for print", remedy=AGAIN)
        return
    one, wanted = intents[0], delivery.edition.condition
    if wanted and one.condition != wanted:
        yield Slip(
            message=f"the file is made for “{one.condition[:40]}”; ordered is “{wanted}”",
            remedy="make the edition again, or correct `condition:` in publication.yaml",
        )
    if wanted and one.registry != REGISTRY:
        yield Slip(
            message=f"the printing condition is looked up at “{one.registry[:40]}”, and not at "
            f"{REGISTRY}",
            remedy=AGAIN,
        )
    if one.profile != "prtr CMYK" or one.components != 4:
        what = f"is of “{one.profile}”" if one.profile else "is not in the file"
        yield Slip(message=f"the profile of the printing condition {what}", remedy=AGAIN)


@rule("x-metadata", Severity.ERROR)
def metadata(delivery: Delivery) -> Iterator[Slip]:
    """The file does not say what it is, when it was made and by what, or says it in two ways.

    PDF/X wants a title, the dates of making and changing, and a name for the document and its
    version in the metadata stream (ISO 32000-1, 14.3.2; ISO 15930-7). Printers' systems find a
    corrected file by them. The information dictionary has title and dates too, and both must say
    the same.
    All of it comes from publication.yaml; the press takes no clock.
    Make the edition again with `invoke pdf`.
    """
    information, xmp = delivery.facts.information, delivery.facts.xmp
    wanted = ("Title", "Producer", "CreateDate", "ModifyDate", "MetadataDate")
    lacks = [
        key for key in (*wanted, "DocumentID", "VersionID", "RenditionClass") if not xmp.get(key)
    ]
    lacks += [f"{key} in the information dictionary" for key in ("Title", *DATES)
              if not information.get(key)]  # fmt: skip
    if lacks:
        yield Slip(message=f"the metadata lack {', '.join(lacks)}", remedy=AGAIN)
    read: Callable[[str], str]
    for one, other in {"Title": "Title", "Producer": "Producer", **DATES}.items():
        read = _day if one in DATES else str
        here, there = information.get(one, ""), xmp.get(other, "")
        if here and there and read(here) != read(there):
            yield Slip(
                message=f"{one} is “{here[:40]}” in the information dictionary and "
                f"“{there[:40]}” in the metadata stream",
                remedy=AGAIN,
            )


def _day(date: str) -> str:
    """The day of a date, however it is written."""
    return "".join(re.findall(r"\d", date))[:8]


@rule("x-identifier", Severity.ERROR)
def identifier(delivery: Delivery) -> Iterator[Slip]:
    """The file has no identifier.

    Two strings in the trailer tell this file from every other and this state of it from a former
    one (ISO 32000-1, 14.4); PDF/X asks for them. Programs that keep pages by them would take one
    booklet's for another's.
    The press makes them of the file's content, so that the same sources give the same file.
    Make the edition again with `invoke pdf`.
    """
    if delivery.facts.identifiers != 2:
        yield Slip(message="the file has no identifier in its trailer", remedy=AGAIN)


@rule("x-encrypted", Severity.ERROR)
def encrypted(delivery: Delivery) -> Iterator[Slip]:
    """The file is encrypted.

    Even without a password an encrypted file says what may be done with it (ISO 32000-1, 7.6), and
    imposing programs obey: they may not place, change or convert its pages. PDF/X forbids it
    (ISO 15930-7).
    A file that cannot be opened at all is an error before any check.
    Hand the file over without encryption; guard the way by which it goes.
    """
    if delivery.facts.encrypted:
        yield Slip(message="the file is encrypted", remedy="save it without encryption")


@page_rule("x-annotation", Severity.ERROR)
def annotation(page: Alone) -> Iterator[Here]:
    """A link, a note or a field lies on the page or in its bleed.

    They are made for the screen. Some programs print their frames and icons, others do not, and
    nobody sees before which. PDF/X lets them stand outside the bleed only (ISO 32000-1, 12.5;
    ISO 15930-7).
    The print edition keeps no links; an editor's notes belong into a proof.
    Take them out of the file, or make the edition again.
    """
    for one in page.side.annotations:
        if overlap(one.box, page.side.bled) or one.box == page.side.bled:
            yield Here(
                message=f"a {one.kind.lower() or 'nameless'} annotation lies on the page",
                remedy="take it out",
                box=one.box,
            )


def _has(delivery: Delivery, *kinds: str) -> Iterator[Slip]:
    for kind in kinds:
        if kind in delivery.facts.unwanted:
            yield Slip(message=f"the file has something of the kind: {kind}", remedy="take it out")


@rule("x-active", Severity.ERROR)
def active(delivery: Delivery) -> Iterator[Slip]:
    """The file does something when it is opened or filled in.

    Actions, JavaScript and forms (ISO 32000-1, 12.6 and 12.7) can change what is seen, and a
    print file must look the same to everybody. PDF/X forbids them (ISO 15930-7), and a printer's
    server rightly refuses a file that runs programs.
    The press writes none, so they came in with a page from elsewhere.
    Take them out, or make the edition again.
    """
    yield from _has(delivery, "JavaScript", "action", "form")


@rule("x-attachment", Severity.ERROR)
def attachment(delivery: Delivery) -> Iterator[Slip]:
    """The file carries other files.

    What is attached (ISO 32000-1, 7.11.4) is not printed, makes the file large, and may be what
    nobody was to see: a manuscript with its comments, say. PDF/X-4 has no use for it (ISO 15930-7).
    Attachments of the whole file and of single notes are looked for, and portfolios.
    Hand other files over beside this one.
    """
    yield from _has(delivery, "attachment")


@rule("x-screening", Severity.ERROR)
def screening(delivery: Delivery) -> Iterator[Slip]:
    """The file wants tones or screens of its own.

    Transfer functions bend the tones of one page, and halftones set the printing screen
    (ISO 32000-1, 10.4 and 10.5). Both belong to the printer's machine; from a file they act on one
    machine and not on another, so that no proof shows them. PDF/X forbids or ignores them.
    They come from old scans and drawing programs.
    Take them out; bend the tones in the picture itself.
    """
    yield from _has(delivery, "transfer function", "halftone")


@rule("x-elsewhere", Severity.ERROR)
def elsewhere(delivery: Delivery) -> Iterator[Slip]:
    """The file leans on something that is not in it, or on a program to draw it.

    Placeholders for pictures on somebody's server (OPI, ISO 32000-1, 14.11.7), pages of other files
    (8.10.4), second versions of a picture (8.9.5.4) and pieces of PostScript (8.8.2) look right
    where they were made and are missing or different elsewhere. PDF/X-4 forbids them all.
    Put the real picture in, and draw with the file's own operators.
    """
    yield from _has(delivery, "OPI", "page of another file", "alternate picture", "PostScript")


@rule("x-compression", Severity.ERROR)
def compression(delivery: Delivery) -> Iterator[Slip]:
    """A part of the file is compressed with LZW.

    It was under a patent when PDF/X was begun, the standard forbids it still (ISO 32000-1, 7.4.4;
    ISO 15930-7), and some machines never learnt to read it.
    Flate says the same in less room. The press writes nothing else, so the part came in with a
    picture or a page from elsewhere.
    Save the file anew; qpdf does it with `--recompress-flate`.
    """
    yield from _has(delivery, "LZW")


RULES = (
    version,
    pdf_version,
    trapped,
    intent,
    metadata,
    identifier,
    encrypted,
    annotation,
    active,
    attachment,
    screening,
    elsewhere,
    compression,
)

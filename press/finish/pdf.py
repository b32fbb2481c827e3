"""The finished file: boxes and marks, page labels, metadata, output intent, identifier.

All dates come from the publication, so that the same sources give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pikepdf import Array, Dictionary, Name, Pdf, String

from press.finish import archival, inks
from press.finish.saving import saved
from press.finish.sheet import Sheet, dress, lay
from press.finish.slug import Slugs
from press.publication import Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """The printing condition a file is made for (ISO 15930-7, 6.2.3)."""

    condition: str
    description: str
    profile: bytes


def finish(
    drawn: bytes,
    *,
    publication: Publication,
    folios: Sequence[int | str],
    sheet: Sheet,
    intent: Intent | None = None,
    linked: bool,
    words: Slugs | None = None,
) -> bytes:
    """Finish a PDF.

    Args:
        drawn: the PDF as it was joined.
        publication: whose metadata it carries.
        folios: the folio of each page, in order; they become the page labels. A page that is
            not of the book has a word for it.
        sheet: trim, bleed and slug.
        intent: the printing condition, for a print edition.
        linked: keep links; a print edition has none.
        words: what stands in the slug of each page; nothing when nothing is said.
    """
    with Pdf.open(io.BytesIO(drawn)) as pdf:
        lay(pdf, sheet)
        if sheet.slug:
            dress(pdf, sheet, words)
        if not linked:
            for page in pdf.pages:
                if Name.Annots in page:
                    del page.Annots
        _labels(pdf, folios)
        _metadata(pdf, publication)
        archival.declare(pdf)
        if intent is not None:
            inks.convert(pdf, intent.profile)
            _output_intent(pdf, intent)
            _exchange(pdf, drawn)
        # PDF/X-4 is based on PDF 1.6.
        return saved(pdf, made_of=drawn, version="1.6" if intent is not None else "")


def _labels(pdf: Pdf, folios: Sequence[int | str]) -> None:
    """Label each page with its folio (ISO 32000-1, 12.4.2): a range wherever folios jump."""
    numbers = Array()
    for index, folio in enumerate(folios):
        before = folios[index - 1] if index else None
        if isinstance(folio, str):
            numbers.append(index)
            numbers.append(Dictionary(P=String(folio)))
        elif not isinstance(before, int) or folio != before + 1:
            numbers.append(index)
            numbers.append(Dictionary(S=Name.D, St=folio))
    pdf.Root.PageLabels = pdf.make_indirect(Dictionary(Nums=numbers))


def _metadata(pdf: Pdf, publication: Publication) -> None:
    """Write title, makers, subjects, source and dates into the XMP and the information dictionary.

    What the engine wrote there for conformance (pdfuaid, pdfaid) stays.
    """
    made = datetime(publication.date.year, publication.date.month, publication.date.day)  # noqa: DTZ001
    stamp = made.strftime("%Y-%m-%dT00:00:00Z")
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:title"] = publication.full_title
        xmp["dc:creator"] = list(publication.creators)
        xmp["dc:language"] = {publication.language}
        xmp["dc:date"] = [publication.date.isoformat()]
        if publication.publishers:
            xmp["dc:publisher"] = set(publication.publishers)
        if publication.subjects:
            xmp["dc:subject"] = set(publication.subjects)
            xmp["pdf:Keywords"] = ", ".join(publication.subjects)
        if publication.description:
            xmp["dc:description"] = publication.description
        if publication.source:
            xmp["dc:source"] = publication.source
        if publication.rights:
            xmp["dc:rights"] = publication.rights
        xmp["xmp:CreateDate"] = stamp
        xmp["xmp:ModifyDate"] = stamp
        xmp["xmp:MetadataDate"] = stamp
        xmp["pdf:Producer"] = str(pdf.docinfo.get("/Producer", ""))
    information = {
        "/Title": publication.full_title,
        "/Author": ", ".join(publication.creators),
        "/Subject": publication.description,
        "/Keywords": ", ".join(publication.subjects),
        "/CreationDate": made.strftime("D:%Y%m%d000000Z"),
        "/ModDate": made.strftime("D:%Y%m%d000000Z"),
    }
    for key, value in information.items():
        if value:
            pdf.docinfo[key] = String(value)
    viewer = pdf.Root.get("/ViewerPreferences", Dictionary())
    viewer.DisplayDocTitle = True
    pdf.Root.ViewerPreferences = viewer
    pdf.Root.Lang = String(publication.language)


def _output_intent(pdf: Pdf, intent: Intent) -> None:
    """Embed the printing condition (ISO 15930-7, 6.2.3)."""
    profile = pdf.make_stream(intent.profile, N=4, Alternate=Name.DeviceCMYK)
    pdf.Root.OutputIntents = Array(
        [
            pdf.make_indirect(
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name.GTS_PDFX,
                    OutputConditionIdentifier=String(intent.condition),
                    OutputCondition=String(intent.description),
                    RegistryName=String("http://www.color.org"),
                    Info=String(intent.description),
                    DestOutputProfile=profile,
                )
            )
        ]
    )


def _exchange(pdf: Pdf, drawn: bytes) -> None:
    """Say that the file is a PDF/X-4 (ISO 15930-7, 6.2.2, 6.4), and which version of which work."""
    document = uuid.uuid5(uuid.NAMESPACE_URL, str(pdf.docinfo.get("/Title", "")))
    version = uuid.uuid5(document, hashlib.sha256(drawn).hexdigest())
    pdf.docinfo["/Trapped"] = Name("/False")
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp.register_xml_namespace("http://www.npes.org/pdfx/ns/id/", "pdfxid")
        xmp["pdfxid:GTS_PDFXVersion"] = "PDF/X-4"
        xmp["pdf:Trapped"] = "False"
        xmp["xmpMM:DocumentID"] = f"uuid:{document}"
        xmp["xmpMM:InstanceID"] = f"uuid:{version}"
        xmp["xmpMM:VersionID"] = "1"
        xmp["xmpMM:RenditionClass"] = "default"

"""PDF/UA-1 beside PDF/A-2a: both claims in one file, each in the terms of the other.

The engine writes what PDF/A asks of its own part: output intent, flags of annotations, `pdfaid`.
PDF/A knows no property that it does not define or that the file does not describe, so that the
claim of PDF/UA (ISO 14289-1, 5) comes with the description of its schema (ISO 19005-2, 6.6.2.3).
"""

from __future__ import annotations

from pikepdf import Name, Pdf

CLOSING = b"</rdf:RDF>"
UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""The claim, and what its one property is."""


def declare(pdf: Pdf) -> None:
    """Say of a tagged PDF/A that it is a PDF/UA-1 too; nothing of any other file.

    It stands in the one RDF of the metadata (ISO 16684-1, 7.4), so this comes after all else that
    is written there.
    """
    if Name.StructTreeRoot not in pdf.Root or Name.Metadata not in pdf.Root:
        return
    written = pdf.Root.Metadata.read_bytes()
    if b"pdfaid:part" not in written or b"pdfuaid:part" in written:
        return
    before, closing, after = written.rpartition(CLOSING)
    if closing:
        pdf.Root.Metadata.write(before + UA + closing + after)

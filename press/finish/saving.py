"""Saving: the same content gives the same bytes, at any hour on any machine."""

from __future__ import annotations

import hashlib
import io

import pikepdf
from pikepdf import Array, Pdf, String


def saved(pdf: Pdf, *, made_of: bytes, version: str = "") -> bytes:
    """Write a PDF.

    Args:
        pdf: what is saved.
        made_of: what it was made of, all that makes it differ from another; its identifier.
        version: the version of PDF that it must say; nothing for what it needs.
    """
    _identify(pdf, made_of)
    written = io.BytesIO()
    pdf.save(
        written,
        force_version=version,
        deterministic_id=True,  # else the second identifier is of the hour and the machine
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        fix_metadata_version=False,
    )
    return written.getvalue()


def _identify(pdf: Pdf, made_of: bytes) -> None:
    """Give the file an identifier of its content, not of the hour (ISO 32000-1, 14.4)."""
    digest = hashlib.sha256(made_of).digest()[:16]
    pdf.trailer.ID = Array([String(digest), String(digest)])

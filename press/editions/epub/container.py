"""The container: files in one ZIP, the same bytes whenever and wherever it is written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MIMETYPE = b"application/epub+zip"
FOLDER = "EPUB"
"""Where the publication's files lie."""
PACKAGE = "package.opf"
CONTAINER = f"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="{FOLDER}/{PACKAGE}" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can tell; no clock is read."""
UNIX = 3
MODE = 0o100644 << 16
PACKED = (".woff2", ".png", ".jpg", ".jpeg")
"""What is packed already, and is stored as it is."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Put the files of a publication into a container (EPUB 3.3, 4.3).

    Args:
        files: each by its name below the publication's folder, in the order of the container.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        # First and stored, so that programs know the file by its first bytes (EPUB 3.3, 4.3.3).
        _put(container, "mimetype", MIMETYPE, stored=True)
        _put(container, "META-INF/container.xml", CONTAINER.encode(), stored=False)
        for name, content in files.items():
            _put(container, f"{FOLDER}/{name}", content, stored=name.endswith(PACKED))
    return out.getvalue()


def _put(container: zipfile.ZipFile, name: str, content: bytes, *, stored: bool) -> None:
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.create_system = UNIX
    entry.external_attr = MODE
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    container.writestr(entry, content, compresslevel=None if stored else 9)

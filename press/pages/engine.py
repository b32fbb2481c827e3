"""The engine, opened once: without the machine's fonts, without a network, with its log heard."""

from __future__ import annotations

import ctypes.util
import gc
import logging
import os
import re
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

from press.errors import ContentError, MachineError, Place, PressError, raise_all
from press.layouts import Silence
from press.loading import lasting


@contextmanager
def _libraries_by_their_files() -> Iterator[None]:
    """On Linux, let the engine load its libraries by the names of their files alone.

    For the names that it tries first, ctypes would run ldconfig, gcc and ld again and again: on a
    machine with a compiler that is a quarter of the work of the import.
    """
    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005 (the engine tries its next name)
    try:
        yield
    finally:
        ctypes.util.find_library = find


SELDOM = {"fontTools.subset": ("Options", "Subsetter"),
          "fontTools.varLib.instancer": ("instantiateVariableFont",)}  # fmt: skip
"""What the engine takes of fontTools for faces that vary, or where it finds no HarfBuzz."""


@contextmanager
def _seldom_used_later() -> Iterator[None]:
    """Let what the engine seldom uses be loaded when it uses it: a third of its import."""
    stood = {name: _later(name, SELDOM[name]) for name in SELDOM if name not in sys.modules}
    sys.modules.update(stood)
    try:
        yield
    finally:
        for name in stood:
            del sys.modules[name]


def _later(name: str, functions: Sequence[str]) -> ModuleType:
    """A module whose functions load the real one when they are called."""
    module = ModuleType(name)
    for function in functions:

        def called(*given: Any, _function: str = function, **named: Any) -> Any:
            return getattr(import_module(name), _function)(*given, **named)

        setattr(module, function, called)
    return module


os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
with lasting(), _libraries_by_their_files(), _seldom_used_later(), warnings.catch_warnings():
    # The engine warns that fontconfig offers no fonts; that is what fonts.conf is for.
    warnings.simplefilter("ignore")
    import weasyprint
    from weasyprint import DEFAULT_OPTIONS, css
    from weasyprint import pdf as pdf_writing
    from weasyprint.css import ColorProfile, ComputedStyle
    from weasyprint.css.counters import CounterStyle
    from weasyprint.css.properties import INITIAL_VALUES, Dimension
    from weasyprint.document import Document, DocumentMetadata, Page
    from weasyprint.draw import text as draw_text
    from weasyprint.formatting_structure import boxes
    from weasyprint.formatting_structure.build import build_formatting_structure
    from weasyprint.html import get_html_metadata
    from weasyprint.images import get_image_from_uri
    from weasyprint.layout import LayoutContext, background, layout_document, percent
    from weasyprint.layout import block as block_layout
    from weasyprint.layout import inline as inline_layout
    from weasyprint.layout.absolute import AbsolutePlaceholder
    from weasyprint.layout.background import layout_backgrounds
    from weasyprint.layout.percent import resolve_percentages
    from weasyprint.matrix import Matrix
    from weasyprint.pdf import VARIANTS, pydyf
    from weasyprint.pdf import fonts as pdf_fonts
    from weasyprint.pdf import stream as pdf_stream
    from weasyprint.svg import TAGS as SVG_TAGS
    from weasyprint.text import line_break
    from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
    from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango, unicode_to_char_p
    from weasyprint.text.fonts import FontConfiguration, font_features, get_font_description
    from weasyprint.text.line_break import Layout, get_log_attrs, line_size
    from weasyprint.urls import URLFetcher, URLFetcherResponse

# The engine makes many small things that live until their pages are drawn. Looking through all of
# them as often as Python does by itself costs 6 % of an edition.
gc.set_threshold(10_000, 20, 20)

__all__ = [
    "DEFAULT_OPTIONS",
    "FROM_UNITS",
    "INITIAL_VALUES",
    "LST_TO_ISO",
    "PANGO_DIRECTION",
    "SVG_TAGS",
    "VARIANTS",
    "AbsolutePlaceholder",
    "AssetFetcher",
    "ComputedStyle",
    "CounterStyle",
    "Dimension",
    "Document",
    "DocumentMetadata",
    "FontConfiguration",
    "Layout",
    "LayoutContext",
    "Matrix",
    "Page",
    "background",
    "block_layout",
    "boxes",
    "build_formatting_structure",
    "css",
    "draw_text",
    "ffi",
    "font_features",
    "get_font_description",
    "get_html_metadata",
    "get_image_from_uri",
    "get_log_attrs",
    "gobject",
    "inline_layout",
    "layout_backgrounds",
    "layout_document",
    "line_break",
    "line_size",
    "listening",
    "pango",
    "pdf_fonts",
    "pdf_stream",
    "pdf_writing",
    "percent",
    "pydyf",
    "resolve_percentages",
    "screen_profiles",
    "unicode_to_char_p",
    "weasyprint",
]

MEDIA = {".ttf": "font/ttf", ".otf": "font/otf", ".png": "image/png", ".jpg": "image/jpeg"}


def media_type(address: str) -> str:
    """What an asset is, as its address tells; empty where it does not."""
    return MEDIA.get(
        Path(address).suffix, "image/svg+xml" if address.startswith("drawing:") else ""
    )


def screen_profiles() -> dict[str, Any]:
    """The colours of screens, sRGB, as a PDF/A says that it means them (ISO 19005-2, 6.2.3).

    The profile is the engine's own; where the engine itself is asked for it, its file stays open.
    """
    profile = files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()
    parts = (["r"], ["g"], ["b"])
    return {"srgb": ColorProfile(BytesIO(profile), "sRGB2014.icc", "relative-colorimetric", parts)}


class AssetFetcher(URLFetcher):  # type: ignore[misc]
    """Knows the assets handed to it by name, and nothing else; what it refuses it records.

    The record matters: an error raised while a drawing is drawn is swallowed by the engine.
    """

    def __init__(self, assets: Mapping[str, bytes]) -> None:
        super().__init__(fail_on_errors=False)
        self._assets = assets
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 (engine's signature)
        """The asset of this name.

        Raises:
            ValueError: there is none; the engine logs it, and the record keeps it.
        """
        if url not in self._assets:
            self.refused.append(url)
            raise ValueError(f"no asset is called {url}")
        media = media_type(url)
        return URLFetcherResponse(
            url, body=self._assets[url], headers={"Content-Type": media} if media else {}
        )


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if message not in self.heard:
            self.heard.append(message)


@contextmanager
def listening(
    fetcher: AssetFetcher, silences: Sequence[Silence], *, what: str, file: str = ""
) -> Iterator[None]:
    """Fail when the engine warned of anything that is not accepted with a reason.

    Args:
        fetcher: whose record of refused addresses is read.
        silences: the accepted warnings.
        what: what is being set, for the message.
        file: the stylesheet that is being read, whose line the engine tells; none for pages.

    Raises:
        ContentError: every warning, and every address that was asked for and refused.
        MachineError: the engine itself failed.
    """
    logger = logging.getLogger("weasyprint")
    listener = _Listener()
    before = len(fetcher.refused)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(listener)
    try:
        yield
    except (MemoryError, PressError):
        raise
    except Exception as error:
        said = f"{type(error).__name__}: {error}".removesuffix(": ")
        raise MachineError(
            f"the engine fails at {what}: {said}",
            place=Place(file) if file else None,
            hint="take back what was changed last in the layout or the text, and report this",
        ) from error
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagate
    accepted = [silence.warning for silence in silences]
    refused = list(dict.fromkeys(fetcher.refused[before:]))
    accepted += [f"image at '{url}'" for url in refused]  # told below
    errors: list[PressError] = [
        ContentError(
            f"the engine says of {what}: {message}",
            place=_place(file, message) if file else None,
            hint="correct the layout or the text, or accept it with a reason in layout.yaml",
        )
        for message in listener.heard
        if not any(words in message for words in accepted)
    ]
    errors += [
        ContentError(
            f"{what} asks for “{url}”, which is no asset of the press",
            hint="add it to the drawings of layout.yaml"
            if url.startswith("drawing:")
            else "name a drawing, a font or a figure",
        )
        for url in refused
    ]
    raise_all(errors)


def _place(file: str, message: str) -> Place:
    """The place in a stylesheet that a warning tells: “Ignored … at 3:8, unknown property”."""
    line = re.search(r" at (\d+):\d+", message)
    return Place(file, int(line[1]) if line else None)

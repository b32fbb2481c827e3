"""Cutting a face down to the glyphs that are used of it, each with the number it has.

HarfBuzz does it, as it does for the engine (`weasyprint/pdf/fonts.py`), but without the engine:
joining parts that are drawn already should cost no more than joining.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from functools import cache
from typing import Any

from press.errors import ContentError, MachineError

FILES = {
    "subset": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll",
               "harfbuzz-subset"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll", "harfbuzz"),
}  # fmt: skip
"""The names that the engine tries, those of files first."""
NO_HINTING, RETAIN_GIDS, DESUBROUTINIZE, PASSTHROUGH, NOTDEF = 0x01, 0x02, 0x04, 0x20, 0x40
"""`hb_subset_flags_t`."""
GLYPHS, DROPPED = 0, 3
"""`hb_subset_sets_t`: the glyphs that stay, the tables that go."""
READ_ONLY = 1
"""`hb_memory_mode_t`."""
TABLES = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")
"""What a PDF has no use for."""


def cut(program: bytes, glyphs: Iterable[int], *, hinted: bool, notdef: bool) -> bytes:
    """A face with these glyphs and no others; what stands behind the last of them is gone.

    Args:
        program: the font file.
        glyphs: the numbers of the glyphs, at least one.
        hinted: whether instructions for coarse screens stay.
        notdef: whether the box for what the face has not is drawn.

    Raises:
        ContentError: HarfBuzz cannot cut it.
        MachineError: there is no HarfBuzz on this machine.
    """
    used = sorted(glyphs)
    flags = PASSTHROUGH | DESUBROUTINIZE | (NOTDEF if notdef else 0)
    kept = _cut(program, used, flags | RETAIN_GIDS, drop=TABLES)
    return _cut(kept, range(used[-1] + 1), flags | (0 if hinted else NO_HINTING), drop=())


def _cut(program: bytes, glyphs: Iterable[int], flags: int, *, drop: Iterable[str]) -> bytes:
    library = _libraries()
    held = ctypes.create_string_buffer(program, len(program))
    blob = library["hb_blob_create"](held, len(program), READ_ONLY, None, None)
    face = library["hb_face_create"](blob, 0)
    asked = library["hb_subset_input_create_or_fail"]()
    made = None
    try:
        _add(library, library["hb_subset_input_set"](asked, GLYPHS), glyphs)
        tags = sorted(int.from_bytes(tag.encode(), "big") for tag in drop)
        _add(library, library["hb_subset_input_set"](asked, DROPPED), tags)
        library["hb_subset_input_set_flags"](asked, flags)
        made = library["hb_subset_or_fail"](face, asked)
        content = _content(library, made) if made else b""
    finally:
        library["hb_subset_input_destroy"](asked)
        for one in (face, made):
            if one:
                library["hb_face_destroy"](one)
        library["hb_blob_destroy"](blob)
    if not content:
        raise ContentError("a font cannot be cut down to the glyphs that are used of it")
    return content


def _add(library: dict[str, Any], kept: Any, numbers: Iterable[int]) -> None:
    listed = list(numbers)
    library["hb_set_add_sorted_array"](
        kept, (ctypes.c_uint32 * len(listed))(*listed), len(listed)
    )  # fmt: skip


def _content(library: dict[str, Any], face: Any) -> bytes:
    blob = library["hb_face_reference_blob"](face)
    length = ctypes.c_uint()
    start = library["hb_blob_get_data"](blob, ctypes.byref(length))
    content = ctypes.string_at(start, length.value) if start else b""
    library["hb_blob_destroy"](blob)
    return content


_POINTER, _NUMBER = ctypes.c_void_p, ctypes.c_uint
_FUNCTIONS: dict[str, tuple[str, Any, tuple[Any, ...]]] = {
    "hb_blob_create": (
        "harfbuzz", _POINTER, (_POINTER, _NUMBER, ctypes.c_int, _POINTER, _POINTER)),
    "hb_blob_destroy": ("harfbuzz", None, (_POINTER,)),
    "hb_blob_get_data": ("harfbuzz", _POINTER, (_POINTER, _POINTER)),
    "hb_face_create": ("harfbuzz", _POINTER, (_POINTER, _NUMBER)),
    "hb_face_destroy": ("harfbuzz", None, (_POINTER,)),
    "hb_face_reference_blob": ("harfbuzz", _POINTER, (_POINTER,)),
    "hb_set_add_sorted_array": ("harfbuzz", None, (_POINTER, _POINTER, _NUMBER)),
    "hb_subset_input_create_or_fail": ("subset", _POINTER, ()),
    "hb_subset_input_destroy": ("subset", None, (_POINTER,)),
    "hb_subset_input_set": ("subset", _POINTER, (_POINTER, ctypes.c_int)),
    "hb_subset_input_set_flags": ("subset", None, (_POINTER, _NUMBER)),
    "hb_subset_or_fail": ("subset", _POINTER, (_POINTER, _POINTER)),
}  # fmt: skip
"""The functions that are used: their library, what they return, and what they take."""


@cache
def _libraries() -> dict[str, Any]:
    opened = {name: _opened(files) for name, files in FILES.items()}
    found: dict[str, Any] = {}
    for name, (where, returned, taken) in _FUNCTIONS.items():
        function = opened[where][name]
        function.restype, function.argtypes = returned, taken
        found[name] = function
    return found


def _opened(files: Iterable[str]) -> Any:
    for file in files:
        try:
            return ctypes.CDLL(file)
        except OSError:
            continue
    raise MachineError(
        "HarfBuzz-subset cannot be loaded", hint="install libharfbuzz-subset0 and try again"
    )

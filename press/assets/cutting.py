"""Cutting a face down: to glyphs, each with the number it has, or to the characters of a text.

HarfBuzz does it, as it does for the engine (`weasyprint/pdf/fonts.py`), but without the engine:
joining parts that are drawn already should cost no more than joining.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Mapping
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
GLYPHS, CHARACTERS, DROPPED, NAMES, FEATURES = 0, 1, 3, 4, 6
"""`hb_subset_sets_t`: what stays of glyphs, characters, names and features; the tables that go."""
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


def cut_to_text(
    program: bytes, characters: Iterable[int], *, features: Iterable[str], names: Iterable[int]
) -> bytes:
    """A face that sets some characters, with what its features make of them; unhinted.

    Args:
        program: the font file.
        characters: their code points, at least one.
        features: the OpenType features that stay.
        names: the entries of its name table that stay.

    Raises:
        ContentError: HarfBuzz cannot cut it.
        MachineError: there is no HarfBuzz on this machine.
    """
    kept = {CHARACTERS: characters, NAMES: names, FEATURES: map(_tag, features)}
    return _made(program, NO_HINTING | NOTDEF, kept)


def cut_to_letters(program: bytes, characters: Iterable[int], *, tables: Iterable[str]) -> bytes:
    """A face that draws some characters one by one, and the box for all others; unhinted.

    Args:
        program: the font file.
        characters: their code points.
        tables: those that stay.

    Raises:
        ContentError: HarfBuzz cannot cut it.
        MachineError: there is no HarfBuzz on this machine.
    """
    others = map(_tag, _tables(program) - set(tables))
    kept = {CHARACTERS: characters, NAMES: (), FEATURES: (), DROPPED: others}
    return _made(program, NO_HINTING | NOTDEF, kept)


def _tables(program: bytes) -> set[str]:
    """The names of a font file's tables (OpenType, table directory)."""
    count = int.from_bytes(program[4:6], "big")
    return {program[at : at + 4].decode("latin-1") for at in range(12, 12 + 16 * count, 16)}


def _cut(program: bytes, glyphs: Iterable[int], flags: int, *, drop: Iterable[str]) -> bytes:
    return _made(program, flags, {GLYPHS: glyphs, DROPPED: map(_tag, drop)})


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


def _made(program: bytes, flags: int, kept: Mapping[int, Iterable[int]]) -> bytes:
    library = _libraries()
    # HarfBuzz reads our bytes where they lie; they outlive the blob, which is let go below
    blob = library["hb_blob_create"](program, len(program), READ_ONLY, None, None)
    face = library["hb_face_create"](blob, 0)
    asked = library["hb_subset_input_create_or_fail"]()
    made = None
    try:
        for what, numbers in kept.items():
            wanted = library["hb_subset_input_set"](asked, what)
            if what in (NAMES, FEATURES):  # HarfBuzz begins with some that it thinks usual
                library["hb_set_clear"](wanted)
            _add(library, wanted, numbers)
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
    listed = sorted(numbers)
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
    "hb_set_clear": ("harfbuzz", None, (_POINTER,)),
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

"""Layouts: a name becomes templates, stylesheets in cascade, tokens, faces and drawings."""

from press.layouts.faces import Declared, declared_faces, without_comments, without_faces
from press.layouts.layout import Layout, load
from press.layouts.settings import Ground, Judged, LayoutSettings, Silence
from press.layouts.tokens import is_dark, millimetres, root_tokens

__all__ = [
    "Declared",
    "Ground",
    "Judged",
    "Layout",
    "LayoutSettings",
    "Silence",
    "declared_faces",
    "is_dark",
    "load",
    "millimetres",
    "root_tokens",
    "without_comments",
    "without_faces",
]

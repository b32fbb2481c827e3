"""Figures, fonts and profiles: found by exact names, opened safely, checked."""

from press.assets.cutting import cut
from press.assets.embedding import Embedded, embedded, freely_named
from press.assets.figures import Figure, figure
from press.assets.fonts import Face, font_faces, uncovered
from press.assets.lettering import Lettering, lettering
from press.assets.profiles import Profile, profile

__all__ = [
    "Embedded",
    "Face",
    "Figure",
    "Lettering",
    "Profile",
    "cut",
    "embedded",
    "figure",
    "font_faces",
    "freely_named",
    "lettering",
    "profile",
    "uncovered",
]

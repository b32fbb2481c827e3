"""Figures, fonts and profiles: found by exact names, opened safely, checked."""

from press.assets.cutting import cut
from press.assets.embedding import Cut, as_woff2, cut_to_say, freely_named
from press.assets.figures import Figure, figure
from press.assets.fonts import Face, font_faces, uncovered
from press.assets.lettering import Lettering, lettering
from press.assets.profiles import Profile, profile

__all__ = [
    "Cut",
    "Face",
    "Figure",
    "Lettering",
    "Profile",
    "as_woff2",
    "cut",
    "cut_to_say",
    "figure",
    "font_faces",
    "freely_named",
    "lettering",
    "profile",
    "uncovered",
]

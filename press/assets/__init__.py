"""Figures, fonts and profiles: found by exact names, opened safely, checked."""

from press.assets.figures import Figure, figure
from press.assets.fonts import Face, font_faces, uncovered
from press.assets.lettering import Lettering, lettering
from press.assets.profiles import Profile, profile

__all__ = [
    "Face",
    "Figure",
    "Lettering",
    "Profile",
    "figure",
    "font_faces",
    "lettering",
    "profile",
    "uncovered",
]

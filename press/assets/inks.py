"""Colours as inks: what is given in light is converted through the profile of the condition."""

from __future__ import annotations

import io
from functools import cached_property

from PIL import Image, ImageCms

NEUTRAL = 2 / 255
"""How far the three lights may lie apart in what is printed with black alone."""


class Inks:
    """One printing condition, to which colours are converted."""

    def __init__(self, profile: bytes) -> None:
        """Take the condition's profile (ICC.1:2022), one for CMYK output."""
        self._profile = profile

    @cached_property
    def _transform(self) -> ImageCms.ImageCmsTransform:
        """From sRGB, relative to the paper, blacks matched (black point compensation)."""
        return ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"),
            ImageCms.ImageCmsProfile(io.BytesIO(self._profile)),
            "RGB",
            "CMYK",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )

    def picture(self, picture: Image.Image) -> bytes:
        """A picture in sRGB as inks: four bytes a pixel, row by row, 255 being all of an ink."""
        found = ImageCms.applyTransform(picture.convert("RGB"), self._transform)
        assert found is not None
        return found.tobytes()

    def colour(self, red: float, green: float, blue: float) -> tuple[float, float, float, float]:
        """A colour in sRGB as inks, all from 0 to 1; greys are printed with black alone.

        Small type and thin lines of four inks would show every shift of the plates.
        """
        if max(red, green, blue) - min(red, green, blue) <= NEUTRAL:
            return 0.0, 0.0, 0.0, round(1.0 - (red + green + blue) / 3, 4)
        spot = Image.new("RGB", (1, 1), tuple(round(255 * one) for one in (red, green, blue)))
        cyan, magenta, yellow, black = (round(one / 255, 4) for one in self.picture(spot))
        return cyan, magenta, yellow, black

    @cached_property
    def _proof(self) -> ImageCms.ImageCmsTransform:
        """To sRGB, relative to the paper; black stays as pale as it is printed."""
        return ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(io.BytesIO(self._profile)),
            ImageCms.createProfile("sRGB"),
            "CMYK",
            "RGB",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        )

    def seen(self, cyan: float, magenta: float, yellow: float, black: float) -> str:
        """How inks, all from 0 to 1, look on the paper, as `#RRGGBB`."""
        inks = tuple(round(255 * one) for one in (cyan, magenta, yellow, black))
        found = ImageCms.applyTransform(Image.new("CMYK", (1, 1), inks), self._proof)
        assert found is not None
        return f"#{found.tobytes().hex().upper()}"

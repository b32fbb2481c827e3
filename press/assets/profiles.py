"""ICC profiles of printing conditions: a name in `assets/profiles/`, or a path the user gives."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import ImageCms

from press.assets import opening
from press.errors import ContentError, Place

FOLDER = ("assets", "profiles")
ENDINGS = (".icc", ".icm")
MOST_BYTES = 8_000_000
HEADER = 128
INKS = {b"CMYK": 4}
"""The colour spaces that are taken, by their signature: ICC.1:2022, table 19."""
HINT = "name the profile that the printer gave you, a CMYK one for output"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A printing condition as numbers."""

    name: str
    """Its file's name without the ending."""
    content: bytes
    components: int
    """How many inks: 4."""
    description: str
    """What the profile calls itself."""


def profile(root: Path, name_or_path: str, *, place: Place) -> Profile:
    """A profile by its name or its path.

    Args:
        root: the repository; a path that does not begin with `/` begins here.
        name_or_path: `FOGRA39L_coated`, or a path, which has a `/` in it.
        place: the line that asks for it.

    Raises:
        ContentError: missing, broken, too large, or not a CMYK profile for output.
        MachineError: it cannot be read.
    """
    if "/" in name_or_path:
        path = root / _path(name_or_path, place)
        content = opening.read_regular(path, most_bytes=MOST_BYTES, place=place)
        name = path.name
    else:
        name = opening.plain_name(name_or_path, folder=FOLDER, place=place)
        if not name.lower().endswith(ENDINGS):
            name += ENDINGS[0]
        content = opening.content(root, FOLDER, name, most_bytes=MOST_BYTES, place=place)
    return Profile(
        name=Path(name).stem,
        content=content,
        components=_components(content, name=name, place=place),
        description=_description(content, name=name, place=place),
    )


def _path(given: str, place: Place) -> Path:
    try:
        return Path(given).expanduser()
    except RuntimeError as error:
        raise ContentError(
            f"“{given[:60]}” is in the home of nobody here",
            place=place,
            hint="write the whole path",
        ) from error


def _components(content: bytes, *, name: str, place: Place) -> int:
    """How many inks a profile's header speaks of (ICC.1:2022, 7.2)."""
    size = int.from_bytes(content[:4], "big")
    if len(content) < HEADER or content[36:40] != b"acsp":
        raise ContentError(f"“{name}” is not an ICC profile", place=place, hint=HINT)
    if size != len(content):
        raise ContentError(
            f"“{name}” is cut short or broken", place=place, hint="fetch the profile again"
        )
    space, use = content[16:20], content[12:16]
    if space not in INKS or use != b"prtr":
        what = space.decode("ascii", "replace").strip()
        raise ContentError(
            f"“{name}” is a profile for {what}, not for CMYK printing", place=place, hint=HINT
        )
    return INKS[space]


def _description(content: bytes, *, name: str, place: Place) -> str:
    """What the profile calls itself; reading it proves that its tables are whole."""
    try:
        return ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(content))).strip()
    except (OSError, ValueError, ImageCms.PyCMSError) as error:
        raise ContentError(
            f"“{name}” is cut short or broken", place=place, hint="fetch the profile again"
        ) from error

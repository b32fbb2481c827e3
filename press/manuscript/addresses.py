"""Where links may lead, and how figures are named. Addresses are decoded before they are judged."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from press.manuscript.reading import unfit

ANCHOR = re.compile(r"#[a-z][a-z0-9]*(?:-{1,2}[a-z0-9]+)*")
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
HOST = re.compile(
    r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+", re.IGNORECASE
)
MAIL = re.compile(
    r"mailto:[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\?subject=[^&?#]*)?", re.IGNORECASE
)
TELEPHONE = re.compile(r"tel:\+?[0-9()-]{3,24}")
FIGURE = re.compile(r"[^/\\:]+\.[a-zA-Z]{3,4}")
SAFE = "!#$%&'()*+,/:;=?@[]~"
LONGEST = 1_000


class NotTaken(ValueError):
    """An address that cannot stand in a manuscript, with what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def link(address: str) -> str:
    """The address of a link, as it goes into a `href`.

    Raises:
        NotTaken: anything but http(s), mailto, tel and `#anchor`.
    """
    decoded = _decoded(address)
    if decoded.startswith("#"):
        if not ANCHOR.fullmatch(decoded):
            raise NotTaken(
                f"“{decoded[:60]}” is not an anchor", "write `#section`, or `#name` of an anchor"
            )
        return decoded
    scheme = SCHEME.match(decoded)
    kind = scheme[1].lower() if scheme else ""
    if kind in {"http", "https"}:
        return _web(address, decoded)
    if kind == "mailto" and MAIL.fullmatch(decoded):
        return address
    if kind == "tel" and TELEPHONE.fullmatch(decoded):
        return address
    if kind in {"mailto", "tel"}:
        raise NotTaken(
            f"“{decoded[:60]}” is not a whole address",
            "write `mailto:name@example.org` or `tel:+441234567890`",
        )
    raise NotTaken(
        f"a link cannot lead to “{decoded[:60]}”",
        "use https:, http:, mailto:, tel:, or `#` and a section's name",
    )


def figure(address: str) -> str:
    """The name of a figure.

    Raises:
        NotTaken: paths, and pictures from outside.
    """
    decoded = _decoded(address)
    if SCHEME.match(decoded) or decoded.startswith("//"):
        raise NotTaken(
            f"a picture cannot come from “{decoded[:60]}”",
            "put it into assets/figures/, in this publication's folder, and write its name",
        )
    if not FIGURE.fullmatch(decoded):
        raise NotTaken(
            f"“{decoded[:60]}” is not a figure's name",
            "write the plain name of a png, jpg or svg in assets/figures/",
        )
    return decoded


def _decoded(address: str) -> str:
    """An address with its percent signs read, twice, so that nothing hides behind them."""
    if len(address) > LONGEST:
        raise NotTaken(f"an address is longer than {LONGEST} characters", "link to a shorter one")
    decoded = unquote(unquote(address))
    if unfit(decoded) or any(char in decoded for char in '\t\n<>"\\^`{|}'):
        raise NotTaken(
            f"the address “{decoded[:60]}” holds a character that none may hold", "type it anew"
        )
    if not decoded.strip():
        raise NotTaken("this link has no address", "write one between the round brackets")
    return decoded


def _web(address: str, decoded: str) -> str:
    """An address of the web, with its letters beyond ASCII encoded."""
    try:
        parts = urlsplit(decoded)
        parts.port  # noqa: B018  reading it is what checks it
    except ValueError as error:
        raise NotTaken(f"“{decoded[:60]}” is not a whole address", "type it anew") from error
    if "@" in parts.netloc:
        raise NotTaken(
            "an address with a name or password in it is not taken", "remove what stands before “@”"
        )
    if not HOST.fullmatch(parts.hostname or "") or re.search(r"\s", address):
        raise NotTaken(
            f"“{decoded[:60]}” is not a whole address", "write `https://example.org/page`"
        )
    return quote(address, safe=SAFE)

"""The network, asked of one address at a time. The only place that opens a connection."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request

PATIENCE = 10.0
"""Seconds that an address is waited for."""
NAME = "press-links/1"
REFUSES_HEAD = {403, 404, 405, 501}
"""Answers of servers that do not like to be asked for a head alone; they are asked again."""


def why_unreachable(address: str) -> str:
    """Why an address of the web does not answer; empty where it does.

    Args:
        address: an address that begins with `http://` or `https://`; others are not asked.
    """
    if not address.startswith(("http://", "https://")):
        return ""
    answer = _asked(address, "HEAD")
    return _asked(address, "GET")[1] if answer[0] in REFUSES_HEAD else answer[1]


def _asked(address: str, method: str) -> tuple[int, str]:
    """The status, and what is wrong with it."""
    question = urllib.request.Request(  # noqa: S310  the scheme is seen to above
        address, method=method, headers={"User-Agent": NAME}
    )
    try:
        with urllib.request.urlopen(question, timeout=PATIENCE) as answer:  # noqa: S310
            return answer.status, ""
    except urllib.error.HTTPError as error:
        with error:
            return error.code, f"it answers {error.code} {error.reason}".strip()
    except urllib.error.URLError as error:
        return 0, str(getattr(error.reason, "strerror", None) or error.reason).lower()
    except (OSError, ValueError, http.client.HTTPException) as error:
        return 0, str(error).lower() or type(error).__name__

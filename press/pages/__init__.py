"""Pagination: HTML becomes pages. The only user of WeasyPrint; it listens to its log.

The engine is opened when the first part is set, so that nobody waits for it who sets nothing.
"""

from press.pages.hands import Hands, workers
from press.pages.typesetter import Keeping, Typesetter
from press.pages.typesetting import Typesetting


def unplanned() -> str:
    """Why the engine at hand sets its lines first-fit; empty where lines are planned."""
    from press.pages.even import UNFIT  # noqa: PLC0415  (opens the engine)

    return UNFIT


__all__ = ["Hands", "Keeping", "Typesetter", "Typesetting", "unplanned", "workers"]

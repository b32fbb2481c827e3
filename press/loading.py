"""Loading: what a process loads it keeps until its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lasting() -> Iterator[None]:
    """Everything that is made inside stays: none of it is searched for garbage, now or later.

    Python looks through all that a process holds whenever that has grown by a quarter; while the
    press and its engine are loaded, that is a tenth of the work.
    """
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if looked:
            gc.enable()

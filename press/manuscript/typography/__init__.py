"""Typography: what is typed on a keyboard becomes what a typesetter sets."""

from __future__ import annotations

from press.manuscript.typography.rules import set_run
from press.manuscript.typography.run import Run
from press.manuscript.typography.tree import set_body

__all__ = ["characters", "set_body"]


def characters(text: str, *, language: str, ties: bool) -> str:
    """A text outside a body, such as a title or a name, in typography.

    Args:
        text: as it was typed.
        language: as BCP 47 has it; the British rules hold for `en-GB` and its like.
        ties: whether spaces that must not break are set; a heading has none.
    """
    run = Run(" ".join(text.split(" ")))
    set_run(run, language=language, ties=ties, last_word=False)
    return run.text

"""The templates of a layout: found, compiled, filled in, and told by file and line when wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from lxml import etree
from markupsafe import Markup

from press.errors import ContentError, Place
from press.layouts import Layout

SHORT_WORD = 5
"""Letters of a last word that may not stand alone on a line of display text."""
LITTLE_WORD = re.compile(r"\b(an?|the|of|in|to|on|by|at|for|and|with|as) (?=\S)", re.IGNORECASE)
WRITTEN_WRONG = (
    ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RecursionError,
    TypeError, ValueError,
)  # fmt: skip
"""What Python raises when a designer asks a template or a drawing for what cannot be."""


def _tied(text: str) -> str:
    """Display text in which a short last word stays with the one before it."""
    head, space, tail = text.rpartition(" ")
    return f"{head}\u00a0{tail}" if space and len(tail) <= SHORT_WORD else text


def _bound(text: str) -> str:
    """A title in which little words (`of`, `in`, `the`) stay with the word that follows."""
    return _tied(LITTLE_WORD.sub("\\1\u00a0", text))


def _html(tree: etree._Element | None) -> Markup:
    """What stands inside a tree, as HTML; nothing where there is no tree."""
    if tree is None:
        return Markup("")
    written = [etree.tostring(one, method="html", encoding="unicode") for one in tree]
    return Markup("".join(written))


FILTERS: Mapping[str, Callable[..., str]] = {
    "tied": _tied,
    "bound": _bound,
    "html": _html,
    "thousands": lambda number: f"{number:,}",
    "capitalise_first": lambda text: text[:1].upper() + text[1:],
    "uncapitalise_first": lambda text: text[:1].lower() + text[1:],
}
"""What templates may do to text."""


class _Compiled(jinja2.BytecodeCache):
    """Templates as Python, compiled once a run for all editions, and again when one has changed."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Hand out what was compiled of the same text."""
        text, compiled = self._known.get(bucket.key, ("", None))
        if text == bucket.checksum:
            bucket.code = compiled

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep what was compiled, instead of what was before."""
        self._known[bucket.key] = bucket.checksum, bucket.code


COMPILED = _Compiled()


class Templates:
    """The templates of one layout."""

    def __init__(self, layout: Layout, known: Mapping[str, Any]) -> None:
        """Find them.

        Args:
            layout: whose they are.
            known: what every one of them may ask for.
        """
        self._layout = layout
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader([str(path) for path in layout.template_folders]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=COMPILED,
        )
        self._templates.filters.update(FILTERS)
        self._templates.globals.update(known)

    def filled(self, template: str, **values: Any) -> str:
        """A template filled in.

        Raises:
            ContentError: it cannot be used, named by file and line.
        """
        try:
            return self._templates.get_template(template).render(**values)
        except jinja2.TemplateNotFound as error:
            raise ContentError(
                f"the layout “{self._layout.name}” has no template {error.name}",
                place=Place(f"layouts/{self._layout.name}"),
                hint="write it in templates/, or extend a layout that has it",
            ) from error
        except jinja2.TemplateError as error:
            raise ContentError(
                f"the template {template} cannot be used: {error.message}",
                place=self._place(template, error),
                hint="correct the template",
            ) from error
        except WRITTEN_WRONG as error:
            raise ContentError(
                f"the template {template} cannot be used: {type(error).__name__}: {error}",
                place=self._place(template, error),
                hint="correct the template",
            ) from error

    def _place(self, template: str, error: Exception) -> Place:
        """Where an error was raised: the innermost template that ran."""
        folders = self._layout.template_folders
        line = getattr(error, "lineno", None)
        trace = error.__traceback__
        while trace is not None:
            file = Path(trace.tb_frame.f_code.co_filename)
            for folder in folders:
                if file.is_relative_to(folder):
                    line = trace.tb_lineno
                    template = file.relative_to(folder).as_posix()
            trace = trace.tb_next
        for folder in folders:
            if (folder / template).is_file():
                return Place((folder / template).relative_to(self._layout.root).as_posix(), line)
        return Place(f"layouts/{self._layout.name}", line)

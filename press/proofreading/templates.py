"""What the templates of a layout give by themselves: words that no manuscript holds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from press.layouts import Layout
from press.reading.facts import words

COMMENT = re.compile(r"{#.*?#}|<!--.*?-->", re.DOTALL)
STATEMENT = re.compile(r"{%.*?%}", re.DOTALL)
EXPRESSION = re.compile(r"{{(.*?)}}", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
TAKES_FROM = re.compile(r"{%-?\s*(?:extends|include)\s+[\"']([^\"']+)[\"']")
TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
ARGUMENTS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[=!<>]=\s*(?:\"[^\"]*\"|'[^']*')")
"""What stands in an expression without being set: arguments, keys, what is compared with."""
ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}|\\.")
STRING = re.compile(r"\"([^\"]*)\"|'([^']*)'")
OF_ALL = "pull-quote"
"""The template that every kind of section may use."""


def words_of_templates(layout: Layout, pattern: str = "*.html") -> dict[str, frozenset[str]]:
    """The words outside of tags and of Jinja, and the texts of expressions, by kind of section.

    They are read from the templates' sources, not from what was composed of them.

    Args:
        layout: whose templates.
        pattern: which of them: those of one form of edition.
    """
    sources = layout.templates(pattern)
    of_all = pattern.replace("*", OF_ALL)
    return {
        PurePosixPath(name).stem: frozenset(
            word
            for source in _sources(sources, (name, of_all))
            for word in words(_own_text(source))
        )
        for name in sources
    }


def _sources(sources: Mapping[str, str], names: tuple[str, ...]) -> Iterator[str]:
    """Templates, and those that they extend or include."""
    waiting = list(names)
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in sources and name not in seen:
            seen.add(name)
            yield sources[name]
            waiting += TAKES_FROM.findall(sources[name])


def _own_text(source: str) -> str:
    text = STATEMENT.sub("", TITLE.sub("", COMMENT.sub("", source)))
    return html.unescape(TAG.sub(" ", EXPRESSION.sub(lambda found: _strings(found[1]), text)))


def _strings(expression: str) -> str:
    """The texts that an expression may write, and a gap for all else that it writes."""
    bare = ESCAPE.sub(" ", expression)
    while (less := ARGUMENTS.sub("", bare)) != bare:
        bare = less
    texts = [one or other for one, other in STRING.findall(bare)]
    return f" {' '.join(re.sub(r'[<>]', ' ', text) for text in texts)} "

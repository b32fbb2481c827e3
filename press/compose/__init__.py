"""Composition: book and layout become HTML, part by part. The only user of Jinja.

A part is one section, or one blank page. Each part is a whole HTML document that is set alone; the
same parts in one document make the same pages. What only finished pages tell (folios, the lines of
a quote) comes in as `Learned`, and a recipe composes again until nothing changes.

`composer` gives templates what they ask for, `body` writes a section's tree, `templates` fills,
`art` draws; `asked` hears what of `Learned` a section asks for.
"""

from press.compose.asked import Composed
from press.compose.body import where, write_where
from press.compose.composer import Composer
from press.compose.part import Learned, Notes, Part

__all__ = ["Composed", "Composer", "Learned", "Notes", "Part", "where", "write_where"]

"""Joining: the drawn pages of parts become one PDF, the same way for every build.

Nothing is drawn or set here, and no engine is needed: pages, pictures and forms go in as they were
drawn, equal ones once; fonts are cut down once, to the glyphs that all parts use; destinations,
links, outline and structure run over all of them.
"""

from press.joining.joined import join

__all__ = ["join"]

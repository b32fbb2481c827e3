"""Sections become a book: ordered, numbered, cross-referenced. Here the trees are changed for the last time."""

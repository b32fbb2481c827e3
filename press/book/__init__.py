"""Sections become a book, ordered and cross-referenced; trees are changed for the last time."""

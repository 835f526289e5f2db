"""Checks of finished books: collation, and anything that is wrong with an EPUB."""

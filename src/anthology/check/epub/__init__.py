"""Checks of any finished EPUB, for `anthology check`."""

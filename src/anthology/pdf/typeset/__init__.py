"""Sections become pages, in workers, and are kept in the cache."""

"""Sections become pages: workers typeset them, and the cache keeps the results."""

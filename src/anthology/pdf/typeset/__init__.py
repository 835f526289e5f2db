"""Sections become pages: workers typeset them, and the cache keeps the results."""

ENGINE = "anthology.pdf.typeset.section"  # the module whose import takes a worker half a second

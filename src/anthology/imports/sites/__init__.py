"""Exports of blogs and newsletters: posts with authors, tags and HTML."""

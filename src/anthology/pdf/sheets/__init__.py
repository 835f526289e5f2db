"""Sheets that are not bound in the book: the printed cover, and what is laid in beside a proof."""

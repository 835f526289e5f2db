"""Sections and their furniture are bound into one PDF: pages, fonts, tags, links, bookmarks."""

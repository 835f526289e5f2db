"""Sections with their furniture become one PDF: pages, fonts, tags, links, bookmarks."""

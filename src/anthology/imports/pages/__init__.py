"""Exports of a page or a document for each review: Notion, EPUB, saved web pages."""

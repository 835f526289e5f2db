"""Stage 3: a book becomes an edition: sections of XHTML, a style sheet, assets."""

"""The content documents of an EPUB (EPUB 3.3, 6): sections as XHTML files for e-readers."""

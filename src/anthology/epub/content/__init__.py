"""The content documents of an EPUB (EPUB 3.3, 2.3): sections as XHTML files of an e-reader."""

"""The package of an EPUB (EPUB 3.3, 5): metadata, manifest, spine and navigation."""

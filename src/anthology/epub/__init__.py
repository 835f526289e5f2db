"""Stage 4a: an edition becomes EPUB bytes; the only importer of ebooklib."""

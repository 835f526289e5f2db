"""Stage 4b: an edition becomes PDF bytes; the only importer of WeasyPrint and pikepdf."""

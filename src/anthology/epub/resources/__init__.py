"""Publication resources (EPUB 3.3, 2.3) that are no text: cover, pictures, fonts."""

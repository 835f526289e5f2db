"""Publication resources (EPUB 3.3, 3) other than text: cover, pictures, fonts."""

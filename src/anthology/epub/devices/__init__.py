"""The EPUB converted for e-readers with formats of their own: Kobo and Kindle."""

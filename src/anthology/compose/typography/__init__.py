"""Microtypography: quotes, dashes and spaces by language, and line breaks in titles."""

"""How text is set: quotes, dashes and spaces by language, and the lines of titles."""

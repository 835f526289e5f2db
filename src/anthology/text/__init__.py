"""Facts about text that several stages need: writing direction and alphabetical order."""

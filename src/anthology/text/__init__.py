"""Facts about text that several stages need: its direction and its alphabetical order."""

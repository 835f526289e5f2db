"""What the preview writes: the project's own texts, their headers and settings, by one door."""

"""WeasyPrint and all that we know of its inside; nothing else imports it or pydyf."""

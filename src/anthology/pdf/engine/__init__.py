"""WeasyPrint and all that we know of its inside; nothing else imports it or pydyf."""

WEASYPRINT = "70.0"  # the version whose inside we know; pyproject.toml requires it

"""What manuscripts are written in: Markdown, plain text, HTML; each becomes an HTML body."""

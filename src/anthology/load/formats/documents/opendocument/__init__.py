"""OpenDocument texts (.odt) of LibreOffice and others become pages, read twice."""

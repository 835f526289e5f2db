"""RTF: files of WordPad, TextEdit, old Words and of LibreOffice (Microsoft, RTF 1.9.1)."""

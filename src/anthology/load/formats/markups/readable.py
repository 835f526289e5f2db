"""Which formats pandoc reads, by suffix: for `pandoc`, and for advice where it is missing."""

from __future__ import annotations

# The name, the suffixes, and pandoc's name for the reader.
READERS = (
    ("reStructuredText", (".rst", ".rest"), "rst"),
    ("Textile", (".textile",), "textile"),
    ("AsciiDoc", (".adoc", ".asciidoc", ".asc"), "asciidoc"),  # since pandoc 3.8.3
    ("LaTeX", (".tex", ".latex"), "latex"),
    ("Typst", (".typ",), "typst"),
    ("MediaWiki", (".mediawiki", ".wiki"), "mediawiki"),
    ("Muse", (".muse",), "muse"),
    ("txt2tags", (".t2t",), "t2t"),
    ("Djot", (".dj", ".djot"), "djot"),
    ("Word", (".docx",), "docx"),
)
BINARY = frozenset({"docx"})  # no texts: their places have no lines
SUFFIXES = {suffix: (name, reader) for name, suffixes, reader in READERS for suffix in suffixes}

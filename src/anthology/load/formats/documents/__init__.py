"""Documents of word processors as manuscripts: Word, OpenDocument, RTF, and zipped pages.

Each reader (`word`, `opendocument`, `rtf`, `web_zip`) makes a page of plain HTML, in which what a
paragraph looked like is in attributes (`model`). `look` makes headings, verse and lines across
the page of it, `first_lines` the header. A second, independent reading of the file says which
words must be in the book.
"""

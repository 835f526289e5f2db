"""The cover: its picture, and a page of its own that shows it (Kobo's rule)."""

from __future__ import annotations

from html import escape

from anthology.book import Book
from anthology.epub import xhtml
from anthology.epub.container import File
from anthology.epub.words import Words

PICTURE = "pictures/cover.jpg"
PAGE = "text/cover.xhtml"


def files(cover: bytes, book: Book, words: Words, direction: str) -> tuple[File, ...]:
    """The page and the picture; nothing where the edition has no cover."""
    if not cover:
        return ()
    picture = File(PICTURE, "image/jpeg", cover, ("cover-image",), id="cover-image")
    page = File(PAGE, "application/xhtml+xml", _page(book, words, direction))
    return page, picture


def alt(book: Book, words: Words) -> str:
    """What the cover shows, in words."""
    people = ", ".join(person.name for person in book.editors)
    title = f"{book.title}: {book.subtitle}" if book.subtitle else book.title
    return f"{words.cover}: {title}" + (f" – {people}" if people else "")


# The picture fills the page without the style sheet, which is made for text.
_STYLE = (
    "html,body{margin:0;padding:0}div{text-align:center;margin:0;padding:0}"
    "img{max-width:100%;max-height:100%}"
)


def _page(book: Book, words: Words, direction: str) -> bytes:
    picture = f'<img src="../{PICTURE}" alt="{escape(alt(book, words))}" role="doc-cover"/>'
    body = (
        f'<section epub:type="cover" aria-label="{escape(words.cover)}">\n'
        f"<div>{picture}</div>\n</section>"
    )
    head = xhtml.Head(words.cover, book.language, direction)
    style = f"<style>{_STYLE}</style>\n</head>"
    source = xhtml.document(head, body).replace("</head>", style)
    return (xhtml.DECLARATION + source + "\n").encode()

"""The cover: its picture, and a page that shows it, as Kobo asks."""

from __future__ import annotations

from html import escape

from anthology.book import Book
from anthology.epub import xhtml
from anthology.epub.container import File
from anthology.epub.labels import Labels

PICTURE = "pictures/cover.jpg"
PAGE = "text/cover.xhtml"


def files(cover: bytes, book: Book, labels: Labels, direction: str) -> tuple[File, ...]:
    """The page and the picture; () for no cover."""
    if not cover:
        return ()
    picture = File(PICTURE, "image/jpeg", cover, ("cover-image",), id="cover-image")
    page = File(PAGE, "application/xhtml+xml", _page(book, labels, direction))
    return page, picture


def alt(book: Book, labels: Labels) -> str:
    """The alternative text of the cover."""
    people = ", ".join(person.name for person in book.editors)
    title = f"{book.title}: {book.subtitle}" if book.subtitle else book.title
    return f"{labels.cover}: {title}" + (f" – {people}" if people else "")


# The style sheet of the book is for text: the cover has its own.
_STYLE = (
    "html,body{margin:0;padding:0}div{text-align:center;margin:0;padding:0}"
    "img{max-width:100%;max-height:100%}"
)


def _page(book: Book, labels: Labels, direction: str) -> bytes:
    picture = f'<img src="../{PICTURE}" alt="{escape(alt(book, labels))}" role="doc-cover"/>'
    body = (
        f'<section epub:type="cover" aria-label="{escape(labels.cover)}">\n'
        f"<div>{picture}</div>\n</section>"
    )
    head = xhtml.Head(labels.cover, book.language, direction)
    style = f"<style>{_STYLE}</style>\n</head>"
    source = xhtml.document(head, body).replace("</head>", style)
    return (xhtml.DECLARATION + source + "\n").encode()

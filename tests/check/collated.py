"""A book with all that collation looks at, and what it says of it when it is damaged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from anthology import arrange, compose, config, epub, load, pdf, style
from anthology.book import Book
from anthology.cache import Cache
from anthology.check.collation import compare
from anthology.check.collation.epub import EpubEdition
from anthology.check.collation.expected import source_texts
from anthology.check.collation.pdf import PdfEdition
from anthology.edition import Edition, Printed
from anthology.pool import Pool

NO_CACHE = Cache(None)
FIRST = """---
title: The First
reviewer: Ann Reader
---
{long}

The house stands alone.[^1] Nobody came.[^2]

## A heading

- one item
- another item

9. bronze
8. silver
7. gold

| Film | Stars |
|------|-------|
| Fox  | 3     |
| Owl  | 5     |

A picture ![of red](red.png) and ![a drawing](drawing.svg).

The law $E = mc^2$ is in a line.

> A quoted "line" -- with a dash... and an end.

[^1]: The first note says this.
[^2]: The second note says that.
"""
SECOND = (
    "---\ntitle: The Second\nreviewer: Ben Writer\n---\n"
    "See [there](first.md). Quite another text, with its last line.\n"
)
LONG = "\n\n".join(
    f"Paragraph {n} is long enough to fill some lines of a page. " * 8 for n in range(12)
)


DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="9" height="9"/>'
    '<text y="20">Words in a drawing</text></svg>'
)


@dataclass(frozen=True)
class Books:
    """The finished books, and everything that they were produced from."""

    book: Book
    print_edition: Edition
    e_book: Edition
    epub: bytes
    printed: Printed
    screen_edition: Edition
    screen: Printed

    def problems(
        self,
        epub: bytes = b"",
        pdf: bytes = b"",
        screen: bytes = b"",
        cache: Cache = NO_CACHE,
    ) -> list[tuple[str, str]]:
        """What collation finds in one of the books, as it is or as it was damaged."""
        if epub:
            texts = tuple(source_texts(self.book, self.e_book))
            problems = compare.of_epub(texts, EpubEdition.of(epub, self.e_book, texts), cache)
        else:
            edition = self.screen_edition if screen else self.print_edition
            printed = replace(
                self.screen if screen else self.printed, pdf=screen or pdf or self.printed.pdf
            )
            sources = tuple(source_texts(self.book, edition))
            problems = compare.of_pdf(sources, PdfEdition(printed, edition), cache)
        return [(p.place.path, p.message) for p in problems]


def make(root: Path) -> Books:
    """The book in that folder."""
    (root / "manuscripts").mkdir()
    (root / "manuscripts" / "first.md").write_text(FIRST.format(long=LONG))
    (root / "manuscripts" / "second.md").write_text(SECOND)
    (root / "manuscripts" / "drawing.svg").write_text(DRAWING)
    Image.new("RGB", (40, 30), "red").save(root / "manuscripts" / "red.png")
    settings, _ = config.read(root)
    with Pool(1) as pool:
        loaded = load.load(root, settings, pool, NO_CACHE)
        book, _ = arrange.arrange(loaded, settings)
        look = style.load(settings.style.name, root)
        print_edition, _ = compose.compose(book, look, settings, "print")
        printed = pdf.publish(print_edition, book, settings, pool, NO_CACHE)
        e_book, _ = compose.compose(book, look, settings, "epub")
        data, _ = epub.publish(e_book, book, settings, b"", printed.page_starts)
        screen_edition, _ = compose.compose(book, look, settings, "screen")
        screen = pdf.publish(screen_edition, book, settings, pool, NO_CACHE)
    return Books(book, print_edition, e_book, data, printed, screen_edition, screen)

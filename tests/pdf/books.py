"""Small editions in a plain style, for tests of the print engine."""

from __future__ import annotations

from pathlib import Path

from anthology.book import Book, Person
from anthology.cache import Cache
from anthology.config import Settings
from anthology.edition import Asset, Edition, Font, Heading, Printed, Section
from anthology.pdf import publish
from anthology.pool import Pool

STYLES = Path(__file__).parents[2] / "styles" / "classic" / "fonts"
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
WORDS = """A town wakes to find its river gone. Nobody in the picture asks why, and that is the
first of its many good ideas: people carry water, quarrel about buckets, marry. The camera waits
with them. When the river comes back in the last reel, nobody looks up from their supper."""
CSS = """
html { font: 11pt/14pt Text; hyphens: auto; text-align: justify }
p { margin: 0; text-indent: 1em; orphans: 2; widows: 2 }
h1 { font-size: 20pt; line-height: 1.1; margin: 60pt 0 30pt }
h2 { font-size: 12pt; margin: 14pt 0 0; break-after: avoid }
section.review, section.contents, section.index { break-before: right }
section.review { page: review }
section.copyright-page, section.contents { page: front }
@page { margin: 0.75in 0.625in 0.9in; font: 9pt Text }
@page :left { margin-right: 0.75in; @top-center { content: string(book) } }
@page :right { margin-left: 0.75in; @top-center { content: string(section) } }
@page { @bottom-center { content: counter(page) } }
@page front { @bottom-center { content: counter(page, lower-roman) } }
@page review:first { @top-center { content: none } }
"""
FACES = (("Regular", 400, "normal"), ("Italic", 400, "italic"), ("Bold", 700, "normal"))


def fonts() -> tuple[tuple[Font, ...], dict[str, Asset], str]:
    """The text face of the built-in style: fonts, assets and @font-face rules."""
    faces = tuple(Font("Text", f"fonts/{n}.ttf", weight, style) for n, weight, style in FACES)
    assets = {
        f"fonts/{name}.ttf": Asset((STYLES / f"EBGaramond-{name}.ttf").read_bytes(), "font/ttf")
        for name, _, _ in FACES
    }
    rules = "".join(
        f"@font-face {{ font-family: Text; src: url({f.path}); "
        f"font-weight: {f.weight}; font-style: {f.style} }}\n"
        for f in faces
    )
    return faces, assets, rules


def section(name: str, kind: str, inside: str, **more: object) -> Section:
    """A section of a kind with what stands in it."""
    values: dict[str, object] = {
        "matter": "body",
        "title": name.title(),
        "running_head": name.title(),
        "recto": False,
    }
    values |= more
    xhtml = f'<section {XHTML} id="{name}" class="{kind}">{inside}</section>'
    return Section(id=name, kind=kind, xhtml=xhtml, **values)  # type: ignore[arg-type]


def review(number: int, paragraphs: int = 14, inside: str = "") -> Section:
    """A review of a page and a half, or so."""
    name = f"review-{number}"
    text = f"<h1>Review {number}</h1>" + f"<p>{number}. {WORDS}</p>" * (paragraphs // 2)
    text += f'<h2 id="{name}-h">On <em>buckets</em></h2>' + f"<p>{WORDS}</p>" * (paragraphs // 2)
    heading = Heading(2, "On buckets", f"{name}-h")
    return section(name, "review", text + inside, headings=(heading,))


def contents(reviews: int) -> Section:
    """A list of the reviews with the pages they begin on."""
    lines = "".join(
        f'<p><a href="#review-{n}">Review {n}</a> <a class="folio" href="#review-{n}"></a></p>'
        for n in range(1, reviews + 1)
    )
    return section("contents", "contents", f"<h1>Contents</h1>{lines}", matter="front")


def edition(*sections: Section, name: str = "print", css: str = "", **assets: Asset) -> Edition:
    """An edition in the plain style."""
    faces, files, rules = fonts()
    return Edition(name, sections, rules + CSS + css, {**files, **assets}, faces)


def small(name: str = "print", reviews: int = 3) -> Edition:
    """A title page, a copyright page, contents and reviews."""
    return edition(
        section("title", "title-page", "<h1>Rivers</h1>", matter="front", title=""),
        section("copy", "copyright-page", "<p>© nobody</p>", matter="front", title=""),
        contents(reviews),
        *(review(n) for n in range(1, reviews + 1)),
        name=name,
    )


BOOK = Book(
    "Rivers",
    "rivers",
    (),
    editors=(Person("Ada Ferry", "Ferry, Ada"),),
    subjects=("Films", "Water"),
    description="Reviews of films with rivers.",
    identifier="urn:uuid:00000000-0000-4000-8000-000000000000",
)


def printed(book: Edition, jobs: int = 0, cache: Path | None = None, **press: object) -> Printed:
    """The edition's PDF with everything about it."""
    settings = Settings.model_validate({"press": press})
    with Pool(jobs) as pool:
        return publish(book, BOOK, settings, pool, Cache(cache))

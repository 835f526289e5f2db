"""From an edition to its PDF: the steps of the print engine in their order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING

from anthology.book import Book
from anthology.cache import Cache, fingerprint, key
from anthology.config import Settings
from anthology.edition import Edition, Section
from anthology.pdf import PageStart, Placed, Printed
from anthology.pdf.cache import pack_printed, pdf_key, unpack_printed
from anthology.pdf.colour import icc
from anthology.pdf.model import (
    BoundSection,
    Face,
    FurnitureInput,
    Geometry,
    Leaves,
    PageSetup,
)
from anthology.pdf.packing import unpack_face, unpack_pdf
from anthology.pdf.paginate import converge
from anthology.pdf.paginate.converge import Pagination
from anthology.pdf.press.output_intent import condition
from anthology.pdf.span import Span
from anthology.pdf.typeset import bidi, cached, tasks
from anthology.pdf.typeset.cached import Pending
from anthology.pdf.typeset.typesetter import Typesetter, section_input
from anthology.pool import Failure, Pool
from anthology.report import NOWHERE, Problem, Refused, error, ordered

if TYPE_CHECKING:
    from pikepdf import Pdf

FURNITURE_SECONDS = 10  # of processor time, and a tenth for each page: thirty times the usual
LONG = 800_000  # characters of XHTML: of shorter books, most are set once in any case
SAMPLE = 8  # sections
# Least inner margin in points by the most pages it is allowed for: KDP's table, which is
# stricter than IngramSpark's from 301 pages on; IngramSpark wants half an inch of any book.
GUTTERS = ((150, 27.0), (300, 36.0), (500, 45.0), (700, 54.0), (10_000, 63.0))


def begun(
    edition: Edition, book: Book, settings: Settings, pool: Pool, cache: Cache
) -> Callable[[], Placed]:
    """The edition's PDF, begun; see `anthology.pdf.begun`."""
    sections = tuple(s for s in edition.sections if s.kind != "cover")
    edition = bidi.in_order(replace(edition, sections=sections), book.language)
    setup = page_setup(edition, settings)
    name = pdf_key(edition, book, settings, setup)
    data = cache.get(name)
    if data is not None:
        printed = unpack_printed(data)
        return lambda: Placed(printed.page_starts, lambda: printed)
    typesetter = Typesetter(setup, pool, cache, settings.limits)
    if edition.name == "print" and _length(edition.sections) > LONG:
        typesetter = typesetter.with_setup(
            page_setup(edition, settings, _foreseen(edition, typesetter))
        )
    return _Making(edition, book, settings, typesetter, name).begun()


def _length(sections: Sequence[Section]) -> int:
    return sum(len(section.xhtml) for section in sections)


def _foreseen(edition: Edition, typesetter: Typesetter) -> float:
    """The inner margin that the book will need, judged by its longest sections, in points.

    0 where the style's own is likely to do.
    """
    longest = sorted(edition.sections, key=lambda section: -len(section.xhtml))[:SAMPLE]
    leaves = typesetter.typeset([section_input(section, edition.assets) for section in longest])
    pages = sum(made.pages for made in leaves)
    least = gutter(pages * _length(edition.sections) // _length(longest))
    return least if min(made.inner for made in leaves) < least else 0.0


@dataclass(frozen=True)
class _Making:
    """A PDF being made: of what, with what, and its name in the cache."""

    edition: Edition
    book: Book
    settings: Settings
    typesetter: Typesetter
    name: str
    ahead: list[Pending] = field(default_factory=list)  # furniture, foreseen

    def begun(self) -> Callable[[], Placed]:
        """Its pages begun; what comes back waits until each has its number."""
        return partial(self.placed, converge.submit(self.edition, self.typesetter, self.foresee))

    def foresee(self, likely: list[tuple[int, Span, Leaves]]) -> None:
        """Begins the furniture of a book that is set anew, while the contents are set."""
        sections = self.edition.sections
        if self.typesetter.cache.folder and 2 * len(self.typesetter.uncached) > len(sections):
            margins = [_margin(sections[i], self.book, span, made) for i, span, made in likely]
            self.ahead.append(_furniture(self.typesetter, margins, batch=4))

    def placed(self, wait: Callable[[], Pagination]) -> Placed:
        """All pages set, on an inner margin that suits their number; their furniture begun."""
        pages = wait()
        spans, leaves = pages.spans, pages.leaves
        wanted = self._margin_wanted(spans, leaves)
        if wanted is not None:
            setup = page_setup(self.edition, self.settings, wanted)
            return replace(self, typesetter=self.typesetter.with_setup(setup), ahead=[]).begun()()
        for foreseen in self.ahead:
            foreseen.results()  # into the cache, where what was foreseen rightly is found
        sections = zip(self.edition.sections, spans, leaves, strict=True)
        margins = [_margin(section, self.book, span, made) for section, span, made in sections]
        furniture = _furniture(self.typesetter, margins)
        starts = {span.id: _starts(span, made) for span, made in zip(spans, leaves, strict=True)}
        bound = partial(self.bound, spans, leaves, starts, furniture)
        return Placed(starts, bound, bool(furniture.missing or self.ahead))

    def _margin_wanted(self, spans: Sequence[Span], leaves: Sequence[Leaves]) -> float | None:
        """The inner margin to set the book with instead, in points; 0: the style's own."""
        least = gutter(spans[-1].start + spans[-1].pages)
        given = self.typesetter.setup.geometry.gutter
        if self.edition.name != "print" or given == least:
            return None
        if given > least:  # it was foreseen too wide
            return 0.0
        return least if min(made.inner for made in leaves) < least else None

    def bound(
        self,
        spans: Sequence[Span],
        leaves: Sequence[Leaves],
        starts: Mapping[str, tuple[PageStart, ...]],
        furniture: Pending,
    ) -> Printed:
        """The finished PDF, which is kept in the cache."""
        from anthology.pdf.bind.book import bound_book  # noqa: PLC0415  pikepdf: while pages are set

        setup = self.typesetter.setup
        told = ["the running heads could not be typeset ({})"] * len(spans)
        heads = map(unpack_pdf, _made(furniture.results(), told))
        sections = [BoundSection(*each) for each in zip(spans, leaves, heads, strict=True)]
        faces = _faces(setup, sections, self.typesetter.pool, self.typesetter.cache)
        bound = bound_book(self.edition, sections, faces, setup, self.book)
        data, more = self._published(bound.pdf)
        printed = Printed(
            data,
            len(bound.pdf.pages),
            _folios(sections),
            starts,
            ordered((*(problem for made in leaves for problem in made.problems), *more)),
        )
        self.typesetter.cache.put(self.name, pack_printed(printed))
        return printed

    def _published(self, pdf: Pdf) -> tuple[bytes, tuple[Problem, ...]]:
        """The bytes of the edition, and what there is to say of them."""
        setup = self.typesetter.setup
        if self.edition.name == "print":
            from anthology.pdf.press import finish as press  # noqa: PLC0415

            return press.publish(pdf, self.settings.press, self.book, setup.profile or None)
        from anthology.pdf.screen import finish as screen  # noqa: PLC0415

        return screen.publish(pdf, self.book, setup.geometry)


def _folios(sections: Sequence[BoundSection]) -> dict[str, str]:
    return {
        name: each.span.label(spot.page)
        for each in sections
        for name, spot in each.leaves.spots.items()
    }


def _starts(span: Span, leaves: Leaves) -> tuple[PageStart, ...]:
    return tuple(PageStart(span.label(i), offset) for i, offset in enumerate(leaves.starts))


def gutter(pages: int) -> float:
    """The least inner margin of a book of so many pages, in points."""
    return next(width for most, width in GUTTERS if pages <= most)


def page_setup(edition: Edition, settings: Settings, inner: float = 0.0) -> PageSetup:
    """What all sections of the edition share."""
    width, height = settings.press.trim_size
    geometry = Geometry(width, height, settings.press.bleed, inner)
    printed = edition.name == "print"
    if printed and edition.profile:
        condition(settings.press, icc.read(edition.profile))  # refuses what does not suit
    return PageSetup(
        css=_css(edition.css, geometry),
        assets={path: asset for path, asset in edition.assets.items() if path in edition.css},
        fonts=edition.fonts,
        geometry=geometry,
        lang=next((s.lang for s in edition.sections), "en"),
        tagged=not printed,
        inks=settings.press.colour if printed else "rgb",
        profile=edition.profile if printed else b"",
        flat=printed and settings.press.flavour == "x1a",
        line_breaking=settings.style.line_breaking,
        version=fingerprint(),
    )


def _css(style: str, geometry: Geometry) -> str:
    floor = files(__package__).joinpath("floor.css").read_text("utf-8")
    size = f"{geometry.width:g}pt {geometry.height:g}pt !important"
    page = f"@page {{ size: {size}; bleed: {geometry.bleed:g}pt !important; marks: none }}\n"
    if geometry.gutter:
        least = f"{geometry.gutter:g}pt !important"
        page += f"@page :right {{ margin-left: {least} }} @page :left {{ margin-right: {least} }}"
    return f"{floor}\n{style}\n{page}"


def _margin(section: Section, book: Book, span: Span, leaves: Leaves) -> FurnitureInput:
    return FurnitureInput(
        names=leaves.names,
        side=span.side,
        number=span.number,
        book=book.title,
        section=section.running_head or section.title,
        byline=section.running_names or book.title,
        lang=section.lang,
        dir=section.dir,
    )


def _furniture(
    typesetter: Typesetter, margins: Sequence[FurnitureInput], batch: int = 32
) -> Pending:
    """The folios and heads of each section, begun."""
    seconds = FURNITURE_SECONDS + max((len(each.names) for each in margins), default=0) / 10
    return typesetter.start(tasks.furniture, margins, seconds, batch)


def _made(results: Sequence[bytes | Failure], told: Sequence[str]) -> list[bytes]:
    """The results. Raises Refused where one has failed; `told` is what to say of each, with {}."""
    for result, words in zip(results, told, strict=True):
        if isinstance(result, Failure):
            raise Refused(error(NOWHERE, words.format(result.reason), trace=result.trace))
    return [result for result in results if not isinstance(result, Failure)]


def _faces(
    setup: PageSetup, sections: Sequence[BoundSection], pool: Pool, cache: Cache
) -> dict[str, Face]:
    """One subset a face for all leaves and all furniture; it seldom changes with an edit."""
    shown: dict[str, dict[int, str]] = {}
    for section in sections:
        for pdf in (section.leaves.pdf, section.furniture):
            for path, glyphs in pdf.glyphs.items():
                for glyph, text in glyphs.items():
                    shown.setdefault(path, {}).setdefault(glyph, text)
    paths = sorted(shown)
    wanted = [(setup.assets[path].data, shown[path]) for path in paths]
    names = [key("face", fingerprint(), data, repr(sorted(g.items()))) for data, g in wanted]
    results = cached.submit(cached.Job(tasks.face, wanted, names), pool, cache).results()
    faces = _made(results, [f"the font {path} {{}}" for path in paths])
    return {path: unpack_face(data) for path, data in zip(paths, faces, strict=True)}

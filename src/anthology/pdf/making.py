"""From an edition to its PDF: the steps of the print engine in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.resources import files

from anthology.book import Book
from anthology.config import Settings
from anthology.edition import Edition
from anthology.pdf import ENGINE, PageStart, Placed, Printed, bidi, finished, icc, settle, tasks
from anthology.pdf.condition import condition
from anthology.pdf.leaves import (
    Bundle,
    Face,
    Geometry,
    Kit,
    Leaves,
    Margins,
    unpacked_face,
    unpacked_pages,
)
from anthology.pdf.leaves import Printed as Pages
from anthology.pdf.settle import Settled, Typesetter
from anthology.pdf.span import Span
from anthology.report import NOWHERE, Refused, error, ordered
from anthology.store import Store, key, made_with
from anthology.workers import Failure, Limits, Workers

FURNITURE_SECONDS = 10  # of processor time, and a tenth for each page: thirty times the usual
# Least inner margin in points by the most pages it is allowed for: KDP's table, which is
# stricter than IngramSpark's from 301 pages on; IngramSpark wants half an inch of any book.
GUTTERS = ((150, 27.0), (300, 36.0), (500, 45.0), (700, 54.0), (10_000, 63.0))


def begun(
    edition: Edition, book: Book, settings: Settings, workers: Workers, store: Store
) -> Callable[[], Placed]:
    """The edition's PDF, begun; see `anthology.pdf.begun`."""
    sections = tuple(s for s in edition.sections if s.kind != "cover")
    edition = bidi.in_order(replace(edition, sections=sections), book.language)
    kit = kit_of(edition, settings)
    name = finished.name(edition, book, settings, kit)
    data = store.get(name)
    if data is not None:
        printed = finished.unpacked(data)
        return lambda: Placed(printed.page_starts, lambda: printed)
    making = _Making(
        edition, book, settings, Typesetter(kit, workers, store, settings.limits), name
    )
    return partial(making.placed, settle.begin(edition, making.typesetter))


@dataclass(frozen=True)
class _Making:
    """A PDF being made: of what, with what, and its name in the store."""

    edition: Edition
    book: Book
    settings: Settings
    typesetter: Typesetter
    name: str

    def placed(self, settling: Callable[[], Settled]) -> Placed:
        """All pages set, on an inner margin that suits their number; their furniture begun."""
        spans, leaves = settling()
        least = gutter(spans[-1].start + spans[-1].pages)
        if self.edition.name == "print" and min(made.inner for made in leaves) < least:
            kit, old = kit_of(self.edition, self.settings, least), self.typesetter
            if old.kit.geometry.gutter < least:
                wider = Typesetter(kit, old.workers, old.store, old.limits)
                return replace(self, typesetter=wider).placed(settle.begin(self.edition, wider))
        margins = _margins(self.edition, self.book, spans, leaves)
        furniture, waits = _furniture(self.typesetter, margins)
        starts = {span.id: _starts(span, made) for span, made in zip(spans, leaves, strict=True)}
        return Placed(starts, partial(self.bound, spans, leaves, furniture), waits)

    def bound(
        self,
        spans: Sequence[Span],
        leaves: Sequence[Leaves],
        furniture: Callable[[], list[Pages]],
    ) -> Printed:
        """The finished PDF, which is kept in the store."""
        from anthology.pdf import press, screen  # noqa: PLC0415  pikepdf: while pages are set
        from anthology.pdf.binding import bound_book  # noqa: PLC0415

        kit = self.typesetter.kit
        bundles = [Bundle(*each) for each in zip(spans, leaves, furniture(), strict=True)]
        faces = _faces(kit, bundles, self.typesetter.workers, self.typesetter.store)
        bound = bound_book(self.edition, bundles, faces, kit, self.book)
        if self.edition.name == "print":
            data, more = press.publish(
                bound.pdf, self.settings.press, self.book, kit.profile or None
            )
        else:
            data, more = screen.publish(bound.pdf, self.book, kit.geometry)
        printed = Printed(
            data,
            len(bound.pdf.pages),
            _folios(bundles),
            {each.span.id: _starts(each.span, each.leaves) for each in bundles},
            ordered((*(problem for made in leaves for problem in made.problems), *more)),
        )
        self.typesetter.store.put(self.name, finished.packed(printed))
        return printed


def _folios(bundles: Sequence[Bundle]) -> dict[str, str]:
    return {
        name: each.span.label(spot.page)
        for each in bundles
        for name, spot in each.leaves.spots.items()
    }


def _starts(span: Span, leaves: Leaves) -> tuple[PageStart, ...]:
    return tuple(PageStart(span.label(i), offset) for i, offset in enumerate(leaves.starts))


def gutter(pages: int) -> float:
    """The least inner margin of a book of so many pages, in points."""
    return next(width for most, width in GUTTERS if pages <= most)


def kit_of(edition: Edition, settings: Settings, inner: float = 0.0) -> Kit:
    """What all sections of the edition share."""
    width, height = settings.press.trim_size
    geometry = Geometry(width, height, settings.press.bleed, inner)
    printed = edition.name == "print"
    if printed and edition.profile:
        condition(settings.press, icc.read(edition.profile))  # refuses what does not suit
    return Kit(
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
        version=made_with(),
    )


def _css(style: str, geometry: Geometry) -> str:
    floor = files(__package__).joinpath("floor.css").read_text("utf-8")
    size = f"{geometry.width:g}pt {geometry.height:g}pt !important"
    page = f"@page {{ size: {size}; bleed: {geometry.bleed:g}pt !important; marks: none }}\n"
    if geometry.gutter:
        least = f"{geometry.gutter:g}pt !important"
        page += f"@page :right {{ margin-left: {least} }} @page :left {{ margin-right: {least} }}"
    return f"{floor}\n{style}\n{page}"


def _margins(
    edition: Edition, book: Book, spans: Sequence[Span], leaves: Sequence[Leaves]
) -> list[Margins]:
    return [
        Margins(
            names=made.names,
            side=span.side,
            number=span.number,
            book=book.title,
            section=section.running_head or section.title,
            byline=section.running_names or book.title,
            lang=section.lang,
            dir=section.dir,
        )
        for section, span, made in zip(edition.sections, spans, leaves, strict=True)
    ]


def _furniture(
    typesetter: Typesetter, margins: Sequence[Margins]
) -> tuple[Callable[[], list[Pages]], bool]:
    """The folios and heads of each section, begun, and whether they are not all in the store."""
    keys = [each.key(typesetter.key) for each in margins]
    found = [typesetter.store.get(name) for name in keys]
    missing = [i for i, data in enumerate(found) if data is None]
    seconds = FURNITURE_SECONDS + max((len(each.names) for each in margins), default=0) / 10
    run = typesetter.workers.begin(
        partial(tasks.furniture, typesetter.kit),
        [margins[i] for i in missing],
        Limits(seconds, typesetter.limits.memory_mb),
        batch=32,
        modules=(ENGINE,),
    )

    def made() -> list[Pages]:
        for i, result in zip(missing, run(), strict=True):
            if isinstance(result, Failure):
                message = f"the running heads could not be typeset ({result.reason})"
                raise Refused(error(NOWHERE, message, trace=result.trace))
            found[i] = result
            typesetter.store.put(keys[i], result)
        return [unpacked_pages(data) for data in found if data is not None]

    return made, bool(missing)


def _faces(kit: Kit, bundles: Sequence[Bundle], workers: Workers, store: Store) -> dict[str, Face]:
    """One subset a face for all leaves and all furniture; it seldom changes with an edit."""
    shown: dict[str, dict[int, str]] = {}
    for bundle in bundles:
        for printed in (bundle.leaves.printed, bundle.furniture):
            for path, glyphs in printed.glyphs.items():
                for glyph, text in glyphs.items():
                    shown.setdefault(path, {}).setdefault(glyph, text)
    wanted = {path: (kit.assets[path].data, glyphs) for path, glyphs in sorted(shown.items())}
    keys = {
        p: key("face", made_with(), data, repr(sorted(g.items())))
        for p, (data, g) in wanted.items()
    }
    kept = {path: store.get(name) for path, name in keys.items()}
    missing = [path for path, data in kept.items() if data is None]
    results = workers.run(tasks.face, [wanted[path] for path in missing])
    for path, result in zip(missing, results, strict=True):
        if isinstance(result, Failure):
            raise Refused(error(NOWHERE, f"the font {path} {result.reason}", result.trace))
        kept[path] = result
        store.put(keys[path], result)
    return {path: unpacked_face(data) for path, data in kept.items() if data is not None}

"""From an edition to its PDF: the steps of the print engine in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from importlib.resources import files

from anthology.book import Book
from anthology.config import Settings
from anthology.edition import Edition
from anthology.pdf import PageStart, Printed, bidi, finished, icc
from anthology.pdf.condition import condition
from anthology.pdf.leaves import (
    Bundle,
    Face,
    Geometry,
    Kit,
    Leaves,
    Margins,
    packed_face,
    packed_pages,
    unpacked_face,
    unpacked_pages,
)
from anthology.pdf.leaves import Printed as Pages
from anthology.pdf.settle import Typesetter, settle
from anthology.pdf.span import Span
from anthology.report import NOWHERE, Refused, error, ordered
from anthology.store import Store, key, made_with
from anthology.workers import Failure, Workers

FURNITURE_SECONDS = 10  # of processor time, and a tenth for each page: thirty times the usual
# Least inner margin in points by the most pages it is allowed for: KDP's table, which is
# stricter than IngramSpark's from 301 pages on; IngramSpark wants half an inch of any book.
GUTTERS = ((150, 27.0), (300, 36.0), (500, 45.0), (700, 54.0), (10_000, 63.0))


def publish(
    edition: Edition, book: Book, settings: Settings, workers: Workers, store: Store
) -> Printed:
    """The edition's PDF; see `anthology.pdf.publish`."""
    sections = tuple(s for s in edition.sections if s.kind != "cover")
    edition = bidi.in_order(replace(edition, sections=sections), book.language)
    name = finished.name(edition, book, settings, kit_of(edition, settings))
    data = store.get(name)
    if data is not None:
        return finished.unpacked(data)
    printed = _made(edition, book, settings, workers, store)
    store.put(name, finished.packed(printed))
    return printed


def _made(
    edition: Edition, book: Book, settings: Settings, workers: Workers, store: Store
) -> Printed:
    from anthology.pdf import press, screen  # noqa: PLC0415  pikepdf: not for what is finished
    from anthology.pdf.binding import bound_book  # noqa: PLC0415

    typesetter, spans, leaves = _settled(edition, settings, workers, store)
    kit = typesetter.kit
    bundles = _bundles(typesetter, edition, book, spans, leaves)
    bound = bound_book(edition, bundles, _faces(kit, bundles, workers, store), kit, book)
    if edition.name == "print":
        data, more = press.publish(bound.pdf, settings.press, book, kit.profile or None)
    else:
        data, more = screen.publish(bound.pdf, book, kit.geometry)
    problems = [problem for made in leaves for problem in made.problems]
    return Printed(
        data,
        len(bound.pdf.pages),
        {
            name: span.label(spot.page)
            for span, made in zip(spans, leaves, strict=True)
            for name, spot in made.spots.items()
        },
        {span.id: _starts(span, made) for span, made in zip(spans, leaves, strict=True)},
        ordered((*problems, *more)),
    )


def _starts(span: Span, leaves: Leaves) -> tuple[PageStart, ...]:
    return tuple(PageStart(span.label(i), offset) for i, offset in enumerate(leaves.starts))


def _settled(
    edition: Edition, settings: Settings, workers: Workers, store: Store
) -> tuple[Typesetter, tuple[Span, ...], tuple[Leaves, ...]]:
    """The settled sections, with an inner margin that suits the number of pages."""
    kit = kit_of(edition, settings)
    while True:
        typesetter = Typesetter(kit, workers, store, settings.limits)
        spans, leaves = settle(edition, typesetter)
        least = gutter(spans[-1].start + spans[-1].pages)
        wide_enough = min(made.inner for made in leaves) >= least
        if wide_enough or edition.name != "print" or kit.geometry.gutter >= least:
            return typesetter, spans, leaves
        kit = kit_of(edition, settings, least)


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


def _bundles(
    typesetter: Typesetter,
    edition: Edition,
    book: Book,
    spans: Sequence[Span],
    leaves: Sequence[Leaves],
) -> list[Bundle]:
    """The sections with their folios and heads, which come from the store where they can."""
    margins = [
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
    furniture = _furniture(typesetter, margins)
    return [Bundle(*each) for each in zip(spans, leaves, furniture, strict=True)]


def _furniture(typesetter: Typesetter, margins: Sequence[Margins]) -> list[Pages]:
    keys = [each.key(typesetter.key) for each in margins]
    found = [typesetter.store.get(name) for name in keys]
    missing = [i for i, data in enumerate(found) if data is None]
    function = partial(_make_furniture, typesetter.kit)
    results = typesetter.workers.run(
        function,
        [margins[i] for i in missing],
        seconds=FURNITURE_SECONDS + max((len(each.names) for each in margins), default=0) / 10,
        memory_mb=typesetter.limits.memory_mb,
        batch=4,
    )
    for i, result in zip(missing, results, strict=True):
        if isinstance(result, Failure):
            message = f"the running heads could not be typeset ({result.reason})"
            raise Refused(error(NOWHERE, message, trace=result.trace))
        found[i] = result
        typesetter.store.put(keys[i], result)
    return [unpacked_pages(data) for data in found if data is not None]


def _make_furniture(kit: Kit, margins: Margins) -> bytes:
    from anthology.pdf.furniture import furniture  # noqa: PLC0415  half a second, in a worker

    return packed_pages(furniture(kit, margins))


def _faces(kit: Kit, bundles: Sequence[Bundle], workers: Workers, store: Store) -> dict[str, Face]:
    """One subset a face for all leaves and all furniture; it seldom changes with an edit."""
    shown: dict[str, dict[int, str]] = {}
    for bundle in bundles:
        for printed in (bundle.leaves.printed, bundle.furniture):
            for path, glyphs in printed.glyphs.items():
                for glyph, text in glyphs.items():
                    shown.setdefault(path, {}).setdefault(glyph, text)
    tasks = {path: (kit.assets[path].data, glyphs) for path, glyphs in sorted(shown.items())}
    keys = {
        p: key("face", made_with(), data, repr(sorted(g.items()))) for p, (data, g) in tasks.items()
    }
    kept = {path: store.get(name) for path, name in keys.items()}
    missing = [path for path, data in kept.items() if data is None]
    results = workers.run(_unite, [tasks[path] for path in missing])
    for path, result in zip(missing, results, strict=True):
        if isinstance(result, Failure):
            raise Refused(error(NOWHERE, f"the font {path} {result.reason}", result.trace))
        kept[path] = result
        store.put(keys[path], result)
    return {path: unpacked_face(data) for path, data in kept.items() if data is not None}


def _unite(task: tuple[bytes, dict[int, str]]) -> bytes:
    from anthology.pdf.faces import united  # noqa: PLC0415  fontTools, in a worker

    return packed_face(united(*task))

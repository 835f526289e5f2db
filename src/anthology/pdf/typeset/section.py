"""Typeset one section, or its furniture: pure functions, which can run anywhere and be cached.

Furniture is the folios and running heads. A section is typeset before its first page number is
known, so the margin boxes of the style's `@page` rules are typeset later, on empty pages with
the same page names, and laid over the leaves.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from anthology.pdf.engine import floats
from anthology.pdf.engine.laid_out import LaidOut
from anthology.pdf.engine.session import Engine, captured_log
from anthology.pdf.model import (
    FurnitureInput,
    Geometry,
    Leaves,
    PageSetup,
    SectionInput,
    SectionPdf,
)
from anthology.pdf.typeset import figures, problems, references, spacing, tables, tails
from anthology.pdf.typeset.cover import jpeg
from anthology.pdf.typeset.document import Fit, document, furniture_document
from anthology.pdf.typeset.figures import shared
from anthology.pdf.typeset.parts import FIGURE, parts
from anthology.pdf.typeset.spacing.columns import White
from anthology.report import Problem

SAMPLE = '<section xmlns="http://www.w3.org/1999/xhtml"><p>Ordinary considerations.</p></section>'
SAMPLE_CSS = "p { hyphens: auto; text-align: justify }"
GRID = 'class="flow grid'  # whose pages are full as they are
NOTE_SHARE = 1 / 3  # of a page: WeasyPrint never divides a note, and drops what does not fit

_engines: dict[str, Engine] = {}  # of this process, by the key of the page setup


def typeset(setup: PageSetup, section: SectionInput) -> Leaves:
    """The leaves of a section. The same arguments give the same leaves, in any process."""
    engine = ready(setup)
    with swept():
        return _typeset(engine, section)


def _typeset(engine: Engine, section: SectionInput) -> Leaves:
    with captured_log() as records:
        laid, fit = _finished(engine, section, records)
        printed = engine.write(laid, tagged=engine.setup.tagged)
    return Leaves(
        printed,
        len(laid.pages),
        references.places(laid.spots(), section.references),
        laid.page_starts(),
        laid.opens(),
        laid.names(),
        laid.inner(),
        _problems(engine, section, laid, fit, records),
        laid.sections(),
        laid.mirror() if section.places else None,
        laid.moved() if section.places else (),
    )


def _problems(
    engine: Engine,
    section: SectionInput,
    laid: LaidOut,
    fit: Fit,
    records: Sequence[logging.LogRecord],
) -> tuple[Problem, ...]:
    """What is wrong with the section; of a flow, with each part that it is wrong with."""
    logged = (*engine.records, *records)
    found = list(problems.of_log(logged, section.place))
    found += [problems.refused(url, section.place) for url in engine.refused]
    found += [problems.refused(url, section.place) for url in engine.fetcher.refused]
    if fit.endnotes and not section.endnotes:
        found.append(problems.long_note(section.place))
    if fit.at_foot and not section.places:
        found.append(problems.crowded_out(section.place, len(fit.at_foot)))
    if divided := tables.divided(fit.steps):
        found.append(problems.wide_tables(section.place, divided))
    found += problems.greedy(laid.greedy, section.place)
    if found and section.places:
        found = [p for part in parts(section) for p in _typeset(engine, part).problems]
    else:
        found += problems.of_pictures(logged, section, engine.setup.picture_ppi)
    return tuple(dict.fromkeys(found))


def _finished(
    engine: Engine, section: SectionInput, records: list[logging.LogRecord]
) -> tuple[LaidOut, Fit]:
    """The section laid out with everything in its place, and how it was made to fit.

    Notes for which their page has no room in the margin stand at its foot.
    """
    first_half = floats.RIGHT_HALF if engine.setup.binding == "right" else floats.LEFT_HALF
    fit = Fit(endnotes=section.endnotes, first_half=first_half)
    while True:
        laid, done = _laid_out(engine, section, records, fit)
        laid.level(flows=bool(section.places), goes_on=section.goes_on)
        if floats.BAND in section.xhtml:
            laid.stretch_stills()
        crowding = laid.crowding_notes()
        if not crowding:
            laid.fill_margins()
            return laid, done
        fit = replace(fit, at_foot=done.at_foot | crowding)


def _laid_out(
    engine: Engine, section: SectionInput, records: list[logging.LogRecord], fit: Fit
) -> tuple[LaidOut, Fit]:
    """The section laid out, and how it was made to fit.

    It is laid out again with endnotes where a note is long, with smaller tables where one is too
    wide, and with more or less white where its last page is not a good one.
    """
    laid, fit = _with_fitting_parts(engine, section, records, fit)

    def again(fit: Fit) -> LaidOut:
        records.clear()
        return engine.lay_out(document(section, fit), section.pictures)

    if section.places:
        if GRID not in section.xhtml:
            laid = _spaced(laid, section, fit, again)
        return laid, fit
    if FIGURE in section.xhtml:
        laid, heads = figures.without_holes(laid, lambda heads: again(replace(fit, heads=heads)))
        fit = replace(fit, heads=heads)
    laid = tails.fitted(
        laid,
        section.xhtml,
        lambda classes, changes: again(replace(fit, classes=classes, changes=changes)),
    )
    return laid, fit


def _spaced(
    first: LaidOut, section: SectionInput, fit: Fit, again: Callable[[Fit], LaidOut]
) -> LaidOut:
    """A galley whose pages are good ones, if they can be, without holes above its pictures."""

    def lay_out(more: int, places: shared.Places, white: White) -> LaidOut:
        spaced = replace(fit, more=more, white=white)
        if first.columns > 1:
            return again(replace(spaced, shifts=places))
        return again(replace(spaced, heads=places))

    pictures = shared.Pictures(lay_out)
    sections = len(section.places)
    return spacing.spaced(
        pictures.settled(first), pictures.laid_out, sections, goes_on=section.goes_on
    )


def _with_fitting_parts(
    engine: Engine, section: SectionInput, records: list[logging.LogRecord], fit: Fit
) -> tuple[LaidOut, Fit]:
    """The section laid out, with endnotes, smaller tables and a higher opening if it needs them."""
    while True:
        records.clear()
        root = document(section, fit)
        laid = engine.lay_out(root, section.pictures)
        long = not fit.endnotes and any(share > NOTE_SHARE for share in laid.note_shares())
        wide, turn = laid.wide_tables(), GRID not in section.xhtml
        steps = tables.smaller(fit.steps, laid.crowded_tables()) if not wide else fit.steps
        smaller = tables.narrower(steps, wide, root, turn=turn, columns=laid.columns)
        divisible = fit.divisible | laid.broken_tables()
        better = replace(fit, endnotes=fit.endnotes or long, steps=smaller, divisible=divisible)
        better = replace(better, at_foot=fit.at_foot | laid.crowding_notes())
        better = replace(better, whole=fit.whole | laid.cut_cells())
        better = replace(better, openings=fit.openings.better(laid.pages, section))
        if better == fit:
            return laid, fit
        fit = better


def furniture(setup: PageSetup, section: FurnitureInput) -> SectionPdf:
    """The section's pages with nothing on them but folios and running heads."""
    engine, pages = ready(setup), furniture_document(section)
    with swept(), captured_log():  # the leaves have the same warnings
        laid = engine.lay_out(pages, {}, section.number - (not section.opens))
        laid.pages = laid.pages[not section.opens :]
        return engine.write(laid, tagged=False)


def cover(setup: PageSetup, section: SectionInput) -> bytes:
    """The cover section as a JPEG."""
    return jpeg(typeset(setup, section).pdf.data)


def sample() -> Leaves:
    """A few words typeset: WeasyPrint reads hyphenation patterns and Pango's types for them."""
    setup = PageSetup(
        css=SAMPLE_CSS,
        assets={},
        fonts=(),
        geometry=Geometry(300, 300),
        inks="grey",
        line_breaking="total-fit",
    )
    section = SectionInput("sample", SAMPLE, "en", "ltr", "recto", {}, {})
    return _typeset(Engine(setup), section)


@contextmanager
def swept() -> Iterator[None]:
    """Collect garbage only once, at the end: a layout makes much and frees it then."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(0)  # the youngest generation: what the process holds for good is not examined


def ready(setup: PageSetup) -> Engine:
    """The engine for a page setup; a process loads one at a time."""
    if setup.key not in _engines:
        if _engines:
            _engines.clear()
            gc.unfreeze()  # else what the last one had would stay for good
            gc.collect()
        _engines[setup.key] = Engine(setup)
        gc.freeze()  # fonts and rules live as long as its engine, and are not examined till then
    return _engines[setup.key]

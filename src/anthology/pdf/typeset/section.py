"""One section becomes leaves: a pure function, so that it can run anywhere and be cached.

So do its folios and running heads, the furniture: a section is typeset before it is known on
which page it starts, so the margin boxes of the style's `@page` rules are typeset on empty
pages of the same names, once the spans are known, and laid over the leaves.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from xml.etree import ElementTree as ET

from anthology.pdf.engine.session import Engine, listening
from anthology.pdf.model import (
    FurnitureInput,
    Geometry,
    Leaves,
    PageSetup,
    SectionInput,
    SectionPdf,
)
from anthology.pdf.typeset.document import document
from anthology.report import Place, Problem, error, note, warning

SAMPLE = '<section xmlns="http://www.w3.org/1999/xhtml"><p>Ordinary considerations.</p></section>'
SAMPLE_CSS = "p { hyphens: auto; text-align: justify }"
NOTE_SHARE = 1 / 3  # of a page: WeasyPrint never divides a note, and loses what has no room

_engines: dict[str, Engine] = {}  # of this process; a cache that no result shows


def typeset(setup: PageSetup, section: SectionInput) -> Leaves:
    """The leaves of a section. The same arguments give the same leaves, in any process."""
    engine = ready(setup)
    with swept():
        return _typeset(engine, section)


def _typeset(engine: Engine, section: SectionInput) -> Leaves:
    with listening() as records:
        laid = engine.lay_out(document(section), section.pictures)
        long = any(share > NOTE_SHARE for share in laid.note_shares())
        if long:
            records.clear()
            laid = engine.lay_out(document(section, endnotes=True), section.pictures)
        printed = engine.write(laid, tagged=engine.setup.tagged)
    problems = list(_said((*engine.records, *records), section.place))
    problems += [_refused(url, section.place) for url in (*engine.refused, *engine.fetcher.refused)]
    if long:
        problems.append(_long_note(section.place))
    problems += _greedy(laid.greedy, section.place)
    leaves = Leaves(
        printed,
        len(laid.pages),
        laid.spots(),
        laid.page_starts(),
        laid.opens(),
        laid.names(),
        laid.inner(),
        tuple(dict.fromkeys(problems)),
    )
    laid.release()
    return leaves


def furniture(setup: PageSetup, margins: FurnitureInput) -> SectionPdf:
    """The section's pages with nothing on them but folios and heads."""
    engine = ready(setup)
    root = ET.Element("html", {"lang": margins.lang, "dir": margins.dir, "class": margins.side})
    body = ET.SubElement(root, "body", {"dir": margins.dir})
    strings = (
        ("book", margins.book),
        ("section", margins.section),
        ("byline", margins.byline),
    )
    set_strings = ", ".join(f"{name} {_quoted(text)}" for name, text in strings)
    body.set("style", f"string-set: {set_strings}")
    for name in margins.names:
        ET.SubElement(body, "div", {"style": f"page: {name or 'auto'}; break-before: page"})
    with swept(), listening():  # the same was said when the section was typeset
        return engine.write(engine.lay_out(root, {}, margins.number), tagged=False)


def _quoted(text: str) -> str:
    """A CSS string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")
    return f'"{escaped}"'


def warm_up() -> None:
    """Set a few words: patterns of hyphenation and descriptions of Pango's types are read then."""
    setup = PageSetup(
        css=SAMPLE_CSS,
        assets={},
        fonts=(),
        geometry=Geometry(300, 300),
        inks="grey",
        line_breaking="total-fit",
    )
    section = SectionInput("sample", SAMPLE, "en", "ltr", "right", {}, {})
    _typeset(Engine(setup), section)


@contextmanager
def swept() -> Iterator[None]:
    """What is left of WeasyPrint's boxes is swept away once, when they are done with."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(0)  # only what is new: what the process keeps need not be walked each time


def ready(setup: PageSetup) -> Engine:
    """The engine for a setup; made once in a process."""
    name = setup.key
    if name not in _engines:
        _engines.clear()
        _engines[name] = Engine(setup)
        gc.freeze()  # fonts and rules live as long as the process: not to be walked again
    return _engines[name]


def _said(records: Iterable[logging.LogRecord], place: Place) -> Iterator[Problem]:
    for record in records:
        if record.getMessage().startswith(".notdef"):
            continue  # the composer has said so, with the review's line
        make = error if record.levelno >= logging.ERROR else warning
        who = "WeasyPrint: " if record.name == "weasyprint" else ""  # else we said it ourselves
        yield make(place, f"{who}{record.getMessage()}")


def _refused(url: str, place: Place) -> Problem:
    hint = "Copy it into the project and name it by its path."
    return error(place, f"the pages ask for “{url}”, which is no part of the book", hint)


def _greedy(greedy: Mapping[str, int], place: Place) -> Iterator[Problem]:
    for reason, count in sorted(greedy.items()):
        paragraphs = "1 paragraph is" if count == 1 else f"{count} paragraphs are"
        yield note(place, f"{paragraphs} set line by line, not as a whole: there is {reason}")


def _long_note(place: Place) -> Problem:
    return warning(
        place,
        "a footnote is longer than a third of a page; in print the notes stand at the end",
        "Shorten the note, or take it into the text.",
    )

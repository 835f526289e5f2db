"""What is wrong with a section that was typeset, in words."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from anthology.pdf.engine.ink_stream import id_of
from anthology.pdf.model import SectionInput
from anthology.pdf.typeset.parts import parts
from anthology.report import Place, Problem, error, note, warning


def of_log(records: Iterable[logging.LogRecord], place: Place) -> Iterator[Problem]:
    """What the engine has logged, but for coarse pictures."""
    for record in records:
        if record.getMessage().startswith(".notdef") or "picture" in record.__dict__:
            continue  # characters are reported when the section is composed, with their line
        kind = error if record.levelno >= logging.ERROR else warning
        source = "WeasyPrint: " if record.name == "weasyprint" else ""  # else the record is ours
        yield kind(place, f"{source}{record.getMessage()}")


def of_pictures(
    records: Iterable[logging.LogRecord], section: SectionInput, enough: int
) -> Iterator[Problem]:
    """The pictures that are too coarse; those with `enough` pixels an inch are only mentioned."""
    for record in records:
        if picture := record.__dict__.get("picture"):
            ppi = record.__dict__["ppi"]
            for place in _places(section, picture):
                kind = note if ppi >= enough else warning
                yield kind(place, record.getMessage(), _accepted(ppi))


def _places(section: SectionInput, picture: str) -> Iterator[Place]:
    """The manuscripts that show the picture with that id of the engine's."""
    if not section.places:
        yield section.place
        return
    shown = [f'src="{escape(path)}"' for path in section.pictures if id_of(path) == picture]
    for part in parts(section):
        if any(source in part.xhtml for source in shown):
            yield part.place


def _accepted(ppi: int) -> str:
    return (
        "Take a larger file or print it narrower; `anthology list --pictures` shows how wide it is "
        f"sharp. picture_ppi = {ppi} in [press] accepts it."
    )


def refused(url: str, place: Place) -> Problem:
    """A file that the text asks for and the book does not have."""
    hint = "Copy the file into the project and refer to it by its path."
    return error(place, f"the pages need “{url}”, which is not a file of the book", hint)


def greedy(reasons: Mapping[str, int], place: Place) -> Iterator[Problem]:
    """Paragraphs whose lines were not broken together, by the reason."""
    for reason, count in sorted(reasons.items()):
        paragraphs = "1 paragraph has" if count == 1 else f"{count} paragraphs have"
        yield note(place, f"{paragraphs} less even lines, because there is {reason}")


def long_note(place: Place) -> Problem:
    """A note for which a page has no room."""
    return note(
        place,
        "a footnote is longer than a third of a page, so in print this text has endnotes",
        "Shorten the note, or move it into the text.",
    )


def crowded_out(place: Place, count: int) -> Problem:
    """Notes for which the margin has no room."""
    find, stand = (
        ("a note finds", "it stands") if count == 1 else (f"{count} notes find", "they stand")
    )
    return note(
        place,
        f"{find} no room in the margin, so in print {stand} at the foot",
        "Shorten long notes, or place them further apart.",
    )


def wide_tables(place: Place, count: int) -> Problem:
    """Tables too wide for their page."""
    tables_ = "a table is" if count == 1 else f"{count} tables are"
    return warning(
        place,
        f"{tables_} too wide for the page, so in print words inside are divided",
        "Give it fewer columns or shorter words.",
    )

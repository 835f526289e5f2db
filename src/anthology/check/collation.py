"""Proof that the whole text is in the finished books: every word, once, in order, in its place.

The bytes of the EPUB and of the PDF are read again, by other code than made them, and held
against the bodies that the manuscripts gave: text, notes, headings, list items, pictures,
title and byline of each section, and nothing foreign between. `letters` says what of a text
is left aside; `load/conserved.py` holds the bodies against the manuscripts' source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from anthology.book import Book
from anthology.check import collated_epub, collated_pdf
from anthology.check.letters import letters, reordered
from anthology.check.told import Told, told
from anthology.pdf import Printed
from anthology.report import Place, Problem, error

SHOWN = 5  # differences in one book; where one page is lost, all that follows differs


def collate(
    book: Book, epub: bytes | None, pdf: bytes | None, printed: Printed | None
) -> tuple[Problem, ...]:
    """An error for each difference between the finished books and the manuscripts.

    `printed` says on which pages of `pdf` each section stands.
    """
    measures = tuple(told(book))
    problems: list[Problem] = []
    if epub is not None:
        problems += _few(collated_epub.differences(measures, epub), "e-book")
    if pdf is not None and printed is not None:
        problems += _few(collated_pdf.differences(measures, pdf, printed), "print book")
    return tuple(problems)


def _few(differences: Iterator[tuple[Told, str]], book: str) -> Iterator[Problem]:
    found = list(differences)
    for measure, message in found[:SHOWN]:
        yield error(
            measure.place,
            f"the {book} is not what was written, which is a bug of ours: "
            f"in “{measure.title or measure.id}” {message}",
            "Please report it, with the manuscript if you can.",
        )
    if len(found) > SHOWN:
        message = f"{len(found) - SHOWN} more differences in the {book}"
        yield error(Place(), message, "They often follow from the first.")


def head(measure: Told, words: str) -> Iterator[str]:
    """What is wrong with what stands in a section besides its text: title, names, and how much."""
    besides = letters(words)
    if not _stands(measure.title, besides):
        yield f"the title is not printed; there stands “{words[:80]}”"
    for name in measure.names:
        if not _stands(name, besides):
            yield f"the name “{name}” is not printed; there stands “{words[:80]}”"
    text = letters(measure.text)
    if len(besides) > measure.room or (len(text) > 40 and text in besides):
        yield f"something foreign stands: “{words[:200]}”"


def _stands(words: str, besides: str) -> bool:
    """Whether a title or a name is there; where letters change places, whether all of them are."""
    wanted = letters(words)
    return wanted in besides or (reordered(words) and not Counter(wanted) - Counter(besides))

"""A document as a header and a body: its page, put in order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from anthology.config import SourceTable
from anthology.load.formats.cuts import before_first, nothing
from anthology.load.formats.documents import first_lines, look
from anthology.load.formats.documents.cuts import cut
from anthology.load.formats.documents.model import Page
from anthology.load.formats.lost_words import lost
from anthology.load.header import keys
from anthology.load.header.front_matter import FrontMatter
from anthology.report import Place, Problem, Refused, note

SIGNS = re.compile(r"[^\w\s]")


def front_matters(page: Page, path: str, source: SourceTable) -> tuple[FrontMatter, ...]:
    """The header and the body of a page, or of each review in it; all problems are at the file.

    Raises Refused where it is to be cut, and there is nothing to cut it at.
    """
    if not source.split:
        return (_front_matter(page, path, source),)
    pieces, before = cut(page.body, source.split)
    if not pieces:
        raise Refused(nothing(Place(path), source.split))
    fronts = []
    for block, body in pieces:
        front = _front_matter(Page(body, "", page.language), path, source)
        fronts.append(replace(front, body_line=block, words=""))
    texts = tuple(front.body for front in fronts)
    taken = tuple(each for front in fronts for each in front.left_out)
    missing = lost(SIGNS.sub(" ", page.words), Place(path), texts, (*page.left_out, *taken, before))
    problems = (*page.problems, *before_first(before, Place(path)), *missing)
    placed = tuple(replace(each, place=Place(path)) for each in problems)
    return (replace(fronts[0], problems=(*fronts[0].problems, *placed)), *fronts[1:])


def _front_matter(page: Page, path: str, source: SourceTable) -> FrontMatter:
    header = first_lines.taken(page.body, source.keys)
    look.structured(page.body)
    body = _serialised(page)
    problems = (*page.problems, *_of_properties(page.author, header.values))
    return FrontMatter(
        path,
        body,
        body,
        values=header.values,
        problems=tuple(replace(each, place=Place(path)) for each in problems),
        words=SIGNS.sub(" ", page.words),
        left_out=(*page.left_out, *header.words),
        language=page.language,
    )


def _serialised(page: Page) -> str:
    pieces = (etree.tostring(each, encoding="unicode", method="html") for each in page.body)
    return (page.body.text or "") + "\n".join(pieces)


def _of_properties(author: str, values: Mapping[str, object]) -> tuple[Problem, ...]:
    """A note on whom the file's properties name, where its text names nobody."""
    named = {ours.name for key in values if (ours := keys.ours(keys.named(key)))}
    if not author or named & {"reviewer", "author"}:
        return ()
    message = f"the properties of the file name “{author}”, who is not taken for the reviewer"
    hint = f"Write “Reviewer: {author}” below the title if that is right."
    return (note(Place(), message, hint),)

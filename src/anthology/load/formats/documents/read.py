"""A document as a header and a body: its page, put in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from lxml import etree

from anthology.load.formats.documents import first_lines, look
from anthology.load.formats.documents.model import Page
from anthology.load.header import keys
from anthology.load.header.front_matter import FrontMatter
from anthology.report import Place, Problem, note

SIGNS = re.compile(r"[^\w\s]")


def front_matter(page: Page, path: str, renamed: Mapping[str, str]) -> FrontMatter:
    """The header and the body of a page; all problems are at the file."""
    header = first_lines.taken(page.body, renamed)
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


def reader(
    page: Callable[[bytes, str], Page],
) -> Callable[[bytes, str, Mapping[str, str], str], FrontMatter]:
    """The function of a format that reads files with `page`."""

    def read(data: bytes, path: str, renamed: Mapping[str, str], changes: str) -> FrontMatter:
        return front_matter(page(data, changes), path, renamed)

    return read


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

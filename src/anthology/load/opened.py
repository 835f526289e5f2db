"""The bytes of a manuscript become a header and a text, or several where the file is cut."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256

from anthology.config import SourceTable
from anthology.load.clean.decode import Known, decode
from anthology.load.clean.limits import crowded
from anthology.load.formats import FORMATS, Format, format_of
from anthology.load.formats.cuts import cut
from anthology.load.header.front_matter import FrontMatter, split_repeated
from anthology.load.model import Manuscript
from anthology.report import Place, Problem, Refused
from anthology.text.sort_keys import slug

HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<[^>]*>")
LONGEST = 40  # letters of a title in an id
START = 200  # letters by which texts of one title differ


def text_of(manuscript: Manuscript, own: Format) -> tuple[str, tuple[Problem, ...]]:
    """The file as a text in its format, and remarks. Raises Refused where that is not possible."""
    if own.text:
        return own.text(manuscript.data), ()
    declared = own.charset(manuscript.data) if own.charset else ""
    known = Known(manuscript.source.encoding or declared, manuscript.language, manuscript.guess)
    text, problems = decode(manuscript.data, Place(manuscript.path), known)
    return own.header(text) if own.header else text, problems


def front_matter(manuscript: Manuscript) -> tuple[FrontMatter, tuple[Problem, ...]]:
    """The header and the body of a manuscript, and remarks.

    Raises Refused where they cannot be read, or hold too much of what makes a reader slow.
    """
    own = format_of(manuscript.path) or FORMATS[0]
    if own.read:
        front = _documents(manuscript, own.read)[0]
        return front, front.problems
    text, problems = text_of(manuscript, own)
    if too_much := crowded(text, Place(manuscript.path), manuscript.limits, marked=own.marked):
        raise Refused(*problems, *too_much)
    front = own.split(text, manuscript.path, manuscript.source.keys)
    front = split_repeated(front, manuscript.head_keys)
    return front, problems + front.problems


def _documents(
    manuscript: Manuscript, read_it: Callable[[bytes, str, SourceTable], tuple[FrontMatter, ...]]
) -> tuple[FrontMatter, ...]:
    """The texts of a document, whose page is counted when it is there. Raises Refused."""
    found = read_it(manuscript.data, manuscript.path, manuscript.source)
    body = "\n".join(front.body for front in found)
    if too_much := crowded(body, Place(manuscript.path), manuscript.limits, marked=False):
        raise Refused(*found[0].problems, *too_much)
    return found


def fronts_of(manuscript: Manuscript) -> tuple[tuple[FrontMatter, ...], tuple[Problem, ...]]:
    """The headers and texts of a file that is cut, and remarks on the whole. Raises Refused."""
    own = format_of(manuscript.path) or FORMATS[0]
    if own.read:
        return _documents(manuscript, own.read), ()
    front, problems = front_matter(manuscript)
    return cut(front, manuscript.source.split, manuscript.source.keys), problems


def ids_of(prefix: str, fronts: Sequence[FrontMatter]) -> list[str]:
    """An id for each review of a file, the same whatever other reviews there are.

    It is the title's slug; where two have one, a piece of the hash of the text follows.
    """
    slugs = [slug(_title_of(front), "review")[:LONGEST] for front in fronts]
    twice = Counter(slugs)
    named = [
        f"{prefix}--{name}-{_hash(front.body)}" if twice[name] > 1 else f"{prefix}--{name}"
        for name, front in zip(slugs, fronts, strict=True)
    ]
    seen: Counter[str] = Counter()
    for number, name in enumerate(named):  # the same text twice
        seen[name] += 1
        named[number] = f"{name}-{seen[name]}" if seen[name] > 1 else name
    return named


def _hash(text: str) -> str:
    return sha256(" ".join(text.split())[:START].encode("utf-8", "replace")).hexdigest()[:8]


def _title_of(front: FrontMatter) -> str:
    """A title for an id: the header's, or the first words of the text."""
    title = front.values.get("title")
    heading = HEADING.search(front.body)
    shown = TAG.sub("", heading[1] if heading else front.body)
    return (title.text if title else "") or shown.strip()[:LONGEST]

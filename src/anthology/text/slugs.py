"""The names that programs give to headings, so that a link like `#the-end` finds its heading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

SPACE = re.compile(r"\s+")


def heading_slugs(headings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The id of a heading by each name that a link may call it; given (id, words) in order.

    Names are those of GitHub and Hugo (which number repetitions from 1), of pandoc and of
    kramdown (which begin with a letter), in composed letters and lower case.
    """
    found: dict[str, str] = {}
    seen: dict[str, int] = {}
    for id_, words in headings:
        for slug in _slugs(words):
            number = seen[slug] = seen.get(slug, -1) + 1
            found.setdefault(f"{slug}-{number}" if number else slug, id_)
    return found


def folded(name: str) -> str:
    """A name as links are compared: composed, in lower case."""
    return unicodedata.normalize("NFC", name).casefold()


def _slugs(words: str) -> Iterable[str]:
    """Each spelling of some words, once."""
    plain = folded(words).strip()
    github = re.sub(r"[^\w\- ]", "", SPACE.sub(" ", plain)).replace(" ", "-")
    pandoc = re.sub(r"[^\w\-. ]", "", plain)
    kramdown = re.sub(r"[^\w\- ]|_", "", plain)
    spellings = [github, _from_letter(pandoc), _from_letter(kramdown)]
    spellings += [re.sub("-{2,}", "-", each).strip("-") for each in spellings]
    spellings += [_without_marks(each) for each in spellings]
    return dict.fromkeys(filter(None, spellings))


def _from_letter(words: str) -> str:
    return SPACE.sub("-", re.sub(r"^[\W\d_]+", "", words))


def _without_marks(slug: str) -> str:
    """A slug without accents, as some sites write addresses."""
    parts = unicodedata.normalize("NFD", slug)
    return "".join(c for c in parts if not unicodedata.combining(c))

"""What no page can show: a text of which nothing is left, a title without end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anthology.config import LimitsTable
from anthology.load import keys
from anthology.load.front_matter import FrontMatter
from anthology.load.text import Text
from anthology.report import Place, Problem, Severity, error

_VISIBLE = re.compile("[^\\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_TAG = re.compile(r"<[^>]*>")


def unprintable(
    front: FrontMatter, title: str, text: Text, limits: LimitsTable
) -> Iterator[Problem]:
    """An error for each reason why a review cannot be printed."""
    refused = any(problem.severity is Severity.ERROR for problem in text.problems)
    words = _VISIBLE.search(_TAG.sub("", text.finished.body.xhtml))
    if not (refused or words or text.pictures):
        hint = "Write the review, or take the file away."
        yield error(front.place, "nothing of the text is left: there is nothing to print", hint)
    yield from _endless(front, title, limits.header_letters)


def _endless(front: FrontMatter, title: str, most: int) -> Iterator[Problem]:
    """An error for a title or another value of the header that no page has room for."""
    hint = "[limits] header_letters in anthology.toml allows more."
    for name, value in front.values.items():
        if keys.ours(keys.named(name)) and len(value.text or "") > most:
            place = Place(front.path, value.line)
            yield error(place, f"“{name}” has more than {most} characters", hint)
    if len(title) > most:
        yield error(Place(front.path), f"the title has more than {most} characters", hint)

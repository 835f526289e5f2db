"""The title and the names at the head of a section, as composed and in either book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from anthology.check.collation.letters import letter_counts, letters, reordered


def missing_from_head(title: str, names: Sequence[str], head: str) -> Iterator[str]:
    """A message for the title and for each name that is missing from the words of a head."""
    found = letters(head)
    for what, words in (("title", title), *(("name", name) for name in names)):
        if not _contains(found, words):
            instead = f"; the head is “{head.strip()[:80]}”" if head.strip() else ""
            yield f"the {what} “{words}” is not printed{instead}"


def _contains(found: str, words: str) -> bool:
    """Whether a title or a name is there; in any order, where letters change places."""
    wanted = letters(words)
    if wanted in found:
        return True
    return reordered(words) and not letter_counts(wanted) - letter_counts(found)

"""Title and names at the head of a section: in it as composed, and in either book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from anthology.check.collation.letters import letters, reordered, told_by_glyphs


def lacking(title: str, names: Sequence[str], raw: str) -> Iterator[str]:
    """What is missing of a section's title and names where the words `raw` stand."""
    there = letters(raw)
    if not _stands(title, there):
        yield f"the title is not printed; there stands “{raw.strip()[:80]}”"
    for name in names:
        if not _stands(name, there):
            yield f"the name “{name}” is not printed; there stands “{raw.strip()[:80]}”"


def _stands(words: str, there: str) -> bool:
    """Whether a title or a name is there; where letters change places, whether all of them are."""
    wanted = letters(words)
    if wanted in there:
        return True
    return reordered(words) and not told_by_glyphs(wanted) - told_by_glyphs(there)

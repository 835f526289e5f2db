"""Reviews for a benchmark, made of the sentences of this repository's manuscripts."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORDS = 1000  # in a review


def sentences() -> list[str]:
    """The sentences of the repository's manuscripts, without headers and headings."""
    texts = [p.read_text("utf-8") for p in sorted((ROOT / "manuscripts").glob("*.*"))]
    bodies = " ".join(
        re.sub(r"\A---.*?^---$", "", text, flags=re.DOTALL | re.MULTILINE) for text in texts
    )
    return [s for s in re.split(r"(?<=[.?!])\s+", bodies) if 4 < len(s.split()) < 60]


def write_reviews(folder: Path, count: int) -> None:
    """`count` reviews in `folder`/manuscripts, the same on every machine."""
    chance, pool = random.Random(1), sentences()
    (folder / "manuscripts").mkdir(parents=True)
    (folder / "anthology.toml").write_text(f'[book]\ntitle = "{count} Reviews"\n', "utf-8")
    for number in range(1, count + 1):
        header = f"---\ntitle: Review {number}\nreviewer: Reviewer {number % 17}\n---\n\n"
        body = "\n\n".join(_paragraphs(chance, pool))
        (folder / "manuscripts" / f"{number:05}.md").write_text(header + body + "\n", "utf-8")


def _paragraphs(chance: random.Random, pool: list[str]) -> Iterator[str]:
    words = 0
    while words < WORDS:
        paragraph = " ".join(chance.sample(pool, chance.randint(3, 6)))
        words += len(paragraph.split())
        yield paragraph

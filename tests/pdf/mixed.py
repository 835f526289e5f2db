"""A small book for each layout: every kind of list and link, in texts that fit a cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

LAYOUTS = ("essays", "run-on", "guide", "grouped", "grid")
REVIEWS = 24
REVIEWERS = ("Ada Verhulst", "Osric Penhallow", "Mina Takkula", "Ewa van Leer")
COLOURS = ("#7a2f2f", "#2f5d7a", "#4d6b2f")
TEXT = """\
![A frame of the film](../frame-{colour}.png){{.small}}

A town wakes to find its river gone, and the first idea of number {number} is that nobody asks why.
People carry water and marry.{note} In [AX{number:02}]{{.index entry="Lanterns!{third}"}}
there is a quarrel about buckets that
[BX{number:02}]{{.index entry="Quarrels"}} nobody else filmed.

{more}Compare [what {number} was held against](../{other}). When the river comes back,
nobody looks up.
"""
NOTE = "\n[^1]: It is dubbed in number {number}.\n"
LONGER = """\
## The second look at {number}

Seen again, it is slower than the memory of it, and better: the buckets are all of one make,
which is [CX{number:02}]{{.index entry="Jokes" see="Quarrels"}}.

"""


def write(root: Path, *layouts: str) -> Path:
    """The project, which is made, with a part in each layout."""
    folder = root / "manuscripts"
    for part in range(len(layouts)):
        (folder / f"part-{part}").mkdir(parents=True)
    for number, colour in enumerate(COLOURS):
        Image.new("RGB", (800, 600), colour).save(folder / f"frame-{number}.png")
    for number in range(1, REVIEWS + 1):
        file = folder / _file(number, len(layouts))
        file.write_text(_review(number, len(layouts)), "utf-8")
    (root / "anthology.toml").write_text(_settings(layouts), "utf-8")
    return root


def _file(number: int, parts: int) -> str:
    """Where a review lies, from the folder of manuscripts."""
    return f"part-{(number - 1) * parts // REVIEWS}/{number:02}.md"


def _review(number: int, parts: int) -> str:
    work = number - (number % 4 == 0)  # every fourth review is of the work before
    text = TEXT.format(
        number=number,
        colour=number % 3,
        note="[^1]" if number % 4 == 0 else "",
        third=("red", "green", "blue")[number % 3],
        more=LONGER.format(number=number) if number % 6 == 0 else "",
        other=_file(number * 7 % REVIEWS + 1, parts),
    )
    return (
        f"---\ntitle: On number {number}\nreviewer: {REVIEWERS[number % 4]}\n"
        f"kind: film\nwork: {{title: River {work}, year: {1900 + work}, "
        f"creator: Maker {work % 9}}}\n"
        f"rating: {number % 5 + 1}/5\nsubjects: [Water {number % 6}]\n---\n\n"
        + text
        + (NOTE.format(number=number) if number % 4 == 0 else "")
    )


def _settings(layouts: Sequence[str]) -> str:
    parts = "".join(
        f'[[part]]\ntitle = "Part {number}"\nlayout = "{layout}"\nreviews = ["part-{number}/*"]\n'
        for number, layout in enumerate(layouts)
    )
    return (
        '[book]\ntitle = "Mixed"\neditors = ["Ada Verhulst"]\nlanguage = "en"\ndate = 2026\n'
        "[back]\ncontributors = true\nreviewers_index = true\n"
        f'[back.see_also]\nLanterns = ["Quarrels", "Water 1"]\n{parts}'
    )

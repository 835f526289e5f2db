"""Essays that nobody wrote, as long as they are needed: the same number gives the same essay."""

from __future__ import annotations

from pathlib import Path
from random import Random

AUTHORS = ("Cornelia Ash", "Gideon Marsh", "Ottilie Brandt")
BOOKS = ("Small Hours", "Table and Chair", "The Idle Reader")
THINGS = (
    "patience", "conversation", "the theatre", "a borrowed umbrella", "an honest bookseller",
    "the provinces", "good handwriting", "melancholy", "the second act", "our grandmothers",
    "a reasonable ambition", "the orchestra", "moonlight", "arithmetic", "the weather",
    "a well-considered silence", "an unanswered letter", "the photographer", "hospitality",
)  # fmt: skip
QUALITIES = (
    "extraordinary", "improbable", "respectable", "inconvenient", "old-fashioned", "necessary",
    "magnificent", "half-forgotten", "perfectly ordinary", "misunderstood", "generous", "*true*",
)  # fmt: skip
DEEDS = (
    "outlives", "contradicts", "resembles", "has never forgiven", "quietly improves", "explains",
    "is obliged to", "depends upon", "interrupts", "cannot be distinguished from", "apologises to",
)  # fmt: skip
FRAMES = (
    "{Thing} {deed} {other}.",
    "It is {quality} that {thing} {deed} {other}; it would be more {quality2} if it did not.",
    "“{Thing},” wrote {author} in {year}, “{deed} {other}.”",
    "We are told—and by {count} {quality} people—that {thing} {deed} {other}, and we believe it.",
    "What is {quality} about {thing} is not that it {deed} {other}, but that nobody minds.",
    "Whoever has known {thing} for {count} years will call {other} {quality}, {quality2} and late.",
)


def essay(number: int, paragraphs: int = 3) -> str:
    """A manuscript with its header: paragraphs of some lines, a note in every third essay."""
    chance = Random(number)
    author, book = AUTHORS[number % 3], BOOKS[number % 3]
    title = f"On {_bare(chance.choice(THINGS))}, and number {number}"
    head = (
        f'---\ntitle: "{title}"\nreviewer: {author}\npublished:\n  in: {book}\n'
        f'  date: "{1840 + number}"\nlanguage: en-GB\n---'
    )
    text = [_paragraph(chance) for _ in range(paragraphs)]
    if number % 3 == 0:
        text[-1] += "[^1]"
        text.append(f"[^1]: {_sentence(chance)}")
    return "\n\n".join([head, *text]) + "\n"


def write(folder: Path, several: int = 74, paragraphs: int = 3) -> None:
    """Write essays 1, 2, ... into a folder, which is made."""
    folder.mkdir(parents=True)
    for number in range(1, several + 1):
        (folder / f"{number:02}-essay.md").write_text(essay(number, paragraphs), "utf-8")


def _paragraph(chance: Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(5, 12)))


def _sentence(chance: Random) -> str:
    thing, other = chance.sample(THINGS, 2)
    quality, quality2 = chance.sample(QUALITIES, 2)
    return chance.choice(FRAMES).format(
        thing=thing,
        Thing=thing[0].upper() + thing[1:],
        other=other,
        quality=quality,
        quality2=quality2,
        deed=chance.choice(DEEDS),
        author=chance.choice(AUTHORS),
        year=chance.randint(1700, 1899),
        count=chance.randint(3, 99),
    )


def _bare(thing: str) -> str:
    return thing.removeprefix("the ").removeprefix("an ").removeprefix("a ")

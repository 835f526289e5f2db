"""A large book made by counting: 2,000 reviews by 300 reviewers on 800 works, say."""

from __future__ import annotations

from decimal import Decimal

from anthology.book import Body, Creator, PartialDate, Person, Rating, Review, Work
from anthology.load import Loaded
from anthology.report import Place

SYLLABLES = ("ba", "cor", "del", "fin", "gra", "hol", "jun", "kes", "lom", "mir", "nol", "pra")
BODY = "<p>Words about it, and more of them.</p>"
MARKED = '<p>On <span class="index" id="mark-1" data-entry="{0}!in colour">{0}</span>.</p>'


def word(number: int) -> str:
    """A word of its own for each number: "Cordelba"."""
    made = ""
    for _ in range(4):
        number, rest = divmod(number, len(SYLLABLES))
        made = SYLLABLES[rest] + made
    return made.capitalize()


def reviewer(number: int) -> str:
    return f"{word(number * 7)} {word(number * 11 + 5)}"


def work(number: int) -> Work:
    title = ("The " if number % 3 == 0 else "") + word(number * 13)
    maker = Creator(f"{word(number % 200)} {word(number % 200 + 500)}", "director")
    return Work(title, (maker,), 1900 + number % 120, ("film", "book", "album")[number % 3])


def review(number: int, reviewers: int, works: int) -> Review:
    path = f"manuscripts/{word(number % 40).lower()}/{number:05}.md"
    topic = word(number % 150 + 3000)
    value = Decimal(number % 10 + 1) / 2
    return Review(
        id=f"review-{number}",
        place=Place(path),
        title=f"{word(number * 17)} {number}",
        body=Body(BODY + MARKED.format(topic), words=9),
        reviewers=(Person(reviewer(number % reviewers), ""),),
        work=work(number * 7 % works),
        rating=Rating(f"{value}/5", value, Decimal(5), Decimal("0.5")),
        date=PartialDate(2000 + number % 20),
        subjects=(word(number % 60 + 5000),),
    )


def generated(reviews: int, reviewers: int, works: int) -> Loaded:
    return Loaded(reviews=tuple(review(n, reviewers, works) for n in range(reviews)))

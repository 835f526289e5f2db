"""Reviews and settings made by hand, for tests."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from typing import Any

from anthology.book import Body, Person, Rating, Review, Work
from anthology.config import FILE, Settings
from anthology.config.toml_lines import lines
from anthology.load import Loaded
from anthology.report import Place


def settings(text: str) -> Settings:
    places = {path: Place(FILE, line) for path, line in lines(text).items()}
    return Settings.model_validate(tomllib.loads(text), context=places)


def review(path: str = "a.md", title: str = "", **given: Any) -> Review:
    names = given.pop("by", ())
    names = (names,) if isinstance(names, str) else names
    return Review(
        id="review-" + path.removesuffix(".md").replace("/", "-"),
        place=Place(f"manuscripts/{path}", given.pop("line", 0)),
        title=title or path,
        body=given.pop("body", Body("<p>Words.</p>", words=1)),
        reviewers=tuple(Person(name, "") for name in names),
        **given,
    )


def work(title: str, year: int | None = None, kind: str = "film", **given: Any) -> Work:
    return Work(title, year=year, kind=kind, **given)


def rating(written: str, value: str, best: str, worst: str = "1") -> Rating:
    return Rating(written, Decimal(value), Decimal(best), Decimal(worst))


def loaded(*reviews: Review, **given: Any) -> Loaded:
    return Loaded(reviews=reviews, **given)

"""The contributors with their lives, and what each piece owes to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from anthology.book import Body, Person, Review
from anthology.compose import bodies
from anthology.compose.back_matter.locators import Locator, to_review
from anthology.compose.opening import byline, opening
from anthology.compose.setting import Setting
from anthology.compose.typography.punctuation import smarten
from anthology.config import Settings
from anthology.text import sort_keys


@dataclass(frozen=True)
class Life:
    """A contributor as the page shows them."""

    id: str
    name: str
    bio: object  # XHTML
    portrait: str  # "" where there is none
    url: str
    pieces: tuple[Locator, ...]


def contributors(setting: Setting, settings: Settings) -> tuple[Life, ...]:
    """Everybody of whom there is something to say, by sort name.

    With `contributors = true` under [back] also those of whom there is only the name.
    """
    everybody = settings.back.contributors is True
    found = {person.name: person for person in _people(setting)}
    known = (p for p in found.values() if everybody or p.bio or p.portrait or p.url)
    ordered = sorted(known, key=lambda person: sort_keys.natural(person.sort_name))
    return tuple(_life(setting, person, number) for number, person in enumerate(ordered, start=1))


def _people(setting: Setting) -> Iterator[Person]:
    book = setting.book
    for review in book.reviews:
        yield from review.reviewers
    yield from book.editors
    yield from (contributor.person for contributor in book.contributors)


def _life(setting: Setting, person: Person, number: int) -> Life:
    id_ = f"contributors-{number}"
    language = setting.book.language
    bio = bodies.body(Body(person.bio), id_, lang=language, path="", links=setting.links)
    pieces = (r for r in setting.book.reviews if person in r.reviewers)
    return Life(
        id_, person.name, bodies.marked(bio), person.portrait, _address(person.url),
        tuple(map(to_review, pieces)),
    )  # fmt: skip


@dataclass(frozen=True)
class Credit:
    """What must be printed about one piece."""

    piece: Locator
    byline: str
    lines: tuple[str, ...]
    url: str  # of the first publication


def credited(setting: Setting, _: Settings) -> tuple[Credit, ...]:
    """The pieces with a first publication, an owner, a licence or a credit line, in order."""
    credits_ = (_credit(setting, review) for review in setting.book.reviews)
    return tuple(credit for credit in credits_ if credit.lines)


def _credit(setting: Setting, review: Review) -> Credit:
    words, rights, language = setting.words, review.rights, setting.book.language
    published = opening(review, words, drawn=False).published if review.publication else ""
    said = [
        rights.credit or (words["copyright_of"].format(rights.holder) if rights.holder else ""),
        words["licensed"].format(rights.licence) if rights.licence else "",
        *(words["pictures_by"].format(credit) for credit in rights.picture_credits),
    ]
    lines = [_sentence(published)] if published else []  # its paper's name is marked up
    lines += [_sentence(smarten(line, language)) for line in said if line]
    url = _address(review.publication.url if review.publication else "")
    return Credit(to_review(review), byline(review, words), tuple(lines), url)


def _sentence(words: str) -> str:
    return words if words[-1] in ".!?…" else words + "."


def _address(url: str) -> str:
    """The address where it is one of the web; "" for `javascript:` and the like."""
    return url if url.startswith(("https://", "http://")) and " " not in url else ""

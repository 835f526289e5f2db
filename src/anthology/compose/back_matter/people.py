"""The contributors with their biographies, and the credits of each review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from anthology.book import Body, Person, Review
from anthology.compose import bodies
from anthology.compose.back_matter.locators import Locator, signature, to_review
from anthology.compose.composer import Composer
from anthology.compose.opening import opening
from anthology.compose.pictures import placed
from anthology.compose.typography.isolates import in_elements, isolated, without
from anthology.compose.typography.punctuation import smarten
from anthology.compose.typography.titles import latin
from anthology.config import Settings
from anthology.text import sort_keys


@dataclass(frozen=True)
class Biography:
    """A contributor as shown on the contributors page."""

    id: str
    name: str
    bio: Markup  # XHTML; its first paragraph begins with the name, in a span of class "name"
    bio_end: Markup  # the rest of `bio`: its last tag, before which page numbers may stand
    portrait: str  # the picture's name, "" for none
    url: str
    pieces: tuple[Locator, ...]


def contributors(composer: Composer, settings: Settings) -> tuple[Biography, ...]:
    """The contributors with a biography, portrait or address, by sort name.

    With `contributors = true` under [back], also those with a name alone.
    """
    everybody = settings.back.contributors is True
    found = {person.name: person for person in _people(composer)}
    known = (p for p in found.values() if everybody or p.bio or p.portrait or p.url)
    ordered = sorted(
        known, key=lambda person: sort_keys.natural(person.sort_name, composer.book.language)
    )
    return tuple(_biography(composer, person, n) for n, person in enumerate(ordered, start=1))


def _people(composer: Composer) -> Iterator[Person]:
    book = composer.book
    for review in book.reviews:
        yield from review.reviewers
    yield from book.editors
    yield from (contributor.person for contributor in book.contributors)


def _biography(composer: Composer, person: Person, number: int) -> Biography:
    id_ = f"contributors-{number}"
    language = composer.book.language
    written = Body(placed(person.bio, composer.book.pictures, composer.edition))
    xhtml = bodies.body(written, id_, lang=language, path="", links=composer.links)
    name = isolated(smarten(person.name, language), composer.words)
    bio = in_elements(_run_in(xhtml.strip(), escape(name, quote=False)))
    end = "</p>" if bio.endswith("</p>") else ""
    pieces = [r for r in composer.book.reviews if person in r.reviewers]
    return Biography(
        id_, person.name, bodies.marked(bio.removesuffix(end)), bodies.marked(end),
        person.portrait, _address(person.url),
        () if composer.signed_once else tuple(to_review(composer, each) for each in pieces),
    )  # fmt: skip


def _run_in(bio: str, name: str) -> str:
    """The biography with the name at its head, marked; "" stays without it."""
    if not bio.startswith("<p>"):
        return bio
    marked = f'<p><span class="name{" caps" if latin(name) else ""}">{name}</span>'
    text = bio.removeprefix("<p>")
    own = text.removeprefix(without(name))
    return marked + own if own != text else f"{marked}\u2003{text}"


@dataclass(frozen=True)
class Credit:
    """The notices that must be printed about one piece."""

    piece: Locator
    byline: str
    lines: tuple[str, ...]
    url: str  # of the first publication


def credited(composer: Composer, _: Settings) -> tuple[Credit, ...]:
    """Reviews with a first publication, rights holder, licence or credit line, in order."""
    return tuple(
        Credit(to_review(composer, review), signature(composer, review), lines, _source(review))
        for review in composer.book.reviews
        if (lines := _notices(composer, review))
    )


def _notices(composer: Composer, review: Review) -> tuple[str, ...]:
    words, rights, language = composer.words, review.rights, composer.book.language
    published = opening(review, words, draw_stars=False).published if review.publication else ""
    holder = isolated(rights.holder, words)
    notices = [
        rights.credit or (words["copyright_of"].format(holder) if holder else ""),
        words["licensed"].format(rights.licence) if rights.licence else "",
        *(words["pictures_by"].format(isolated(each, words)) for each in rights.picture_credits),
    ]
    lines = [_sentence(published)] if published else []  # it is HTML: not smartened
    lines += [_sentence(smarten(line, language)) for line in notices if line]
    return tuple(lines)


def _source(review: Review) -> str:
    """The address of the first publication."""
    return _address(review.publication.url if review.publication else "")


def _sentence(words: str) -> str:
    return words if words[-1] in ".!?…" else words + "."


def _address(url: str) -> str:
    """The address if it is http or https; "" for `javascript:` and the like."""
    return url if url.startswith(("https://", "http://")) and " " not in url else ""

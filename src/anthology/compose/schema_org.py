"""A review in the words of schema.org, as RDFa: what the opening prints, for machines.

RDFa and not JSON-LD: that needs a script element, which stores and readers distrust.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from anthology.book import Rating, Review, Work

Properties = tuple[tuple[str, str], ...]  # (property, content)

TYPES = {
    "film": "Movie", "series": "TVSeries", "book": "Book", "game": "VideoGame",
    "album": "MusicAlbum", "song": "MusicRecording", "restaurant": "Restaurant",
    "comic": "ComicStory", "play": "Play", "podcast": "PodcastSeries",
    "exhibition": "ExhibitionEvent",
}  # fmt: skip
MAKERS = {  # what schema.org calls who made a work of that type; "creator" is always right
    ("Movie", "director"): "director", ("TVSeries", "director"): "director",
    ("Book", "author"): "author", ("Book", "illustrator"): "illustrator",
    ("MusicAlbum", "artist"): "byArtist", ("MusicRecording", "artist"): "byArtist",
    ("Play", "author"): "author", ("ComicStory", "author"): "author",
}  # fmt: skip
NO_WORKS = {"Restaurant", "ExhibitionEvent"}  # of schema.org's types, these have no creator


@dataclass(frozen=True)
class Described:
    """A review, its work and its rating as properties of schema.org."""

    review: Properties
    work_type: str
    work: Properties
    makers: Properties  # (property, name)
    rating: Properties


def described(review: Review) -> Described:
    """What schema.org has words for, and nothing that the header did not say."""
    work_type = TYPES.get(review.work.kind, "CreativeWork") if review.work else ""
    return Described(
        _review(review),
        work_type,
        _work(review.work, work_type) if review.work else (),
        _makers(review.work, work_type) if review.work else (),
        _rating(review.rating) if review.rating else (),
    )


def _review(review: Review) -> Properties:
    published = review.publication.date if review.publication else None
    date = published or review.date
    found = [("inLanguage", review.lang)]
    found += [("datePublished", str(date))] if date else []
    found += [("license", review.rights.licence)] if review.rights.licence else []
    return tuple(found)


def _work(work: Work, work_type: str) -> Properties:
    found = []
    if work.year is not None and work_type not in NO_WORKS:
        found.append(("datePublished", str(work.year)))
    for scheme, value in work.identifiers:
        isbn = scheme.lower() == "isbn" and work_type == "Book"
        found.append(("isbn", value) if isbn else ("identifier", f"{scheme}:{value}"))
    return tuple(found)


def _makers(work: Work, work_type: str) -> Properties:
    if work_type in NO_WORKS:
        return ()
    return tuple(
        (MAKERS.get((work_type, creator.role), "creator"), creator.name)
        for creator in work.creators
    )


def _rating(rating: Rating) -> Properties:
    """The numbers where they are known; else what was written, which schema.org allows."""
    known = (("ratingValue", rating.value), ("bestRating", rating.best),
             ("worstRating", rating.worst))  # fmt: skip
    if not rating.comparable:
        return (("ratingValue", rating.as_written),) if not rating.status else ()
    return tuple((name, _plain(value)) for name, value in known if value is not None)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"

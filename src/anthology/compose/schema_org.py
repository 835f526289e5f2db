"""The data of a review in schema.org's vocabulary, for RDFa attributes in its opening.

RDFa and not JSON-LD, which needs a script element: stores and readers distrust those.
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
MAKERS = {  # schema.org's property for a creator's role; "creator" is always right
    ("Movie", "director"): "director", ("TVSeries", "director"): "director",
    ("Book", "author"): "author", ("Book", "illustrator"): "illustrator",
    ("MusicAlbum", "artist"): "byArtist", ("MusicRecording", "artist"): "byArtist",
    ("Play", "author"): "author", ("ComicStory", "author"): "author",
}  # fmt: skip
WITHOUT_CREATOR = {"Restaurant", "ExhibitionEvent"}  # not a CreativeWork in schema.org


@dataclass(frozen=True)
class StructuredData:
    """A review, its work and its rating as properties of schema.org."""

    review: Properties
    work_type: str
    work: Properties
    makers: Properties  # (property, name)
    rating: Properties


def structured_data(review: Review) -> StructuredData:
    """The properties known to schema.org, with no value that is not in the header."""
    work_type = TYPES.get(review.work.kind, "CreativeWork") if review.work else ""
    return StructuredData(
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
    # A year BC has another number in ISO 8601 than people give it, where it is often unsure.
    if work.year is not None and work.year > 0 and work_type not in WITHOUT_CREATOR:
        found.append(("datePublished", f"{work.year:04}"))
    for scheme, value in work.identifiers:
        isbn = scheme.lower() == "isbn" and work_type == "Book"
        found.append(("isbn", value) if isbn else ("identifier", f"{scheme}:{value}"))
    return tuple(found)


def _makers(work: Work, work_type: str) -> Properties:
    if work_type in WITHOUT_CREATOR:
        return ()
    return tuple(
        (MAKERS.get((work_type, creator.role), "creator"), creator.name)
        for creator in work.creators
    )


def _rating(rating: Rating) -> Properties:
    """The numbers where they are known, else the rating as written, which schema.org allows."""
    known = (("ratingValue", rating.value), ("bestRating", rating.best),
             ("worstRating", rating.worst))  # fmt: skip
    if not rating.comparable:
        return (("ratingValue", rating.as_written),) if not rating.status else ()
    return tuple((name, _plain(value)) for name, value in known if value is not None)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"

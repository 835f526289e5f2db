"""Google Maps: `Reviews.json` of a Takeout archive, in each of its three shapes."""

from __future__ import annotations

from anthology.book import Work
from anthology.imports import cells, json_files
from anthology.imports.json_files import Table, table, tables, word
from anthology.imports.model import Files, Importer, Member, Post, Reading, Record, Score
from anthology.imports.texts.blocks import tidied
from anthology.imports.texts.repair import loose

SIGNS = ('"five_star_rating_published"', '"Five Star Rating', '"Star Rating"', '"review_text')
WORDS = {"ONE": "1", "TWO": "2", "THREE": "3", "FOUR": "4", "FIVE": "5"}
KINDS = ("restaurant", "café", "cafe", "bistro", "trattoria", "brasserie", "pizzeria")


def knows(member: Member) -> bool:
    """Whether this is a list of reviews of places."""
    head = member.head
    return '"FeatureCollection"' in head and any(sign in head for sign in SIGNS)


def read(files: Files, paths: tuple[str, ...]) -> Reading:
    """The places, those without a text too."""
    return Reading(
        tuple(
            _record(table(feature.get("properties")))
            for path in paths
            for feature in tables(table(json_files.parsed(files.read(path), path)).get("features"))
        )
    )


def _record(found: Table) -> Record:
    place = table(found.get("location")) or table(found.get("Location"))
    title = word(place.get("name")) or word(place.get("Business Name"))
    written = cells.date(word(found.get("date")) or word(found.get("Published")))
    address = word(found.get("google_maps_url")) or word(found.get("Google Maps URL"))
    text = word(found.get("review_text_published")) or word(found.get("Review Comment"))
    return Record(
        key=address or f"{title} {written}",
        work=Work(title or "Untitled", kind=_kind(title)),
        score=_score(found),
        written=written,
        post=Post("Google Maps", written),
        text=tidied(loose(text)),
    )


def _score(found: Table) -> Score | None:
    """The stars, as a number or as a word: 5, "5" or "FIVE"."""
    names = ("five_star_rating_published", "Five Star Rating", "Star Rating")
    stars = next(filter(None, (word(found.get(name)) for name in names)), "")
    return cells.score(WORDS.get(stars.upper(), stars), "1", "5")


def _kind(title: str) -> str:
    """A restaurant where the name says so; a place may be a shop or a lake as well."""
    return "restaurant" if any(kind in title.lower() for kind in KINDS) else ""


GOOGLE_MAPS = Importer("google-maps", "Google Maps", knows, read)

"""Trakt: ratings, and comments that are reviews, from the JSON files of its archive."""

from __future__ import annotations

from dataclasses import replace

from anthology.book import Work
from anthology.imports import cells, json_files
from anthology.imports.json_files import Table, table, word
from anthology.imports.model import COMMENT, Files, Importer, Member, Post, Reading, Record, Score
from anthology.imports.texts.blocks import tidied
from anthology.imports.texts.repair import loose

KINDS = {"movie": "film", "show": "series", "season": "series", "episode": "series"}
SCHEMES = ("imdb", "tmdb")


def knows(member: Member) -> bool:
    """Whether this is a list of ratings or comments."""
    of_trakt = '"ids"' in member.head and '"slug"' in member.head
    return of_trakt and ('"rated_at"' in member.head or '"comment"' in member.head)


def read(files: Files, paths: tuple[str, ...]) -> Reading:
    """The comments with their ratings, and the ratings that have no comment."""
    entries = [
        entry
        for path in paths
        for entry in json_files.tables(json_files.parsed(files.read(path), path))
    ]
    comments = [_record(entry) for entry in entries if _text(entry)]
    rated = {record.key: record for record in map(_record, entries) if record.score}
    scored = (replace(each, score=each.score or _score_of(each, rated)) for each in comments)
    about = {_about(each) for each in comments}
    alone = (each for each in rated.values() if _about(each) not in about)
    return Reading((*scored, *alone))


def _score_of(comment: Record, rated: dict[str, Record]) -> Score | None:
    same = (each for each in rated.values() if _about(each) == _about(comment))
    return next((each.score for each in same), None)


def _about(record: Record) -> object:
    return record.work and (record.work.identifiers, record.work.title, record.work.season)


def _text(entry: Table) -> str:
    comment = entry.get("comment")
    return word(table(comment).get("comment") if isinstance(comment, dict) else comment)


def _record(entry: Table) -> Record:
    comment = table(entry.get("comment")) or entry
    kind = next((name for name in ("season", "episode", "movie", "show") if name in entry), "movie")
    show = table(entry.get("show")) or table(entry.get("movie"))
    thing = table(entry.get(kind))
    ids = table((show or thing).get("ids"))
    rating = word(entry.get("rating")) or word(table(comment.get("user_stats")).get("rating"))
    written = cells.date(word(comment.get("created_at")) or word(entry.get("rated_at")))
    number = word(comment.get("id")) if _text(entry) else ""
    return Record(
        key=number or f"{kind} {word(table(thing.get('ids')).get('trakt'))}",
        work=Work(
            word((show or thing).get("title")) or "Untitled",
            year=cells.year(word((show or thing).get("year"))),
            kind=KINDS[kind],
            season=_season(kind, thing),
            identifiers=tuple((name, word(ids.get(name))) for name in SCHEMES if ids.get(name)),
        ),
        score=cells.score(rating, "1", "10"),
        written=written,
        post=Post("Trakt"),
        text=tidied(loose(_text(entry))),
        spoilers=comment.get("spoiler") is True,
        withheld=COMMENT if word(comment.get("parent_id")) not in {"", "0"} else "",
    )


def _season(kind: str, thing: Table) -> str:
    if kind == "season":
        return f"Season {word(thing.get('number'))}"
    return f"{word(thing.get('season'))}×{word(thing.get('number'))}" if kind == "episode" else ""


TRAKT = Importer("trakt", "Trakt", knows, read)

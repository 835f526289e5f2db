"""Pictures: each is taken through the door once, and the texts name it by its content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from anthology.book import Body, Picture
from anthology.config import LimitsTable
from anthology.load.door import Door
from anthology.load.manuscript import Asked, Read
from anthology.report import Place, Problem, error, warning

REMOTE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
IMAGE = re.compile(r'<img [^>]*?src="pictures/@(\d+)"[^>]*/>')
ALT = re.compile(r'alt="([^"]*)"')


def placed(
    reads: Sequence[Read], door: Door, limits: LimitsTable
) -> tuple[list[Read], dict[str, Picture]]:
    """The texts with the names of their pictures, and the pictures by name."""
    pictures: dict[str, Picture] = {}
    made = [_placed(one, door, limits, pictures) if one.pictures else one for one in reads]
    return made, pictures


def _placed(one: Read, door: Door, limits: LimitsTable, pictures: dict[str, Picture]) -> Read:
    names: list[str] = []
    problems: list[Problem] = []
    for asked in one.pictures:
        taken = _taken(asked, one.path, door, limits)
        if isinstance(taken, Picture):
            pictures[taken.name] = taken
        else:
            problems.append(taken)
        names.append(taken.name if isinstance(taken, Picture) else "")
    return _renamed(replace(one, problems=(*one.problems, *problems)), names)


def _taken(
    asked: Asked,
    path: str,
    door: Door,  # noqa: ARG001
    limits: LimitsTable,  # noqa: ARG001
) -> Picture | Problem:
    place = Place(path, asked.line)
    if REMOTE.match(asked.src):
        return warning(
            place,
            f"the picture {asked.src} is on the web and was not fetched; its description stays",
            "Copy it beside the manuscript and name it there.",
        )
    return error(place, f"the picture {asked.src} cannot be taken yet")


def _renamed(one: Read, names: list[str]) -> Read:
    """The same with every `pictures/@N` named; a picture that is not there leaves its words."""

    def named(match: re.Match[str]) -> str:
        name = names[int(match[1])]
        if name:
            return match[0].replace(f"pictures/@{match[1]}", f"pictures/{name}")
        alt = ALT.search(match[0])
        return alt[1] if alt else ""

    def in_body(body: Body) -> Body:
        return replace(body, xhtml=IMAGE.sub(named, body.xhtml))

    if one.review:
        return replace(one, review=replace(one.review, body=in_body(one.review.body)))
    if one.piece:
        return replace(one, piece=replace(one.piece, body=in_body(one.piece.body)))
    if one.person:
        return replace(one, person=replace(one.person, bio=IMAGE.sub(named, one.person.bio)))
    return one

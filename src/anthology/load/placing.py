"""Pictures: each is taken through the door once, and the texts name it by its content."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from anthology.book import Body, Picture
from anthology.config import LimitsTable
from anthology.load.door import Door
from anthology.load.manuscript import Read
from anthology.load.pictures import Taken, examine
from anthology.load.text import Asked
from anthology.report import Place, Problem, Severity, shown

IMAGE = re.compile(r'<img [^>]*?src="pictures/@(\d+)"[^>]*/>')
ALT = re.compile(r'alt="([^"]*)"')


def placed(
    reads: Sequence[Read], door: Door, limits: LimitsTable
) -> tuple[list[Read], dict[str, Picture]]:
    """The texts with the names of their pictures, and the pictures by name."""
    pictures: dict[str, Picture] = {}
    looked_at: dict[tuple[str, str], Taken] = {}
    made = []
    for one in reads:
        taken = [_taken(asked, one.path, door, limits, looked_at) for asked in one.pictures]
        found = [picture for each in taken if (picture := each.picture)]
        pictures |= {picture.name: picture for picture in found}
        problems = (*one.problems, *(problem for each in taken for problem in each.problems))
        names = [each.picture.name if each.picture else "" for each in taken]
        problems += tuple(_wordless(one, names))
        made.append(_renamed(replace(one, problems=problems), names) if names else one)
    return made, pictures


def _taken(
    asked: Asked,
    path: str,
    door: Door,
    limits: LimitsTable,
    looked_at: dict[tuple[str, str], Taken],
) -> Taken:
    """What a text asks for; a picture that is asked for often is looked at once."""
    place = Place(path, asked.line)
    key = (posixpath.dirname(path), asked.src)
    if key not in looked_at:
        looked_at[key] = examine(door, path, asked.src, place, limits)
    return replace(
        looked_at[key],
        problems=tuple(replace(problem, place=place) for problem in looked_at[key].problems),
    )


def _wordless(one: Read, names: list[str]) -> Iterator[Problem]:
    """A note, which holds up a release, for each picture without alternative text."""
    for match in IMAGE.finditer(_xhtml(one)):
        asked = one.pictures[int(match[1])]
        alt = ALT.search(match[0])
        if names[int(match[1])] and not (alt and alt[1].strip()):
            yield Problem(
                Severity.NOTE,
                Place(one.path, asked.line),
                f"the picture {shown(asked.src)} has no alternative text",
                f"Say in a few words what it shows: ![A ship at night]({shown(asked.src)}).",
                question=True,
            )


def _xhtml(one: Read) -> str:
    if one.review:
        return one.review.body.xhtml
    if one.piece:
        return one.piece.body.xhtml
    return one.person.bio if one.person else ""


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
        person = replace(one.person, bio=IMAGE.sub(named, one.person.bio))
        return replace(one, person=replace(person, portrait=names[-1] if person.portrait else ""))
    return one

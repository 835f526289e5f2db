"""Pictures: each file is read once, and the texts name it by its content."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from anthology.book import Body, Picture
from anthology.config import LimitsTable
from anthology.load.model import ParsedManuscript, PictureReference
from anthology.load.project.files import ProjectFiles
from anthology.pool import Failure, Pool
from anthology.report import Place, Problem, error, question, shown

if TYPE_CHECKING:
    from anthology.load.pictures.raster import Examined, Raw

IMAGE = re.compile(r'<img [^>]*?src="pictures/@(\d+)"[^>]*/>')
ALT = re.compile(r'alt="([^"]*)"')


Address = tuple[str, str]  # the folder of a manuscript, and an address as written in it


def placed(
    reads: Sequence[ParsedManuscript], files: ProjectFiles, limits: LimitsTable, pool: Pool
) -> tuple[list[ParsedManuscript], dict[str, Picture]]:
    """The texts with the names of their pictures, and the pictures by name."""
    looked_at = _examined(reads, files, limits, pool)
    pictures: dict[str, Picture] = {}
    made = []
    for one in reads:
        taken = [_again(looked_at[_address(one, asked)], one, asked) for asked in one.pictures]
        found = [picture for each in taken if (picture := each.picture)]
        pictures |= {picture.name: picture for picture in found}
        problems = (*one.problems, *(problem for each in taken for problem in each.problems))
        names = [each.picture.name if each.picture else "" for each in taken]
        problems += tuple(_wordless(one, names))
        made.append(_renamed(replace(one, problems=problems), names) if names else one)
    return made, pictures


def _examined(
    reads: Sequence[ParsedManuscript], files: ProjectFiles, limits: LimitsTable, pool: Pool
) -> dict[Address, Examined]:
    """What each address stands for; a picture that is asked for often is looked at once."""
    if not any(one.pictures for one in reads):
        return {}
    from anthology.load.pictures.raster import Raw, examine, fetch  # noqa: PLC0415  pictures are rare

    looked_at: dict[Address, Examined] = {}
    raw: dict[Address, Raw] = {}
    for one in reads:
        for asked in one.pictures:
            address = _address(one, asked)
            if address not in looked_at and address not in raw:
                got = fetch(files, one.path, asked.src, Place(one.path, asked.line), limits)
                if isinstance(got, Raw):
                    raw[address] = got
                else:
                    looked_at[address] = got
    answers = pool.run(
        examine, list(raw.values()), seconds=limits.seconds, memory_mb=limits.memory_mb
    )
    for (address, file), answer in zip(raw.items(), answers, strict=True):
        looked_at[address] = _refused(file, answer) if isinstance(answer, Failure) else answer
    return looked_at


def _address(one: ParsedManuscript, asked: PictureReference) -> Address:
    return posixpath.dirname(one.path), asked.src


def _again(taken: Examined, one: ParsedManuscript, asked: PictureReference) -> Examined:
    """The same with its problems at the line that asks."""
    place = Place(one.path, asked.line)
    return replace(taken, problems=tuple(replace(p, place=place) for p in taken.problems))


def _refused(raw: Raw, failure: Failure) -> Examined:
    """A picture that crossed its limits, or on which we stumbled."""
    from anthology.load.pictures.raster import Examined  # noqa: PLC0415

    message = f"the picture {raw.src} {failure.reason}"
    hint = "Save it again; [limits] in anthology.toml allows more."
    if failure.trace:
        message = f"examining the picture {raw.src} failed, which is a bug of ours"
        hint = "Please report it, with the picture if you can."
    return Examined(None, (error(raw.place, message, hint, failure.trace),))


def _wordless(one: ParsedManuscript, names: list[str]) -> Iterator[Problem]:
    """A warning, which holds up a release, for each picture without alternative text."""
    for match in IMAGE.finditer(_xhtml(one)):
        asked = one.pictures[int(match[1])]
        alt = ALT.search(match[0])
        if names[int(match[1])] and not (alt and alt[1].strip()):
            yield question(
                Place(one.path, asked.line),
                f"the picture {shown(asked.src)} has no alternative text",
                f"Say in a few words what it shows: ![A ship at night]({shown(asked.src)}).",
            )


def _xhtml(one: ParsedManuscript) -> str:
    if one.review:
        return one.review.body.xhtml
    if one.piece:
        return one.piece.body.xhtml
    return one.person.bio if one.person else ""


def _renamed(one: ParsedManuscript, names: list[str]) -> ParsedManuscript:
    """The same with every `pictures/@N` named; a picture that is not there leaves its words."""

    def in_body(body: Body) -> Body:
        return replace(body, xhtml=_with_pictures(body.xhtml, names))

    if one.review:
        return replace(one, review=replace(one.review, body=in_body(one.review.body)))
    if one.piece:
        return replace(one, piece=replace(one.piece, body=in_body(one.piece.body)))
    if one.person:
        bio = _with_pictures(one.person.bio, names)
        portrait = names[-1] if one.person.portrait else ""
        return replace(one, person=replace(one.person, bio=bio, portrait=portrait))
    return one


def _with_pictures(xhtml: str, names: list[str]) -> str:
    def named(match: re.Match[str]) -> str:
        name = names[int(match[1])]
        if name:
            return match[0].replace(f"pictures/@{match[1]}", f"pictures/{name}")
        alt = ALT.search(match[0])
        return alt[1] if alt else ""

    text = IMAGE.sub(named, xhtml)
    if all(names):
        return text
    from anthology.load.clean.body import filled  # noqa: PLC0415  such pictures are rare

    return filled(text)

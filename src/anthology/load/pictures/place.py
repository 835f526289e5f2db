"""Pictures: each file is read once, and the texts name it by its content."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from anthology.book import Body, Picture
from anthology.config import LimitsTable, Settings
from anthology.load.model import INSIDE, OPENING_FIGURE, ParsedManuscript, PictureReference
from anthology.load.project.model import Files
from anthology.pool import Failure, Pool
from anthology.report import Place, Problem, error, question, shown

if TYPE_CHECKING:
    from anthology.load.pictures.raster import Examined, Raw

IMAGE = re.compile(r'<img [^>]*?src="pictures/@(\d+)"[^>]*/>')
ALT = re.compile(r'alt="([^"]*)"')
OPENING = re.compile(rf'{OPENING_FIGURE}<img [^>]*?src="pictures/@(\d+)".*?</figure>', re.DOTALL)


Address = tuple[str, str]  # the folder of a manuscript, and an address as written in it


def placed(
    manuscripts: Sequence[ParsedManuscript], files: Files, settings: Settings, pool: Pool
) -> tuple[list[ParsedManuscript], dict[str, Picture]]:
    """The manuscripts with the names of their pictures, and the pictures by name.

    Without settings a text loses those whose files are not there, with a warning.
    """
    limits = settings.limits
    by_address = _examined(manuscripts, files, limits, pool)
    pictures: dict[str, Picture] = {}
    with_names = []
    for one in manuscripts:
        if not one.pictures:
            with_names.append(one)
            continue
        results = [_at(ref, one, by_address[_address(one, ref)]) for ref in one.pictures]
        if not settings.written:
            results = [_left_out(each) for each in results]
        found = [picture for result in results if (picture := result.picture)]
        pictures |= {picture.name: picture for picture in found}
        names = [result.picture.name if result.picture else "" for result in results]
        problems = (*one.problems, *(problem for each in results for problem in each.problems))
        problems += tuple(_without_alternative(one, names))
        with_names.append(_renamed(replace(one, problems=problems), names))
    return with_names, pictures


def _examined(
    manuscripts: Sequence[ParsedManuscript], files: Files, limits: LimitsTable, pool: Pool
) -> dict[Address, Examined]:
    """The picture of each address, which is examined once, however often texts refer to it."""
    if not any(one.pictures for one in manuscripts):
        return {}
    from anthology.load.pictures.raster import Raw, examine, fetch  # noqa: PLC0415  pictures are rare

    examined: dict[Address, Examined] = {}
    raw: dict[Address, Raw] = {}
    for one in manuscripts:
        for ref in one.pictures:
            address = _address(one, ref)
            if address not in examined and address not in raw:
                found = fetch(files, one.path, ref.src, Place(one.path, ref.line), limits)
                if isinstance(found, Raw):
                    raw[address] = found
                else:
                    examined[address] = found
    results = pool.run(
        examine, list(raw.values()), seconds=limits.seconds, memory_mb=limits.memory_mb
    )
    for (address, file), result in zip(raw.items(), results, strict=True):
        examined[address] = _failed(file, result) if isinstance(result, Failure) else result
    return examined


def _address(one: ParsedManuscript, reference: PictureReference) -> Address:
    return posixpath.dirname(one.path), reference.src


def _at(reference: PictureReference, one: ParsedManuscript, examined: Examined) -> Examined:
    """The same with its problems at the line of the reference."""
    if not reference.needed and examined.picture is None:
        return replace(examined, problems=())
    place = Place(one.path, reference.line)
    return replace(examined, problems=tuple(replace(p, place=place) for p in examined.problems))


def _left_out(examined: Examined) -> Examined:
    """The same where a file that is not there is a warning."""
    if examined.is_there:
        return examined
    doubts = (question(p.place, f"{p.message}; it is left out", p.hint) for p in examined.problems)
    return replace(examined, problems=tuple(doubts))


def _failed(raw: Raw, failure: Failure) -> Examined:
    """An error for a picture that exceeded its limits, or on which the program failed."""
    from anthology.load.pictures.raster import Examined  # noqa: PLC0415

    message = f"the picture {raw.src} {failure.reason}"
    hint = "Save it again; [limits] in anthology.toml allows more."
    if failure.trace:
        message = f"examining the picture {raw.src} failed, which is a bug of ours"
        hint = "Please report it, with the picture if you can."
    return Examined(None, (error(raw.place, message, hint, failure.trace),))


def _without_alternative(one: ParsedManuscript, names: list[str]) -> Iterator[Problem]:
    """A warning, which holds up a release, for each picture without alternative text."""
    for match in IMAGE.finditer(_xhtml(one)):
        reference = one.pictures[int(match[1])]
        alt = ALT.search(match[0])
        if names[int(match[1])] and not (alt and alt[1].strip()):
            yield question(
                Place(one.path, reference.line),
                f"the picture {shown(reference.src.removeprefix(INSIDE))} has no alternative text",
                _to_describe(reference),
            )


def _to_describe(reference: PictureReference) -> str:
    src = reference.src
    if reference.key:
        example = f"{reference.key}: {{ file: {shown(src)}, alt: A ship at night }}"
        return f"Describe it in a few words: {example}."
    if src.startswith(INSIDE):
        return "Describe it in a few words: in Word or LibreOffice, “Alt Text” of the picture."
    return f"Describe it in a few words: ![A ship at night]({shown(src)})."


def _xhtml(one: ParsedManuscript) -> str:
    if one.review:
        return one.review.body.xhtml
    if one.piece:
        return one.piece.body.xhtml
    return one.person.bio if one.person else ""


def _renamed(one: ParsedManuscript, names: list[str]) -> ParsedManuscript:
    """The same with every `pictures/@N` named; a missing picture leaves its alternative text."""

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

    opening = OPENING.match(xhtml)
    if opening and not names[int(opening[1])]:
        xhtml = xhtml[opening.end() :]
    text = IMAGE.sub(named, xhtml)
    if all(names):
        return text
    from anthology.load.clean.body import filled  # noqa: PLC0415  such pictures are rare

    return filled(text)

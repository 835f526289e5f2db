"""Which records of an export are taken: those with a text, once each, as the options choose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from anthology.book import PartialDate
from anthology.imports.model import DUPLICATE, NO_TEXT, NOT_CHOSEN, Reading, Record
from anthology.load.header import dates, keys
from anthology.load.header.ratings import parse
from anthology.report import NOWHERE, Problem, Refused, error, shown, warning

RATING = re.compile(r"(≥|>=)?\s*([^-–+]+?)\s*(\+|[-–]\s*([^-–+]+))?")
MOST = Decimal(1000)  # above every scale
FEW = 5  # tags and kinds that a message names


@dataclass(frozen=True)
class Choice:
    """What somebody wants of an export; () , None and 0 are no wish."""

    since: PartialDate | None = None
    rating: tuple[Decimal, Decimal] | None = None  # the least and the most, on the site's scale
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    limit: int = 0  # the newest
    without_text: bool = False


def since(text: str) -> PartialDate | None:
    """The day of --since. Raises Refused."""
    try:
        return dates.parse(text) if text else None
    except ValueError as mistake:
        raise Refused(error(NOWHERE, f"--since: {mistake}")) from None


def ratings(text: str) -> tuple[Decimal, Decimal] | None:
    """The range of --rating: "4+", "4", "3-4.5", "★★★½+". Raises Refused."""
    if not text.strip():
        return None
    match = RATING.fullmatch(text.strip())
    ends = [_end(part) for part in match.group(2, 4) if part] if match else []
    numbers = [end for end in ends if end is not None]
    if match and numbers and len(numbers) == len(ends):
        return min(numbers), MOST if match[1] or match[3] == "+" else max(numbers)
    hint = "Write 4 or better as “4+”, or a range as “3-4.5”, on the scale of the site."
    raise Refused(error(NOWHERE, f"--rating “{shown(text)}” is not a rating", hint))


def _end(text: str) -> Decimal | None:
    """The number at an end of a range, also as stars; None for one on a scale of its own."""
    if text == "0":  # as a rating of a review it is none
        return Decimal(0)
    try:
        found = parse(text)
    except ValueError:
        return None
    return found.value if found.best is None else None


def kinds(names: Iterable[str]) -> tuple[str, ...]:
    """The kinds of --kind as we call them: "movies" is "film"."""
    return tuple(keys.KINDS.get(name.lower(), name.lower()) for name in names)


def chosen(reading: Reading, choice: Choice) -> tuple[tuple[Record, ...], Counter[str]]:
    """The records to take, in their order, and why others are not, with their numbers."""
    left_out = Counter(dict(reading.left_out))
    taken: list[Record] = []
    for record in _once(reading.records, left_out):
        if reason := _why_not(record, choice):
            left_out[reason] += 1
        else:
            taken.append(record)
    if choice.limit and len(taken) > choice.limit:
        newest = sorted(taken, key=_day, reverse=True)[: choice.limit]
        left_out[NOT_CHOSEN] += len(taken) - len(newest)
        wanted = {record.key for record in newest}
        taken = [record for record in taken if record.key in wanted]
    return tuple(taken), left_out


def _once(records: Sequence[Record], left_out: Counter[str]) -> Iterable[Record]:
    """The records without repetitions; another review with the same key gets one of its own."""
    seen: dict[str, list[Record]] = {}
    for record in records:
        same = seen.setdefault(record.key, [])
        if record in same:
            left_out[DUPLICATE] += 1
            continue
        same.append(record)
        yield record if len(same) == 1 else replace(record, key=f"{record.key} #{len(same)}")


def _why_not(record: Record, choice: Choice) -> str:
    if record.withheld:
        return record.withheld
    if not _is_whole(record, choice):
        return NO_TEXT
    return "" if _is_wanted(record, choice) else NOT_CHOSEN


def _is_whole(record: Record, choice: Choice) -> bool:
    return bool(record.text.html or (choice.without_text and record.score))


def unmatched(reading: Reading, choice: Choice) -> Iterator[Problem]:
    """A warning for each wish that no review of the export meets, with what there is instead."""
    there = [each for each in reading.records if not each.withheld and _is_whole(each, choice)]
    for option, wish, instead in _wishes(there, choice) if there else ():
        if not any(_is_wanted(each, wish) for each in there):
            yield warning(NOWHERE, f"{option}: no review of this export is so", instead)


def _wishes(there: Sequence[Record], choice: Choice) -> Iterator[tuple[str, Choice, str]]:
    """Each wish alone, as its option, and what the reviews have in its place."""
    if choice.since:
        yield f"--since {choice.since}", Choice(since=choice.since), _newest(there)
    if choice.rating:
        yield "--rating", Choice(rating=choice.rating), _rated(there)
    names = sorted({each.work.kind for each in there if each.work and each.work.kind})
    for kind in choice.kinds:
        yield f"--kind {shown(kind)}", Choice(kinds=(kind,)), _listed("kinds", names)
    names = sorted({tag for each in there for tag in each.tags}, key=str.casefold)
    for tag in choice.tags:
        yield f"--tag {shown(tag)}", Choice(tags=(tag,)), _listed("tags", names)


def _newest(there: Sequence[Record]) -> str:
    newest = max(map(_day, there))
    return f"The newest is of {newest}." if newest.year else "They have no dates."


def _rated(there: Sequence[Record]) -> str:
    """From which to which rating the reviews go; sites have one scale each."""
    scores = sorted((each.score for each in there if each.score and each.score.value),
                    key=lambda score: Decimal(score.value))  # fmt: skip
    if not scores:
        return "They have no ratings."
    return f"Their ratings go from {scores[0].shown} to {scores[-1].shown}."


def _listed(what: str, names: Sequence[str]) -> str:
    if not names:
        return f"They have no {what}."
    more = f" and {len(names) - FEW:,} more" if len(names) > FEW else ""
    return f"Their {what} are {', '.join(map(shown, names[:FEW]))}{more}."


def _is_wanted(record: Record, choice: Choice) -> bool:
    tags = {tag.casefold() for tag in record.tags}
    kind = record.work.kind if record.work else ""
    return (
        (not choice.since or _day(record) >= choice.since)
        and (not choice.rating or _is_within(record, choice.rating))
        and (not choice.kinds or kind in choice.kinds)
        and (not choice.tags or any(tag.casefold() in tags for tag in choice.tags))
    )


def _is_within(record: Record, ends: tuple[Decimal, Decimal]) -> bool:
    value = record.score.value if record.score else ""
    return bool(value) and ends[0] <= Decimal(value) <= ends[1]


def _day(record: Record) -> PartialDate:
    """The day by which a review is old or new."""
    return record.written or (record.met[-1] if record.met else PartialDate(0))

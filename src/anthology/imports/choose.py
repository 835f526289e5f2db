"""Which records of an export are taken: those with a text, once each, as the options choose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from anthology.book import PartialDate
from anthology.imports.model import DUPLICATE, NO_TEXT, NOT_CHOSEN, Reading, Record
from anthology.load.header import dates, keys
from anthology.report import NOWHERE, Refused, error, shown

RATING = re.compile(r"(\d+(?:\.\d+)?)(?:\s*(\+)|\s*[-–]\s*(\d+(?:\.\d+)?))?")


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
    """The range of --rating: "4+", "4", "3-4.5". Raises Refused."""
    match = RATING.fullmatch(text.strip())
    if match:
        least = Decimal(match[1])
        most = Decimal(match[3]) if match[3] else Decimal(1000) if match[2] else least
        return least, most
    if not text.strip():
        return None
    hint = "Write 4 or better as “4+”, or a range as “3-4.5”, on the scale of the site."
    raise Refused(error(NOWHERE, f"--rating “{shown(text)}” is not a rating", hint))


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
    if not record.text.html and not (choice.without_text and record.score):
        return NO_TEXT
    return "" if _is_wanted(record, choice) else NOT_CHOSEN


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

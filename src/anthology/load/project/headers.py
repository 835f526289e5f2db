"""What the headers of a folder have in common: the order of day and month, and unknown keys."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from anthology.load.header import keys
from anthology.load.header.dates import order_of
from anthology.load.header.syntax import letter
from anthology.load.model import Manuscript
from anthology.memory import remembered

HEAD = 2000  # bytes of a file in which its header is looked for
DATE = re.compile(rb"^[\w \t-]+:[ \t]*[\"']?(\d{1,2}[/-]\d{1,2}[/-]\d{4})\b", re.MULTILINE)
# A first line, or one below a first heading, that can be one of a header without a fence.
BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:#\s[^\n]*\s+)?"
    rb"[^\s\-+<#>|*\d][^\n:]{0,80}?(?::\s|\xef\xbc\x9a)"
)


def compared(manuscripts: Iterable[Manuscript]) -> list[Manuscript]:
    """The manuscripts with what the headers of their folder, else of the project, have in common.

    That is the order of day and month, and the keys of first lines that two files or more have.
    """
    found = list(manuscripts)
    dates: dict[str, list[str]] = defaultdict(list)
    heads: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        folder, head = posixpath.dirname(one.path), one.data[:HEAD]
        dates[folder] += _dates(head)
        heads[folder].update(_keys(head))
    return _with_keys(_with_orders(found, dates), heads)


def _with_orders(found: list[Manuscript], dates: dict[str, list[str]]) -> list[Manuscript]:
    if not any(dates.values()):
        return found
    of_all = order_of(date for each in dates.values() for date in each)
    orders = {folder: order_of(each) or of_all for folder, each in dates.items()}
    return [replace(one, date_order=orders[posixpath.dirname(one.path)]) for one in found]


def _with_keys(found: list[Manuscript], heads: dict[str, Counter[str]]) -> list[Manuscript]:
    repeated = {
        folder: tuple(sorted(key for key, number in each.items() if number > 1))
        for folder, each in heads.items()
    }
    if not any(repeated.values()):
        return found
    folders = ((one, repeated.get(posixpath.dirname(one.path))) for one in found)
    return [replace(one, head_keys=each) if each else one for one, each in folders]


@remembered
def _dates(head: bytes) -> tuple[str, ...]:
    return tuple(date.decode() for date in DATE.findall(head))


@remembered
def _keys(data: bytes) -> frozenset[str]:
    """The keys of first lines that have the form of a header."""
    if not BEGINS.match(data):
        return frozenset()
    head = letter.head_of(data.decode(errors="replace").replace("\r\n", "\n").lstrip("\ufeff"))
    return frozenset(keys.named(key) for key, _ in head.pairs) if head else frozenset()

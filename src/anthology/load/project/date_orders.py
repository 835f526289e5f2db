"""Whether the headers of a folder write the day or the month first."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from anthology.load.header.dates import order_of
from anthology.load.model import Manuscript

HEAD = 2000  # bytes of a file in which its header is looked for
DATE = re.compile(rb"^[\w \t-]+:[ \t]*[\"']?(\d{1,2}[/-]\d{1,2}[/-]\d{4})\b", re.MULTILINE)


def ordered(manuscripts: Iterable[Manuscript]) -> list[Manuscript]:
    """The manuscripts with the order of day and month of their folder, else of the project."""
    found = list(manuscripts)
    by_folder: dict[str, list[str]] = defaultdict(list)
    for one in found:
        dates = DATE.findall(one.data[:HEAD])
        by_folder[posixpath.dirname(one.path)] += (date.decode() for date in dates)
    if not any(by_folder.values()):
        return found
    of_all = order_of(date for dates in by_folder.values() for date in dates)
    orders = {folder: order_of(dates) or of_all for folder, dates in by_folder.items()}
    return [replace(one, date_order=orders[posixpath.dirname(one.path)]) for one in found]

"""Sections and their furniture, typeset by the workers of a pool."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from anthology.cache import Cache
from anthology.config import LimitsTable
from anthology.edition import Asset, Section
from anthology.pdf.model import FurnitureInput, Leaves, PageSetup, SectionInput
from anthology.pdf.packing import unpack_leaves
from anthology.pdf.typeset import ENGINE, cached, tasks
from anthology.pool import Failure, Limits, Pool
from anthology.report import Problem, Refused, error

BATCH = 4  # sections in one message: a worker need not wait until its leaves are fetched
ADDRESS = re.compile(r"\b(?:src|href)=\"([^\"#]+)\"")
CHARACTERS_PER_SECOND = 10_000  # of XHTML: a fifth of what a slow machine usually sets

Input = TypeVar("Input", SectionInput, FurnitureInput)


class Typesetter:
    """Typesets with one page setup, whatever is not in the cache."""

    def __init__(self, setup: PageSetup, pool: Pool, cache: Cache, limits: LimitsTable) -> None:
        self.setup, self.pool, self.cache, self.limits = setup, pool, cache, limits
        self.key = setup.key
        self.uncached: list[str] = []  # the ids of the sections that were not in the cache

    def with_setup(self, setup: PageSetup) -> Typesetter:
        """A typesetter with another page setup."""
        return Typesetter(setup, self.pool, self.cache, self.limits)

    def typeset(self, sections: Sequence[SectionInput]) -> list[Leaves]:
        """The leaves of each section. Raises Refused where some cannot be typeset."""
        return self.submit(sections)()

    def submit(self, sections: Sequence[SectionInput]) -> Callable[[], list[Leaves]]:
        """Start typesetting; the function that comes back waits for the leaves.

        It raises Refused where some cannot be typeset.
        """
        longest = max(map(_length, sections), default=0)
        seconds = self.limits.seconds + longest / CHARACTERS_PER_SECOND
        # The longest first, or one of them keeps everybody waiting at the end.
        pending = self.start(tasks.typeset, sections, seconds, BATCH, _length)
        self.uncached += [sections[number].id for number in pending.missing]
        return lambda: _leaves(sections, pending.results())

    def start(
        self,
        function: Callable[[PageSetup, Input], bytes],
        inputs: Sequence[Input],
        seconds: float,
        batch: int,
        size: Callable[[Input], int] = lambda _: 0,
    ) -> cached.Pending:
        """Start calling `function` with the page setup and each input.

        `seconds` is the most processor time that each may take.
        """
        job = cached.Job(
            partial(function, self.setup),
            inputs,
            [each.key(self.key) for each in inputs],
            Limits(seconds, self.limits.memory_mb),
            batch,
            (ENGINE,),
            size,
        )
        return cached.submit(job, self.pool, self.cache)


def section_input(section: Section, assets: Mapping[str, Asset]) -> SectionInput:
    """The section as it is typeset first, without the page numbers that it shows."""
    addresses = set(ADDRESS.findall(section.xhtml))
    return SectionInput(
        id=section.id,
        xhtml=section.xhtml,
        lang=section.lang,
        dir=section.dir,
        side="right",
        references={},
        pictures={path: assets[path] for path in sorted(addresses & set(assets))},
        place=section.place,
    )


def _length(section: SectionInput) -> int:
    return len(section.xhtml)


def _leaves(sections: Sequence[SectionInput], results: Sequence[bytes | Failure]) -> list[Leaves]:
    packed = [result for result in results if not isinstance(result, Failure)]
    if len(packed) < len(results):
        pairs = zip(sections, results, strict=True)
        raise Refused(*(_failed(each, why) for each, why in pairs if isinstance(why, Failure)))
    return [unpack_leaves(data) for data in packed]


def _failed(section: SectionInput, failure: Failure) -> Problem:
    hint = "Take out its unusual parts one by one, to find the one that does it."
    if not failure.trace:
        message = f"“{section.id}” could not be typeset: it {failure.reason}"
        return error(section.place, message, hint)
    message = f"“{section.id}” could not be typeset ({failure.reason}); this is a bug in Anthology"
    return error(section.place, message, trace=failure.trace)

"""Sections and their furniture, typeset in the pool under limits, and cached."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from anthology.cache import Cache
from anthology.edition import Asset, Section
from anthology.memory import held, remembered, spared
from anthology.pdf.model import FurnitureInput, Leaves, PageSetup, SectionInput, SectionPdf
from anthology.pdf.packing import unpack_leaves, unpack_pdf
from anthology.pdf.typeset import tasks
from anthology.pdf.typeset.cached import Submitted, Work, submit_unpacked
from anthology.pdf.typeset.parts import FIGURE, parts
from anthology.pool import Failure, Limits, Pending, Pool
from anthology.report import Problem, Refused, error

if TYPE_CHECKING:  # a worker that typesets needs no settings
    from anthology.config import LimitsTable

BATCH = 4  # sections in one message, so that a worker need not wait until its leaves are read
# Two patterns, since one that begins with letters is found ten times as fast.
SOURCE, TARGET = (re.compile(rf'{name}="([^"#]+)"') for name in ("src", "href"))
CHARACTERS_PER_SECOND = 10_000  # of XHTML: a fifth of what is usual on a slow machine
# For each picture a section may be laid out anew, and one of several sections, which share pages,
# with each measure of white: these are three times what the worst known takes.
PICTURE_SECONDS, SHARED_PICTURE_SECONDS = 1, 3
FURNITURE_SECONDS = 10  # of processor time, and a tenth for each page: thirty times the usual

Input = TypeVar("Input", SectionInput, FurnitureInput)
Result = TypeVar("Result", Leaves, SectionPdf)


class _Form(NamedTuple, Generic[Input, Result]):
    """What a worker makes of an input, and how its result is unpacked."""

    function: Callable[[PageSetup, Input], bytes]
    unpack: Callable[[bytes], Result]


class Typesetter:
    """Typesets with one page setup whatever is not in the cache."""

    def __init__(self, setup: PageSetup, pool: Pool, cache: Cache, limits: LimitsTable) -> None:
        self.setup, self.pool, self.cache, self.limits = setup, pool, cache, limits
        self.key = setup.key
        self.uncached: list[str] = []  # the ids of the sections that were not in the cache

    def with_setup(self, setup: PageSetup) -> Typesetter:
        """The same for another page setup."""
        return Typesetter(setup, self.pool, self.cache, self.limits)

    def typeset(self, sections: Sequence[SectionInput]) -> Pending[list[Leaves]]:
        """The leaves of each section. The result raises Refused where some cannot be typeset."""
        seconds = self.limits.seconds + max(map(_seconds, sections), default=0)
        form = _Form(tasks.typeset, unpack_leaves)
        # The longest first, or one of them keeps everybody waiting at the end.
        submitted = self._submit(form, sections, seconds, BATCH, _length)
        self.uncached += [sections[i].id for i in submitted.missing]
        return submitted.results.then(lambda results: self._leaves(sections, results))

    def _leaves(
        self, sections: Sequence[SectionInput], results: Sequence[Leaves | Failure]
    ) -> list[Leaves]:
        """The leaves. Raises Refused where there are failures; of a flow it names the section."""
        for section, result in zip(sections, results, strict=True):
            if isinstance(result, Failure) and section.places:
                self.typeset(list(parts(section))).result()
        return _leaves(sections, results)

    def furnish(self, margins: Sequence[FurnitureInput], batch: int = 32) -> Submitted[SectionPdf]:
        """The folios and running heads of each section."""
        seconds = FURNITURE_SECONDS + max((len(each.names) for each in margins), default=0) / 10
        form = _Form(tasks.furniture, unpack_pdf)
        return self._submit(form, margins, seconds, batch)

    def _submit(
        self,
        form: _Form[Input, Result],
        inputs: Sequence[Input],
        seconds: float,  # of processor time
        batch: int,
        size: Callable[[Input], int] = lambda _: 0,
    ) -> Submitted[Result]:
        keys = [each.key(self.key) for each in inputs]
        limits = Limits(seconds, self.limits.memory_mb)
        work = Work(partial(form.function, self.setup), inputs, keys, limits, batch, size)
        return submit_unpacked(work, form.unpack, self.pool, self.cache)


def _length(section: SectionInput) -> int:
    return len(section.xhtml)


def _seconds(section: SectionInput) -> float:
    """How much more than a short text a section may take, in seconds of processor time."""
    a_picture = SHARED_PICTURE_SECONDS if section.places else PICTURE_SECONDS
    return _length(section) / CHARACTERS_PER_SECOND + a_picture * section.xhtml.count(FIGURE)


def _leaves(sections: Sequence[SectionInput], results: Sequence[Leaves | Failure]) -> list[Leaves]:
    pairs = list(zip(sections, results, strict=True))
    failed = [_failed(section, each) for section, each in pairs if isinstance(each, Failure)]
    if failed:
        raise Refused(*failed)
    return [each for each in results if not isinstance(each, Failure)]


def _failed(section: SectionInput, failure: Failure) -> Problem:
    if not failure.trace:
        hint = (
            "Take out its unusual parts one by one, to find the one that does it; "
            "[limits] in anthology.toml allows more."
        )
        message = f"“{section.id}” could not be typeset: it {failure.reason}"
        return error(section.place, message, hint)
    message = f"“{section.id}” could not be typeset ({failure.reason}); this is a bug in Anthology"
    return error(section.place, message, trace=failure.trace)


def section_input(section: Section, assets: Mapping[str, Asset]) -> SectionInput:
    """The section as it is typeset first, without the page numbers that it shows."""
    pictures = {path: assets[path] for path in _addresses(section.xhtml) if path in assets}
    plain = _without_pictures(section)
    return replace(plain, pictures=pictures, xhtml=held(plain)) if pictures else plain


@remembered
def _without_pictures(section: Section) -> SectionInput:
    plain = SectionInput(
        id=section.id,
        xhtml=held(section),
        lang=section.lang,
        dir=section.dir,
        side="recto",
        references={},
        pictures={},
        place=section.place,
    )
    return spared(plain)


@remembered
def _addresses(xhtml: str) -> tuple[str, ...]:
    """What a text refers to outside itself, sorted."""
    return tuple(sorted({*SOURCE.findall(xhtml), *TARGET.findall(xhtml)}))

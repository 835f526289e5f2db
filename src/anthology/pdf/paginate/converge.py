"""All sections typeset and in their place, until no page number changes any more."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from anthology.cache import Cache
from anthology.config import LimitsTable
from anthology.edition import Asset, Edition, Section
from anthology.pdf import ENGINE
from anthology.pdf.model import FurnitureInput, Leaves, PageSetup, SectionInput
from anthology.pdf.packing import unpack_leaves
from anthology.pdf.paginate.number import Stretch, folios, paginate
from anthology.pdf.span import Opening, Span
from anthology.pdf.typeset import cached, references, tasks
from anthology.pool import Failure, Limits, Pool
from anthology.report import NOWHERE, Problem, Refused, error

ROUNDS = 6  # of looking: at the text, at what shows numbers, and at that four times again
BATCH = 4  # sections a message: a worker goes on while nobody takes its leaves
ASKED_FOR = re.compile(r"\b(?:src|href)=\"([^\"#]+)\"")
CHARACTERS_PER_SECOND = 10_000  # of XHTML: a fifth of what is usual on a slow machine

Wanted = TypeVar("Wanted", SectionInput, FurnitureInput)


class Typesetter:
    """Gives sections to the workers and keeps what they make."""

    def __init__(self, setup: PageSetup, pool: Pool, cache: Cache, limits: LimitsTable) -> None:
        self.setup, self.pool, self.cache, self.limits = setup, pool, cache, limits
        self.key = setup.key
        self.made: list[str] = []  # the ids of the sections that were not in the cache

    def with_setup(self, setup: PageSetup) -> Typesetter:
        """The same for another setup."""
        return Typesetter(setup, self.pool, self.cache, self.limits)

    def typeset(self, inputs: Sequence[SectionInput]) -> list[Leaves]:
        """The leaves of each section. Raises Refused where some cannot be made."""
        return self.begin(inputs)()

    def begin(self, inputs: Sequence[SectionInput]) -> Callable[[], list[Leaves]]:
        """The same, begun: what comes back gives the leaves, and waits for them."""
        longest = max(map(_length, inputs), default=0)
        seconds = self.limits.seconds + longest / CHARACTERS_PER_SECOND
        # The longest first: no late straggler.
        begun = self.keep(tasks.typeset, inputs, seconds, BATCH, _length)
        self.made += [inputs[i].id for i in begun.missing]
        return lambda: _leaves(inputs, begun.results())

    def keep(
        self,
        function: Callable[[PageSetup, Wanted], bytes],
        wanted: Sequence[Wanted],
        seconds: float,
        batch: int,
        size: Callable[[Wanted], int] = lambda _: 0,
    ) -> cached.Begun:
        """What the engine makes of each with the setup, begun; `seconds` are of processor time."""
        return cached.begin(
            partial(function, self.setup),
            wanted,
            [each.key(self.key) for each in wanted],
            self.pool,
            self.cache,
            limits=Limits(seconds, self.limits.memory_mb),
            batch=batch,
            modules=(ENGINE,),
            size=size,
        )


def _length(section: SectionInput) -> int:
    return len(section.xhtml)


def _leaves(inputs: Sequence[SectionInput], results: Sequence[bytes | Failure]) -> list[Leaves]:
    made = [each for each in results if not isinstance(each, Failure)]
    if len(made) < len(results):
        pairs = zip(inputs, results, strict=True)
        raise Refused(
            *(_failed(section, each) for section, each in pairs if isinstance(each, Failure))
        )
    return [unpack_leaves(data) for data in made]


def _failed(section: SectionInput, failure: Failure) -> Problem:
    hint = "" if failure.trace else "Take out what is unusual in it, piece by piece."
    message = f"“{section.id}” could not be typeset: it {failure.reason}"
    if failure.trace:
        message = f"“{section.id}” could not be typeset ({failure.reason}); this is a bug of ours"
    return error(section.place, message, hint, failure.trace)


Settled = tuple[tuple[Span, ...], tuple[Leaves, ...]]
Foresight = Callable[[list[tuple[int, Span, Leaves]]], None]  # by the number of the section


def begin(
    edition: Edition, typesetter: Typesetter, foresee: Foresight = lambda _: None
) -> Callable[[], Settled]:
    """Begins to set all sections: what comes back waits until no number changes any more.

    It gives where each section lies, and its leaves with true page numbers; may raise Refused.
    Sections that show numbers are set when the others are, since most numbers are known then;
    `foresee` is told meanwhile where the others are likely to lie.
    """
    inputs = [section_input(section, edition.assets) for section in edition.sections]
    first = [i for i, section in enumerate(inputs) if not references.wanted(section.xhtml)]
    setting = typesetter.begin([inputs[i] for i in first])

    def settled() -> Settled:
        leaves = dict(zip(first, setting(), strict=True))
        return _settled(edition.sections, typesetter, inputs, leaves, foresee)

    return settled


def _settled(
    sections: Sequence[Section],
    typesetter: Typesetter,
    inputs: list[SectionInput],
    leaves: dict[int, Leaves],
    foresee: Foresight,
) -> Settled:
    for round_ in range(ROUNDS):
        stretches = [_stretch(section, leaves.get(i)) for i, section in enumerate(sections)]
        spans = paginate(stretches)
        known = folios(stretches, spans)
        wanted = [_placed(*pair, known) for pair in zip(inputs, spans, strict=True)]
        changed = [i for i, section in enumerate(wanted) if i not in leaves or section != inputs[i]]
        if not changed:
            return spans, tuple(leaves[i] for i in range(len(sections)))
        inputs = wanted
        setting = typesetter.begin([inputs[i] for i in changed])
        if not round_:
            foresee([(i, spans[i], leaves[i]) for i in leaves if i not in changed])
        leaves |= zip(changed, setting(), strict=True)
    raise Refused(*(_restless(inputs[i]) for i in changed))


def section_input(section: Section, assets: Mapping[str, Asset]) -> SectionInput:
    """The section as it is set first, without the numbers that it shows."""
    asked = set(ASKED_FOR.findall(section.xhtml))
    return SectionInput(
        id=section.id,
        xhtml=section.xhtml,
        lang=section.lang,
        dir=section.dir,
        side="right",
        references={},
        pictures={path: assets[path] for path in sorted(asked & set(assets))},
        place=section.place,
    )


def _placed(section: SectionInput, span: Span, known: Mapping[str, str]) -> SectionInput:
    """The section with the side and the folios that it has by now."""
    ids = references.wanted(section.xhtml)
    shown = {name: known[name] for name in ids if name in known}
    return replace(section, side=span.side, references=shown)


def _stretch(section: Section, leaves: Leaves | None) -> Stretch:
    """The section as the paginator sees it; a page, as long as nobody knows better."""
    if leaves is None:
        opens: Opening = "right" if section.recto else "any"
        return Stretch(section.id, section.matter, 1, opens, {section.id: 0})
    spots = {name: spot.page for name, spot in leaves.spots.items()}
    opens = "right" if section.recto else leaves.opens
    return Stretch(section.id, section.matter, leaves.pages, opens, spots)


def _restless(section: SectionInput) -> Problem:
    return error(
        section.place or NOWHERE,
        f"the page numbers in “{section.id}” change each time they are set",
        "Shorten or lengthen an entry, so that it does not stand on the edge of a page.",
    )

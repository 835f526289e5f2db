"""Typeset all sections, and those that show page numbers again, until no number changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from anthology.edition import Edition, Section
from anthology.pdf.model import Leaves, SectionInput
from anthology.pdf.paginate.number import Extent, folios, paginate
from anthology.pdf.span import Opening, Span
from anthology.pdf.typeset import references
from anthology.pdf.typeset.typesetter import Typesetter, section_input
from anthology.report import Problem, Refused, error

# The page numbers are compared this often at most: after the text is typeset, after the
# sections that show numbers are, and after these are set again four times.
ROUNDS = 6

# Given the number, span and leaves of each section that is likely to stay where it is.
Speculate = Callable[[list[tuple[int, Span, Leaves]]], None]


@dataclass(frozen=True)
class Pagination:
    """Where each section lies, and its leaves with the page numbers that they show."""

    spans: tuple[Span, ...]
    leaves: tuple[Leaves, ...]


def submit(
    edition: Edition, typesetter: Typesetter, speculate: Speculate = lambda _: None
) -> Callable[[], Pagination]:
    """Start typesetting all sections; the function that comes back waits for the result.

    That function raises Refused where a section cannot be typeset or the numbers never settle.
    Sections that show page numbers are typeset after the others, since most numbers are known
    then; while they are, `speculate` is called with where the others are likely to lie.
    """
    sections = [section_input(section, edition.assets) for section in edition.sections]
    first = [i for i, each in enumerate(sections) if not references.wanted(each.xhtml)]
    wait = typesetter.submit([sections[i] for i in first])

    def paginated() -> Pagination:
        leaves = dict(zip(first, wait(), strict=True))
        return _converge(edition.sections, typesetter, sections, leaves, speculate)

    return paginated


def _converge(
    sections: Sequence[Section],
    typesetter: Typesetter,
    inputs: list[SectionInput],
    leaves: dict[int, Leaves],
    speculate: Speculate,
) -> Pagination:
    for round_ in range(ROUNDS):
        extents = [_extent(section, leaves.get(i)) for i, section in enumerate(sections)]
        spans = paginate(extents)
        known = folios(extents, spans)
        wanted = [_placed(*pair, known) for pair in zip(inputs, spans, strict=True)]
        changed = [i for i, each in enumerate(wanted) if i not in leaves or each != inputs[i]]
        if not changed:
            return Pagination(spans, tuple(leaves[i] for i in range(len(sections))))
        inputs = wanted
        wait = typesetter.submit([inputs[i] for i in changed])
        if not round_:
            speculate([(i, spans[i], leaves[i]) for i in leaves if i not in changed])
        leaves |= zip(changed, wait(), strict=True)
    raise Refused(*(_unstable(inputs[i]) for i in changed))


def _placed(section: SectionInput, span: Span, known: Mapping[str, str]) -> SectionInput:
    """The section with the side that it opens on now, and the folios that it shows now."""
    ids = references.wanted(section.xhtml)
    shown = {name: known[name] for name in ids if name in known}
    return replace(section, side=span.side, references=shown)


def _extent(section: Section, leaves: Leaves | None) -> Extent:
    """The pages of a section; one page, until it has been typeset."""
    if leaves is None:
        opens: Opening = "right" if section.recto else "any"
        return Extent(section.id, section.matter, 1, opens, {section.id: 0})
    spots = {name: spot.page for name, spot in leaves.spots.items()}
    opens = "right" if section.recto else leaves.opens
    return Extent(section.id, section.matter, leaves.pages, opens, spots)


def _unstable(section: SectionInput) -> Problem:
    return error(
        section.place,
        f"the page numbers in “{section.id}” change each time they are set",
        "Make one of its entries shorter or longer, so that it does not end at a page's edge.",
    )

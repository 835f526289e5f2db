"""Typeset sections in rounds, until none shows a page number that has changed.

Sections that show numbers (contents, indexes) are typeset after the others, when most numbers
are known. Their own length may move the others, which can need further rounds. The contents come
last: they show where the indexes begin, and are in front, where they move none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from anthology.edition import Asset, Section
from anthology.memory import held
from anthology.pdf.galleys import Galley
from anthology.pdf.model import Leaves, SectionInput
from anthology.pdf.paginate.number import Extent, folios, paginate
from anthology.pdf.span import Opening, Side, Span
from anthology.pdf.typeset import references
from anthology.pdf.typeset.typesetter import Typesetter, section_input
from anthology.pool import Pending
from anthology.report import NOWHERE, Problem, Refused, error

ENDNOTES = {"guide", "grid"}  # layouts in columns, below which WeasyPrint puts notes on wrong pages
ROUNDS = 6  # at most, after the first of the sections that show numbers


@dataclass(frozen=True)
class Round:
    """The sections of an edition as they were typeset last."""

    sections: Sequence[Section] = field(repr=False)
    inputs: Sequence[SectionInput] = field(repr=False)  # of all sections
    leaves: Mapping[int, Leaves] = field(repr=False)  # by position, of those typeset so far
    own: bool = False  # whether each tome has page numbers of its own


@dataclass(frozen=True)
class Numbered:
    """The page numbers after a round, and the sections that must be typeset again."""

    spans: tuple[Span, ...]
    inputs: Sequence[SectionInput]  # with the sides and folios they have now
    changed: Sequence[int]  # positions of sections typeset with other sides or folios


def text_round(
    galleys: Sequence[Galley],
    assets: Mapping[str, Asset],
    typesetter: Typesetter,
    before: Round | None = None,
) -> Pending[Round]:
    """The sections that show no page numbers, typeset, but for those that are as `before`."""
    inputs = [galley_input(galley, assets) for galley in galleys]
    sections = tuple(galley.section for galley in galleys)
    known = _known(inputs, before) if before else {}
    shown = (i for i, section in enumerate(inputs) if comes_first(section.xhtml))
    first = [i for i in shown if i not in known]
    pending = typesetter.typeset([inputs[i] for i in first])
    return pending.then(
        lambda leaves: Round(sections, inputs, {**known, **dict(zip(first, leaves, strict=True))})
    )


def _known(inputs: Sequence[SectionInput], before: Round) -> dict[int, Leaves]:
    """The leaves, by position, of sections that another round has typeset."""
    places = {each.id: i for i, each in enumerate(before.inputs) if i in before.leaves}
    pairs = ((i, places[each.id]) for i, each in enumerate(inputs) if each.id in places)
    return {i: before.leaves[at] for i, at in pairs if before.inputs[at] == inputs[i]}


def comes_first(xhtml: str) -> bool:
    """Whether a section is typeset before the lists of pages: those need its length."""
    return not references.wanted(xhtml) or references.in_text(xhtml)


def galley_input(galley: Galley, assets: Mapping[str, Asset]) -> SectionInput:
    """A galley as it is typeset first, without the page numbers that it shows."""
    plain = section_input(galley.section, assets)
    if not galley.shared:
        return plain
    places = tuple(part.place for part in galley.parts)
    endnotes = galley.section.layout in ENDNOTES
    return replace(
        plain,
        xhtml=held(plain),
        place=NOWHERE,
        places=places,
        goes_on=galley.goes_on,
        endnotes=endnotes,
    )


def next_round(done: Round, typesetter: Typesetter) -> Pending[Round]:
    """The round after this one: the sections whose numbers have changed are typeset.

    Those in front wait for the others, whose pages they show.
    """
    new = numbered(done)
    front = {i for i in new.changed if done.sections[i].matter == "front"}
    due = [i for i in new.changed if i not in front] or new.changed
    waiting = {*new.changed} - {*due}
    pending = typesetter.typeset([new.inputs[i] for i in due])

    def complete(leaves: list[Leaves]) -> Round:
        inputs = [(done if i in waiting else new).inputs[i] for i in range(len(done.inputs))]
        known = {**done.leaves, **dict(zip(due, leaves, strict=True))}
        return replace(done, inputs=inputs, leaves=known)

    return pending.then(complete)


def once(done: Round, typesetter: Typesetter) -> Round:
    """Rounds until each section has been typeset, be it with other numbers than it will show."""
    while len(done.leaves) < len(done.sections):
        done = next_round(done, typesetter).result()
    return done


def converge(done: Round, typesetter: Typesetter) -> tuple[tuple[Span, ...], tuple[Leaves, ...]]:
    """Where each section lies, and its leaves with true page numbers.

    Raises Refused where the numbers never stay the same.
    """
    for _ in range(ROUNDS):
        new = numbered(done)
        if not new.changed:
            return new.spans, tuple(done.leaves[i] for i in range(len(done.sections)))
        done = next_round(done, typesetter).result()
    raise Refused(*(_unstable(new.inputs[i]) for i in new.changed))


def numbered(done: Round) -> Numbered:
    """The page numbers after a round."""
    extents = [_extent(section, done.leaves.get(i)) for i, section in enumerate(done.sections)]
    spans = paginate(extents, own=done.own)
    known = folios(extents, spans)
    sides = [_side(span, done.leaves.get(i)) for i, span in enumerate(spans)]
    shown = [known.shown_in(section.tome, section.matter) for section in done.sections]
    inputs = [_placed(*each) for each in zip(done.inputs, sides, shown, strict=True)]
    same = (new is old or new == old for new, old in zip(inputs, done.inputs, strict=True))
    changed = [i for i, as_before in enumerate(same) if i not in done.leaves or not as_before]
    return Numbered(spans, inputs, changed)


def _side(span: Span, leaves: Leaves | None) -> Side:
    """The side that a section is typeset for: its own, unless its pages can be moved."""
    return "recto" if leaves is not None and leaves.mirror is not None else span.side


def _placed(section: SectionInput, side: Side, known: Mapping[str, str]) -> SectionInput:
    """The section with the side that it opens on now, and the folios that it shows now."""
    if section.side == side and not section.references and not references.wanted(section.xhtml):
        return section
    shown = references.shown(section.xhtml, known, section.references)
    return replace(section, side=side, references=shown, xhtml=held(section))


def _extent(section: Section, leaves: Leaves | None) -> Extent:
    """The pages of a section; one page, until it has been typeset."""
    if leaves is None:
        opens: Opening = "recto" if section.recto else "any"
        return Extent(section.id, section.matter, 1, opens, {section.id: 0}, section.tome)
    opens = "recto" if section.recto else leaves.opens
    spots = leaves.pages_of_spots
    return Extent(section.id, section.matter, leaves.pages, opens, spots, section.tome)


def _unstable(section: SectionInput) -> Problem:
    return error(
        section.place,
        f"the page numbers in “{section.id}” change each time they are set",
        "Make one of its entries shorter or longer, so that it does not end at a page's edge.",
    )

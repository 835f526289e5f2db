"""What is shown of typeset pages: they become a proof."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from anthology.book import Book, Review
from anthology.cache import key
from anthology.catalogue import details
from anthology.context import Context
from anthology.pdf.model import BoundSection
from anthology.pdf.pipeline import Furniture, Paginated
from anthology.preview.proof import Entry, Proof, Questions, Sheet
from anthology.preview.type_area import layout_of, type_area
from anthology.report import Problem, Severity, ordered, question


@dataclass(frozen=True)
class Known:
    """What is known of a book besides its pages."""

    problems: tuple[Problem, ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)  # of reviews in conflict, by paths


NOTHING = Known()


def _found(pages: Paginated) -> Iterator[Problem]:
    for leaves in pages.leaves:
        yield from leaves.problems


def shown(
    context: Context, pages: Paginated, furniture: Furniture, known: Known = NOTHING
) -> Proof:
    """The proof of a book on these pages."""
    setup, book = pages.text.typesetter.setup, context.book
    files = {path: asset.data for path, asset in setup.assets.items() if path.startswith("fonts/")}
    names = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    found = [*known.problems, *_found(pages)]
    questions = {review.id: _questions(review, known.copies) for review in book.reviews}
    triples = zip(pages.spans, pages.leaves, furniture.pdfs, strict=True)
    layouts = (layout_of(galley.section.layout) for galley in pages.text.galleys)
    sheets = tuple(
        replace(_sheet(BoundSection(*each), setup.key, names), layout=layout)
        for each, layout in zip(triples, layouts, strict=True)
    )
    return Proof(
        title=book.title,
        slug=book.slug,
        lang=book.language,
        geometry=setup.geometry,
        binding=setup.binding,
        area=type_area(context.style, context.settings, setup.geometry.gutter),
        sheets=sheets,
        contents=tuple(_contents(pages)),
        reviews={review.id: tuple(details(review)) for review in book.reviews},
        questions=questions,
        problems=(
            *ordered(p for p in found if p.severity > Severity.NOTE),
            *_about_ratings(book, questions),
        ),
        fonts={name: files[path] for path, name in names.items()},
    )


def _questions(review: Review, copies: Mapping[str, str]) -> Questions:
    """Ratings in the prose are none where the header has one."""
    proposed = () if review.rating else tuple(r.as_written for r in review.proposed_ratings)
    return Questions(proposed, review.rights.permission, copies.get(review.place.path, ""))


def _about_ratings(book: Book, questions: Mapping[str, Questions]) -> Iterator[Problem]:
    """The questions about ratings, which are asked before anybody thinks of a release."""
    for review in book.reviews:
        if proposals := questions[review.id].proposals:
            message = f"the text says “{proposals[0]}”: is that the reviewer’s rating?"
            yield question(review.place, message)


def _sheet(section: BoundSection, setup: str, names: dict[str, str]) -> Sheet:
    span, leaves = section.span, section.leaves
    parts = (leaves.pdf.digest, section.furniture.digest, repr((setup, span.side, leaves.mirror)))
    shown = {*leaves.pdf.glyphs, *section.furniture.glyphs}
    return Sheet(key(*parts), section, {path: names[path] for path in sorted(shown)})


def _contents(pages: Paginated) -> Iterator[Entry]:
    """Every section that the navigation names, at its page."""
    for galley, span, leaves in zip(pages.text.galleys, pages.spans, pages.leaves, strict=True):
        for part in galley.parts:
            spot = leaves.spots.get(part.id)
            page = span.start + (spot.page if spot else 0)
            known = (part.id, part.title, part.byline, part.level, page, part.place)
            yield Entry(*known, sheet=span.id)

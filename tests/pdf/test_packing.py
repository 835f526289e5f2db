"""What the cache keeps of pages comes back as it was."""

from __future__ import annotations

from anthology.edition import Printed
from anthology.pdf import cache, model, packing
from anthology.report import Place, Severity, error, question

PROBLEMS = (
    question(Place("a.md", 4), "whose is it?", "Say so."),
    error(Place("b.md"), "it failed", trace="where"),
)


def test_a_finished_book_with_its_problems() -> None:
    printed = Printed(b"%PDF", pages=2, folios={"a": "1"}, page_starts={}, problems=PROBLEMS)
    back = cache.unpack_printed(cache.pack_printed(printed))
    assert back == printed
    assert all(isinstance(problem.severity, Severity) for problem in back.problems)


def test_leaves_with_their_problems() -> None:
    leaves = model.Leaves(model.SectionPdf(b"%PDF", {}), 1, {}, (), "any", (), 54.0, PROBLEMS)
    assert packing.unpack_leaves(packing.pack_leaves(leaves)).problems == PROBLEMS


def test_the_glyphs_of_pages() -> None:
    glyphs = {"a.otf": {3: "a", 41: "ffi", 7: ""}, "b.otf": {1: "\U0001f30a"}, "c.otf": {}}
    pages = model.SectionPdf(b"%PDF", glyphs)
    leaves = model.Leaves(pages, 1, {}, (), "any", (), 54.0)
    assert packing.unpack_pdf(packing.pack_pdf(pages)) == pages
    assert packing.unpack_leaves(packing.pack_leaves(leaves)) == leaves
    assert list(packing.unpack_pdf(packing.pack_pdf(pages)).glyphs["a.otf"]) == [3, 41, 7]

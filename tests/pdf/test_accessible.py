"""The screen edition is one tagged book, and our own checks see what is wrong with one."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from books import WORDS, edition, printed, review, section, small
from pages import opened
from pikepdf import Array, Dictionary, Name, String

from anthology.pdf.bind.tags import elements
from anthology.pdf.screen.accessible import inaccessible

NOTED = (
    f'<p>{WORDS}<a class="note-call" id="{{0}}-ref-1" href="#{{0}}-note-1">1</a> and on.</p>'
    '<section class="notes"><aside class="note" id="{0}-note-1"><p>A <i lang="fr">note</i>.</p>'
    "</aside></section>"
)
RICH = (
    '<ul><li>One</li><li><p>Two</p></li></ul><p lang="de">Ein Absatz.</p>'
    "<dl><dt>Term</dt><dd>Meaning</dd></dl><blockquote><p>Said.</p></blockquote>"
    "<table><thead><tr><th>Film</th><th>Year</th></tr></thead>"
    "<tbody><tr><td>River</td><td>1951</td></tr></tbody></table>"
    '<p>See <a href="https://example.org/">there</a> and <a href="#review-1">here</a>.</p>'
)


KINDS = {Name.P, Name.H1}


@cache
def screen() -> bytes:
    """A book with all that texts may hold."""
    numbers = range(1, 4)
    reviews = [review(n, inside=RICH + NOTED.format(f"review-{n}")) for n in numbers]
    french = section("french", "review", "<h1>Revue</h1><p>Une eau.</p>", lang="fr")
    short = small("screen", reviews=3)
    return printed(edition(*short.sections[:3], *reviews, french, name="screen")).pdf


def test_the_engine_makes_what_the_checks_ask_for() -> None:
    with opened(screen()) as pdf:
        assert inaccessible(pdf) == ()


def test_all_sections_hang_under_one_document_in_order() -> None:
    with opened(screen()) as pdf:
        root = pdf.Root.StructTreeRoot
        (document,) = root.K
        assert Name.Document == document.S
        assert [str(part.S) for part in document.K] == ["/Sect"] * 7
        assert all(part.P.objgen == document.objgen for part in document.K)


def test_every_element_stands_on_its_own_pages() -> None:
    with opened(screen()) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        numbers = [pages[e.Pg.objgen] for e in elements(pdf) if "/Pg" in e and e.S in KINDS]
        assert numbers == sorted(numbers)
        assert set(numbers) == set(pages.values())


def test_each_page_and_link_leads_to_its_elements() -> None:
    with opened(screen()) as pdf:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums.as_list())
        keys = [int(key) for key in numbers[::2]]
        assert keys == list(range(len(keys)))
        owners = dict(zip(keys, numbers[1::2], strict=True))
        for page in pdf.pages:
            for owner in owners[int(page.obj.StructParents)]:
                assert owner.S in {Name.P, Name.H1, Name.H2, Name.LBody, Name.Lbl, Name.TD} | {
                    Name.TH,
                    Name.Reference,
                    Name.Span,
                    Name.Link,
                }
            for link in page.obj.get("/Annots", Array()).as_list():
                assert Name.Link == owners[int(link.StructParent)].S


def test_notes_are_found_by_name() -> None:
    with opened(screen()) as pdf:
        (leaf,) = pdf.Root.StructTreeRoot.IDTree.Kids
        names = [str(name) for name in leaf.Names.as_list()[::2]]
        assert names == [f"review-{n}-note-1" for n in (1, 2, 3)]
        assert Name.Note == leaf.Names[1].S


def test_links_are_called_by_their_words() -> None:
    with opened(screen()) as pdf:
        words = {
            str(link.Contents)
            for page in pdf.pages
            for link in page.obj.get("/Annots", Array()).as_list()
        }
    assert {"there", "here", "Review 1", "Review 3"} <= words
    assert not any("review-" in word or "anthology:" in word for word in words)


@pytest.mark.parametrize(
    ("css", "more"),
    [("", ""), ("aside.note { --note-in-margin: 20pt }", ""), ("", "And more of it. " * 120)],
    ids=["foot", "margin", "end"],
)
def test_notes_and_their_calls_lead_to_each_other(css: str, more: str) -> None:
    inside = NOTED.format("review-1").replace("A <i", f"{more}A <i")
    pdf_bytes = printed(edition(review(1, inside=inside), name="screen", css=css)).pdf
    with opened(pdf_bytes) as pdf:
        links = {
            str(link.Dest): (str(link.Contents), parent_of(pdf, link))
            for page in pdf.pages
            for link in page.obj.get("/Annots", Array()).as_list()
        }
        places = {str(name) for name, _ in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
    assert links == {
        "review-1-note-1": ("1", "/Reference"),
        "review-1-ref-1": ("1.", "/Lbl"),
    }
    assert links.keys() <= places


def parent_of(pdf: pikepdf.Pdf, link: pikepdf.Object) -> str:
    """The type of the element around a link."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums.as_list())
    owner = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))[int(link.StructParent)]
    assert Name.Link == owner.S
    return str(owner.P.S)


Spoil = Callable[[pikepdf.Pdf], object]


def first(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Object:
    return next(element for element in elements(pdf) if Name(kind) == element.S)


def link(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(page.obj.Annots[0] for page in pdf.pages if "/Annots" in page.obj)


def rename(pdf: pikepdf.Pdf) -> None:
    for element in elements(pdf):
        if Name.Note == element.S:
            element.ID = String("same")


SPOILT: list[tuple[str, Spoil]] = [
    ("its window does not show", lambda pdf: pdf.Root.__delitem__("/ViewerPreferences")),
    ("its language is not given", lambda pdf: setattr(pdf.Root, "Lang", String(""))),
    ("it is not tagged", lambda pdf: pdf.Root.__delitem__("/MarkInfo")),
    ("its pages are not labelled", lambda pdf: pdf.Root.__delitem__("/PageLabels")),
    ("does not name PDF/UA-1", lambda pdf: pdf.Root.Metadata.write(b"<x/>")),
    ("a heading of level 4", lambda pdf: setattr(first(pdf, "/H2"), "S", Name.H4)),
    ("a picture has no alternative text", lambda pdf: setattr(first(pdf, "/H2"), "S", Name.Figure)),
    ("a note has no ID", rename),
    ("is not a language code", lambda pdf: setattr(first(pdf, "/P"), "Lang", String("!"))),
    ("has no text", lambda pdf: link(pdf).__delitem__("/Contents")),
    ("is not part of the tagged text", lambda pdf: link(pdf).__delitem__("/StructParent")),
    (
        "does not follow the text",
        lambda pdf: [p.obj.__delitem__("/Tabs") for p in pdf.pages if "/Annots" in p.obj],
    ),
    (
        "differs from the text that is tagged",
        lambda pdf: pdf.pages[-1].contents_add(b"/P <</MCID 99>> BDC EMC"),
    ),
]


@pytest.mark.parametrize(("complaint", "spoil"), SPOILT, ids=[each[0] for each in SPOILT])
def test_a_spoilt_book_is_reported(complaint: str, spoil: Spoil) -> None:
    with pikepdf.open(io.BytesIO(screen())) as pdf:
        spoil(pdf)
        assert [p.message for p in inaccessible(pdf) if complaint in p.message]


def test_a_book_without_tags_is_reported() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    assert "the screen PDF is not accessible: it is not tagged" in [
        p.message for p in inaccessible(pdf)
    ]


@pytest.mark.artefact
def test_verapdf_finds_nothing(
    tmp_path: Path, verapdf: Callable[[Path, str], dict[str, str]]
) -> None:
    path = tmp_path / "screen.pdf"
    path.write_bytes(screen())
    assert verapdf(path, "ua1") == {}

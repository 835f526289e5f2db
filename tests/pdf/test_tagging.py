"""The structure of a tagged page says what the XHTML meant, and only that."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import weasyprint
from pages import Assets, drawn

from anthology.pdf.engine.tags.stream import tagging

CSS = """@page { size: 300px 300px; margin: 20px }
body { font: 14px serif; hyphens: auto; hyphenate-limit-chars: 6 3 3 }
aside.note { float: footnote } aside.note > p { display: inline }
a.folio::before { content: leader(".") } hr::before { content: "⁂" } img { width: 50px }"""
HEAD = f'<html lang="en"><title>Tags</title><style>{CSS}</style>'

Tree = tuple[str, dict[str, str], list[Any]]


def tagged(body: str) -> bytes:
    html = HEAD + body
    with tagging():
        document = weasyprint.HTML(string=html, base_url="http://test/", url_fetcher=Assets())
        data: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return data


def structure(data: bytes) -> Tree:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return _tree(pdf.Root.StructTreeRoot.K[0])


def _tree(element: pikepdf.Object) -> Tree:
    entries = {
        key[1:]: str(element[key]) for key in ("/Alt", "/Lang", "/ID", "/E") if key in element
    }
    kids = [_tree(kid) for kid in element.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return str(element.S)[1:], entries, kids


def outline(tree: Tree) -> str:
    """The types alone: "Sect(H1 P(Link))"."""
    kind, _, kids = tree
    return f"{kind}({' '.join(map(outline, kids))})" if kids else kind


def types(body: str) -> str:
    return outline(structure(tagged(body)))


def found(tree: Tree, kind: str) -> Iterator[Tree]:
    if tree[0] == kind:
        yield tree
    for kid in tree[2]:
        yield from found(kid, kind)


CONTENTS = (
    '<div class="contents"><ol><li><div><a href="#x">A</a><a class="folio" href="#x">7</a></div>'
    '<ol><li><a href="#x">B</a></ol></ol></div><h1 id="x">X'
)
CALLED = (
    '<section><div>A<span><aside class="note" id="n"><p>N</p></aside></span> b</div><p>C</section>'
)
TABLE = "<table><caption>A</caption><tr><th>B<td>C<tr><td><td>D</table>"
FIGURE = '<figure><img src="rgb.png" alt="A"><figcaption>B</figcaption></figure>'
IN_A_LIST = '<ul><li>A<span><aside class="note" id="n">N</aside></span> b</ul>'
MEANINGS = [
    ("<section><h1>A</h1><p>B <em>c</em> d", "Document(Sect(H1 P))"),
    ("<div>Bare text</div><div>and more", "Document(P P)"),
    ("<blockquote><p>A<p>B</blockquote>", "Document(BlockQuote(P P))"),
    ("<blockquote>A</blockquote>", "Document(BlockQuote(P))"),
    ("<ul><li>A<li><p>B</ul>", "Document(L(LI(Lbl LBody) LI(Lbl LBody(P))))"),
    ("<ul><li>A<ol><li>B</ol></ul>", "Document(L(LI(Lbl LBody(L(LI(Lbl LBody))))))"),
    ("<dl><dt>A<dd>B<dd>C<dt>D<dd>E</dl>", "Document(L(LI(Lbl LBody) LI(Lbl LBody)))"),
    ("<p>A</p><hr><p>B", "Document(P P)"),
    (TABLE, "Document(Table(Caption TBody(TR(TH TD) TR(TD TD))))"),
    (FIGURE, "Document(Div(Figure Caption))"),
    ('<p>A <img src="rgb.png" alt="">', "Document(P)"),
    ('<p>A <img class="formula" src="rgb.png" alt="x^2">', "Document(P(Formula))"),
    (CONTENTS, "Document(TOC(TOCI(Lbl Reference(Link Link) TOC(TOCI(Lbl Link)))) H1)"),
    (CALLED, "Document(Sect(P(Reference) Note(Lbl P) P))"),
    (IN_A_LIST, "Document(L(LI(Lbl LBody(Reference Note(Lbl)))))"),
]


@pytest.mark.parametrize(("body", "expected"), MEANINGS)
def test_elements_become_what_they_mean(body: str, expected: str) -> None:
    assert types(body) == expected


def test_a_paragraph_over_two_pages_is_one() -> None:
    data = tagged(f"<p>{'Many words fill this page. ' * 40}")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) > 1
        (paragraph,) = pdf.Root.StructTreeRoot.K[0].K
        assert len(paragraph.K) == len(pdf.pages)  # one mark a page, not one a line


def test_passages_know_their_language() -> None:
    body = '<p>A <span lang="fr">b</span> <em lang="en">c</em><div lang="de"><p>D</p></div>'
    tree = structure(tagged(body))
    assert outline(tree) == "Document(P(Span) Div(P))"
    assert [entries["Lang"] for _, entries, _ in found(tree, "Span")] == ["fr"]
    assert [entries["Lang"] for _, entries, _ in found(tree, "Div")] == ["de"]


def test_notes_have_ids_pictures_words_and_abbreviations_their_meaning() -> None:
    body = (
        '<div>A<aside class="note" id="s-note-1">N</aside> '
        '<abbr title="Before Noon">BN</abbr></div>'
        '<p><img src="rgb.png" alt="A ramp"></p>'
    )
    tree = structure(tagged(body))
    assert [entries["ID"] for _, entries, _ in found(tree, "Note")] == ["s-note-1"]
    assert [entries["Alt"] for _, entries, _ in found(tree, "Figure")] == ["A ramp"]
    assert [entries["E"] for _, entries, _ in found(tree, "Span")] == ["Before Noon"]


def test_a_picture_stands_where_the_page_shows_it() -> None:
    data = tagged('<p><img src="rgb.png" alt="A" style="vertical-align: top"></p>')
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (figure,) = pdf.Root.StructTreeRoot.K[0].K[0].K
        left, bottom, right, top = (float(side) for side in figure.A.BBox)
    assert [left, right - left, top - bottom] == pytest.approx([21, 37.5, 28.125])
    assert 180 < top < 211  # points from the foot of a page of 225, below margins of 15


def test_heads_that_a_table_repeats_are_left_out() -> None:
    rows = "<tr><td>row" * 40
    data = tagged(f"<table><thead><tr><th>Head</thead>{rows}</table>")
    assert types_of_heads(data) == 1
    assert drawn(data).count("/Artifact") >= 1


def types_of_heads(data: bytes) -> int:
    return sum(1 for _ in found(structure(data), "TH"))


def test_a_divided_word_is_read_whole() -> None:
    data = tagged("<p>Incomprehensibilities characterise internationalisation everywhere.")
    text = drawn(data)
    assert "/ActualText" in text
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spans = [
            str(instruction.operands[1].ActualText)
            for page in pdf.pages
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) == "BDC" and "/ActualText" in instruction.operands[1]
        ]
    assert spans
    assert all(span.endswith("\u00ad") for span in spans)
    assert not any("\u2010" in span for span in spans)


def test_a_link_is_called_by_its_words_once() -> None:
    body = '<p>See <a href="https://example.org">the long list of all the works named here</a>.'
    with pikepdf.open(io.BytesIO(tagged(body))) as pdf:
        annotations = list(pdf.pages[0].Annots)
        assert len(annotations) > 1  # it takes two lines
        assert {str(a.Contents) for a in annotations} == {
            "the long list of all the works named here"
        }
    assert types(body) == "Document(P(Link))"


PICTURE = '<img src="rgb.jpg" alt="{}">'


@pytest.mark.parametrize(
    ("inside", "contents"),
    [
        (PICTURE.format("A ship"), ["A ship"]),
        (PICTURE.format(""), ["https://e.org/"]),
        (PICTURE.format("One") + " " + PICTURE.format("Two"), ["One Two"] * 2),
        (PICTURE.format("A ship") + " at sea", ["A ship at sea"] * 2),
        ("<em>All</em> <b>of <i>it</i></b>", ["All of it"]),
        ('<abbr title="World Wide Web">WWW</abbr>', ["WWW"]),
        ('<span lang="fr">mots</span>', ["mots"]),
    ],
)
def test_a_link_around_a_picture_or_marked_words_says_what_it_is(
    inside: str, contents: list[str]
) -> None:
    link = f'<a href="https://e.org/">{inside}</a>'
    body = f"<p>See {link}.<h2>{link}"
    with pikepdf.open(io.BytesIO(tagged(body))) as pdf:
        assert [str(a.Contents) for a in pdf.pages[0].Annots] == 2 * contents


def test_a_leader_is_no_link_of_its_own() -> None:
    data = tagged('<p id="x"><a class="folio" href="#x">7</a>')
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages[0].Annots) == 1


def test_every_mark_leads_to_its_element_and_back() -> None:
    body = '<h1>A</h1><p style="opacity:.5">B <em>c</em></p><ul><li>D</ul>' + "<p>Fill. " * 40
    with pikepdf.open(io.BytesIO(tagged(body))) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        tree = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
        for page in pdf.pages:
            owners = tree[int(page.obj.StructParents)]
            marks = {
                int(instruction.operands[1].MCID)
                for instruction in pikepdf.parse_content_stream(page)
                if str(instruction.operator) == "BDC" and "/MCID" in instruction.operands[1]
            }
            assert marks == {i for i, owner in enumerate(owners) if owner is not None}


def test_weasyprint_is_itself_again_afterwards() -> None:
    before = weasyprint.pdf.add_tags, weasyprint.pdf.Stream
    with tagging():
        assert weasyprint.pdf.add_tags is not before[0]
    assert (weasyprint.pdf.add_tags, weasyprint.pdf.Stream) == before


@pytest.mark.artefact
def test_verapdf_finds_nothing(
    tmp_path: Path, verapdf: Callable[[Path, str], dict[str, str]]
) -> None:
    body = (
        '<section><h1>A</h1><div>B<span><aside class="note" id="n"><p>N</p></aside></span> c '
        '<a href="https://example.org">link</a> and <a href="#n">inside</a></div>'
        '<h2>C</h2><ul><li>D<ol><li>E</ol></ul><dl><dt>F<dd>G</dl><p lang="fr">Bonjour'
        '<figure><img src="rgb.png" alt="H"><figcaption>I</figcaption></figure>'
        '<img src="drawing.svg" alt="J"><p style="opacity:.5">Half.</p>'
        f"<table><caption>K</caption><thead><tr><th>L<th>M</thead>{'<tr><td>N<td>O' * 30}</table>"
        '<div class="contents"><ol><li><div><a href="#n">P</a><a class="folio" href="#n">7</a>'
        "</div><ol><li><div>Q</div></ol></ol></div></section>"
    )
    path = tmp_path / "tagged.pdf"
    path.write_bytes(tagged(body))
    assert verapdf(path, "ua1") == {}

"""What becomes of a section: page marks, notes, files of a bearable size."""

from __future__ import annotations

import re
from dataclasses import replace

import nasty_book
import pytest
from lxml import etree
from lxml.etree import _Element as Element

from anthology.edition import Edition, PageStart, Section
from anthology.epub import xhtml
from anthology.epub.content import documents, page_list, split
from anthology.epub.labels import labels_of

COUNTED = re.compile("[\\s\u00ad]+")


def section(inner: str, **fields: object) -> Section:
    source = f'<section id="s" class="review">{inner}</section>'
    return replace(Section("s", "review", "body", "S", source), **fields)  # type: ignore[arg-type]


def document(one: Section, *starts: PageStart) -> Element:
    edition = Edition("epub", (one,), "")
    return documents.documents(edition, {"s": starts}, labels_of("en"), "Book")[0].root


def inner(root: Element) -> str:
    """The document's body as text, page marks shown as [label]."""
    for mark in root.iter(xhtml.tag("span")):
        if mark.get("role") == "doc-pagebreak":
            mark.text = f"[{(mark.get('id') or '').removeprefix('page-')}]"
    return "".join(str(part) for part in xhtml.body_of(root).itertext()).strip()


def test_a_mark_is_before_the_first_character_of_its_page() -> None:
    marked = document(section("<p>abc d<em>ef</em>.</p>"), PageStart("7", 0), PageStart("8", 3))
    assert inner(marked) == "[7]abc [8]def."


def test_notes_calls_folios_spaces_and_soft_hyphens_do_not_count() -> None:
    body = (
        '<p>a\u00adb <a class="note-call" id="s-ref-1" href="#s-note-1">1</a>'
        '<a class="folio" href="#s">99</a> cd ef</p><section class="notes">'
        '<aside class="note" id="s-note-1"><p>xyz</p></aside></section>'
    )
    marked = document(section(body), PageStart("1", 0), PageStart("2", 4))
    assert "cd [2]ef" in inner(marked)


def test_a_word_broken_over_two_pages_stays_whole() -> None:
    marked = document(section("<p>dura\u00adble goods</p>"), PageStart("2", 4))
    assert inner(marked) == "dura\u00adble[2] goods"


def test_scripts_without_spaces_are_marked_at_the_character() -> None:
    assert inner(document(section("<p>七人の侍</p>"), PageStart("2", 2))) == "七人[2]の侍"


def test_every_mark_is_where_it_was_counted() -> None:
    one = nasty_book.sections()[4]
    plain = document(section(one.xhtml))
    for drop in [
        *xhtml.of_class(plain, "section", "notes"),
        *xhtml.of_class(plain, "a", "note-call"),
    ]:
        xhtml.drop(drop)
    letters = COUNTED.sub("", inner(plain))
    for offset in range(1, len(letters)):
        root = document(section(one.xhtml), PageStart("9", offset))
        for drop in [
            *xhtml.of_class(root, "section", "notes"),
            *xhtml.of_class(root, "a", "note-call"),
        ]:
            xhtml.drop(drop)
        before, _, after = COUNTED.sub("", inner(root)).partition("[9]")
        assert before + after == letters
        moved = len(before) - offset
        assert moved >= 0
        assert letters[offset : offset + moved].isalnum() or moved == 0


def test_pages_without_a_number_are_not_listed() -> None:
    found = documents.documents(
        Edition("epub", (section("<p>ab</p>"),), ""),
        {"s": (PageStart("", 0), PageStart("xii", 1), PageStart("A.1", 9))},
        labels_of("en"),
        "Book",
    )
    assert [(page.label, page.id) for page in found[0].page_breaks] == [
        ("xii", "page-xii"),
        ("A.1", "page-A_2e1"),
    ]


def test_a_note_called_twice_leads_back_to_both_calls() -> None:
    root = document(section(nasty_book.ONE.replace("review-one", "s")))
    note = next(xhtml.of_class(root, "aside", "note"))
    back = [link.get("href") for link in note.iter(xhtml.tag("a"))]
    assert back == ["#s-ref-1", "#s-ref-1-2"]
    calls = list(xhtml.of_class(root, "a", "note-call"))
    assert {call.get(xhtml.EPUB_TYPE) for call in calls} == {"noteref"}


def many(count: int) -> str:
    blocks = "".join(
        f'<h2 id="s-h{n}">H{n}</h2><p id="s-p{n}">Text {n}<a class="note-call" id="s-ref-{n}" '
        f'href="#s-note-{n}">{n}</a> {"word " * 20}</p>'
        for n in range(count)
    )
    notes = "".join(
        f'<aside class="note" id="s-note-{n}"><p>Note {n}</p></aside>' for n in range(count)
    )
    return f'<h1>S</h1><div class="body">{blocks}</div><section class="notes">{notes}</section>'


@pytest.fixture
def pieces() -> list[Element]:
    root = xhtml.parse(xhtml.document(xhtml.Head("S", "en"), section(many(200)).xhtml))
    return split.by_size(root, 1_000_000, limit=8_000)


def test_a_big_section_is_cut_into_small_documents(pieces: list[Element]) -> None:
    assert len(pieces) > 3
    assert max(len(xhtml.serialised(piece)) for piece in pieces) < 10_000
    assert b"ns0" not in b"".join(map(xhtml.serialised, pieces))


def test_no_id_and_no_word_is_lost_or_doubled_by_the_cut(pieces: list[Element]) -> None:
    whole = xhtml.parse(xhtml.document(xhtml.Head("S", "en"), section(many(200)).xhtml))
    ids = [id_ for piece in pieces for id_ in documents.ids(piece)]
    assert sorted(ids) == sorted(documents.ids(whole))
    words = sorted(word for piece in pieces for word in words_of(piece))
    assert words == sorted(words_of(whole))


def words_of(root: Element) -> list[str]:
    return " ".join(str(part) for part in xhtml.body_of(root).itertext()).split()


def test_notes_go_with_their_calls_and_headings_with_their_text(pieces: list[Element]) -> None:
    for piece in pieces:
        calls = {call.get("href") for call in xhtml.of_class(piece, "a", "note-call")}
        notes = {f"#{note.get('id')}" for note in xhtml.of_class(piece, "aside", "note")}
        assert calls == notes
        blocks = [e for e in piece.iter() if xhtml.local_name(e) in {"p", "h2"}]
        own = [
            e for e in blocks if not any(xhtml.local_name(a) == "aside" for a in e.iterancestors())
        ]
        assert xhtml.local_name(own[-1]) == "p"


def test_a_list_that_is_cut_counts_on() -> None:
    items = "".join(f"<li>{'word ' * 100}</li>" for _ in range(30))
    source = section(f"<h1>S</h1><ol>{items}</ol>").xhtml
    root = xhtml.parse(xhtml.document(xhtml.Head("S", "en"), source))
    lists = [piece.find(f".//{xhtml.tag('ol')}") for piece in split.by_size(root, 10**6, 4_000)]
    starts = [int(found.get("start") or 1) for found in lists if found is not None]
    sizes = [len(found) for found in lists if found is not None]
    assert starts == [1 + sum(sizes[:n]) for n in range(len(sizes))]
    assert sum(sizes) == 30


def test_page_ids_are_ids() -> None:
    for label in ("xii", "12", "A-1", "٣"):
        etree.fromstring(f'<a xmlns="x" id="{page_list.page_id(label)}"/>')
        assert re.fullmatch(r"[A-Za-z][\w-]*", page_list.page_id(label), re.ASCII)


def test_a_labelled_spoiler_is_folded_and_page_marks_do_not_count_its_label() -> None:
    body = '<p>ab</p><div class="spoiler" data-summary="Spoiler"><p>cd</p><p>ef</p></div>'
    marked = document(section(body), PageStart("1", 0), PageStart("2", 4))
    folded = next(marked.iter(xhtml.tag("details")))
    assert (folded.get("class"), folded.get("data-summary")) == ("spoiler", None)
    assert [xhtml.local_name(child) for child in folded] == ["summary", "p", "p"]
    assert inner(marked) == "[1]abSpoilercd[2]ef"


def test_a_spoiler_without_label_stays_open() -> None:
    marked = document(section('<div class="spoiler"><p>ab</p></div>'))
    assert not list(marked.iter(xhtml.tag("details")))


@pytest.mark.parametrize(
    "value",
    ['a onerror = "x" of javascript:y', "a ONLOAD=", "vbscript:x", "JAVA\u017fCRIPT:"],
)
def test_words_in_attributes_look_like_no_script_and_stay_the_same(value: str) -> None:
    root = xhtml.parse(f'<html xmlns="{xhtml.XHTML}"><p>a onclick=b</p></html>')
    root[0].set("title", value)
    data = xhtml.serialised(root)
    tags = b"".join(re.findall(rb"<[^>]*>", data)).lower()
    assert not re.search(r"\son\w+\s*=|(java|vb)script:", tags.decode(), re.IGNORECASE)
    assert xhtml.parse(data.decode().partition("?>")[2])[0].get("title") == value

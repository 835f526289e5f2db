"""Markdown and HTML as bodies: structure, notes, marks, tags of site generators."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from anthology.config import LimitsTable
from anthology.load.formats import read as texts
from anthology.load.formats.markdown import EXTENSIONS, Marks, to_html
from anthology.load.formats.markdown_code import without_code
from anthology.load.formats.markdown_notes import Notes
from anthology.load.formats.markdown_tidy import tidied
from anthology.load.formats.read import Text
from anthology.load.header.front_matter import split

ROOT = Path(__file__).parents[2]


def read(source: str, title: str = "", path: str = "a.md") -> Text:
    return texts.read(split(source, path), title, LimitsTable())


def xhtml(source: str, title: str = "", path: str = "a.md") -> str:
    return re.sub(r">\s+<", "><", read(source, title, path).finished.body.xhtml)


def reported(text: Text) -> list[tuple[int, str]]:
    return [(p.place.line, p.message) for p in text.problems]


class TestHeadings:
    def test_levels_start_at_two_without_a_jump(self) -> None:
        body = read("### A\n\n##### B\n\n### C\n\n# D\n\n#### E").finished.body
        assert [(h.level, h.text) for h in body.headings] == [
            (2, "A"), (3, "B"), (2, "C"), (2, "D"), (3, "E"),
        ]  # fmt: skip
        assert len({h.id for h in body.headings}) == 5
        assert all(f'id="{h.id}"' in body.xhtml for h in body.headings)

    def test_a_heading_that_says_the_title_is_not_repeated(self) -> None:
        body = read("# The *Wire*!\n\nText.", "The Wire").finished.body
        assert body.headings == ()
        assert "Wire" not in body.xhtml

    def test_a_leading_heading_is_the_title_where_there_is_none(self) -> None:
        finished = read("# The Wire\n\n## Part\n\nText.").finished
        assert finished.first_heading == "The Wire"
        assert [h.text for h in finished.body.headings] == ["Part"]

    def test_another_title_keeps_the_heading(self) -> None:
        finished = read("# Part One\n\nText.", "The Wire").finished
        assert finished.first_heading == ""
        assert [h.text for h in finished.body.headings] == ["Part One"]

    @pytest.mark.parametrize(
        ("heading", "name"),
        [
            ("The end[^1] of *it*", "The end of it"),
            ("[^1]Both[^1] ends[^1]", "Both ends"),
            ("*All of it[^1]*", "All of it"),
            ("![A ship](s.jpg)", "A ship"),
            ("[![A ship](s.jpg)](http://e.org) at sea", "at sea"),
            ("The <ruby>base<rt>reading</rt></ruby>", "The base (reading)"),
            ("<ruby>base<rp>[</rp><rt>reading</rt><rp>]</rp></ruby>", "base[reading]"),
        ],
    )
    def test_is_named_by_its_words_alone(self, heading: str, name: str) -> None:
        body = read(f"Text.\n\n## {heading}\n\n[^1]: A note.").finished.body
        assert [h.text for h in body.headings] == [name]
        assert ("note-call" in body.xhtml) == ("[^1]" in heading)

    def test_a_title_loses_no_picture(self) -> None:
        finished = read("# The [![sea](s.jpg)](http://e.org) Wire ![](t.jpg)\n\nText.").finished
        assert finished.first_heading == "The Wire"
        assert re.findall('src="[^"]*"', finished.body.xhtml) == [
            'src="pictures/@0"', 'src="pictures/@1"'
        ]  # fmt: skip
        assert '<figure><a href="http://e.org"><img' in finished.body.xhtml
        assert read("# ![The sea](s.jpg)\n\nText.").finished.first_heading == ""

    @pytest.mark.parametrize(
        ("source", "breaks"),
        [
            ("Story: 8/10\nSound: 7/10\nIn all: good", 2),
            ("🎬 **Director**: Ida Moor\n🎬 *Year*: 1999", 1),
            ("Story: 8/10\nand so on.", 0),
            ("Story: 8/10", 0),
            (f"Story: {'long ' * 20}\nSound: 7/10", 0),
            ("See http://e.org/\nhttps://e.org", 0),
        ],
    )
    def test_lines_with_labels_stay_lines(self, source: str, breaks: int) -> None:
        assert to_html(source).count("<br />") == breaks

    def test_a_hash_without_a_blank_is_a_word(self) -> None:
        assert xhtml("#1 in a series\n\n#hashtag") == "<p>#1 in a series</p><p>#hashtag</p>"


class TestNotes:
    def test_a_note_called_twice_has_two_calls_of_one_number(self) -> None:
        body = xhtml("One[^b], two[^a], one again[^b].\n\n[^a]: Note A.\n[^b]: Note B.")
        assert re.findall(r'<a class="note-call" href="(.*?)" id="(.*?)">(\d)</a>', body) == [
            ("#note-1", "ref-1", "1"), ("#note-2", "ref-2", "2"), ("#note-1", "ref-1-2", "1"),
        ]  # fmt: skip
        assert body.endswith(
            '<section class="notes"><aside class="note" id="note-1"><p>Note B.</p></aside>'
            '<aside class="note" id="note-2"><p>Note A.</p></aside></section>'
        )

    def test_a_note_that_nothing_calls_is_kept_and_told(self) -> None:
        text = read("One[^a].\n\n[^b]: Nobody calls me.\n[^a]: Note A.")
        assert "Nobody calls me." in text.finished.body.xhtml
        ((line, message),) = reported(text)
        assert line == 3
        assert "no mark in the text calls the note “Nobody calls me." in message

    def test_a_note_that_the_title_calls_is_kept_and_reported(self) -> None:
        text = read("# The Wire[^1]\n\nText.[^2]\n\n[^1]: Of the title.\n[^2]: Of the text.")
        assert text.finished.first_heading == "The Wire"
        body = re.sub(r">\s+<", "><", text.finished.body.xhtml)
        assert re.findall('id="(note-.)"><p>(.*?)</p>', body) == [
            ("note-1", "Of the text."), ("note-2", "Of the title."),
        ]  # fmt: skip
        assert reported(text) == [
            (5, "the title calls the note “Of the title. …”; a title has no notes")
        ]

    def test_a_call_of_nothing_is_told(self) -> None:
        text = read("One.\n\nTwo[^x].")
        assert "[^x]" in text.finished.body.xhtml
        assert reported(text) == [(3, "the note [^x] is called here and written nowhere")]

    def test_a_label_written_twice_loses_no_word(self) -> None:
        text = read("One[^a].\n\n[^a]: First.\n\n[^a]: Second.")
        assert "First." in text.finished.body.xhtml
        assert "Second." in text.finished.body.xhtml
        assert (5, "the note [^a] is written twice; first in line 3") in reported(text)

    def test_a_converter_keeps_nothing_of_the_text_before(self) -> None:
        read("One[^a]. The HTML.\n\n[^a]: Note A.\n\n*[HTML]: Markup\n\n[x]: https://example.org/")
        after = xhtml("Two[^a]. The HTML. [x]")
        assert after == "<p>Two[^a]. The HTML. [x]</p>"

    def test_notes_hold_paragraphs(self) -> None:
        body = xhtml("One[^a].\n\n[^a]: First.\n\n    Second *here*.\n\nAfter.")
        assert (
            '<aside class="note" id="note-1"><p>First.</p><p>Second <em>here</em>.</p></aside>'
            in body
        )
        assert body.index("After.") < body.index("First.")


class TestLists:
    @pytest.mark.parametrize("step", [2, 3, 4])
    def test_nested_by_any_indent(self, step: int) -> None:
        lines = [f"{' ' * step * level}- {word}" for level, word in enumerate(["a", "b", "c"])]
        expected = "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"
        assert re.sub(r"\s", "", xhtml("\n".join([*lines, "- d"]))) == expected

    def test_right_after_a_paragraph(self) -> None:
        assert xhtml("Text:\n- a\n- b") == "<p>Text:</p><ul><li>a</li><li>b</li></ul>"

    def test_a_year_at_the_start_of_a_line_is_no_list(self) -> None:
        assert "<ol" not in xhtml("It was in\n1999. So it was.")

    def test_a_heading_ends_a_list(self) -> None:
        assert xhtml("- a\n# B\ntext").startswith("<ul><li>a</li></ul><h2")

    def test_code_inside_an_item(self) -> None:
        body = read("- a\n  ```\n  - code\n    *more*\n  ```\n- b").finished.body.xhtml
        assert "- code\n  *more*" in body
        assert body.count("<li>") == 2


def test_tables_definitions_abbreviations_and_strokes() -> None:
    body = xhtml(
        "| a | b |\n|---|:-:|\n| 1 | 2 |\n\nTerm\n: Meaning\n\n"
        "The HTML is ~~not~~.\n\n*[HTML]: Hyper"
    )
    assert "<td" in body
    assert "<dl><dt>Term</dt><dd>Meaning</dd></dl>" in body
    assert '<abbr title="Hyper">HTML</abbr>' in body
    assert "<del>not</del>" in body


def test_words_in_braces_stay_and_attributes_are_taken() -> None:
    body = xhtml("## Set {A}\n\n## Own {#own}\n\n*x*{word} {{curly}} {% percent %}")
    assert "Set {A}" in body
    assert 'id="own"' in body
    assert "<em>x</em>{word} {{curly}} {% percent %}" in body


def test_a_label_and_a_word_are_no_link_address() -> None:
    assert xhtml("[Spoiler]: everybody") == "<p>[Spoiler]: everybody</p>"


def test_a_note_that_a_note_calls_follows_it() -> None:
    html = xhtml("Text[^b].\n\n[^a]: Lone [^c]\n[^b]: First [^d]\n[^c]: Of a note.\n[^d]: Second.")
    notes = re.findall(r'id="(note-\d)">\s*<p>(\w+)', html)
    assert notes == [
        ("note-1", "First"),
        ("note-2", "Second"),
        ("note-3", "Of"),
        ("note-4", "Lone"),
    ]
    assert re.findall(r">(\d)</a>", html) == ["1", "2", "3"]
    assert re.findall(r'href="#note-(\d)"', html) == ["1", "2", "3"]


@pytest.mark.parametrize(
    "source",
    [
        "A {spoiler}he *dies*{/spoiler} B",
        "A <spoiler>he *dies*</spoiler> B",
        "A [he *dies*]{.spoiler} B",
    ],
)
def test_a_spoiler_in_a_line(source: str) -> None:
    assert xhtml(source) == '<p>A <span class="spoiler">he <em>dies</em></span> B</p>'


def test_a_spoiler_of_paragraphs() -> None:
    body = xhtml("Before.\n\n{spoiler}\nHe *dies*.\n\nTwice.\n{/spoiler}\n\nAfter.")
    assert '<div class="spoiler"><p>He <em>dies</em>.</p><p>Twice.</p></div><p>After.</p>' in body


def test_an_open_spoiler_is_told() -> None:
    ((line, message),) = reported(read("Before.\n\n{spoiler}\n\nHe dies."))
    assert line == 3
    assert "1 spoilers are opened" in message


def test_index_marks() -> None:
    body = xhtml('[Romero]{.index entry="Directors!Romero"} and [zombies]{.index}.')
    assert body == (
        '<p><span class="index" data-entry="Directors!Romero" id="mark-1">Romero</span> and '
        '<span class="index" data-entry="zombies" id="mark-2">zombies</span>.</p>'
    )


def test_tags_of_site_generators_go_and_are_told() -> None:
    text = read(
        'One {{< subscribe >}}\n\n{% include x %}\n\n{{<notice type="x">}}\nInside.\n{{</notice>}}'
    )
    assert [line for line, _ in reported(text)] == [1, 3, 5]
    body = text.finished.body.xhtml
    assert "{" not in body
    assert "One" in body
    assert "Inside." in body


def test_a_picture_of_a_site_generator_is_a_picture() -> None:
    text = read('{{<img src="a.png" alt="An alt" caption="Words.">}}')
    assert [(p.src, p.line) for p in text.pictures] == [("a.png", 1)]
    assert 'alt="An alt"' in text.finished.body.xhtml
    assert "<figcaption>Words.</figcaption>" in text.finished.body.xhtml


def test_code_keeps_its_tags() -> None:
    source = "`{{< x >}}`\n\n```\n{{< y >}}\n{spoiler}\n- a\n  - b\n```"
    text = read(source)
    assert "{{&lt; x &gt;}}" in text.finished.body.xhtml
    assert "{{&lt; y &gt;}}\n{spoiler}\n- a\n  - b" in text.finished.body.xhtml


def test_pictures_keep_their_order_and_lines() -> None:
    text = read("---\ntitle: T\n---\n\n![one](a.png)\n\n![two](my pic.png)\n\n<img src='c.png'>")
    assert [(p.src.replace("%20", " "), p.line) for p in text.pictures] == [
        ("a.png", 5), ("my pic.png", 7), ("c.png", 9),
    ]  # fmt: skip
    assert re.findall(r'src="(.*?)"', text.finished.body.xhtml) == [
        "pictures/@0", "pictures/@1", "pictures/@2",
    ]  # fmt: skip


class TestHtml:
    def test_the_article_of_a_page_with_its_title(self) -> None:
        text = read(
            "<!DOCTYPE html><html lang=de><head><title>Der Titel &amp; mehr</title></head><body>"
            "<nav>Menu</nav><article><h1>Der Titel &amp; mehr</h1><p>Text.</p></article></body>",
            path="a.html",
        )
        assert text.title == "Der Titel & mehr"
        assert text.language == "de"
        assert text.finished.body.xhtml == "<p>Text.</p>"

    def test_a_body_and_a_fragment(self) -> None:
        assert xhtml("<html><body><p>Text.</p></body></html>", path="a.html") == "<p>Text.</p>"
        assert xhtml("<p>Text.</p><p>More.", path="a.htm") == "<p>Text.</p><p>More.</p>"

    def test_spoilers_of_the_element(self) -> None:
        body = xhtml("<p>A <spoiler>dies</spoiler>.</p>", path="a.html")
        assert body == '<p>A <span class="spoiler">dies</span>.</p>'


def test_words_are_counted() -> None:
    assert read("One two — three.\n\n- four").finished.body.words == 4
    assert read("日本語").finished.body.words >= 3


class TestLineBreaks:
    def test_a_backslash_at_the_end_breaks_the_line(self) -> None:
        assert xhtml("a \\\nb\n \\\nc") == "<p>a<br/>\nb<br/>\nc</p>"

    def test_a_backslash_inside_is_one(self) -> None:
        assert xhtml(r"C:\temp\x, \*star\*") == r"<p>C:\temp\x, *star*</p>"


def test_the_shorter_inline_pass_changes_nothing() -> None:
    """What skips the patterns that cannot match gives the same as Python-Markdown itself."""
    source = MIXED + "".join(p.read_text("utf-8") for p in sorted(ROOT.glob("*.md")))
    whole = Markdown(extensions=[*EXTENSIONS, Notes(), Marks()], output_format="xhtml")
    whole.treeprocessors.register(InlineProcessor(whole), "inline", 20)
    text, code = without_code(source)
    assert to_html(source) == code.put_back(whole.convert(tidied(text, code)))


MIXED = """
Plain. *em* **strong** _em_ `code` [a](b) ![c](d) [e][f] <https://example.org> <a@example.org>
&amp; & \\*esc\\* ~~del~~ [x]{.index} <b>html</b> two\u0020\u0020
lines[^1] AT&T a_b_c ![g][f] [f]

[f]: https://example.org/f
[^1]: Note *one*.
"""


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            '<p>One<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>.</p>'
            '<div class="footnote"><hr><ol><li id="fn:1"><p>Note A.&nbsp;<a'
            ' class="footnote-backref" href="#fnref:1">↩</a></p></li></ol></div>',
            id="kramdown",
        ),
        pytest.param(
            '<p>One<a href="#fn1" class="footnote-ref" id="fnref1"><sup>1</sup></a>.</p>'
            '<section class="footnotes"><hr><ol><li id="fn1"><p>Note A.<a href="#fnref1">↩︎</a></p>'
            "</li></ol></section>",
            id="pandoc",
        ),
        pytest.param(
            '<p>One<sup><a id="r1" href="#n1">1</a></sup>.</p>'
            '<ol><li id="n1">Note A. <a href="#r1">back</a></li></ol>',
            id="by hand",
        ),
    ],
)
def test_notes_of_pages_become_notes(source: str) -> None:
    body = re.sub(r"</?span>", "", xhtml(source, path="a.html"))
    assert body == (
        '<p>One<a class="note-call" href="#note-1" id="ref-1">1</a>.</p><section class="notes">'
        '<aside class="note" id="note-1"><p>Note A.</p></aside></section>'
    )


def test_a_list_with_links_to_its_items_is_no_list_of_notes() -> None:
    body = xhtml('<p><a href="#a">A</a></p><ol><li id="a">Item</li></ol>', path="a.html")
    assert '<ol><li id="a">Item</li></ol>' in body


def test_index_marks_may_see_another_entry() -> None:
    body = xhtml('[zombies]{.index see="undead"}')
    assert 'data-entry="zombies" data-see="undead"' in body


def test_a_title_is_found_in_the_boxes_of_a_page_and_said_once() -> None:
    text = read(
        "<html><head><title>The Wire</title></head><article><header><h1>The Wire</h1></header>"
        "<h3>The Wire</h3><p>Text.</p></article></html>",
        path="a.html",
    )
    assert text.finished.body.xhtml.strip() == "<p>Text.</p>"


@pytest.mark.parametrize(
    ("source", "link"),
    [
        ("[Closer]([url](https://x.org/Closer_(film)))",
         '<a href="https://x.org/Closer_(film)">Closer</a>'),
        ("[Closer]([](https://x.org/a))", '<a href="https://x.org/a">Closer</a>'),
        ("[Closer]([Closer](https://x.org/a))", '<a href="https://x.org/a">Closer</a>'),
        ("[a film]([https://x.org/a](https://x.org/a))", '<a href="https://x.org/a">a film</a>'),
        ("[Closer]([a film](https://x.org/a))", '<a href="https://x.org/a">Closer (a film)</a>'),
    ],
)  # fmt: skip
def test_a_link_pasted_into_a_link_is_one(source: str, link: str) -> None:
    found = read(f"See {source}.")
    assert f"See {link}." in found.finished.body.xhtml
    assert reported(found) == []

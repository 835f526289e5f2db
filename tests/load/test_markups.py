"""Org, MDX, notebooks, what pandoc reads, and what cannot be read."""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest
import word_files

from anthology.book import Review
from anthology.cache import Cache
from anthology.config import Settings
from anthology.load import Loaded, MemoryFiles, formats, load
from anthology.load.formats.markups import pandoc
from anthology.load.project.model import left_out_in_short
from anthology.pool import Pool
from anthology.report import Severity, grouped

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "csv_rows.py"


def loaded(files: dict[str, str | bytes]) -> Loaded:
    given = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
    with Pool(0) as pool:
        return load(MemoryFiles(given), Settings(), pool, Cache(None))


def review(name: str, text: str | bytes) -> Review:
    """The review that a file becomes without a warning."""
    found = loaded({name: text})
    assert [str(p) for p in found.problems if p.severity] == []
    return found.reviews[0]


def body(name: str, text: str | bytes) -> str:
    return review(name, text).body.xhtml


def words(problems: Loaded, severity: Severity) -> list[str]:
    return [p.message for p in problems.problems if p.severity is severity]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("A /quiet/, *bold* film.", "<p>A <em>quiet</em>, <strong>bold</strong> film.</p>"),
        ("=a*b= and ~c_d~", "<p><code>a*b</code> and <code>c_d</code></p>"),
        ("+out+ and _under_", "<p><del>out</del> and <u>under</u></p>"),
        ("2*3*4, a_b_c, 1/2/3", "<p>2*3*4, a_b_c, 1/2/3</p>"),
        ("/one\nline/ more", "<p><em>one\nline</em> more</p>"),
        ("/a *b* c/", "<p><em>a <strong>b</strong> c</em></p>"),
        ("<b> & `tick'", "<p>&lt;b&gt; &amp; `tick'</p>"),
        ("[[https://e.org/a_b][the *page*]]", '<a href="https://e.org/a_b">the <strong>page'),
        ("[[https://e.org/a_b_c]]", '<a href="https://e.org/a_b_c">https://e.org/a_b_c</a>'),
        ("https://e.org/_a_/b", ">https://e.org/_a_/b</a>"),
        ("[[file:b.org][it]]", '<a href="b.org">it</a>'),
        ("[[id:8a7f][it]] [[*Part two][there]]", "<p>it there</p>"),
        ("H_{2}O and m^{2}", "H<sub>2</sub>O and m<sup>2</sup>"),
        ("Seen <2024-05-17 Fri 20:00>.", "<p>Seen 2024-05-17.</p>"),
        ("one\\\\\ntwo", "<p>one<br/>\ntwo</p>"),
        ("* DONE [#A] Part :tag:\nText", "Part</h"),
        ("** Part\n:PROPERTIES:\n:ID: 7\n:END:\nText", "<p>Text</p>"),
        ("* Part\nCLOSED: [2024-05-17 Fri]\nText", "<p>Text</p>"),
        ("Text\n\n# silent\n#+NAME: x\nMore", "<p>More</p>"),
        ("- one\n- two\n  - three\n1. four", "<li>three</li>\n</ul>\n</li>\n</ul>\n<ol>"),
        ("- Term :: meaning", "<strong>Term</strong>: meaning"),
        ("- [X] done", "<li>done</li>"),
        ("#+BEGIN_QUOTE\n/Words/ of\nher.\n#+END_QUOTE", "<p><em>Words</em> of\nher.</p>\n</bl"),
        ("#+begin_verse\nA\nB\n#+end_verse", '<p class="verse">A<br/>\nB<br/></p>'),
        ("#+BEGIN_SRC c\n*x = /y/;\n#+END_SRC", "<pre><code>*x = /y/;\n</code></pre>"),
        ("#+BEGIN_SPOILER\nHe dies.\n#+END_SPOILER", 'class="spoiler"'),
        ("| a | /b/ |\n|---+---|\n| 1 | 2 |", "<th><em>b</em></th>"),
        ("|---|\n| a |\n| 1 |\n|---|\n| 2 |", "<td>2</td>"),
        ("A.[fn:1] B.[fn:: /In/ line.]\n\n[fn:1] The note.", "<em>In</em> line."),
    ],
)
def test_org(text: str, html: str) -> None:
    assert html in body("a.org", f"Words.\n\n{text}\n")


def test_the_header_of_an_org_file() -> None:
    text = (
        "#+TITLE: Slow Water\n#+reviewer: Ada Moor\n#+DATE: <2024-05-17 Fri>\n#+RATING: 4/5\n"
        "#+FILETAGS: :film:slow_cinema:\n#+OPTIONS: toc:nil\n\nWords.\n"
    )
    found = review("a.org", text)
    assert (found.title, str(found.date), found.subjects) == (
        "Slow Water", "2024-05-17", ("film", "slow cinema"),
    )  # fmt: skip
    assert found.rating is not None
    assert found.rating.as_written == "4/5"
    assert found.reviewers[0].name == "Ada Moor"


def test_the_drawer_of_a_captured_note_is_its_header() -> None:
    text = (
        "* Slow Water :film:\n:PROPERTIES:\n:ID: 7\n:RATING: 4/5\n:END:\nWords.\n** Part\nMore.\n"
    )
    found = review("a.org", text)
    assert found.title == "Slow Water"
    assert found.rating is not None
    assert (found.rating.as_written, found.rating.place.line) == ("4/5", 4)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("import A from './a'\n\nWords.", "<p>Words.</p>"),
        ("import {\n  A,\n  B\n} from './a'\nexport const x = 1\n\nWords.", "<p>Words.</p>"),
        ("import duties rose.", "<p>import duties rose.</p>"),
        ("export of grain fell.", "<p>export of grain fell.</p>"),
        ("A{/* silent */} b {'text'}.", "<p>A b text.</p>"),
        ("`<Foo/> {x}`", "<p><code>&lt;Foo/&gt; {x}</code></p>"),
        ("```jsx\n<A b={1} />\nimport x from 'y'\n```", "&lt;A b={1} /&gt;\nimport x from 'y'"),
        ("<div className='verse' style={{a: {b: 1}}}>A</div>", '<div class="verse">A</div>'),
        ("{spoiler}\n\nHe dies.\n\n{/spoiler}", 'class="spoiler"'),
        ("A paragraph.\n{: .verse}", '<p class="verse">A paragraph.</p>'),
        ("<>\n\nWords.\n\n</>", "<p>Words.</p>"),
        ("1 < 2 and 3 > 2", "<p>1 &lt; 2 and 3 &gt; 2</p>"),
    ],
)
def test_mdx(text: str, html: str) -> None:
    assert html in loaded({"a.mdx": text}).reviews[0].body.xhtml


@pytest.mark.parametrize(
    ("text", "html", "warned"),
    [
        ("A <Rating value={4} max={{a: 5}} /> b.", "<p>A  b.</p>", "components"),
        ("<Aside type='x'>\n    Words.\n\n    - item\n</Aside>", "<li>item</li>", "components"),
        ("<Ui.Box a='>' b>Words.</Ui.Box>", "<p>Words.</p>", "components"),
        ("Of {props.year} films.", "<p>Of  films.</p>", "expressions"),
    ],
)
def test_what_mdx_shows_by_code_is_reported(text: str, html: str, warned: str) -> None:
    found = loaded({"a.mdx": f"Words.\n\n{text}\n"})
    (warning,) = words(found, Severity.WARNING)
    assert f"MDX {warned} were left out" in warning
    assert html in found.reviews[0].body.xhtml


def test_the_exported_header_of_mdx() -> None:
    text = "export const meta = {\n  title: 'Slow Water',\n  rating: \"4/5\",\n}\n\nWords.\n"
    found = review("a.mdx", text)
    assert found.title == "Slow Water"
    assert found.rating is not None
    assert (found.rating.as_written, found.rating.place.line) == ("4/5", 3)


def test_a_notebook() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# Slow Water\n", "\n", "A *quiet* film."]},
        {"cell_type": "code", "source": "print(1)", "outputs": [{"text": "1"}]},
        {"cell_type": "raw", "source": "no"},
    ]
    found = review("a.ipynb", json.dumps({"cells": cells, "nbformat": 4}))
    assert found.title == "Slow Water"
    assert found.body.xhtml == "<p>A <em>quiet</em> film.</p>\n<pre><code>print(1)\n</code></pre>"


@pytest.mark.parametrize("text", ["Title\n=====\n", "[]", '{"cells": [1]}', '{"cells": [{}]}'])
def test_what_is_no_notebook_is_an_error(text: str) -> None:
    (message,) = words(loaded({"a.ipynb": text}), Severity.ERROR)
    assert "not a Jupyter notebook" in message


@pytest.fixture
def no_pandoc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """An empty folder that is searched for programs."""
    monkeypatch.setenv("PATH", str(tmp_path))
    pandoc.formats.cache_clear()
    yield tmp_path
    pandoc.formats.cache_clear()


@pytest.fixture
def fake_pandoc(no_pandoc: Path) -> Path:
    """A program in the place of pandoc, which knows rst and docx, and shows how it was called."""
    program = no_pandoc / "pandoc"
    program.write_text(
        "#!/bin/sh\n"
        'case "$*" in\n'
        "  --list-input-formats) echo rst; echo docx ;;\n"
        '  *--from=docx*) read word; case "$word" in PK*) ;; *) exit 63 ;; esac\n'
        '    echo "<html><body><p>A document.<img src=media/a.png></p></body></html>" ;;\n'
        '  *) echo "<html><head><title>-</title></head><body>"\n'
        '    echo "<header id=\\"title-block-header\\"><h1 class=\\"title\\">Slow Water</h1>"\n'
        '    echo "<p>Ada</p></header><p>$*</p></body></html>" ;;\n'
        "esac\n"
    )
    program.chmod(0o755)
    return program


def test_files_that_cannot_be_read_are_named_together(no_pandoc: Path) -> None:
    assert no_pandoc
    found = loaded({"a.rst": "x", "b.rst": "x", "c.doc": "x", "d.pages": "x", "e.md": "Words."})
    doubts = [p for p in found.problems if p.severity is Severity.WARNING]
    assert [p.place.path for p in doubts] == ["a.rst", "b.rst", "c.doc", "d.pages"]
    assert all(problem.question for problem in doubts)  # a release waits for the answer
    assert words(found, Severity.ERROR) == []
    assert left_out_in_short(found.skipped) == "4 files in a format that cannot be read here"
    (group,) = grouped(doubts)
    assert "4 files of formats that cannot be read here: 1 .doc, 1 .pages, 2 .rst" in (
        group.first.message
    )
    assert "pandoc -f rst -t markdown -s NAME.rst -o NAME.md" in group.first.hint
    assert "Open .doc in Word or LibreOffice" in group.first.hint


def test_a_folder_of_them_alone_says_what_to_do(no_pandoc: Path) -> None:
    assert no_pandoc
    found = loaded({"a.rst": "x", "b.csv": "Film,Text\nT,Words\n"})
    assert words(found, Severity.ERROR) == ["there is no review here yet that can be read"]
    assert len(words(found, Severity.WARNING)) == 2


@pytest.mark.parametrize("original", ["a.rst", "a.docx", "a.doc", "a.org"])
def test_an_original_beside_its_markdown_is_left_out(no_pandoc: Path, original: str) -> None:
    assert no_pandoc
    found = loaded({original: "x", "a.md": "Words."})
    assert [each.place.path for each in found.reviews] == ["a.md"]
    assert [(each.path, each.reason) for each in found.skipped] == [
        (original, "originals of other manuscripts")
    ]
    assert words(found, Severity.ERROR) == []


def test_pandoc_reads_what_it_knows_in_its_sandbox(fake_pandoc: Path) -> None:
    assert fake_pandoc
    found = loaded({"a.rst": ":Rating: 4/5\n\nWords", "b.textile": "x"})
    (one,) = found.reviews
    assert one.title == "Slow Water"
    assert one.rating is not None
    assert one.rating.as_written == "4/5"
    assert "--sandbox" in one.body.xhtml
    assert "-M" in one.body.xhtml
    assert "Ada" not in one.body.xhtml
    assert "1 .textile" in words(found, Severity.WARNING)[0]


def test_a_document_by_pandoc(fake_pandoc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fake_pandoc
    monkeypatch.setattr(formats, "_is_there", lambda package: package != "mammoth")
    text = word_files.p("A document.", word_files.inserted(" Changed"))
    found = loaded({"a.docx": word_files.raw(text), "b.docx": b"other\n"})
    assert [each.body.xhtml for each in found.reviews] == ["<p>A document.</p>"]
    warnings = words(found, Severity.WARNING)
    assert any("words of the manuscript" in each and "“changed”" in each for each in warnings)
    assert any("AL inserted “Changed” in paragraph 1" in each for each in warnings)
    assert "this is not a Word file" in words(found, Severity.ERROR)[-1]
    assert "word/media/a.png inside the document" in words(found, Severity.ERROR)[0]


def test_without_its_package_a_document_is_named_with_what_to_do(
    no_pandoc: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert no_pandoc
    monkeypatch.setattr(formats, "_is_there", lambda package: package != "mammoth")
    found = loaded({"a.docx": word_files.raw(""), "b.pages": b"PK"})
    problem = next(each for each in found.problems if each.question)
    assert "pip install 'review-anthology[word]'" in problem.hint
    assert "Open .pages in Pages and save it as .docx" in problem.hint


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "Date,Name,Letterboxd URI,Review\n1,T,u,Words\n2,T,u,\n",
         "a Letterboxd export of 2 rows, 1 of them with a review"),
        ("a.csv", "Book Id,Title,My Rating,My Review\n1,T,4,Words\n",
         "a Goodreads export of 1 row, 1 of them with a review"),
        ("a.csv", "Film,Text\nT,Words\n", "a table of 1 row, 1 of them with a review"),
        ("a.xml", '<rss xmlns:wp="http://wordpress.org/export/1.2/"><item></item><item/></rss>',
         "a WordPress export (WXR) of 2 posts"),
        ("a.json", '{"db": [{"data": {"posts": []}}]}', "a Ghost export"),
        ("a.zip", "PK", "this is an archive"),
    ],
)  # fmt: skip
def test_an_export_is_named_with_the_next_step(name: str, text: str, message: str) -> None:
    found = loaded({name: text, "b.md": "Words."})
    (warning,) = words(found, Severity.WARNING)
    assert message in warning
    assert all(p.hint for p in found.problems if p.severity)


def test_exports_of_a_kind_are_one_warning() -> None:
    wxr = '<rss xmlns:wp="http://wordpress.org/export/1.2/"><item/></rss>'
    found = loaded({"a.xml": wxr, "b.wxr": wxr, "c.csv": "Letterboxd URI,Review\nu,x\n"})
    warnings = [p for p in found.problems if p.severity is Severity.WARNING]
    assert [len(group.others) for group in grouped(warnings)] == [1, 0]
    assert "these are 2 WordPress exports (WXR) of 2 posts" in warnings[0].message
    assert "`anthology import FILE` writes each" in warnings[0].hint
    assert "`anthology import c.csv` writes each" in warnings[-1].hint
    assert words(found, Severity.ERROR) == [
        "there is no review here yet that could be printed, only exports"
    ]


@pytest.mark.parametrize("name", ["package.json", "a.xml"])
def test_data_that_is_no_export_is_only_counted(name: str) -> None:
    found = loaded({name: "{}", "b.md": "Words."})
    assert [(each.path, each.reason) for each in found.skipped] == [(name, "of no known kind")]
    assert words(found, Severity.WARNING) == []


def test_the_program_for_rows_writes_reviews(tmp_path: Path) -> None:
    table = tmp_path / "export.csv"
    table.write_text(
        "Title,Author,ISBN13,My Rating,Date Read,My Review\n"
        'Slow Water,Una Hill,"=""9780306406157""",4,2024/05/17,"Words.<br/><br/>More ""words""."\n'
        "Unread,Una Hill,,0,,\n"
    )
    runpy.run_path(str(EXAMPLE))["main"](table, tmp_path / "manuscripts")
    (path,) = (tmp_path / "manuscripts").iterdir()
    found = review(path.name, path.read_text())
    assert found.work is not None
    assert (found.work.title, found.work.creators[0].name) == ("Slow Water", "Una Hill")
    assert (found.rating and found.rating.as_written, str(found.date)) == ("4", "2024-05-17")
    assert found.body.xhtml == '<p>Words.</p>\n<p>More "words".</p>'

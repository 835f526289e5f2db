"""Each export of a blog or newsletter becomes records with the right values."""

from __future__ import annotations

from pathlib import Path

import exports
import posts
import pytest
from exports import listed, run

from anthology.book import PartialDate, Work
from anthology.imports import Import, Order, prepare
from anthology.imports.model import (
    COMMENT,
    DRAFT,
    NO_TEXT,
    NOT_A_POST,
    PRIVATE,
    Post,
    Score,
)
from anthology.imports.texts.blocks import tidied

SHARED = Path(__file__).parents[3] / "shared" / "samples"
DAY = PartialDate


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    return folder


def prepared(project: Path, name: str, text: str) -> Import:
    source = project.parent / name
    source.write_text(text, "utf-8")
    return prepare(Order(source, project))


def test_wordpress(project: Path) -> None:
    ready = prepared(project, "site.xml", posts.WORDPRESS)
    found = {record.key: record for record in ready.reading.records}
    assert ready.importer.name == "wordpress"
    assert {step.record.key for step in ready.steps} == {"1", "2", "7", "8"}
    assert dict(ready.left_out) == {DRAFT: 2, PRIVATE: 2, NOT_A_POST: 1}
    first = found["1"]
    assert (first.title, first.reviewers, first.language) == ("Post 1", ("Ann Lee",), "en-GB")
    assert first.written == DAY(2024, 5, 17)
    assert first.post == Post("The Page", DAY(2024, 5, 17), "https://example.org/1")
    assert (first.tags, first.score) == (("Films", "Old"), Score("4.5", "0", "5"))
    assert first.text.html == (
        "<p>A classic text.<br>\nSecond line.</p>\n\n<p>Next <em>one</em>.</p>\n\n"
        '<figure>\n<img src="https://example.org/a.png" alt="A cat">\n'
        "<figcaption>Below</figcaption>\n</figure>\n\n"
        '<p><span class="spoiler">He dies.</span></p>'
    )
    assert first.text.lost == ("videos and other embeds",)
    assert found["2"].text.html == "<p>One two</p>\n\n<blockquote>\n<p>Said.</p>\n</blockquote>"
    assert found["2"].reviewers == ("Ann Lee", "Bo Ek")
    assert found["7"].reviewers == ()
    assert (found["8"].reviewers, found["8"].title) == (("zed",), "One & two")
    assert "an e-mail address, zed" in ready.problems[0].message


def test_ghost(project: Path) -> None:
    ready = prepared(project, "ghost.json", posts.GHOST)
    found = {record.key: record for record in ready.reading.records}
    assert dict(ready.left_out) == {DRAFT: 1, NOT_A_POST: 1}
    assert found["p1"].reviewers == ("Ann Lee",)
    assert found["p1"].tags == ("Films",)
    assert found["p1"].post == Post("The Ghost", DAY(2025, 1, 1))
    assert found["p1"].text.html == "<p>One</p>\n\n<p>Two</p>"
    assert found["p2"].text.html == (
        '<p><strong>Bold &amp; </strong><a href="https://example.org">link</a></p>\n\n'
        "<ul>\n<li>item</li>\n</ul>"
    )
    assert found["p3"].text.html == (
        "<p>Plain <em>slanted</em></p>\n\n<hr>\n\n<ul>\n<li>item</li>\n</ul>"
    )


def test_ghost_s_api_names_people_and_tags_in_each_post(project: Path) -> None:
    ready = prepared(project, "posts.json", posts.GHOST_API)
    (only,) = ready.reading.records
    assert (only.title, only.reviewers, only.tags) == ("First", ("Ann Lee", "Bo Ek"), ("Films",))
    assert only.post == Post("", DAY(2025, 1, 1), "https://example.org/first/")
    assert dict(ready.left_out) == {}


def test_substack(tmp_path: Path, project: Path) -> None:
    ready = prepare(Order(exports.zipped(tmp_path / "s.zip", posts.SUBSTACK), project))
    found = {record.key: record for record in ready.reading.records}
    assert dict(ready.left_out) == {DRAFT: 1, NOT_A_POST: 1, NO_TEXT: 1}
    first = found["1.first"]
    assert (first.title, first.subtitle, first.written) == ("First “one”", "Sub", DAY(2024, 5, 17))
    assert first.text.html == "<p>Text.</p>"
    assert found["4.paid"].text.html == "<p>Paid text.</p>"
    assert ready.problems[0].message == "1 posts of the list have no file in posts/"


def test_medium(tmp_path: Path, project: Path) -> None:
    ready = prepare(Order(exports.unpacked(tmp_path / "medium", posts.MEDIUM), project))
    (step,) = ready.steps
    assert dict(ready.left_out) == {DRAFT: 1, COMMENT: 1}
    record = step.record
    assert (record.key, record.title, record.subtitle) == ("efefef121212", "First", "Below")
    assert (record.reviewers, record.tags) == (("Ann Lee",), ("Films",))
    assert record.written == DAY(2018, 8, 11)
    assert record.text.html == "<p>Text <strong>here</strong>.</p>"


@pytest.mark.parametrize(
    ("text", "written", "body"),
    [
        (posts.BLOGGER_OLD, DAY(2017, 6, 20), "<p>One</p>\n\n<p>Two\xa0here</p>"),
        (posts.BLOGGER_NEW, DAY(2024, 5, 17), "<p>Text.</p>"),
    ],
)
def test_blogger(project: Path, text: str, written: PartialDate, body: str) -> None:
    ready = prepared(project, "feed.atom", text)
    (step,) = ready.steps
    assert ready.importer.name == "blogger"
    assert ready.left_out[COMMENT] == ready.left_out[DRAFT] == 1
    assert (step.record.title, step.record.reviewers) == ("Post", ("Ann Lee",))
    assert (step.record.written, step.record.text.html) == (written, body)


def test_the_feed_of_letterboxd(project: Path) -> None:
    (step,) = prepared(project, "rss.xml", posts.LETTERBOXD_FEED).steps
    record = step.record
    assert record.work == Work("Nosferatu", year=1922, kind="film", identifiers=(("tmdb", "653"),))
    assert (record.score, record.spoilers) == (Score("4.5", "0.5", "5"), True)
    assert (record.written, record.met) == (DAY(2024, 5, 17), (DAY(2024, 5, 17),))
    assert (record.reviewers, record.text.html) == (("Ann Lee",), "<p>He dies.</p>")


def test_feeds(project: Path) -> None:
    ready = prepared(project, "rss.xml", posts.RSS)
    one, two = (step.record for step in ready.steps)
    assert (one.title, one.reviewers, one.tags) == ("Eins", ("Ann Lee",), ("Filme",))
    assert (one.language, one.written) == ("de", DAY(2024, 5, 17))
    assert one.text.html == "<p>Der ganze Text.</p>"
    assert two.text.html == "<p>Nur der Anfang …</p>"
    assert "1 texts of this feed seem to be no more than beginnings" in ready.problems[0].message
    (atom,) = prepared(project, "atom.xml", posts.ATOM).steps
    assert (atom.record.reviewers, atom.record.written) == (("Ann Lee",), DAY(2024, 5, 17))
    assert atom.record.text.html == "<p>Some <b>text</b>.</p>"


FILES: dict[str, dict[str, str | bytes]] = {
    "wordpress": {"site.xml": posts.WORDPRESS},
    "ghost": {"ghost.json": posts.GHOST},
    "substack": dict(posts.SUBSTACK),
    "medium": dict(posts.MEDIUM),
    "blogger": {"feed.atom": posts.BLOGGER_OLD},
    "feed": {"rss.xml": posts.RSS},
}


@pytest.mark.parametrize("name", FILES)
def test_private_things_stay_out_and_books_build(tmp_path: Path, project: Path, name: str) -> None:
    code, _, err = run("import", exports.unpacked(tmp_path / "export", FILES[name]), project)
    assert code == 0, err
    written = [path.read_text("utf-8") for path in project.rglob("*") if path.is_file()]
    assert len(written) > 1
    assert not [text for text in written if "secret" in text.lower()]
    assert all(review["title"] and review["body"]["words"] for review in listed(project).values())
    assert len(list((project / "manuscripts" / name).glob("*.*"))) == len(written) - 1
    assert (project / "anthology.toml").is_file()


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE x [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY % a SYSTEM "https://example.org/x.dtd"> %a;]>',
    ],
)
def test_entities_are_refused(tmp_path: Path, project: Path, prologue: str) -> None:
    text = posts.WORDPRESS.replace("?>\n", f"?>\n{prologue}\n", 1).replace("Post 1", "&a;&b;")
    (tmp_path / "e.xml").write_text(text, "utf-8")
    code, _, err = run("import", tmp_path / "e.xml", project)
    assert code == 1
    assert "e.xml: error: declares entities of XML, which no export does" in err
    assert not list(project.iterdir())


@pytest.mark.parametrize("part", [0.3, 0.7, 0.98])
def test_a_feed_that_is_cut_off(tmp_path: Path, project: Path, part: float) -> None:
    text = posts.WORDPRESS[: int(len(posts.WORDPRESS) * part)]
    (tmp_path / "e.xml").write_text(text, "utf-8")
    code, _, err = run("import", tmp_path / "e.xml", project)
    assert code == 1
    assert "is cut off or damaged: it is not XML to its end" in err


def test_a_bare_ampersand_and_control_characters(tmp_path: Path, project: Path) -> None:
    text = posts.WORDPRESS.replace("Post 1", "Fish & Chips\x0b")
    (tmp_path / "e.xml").write_text(text, "utf-8")
    code, _, err = run("import", tmp_path / "e.xml", project)
    assert code == 0
    assert "is not quite XML" in err
    text = (project / "manuscripts" / "wordpress" / "fish-chips.md").read_text("utf-8")
    assert "title: Fish & Chips\n" in text


def test_a_json_file_that_is_cut_off(tmp_path: Path, project: Path) -> None:
    (tmp_path / "g.json").write_text(posts.GHOST[: len(posts.GHOST) // 2], "utf-8")
    code, _, err = run("import", tmp_path / "g.json", project)
    assert code == 1
    assert "is damaged or cut off" in err


@pytest.mark.parametrize(
    ("source", "tidy"),
    [
        ("<h1>A <div>title</div></h1>x", "<h2>A title</h2>\n\n<p>x</p>"),
        ("<a href='javascript:x'>word</a>", "<p>word</p>"),
        ("<script>no</script><p onclick='x'>a</p>", "<p>a</p>"),
        ("<ul>stray<li>a</li><p>c</p></ul>", "<ul>\n<li>stray</li>\n<li>a</li>\n<li>c</li>\n</ul>"),
        ("<ul><li>a<p>b</p></li></ul>", "<ul>\n<li><p>a</p>\n\n<p>b</p></li>\n</ul>"),
        ("<embed src='x'>after", "<p>after</p>"),
        ("<p>a<br><br><br>b<br>c</p>", "<p>a</p>\n\n<p>b<br>\nc</p>"),
        ("<pre>a\n  b &lt;</pre>", "<pre>a\n  b &lt;</pre>"),
        ("<ol start=3><li>a</ol>", '<ol start="3">\n<li>a</li>\n</ol>'),
        ("", ""),
    ],
)  # fmt: skip
def test_html_becomes_blocks(source: str, tidy: str) -> None:
    assert tidied(source).html == tidy

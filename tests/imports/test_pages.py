"""Notion, EPUB and saved web pages: a page or a part for each review."""

from __future__ import annotations

import base64
import io
import json
import quopri
import zipfile
from pathlib import Path

import exports
import pytest
from exports import listed, records_of, run
from test_pictures_beside import png

from anthology.book import Creator, PartialDate, Work
from anthology.imports.model import DRAFT, Score

IDS = [f"{number:032x}" for number in range(0xA0, 0xAA)]
COLUMNS = "\ufeffName,Author,Rating,Status,Date Finished,Genre,Cover,Private notes\n"
DUNE = f"""# Dune

Author: F. H. (https://www.notion.so/F-abc?pvs=21)
Rating: ⭐️⭐️⭐️⭐️
Status: Finished
Date Finished: January 5, 2024 → January 9, 2024
Genre: Sci-Fi, Classics
Cover: Dune/cover.png
Private notes: SECRET one
and SECRET two

Sand **and** more.

<aside>
💡 A callout.

</aside>

![Untitled](Dune%20{IDS[2]}/Untitled.png)

- one
    - two

[Another page](Dune%20{IDS[2]}/Other%20{IDS[5]}.md)
"""
NOTION: dict[str, str | bytes] = {
    f"Books {IDS[1]}.csv": COLUMNS,
    f"Books {IDS[1]}_all.csv": COLUMNS,
    f"Books/Dune {IDS[2]}.md": DUNE,
    f"Books/Dune {IDS[2]}/Untitled.png": png(1),
    f"Books/Dune {IDS[2]}/Other {IDS[5]}.md": "# Other\n\nWarning: this is the text.\n",
    f"Books/Empty {IDS[3]}.md": "# Empty\n\nAuthor: Z. Z.\nStatus: To read\n",
    f"Books/Later {IDS[6]}.md": "# Later\n\nStatus: Draft\n\nSECRET DRAFT\n",
    f"Index {IDS[4]}.md": f"# Index\n\n[Books](Books%20{IDS[1]}.csv)\n",
}
HTML = """<html><head><title>Heat</title><style>p{}</style></head><body><article id="x"
class="page sans"><header><h1 class="page-title">Heat</h1><table class="properties"><tbody>
<tr class="property-row"><th>Director</th><td>Z. Q.</td></tr>
<tr class="property-row"><th>Score</th><td>8/10</td></tr>
<tr class="property-row"><th>Watched</th><td><time>@May 6, 2023</time></td></tr>
<tr class="property-row"><th>Tags</th><td><span class="selected-value">crime</span><span
class="selected-value">cities</span></td></tr>
</tbody></table></header><div class="page-body"><p>Los <em>Angeles</em>.</p></div></article>
</body></html>
"""
BLOCKS = """<body><article id="15f0080a-a5a3-80c6-b16c-fed449a03a8b" class="page sans"><header>
<h1 class="page-title">Blocks</h1><table><tbody><tr class="property-row property-row-checkbox">
<th>Published</th><td><div class="checkbox checkbox-{}"></div></td></tr></tbody></table></header>
<div class="page-body"><nav class="table_of_contents"><a href="#x">SECRET</a></nav>
<details><summary style="font-weight:600;font-size:1.5em">A heading</summary><p>one <b> </b>two</p>
</details><ul class="bulleted-list"><li>a</li></ul><ul class="bulleted-list"><li>b</li></ul>
<figure class="block-color-default callout"><div><span class="icon">SECRET</span></div><div>
<p>A callout.</p></div></figure><figure><a href="https://example.org/" class="bookmark source">
<div class="bookmark-title">A site</div><div class="bookmark-description">SECRET</div></a></figure>
<p><span class="katex"><math><mi>x</mi><annotation>x^2</annotation></math></span><span
class="katex-html">SECRET</span></p></div></article></body>
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    return folder


def packed(files: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_notion(tmp_path: Path, project: Path) -> None:
    half = dict(list(NOTION.items())[:4]), dict(list(NOTION.items())[4:])
    parts = {f"ExportBlock-1-Part-{n}.zip": packed(each) for n, each in enumerate(half, 1)}
    source = exports.zipped(tmp_path / "export.zip", parts)
    code, out, err = run("import", source, project, "-v")
    assert code == 0, err
    assert "columns that mean nothing here, and were not read: Private notes\n" in err
    assert "        1  drafts\n" in out
    assert "        2  without a text\n" in out
    text = (project / "manuscripts/notion/dune.md").read_text("utf-8")
    (picture,) = (project / "manuscripts/notion/pictures").iterdir()
    assert text == (
        f"---\nid: notion {IDS[2]}\nwork: Dune\nbook_author: F. H.\nkind: book\n"
        'rating: "⭐️⭐️⭐️⭐️"\ndate_read: 2024-01-09\nsubjects: [Sci-Fi, Classics]\n---\n\n'
        "Sand **and** more.\n\n> 💡 A callout.\n\n"
        f"![](pictures/{picture.name})\n\n- one\n    - two\n"
    )
    assert "Warning: this is the text." in (project / "manuscripts/notion/other.md").read_text(
        "utf-8"
    )
    written = b"".join(path.read_bytes() for path in project.rglob("*") if path.is_file())
    assert b"SECRET" not in written
    assert run("build", project)[0] == 0


def test_notion_as_html_and_a_page_alone(tmp_path: Path, project: Path) -> None:
    files = {f"Heat {IDS[1]}.html": HTML, f"One {IDS[2]}.md": "# One\n\nNote: a text.\n\nMore.\n",
             f"Two {IDS[3]}.md": "# Two\n\nReviewer: Ann Lee\nMood: calm\n\nText."}  # fmt: skip
    found = records_of(exports.unpacked(tmp_path / "e", files), project)
    heat, one, two = (found[IDS[number]] for number in (1, 2, 3))
    assert heat.work == Work("Heat", (Creator("Z. Q.", "director"),))
    assert heat.score == Score("8", "0", "10", "8/10")
    assert heat.met == (PartialDate(2023, 5, 6),)
    assert heat.tags == ("crime", "cities")
    assert heat.text.html == "<p>Los <em>Angeles</em>.</p>"
    assert (one.work, one.title) == (None, "One")
    assert one.text.html == "<p>Note: a text.</p>\n\n<p>More.</p>"
    assert (two.reviewers, two.title, two.text.html) == (("Ann Lee",), "Two", "<p>Text.</p>")


def test_notions_own_blocks_in_a_page_of_any_name(tmp_path: Path, project: Path) -> None:
    files = {"blocks.html": BLOCKS.format("on")}
    (record,) = records_of(exports.unpacked(tmp_path / "e", files), project).values()
    assert (record.key, record.withheld) == ("15f0080aa5a380c6b16cfed449a03a8b", "")
    assert record.text.html == (
        "<h2>A heading</h2>\n\n<p>one two</p>\n\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n\n"
        '<blockquote>\n<p>A callout.</p>\n</blockquote>\n\n<p><a href="https://example.org/">'
        "A site</a></p>\n\n<p>$x^2$</p>"
    )
    files = {"blocks.html": BLOCKS.format("off")}
    (record,) = records_of(exports.unpacked(tmp_path / "e", files), project).values()
    assert record.withheld == DRAFT


def test_notions_bookmarks_in_markdown_without_a_title(tmp_path: Path, project: Path) -> None:
    page = "# One\n\nA text.\n\n[](https://example.org/a)\n"
    (record,) = records_of(exports.unpacked(tmp_path / "e", {f"S {IDS[1]}.md": page}),
                           project).values()  # fmt: skip
    assert '<a href="https://example.org/a">https://example.org/a</a>' in record.text.html


def test_notions_authors_of_unknown_works_stay_open(tmp_path: Path, project: Path) -> None:
    page = "# Slow Water\n\nAuthor: Z. Q.\nRating: 4\n\nText."
    run("import", exports.unpacked(tmp_path / "e", {f"S {IDS[1]}.md": page}), project)
    text = (project / "manuscripts/notion/slow-water.md").read_text("utf-8")
    assert "\nauthor: Z. Q.\nwork: Slow Water\nrating: 4\n" in text


def test_archives_in_archives_in_archives_are_not_opened(tmp_path: Path, project: Path) -> None:
    inner = packed({"a.zip": packed({f"A {IDS[1]}.md": "# A\n\nText."})})
    source = exports.zipped(tmp_path / "e.zip", {"part.zip": inner})
    code, _, err = run("import", source, project)
    assert code == 1
    assert "is not an export" in err


# ── EPUB ──────────────────────────────────────────────────────────────────────────────────────

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
XHTML = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
    "<head><title>{}</title></head><body{}>{}</body></html>"
)
NOTED = (
    '<h2 id="one">One</h2><p>First <i>text</i>.<a epub:type="noteref" href="notes.xhtml#n1">1</a>'
    '<a id="empty"/></p><div><p>More.</p><h2 id="two">Two</h2><p>Second <img src="a.png" alt="A"/>'
    "</p></div>"
)
DOCUMENTS = {
    "cover.xhtml": XHTML.format("Cover", ' epub:type="cover"', "<p>SECRET COVER</p>"),
    "a.xhtml": XHTML.format("The Book", "", "<h1>Alone</h1><p>Text of A.</p>"),
    "a2.xhtml": XHTML.format("A", "", "<p>Goes on.</p>"),
    "both.xhtml": XHTML.format("Both", "", NOTED),
    "c.xhtml": XHTML.format(
        "The Book", "", "<h1>Entities</h1><p>A&nbsp;caf&eacute; & <br>more.</p>"
    ),
    "notes.xhtml": XHTML.format(
        "Notes", "", '<h1>Notes</h1><aside epub:type="footnote" id="n1"><p>The note.</p></aside>'
    ),
}
NAV = XHTML.format(
    "Contents", "",
    '<nav epub:type="toc"><ol><li><a href="a.xhtml">Alone</a></li><li><a href="both.xhtml#one">One'
    '</a></li><li><a href="both.xhtml#two">Two</a></li><li><a href="c.xhtml">Entities</a></li>'
    '<li><a href="notes.xhtml">Notes</a></li></ol></nav>',
)  # fmt: skip
NCX = (
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{}</navMap></ncx>'.format(
        "".join(
            f'<navPoint id="p{n}"><navLabel><text>{title}</text></navLabel>'
            f'<content src="{path}"/></navPoint>'
            for n, (title, path) in enumerate(
                [("Alone", "a.xhtml"), ("One", "both.xhtml#one"), ("Two", "both.xhtml#two"),
                 ("Entities", "c.xhtml"), ("Notes", "notes.xhtml")]
            )
        )
    )
)  # fmt: skip


def epub(path: Path, contents: str, *, creators: int = 1) -> Path:
    """A book of these documents with a table of contents of that name."""
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(DOCUMENTS)
    )
    more = {"nav.xhtml": ' properties="nav" media-type="application/xhtml+xml"',
            "toc.ncx": ' media-type="application/x-dtbncx+xml"', "": ""}[contents]  # fmt: skip
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Book</dc:title>'
        "<dc:language>en</dc:language><dc:date>2021-03-04</dc:date>"
        + "".join(f"<dc:creator>Ann Lee{'' if n == 0 else n}</dc:creator>" for n in range(creators))
        + f'</metadata><manifest>{items}<item id="c" href="{contents}"{more}/></manifest><spine>'
        + "".join(f'<itemref idref="i{n}"/>' for n in range(len(DOCUMENTS)))
        + "</spine></package>"
    )
    files: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": opf,
        **{f"OPS/{name}": text for name, text in DOCUMENTS.items()},
        "OPS/a.png": png(1),
    }
    if contents:
        files[f"OPS/{contents}"] = NAV if contents == "nav.xhtml" else NCX
    return exports.zipped(path, files)


@pytest.mark.parametrize("contents", ["nav.xhtml", "toc.ncx"])
def test_epub(tmp_path: Path, project: Path, contents: str) -> None:
    source = epub(tmp_path / "b.epub", contents)
    found = records_of(source, project)
    taken = {key: each for key, each in found.items() if not each.withheld}
    assert list(taken) == [
        "OPS/a.xhtml", "OPS/both.xhtml#one", "OPS/both.xhtml#two", "OPS/c.xhtml"
    ]  # fmt: skip
    alone, one, two, last = taken.values()
    assert [each.title for each in taken.values()] == ["Alone", "One", "Two", "Entities"]
    assert alone.text.html == "<p>Text of A.</p>\n\n<p>Goes on.</p>"
    assert one.text.html.startswith(
        '<p>First <i>text</i>.<a class="note-call" href="#note-1">1</a></p>\n\n<p>More.</p>'
    )
    assert one.text.html.count("The note.") == 1
    assert two.text.html == '<p>Second <img src="a.png" alt="A"></p>'
    assert last.text.html == "<p>A\N{NO-BREAK SPACE}café &amp;<br>\nmore.</p>"
    assert one.post is not None
    assert (one.post.site, str(one.post.date)) == ("The Book", "2021-03-04")
    code, _, err = run("import", source, project)
    assert code == 0, err
    text = (project / "manuscripts/epub/one.md").read_text("utf-8")
    assert "reviewer: Ann Lee\n" in text
    assert text.endswith("First *text*.[^1]\n\nMore.\n\n[^1]: The note.\n")
    assert len(list((project / "manuscripts/epub/pictures").iterdir())) == 1


def test_an_epub_without_contents_and_of_several(tmp_path: Path, project: Path) -> None:
    found = records_of(epub(tmp_path / "b.epub", "", creators=2), project)
    titles = [each.title for each in found.values() if not each.withheld]
    assert titles == ["Alone", "A", "Both", "Entities"]
    run("import", epub(tmp_path / "b.epub", "", creators=2), project)
    assert "reviewer" not in (project / "manuscripts/epub/alone.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("META-INF/container.xml", "<container/>", "the book cannot be opened"),
        ("OPS/book.opf", "<package><metadata>", "the book cannot be opened"),
        ("OPS/book.opf", "<!DOCTYPE x [<!ENTITY a 'b'>]><package>&a;</package>", ""),
        ("OPS/a.xhtml", "<p>" + "x" * 9_000_000, "larger than any e-reader"),
    ],
)
def test_epubs_that_no_reader_opens(
    tmp_path: Path, project: Path, name: str, data: str, words: str
) -> None:
    source = epub(tmp_path / "b.epub", "nav.xhtml")
    with zipfile.ZipFile(source) as archive:
        files: dict[str, str | bytes] = {each: archive.read(each) for each in archive.namelist()}
    stored = tmp_path / "c.epub"
    with zipfile.ZipFile(stored, "w") as archive:
        for each, content in {**files, name: data}.items():
            archive.writestr(each, content)
    code, _, err = run("import", stored, project)
    assert "Traceback" not in err
    assert words in err
    if words:
        assert code == 1
        assert not list(project.iterdir())


# ── Saved pages ───────────────────────────────────────────────────────────────────────────────

JSON = (
    '/* <![CDATA[ */ {"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"N"},'
    '{"@type":["Review"],"name":"The Ferry at Low Tide","author":{"@type":"Person","name":'
    '"Ada Moor"},"datePublished":"2024-05-17T10:00:00+02:00","reviewRating":{"@type":"Rating",'
    '"ratingValue":"3.5"},"itemReviewed":{"@type":"Movie","name":"Slow Water","director":'
    '[{"@type":"Person","name":"Z. Q."}],"dateCreated":"1999"},"reviewBody":"SECRET"}]} /* ]]> */'
)
ADDRESS = "https://example.org/2024/tide.html"
PAGE = (
    "<!DOCTYPE html>\n<!-- saved from url=(0033)https://example.org/2024/tide.html -->\n"
    '<html lang="en-GB"><head><title>The Ferry at Low Tide – Night Screenings</title>'
    '<meta property="og:site_name" content="Night Screenings">'
    f'<script type="application/ld+json">{JSON}</script></head><body class="has-sidebar">'
    '<nav>SECRET NAV</nav><main><article class="post with-sidebar"><header>'
    '<h1>The Ferry at Low Tide</h1><p class="byline">SECRET byline</p></header>'
    '<div class="entry-content"><p>First <em>paragraph</em>.</p>'
    '<figure><img src="tide_files/IMG_0001.png" alt="Tide"><figcaption>At five.</figcaption>'
    f'</figure><p>Second. <img src="data:image/png;base64,{base64.b64encode(png(5)).decode()}"'
    ' alt="dot"></p><div class="sharedaddy">SECRET SHARE</div></div>'
    '<div id="comments">SECRET COMMENT</div></article></main><footer>SECRET FOOT</footer>'
    "</body></html>"
)
FILES: dict[str, str | bytes] = {
    "tide.html": PAGE,
    "tide_files/IMG_0001.png": png(1),
    "tide_files/ad.html": "<html><body><p>SECRET AD</p></body></html>",
}


def mhtml(page: str) -> bytes:
    quoted = quopri.encodestring(page.encode()).replace(b"\n", b"\r\n")
    picture = base64.encodebytes(png(1)).replace(b"\n", b"\r\n")
    place = b"\r\nContent-Location: https://example.org/img/IMG_0001.png\r\n\r\n"
    return (
        b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\t'
        b'type="text/html"; boundary="----B"\r\n\r\n------B\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted
        + b"\r\n------B\r\nContent-Type: image/png\r\nContent-ID: <pic@x>\r\n"
        b"Content-Transfer-Encoding: base64" + place + picture + b"\r\n------B--\r\n"
    )  # fmt: skip


def source_of(tmp_path: Path, kind: str) -> Path:
    folder = exports.unpacked(tmp_path / "saved", FILES)
    if kind == "file":
        return folder / "tide.html"
    if kind == "folder":
        return folder
    there = "cid:pic@x" if kind == "cid" else "https://example.org/img/IMG_0001.png"
    path = tmp_path / "tide.mhtml"
    path.write_bytes(mhtml(PAGE.replace("tide_files/IMG_0001.png", there)))
    return path


@pytest.mark.parametrize("kind", ["file", "folder", "mhtml", "cid"])
def test_a_saved_page(tmp_path: Path, project: Path, kind: str) -> None:
    code, _, err = run("import", source_of(tmp_path, kind), project)
    assert code == 0, err
    text = (project / "manuscripts/pages/slow-water-1999.md").read_text("utf-8")
    head, _, body = text.removeprefix("---\n").partition("\n---\n\n")
    assert head.split("\n") == [
        f'id: "pages {ADDRESS}"',
        "title: The Ferry at Low Tide",
        "reviewer: Ada Moor",
        "work: Slow Water",
        "director: Z. Q.",
        "year: 1999",
        "kind: film",
        "rating: 3.5/5",
        "rating_scale: 1-5",
        "date: 2024-05-17",
        f'published: {{in: Night Screenings, date: 2024-05-17, url: "{ADDRESS}"}}',
        "language: en-GB",
    ]
    pictures = {path.read_bytes(): path for path in project.rglob("*.png")}
    assert body == (
        f'First *paragraph*.\n\n![Tide](pictures/{pictures[png(1)].name} "At five.")\n\n'
        f"Second. ![dot](pictures/{pictures[png(5)].name})\n"
    )
    assert run("build", project)[0] == 0


MICRODATA = """<div itemscope itemtype="https://schema.org/Review"><h1 itemprop="name">Heat</h1>
<span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Bo Ek</b>
</span><div itemprop="reviewBody"><p>Text.</p></div></div>"""
TEASERS = """<article><h1>Heat</h1><p>By <a rel="author" href="/bo">Bo Ek</a></p><p>A long text of
the review, longer than teasers are.</p></article><article><p>Teaser</p></article>"""
ASIDE = """<main><p>Text<a href="#f1" id="r1">1</a>.</p><aside id="f1" class="footnote"><p>Note.
<a href="#r1">↩</a></p></aside></main>"""
NOTE = """<p>Text<a class="note-call" href="#note-1">1</a>.</p>

<section class="notes">
<aside class="note" id="note-1">
<p>Note.</p>
</aside>
</section>"""
LONG = "<p>By Bo Ek</p>\n\n<p>A long text of the review, longer than teasers are.</p>"


@pytest.mark.parametrize(
    ("page", "reviewers", "body"),
    [
        ("<p>Plain.</p>", (), "<p>Plain.</p>"),
        (MICRODATA, ("Bo Ek",), "<p>Text.</p>"),
        (TEASERS, ("Bo Ek",), LONG),
        (ASIDE, (), NOTE),
    ],
)
def test_articles(
    tmp_path: Path, project: Path, page: str, reviewers: tuple[str, ...], body: str
) -> None:
    path = tmp_path / "heat.html"
    whole = f"<html><head><title>Heat | Site</title></head><body>{page}</body></html>"
    path.write_text(whole, "utf-8")
    (record,) = records_of(path, project).values()
    assert (record.title, record.reviewers, record.text.html) == ("Heat", reviewers, body)


GOOGLE = (
    '<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"><style type='
    '"text/css">@import url(https://themes.googleusercontent.com/fonts/css?kit=x);.lst-kix_a-0>'
    'li:before{content:"x"}.c1{font-style:italic}.c2{font-weight:700;color:#000}.c3{color:#000}'
    '</style></head><body class="c9 doc-content"><p class="c3 title" id="h.1"><span class="c3">'
    'The Ferry</span></p><p class="c3"><span class="c3">A </span><span class="c3 c1">quiet</span>'
    '<span class="c2"> film</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><span>, see '
    '</span><span><a href="https://www.google.com/url?q=https://x.org/a%3Fb&amp;sa=D">here</a>'
    '</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup><span>.</span></p><p><span><img '
    'alt="Tide" src="images/image1.png"></span></p><hr class="c5"><div><p class="c3"><a href='
    '"#ftnt_ref1" id="ftnt1">[1]</a><span class="c3">&nbsp;The note.</span></p></div><div class='
    '"c8"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span class="c3">SECRET comment</span></p>'
    "</div></body></html>"
)


def test_a_page_of_google_docs(tmp_path: Path, project: Path) -> None:
    files: dict[str, str | bytes] = {"TheFerry.html": GOOGLE, "images/image1.png": png(1)}
    code, _, err = run("import", exports.zipped(tmp_path / "doc.zip", files), project)
    assert code == 0, err
    assert "1 comment open: “SECRET comment”" in err
    (path,) = (project / "manuscripts/pages").glob("*.md")
    (picture,) = (project / "manuscripts/pages/pictures").iterdir()
    assert path.read_text("utf-8") == (
        "---\nid: pages TheFerry.html\ntitle: The Ferry\nopen_comments: 1\n---\n\n"
        "A *quiet* **film**[^1], see [here](https://x.org/a?b).\n\n"
        f"![Tide](pictures/{picture.name})\n\n[^1]: The note.\n"
    )


def test_comments_of_google_docs_hold_up_a_release(tmp_path: Path, project: Path) -> None:
    files: dict[str, str | bytes] = {"TheFerry.html": GOOGLE, "images/image1.png": png(1)}
    run("import", exports.zipped(tmp_path / "doc.zip", files), project)
    _, out, _ = run("list", project, "--json")
    question = "1 comment of the document it was imported from open"
    assert question in [each["message"] for each in json.loads(out)["problems"]]
    files = {f"manuscripts/{name}": data for name, data in files.items()}
    book = exports.unpacked(tmp_path / "in place", files)
    _, out, _ = run("list", book, "--json")
    (found,) = (e["message"] for e in json.loads(out)["problems"] if e["severity"] == "warning")
    assert found == (
        "a comment is open: somebody on paragraph 1, “A quiet film[1], see here.”: “SECRET comment”"
    )
    assert listed(book)["TheFerry.html"]["body"]["xhtml"].startswith(
        "<p>A <em>quiet</em><strong> film</strong>"
    )


def test_a_mhtml_file_that_is_cut_off(tmp_path: Path, project: Path) -> None:
    path = tmp_path / "t.mhtml"
    path.write_bytes(mhtml(PAGE)[:120])
    code, _, err = run("import", path, project)
    assert code == 1
    assert "it is cut off, or not a saved web page" in err

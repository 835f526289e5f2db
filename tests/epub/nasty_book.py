"""A small book that has everything on which e-readers fail, written by hand."""

from __future__ import annotations

import io
from dataclasses import replace

from PIL import Image

from anthology.book import Body, Book, Contributor, Part, PartialDate, Person, Review
from anthology.edition import Asset, Edition, Heading, PageStart, PageStarts, Section
from anthology.report import Place

MANUSCRIPT = Place("manuscripts/one.md")


PRE = """def f(x):
\tif x:   # three blanks
        return "a <b> & c"

    end\u00a0here  """

ONE = f"""<section id="review-one" class="review">
<h1>The one &amp; only “Heat”</h1>
<p class="byline">by Ann Ä. Lee</p>
<p>An o<em>dd</em><strong>ly</strong> split word, a call<a class="note-call" id="review-one-ref-1"
 href="#review-one-note-1">1</a> and a second<a class="note-call" id="review-one-ref-2"
 href="#review-one-note-2">2</a>; the first again<a class="note-call" id="review-one-ref-1-2"
 href="#review-one-note-1">1</a>. See <a href="#review-two">the other review</a>,
 <a href="https://example.org/?a=1&amp;b=2">a page</a> and <a href="#nowhere">nothing</a>.</p>
<h2 id="review-one-code">Code &amp; lists</h2>
<pre><code>{PRE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")}</code></pre>
<ul><li>one<ul><li>one one<ol start="3"><li>deep</li></ol></li></ul></li><li>two</li></ul>
<h3 id="review-one-table">A table</h3>
<table><thead><tr><th scope="col">Film</th><th scope="col">Year</th></tr></thead>
<tbody><tr><td>Heat</td><td>1995</td></tr></tbody></table>
<figure><img src="pictures/photo.jpg" alt="A photo"/><figcaption>A photo</figcaption></figure>
<p><img src="pictures/line.png" alt="A line"/> and again <img src="pictures/same.png" alt="It"/></p>
<p>She said: <span lang="ar" dir="rtl">مرحبا بالعالم</span> and left, <em lang="fr">enfin</em>.</p>
<p id="review-one-svg"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="100"
 role="img" aria-label="A gradient"><defs><linearGradient id="review-one-g"><stop offset="0"
 stop-color="#123"/><stop offset="1" stop-color="#fff"/></linearGradient></defs><rect width="10"
 height="10" fill="url(#review-one-g)"/></svg></p>
<aside><h2>About</h2><p>An aside.</p></aside>
<aside><p>Another.</p></aside>
<section class="notes">
<aside class="note" id="review-one-note-1"><p>The first note, <em>with</em> an accent.</p></aside>
<aside class="note" id="review-one-note-2"><p>The second.</p><p>On and on.</p></aside>
</section>
</section>"""

TWO = """<section id="review-two" class="review" lang="he" dir="rtl">
<h1>סרט</h1>
<p>זו ביקורת קצרה, עם <span lang="en" dir="ltr">English words</span>.</p>
<blockquote><p>ציטוט</p></blockquote>
</section>"""

THREE = """<section id="review-映画" class="review" lang="ja">
<h1>映画の評論</h1>
<p>これは日本語の評論です。句読点、「括弧」もあります。</p>
<dl><dt>題</dt><dd>七人の侍</dd></dl>
</section>"""

CONTENTS = """<section id="contents" class="contents">
<h1>Contents</h1>
<ul><li><a href="#part-films">Films</a><ul><li><a href="#review-one">The one &amp; only</a>
 <a class="folio" href="#review-one"></a></li></ul></li></ul>
</section>"""

INDEX = """<section id="works-index" class="works-index">
<h1>Works</h1>
<ul><li><a href="#review-one">Heat</a>, <a class="folio" href="#review-one"></a>,
 <a class="folio" href="#review-two"></a></li></ul>
</section>"""

CSS = """body { margin: 0 5%; } p { margin: 0; text-indent: 1.2em; }
pre { white-space: pre-wrap; } img { max-width: 100%; }
table { width: 100%; } a { color: inherit; } td { overflow-wrap: break-word; }
.note-call { vertical-align: super; font-size: 75%; }
"""

ANN = Person("Ann Ä. Lee", "Lee, Ann Ä.")
EVA = Person("Eva Red", "Red, Eva")


def sections() -> tuple[Section, ...]:
    """Nine sections: front matter, a part, three reviews, an index and the colophon."""
    title = '<section id="title-page" class="title-page"><h1>Odd &amp; Even</h1></section>'
    part = '<section id="part-films" class="part"><h1>Films</h1></section>'
    end = '<section id="colophon" class="colophon"><h1>Colophon</h1><p>Set by hand.</p></section>'
    cover = '<section id="cover" class="cover"><h1>Odd</h1></section>'
    headings = (
        Heading(2, "Code & lists", "review-one-code"),
        Heading(3, "A table", "review-one-table"),
    )
    return (
        Section("cover", "cover", "front", "", cover),
        Section("title-page", "title-page", "front", "Odd & Even", title),
        Section("contents", "contents", "front", "Contents", CONTENTS),
        Section("part-films", "part", "body", "Films", part),
        Section(
            "review-one",
            "review",
            "body",
            "The one & only “Heat”",
            ONE,
            level=2,
            headings=headings,
            place=MANUSCRIPT,
        ),
        Section("review-two", "review", "body", "סרט", TWO, level=2, lang="he", dir="rtl"),
        Section("review-映画", "review", "body", "映画の評論", THREE, level=2, lang="ja"),
        Section("works-index", "works-index", "back", "Works", INDEX),
        Section("colophon", "colophon", "back", "Colophon", end),
    )


def picture(mode: str, size: tuple[int, int], colour: object, kind: str) -> bytes:
    """A plain picture of one colour."""
    stream = io.BytesIO()
    Image.new(mode, size, colour).save(stream, kind)  # type: ignore[arg-type]
    return stream.getvalue()


def edition() -> Edition:
    """The e-book's edition."""
    line = picture("RGBA", (60, 40), (0, 0, 0, 0), "PNG")
    assets = {
        "pictures/photo.jpg": Asset(picture("RGB", (90, 60), "red", "JPEG"), "image/jpeg"),
        "pictures/line.png": Asset(line, "image/png"),
        "pictures/same.png": Asset(line, "image/png"),
    }
    return Edition("epub", sections(), CSS, assets)


def book() -> Book:
    """What the editor knows of it."""
    review = Review("review-one", MANUSCRIPT, "Heat", Body("<p>x</p>"), reviewers=(ANN,))
    unsigned = replace(review, id="review-two", reviewers=(), translators=(EVA,))
    return Book(
        title="Odd & Even",
        subtitle="Reviews <sic>",
        slug="odd-and-even",
        parts=(Part("part-films", "Films", (review, unsigned)),),
        editors=(EVA,),
        contributors=(Contributor(Person("Foo Writer", "Writer, Foo"), "aui"),),
        publisher="House & Co",
        date=PartialDate(2026, 5),
        identifier="urn:uuid:7d1cf0a5-4bbd-5e43-9c5a-5f5b0d1b1a11",
        isbn_epub="978-3-16-148410-0",
        isbn_print="978-0-306-40615-7",
        rights="© 2026 the authors",
        description="A book\nwith \x01 everything.",
        subjects=("Cinema", "BISAC: PER004030 PERFORMING ARTS / Film", "Thema: ATFA"),
        series="Odd books",
        series_number="2",
        modified="2026-05-17T00:00:00Z",
    )


def printed() -> PageStarts:
    """A print run of pages at chosen characters."""
    ones = (PageStart("12", 0), PageStart("13", 40), PageStart("14", 10_000))
    return {"title-page": (PageStart("iii", 0),), "review-one": ones}


COVER = picture("RGB", (1400, 2240), "navy", "JPEG")

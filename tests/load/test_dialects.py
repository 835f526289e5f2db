"""Marks that other programs add to Markdown are read or reported, never printed in silence."""

from __future__ import annotations

import re

import pytest

from anthology import formulas
from anthology.config import Settings
from anthology.load.formats.read import Text, read
from anthology.load.header.front_matter import split
from anthology.report import Severity


def text(markdown: str) -> Text:
    front = split(f"---\ntitle: T\n---\n{markdown}", "a.md")
    return read(front, "T", Settings().limits)


def body(markdown: str) -> str:
    """The body without the elements of its paragraphs, and without a warning."""
    found = text(markdown)
    assert [p.message for p in found.problems if p.severity > Severity.NOTE] == []
    return re.sub(r"</?p>", "", found.finished.body.xhtml).strip()


def warnings(markdown: str) -> list[tuple[int, str]]:
    """The line and the message of each warning."""
    found = text(markdown).problems
    return [(p.place.line or 0, p.message) for p in found if p.severity is Severity.WARNING]


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        # Obsidian
        ("A ==marked *x*== word.", "A <mark>marked <em>x</em></mark> word."),
        ("a == b == c", "a == b == c"),
        ("One %%private%% two %%a\n\nb%% three.", "One  two"),
        ("Off by 50%% of 10%%.", "Off by 50%% of 10%%."),
        ("> [!quote] Best *line*\n> Words.", "<strong>Best <em>line</em></strong>"),
        ("> [!quote]\n> Words.", "<blockquote>\nWords.\n</blockquote>"),
        ("> [!NOTE]\n> Words.", "<strong>Note</strong>"),
        ("> [!tip] T\n> - a\n> - b", "<strong>T</strong>\n<ul>\n<li>a</li>"),
        ("The end. ^block1", "The end."),
        ("Ten ^2", "Ten ^2"),
        ("- [ ] one\n- [x] two\n- [three]", "<li>☐ one</li>\n<li>☑ two</li>\n<li>[three]</li>"),
        # pandoc
        ("::: {.x}\nBe *careful*.\n:::\n\nEnd.", "<div>\nBe <em>careful</em>.\n</div>\nEnd."),
        ("::: verse\nA\n:::", '<div class="verse">'),
        ("[Caps *a*]{.smallcaps}", '<span class="small-caps">Caps <em>a</em></span>'),
        ("[bonjour]{lang=fr}", '<span lang="fr">bonjour</span>'),
        ("[a]{.underline} [b]{.mark}", "<u>a</u> <mark>b</mark>"),
        ("[a](b.md) [c] {d} [e]{f}", "[e]{f}"),
        ("H~2~O, x^2^, 1^st^", "H<sub>2</sub>O, x<sup>2</sup>, 1<sup>st</sup>"),
        ("about ~5~ or ~~no~~ ^up^", "about ~5~ or <del>no</del> ^up^"),
        ("| Roses\n|   are *red*\n|\n| Blue", "Roses<br/>\n\u00a0\u00a0are <em>red</em>\nBlue"),
        (
            "| 1. Roses\n| 2) are\n| - red\n| # Blue",
            "1. Roses<br/>\n2) are<br/>\n- red<br/>\n# Blue",
        ),
        (
            "| Roses\n| ---\n| > red\n| : *Blue*",
            "Roses<br/>\n---<br/>\n&gt; red<br/>\n: <em>Blue</em>",
        ),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "<table>"),
        # forums
        (
            ">!He *dies*!< at ||the end||; a || b",
            '<span class="spoiler">He <em>dies</em></span> at',
        ),
        ("| a || b |\n|---|---|---|\n| 1 || 2 |", "<th>a</th>\n<th/>\n<th>b</th>"),
        (r"\$5 \@x \<b\> 1\. \1 \^ \=", r"$5 @x &lt;b&gt; 1. \1 ^ ="),
        # kramdown and attributes
        ("## Intro {-}\n\nA.", '<h2 id="heading-1">Intro</h2>'),
        ("## Intro { .unnumbered }\n\nA.", '<h2 id="heading-1">Intro</h2>'),
        ("{: .verse}\nA line.\n\nB.", 'class="verse"'),
        ("{.dateline}\nBergen, 3 May\n\nB.", '<p class="dateline">Bergen, 3 May'),
        ("{.right}\nA line.\n\nB.", '<p class="align-right">A line.'),
        ("[Ann]{.speaker} Words.", '<span class="speaker">Ann</span> Words.'),
        (
            "Il dit << oui *mot* >>, <<non>>. 1 << 2",
            "Il dit « oui <em>mot</em> », «non». 1 &lt;&lt; 2",
        ),
        ("A{::comment}secret{:/comment}B\n\n{:toc}", "AB"),
        ("As {:.x} said {: #y} he.", "As said he."),
        # added and struck out
        ("A ++new *x*++ word, ^^too^^.", "A <ins>new <em>x</em></ins> word, <ins>too</ins>."),
        ("C++, a++ and b++, ++i in C++, i++; ++j", "C++, a++ and b++, ++i in C++, i++; ++j"),
        ("Good ^^ and ^^ x", "Good ^^ and ^^ x"),
        ("Press ++ctrl+alt+del++.", "Press <kbd>ctrl+alt+del</kbd>."),
        # forums
        ("[b]A *x*[/b] [i]b[/i] [s]c[/s]", "<strong>A <em>x</em></strong> <em>b</em> <del>c</del>"),
        ("[url=https://x.org]w[/url]", '<a href="https://x.org">w</a>'),
        ("[spoiler]He dies[/spoiler]", '<span class="spoiler">He dies</span>'),
        (
            "A:\n[list]\n[*] one\nmore\n[*][b]two[/b]\n[/list]\nB.",
            "<li>one\n    more</li>\n<li><strong>two",
        ),
        ("[list=1][*]one[/*][*]two[/*][/list]", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>"),
        ("[h1]Story[/h1]\nGood.", "Story</h2>\nGood."),
        ("A [list] of [*] it.", "A [list] of [*] it."),
        ("[quote=Ann]A.\n\nB.[/quote]", "<blockquote>\n<cite>Ann</cite>: A.\nB.\n</blockquote>"),
        ("[color=red]x[/color]", "x"),
        # Org, pymdown, GitLab
        ("[[https://x.org][Words]]", '<a href="https://x.org">Words</a>'),
        ("One[fn:1] two[fn:: Inline.].\n\n[fn:1] Note.", 'href="#note-2"'),
        ('!!! tip "A *t*"\n    B.\n\n    C.\n\nD', "<strong>A <em>t</em></strong><br/>\nB.\nC."),
        (
            "- i\n\n    !!! tip\n        B.\n\nD",
            "<strong>Tip</strong><br/>\nB.\n</blockquote>\n</li>",
        ),
        ("A\n\n    !!! tip\n        B.", "<pre><code>!!! tip"),
        ('=== "Tab"\n\n    B.', "<strong>Tab</strong>\nB."),
        ("/// note | T\nB.\n///\n\nC", "<blockquote>\n<strong>T</strong><br/>\nB.\n</blockquote>"),
        (">>>\nA.\n\nB.\n>>>", "<blockquote>\nA.\nB.\n</blockquote>"),
        ("- [ ] a\n- [~] b\n- [/] c", "<li>☐ a</li>\n<li>☒ b</li>\n<li>☐ c</li>"),
        ("```math\nx\ny", "<pre><code>x\ny"),
        ("```\n!!! x\n    y\n```", "<pre><code>!!! x\n    y"),
        # pandoc
        ("(@a) One.\n\nSee (@a).", "(1) One.\nSee (1)."),
        ("[w]{#at} [](#at)", '<span id="at">w</span>'),
        ("`<b>x</b>`{=html} `y`", "<b>x</b> <code>y</code>"),
        ("\\emph{A} \\textsc{b}\\footnote{N.}", '<em>A</em> <span class="small-caps">b</span><a'),
        (
            "## A *b*\n\n[A b][] [x][A *b*]",
            '<a href="#heading-1">A b</a> <a href="#heading-1">x</a>',
        ),
        ("A b\n---\n\n[](#a-b), [](https://x.org)", '<a href="#heading-1">A b</a>, <a href="https'),
        ('![a](a.jpg "A *cap*."){#p}\n\n[](#p)', 'href="#p">A cap</a>'),
        # Docusaurus, Quarto, MyST, MDX
        (":::tip[A *t*]\nB.\n:::", "<div>\n<strong>A <em>t</em></strong>\nB.\n</div>"),
        (":::note A t\nB.\n:::\n\nC", "<div>\n<strong>A t</strong>\nB.\n</div>\nC"),
        ('::: {.x title="A t"}\nB.\n:::', "<div>\n<strong>A t</strong>\nB.\n</div>"),
        ("```{tip} A t\n:class: x\nB.\n```\n\nC", "<strong>A t</strong>"),
        ("H{sub}`2`O {abbr}`HTML`", "H<sub>2</sub>O HTML"),
        ("A{/* not\nprinted */}B", "A\nB"),
        # contents and readings
        ("A\n\n[[_TOC_]]\n\n[TOC]\n\n${toc}", "A"),
        (
            "{漢字|かんじ} ｜東京《とうきょう》",
            "<ruby>漢字<rt>かんじ</rt></ruby> <ruby>東京<rt>とう",
        ),
        # TeX that is none
        ("It cost $5 and $10, or 5$.", "It cost $5 and $10, or 5$."),
        (r"\[sic\] \(or so\)", "[sic] (or so)"),
    ],
)
def test_marks_are_read(markdown: str, wanted: str) -> None:
    found = body(markdown)
    assert wanted in (found if "class" not in wanted else xhtml(markdown))


def xhtml(markdown: str) -> str:
    return text(markdown).finished.body.xhtml.replace("<p>", "").replace("</p>", "")


def test_a_picture_of_myst_is_a_figure() -> None:
    source = "```{figure} a.jpg\n:alt: An a\n\nIts *words*\n```\n\nEnd."
    found = body(source)
    assert '<img alt="An a" src="pictures/@0"/><figcaption>Its <em>words</em></figcaption>' in found


def test_private_words_are_nowhere() -> None:
    found = text("One %%secret%% two.\n\n%%\nmore\n\nsecret\n%%\n\nThree.")
    assert "secret" not in found.finished.body.xhtml
    assert [(p.severity, p.message) for p in found.problems] == [
        (Severity.NOTE, "between %% and not printed: 2 comments")
    ]


def test_inline_notes_are_notes() -> None:
    found = body("One^[With [a link](https://x.org) and *em*.] two^[More.]. Old[^a].\n\n[^a]: Old.")
    assert found.count('class="note"') == 3
    assert '<a href="https://x.org">a link</a> and <em>em</em>.' in found
    assert body("Not ^[closed").count("note") == 0


def test_embeds() -> None:
    found = text("![[poster.png|A poster|300]] and ![[Other note#part]].")
    assert 'alt="A poster"' in found.finished.body.xhtml
    assert "[[Other note]]" in found.finished.body.xhtml
    assert [each.src for each in found.pictures] == ["poster.png"]
    assert "printed as a link only: 1 embedded note" in warnings("![[Other]]")[0][1]


@pytest.mark.parametrize(
    ("markdown", "line", "message"),
    [
        ("A.\n\nSee [@doe2020, p. 3; @roe].", 6, "printed as it stands: 1 citation"),
        ("State $h_t$ and $x$.\n\n$$\\phi(s)$$", 4, "printed as it stands in TeX: 3 formulas"),
        ('A.\n\n[gallery ids="1,2"]\n\n[expand]\nB.\n[/expand]', 6, "2 WordPress shortcodes"),
        ("::: {.x}\nA.", 4, "opened with ::: and not closed: 1 division"),
        ("One {++new++} and {--old--}{>>why?<<}.", 4, "struck out: 2 marked changes"),
        ("A [b][c] d.\n\n## B", 4, "printed as it stands: 1 link without an address"),
        ("A.\n\n\\newpage\n\nB.", 6, "left out: 1 TeX line"),
        ("A \\vspace{2cm} b.", 4, "printed as it stands: 1 TeX command"),
        ("Good :smile: film :+1:.", 4, "printed as it stands: 2 emoji names"),
        ("A.\n\n#film #horror/slasher", 6, "printed as it stands: 1 tag line"),
        ("A [rating:: 9] film.", 4, "printed as it stands: 1 Dataview field"),
        ("A.\n\n#+AUTHOR: me", 6, "printed as it stands: 1 Org line"),
        ('A.\n\n--8<-- "b.md"', 6, "printed as it stands: 1 included file"),
        ("A [#Doe:2006] and [%title]. [?so]", 4, "printed as it stands: 2 MultiMarkdown marks"),
        ("A.\n\n```dataview\nLIST\n```", 6, "left out: 1 foreign passage"),
        ("{% dialogue %}\nA.\n{% enddialogue %}", 4, "{% dialogue %} was left out"),
    ],
)
def test_what_is_not_read_is_reported_once(
    markdown: str, line: int, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formulas, "installed", lambda: False)
    ((at, found),) = warnings(markdown)
    assert message in found
    assert at == line


@pytest.mark.parametrize(
    "words", ["he wanted [more] of it", "and so on [ad nauseam].", "[video](https://x.org) of it"]
)
def test_brackets_in_a_sentence_are_no_shortcodes(words: str) -> None:
    assert not warnings(f"A. {words}")
    assert not warnings(words)


def test_without_the_extra_a_formula_is_printed_to_the_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(formulas, "installed", lambda: False)
    source = r"$a_1 * b_2 * c_{3}$ and \(x_1 + *y*\) and $$\frac{a}{b}$$"
    assert source in text(source).finished.body.xhtml


def test_a_caption_of_wordpress_is_a_figure() -> None:
    picture = '<a href="https://x.org"><img src="a.jpg" alt="An a" /></a>'
    source = f'[caption id="x" width="300"]{picture} Its *words*[/caption]\n\nEnd.'
    found = text(source).finished.body.xhtml
    assert "<figcaption>" in found
    assert "Its <em>words</em>" in found
    assert "[caption" not in found


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        ("After {% include movie name='Jaws|1975' %} all.", "After Jaws|1975 all."),
        ('Then {{< film "Alien" >}} came.', "Then Alien came."),
        ("{% percent %} of {{curly}}", "{% percent %} of {{curly}}"),
    ],
)
def test_words_in_the_tag_of_a_sentence_stay(markdown: str, wanted: str) -> None:
    assert body(markdown) == wanted


@pytest.mark.parametrize("mark", ["==a== %%b%% ^[c]", "::: x", "[a]{.smallcaps}", "$a_b$ H~2~O"])
def test_code_is_no_dialect(mark: str) -> None:
    assert f"<code>{mark}</code>" in text(f"Write `{mark}`.").finished.body.xhtml


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        ("<div>\n\n*a*\n\n</div>\n\nEnd.", "<div>\n<em>a</em>\n</div>\nEnd."),
        ("<center>\n\n*a*\n\n</center>", '<div class="align-center">\n<em>a</em>\n</div>'),
        ("<details>\n<summary>S</summary>\n\n- *x*\n\n</details>", "<li><em>x</em></li>"),
        ("<blockquote>\n\n**q**\n\n</blockquote>", "<blockquote>\n<strong>q</strong>\n"),
        ("<div>\n<div>\n\n*a*\n\n</div>\n</div>", "<div>\n<div>\n<em>a</em>\n</div>\n</div>"),
        ("<div>\n\n*not closed*", "<div>\n<em>not closed</em>\n</div>"),
        ("<div>\n*html*\n</div>\n\n*a*", "<div>\n*html*\n</div>\n<em>a</em>"),
        ("<p>*html*</p>\n\n*a*", "*html*\n<em>a</em>"),
        ("<figure>\n<figcaption>\n\n*a*\n\n</figcaption>\n</figure>", "<em>a</em>\n</figcaption>"),
        ("<table><tr><td>\n\n*a*\n\n</td><td>*b*</td></tr></table>", "<em>a</em>\n</td>\n<td>*b*"),
        ("<ul>\n  <li>\n\n*a*\n\n  </li>\n</ul>", "<li>\n<em>a</em>\n</li>"),
    ],
)
def test_markdown_inside_html_follows_a_blank_line(markdown: str, wanted: str) -> None:
    assert wanted in body(markdown)


def test_a_figure_around_a_picture_is_one_figure() -> None:
    found = xhtml("<figure>\n\n![p](a.jpg)\n\n<figcaption>C</figcaption>\n</figure>")
    assert found.count("<figure>") == 1
    assert "<figcaption>C</figcaption>" in found


def test_a_caption_is_markdown() -> None:
    found = xhtml(r'![P](a.jpg "It\'s \"quoted\" *em*")')
    assert """<figcaption>It's "quoted" <em>em</em></figcaption>""" in found


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        (
            'One.\n![P](a.jpg "Its *cap*")\nTwo.',
            "<figcaption>Its <em>cap</em></figcaption></figure>\nTwo.",
        ),
        ('One.\n[![P](a.jpg "Cap")](https://x.org)', "</a><figcaption>Cap</figcaption></figure>"),
        ('- a\n  ![P](a.jpg "Cap")', "<figcaption>Cap</figcaption></figure></li>"),
        ('See ![P](a.jpg "A caption of some words") there.', "<figcaption>A caption of"),
        ('A ![smile](a.png "smile") there.', 'title="smile"/> there.'),
        ('![P](a.jpg "T")**b**', 'title="T"/><strong>b'),
    ],
)
def test_a_caption_is_never_lost(markdown: str, wanted: str) -> None:
    assert wanted in xhtml(markdown)


def test_a_linked_picture_alone_is_a_figure() -> None:
    found = xhtml('[![Q](b.jpg "Cap")](https://x.org)')
    assert found.startswith('<figure><a href="https://x.org"><img')
    assert "<figcaption>Cap</figcaption>" in found


@pytest.mark.parametrize(
    ("markdown", "href"),
    [
        ("[a](<b c.md>)", "b%20c.md"),
        ("[a](<https://x.org/a b>)", "https://x.org/a%20b"),
        ('[a](<https://x.org/a b> "title")', "https://x.org/a%20b"),
        ("[a](<x(1).md>)", "x%281%29.md"),
        ("[a](b c.md)", "b%20c.md"),
    ],
)
def test_spaces_in_addresses(markdown: str, href: str) -> None:
    assert f'href="{href}"' in body(markdown)


def test_words_of_a_pictures_address_are_not_missed() -> None:
    assert "pictures/@0" in body("![Poster](café noir.png)")


@pytest.mark.parametrize(
    "href",
    ["#the-ending", "#The-Ending", "#its-the-end-again", "#it-s-the-end-again", "#été-à-paris",
     "#ete-a-paris", "#%C3%A9t%C3%A9-%C3%A0-paris", "#the-ending-1", "#own"],
)  # fmt: skip
def test_links_to_headings_by_the_names_of_other_programs(href: str) -> None:
    source = (
        f"See [it]({href}).\n\n## The ending\n\nA.\n\n## 2. It's the end, again!\n\nB.\n\n"
        "## Été à Paris\n\nC.\n\n## The ending\n\nD.\n\n## Other {#own}\n\nE."
    )
    if href == "#it-s-the-end-again":
        assert "leads nowhere" in warnings(source)[0][1]
        return
    found = body(source)
    target = re.search(r'<a href="#([^"]+)">it</a>', found)
    assert target is not None
    assert f'id="{target[1]}"' in found


def test_a_link_to_no_heading_is_reported() -> None:
    assert warnings("A.\n\nSee [it](#nowhere).") == [
        (6, "the link to #nowhere leads nowhere in this text; only its words are printed")
    ]
    assert text("See [it](#nowhere).").finished.body.xhtml == "<p>See it.</p>"

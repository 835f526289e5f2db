"""Whatever is written, cleaning ends, its result is well-formed, safe, and stays as it is."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anthology import config
from anthology.load import markdown
from anthology.load.body import finish
from anthology.load.characters import paired, scrub
from anthology.load.clean import clean
from anthology.load.limits import crowded
from anthology.load.manuscript import Task, read
from anthology.report import Place

PLACE = Place("a.md", 1)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
FORBIDDEN = re.compile(
    r"<(?:script|style|iframe|object|embed|form|svg|math|base|meta|link|template)\b"
    r"|<[^>]*\s(?:on\w+|style|srcset|ping|formaction)=|href=\"\s*(?!https?:|mailto:|#)",
    re.IGNORECASE,
)
PIECES = [
    "<b>", "</b>", "<p>", "</p>", "<div>", "</div>", "<table>", "<tr>", "<td>", "</table>",
    "<ul>", "<li>", "</ul>", "<dl>", "<dd>", "<dt>", "<a href='javascript:x'>", "<a href='#x'>",
    "</a>", "<script>", "</script>", "<style>", "<svg>", "</svg>", "<math>", "<mtext>",
    "<img src=x onerror=y>", "<!--", "-->", "<![CDATA[", "]]>", "<x y='z", "<p title=\"",
    "&#xFFFF;", "&lt;", "&", "<pre>\n\n", "</pre>", "<h2>", "</h2>", "<noscript>",
    "<plaintext>", "<textarea>", "<select>", "<template>", "<section class=notes>",
    "<aside class=note id=note-1>", "<span id=x>", "<center>", "<ruby>", "<rt>", "\u202e",
    "\u2069", "\x00", "\ufeff", "\r\n", "\n\n", "- ", "1. ", "> ", "# ", "    ", "*", "**", "_",
    "`", "```\n", "[^1]", "[^1]: ", "[a](b)", "![a](b)", "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "{: onclick=x }", "{.spoiler}", "{spoiler}", "{/spoiler}", "Term\n: Definition\n", "---\n",
    "words ", "\u05e9\u05dc\u05d5\u05dd", "caf\xe9", "\U0001f600",
]  # fmt: skip
MIXED = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map("".join)
ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=200)


@QUICK
@given(MIXED | ANY_TEXT)
def test_cleaning_is_safe_and_settles(html: str) -> None:
    once = clean(html, place=PLACE, source=html)
    ET.fromstring(f"<body>{once.xhtml}</body>")
    assert not FORBIDDEN.search(once.xhtml)
    twice = clean(once.xhtml, place=PLACE)
    assert twice.xhtml == once.xhtml


@QUICK
@given(MIXED)
def test_markdown_becomes_a_body(text: str) -> None:
    if crowded(text, PLACE, config.LimitsTable()):
        return
    cleaned = clean(markdown.to_html(scrub(text, PLACE)[0]), place=PLACE, source=text)
    body = finish(cleaned.xhtml, "").body
    ET.fromstring(f"<body>{body.xhtml}</body>")
    assert not FORBIDDEN.search(body.xhtml)


@QUICK
@given(st.binary(max_size=200) | (MIXED | ANY_TEXT).map(lambda t: t.encode("utf-8", "replace")))
def test_reading_never_stumbles(data: bytes) -> None:
    task = Task(data, "a.md", "review-a", config.SourceTable(), config.LimitsTable())
    result = read(task)
    assert result.review or result.problems or result.withheld


@QUICK
@given(ANY_TEXT | MIXED)
def test_direction_ends_with_its_paragraph(text: str) -> None:
    once = paired(text)
    assert paired(once) == once
    openers = sum(once.count(c) for c in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
    assert openers == once.count("\u202c") + once.count("\u2069")

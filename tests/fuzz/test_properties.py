"""Whatever is written, cleaning ends, its result is well-formed, safe, and stays as it is."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manuscripts import ANY_TEXT, MIXED

from anthology import config
from anthology.load.clean.body import finish
from anthology.load.clean.characters import paired, scrub
from anthology.load.clean.clean import clean
from anthology.load.clean.limits import crowded
from anthology.load.formats import markdown
from anthology.load.manuscript import read
from anthology.load.model import Manuscript
from anthology.report import Place

PLACE = Place("a.md", 1)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
FORBIDDEN = re.compile(
    r"<(?:script|style|iframe|object|embed|form|svg|math|base|meta|link|template)\b"
    r"|<[^>]*\s(?:on\w+|style|srcset|ping|formaction)=|href=\"\s*(?!https?:|mailto:|#)",
    re.IGNORECASE,
)


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
    manuscript = Manuscript(data, "a.md", "review-a", config.SourceTable(), config.LimitsTable())
    result = read(manuscript)
    assert result.review or result.problems or result.left_out


@QUICK
@given(ANY_TEXT | MIXED)
def test_direction_ends_with_its_paragraph(text: str) -> None:
    once = paired(text)
    assert paired(once) == once
    openers = sum(once.count(c) for c in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
    assert openers == once.count("\u202c") + once.count("\u2069")

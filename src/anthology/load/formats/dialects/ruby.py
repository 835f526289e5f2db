"""Readings above words, as Japanese writers mark them: {漢字|かんじ}, ｜漢字《かんじ》."""

from __future__ import annotations

import re

from anthology.load.formats.dialects.findings import Findings

KANJI = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
KANA = "\u3040-\u30ff\u30fc"
PATTERNS = (
    re.compile(rf"\{{(?P<base>[{KANJI}{KANA}]+)\|(?P<reading>[{KANA}A-Za-z|]+)\}}"),
    re.compile(rf"\[(?P<base>[{KANJI}]+)\](?:\{{|\(\^)(?P<reading>[{KANA}]+)[)}}]"),
    re.compile(r"｜(?P<base>[^｜《》\n]{1,30})《(?P<reading>[^《》\n]{1,30})》"),
    re.compile(rf"(?P<base>[{KANJI}]{{1,30}})《(?P<reading>[{KANA}]+)》"),
)


def read(text: str, _: Findings) -> str:
    """The text with elements for its readings."""
    if not re.search(rf"[{KANJI}]", text):
        return text
    for pattern in PATTERNS:
        text = pattern.sub(_ruby, text)
    return text


def _ruby(match: re.Match[str]) -> str:
    return f"<ruby>{match['base']}<rt>{match['reading'].replace('|', '')}</rt></ruby>"

"""The styles of an OpenDocument text: what a paragraph is, how a run looks, how a list counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from anthology.load.formats.documents.opendocument.names import (
    FO,
    STYLE,
    TEXT,
    get,
    points,
    whole,
)
from anthology.load.formats.documents.package import Element
from anthology.load.formats.documents.runs import PLAIN, Look
from anthology.text.list_numbers import figures

HEADING = re.compile(r"Heading (\d)")
KINDS = {
    "Title": "title", "Subtitle": "subtitle", "Quotations": "quote", "Quote": "quote",
    "Intense Quote": "quote", "Block Text": "quote", "Verse": "verse", "Poem": "verse",
    "Poetry": "verse", "Preformatted Text": "code", "Source Code": "code", "Author": "author",
    "Date": "date", "Signature": "signature", "Horizontal Line": "rule", "Epigraph": "epigraph",
}  # fmt: skip
CODE = frozenset({"Source Text", "Teletype", "Verbatim Char"})
LOOPS = 20
FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
         "1": "decimal"}  # fmt: skip
SIGNS = re.compile(r"_([0-9a-f]{2})_")  # “Heading_20_1”
INDENTED = 18.0  # points at both sides make a quotation, a quarter of an inch


@dataclass(frozen=True)
class Styles:
    """All styles by family and name, and the list styles."""

    styles: dict[tuple[str, str], Element] = field(default_factory=dict)
    lists: dict[str, Element] = field(default_factory=dict)
    language: str = ""  # of what has no other

    def chain(self, family: str, name: str) -> list[Element]:
        """A style and its parents, itself first."""
        found: list[Element] = []
        while (family, name) in self.styles and len(found) < LOOPS:
            found.append(self.styles[family, name])
            name = get(found[-1], STYLE + "parent-style-name")
        return found

    def names(self, family: str, name: str) -> list[str]:
        """The names of a style and its parents as a program shows them."""
        chain = self.chain(family, name)
        own = [get(each, STYLE + "name") for each in chain]
        last = get(chain[-1], STYLE + "parent-style-name") if chain else name
        return [SIGNS.sub(lambda m: chr(int(m[1], 16)), each) for each in (*own, last) if each]

    def kind(self, name: str) -> str:
        """What the style makes of a paragraph, as in `model.Page`; "" for prose."""
        for each in self.names("paragraph", name):
            if heading := HEADING.fullmatch(each):
                return f"heading-{heading[1]}"
            if each in KINDS:
                return KINDS[each]
        indents = [points(self.paragraph(name, f"margin-{side}")) for side in ("left", "right")]
        if min(indents) >= INDENTED:
            return "quote"
        lines = points(self.paragraph(name, "text-indent"))
        return "indented" if indents[0] >= INDENTED and not lines else ""

    def paragraph(self, name: str, key: str, space: str = FO) -> str:
        """A property of paragraphs."""
        found = (get(each.find(STYLE + "paragraph-properties"), space + key)
                 for each in self.chain("paragraph", name))  # fmt: skip
        return next(filter(None, found), "")

    def look(self, family: str, name: str, base: Look = PLAIN) -> Look:
        """The look that a style gives to letters that looked like `base`."""
        look = base
        for style in reversed(self.chain(family, name)):
            properties = style.find(STYLE + "text-properties")
            if properties is not None:
                look = replace(look, **dict(_looks(properties)))
        if family == "text" and CODE.intersection(self.names(family, name)):
            look = replace(look, code=True)
        return look

    def named_look(self, name: str) -> Look:
        """The look of a paragraph by its named style, without what was set by hand."""
        chain = self.chain("paragraph", name)
        named = get(chain[0], STYLE + "parent-style-name") if _is_automatic(chain) else name
        return self.look("paragraph", named)

    def level(self, name: str, depth: int) -> tuple[str, int] | None:
        """The form of the numbers of a list at a depth from 1, and the first; None for bullets."""
        wanted = str(depth)
        for level in self.lists.get(name, ()):
            if get(level, TEXT + "level") == wanted and level.tag.endswith("-number"):
                written = get(level, STYLE + "num-format")  # or “١, ٢, ٣, ...”
                form = FORMS.get(written) or figures(written[:1]) or ("decimal" if written else "")
                start = whole(get(level, TEXT + "start-value"), 1)
                return (form, start) if form else None
        return None


def _is_automatic(chain: list[Element]) -> bool:
    above = chain[0].getparent() if chain else None
    return above is not None and str(above.tag).endswith("automatic-styles")


def styles(*roots: Element | None) -> Styles:
    """The styles of the parts of a document; those of later parts go first."""
    found = Styles()
    language = ""
    for root in roots:
        for style in root.iter(STYLE + "style") if root is not None else ():
            name = get(style, STYLE + "name")
            found.styles[get(style, STYLE + "family"), name] = style
        for listed in root.iter(TEXT + "list-style") if root is not None else ():
            found.lists[get(listed, STYLE + "name")] = listed
        for usual in root.iter(STYLE + "default-style") if root is not None else ():
            if get(usual, STYLE + "family") == "paragraph":
                language = _language(usual.find(STYLE + "text-properties"))
    return replace(found, language=language)


def _looks(properties: Element) -> Iterator[tuple[str, Any]]:
    given = {
        "italic": (get(properties, FO + "font-style"), {"italic", "oblique"}),
        "bold": (get(properties, FO + "font-weight"), {"bold", "600", "700", "800", "900"}),
        "small_caps": (get(properties, FO + "font-variant"), {"small-caps"}),
    }  # fmt: skip
    yield from ((name, value in those) for name, (value, those) in given.items() if value)
    for name, key in (("struck", "line-through"), ("underlined", "underline")):
        if value := get(properties, f"{STYLE}text-{key}-style"):
            yield name, value != "none"
    if position := get(properties, STYLE + "text-position"):
        yield "raised", _raised(position)
    if language := _language(properties):
        yield "language", language
    if size := points(get(properties, FO + "font-size")):
        yield "size", size
    if display := get(properties, TEXT + "display"):
        yield "hidden", display == "none"


def _raised(position: str) -> str:
    first = position.split(maxsplit=1)[0]
    if first in {"super", "sub"}:
        return {"super": "sup", "sub": "sub"}[first]
    number = first.removesuffix("%")
    if number in {"0", ""}:
        return ""
    return "sub" if number.startswith("-") else "sup"


def _language(properties: Element | None) -> str:
    language, country = (get(properties, FO + name) for name in ("language", "country"))
    if language in {"", "none", "zxx"}:
        return ""
    return f"{language}-{country}" if country not in {"", "none"} else language

"""The styles of a Word file: what a paragraph is by its style, and how a run looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from anthology.load.formats.documents.package import Element
from anthology.load.formats.documents.word.parts import child, children, value, whole

HEADING = re.compile(r"heading ?([1-6])")
KINDS = {  # the names of styles, which Word writes in English whatever it shows
    "title": "title", "subtitle": "subtitle", "author": "author", "byline": "author",
    "date": "date", "quote": "quote", "intense quote": "quote", "block text": "quote",
    "quotations": "quote", "quotation": "quote", "block quotation": "quote", "blockquote": "quote",
    "verse": "verse", "poem": "verse", "poetry": "verse", "html preformatted": "code",
    "preformatted text": "code", "source code": "code", "epigraph": "epigraph",
    "signature": "signature", "dateline": "dateline",
}  # fmt: skip
CODE = frozenset({"verbatim char", "html code", "html typewriter", "source text", "code"})
TOGGLES = ("b", "i", "smallCaps", "strike", "vanish")  # set in two styles they cancel each other
LOOPS = 20  # styles that a style is based on; none of Word's own has more than four


@dataclass(frozen=True)
class Style:
    """A style, its gaps not yet filled from the one that it is based on."""

    name: str  # in lower case
    based_on: str
    run: Element | None
    paragraph: Element | None


@dataclass(frozen=True)
class Styles:
    """All styles by their ids, and the ids of the defaults."""

    by_id: dict[str, Style] = field(default_factory=dict)
    paragraph: str = ""  # the style of paragraphs that name none
    language: str = ""  # of runs that have no other, most often that of the machine

    def chain(self, name: str) -> list[Style]:
        """A style and those that it is based on, itself first."""
        found: list[Style] = []
        while name in self.by_id and len(found) < LOOPS:
            found.append(self.by_id[name])
            name = found[-1].based_on
        return found

    def kind(self, name: str) -> str:
        """What the style makes of a paragraph: "heading-2", "quote" ... "" for prose."""
        for style in self.chain(name):
            if heading := HEADING.fullmatch(style.name):
                return f"heading-{heading[1]}"
            if style.name in KINDS:
                return KINDS[style.name]
        return ""

    def paragraph_property(self, name: str, key: str) -> Element | None:
        """A property of paragraphs in a style, or in one that it is based on."""
        found = (child(style.paragraph, key) for style in self.chain(name))
        return next((each for each in found if each is not None), None)

    def run_property(self, name: str, key: str) -> Element | None:
        """The same of runs."""
        found = (child(style.run, key) for style in self.chain(name))
        return next((each for each in found if each is not None), None)

    def is_code(self, name: str) -> bool:
        """Whether a style of runs is one for code."""
        return any(style.name in CODE for style in self.chain(name))


def styles(root: Element | None) -> Styles:
    """The styles in a part of styles."""
    found: dict[str, Style] = {}
    default = ""
    for style in children(root, "style"):
        name = value(style, "styleId")
        found[name] = Style(
            value(child(style, "name")).lower(),
            value(child(style, "basedOn")),
            child(style, "rPr"),
            child(style, "pPr"),
        )
        if value(style, "type") == "paragraph" and is_on(value(style, "default") or "0"):
            default = name
    usual = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
    return Styles(found, default, value(child(usual, "lang")))


def is_on(written: str) -> bool:
    """Whether a property that is there is set."""
    return written not in {"0", "false", "off", "none"}


@dataclass(frozen=True)
class Look:
    """How a run looks: its own properties and its styles' together."""

    toggles: frozenset[str]  # of TOGGLES, those that are set
    underlined: bool = False
    vertical: str = ""
    half_points: int = 0
    language: str = ""
    rtl: bool = False
    code: bool = False


def look(own: Element | None, paragraph: str, known: Styles) -> Look:
    """The look of a run with these properties in a paragraph of that style."""
    style = value(child(own, "rStyle"))
    underline = _property(own, style, "", "u", known)
    rtl = child(own, "rtl")
    return Look(
        frozenset(_toggled(own, style, paragraph, known)),
        underline is not None and is_on(value(underline) or "none"),
        value(_property(own, style, paragraph, "vertAlign", known)),
        whole(value(_property(own, style, paragraph, "sz", known))),
        _language(own, style, paragraph, known),
        rtl is not None and is_on(value(rtl)),
        known.is_code(style),
    )


def _toggled(own: Element | None, style: str, paragraph: str, known: Styles) -> Iterator[str]:
    for name in TOGGLES:
        direct = child(own, name)
        if direct is not None:
            is_set = is_on(value(direct))
        else:
            found = (known.run_property(each, name) for each in (style, paragraph))
            is_set = sum(each is not None and is_on(value(each)) for each in found) == 1
        if is_set:
            yield name


def _property(
    own: Element | None, style: str, paragraph: str, key: str, known: Styles
) -> Element | None:
    direct = child(own, key)
    if direct is not None:
        return direct
    found = (known.run_property(each, key) for each in (style, paragraph))
    return next((each for each in found if each is not None), None)


def _language(own: Element | None, style: str, paragraph: str, known: Styles) -> str:
    """The language that a run is marked with; the machine's, a default of the file, is none."""
    found = _property(own, style, paragraph, "lang", known)
    if found is None:
        return ""
    return value(found, "bidi" if child(own, "rtl") is not None else "val")

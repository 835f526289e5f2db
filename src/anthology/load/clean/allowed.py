"""What a manuscript's HTML may hold: elements, attributes and classes. All else goes."""

from __future__ import annotations

from anthology.book import CROSS_REFERENCE
from anthology.text.list_numbers import SIGNS


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Elements that stay, and what old or sectioning ones become.
INLINE = _names(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp "
    "small span strong sub sup u var wbr"
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | _names(
    "aside blockquote caption col colgroup dd div dl dt figcaption figure hr li ol p "
    "pre section table tbody td tfoot th thead tr ul"
)
RENAMED = {
    "acronym": "abbr",
    "address": "div",
    "article": "div",
    "center": "div",
    "details": "div",
    "dir": "ul",
    "fieldset": "div",
    "footer": "div",
    "form": "div",
    "header": "div",
    "hgroup": "div",
    "legend": "p",
    "listing": "pre",
    "main": "div",
    "menu": "ul",
    "nav": "div",
    "search": "div",
    "strike": "s",
    "summary": "p",
    "tt": "code",
    "xmp": "pre",
}
TAGS = INLINE | BLOCKS | RENAMED.keys()

# Unwrapped without a word: their content is what was meant.
SILENT = _names(
    "basefont big blink body data font head html label marquee nobr output picture rb "
    "rtc slot source time"
)
# Dropped with all they hold.
DROPPED = _names(
    "applet audio canvas datalist frameset iframe math noembed noframes noscript object "
    "portal script select style svg template textarea title video"
)

ATTRIBUTES = {
    "*": {"align", "class", "dir", "id", "lang", "style"},
    "a": {"href", "name"},
    "abbr": {"title"},
    "acronym": {"title"},
    "img": {"alt", "data-src", "height", "title", "width"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "span": {"data-entry", "data-see"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "code": {"data-math"},
    "col": {"span"},
    "colgroup": {"span"},
}
ALIGNMENTS = {
    "center": "align-center",
    "justify": "align-justify",
    "left": "align-left",
    "right": "align-right",
}
# What other programs call them: Bootstrap, Markdown readers with attributes.
CALLED = {
    f"{prefix}{side}": ALIGNMENTS[meant]
    for prefix in ("", "text-", "has-text-align-")
    for side, meant in {
        "center": "center", "centre": "center", "centered": "center", "left": "left",
        "right": "right", "end": "right",
    }.items()
}  # fmt: skip
FIGURES = {  # of a numbered list: its type by the name that style sheets have for it
    "decimal": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "lower-roman": "i",
    "upper-alpha": "A",
    "upper-latin": "A",
    "upper-roman": "I",
}
ALIGNED = _names("blockquote center div figure h1 h2 h3 h4 h5 h6 p table td th tr")
CLASSES = {
    "a": {CROSS_REFERENCE, "footnote-backref", "footnote-ref", "note-call"},
    "aside": {"note"},
    "b": {"speaker"},
    "blockquote": {"verse"},
    "code": {"formula"},
    "div": {"dateline", "epigraph", "footnote", "signature", "source", "spoiler", "verse"},
    "img": {
        "width-25",
        "width-50",
        "width-75",
        "width-100",
        "small",
        "beside",
        "full-page",
        "bleed",
        "spread",
    },
    "p": {"dateline", "epigraph", "signature", "source", "speech", "verse"},
    "section": {"notes"},
    "span": {"index", "small-caps", "source", "speaker", "spoiler"},
    "strong": {"speaker"},
    "sup": {"footnote-ref"},
    "ul": {SIGNS},
}
# The path of another manuscript, in a link: compose leads it to its place in the book.
MANUSCRIPT = r"[^:?#\s]+\.(?:md|markdown|txt|html?|org|mdx|rst|adoc)(?:#\S*)?"

SCHEMES = {"http", "https", "mailto"}

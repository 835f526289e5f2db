"""The trees of Ghost's editors as HTML: Lexical, and Mobiledoc before it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from anthology.imports.json_files import Table, table, tables, word

FORMATS = ((1, "strong"), (2, "em"), (4, "s"), (8, "u"), (16, "code"), (32, "sub"), (64, "sup"))
ELEMENTS = {"paragraph": "p", "quote": "blockquote", "extended-quote": "blockquote",
            "aside": "blockquote", "listitem": "li"}  # fmt: skip
EMBEDS = frozenset({"embed", "video", "audio", "bookmark", "gallery", "file"})


def html_of_lexical(text: str) -> str:
    """The HTML of a tree, "" where there is none, or one that no editor made."""
    try:
        return _children(table(table(_value(text)).get("root")))
    except RecursionError:
        return ""


def _value(text: str) -> Any:
    try:
        return json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}


def _children(node: Table) -> str:
    return "".join(map(_node, tables(node.get("children"))))


def _node(node: Table) -> str:
    kind = word(node.get("type"))
    if kind in WITHOUT_CHILDREN:
        return WITHOUT_CHILDREN[kind](node)
    name = _element(kind, node)
    inside = _children(node)
    if kind == "link":
        return f'<a href="{escape(word(node.get("url")))}">{inside}</a>'
    return f"<{name}>{inside}</{name}>" if name else inside


def _element(kind: str, node: Table) -> str:
    if kind in {"heading", "extended-heading"}:
        tag = word(node.get("tag"))
        return tag if tag in {f"h{n}" for n in range(1, 7)} else "h2"
    if kind == "list":
        return "ol" if node.get("listType") == "number" else "ul"
    return ELEMENTS.get(kind, "")


def _text(node: Table) -> str:
    found = escape(str(node.get("text") or ""), quote=False)
    bits = node.get("format")
    for bit, name in FORMATS:
        if isinstance(bits, int) and bits & bit:
            found = f"<{name}>{found}</{name}>"
    return found


def _image(node: Table) -> str:
    source, words = (escape(word(node.get(key))) for key in ("src", "alt"))
    caption = word(node.get("caption"))
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="{source}" alt="{words}">{below}</figure>'


WITHOUT_CHILDREN: Mapping[str, Callable[[Table], str]] = {
    "text": _text,
    "extended-text": _text,
    "linebreak": lambda _: "<br>",
    "horizontalrule": lambda _: "<hr>",
    "image": _image,
    "html": lambda node: word(node.get("html")),
    "markdown": lambda node: word(node.get("markdown")),
    **dict.fromkeys(EMBEDS, lambda _: "<embed>"),
}


def html_of_mobiledoc(text: str) -> str:
    """The HTML of a document of Ghost before version 5, "" where there is none."""
    document = table(_value(text))
    sections = document.get("sections")
    if not isinstance(sections, list):
        return ""
    return "".join(_section(each, document) for each in sections if isinstance(each, list) and each)


def _section(section: list[Any], document: Table) -> str:
    kind, *rest = section
    if kind == 1 and len(rest) > 1:  # a block of text: its tag and its markers
        return f"<{rest[0]}>{_markers(rest[1], document)}</{rest[0]}>"
    if kind == 3 and len(rest) > 1:  # a list
        items = "".join(f"<li>{_markers(item, document)}</li>" for item in rest[1])
        return f"<{rest[0]}>{items}</{rest[0]}>"
    if kind == 10 and rest:
        return _card(document, rest[0])
    return ""


def _card(document: Table, number: object) -> str:
    cards = document.get("cards")
    if not isinstance(cards, list) or not isinstance(number, int) or number >= len(cards):
        return ""
    name, payload = (*cards[number], {})[:2]
    return _node({**table(payload), "type": "horizontalrule" if name == "hr" else name})


def _markers(markers: object, document: Table) -> str:
    """Text with the marks that are opened and closed in it by number."""
    written, is_open = "", list[str]()
    for marker in markers if isinstance(markers, list) else ():
        kind, opens, closes, value = (*marker, "", "", "", "")[:4]
        for number in opens if isinstance(opens, list) else ():
            name, start = _markup(document, number)
            written += start
            is_open.append(name)
        written += escape(str(value), quote=False) if kind == 0 else "<br>"
        for _ in range(closes if isinstance(closes, int) else 0):
            written += f"</{is_open.pop()}>" if is_open else ""
    return written


def _markup(document: Table, number: int) -> tuple[str, str]:
    markups = document.get("markups")
    if not isinstance(markups, list) or not 0 <= number < len(markups):
        return "span", "<span>"
    name, *attributes = markups[number]
    pairs = attributes[0] if attributes and isinstance(attributes[0], list) else []
    named = dict(zip(pairs[::2], pairs[1::2], strict=False))
    href = f' href="{escape(str(named["href"]))}"' if "href" in named else ""
    return str(name), f"<{name}{href}>"

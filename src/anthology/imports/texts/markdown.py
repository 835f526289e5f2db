"""Clean HTML as Markdown, where our own reader makes the same HTML of it again.

Whatever Markdown cannot say, or says in another way than we thought, is found by that, and stays
HTML: no word and no mark of an import depends on an escape that was forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from lxml import html

from anthology.imports.texts.blocks import tidied
from anthology.load.formats.markdown import convert
from anthology.load.header.front_matter import FrontMatter
from anthology.report import Refused

MARKS = {"i": "*", "em": "*", "b": "**", "strong": "**", "s": "~~", "del": "~~"}
LONGEST = 60_000  # characters that are worth the trouble
ESCAPED = re.compile(r"[\\`*\[\]{]|(?<!\w)_|_(?!\w)|~(?=~)|&(?=#?\w+;)|<|!(?=\[)")
# What begins a list, a heading, a quotation, a rule or a table at the start of a line.
AT_START = re.compile(r"^(?=[#>|]|[-+](?:\s|-|$))")
NUMBER_AT_START = re.compile(r"^(\d+)([.)])(?=\s|$)")


class _CannotSay(Exception):
    """Something that Markdown has no mark for."""


def of_html(source: str) -> str:
    """The text as Markdown; "" where only HTML says the same."""
    if len(source) > LONGEST or not source:
        return ""
    try:
        written = "\n\n".join(_blocks(html.fragment_fromstring(source, create_parent="div")))
        again = convert(FrontMatter("import.md", written, written)).html
    except (_CannotSay, Refused):
        return ""
    return written if _alike(tidied(again).html) == _alike(source) else ""


def _alike(text: str) -> str:
    """The HTML with one name for each mark."""
    text = re.sub(r"<(/?)em>", r"<\1i>", text)
    text = re.sub(r"<(/?)strong>", r"<\1b>", text)
    text = re.sub(r"<(/?)(?:del|strike)>", r"<\1s>", text)
    text = re.sub(r"(<[ibs]>)(\s+)", r"\2\1", text)  # a space inside a mark is one before it
    text = re.sub(r"(\s+)(</[ibs]>)", r"\2\1", text)
    return re.sub(r"<p>\s+", "<p>", text)


def _blocks(parent: html.HtmlElement) -> Iterator[str]:
    for block in parent:
        if block.tag == "section":
            yield from map(_note, block)
        else:
            yield _block(block)


def _block(block: html.HtmlElement) -> str:
    name = str(block.tag)
    if name in {"ul", "ol"} and not block.attrib:
        return "\n".join(_items(block, name))
    if name not in WRITTEN:
        raise _CannotSay
    return WRITTEN[name](block)


def _quotation(block: html.HtmlElement) -> str:
    inside = "\n\n".join(_blocks(block))
    return "\n".join(f"> {line}".rstrip() for line in inside.split("\n"))


def _heading(block: html.HtmlElement) -> str:
    return f"{'#' * int(block.tag[1])} {_inline(block)}"


def _figure(block: html.HtmlElement) -> str:
    """A picture with its caption as its title."""
    if [child.tag for child in block] != ["img", "figcaption"]:
        raise _CannotSay
    caption = _inline(block[1]).replace('"', '\\"').replace("\n", " ")
    return f'{_marked(block[0])[:-1]} "{caption}")'


def _note(note: html.HtmlElement) -> str:
    """A note below its label; its other paragraphs are indented."""
    first, *rest = "\n\n".join(_blocks(note)).split("\n")
    label = f"[^{(note.get('id') or '').removeprefix('note-')}]:"
    return "\n".join((f"{label} {first}", *(f"    {line}" if line else "" for line in rest)))


def _items(block: html.HtmlElement, name: str) -> Iterator[str]:
    """The items of a list, a line each; those of lists in them are indented below."""
    for number, item in enumerate(block, 1):
        mark = f"{number}." if name == "ol" else "-"
        if not any(child.tag in {"p", "ul", "ol", "blockquote"} for child in item):
            yield f"{mark} {_lines(item)}"
            continue
        first, *inner = item
        if first.tag != "p" or any(child.tag not in {"ul", "ol"} for child in inner):
            raise _CannotSay
        yield f"{mark} {_lines(first)}"
        for child in inner:
            lines = "\n".join(_items(child, str(child.tag))).split("\n")
            yield "\n".join(f"    {line}" for line in lines)


def _lines(block: html.HtmlElement) -> str:
    """A paragraph, with nothing at the start of a line that would begin another block."""
    lines = _inline(block).strip().split("\n")
    return "\n".join(NUMBER_AT_START.sub(r"\1\\\2", AT_START.sub(r"\\", line)) for line in lines)


WRITTEN: Mapping[str, Callable[[html.HtmlElement], str]] = {
    "p": _lines,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), _heading),
    "blockquote": _quotation,
    "hr": lambda _: "* * *",
    "figure": _figure,
}


def _inline(node: html.HtmlElement) -> str:
    parts = [_escaped(node.text or "")]
    for child in node:
        parts += (_marked(child), _escaped(child.tail or ""))
    return "".join(parts)


def _marked(child: html.HtmlElement) -> str:
    name = str(child.tag)
    if name == "br":
        return "\\"  # the line end follows in the text
    if name == "img":
        return f"![{_escaped(child.get('alt') or '')}]({child.get('src')})"
    inside = _inline(child)
    if name == "a":
        is_call = child.get("class") == "note-call"
        return f"[^{child.text}]" if is_call else f"[{inside}]({child.get('href')})"
    if name == "span":
        return f"{{spoiler}}{inside}{{/spoiler}}"
    mark = MARKS.get(name)
    if mark is None:
        return f"<{name}>{inside}</{name}>"
    words = inside.strip()
    if not words:
        raise _CannotSay
    before, _, after = inside.partition(words)
    return f"{before}{mark}{words}{mark}{after}"


def _escaped(text: str) -> str:
    return ESCAPED.sub(lambda c: {"&": "&amp;", "<": "&lt;"}.get(c[0], f"\\{c[0]}"), text)

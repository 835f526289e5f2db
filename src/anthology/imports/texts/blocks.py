"""HTML of any site becomes plain blocks: paragraphs, headings, quotations, lists, tables.

What sites put around a text (scripts, forms, styles) is dropped; every word of it stays. Two line
breaks are the end of a paragraph, as Goodreads, Blogger and Letterboxd write it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape

from lxml import html
from lxml.etree import ParserError, iterwalk

from anthology.imports.texts import notes
from anthology.imports.texts.pieces import Mark, Piece, escaped, flow, line
from anthology.load.formats import styled

INLINE = {"i": "i", "em": "em", "b": "b", "strong": "strong", "u": "u", "s": "s", "del": "del",
          "strike": "s", "sub": "sub", "sup": "sup", "code": "code", "cite": "cite", "q": "q",
          "small": "small", "mark": "mark", "a": "a", "spoiler": "span"}  # fmt: skip
FLOWS = frozenset({"p", "div", "section", "article", "main", "header", "footer", "center", "aside",
                   "address", "details", "summary", "hgroup"})  # fmt: skip
HEADINGS = {"h1": "h2", **{f"h{n}": f"h{n}" for n in range(2, 7)}}
HOLDERS = {"ul": ("li",), "ol": ("li",), "dl": ("dt", "dd"),
           "table": ("caption", "thead", "tbody", "tfoot", "tr"),
           "thead": ("tr",), "tbody": ("tr",), "tfoot": ("tr",), "tr": ("td", "th"),
           "figure": ("figcaption",)}  # fmt: skip
BLOCKS = frozenset({*FLOWS, *HEADINGS, *HOLDERS, "blockquote", "pre", "hr"})
_ROW = "<tr><td>{}</td></tr>"
STRAY = {"ul": "<li>{}</li>", "ol": "<li>{}</li>", "dl": "<dd>{}</dd>", "tr": "<td>{}</td>",
         "figure": "<p>{}</p>", "table": _ROW, "thead": _ROW, "tbody": _ROW,
         "tfoot": _ROW}  # fmt: skip
DROPPED = frozenset({"script", "style", "noscript", "template", "form", "button", "input", "svg",
                     "select", "textarea", "head", "title", "meta", "link", "canvas"})  # fmt: skip
EMBEDS = frozenset({"iframe", "object", "embed", "video", "audio"})
ATTRIBUTES = {"td": ("colspan", "rowspan"), "th": ("colspan", "rowspan", "scope"), "ol": ("start",)}
CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
CDATA = re.compile(
    r"<!\[CDATA\[((?:(?!<!\[CDATA).)*?)\]\]>", re.DOTALL
)  # a browser takes it for a comment
TAG = re.compile("<[^<>]*>")
INLINE_TAG = re.compile(rf"</?(?:span|font|{'|'.join(INLINE)})(?:\s[^<>]*)?>", re.IGNORECASE)
WEB = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
VIDEO = "videos and other embeds"
DEEPEST = 100  # nested elements; a browser's parser ends at 256


@dataclass(frozen=True)
class Text:
    """A text as HTML blocks, and what stood in it that no book prints."""

    html: str = ""
    lost: tuple[str, ...] = ()


@dataclass
class _Context:
    """How a text is read, and what was found in it on the way."""

    place: Callable[[str], str]
    lost: list[str] = field(default_factory=list)


def tidied(
    source: str,
    furniture: frozenset[str] = frozenset(),
    place: Callable[[str], str] = str.strip,
) -> Text:
    """The text as blocks of clean HTML; elements of the classes `furniture` are the site's own.

    `place` gives each picture the address that it is to have; "" leaves its words in its place.
    """
    source = CDATA.sub(r"\1", CONTROL.sub("", source))
    try:
        root = html.fragment_fromstring(source, create_parent="div") if source.strip() else None
    except (ParserError, ValueError):
        root = None
    if root is None:
        return Text()
    if source.count("<") > DEEPEST and _depth(root) > DEEPEST:
        return Text(f"<p>{escape(words_of(source), quote=False)}</p>")
    for element in list(root.iter()) if furniture else ():
        if element is not root and furniture & set((element.get("class") or "").split()):
            element.drop_tree()
    context = _Context(place)
    called = notes.gathered(root) if 'href="#' in source or "href='#" in source else []
    blocks = flow(_pieces(root, (), context))
    return Text(f"{blocks}{_notes(called, context)}", tuple(context.lost))


def words_of(source: str) -> str:
    """The words of some HTML on one line, without its tags; those inside a line part no words."""
    return " ".join(unescape(TAG.sub(" ", INLINE_TAG.sub("", source))).split())


def _notes(called: list[html.HtmlElement], context: _Context) -> str:
    """The notes of a text as its last blocks, in the shape of `book.Body`."""
    written = (
        f'<aside class="note" id="note-{number}">\n{flow(_pieces(note, (), context))}\n</aside>'
        for number, note in enumerate(called, 1)
    )
    inside = "\n".join(written)
    return f'\n\n<section class="notes">\n{inside}\n</section>' if inside else ""


def _depth(root: html.HtmlElement) -> int:
    deepest, here = 0, 0
    for event, _ in iterwalk(root, events=("start", "end")):
        here += 1 if event == "start" else -1
        deepest = max(deepest, here)
    return deepest


def _pieces(node: html.HtmlElement, around: tuple[Mark, ...], context: _Context) -> Iterator[Piece]:
    """The content of an element in order, inside the marks that are open around it."""
    if node.text:
        yield Piece("text", escaped(node.text), around)
    for child in node:
        if isinstance(child.tag, str):
            yield from _of_child(child, around, context)
        if child.tail:
            yield Piece("text", escaped(child.tail), around)


def _of_child(
    child: html.HtmlElement, around: tuple[Mark, ...], context: _Context
) -> Iterator[Piece]:
    name = child.tag.lower()
    if name in EMBEDS or name in DROPPED:
        context.lost += [VIDEO] if name in EMBEDS else []
        if name == "embed":  # it has no content, but the parser takes what follows it for that
            yield from _pieces(child, around, context)
    elif name == "br":
        yield Piece("break", "<br>\n", around)
    elif name == "math" or "katex-html" in (child.get("class") or "").split():
        yield from _formula(child, around)
    elif name == "img":
        yield from _picture(child, around, context)
    elif number := child.get(notes.CALL):
        yield Piece("text", f'<a class="note-call" href="#note-{number}">{number}</a>', around)
    elif name in BLOCKS and child.get("class") != "spoiler":
        yield Piece("block", _block(child, around, context))
    else:
        yield from _pieces(child, _inside(around, child), context)


def _inside(around: tuple[Mark, ...], child: html.HtmlElement) -> tuple[Mark, ...]:
    """The open marks inside an element; a link that leads nowhere is none."""
    name = child.tag.lower()
    if name == "a":
        address = (child.get("href") or "").strip()
        if not WEB.fullmatch(address) or any(mark.name == "a" for mark in around):
            return around
        return (*around, Mark("a", f' href="{escape(address)}"'))
    if name == "spoiler" or child.get("class") == "spoiler":
        return (*around, Mark("span", ' class="spoiler"'))
    names = (INLINE[name],) if name in INLINE else styled.marks(child)
    return (*around, *(mark for each in names if (mark := Mark(each)) not in around))


def _formula(child: html.HtmlElement, around: tuple[Mark, ...]) -> Iterator[Piece]:
    """A formula as the TeX that KaTeX and MathJax keep in it, once; else its words."""
    if child.tag.lower() != "math":
        return
    source = next((each.text_content() for each in child.iter("annotation")), "")
    words = " ".join((source or child.text_content()).split())
    yield Piece("text", escaped(f"${words}$" if source else words), around)


def _picture(
    child: html.HtmlElement, around: tuple[Mark, ...], context: _Context
) -> Iterator[Piece]:
    given, words = (child.get("src") or "").strip(), " ".join((child.get("alt") or "").split())
    if address := context.place(given):
        yield Piece("text", f'<img src="{escape(address)}" alt="{escape(words)}">', around)
    else:
        yield Piece("text", escape(words, quote=False), around)


def _block(child: html.HtmlElement, around: tuple[Mark, ...], context: _Context) -> str:
    name = child.tag.lower()
    if name in FLOWS:
        return flow(_pieces(child, around, context))
    if name == "hr":
        return "<hr>"
    if name in HEADINGS:
        words = line([_as_text(piece) for piece in _pieces(child, around, context)])
        return f"<{HEADINGS[name]}>{words}</{HEADINGS[name]}>" if words else ""
    if name == "pre":
        return f"<pre>{escape(child.text_content(), quote=False)}</pre>"
    if name == "blockquote":
        inside = flow(_pieces(child, around, context))
        return f"<blockquote>\n{inside}\n</blockquote>" if inside else ""
    return _holder(child, around, context)


def _as_text(piece: Piece) -> Piece:
    """A piece of a heading: of a block in it, the words."""
    if piece.kind != "block":
        return piece
    return Piece("text", f" {escape(words_of(piece.html), quote=False)} ")


def _holder(child: html.HtmlElement, around: tuple[Mark, ...], context: _Context) -> str:
    """A list, table or figure: its parts, and what stands between them as a part of its own."""
    name = child.tag.lower()
    parts = [_stray(name, child.text)]
    for part in child:
        own = part.tag.lower() if isinstance(part.tag, str) else ""
        if own in HOLDERS and own in HOLDERS[name]:
            parts.append(_holder(part, around, context))
        elif own in HOLDERS[name]:
            parts.append(_cell(part, around, context))
        elif own:
            inside = _without_paragraph(flow(_of_child(part, around, context)))
            wrapped = name in {"ul", "ol"} and inside
            parts.append(f"<li>{inside}</li>" if wrapped else inside)
        parts.append(_stray(name, part.tail))
    inside = "\n".join(filter(None, parts))
    if name == "figure" and inside and "<figcaption" not in inside:
        return inside if inside.startswith("<p>") else f"<p>{inside}</p>"
    return f"<{name}{_attributes(child)}>\n{inside}\n</{name}>" if inside else ""


def _stray(name: str, text: str | None) -> str:
    """Words that stand in a list or table beside its parts, as a part of their own."""
    words = escaped(text or "").strip()
    return STRAY[name].format(words) if words else ""


def _cell(part: html.HtmlElement, around: tuple[Mark, ...], context: _Context) -> str:
    """An item, cell or caption: a single line of text needs no paragraph in it."""
    name = part.tag.lower()
    inside = _without_paragraph(flow(_pieces(part, around, context)))
    return f"<{name}{_attributes(part)}>{inside}</{name}>"


def _without_paragraph(blocks: str) -> str:
    """What a single paragraph holds; several blocks as they are."""
    alone = re.fullmatch(r"<p>((?:(?!</p>).)*)</p>", blocks, re.DOTALL)
    return alone[1] if alone else blocks


def _attributes(element: html.HtmlElement) -> str:
    names = ATTRIBUTES.get(element.tag.lower(), ())
    values = ((name, (element.get(name) or "").strip()) for name in names)
    written = (pair for pair in values if pair[1].isalnum() and pair != ("start", "1"))
    return "".join(f' {name}="{value}"' for name, value in written)

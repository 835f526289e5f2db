"""HTML of any site becomes plain blocks: paragraphs, headings, quotations, lists, tables.

What sites put around a text (scripts, forms, styles) is dropped; every word of it stays. Two line
breaks are the end of a paragraph, as Goodreads, Blogger and Letterboxd write it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from lxml import html
from lxml.etree import ParserError, iterwalk

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
WEB = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
VIDEO = "videos and other embeds"
DEEPEST = 100  # nested elements; a browser's parser ends at 256


@dataclass(frozen=True)
class Text:
    """A text as HTML blocks, and what stood in it that no book prints."""

    html: str = ""
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Mark:
    """An inline element that is open around a piece of text."""

    name: str
    attributes: str = ""


@dataclass(frozen=True)
class _Piece:
    """Some text, a line break, or a finished block."""

    kind: str  # "text", "break", "block"
    html: str = ""
    around: tuple[_Mark, ...] = ()


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
        words = " ".join(re.sub(r"<[^<>]*>", " ", source).split())
        return Text(f"<p>{escape(unescape(words), quote=False)}</p>")
    for element in list(root.iter()) if furniture else ():
        if element is not root and furniture & set((element.get("class") or "").split()):
            element.drop_tree()
    context = _Context(place)
    return Text(_flow(_pieces(root, (), context)), tuple(context.lost))


def _depth(root: html.HtmlElement) -> int:
    deepest, here = 0, 0
    for event, _ in iterwalk(root, events=("start", "end")):
        here += 1 if event == "start" else -1
        deepest = max(deepest, here)
    return deepest


def _pieces(
    node: html.HtmlElement, around: tuple[_Mark, ...], context: _Context
) -> Iterator[_Piece]:
    """The content of an element in order, inside the marks that are open around it."""
    if node.text:
        yield _Piece("text", _escaped(node.text), around)
    for child in node:
        if isinstance(child.tag, str):
            yield from _of_child(child, around, context)
        if child.tail:
            yield _Piece("text", _escaped(child.tail), around)


def _of_child(
    child: html.HtmlElement, around: tuple[_Mark, ...], context: _Context
) -> Iterator[_Piece]:
    name = child.tag.lower()
    if name in EMBEDS:
        context.lost.append(VIDEO)
        if name == "embed":  # it has no content, but the parser takes what follows it for that
            yield from _pieces(child, around, context)
    elif name in DROPPED:
        return
    elif name == "br":
        yield _Piece("break", "<br>\n", around)
    elif name == "img":
        yield from _picture(child, around, context)
    elif name in INLINE or child.get("class") == "spoiler":
        yield from _pieces(child, _inside(around, child), context)
    elif name in BLOCKS:
        yield _Piece("block", _block(child, around, context))
    else:
        yield from _pieces(child, around, context)


def _inside(around: tuple[_Mark, ...], child: html.HtmlElement) -> tuple[_Mark, ...]:
    """The open marks inside an inline element; a link that leads nowhere is none."""
    name = child.tag.lower()
    if name == "a":
        address = (child.get("href") or "").strip()
        if not WEB.fullmatch(address) or any(mark.name == "a" for mark in around):
            return around
        return (*around, _Mark("a", f' href="{escape(address)}"'))
    if name == "spoiler" or child.get("class") == "spoiler":
        return (*around, _Mark("span", ' class="spoiler"'))
    mark = _Mark(INLINE[name])
    return around if mark in around else (*around, mark)


def _picture(
    child: html.HtmlElement, around: tuple[_Mark, ...], context: _Context
) -> Iterator[_Piece]:
    given, words = (child.get("src") or "").strip(), " ".join((child.get("alt") or "").split())
    if address := context.place(given):
        yield _Piece("text", f'<img src="{escape(address)}" alt="{escape(words)}">', around)
    else:
        yield _Piece("text", escape(words, quote=False), around)


def _block(child: html.HtmlElement, around: tuple[_Mark, ...], context: _Context) -> str:
    name = child.tag.lower()
    if name in FLOWS:
        return _flow(_pieces(child, around, context))
    if name == "hr":
        return "<hr>"
    if name in HEADINGS:
        words = _line([_as_text(piece) for piece in _pieces(child, around, context)])
        return f"<{HEADINGS[name]}>{words}</{HEADINGS[name]}>" if words else ""
    if name == "pre":
        return f"<pre>{escape(child.text_content(), quote=False)}</pre>"
    if name == "blockquote":
        inside = _flow(_pieces(child, around, context))
        return f"<blockquote>\n{inside}\n</blockquote>" if inside else ""
    return _holder(child, around, context)


def _as_text(piece: _Piece) -> _Piece:
    """A piece of a heading: of a block in it, the words."""
    if piece.kind != "block":
        return piece
    return _Piece("text", f" {' '.join(re.sub('<[^<>]*>', ' ', piece.html).split())} ")


def _holder(child: html.HtmlElement, around: tuple[_Mark, ...], context: _Context) -> str:
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
            inside = _without_paragraph(_flow(_of_child(part, around, context)))
            wrapped = name in {"ul", "ol"} and inside
            parts.append(f"<li>{inside}</li>" if wrapped else inside)
        parts.append(_stray(name, part.tail))
    inside = "\n".join(filter(None, parts))
    if name == "figure" and inside and "<figcaption" not in inside:
        return inside if inside.startswith("<p>") else f"<p>{inside}</p>"
    return f"<{name}{_attributes(child)}>\n{inside}\n</{name}>" if inside else ""


def _stray(name: str, text: str | None) -> str:
    """Words that stand in a list or table beside its parts, as a part of their own."""
    words = _escaped(text or "").strip()
    return STRAY[name].format(words) if words else ""


def _cell(part: html.HtmlElement, around: tuple[_Mark, ...], context: _Context) -> str:
    """An item, cell or caption: a single line of text needs no paragraph in it."""
    name = part.tag.lower()
    inside = _without_paragraph(_flow(_pieces(part, around, context)))
    return f"<{name}{_attributes(part)}>{inside}</{name}>"


def _without_paragraph(blocks: str) -> str:
    """What a single paragraph holds; several blocks as they are."""
    alone = re.fullmatch(r"<p>((?:(?!</p>).)*)</p>", blocks, re.DOTALL)
    return alone[1] if alone else blocks


def _attributes(element: html.HtmlElement) -> str:
    names = ATTRIBUTES.get(element.tag.lower(), ())
    values = ((name, (element.get(name) or "").strip()) for name in names)
    return "".join(f' {name}="{value}"' for name, value in values if value.isalnum())


def _flow(pieces: Iterator[_Piece]) -> str:
    """Blocks, a line each: text between blocks and double breaks is a paragraph."""
    blocks: list[str] = []
    run: list[_Piece] = []
    breaks = 0
    for piece in pieces:
        if piece.kind == "break":
            breaks += 1
        elif piece.kind == "block":
            blocks += _paragraph(run), piece.html
            run, breaks = [], 0
        elif _shows(piece.html) or not breaks:
            if breaks > 1:
                blocks.append(_paragraph(run))
                run = []
            elif breaks:
                same = _common(run[-1].around, piece.around) if run else 0
                run.append(_Piece("break", "<br>\n", piece.around[:same]))
            run.append(piece)
            breaks = 0
    blocks.append(_paragraph(run))
    return "\n\n".join(filter(None, blocks))


def _paragraph(run: Sequence[_Piece]) -> str:
    line = _line(run)
    return f"<p>{line}</p>" if line else ""


def _line(run: Sequence[_Piece]) -> str:
    """Pieces of text with their marks, each opened and closed as few times as can be."""
    seen = [number for number, piece in enumerate(run) if _shows(piece.html)]
    shown = run[seen[0] : seen[-1] + 1] if seen else ()
    written: list[str] = []
    is_open: tuple[_Mark, ...] = ()
    for piece in (*shown, _Piece("text")):
        same = _common(is_open, piece.around)
        written += (f"</{mark.name}>" for mark in reversed(is_open[same:]))
        written += (f"<{mark.name}{mark.attributes}>" for mark in piece.around[same:])
        written.append(piece.html)
        is_open = piece.around
    line = re.sub(r"  +", " ", "".join(written).strip())
    return re.sub(r"\s*<br>\n\s*", "<br>\n", line)


def _common(one: Sequence[_Mark], two: Sequence[_Mark]) -> int:
    same = (a == b for a, b in zip(one, two, strict=False))
    return next((number for number, is_same in enumerate(same) if not is_same),
                min(len(one), len(two)))  # fmt: skip


def _shows(text: str) -> bool:
    """Whether a piece has anything to see."""
    return bool(text.replace("<br>", "").replace("\N{NO-BREAK SPACE}", " ").strip())


def _escaped(text: str) -> str:
    """Text on one line, as HTML."""
    return escape(re.sub(r"[ \t\r\n]+", " ", text), quote=False)

"""Are the numbers of a manuscript those of its body? An independent, light reading of the source.

Like `lost_words` it knows nothing of parsers. Items of lists, notes and rows of tables are found
by their first words, and each must have a number in the body that it has in the source. What is
not found by its words is left to `lost_words`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from lxml import etree
from lxml.etree import _Element as Element

from anthology.load.formats.dialects.tex import FORMULA
from anthology.load.formats.lost_words import crossed_out_in, folded
from anthology.report import Place, Problem, error
from anthology.text.list_numbers import counted

# The number, or numbers, before the words: an item may begin with a list (“1. 12. Owl”).
_ITEM = re.compile(
    r"^[ \t>]*((?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*\d{1,9}[.)])[ \t]+(\S.*)", re.MULTILINE
)
_NOTE = re.compile(r"^[ ]{0,3}\[\^([^\]\s]+)\]:[ \t]*(\S.*)", re.MULTILINE)
_CALL = re.compile(r"\[\^([^\]\s]+)\](?!:)|(\^\[)")
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")  # its words are not in the text of a body
_CODE = re.compile(r"`[^`\n]+`")
_FENCE = re.compile(r"[ ]{0,3}(?:`{3,}|~{3,})")
_BAR = re.compile(r"(?<!\\)\|")
_FIRST = 16  # letters by which an item is found
_SURE = 8  # by which a paragraph is
_HINT = "This is a mistake in Anthology; please report it, with the manuscript if you can."


@dataclass(frozen=True)
class _Numbered:
    """A number and the first letters after it."""

    number: str
    letters: str
    line: int = 0  # in the source, from 0
    words: str = ""  # as written, for a message
    outer: str = ""  # the first number of its line, where it begins an item of another list


def changed(source: str, place: Place, body: str) -> tuple[Problem, ...]:
    """An error for the first number of a list, a note or a table that `body` has otherwise.

    `place.line` is the line where the source begins; the body is XHTML.
    """
    if not (_ITEM.search(source) or any(sign in source for sign in ("<ol", "<OL", "[^", "|"))):
        return ()
    root = etree.fromstring(f"<body>{body}</body>")
    checks = (_items(source, root), _notes(source, root), _rows(source, root))
    return tuple(
        error(
            Place(place.path, (place.line or 1) + item.line),
            f"{what} “{item.words[:60].strip()}” has the number {item.number} in the manuscript "
            f"and {other} in the book",
            _HINT,
        )
        for check in checks
        for what, item, other in tuple(check)[:1]
    )


Change = tuple[str, _Numbered, str]


def _items(source: str, root: Element) -> Iterator[Change]:
    written = [*_of_lines(source), *(_of_tags(source) if "<ol" in source.lower() else ())]
    if not written:
        return
    shown, before = _by_start(_of_body(root)), ""
    plain = _letters("".join(_outside_calls(root)))
    for item in written:
        found = _same_words(item, shown)
        outer = item.outer or item.number
        repeated, before = outer == before, outer  # 1. 1. 1. is counted on
        if not item.letters:  # a picture or the call of a note, by which nothing can be found
            continue
        if item.number in found or repeated or item.number + item.letters in plain:
            continue
        if found:
            yield "the item", item, found[0]
        elif len(item.letters) >= _SURE and item.letters in plain:
            yield "the paragraph", item, "none"


def _of_lines(source: str) -> Iterator[_Numbered]:
    for match in _ITEM.finditer(source):
        words = crossed_out_in(_PICTURE.sub(" ", match[2]))
        line = source.count("\n", 0, match.start(1))
        numbers = [str(int(number)) for number in re.findall(r"\d+", match[1])]
        yield _Numbered(numbers[-1], _letters(words)[:_FIRST], line, words, numbers[0])


def _of_tags(source: str) -> Iterator[_Numbered]:
    reader = _Lists()
    reader.feed(source)
    for listed in reader.lists:
        start = _integer(listed.attributes.get("start"))
        values = [_integer(item.attributes.get("value")) for item in listed.items]
        down = "reversed" in listed.attributes
        for item, number in zip(listed.items, counted(start, values, down=down), strict=True):
            if letters := _letters(item.text)[:_FIRST]:
                yield _Numbered(str(number), letters, item.line, " ".join(item.text.split()))


def _of_body(root: Element) -> Iterator[_Numbered]:
    for listed in root.iter("ol"):
        items = listed.findall("li")
        values = [_integer(item.get("value")) for item in items]
        for item, number in zip(items, counted(_integer(listed.get("start")), values), strict=True):
            for words in (_outside_calls, _outside_lists):
                yield _Numbered(str(number), _letters("".join(words(item)))[:_FIRST])
    notes = (each for each in root.iter("aside") if each.get("class") == "note")
    for number, note in enumerate(notes, 1):  # of a page, whose notes were items of a list
        yield _Numbered(str(number), _letters("".join(_outside_calls(note)))[:_FIRST])


def _notes(source: str, root: Element) -> Iterator[Change]:
    """Notes of Markdown, which are numbered by their first calls."""
    text = _without_code(source) if "[^" in source else ""
    definitions = {match[1]: match for match in _NOTE.finditer(text)}
    elsewhere = _NOTE.sub("", text)
    calls = (m[1] or f"^[{m.start()}" for m in _CALL.finditer(elsewhere))
    order = [label for label in dict.fromkeys(calls) if label in definitions or label[0] == "^"]
    links = [a for a in root.iter("a") if a.get("class") == "note-call"]
    in_notes = any(next(a.iterancestors("aside"), None) is not None for a in links)
    if not order or in_notes or len(order) != len({a.get("href") for a in links}):
        return  # some are called by notes, by the title, or in a way that is not read here
    asides = [note for note in root.iter("aside") if note.get("class") == "note"]
    shown = _by_start(
        _Numbered(str(n), _letters("".join(_outside_code(note)))[:_FIRST])
        for n, note in enumerate(asides, 1)
    )
    for number, label in enumerate(order, 1):
        if label in definitions:
            words = crossed_out_in(_PICTURE.sub(" ", definitions[label][2]))
            line = text.count("\n", 0, definitions[label].start(1))
            note = _Numbered(str(number), _letters(words)[:_FIRST], line, words)
            found = _same_words(note, shown)
            if found and note.number not in found:
                yield "the note", note, found[0]


def _without_code(source: str) -> str:
    """The source with empty lines for what is fenced, and without the code in its lines."""
    lines, fenced = list[str](), False
    for line in source.split("\n"):
        fence = _FENCE.match(line) is not None
        lines.append("" if fenced or fence else _CODE.sub(" ", line))
        fenced ^= fence
    return "\n".join(lines)


def _rows(source: str, root: Element) -> Iterator[Change]:
    """Rows with numbers, found by all the words in them."""
    if "|" not in source or root.find(".//table") is None:
        return
    shown: dict[tuple[str, int], set[str]] = {}
    for row in root.iter("tr"):
        cells = [FORMULA.sub("", "".join(_outside_code(cell))) for cell in row]
        shown.setdefault(_words_of(cells), set()).add(_digits_of(cells))
    for number, line in enumerate(source.split("\n")):
        if "|" in line and any(map(str.isdigit, line)):
            cells = _cells(line)
            found, digits = shown.get(_words_of(cells), set()), _digits_of(cells)
            if found and digits not in found:
                yield (
                    "the row",
                    _Numbered(digits.strip(" |"), "", number, line),
                    min(found).strip(" |"),
                )


def _cells(line: str) -> list[str]:
    """The cells of a row without code and formulas, whose braces are no markup."""
    cells = _BAR.split(_CODE.sub("", line).strip().removeprefix("|").removesuffix("|"))
    return [crossed_out_in(FORMULA.sub("", cell)) for cell in cells]


def _outside_calls(element: Element) -> Iterator[str]:
    return _outside(element, lambda _: False)


def _outside_lists(item: Element) -> Iterator[str]:
    """The words of an item that are not of lists in it: it may begin with one."""
    lists = set(item.iter("ol", "ul"))
    return _outside(item, lambda each: each in lists)


def _outside_code(element: Element) -> Iterator[str]:
    return _outside(element, lambda each: each.tag == "code")


def _outside(element: Element, is_out: Callable[[Element], bool]) -> Iterator[str]:
    """The text of an element without calls of notes, and without what else is left out."""
    if element.get("class") != "note-call" and not is_out(element):
        yield str(element.text or "")
        for child in element:
            yield from _outside(child, is_out)
            yield str(child.tail or "")


def _words_of(cells: Iterable[str]) -> tuple[str, int]:
    texts = list(cells)
    return "".join(c for text in texts for c in _letters(text) if c.isalpha()), len(texts)


def _digits_of(cells: Iterable[str]) -> str:
    return " | ".join(" ".join(re.findall(r"\d+", folded(cell))) for cell in cells)


def _letters(text: str) -> str:
    """The letters and digits of a text, every digit in the form that `str(int())` has."""
    return "".join(str(int(c)) if c.isdecimal() else c for c in folded(text) if c.isalnum())


def _by_start(items: Iterable[_Numbered]) -> Mapping[str, list[_Numbered]]:
    found: dict[str, list[_Numbered]] = {}
    for item in items:
        found.setdefault(item.letters[:1], []).append(item)
    return found


def _same_words(item: _Numbered, shown: Mapping[str, list[_Numbered]]) -> list[str]:
    """The numbers of those that begin with the same words, as far as both go."""
    own = item.letters
    alike = (other for other in shown.get(own[:1], ()) if other.letters)
    return [o.number for o in alike if o.letters.startswith(own) or own.startswith(o.letters)]


def _integer(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else None


class _Item:
    def __init__(self, attributes: Mapping[str, str | None], line: int) -> None:
        self.attributes, self.line = attributes, line
        self.text = ""


class _List:
    def __init__(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        self.tag, self.attributes = tag, attributes
        self.items: list[_Item] = []


class _Lists(HTMLParser):
    """The numbered lists of a page, by their tags alone."""

    def __init__(self) -> None:
        super().__init__()
        self.lists: list[_List] = []
        self._open: list[_List] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"ol", "ul"}:
            self._open.append(_List(tag, dict(attrs)))
            self.lists += self._open[-1:] if tag == "ol" else []
        elif tag == "li" and self._open:
            self._open[-1].items.append(_Item(dict(attrs), self.getpos()[0] - 1))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ol", "ul"} and self._open and self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for listed in self._open[-1:]:
            for item in listed.items[-1:]:
                item.text += data if len(item.text) < 4 * _FIRST else ""

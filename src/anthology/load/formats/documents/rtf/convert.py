"""An RTF file becomes a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from anthology.load.formats.documents.model import Page, hidden, in_words, to_be_settled
from anthology.load.formats.documents.package import Element
from anthology.load.formats.documents.rtf import tables
from anthology.load.formats.documents.rtf.flow import Flow
from anthology.load.formats.documents.rtf.looks import Paragraph, letters, paragraph
from anthology.load.formats.documents.rtf.remarks import Remarks
from anthology.load.formats.documents.rtf.tokens import Token, decoded, paired, tokens
from anthology.load.formats.documents.rtf.words import SIGNS, SYMBOLS, words
from anthology.load.formats.documents.runs import PLAIN, Look, Notes
from anthology.load.model import INSIDE

LARGER = 1.15  # times the size of most letters
LINK = re.compile(r"HYPERLINK\s+(?:\\[a-z]\s+)*\"([^\"]*)\"", re.IGNORECASE)
TARGET = re.compile(r"HYPERLINK\s+\\l\s", re.IGNORECASE)  # a place in the document itself
# Groups that hold something of the document although they begin with \*.
KNOWN = frozenset({"shppict", "fldinst", "annotation", "atnid", "atnauthor", "revtbl", "footnote"})
LEFT_OUT = frozenset({"colortbl", "header", "headerl", "headerr", "headerf", "footer", "footerl",
                      "footerr", "footerf", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc",
                      "aftncn", "nonshppict", "object", "objdata", "xe", "tc", "listtable",
                      "template"})  # fmt: skip
CAPTURED = frozenset({"fldinst", "atnid", "atnauthor", "listtext", "pntext"})


def page(data: bytes, changes: str) -> Page:
    """The page that an RTF file is. Raises Refused where it cannot be read."""
    own = tables.read(data)
    reader = _Reader(own, "revised" if changes == "reject" else "deleted")
    body = reader.read(data)
    problems = (*to_be_settled(tuple(reader.remarks.found), changes), *hidden(reader.hidden))
    return Page(body, words(data, changes), reader.language, (), own.author, problems)


@dataclass(frozen=True)
class _Group:
    """What is so until a group ends."""

    look: Look = PLAIN
    into: str = "text"  # or "" for what is left out, or the name of what is captured
    fallback: int = 1  # letters after \\u for programs that do not know it
    page: str = ""  # the code page of the font
    changed: tuple[str, int] = ("", 0)  # "inserted" or "deleted", and by whom
    is_new: bool = True  # whether nothing but the \* of an extra group was read yet
    is_extra: bool = False


@dataclass
class _Reader:
    """Puts tokens together to blocks."""

    known: tables.Tables
    skipped: str
    group: _Group = field(default_factory=_Group)
    groups: list[_Group] = field(default_factory=list)
    flows: list[tuple[Flow, Paragraph, int]] = field(default_factory=list)  # around a note
    flow: Flow = field(init=False)
    now: Paragraph = field(default_factory=Paragraph)
    notes: Notes = field(default_factory=Notes)
    captured: dict[str, str] = field(default_factory=dict)
    pending: bytes = b""
    skip: int = 0  # letters that are fallbacks
    pictures: int = 0
    hidden: list[str] = field(default_factory=list)
    remarks: Remarks = field(default_factory=Remarks)
    languages: Counter[str] = field(default_factory=Counter)
    sizes: Counter[float] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.flow = Flow(self.known.styles)

    @property
    def language(self) -> str:
        """The language of most letters, unless that is the default of the file."""
        name, number = max(self.languages.items(), key=lambda each: each[1], default=("", 0))
        return name if 2 * number > self.languages.total() else ""

    def read(self, data: bytes) -> Element:
        """The page."""
        for token in tokens(data):
            self._take(token)
        body = self.flow.body
        self.flow.end(self.now)
        self.remarks.end(self.known.authors)
        self.notes.put(body)
        self._mark(body)
        return body

    def _mark(self, body: Element) -> None:
        """Marks large blocks, and takes away what is so of all letters."""
        usual = max(self.sizes.items(), key=lambda each: each[1], default=(12.0, 0))[0]
        for block, sizes in self.flow.letters.items():
            if len(sizes) == 1 and next(iter(sizes)) > LARGER * usual:
                block.set("data-large", "True")
        base = self.language.split("-")[0]
        for span in body.iter("span"):
            if str(span.get("lang", "")).split("-")[0] == base:
                span.attrib.pop("lang", "")

    def _take(self, token: Token) -> None:
        if token.kind in {"text", "byte"}:
            data = token.data[self.skip :]
            self.skip = max(0, self.skip - len(token.data))
            self.pending += data
            return
        self._flush()
        if token.kind == "open":
            self.groups.append(self.group)
            self.group = replace(self.group, is_new=True, is_extra=False)
            self.skip = 0
        elif token.kind == "close":
            self._close()
        elif token.kind == "symbol":
            self._symbol(token.name)
        elif token.kind == "word":
            self._word(token.name, token.number)

    def _symbol(self, name: str) -> None:
        if name == "*" and self.group.is_new:
            self.group = replace(self.group, is_extra=True)
        elif self.skip:
            self.skip -= 1
        elif name in "\r\n":
            self._ended("par")
        else:
            self._write(SYMBOLS.get(name, ""))

    def _word(self, name: str, number: int | None) -> None:
        is_first, is_extra = self.group.is_new, self.group.is_extra
        self.group = replace(self.group, is_new=False)
        if is_first and self._opens(name, is_extra=is_extra):
            return
        if name == "u":
            self.skip = self.group.fallback
            self._write(chr((number or 0) % 0x10000))
        elif name in ENDS:
            self._ended(name)
        elif name in SIGNS:
            self._write(SIGNS[name])
        elif name in CHANGES:
            self._changed(CHANGES[name], number)
        else:
            self._looks(name, number)

    def _opens(self, name: str, *, is_extra: bool) -> bool:
        """Whether the first word of a group says what it holds; it is opened then."""
        into = self.group.into
        if name in LEFT_OUT or name in tables.GROUPS or (is_extra and name not in KNOWN):
            into = ""
        elif name == "pict":
            self._picture()
            into = ""
        elif name in CAPTURED and into:
            self.captured[name] = ""
            into = name
        elif name in {"footnote", "annotation"} and into:
            self.flows.append((self.flow, self.now, len(self.groups)))
            self.flow, self.now = Flow(self.known.styles), Paragraph()
            self.group = replace(self.group, look=PLAIN)
            return True
        elif name == "fldrslt":
            self._linked()
            return True
        else:
            return False
        self.group = replace(self.group, into=into)
        return True

    def _linked(self) -> None:
        """The result of a field is a link where the field is one."""
        instruction = self.captured.pop("fldinst", "")
        match = LINK.search(instruction)
        if match and not TARGET.search(instruction):
            look = replace(self.group.look, link=paired(match[1]), underlined=False)
            self.group = replace(self.group, look=look)

    def _close(self) -> None:
        if self.flows and len(self.groups) == self.flows[-1][2]:
            self._end_note()
        outer = self.groups[-1].into if self.groups else ""
        if self.group.into in {"listtext", "pntext"} and outer == "text":
            self.flow.mark = paired(self.captured.pop(self.group.into, ""))
        self.group = self.groups.pop() if self.groups else self.group
        self.skip = 0

    def _end_note(self) -> None:
        """A note or a comment ends: its call is in the text around it."""
        inner, now = self.flow, self.now
        self.flow, self.now, _ = self.flows.pop()
        blocks = inner.end(now)
        if blocks:  # the space after the number, which Word writes into the note
            blocks[0].text = str(blocks[0].text or "").lstrip() or None
        self.flow.letters |= inner.letters
        if "atnauthor" in self.captured or "atnid" in self.captured:
            found = "\n".join("".join(map(str, each.itertext())) for each in blocks)
            around = "".join(run for _, run in self.flow.runs if isinstance(run, str))
            author, initials = (self.captured.pop(n, "") for n in ("atnauthor", "atnid"))
            place = in_words(len(self.flow.body) + 1, paired(around))
            self.remarks.comment((author, initials), found, place)
            return
        while self.flow.runs and _is_call(self.flow.runs[-1]):
            self.flow.runs.pop()
        self.flow.runs.append((PLAIN, self.notes.call(blocks)))

    def _picture(self) -> None:
        """A picture, by its number in the file; the metafile of the same is left out."""
        number, self.pictures = self.pictures, self.pictures + 1
        known = self.known.pictures[number] if number < len(self.known.pictures) else None
        if not self.group.into or known is None:
            return
        name = f"{INSIDE}picture-{number + 1}{known.suffix}"
        image = etree.Element("img", {"src": name, "alt": known.alternative})
        self.flow.runs.append((Look(link=self.group.look.link), image))

    def _looks(self, name: str, number: int | None) -> None:
        if name == "f":
            self.group = replace(self.group, page=self.known.fonts.get(number or 0, ""))
        elif name == "uc":
            self.group = replace(self.group, fallback=max(0, number or 0))
        elif name == "trowd":
            self.flow.start_row()
        else:
            if name == "plain":
                self.group = replace(self.group, page="")
            look = letters(name, number, self.group.look)
            self.group = replace(self.group, look=look)
            self.now = paragraph(name, number, self.now)

    def _changed(self, kind: str, number: int | None) -> None:
        """Marks of tracked changes: whether, and whose."""
        what, who = self.group.changed
        changed = (what, number or 0) if kind == "by" else (kind if number != 0 else "", who)
        self.group = replace(self.group, changed=changed)

    def _ended(self, name: str) -> None:
        """The end of a paragraph, a cell or a row."""
        if self.group.into != "text":
            return
        if name == "line":
            self.flow.runs.append((self.group.look, etree.Element("br")))
        elif name in {"cell", "nestcell"}:
            self.flow.end_cell(self.now)
        elif name in {"row", "nestrow"}:
            self.flow.end_row()
        elif self.flow.runs or name == "par":
            self.flow.end_paragraph(self.now)

    def _flush(self) -> None:
        if self.pending:
            data, self.pending = self.pending, b""
            if data.strip():
                self.group = replace(self.group, is_new=False)
            self._write(decoded(data, self.group.page or self.known.page))

    def _write(self, text: str) -> None:
        into = self.group.into
        if into in CAPTURED:
            self.captured[into] = self.captured.get(into, "") + text
        if into != "text" or not text:
            return
        kind, who = self.group.changed
        if kind:
            self.remarks.changed((kind, who, len(self.flow.body) + 1), text)
            if kind == {"deleted": "deleted", "revised": "inserted"}[self.skipped]:
                return
        if self.group.look.hidden:
            self.hidden.append(text)
            return
        self.languages[self.group.look.language] += len(text)
        self.sizes[self.group.look.size] += len(text)
        last = self.flow.runs[-1] if self.flow.runs else None
        if last and last[0] == self.group.look and isinstance(last[1], str):
            self.flow.runs[-1] = (last[0], last[1] + text)
        else:
            self.flow.runs.append((self.group.look, text))


ENDS = frozenset({"par", "sect", "page", "column", "line", "lbr", "cell", "nestcell", "row",
                  "nestrow"})  # fmt: skip
CHANGES: Mapping[str, str] = {"revised": "inserted", "deleted": "deleted", "revauth": "by",
                              "revauthdel": "by"}  # fmt: skip


def _is_call(run: tuple[Look, str | Element]) -> bool:
    """Whether a run is a mark that a person typed for the note after it: “*”, raised."""
    look, content = run
    return bool(look.raised) and isinstance(content, str) and not content.strip()

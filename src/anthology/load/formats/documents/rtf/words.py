"""The words of an RTF file, read for themselves: what is compared with the book.

It knows nothing of styles, tables, lists or notes: text follows text as in the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from anthology.load.formats.documents.rtf.tokens import CHARSETS, code_page, decoded, paired

# Groups that hold no text of the document; those that begin with \* have none but \*\shppict.
NO_TEXT = frozenset({"fonttbl", "colortbl", "stylesheet", "info", "pict", "header", "headerl",
                     "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "ftnsep",
                     "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "listtext", "pntext",
                     "nonshppict", "fldinst", "object", "objdata", "xe", "tc",
                     "listtable", "template"})  # fmt: skip
TEXT = frozenset({"shppict", "footnote"})  # groups with \\* that hold some
SIGNS = {"tab": "\t", "line": "\n", "par": "\n", "cell": "\n", "nestcell": "\n", "row": "\n",
         "nestrow": "\n", "sect": "\n", "page": "\n", "column": "\n", "lbr": "\n",
         "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
         "ldblquote": "“", "rdblquote": "”", "emspace": "\N{EM SPACE}", "enspace": "\N{EN SPACE}",
         "qmspace": "\N{FOUR-PER-EM SPACE}", "zwj": "\N{ZERO WIDTH JOINER}",
         "zwnj": "\N{ZERO WIDTH NON-JOINER}", "zwbo": "\N{ZERO WIDTH SPACE}",
         "ltrmark": "\N{LEFT-TO-RIGHT MARK}", "rtlmark": "\N{RIGHT-TO-LEFT MARK}"}  # fmt: skip
SYMBOLS = {"~": "\N{NO-BREAK SPACE}", "_": "\N{NON-BREAKING HYPHEN}", "-": "\N{SOFT HYPHEN}",
           "\\": "\\", "{": "{", "}": "}", "\r": "\n", "\n": "\n"}  # fmt: skip
PART = re.compile(
    rb"(?P<open>\{\s*(?P<extra>\\\*\s*)?(?:\\(?P<first>[a-z]+))?)|(?P<close>\})|\\u(?P<uni>-?\d+) ?"
    rb"|\\bin(?P<bin>\d+) ?|\\(?P<word>[a-zA-Z]+)(?P<number>-?\d+)? ?|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>.)|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)


def words(data: bytes, changes: str) -> str:
    """The text in its order, as it is when changes are accepted or rejected."""
    found = "".join(_Reading(data, "revised" if changes == "reject" else "deleted").read())
    return paired(found)


@dataclass(frozen=True)
class _Group:
    """What is so until a group ends."""

    is_out: bool = False  # by what the group holds
    is_hidden: bool = False
    is_changed: bool = False  # and left out for that
    page: str = ""  # the code page of the font
    length: int = 1  # of fallbacks
    in_fonts: bool = False


class _Reading:
    """One pass over a file."""

    def __init__(self, data: bytes, skipped: str) -> None:
        self.data, self.skipped = data, skipped
        self.written: list[str] = []
        self.pending = b""  # bytes of text; a letter may have two
        self.page, self.fonts, self.fallback, self.last_font = "cp1252", dict[int, str](), 0, 0
        self.group = _Group()

    def read(self) -> list[str]:
        """The pieces of the text."""
        groups: list[_Group] = []
        at = max(0, self.data.find(b"{\\rtf"))
        while match := PART.search(self.data, at):
            at = match.end()
            if match["open"]:
                groups.append(self.group)
                at = match.end("extra") if match["extra"] else match.start() + 1
                self._opened(match)
            elif match["close"]:
                self._flush()
                self.group = groups.pop() if groups else self.group
                if not groups:
                    break
            elif match["bin"]:
                at += int(match["bin"])
            else:
                self._take(match)
        self._flush()
        return self.written

    def _opened(self, match: re.Match[bytes]) -> None:
        self._flush()
        name = (match["first"] or b"").decode()
        is_extra = match["extra"] is not None and name not in TEXT
        is_out = self.group.is_out or name in NO_TEXT or is_extra
        in_fonts = name == "fonttbl" or self.group.in_fonts
        self.group = replace(self.group, is_out=is_out, in_fonts=in_fonts)
        self.fallback = 0

    def _take(self, match: re.Match[bytes]) -> None:
        if match["text"] is not None or match["hex"]:
            data = match["text"] or bytes.fromhex(match["hex"].decode())
            cut = min(self.fallback, len(data))
            self.fallback -= cut
            self.pending += data[cut:]
        elif match["uni"]:
            self._flush()
            self.fallback = self.group.length
            self._write(chr(int(match["uni"]) % 0x10000))
        elif match["symbol"]:
            self._flush()
            self.fallback = max(0, self.fallback - 1)
            self._write(SYMBOLS.get(match["symbol"].decode("latin-1"), ""))
        else:
            self._flush()
            self._word(match["word"].decode(), match["number"])

    def _word(self, name: str, given: bytes | None) -> None:
        number = int(given) if given else None
        if name in SIGNS:
            self._write(SIGNS[name])
        elif name == "ansicpg":
            self.page = code_page(number)
        elif name == "fcharset" and self.group.in_fonts:
            self.fonts[self.last_font] = CHARSETS.get(number or 0, "")
        elif name == "f" and self.group.in_fonts:
            self.last_font = number or 0
        else:
            self.group = self._changed(name, number)

    def _changed(self, name: str, number: int | None) -> _Group:
        group = self.group
        if name == "f":
            return replace(group, page=self.fonts.get(number or 0, ""))
        if name == "uc":
            return replace(group, length=max(0, number or 0))
        if name == "v":
            return replace(group, is_hidden=number != 0)
        if name == "plain":
            return replace(group, is_hidden=False, page="")
        return replace(group, is_changed=number != 0) if name == self.skipped else group

    def _flush(self) -> None:
        if self.pending:
            data, self.pending = self.pending, b""
            self._write(decoded(data, self.group.page or self.page))

    def _write(self, text: str) -> None:
        if not (self.group.is_out or self.group.is_hidden or self.group.is_changed):
            self.written.append(text)

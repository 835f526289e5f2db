"""What control words do to letters and to paragraphs."""

from __future__ import annotations

import locale
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from anthology.load.formats.documents.runs import Look

FLAGS = {"b": "bold", "i": "italic", "strike": "struck", "striked": "struck", "v": "hidden",
         "scaps": "small_caps", "caps": "small_caps"}  # fmt: skip
UNDERLINES = frozenset({"ul", "uld", "uldb", "uldash", "uldashd", "ulth", "ulw", "ulwave"})
ALIGNED = {"qc": "center", "qr": "right", "ql": "", "qj": ""}
UNKNOWN_LANGUAGES = frozenset({0, 1024, 0x7F})
INDENTED = 360  # twips on both sides that make a quotation: a quarter of an inch


def letters(name: str, number: int | None, look: Look) -> Look:
    """The look of the letters after a control word, whose number 0 takes it back."""
    on = number != 0
    if name in FLAGS:
        change: dict[str, Any] = {FLAGS[name]: on}
        return replace(look, **change)
    if name in UNDERLINES or name == "ulnone":
        return replace(look, underlined=on and name != "ulnone")
    if name in {"super", "sub", "nosupersub"}:
        raised = {"super": "sup", "sub": "sub"}.get(name, "") if on else ""
        return replace(look, raised=raised)
    found = VALUES.get(name)
    return found(look, number or 0) if found else look


VALUES: Mapping[str, Callable[[Look, int], Look]] = {
    "fs": lambda look, number: replace(look, size=number / 2),
    "lang": lambda look, number: replace(look, language=language(number)),
    "rtlch": lambda look, _: replace(look, rtl=True),
    "ltrch": lambda look, _: replace(look, rtl=False),
    "plain": lambda look, _: Look(link=look.link),
}


def language(number: int) -> str:
    """The language of one of Windows's numbers as a tag: "en-GB"; "" for none."""
    name = "" if number in UNKNOWN_LANGUAGES else locale.windows_locale.get(number, "")
    return name.replace("_", "-")


@dataclass(frozen=True)
class Paragraph:
    """How a paragraph looks."""

    style: int = 0
    aligned: str = ""
    left: int = 0  # indents in twips
    right: int = 0
    rtl: bool = False
    level: int = -1  # of the outline; 0 is the highest
    in_table: bool = False
    in_list: bool = False
    depth: int = 0  # in lists

    @property
    def is_indented(self) -> bool:
        """Whether it is set in from both sides, as a quotation is."""
        return min(self.left, self.right) >= INDENTED


def paragraph(name: str, number: int | None, now: Paragraph) -> Paragraph:
    """The look of the paragraph after a control word."""
    if name == "pard":
        return Paragraph()
    if name in ALIGNED:
        return replace(now, aligned=ALIGNED[name])
    found = OF_PARAGRAPHS.get(name)
    return found(now, number or 0) if found else now


OF_PARAGRAPHS: Mapping[str, Callable[[Paragraph, int], Paragraph]] = {
    "s": lambda now, number: replace(now, style=number),
    "li": lambda now, number: replace(now, left=number),
    "lin": lambda now, number: replace(now, left=number),
    "ri": lambda now, number: replace(now, right=number),
    "rin": lambda now, number: replace(now, right=number),
    "outlinelevel": lambda now, number: replace(now, level=number),
    "intbl": lambda now, _: replace(now, in_table=True),
    "ls": lambda now, number: replace(now, in_list=number > 0),
    "ilvl": lambda now, number: replace(now, depth=number),
    "rtlpar": lambda now, _: replace(now, rtl=True),
    "ltrpar": lambda now, _: replace(now, rtl=False),
}

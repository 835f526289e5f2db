"""Pieces of text, each inside the marks that are open around it, become lines and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Mark:
    """An inline element that is open around a piece of text."""

    name: str
    attributes: str = ""


@dataclass(frozen=True)
class Piece:
    """Some text, a line break, or a finished block."""

    kind: str  # "text", "break", "block"
    html: str = ""
    around: tuple[Mark, ...] = ()


def flow(pieces: Iterator[Piece]) -> str:
    """Blocks, a line each: text between blocks and double breaks is a paragraph."""
    blocks: list[str] = []
    run: list[Piece] = []
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
                run.append(Piece("break", "<br>\n", piece.around[:same]))
            run.append(piece)
            breaks = 0
    blocks.append(_paragraph(run))
    return "\n\n".join(filter(None, blocks))


def _paragraph(run: Sequence[Piece]) -> str:
    words = line(run)
    return f"<p>{words}</p>" if words else ""


def line(run: Sequence[Piece]) -> str:
    """Pieces of text with their marks, each opened and closed as few times as can be."""
    seen = [number for number, piece in enumerate(run) if _shows(piece.html)]
    shown = run[seen[0] : seen[-1] + 1] if seen else ()
    written: list[str] = []
    is_open: tuple[Mark, ...] = ()
    for piece in (*shown, Piece("text")):
        same = _common(is_open, piece.around)
        around = piece.around if _shows(piece.html) else is_open[:same]  # nobody sees a bold space
        written += (f"</{mark.name}>" for mark in reversed(is_open[same:]))
        written += (f"<{mark.name}{mark.attributes}>" for mark in around[same:])
        written.append(piece.html)
        is_open = around
    words = re.sub(r"  +", " ", "".join(written).strip())
    return re.sub(r"\s*<br>\n\s*", "<br>\n", words)


def _common(one: Sequence[Mark], two: Sequence[Mark]) -> int:
    same = (a == b for a, b in zip(one, two, strict=False))
    return next((number for number, is_same in enumerate(same) if not is_same),
                min(len(one), len(two)))  # fmt: skip


def _shows(text: str) -> bool:
    """Whether a piece has anything to see."""
    return bool(text.replace("<br>", "").replace("\N{NO-BREAK SPACE}", " ").strip())


def escaped(text: str) -> str:
    """Text on one line, as HTML."""
    return escape(re.sub(r"[ \t\r\n]+", " ", text), quote=False)

"""Formulas of a body: MathML in e-books, a drawing in the line or of its own in print."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from html import unescape

from anthology.edition import Asset
from anthology.formulas import ATTRIBUTE, unpacked
from anthology.formulas.drawing import drawn

FORMULA = re.compile(rf'<code class="formula" {ATTRIBUTE}="([^"]*)">([^<>]*)</code>')
DRAWN = re.compile(rf'<img alt="([^"]*)" class="formula[^"]*" {ATTRIBUTE}="([^"]*)" src="([^"]*)"')
DISPLAY = 'class="formula display"'
SHOWN = re.compile(rf"(<img\b[^>]* {DISPLAY}[^>]*/>)")
PARAGRAPH = re.compile(r"(<p\b[^>]*>)((?:(?!</p>).)*)</p>", re.DOTALL)
ID = re.compile(r'\sid="[^"]*"')
OPENED = re.compile(r"<[a-z][^>]*(?<!/)>")
# The head of a column with nothing but MathML is an empty one to Ace (axe: empty-table-header).
HEAD = re.compile(
    r'(<th\b[^>]*>\s*<math\b[^>]*? alttext="([^"]*)")(?=(?:(?!</?th\b|</math>).)*</math>\s*</th>)',
    re.DOTALL,
)
MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML"'


def with_formulas(xhtml: str, edition: str) -> str:
    """The fragment of a body with its formulas as the edition shows them."""
    if 'class="formula"' not in xhtml:
        return xhtml
    if edition == "epub":
        return HEAD.sub(r'\1 aria-label="\2"', FORMULA.sub(_mathml, xhtml))
    xhtml = FORMULA.sub(_picture, xhtml)
    return PARAGRAPH.sub(_divided, xhtml) if DISPLAY in xhtml else xhtml


def _divided(match: re.Match[str]) -> str:
    """A paragraph with a formula between its lines as two, the second without an indent."""
    opening, inside = match.groups()
    pieces = SHOWN.split(inside) if DISPLAY in inside else [inside]
    texts = [piece.strip() for piece in pieces[::2]]
    if not any(texts) or any(piece.count("</") != len(OPENED.findall(piece)) for piece in texts):
        return match[0]
    later = ID.sub("", opening)[:-1] + ' style="text-indent: 0">'
    starts = [opening, *[later] * (len(texts) - 1)]
    paragraphs = [
        f"{start}{text}</p>" if text else "" for start, text in zip(starts, texts, strict=True)
    ]
    shown = [f'<div class="formula">{picture}</div>' for picture in pieces[1::2]]
    return "".join(map("".join, zip(paragraphs, [*shown, ""], strict=True)))


def _mathml(match: re.Match[str]) -> str:
    words = match[2].replace('"', "&quot;")
    return unpacked(match[1]).replace(MATH, f'{MATH} alttext="{words}"', 1) or match[0]


def _picture(match: re.Match[str]) -> str:
    """The picture of a formula, on the baseline of its line and as large as the text."""
    packed, words = match.groups()
    mathml = unpacked(packed)
    drawing = drawn(mathml, unescape(words)) if mathml else None
    if drawing is None:
        return match[0]
    display = drawing.lines > 1 or 'display="block"' in mathml.partition(">")[0]
    name = hashlib.sha256(packed.encode() + words.encode()).hexdigest()[:16]
    alt = words.replace('"', "&quot;")
    style = f"width: {drawing.width:.3f}em"
    style += "" if display else f"; vertical-align: {-drawing.depth:.3f}em"
    return (
        f'<img alt="{alt}" class="formula{" display" * display}" {ATTRIBUTE}="{packed}"'
        f' src="formulas/{name}.svg" style="{style}"/>'
    )


def drawings(xhtml: str) -> Iterator[tuple[str, Asset]]:
    """The drawings that a section shows, by their names."""
    for words, packed, name in DRAWN.findall(xhtml) if 'class="formula' in xhtml else ():
        drawing = drawn(unpacked(packed), unescape(words))
        if drawing:
            yield name, Asset(drawing.svg, "image/svg+xml")

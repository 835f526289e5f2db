"""Formulas: TeX and MathML of manuscripts, read, reduced to what is allowed, and drawn.

A manuscript's formula is in its body as `<code class="formula">` with its TeX, or other words
that stand for it, so that whatever reads a text reads these. Its MathML goes with it, packed
into an attribute. An e-book gets the MathML, a printed page its drawing.
"""

# ruff: noqa: PLC0415  latex2mathml and ziamath are loaded for texts with formulas only

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from importlib.util import find_spec

INSTALL = "pip install 'review-anthology[math]'"
ATTRIBUTE = "data-math"
MOST = 1024  # different formulas that are remembered: letters come again and again
PACKAGES = ("latex2mathml", "ziamath")  # of the extra "math"


@dataclass(frozen=True)
class Formula:
    """A formula that can be shown in both books."""

    words: str  # its TeX, or what stands for it
    mathml: str  # as `mathml.legal` returns it; "" where it is not shown as a formula

    @property
    def html(self) -> str:
        """It as an element of a body."""
        words = escape(self.words, quote=False)
        if not self.mathml:
            return words
        return f'<code class="formula" {ATTRIBUTE}="{packed(self.mathml)}">{words}</code>'


@cache
def installed() -> bool:
    """Whether formulas can be read and drawn: the extra "math" is installed."""
    return all(find_spec(package) for package in PACKAGES)


@lru_cache(MOST)
def of_tex(tex: str, *, display: bool) -> Formula | None:
    """The formula that is written in TeX; None where it cannot be read or drawn."""
    from anthology.formulas import mathml

    return _drawable(" ".join(tex.split()), mathml.of_tex(tex, display=display))


def of_mathml(source: str) -> Formula | None:
    """The formula of a <math> element, without MathML where it cannot be drawn; None for none."""
    from anthology.formulas import mathml

    words = mathml.in_words(source)
    found = _drawable(words, mathml.legal(source)) if installed() else None
    return found or (Formula(words, "") if words else None)


def _drawable(words: str, mathml: str | None) -> Formula | None:
    from anthology.formulas.drawing import drawn

    return Formula(words, mathml) if words and mathml and drawn(mathml, words) else None


def packed(mathml: str) -> str:
    """MathML as the value of an attribute, without a sign of XML."""
    return urlsafe_b64encode(mathml.encode()).decode("ascii")


def unpacked(value: str) -> str:
    """The MathML of an attribute as it is allowed; "" where the value is none."""
    if not installed():
        return ""
    from anthology.formulas import mathml

    try:
        return mathml.legal(urlsafe_b64decode(value).decode()) or ""
    except ValueError:
        return ""

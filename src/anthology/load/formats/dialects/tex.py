"""Formulas in TeX and MathML: read with the extra "math", else printed as written and reported."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from anthology import formulas
from anthology.load.formats.dialects.findings import Findings, Kind
from anthology.load.formats.markdown_code import Code
from anthology.report import Severity

# As pandoc reads it: no space inside a single dollar, no digit after it; and some sign of TeX,
# since “$5 and $10” is money.
LINES = r"(?:[^\n\\]|\\\\|\\(?![()\[\]])|\n(?!\s*\n))"  # of one paragraph
FORMULA = re.compile(
    r"(?<![\\$])\$\$(?P<display>[^$]{1,4000}?)\$\$"
    rf"|\\\[(?P<brackets>{LINES}{{1,2000}})\\\]"
    rf"|\\\((?P<round>{LINES}{{1,1000}})\\\)"
    r"|(?<![\\$\w])\$(?P<inline>(?![\s$])(?:[^$\n]|\n(?!\s*\n)){0,500}?(?<![\s\\]))\$(?![\w$])"
)
SIGN = re.compile(r"[\\^_{}=]|^(?!.*[^\W\d_]{2})(?=.*[A-Za-z])[A-Za-z(|-]", re.DOTALL)  # no word
MARK = re.compile(r"[\^_{}=]|^[A-Za-z]$")  # of TeX
COMMAND = re.compile(r"\\[A-Za-z]")
# Between two prices: “$5 (=£4) or US$ 6”.
PROSE = re.compile(r"[£€¥]|[^\W\d_]{2,},?\s+[^\W\d_]{2}|^\d.*[\s(][A-Z]{2,3}$", re.DOTALL)
REFERENCE = re.compile(r"&#?\w+;")  # not the sign between the columns of TeX
QUOTE = re.compile(r"\n[ \t>]*>")
MATHML = re.compile(r"<(?:\w+:)?math\b[^<>]*>(?:[^<]|<(?!(?:\w+:)?math\b))*?</(?:\w+:)?math\s*>")
TAG = re.compile(r"<(?P<end>/?)(?P<name>\w*)[^<>]*>")
VERBATIM = frozenset({"code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea"})

LINE_OF_COMMANDS = re.compile(
    r"^[ ]{0,3}(?:\\[A-Za-z]{3,}\*?(?:\[[^\[\]\n]*\]|\{[^{}\n]*\})*[ ]*)+$", re.MULTILINE
)
STYLED = re.compile(
    r"(?<![\w\\:])\\(?P<name>emph|textit|textbf|textsc|underline|footnote)\{(?P<words>[^{}\n]+)\}"
)
ANY = re.compile(r"(?<![\w\\:/])\\[A-Za-z]{3,}(?=\{)")
ELEMENTS = {"emph": "em", "textit": "em", "textbf": "strong", "underline": "u"}

LEFT_OUT = Kind("left out", "TeX line", "Take it out, or write what it stands for.")
COMMANDS = Kind("printed as it stands", "TeX command", "Write it in Markdown.")
PLAIN = Kind(  # $x^2$ reads well
    "printed as it stands",
    "formula",
    f"To print formulas as such, run: {formulas.INSTALL}.",
    severity=Severity.NOTE,
)
FORMULAS = Kind(
    "printed as it stands in TeX",
    "formula",
    f"Run: {formulas.INSTALL}; or write it in words, or put a picture of it.",
)
MATHML_WORDS = Kind(
    "printed in words",
    "formula in MathML",
    f"Run: {formulas.INSTALL}; or write it in words, or put a picture of it.",
)
WORDS = Kind(
    "printed in words, since it cannot be drawn",
    "formula in MathML",
    "Write it in words, or put a picture of it.",
)
UNREAD = Kind(
    "printed as it stands, since its TeX cannot be read",
    "formula",
    "Correct it, write it in words, or put a picture of it.",
)


def set_aside(text: str, code: Code, findings: Findings) -> str:
    """The text with marks for its formulas, which no pass over Markdown changes then."""
    read = _Reader(findings)
    if not read.may_have(text) and "math" not in text:
        return text
    text = MATHML.sub(lambda match: _marked(match, read.mathml(match), code), text)
    text = FORMULA.sub(lambda match: _marked(match, read.html(match), code), text)
    read.report()
    return text


def commands(text: str, findings: Findings) -> str:
    """The text with elements for commands of TeX around words, and without lines of others."""
    if "\\" not in text:
        return text

    def left_out(match: re.Match[str]) -> str:
        if STYLED.search(match[0]):
            return match[0]
        findings.add(LEFT_OUT, match[0].strip())
        return findings.leave_out(match[0])

    def styled(match: re.Match[str]) -> str:
        findings.leave_out(match["name"])
        if match["name"] == "footnote":
            return f"^[{match['words']}]"
        if match["name"] == "textsc":
            return f'<span class="small-caps">{match["words"]}</span>'
        element = ELEMENTS[match["name"]]
        return f"<{element}>{match['words']}</{element}>"

    text = STYLED.sub(styled, LINE_OF_COMMANDS.sub(left_out, text))
    for match in ANY.finditer(text):
        findings.add(COMMANDS, match[0])
    return text


def in_html(html: str, findings: Findings) -> str:
    """The HTML of another format, with elements for the formulas in its text."""
    read = _Reader(findings, in_html=True)
    if not read.may_have(html) and "math" not in html:
        return html
    html = MATHML.sub(lambda match: read.mathml(match) or match[0], html)
    if read.may_have(html):
        html = "".join(_between_tags(html, lambda match: read.html(match) or match[0]))
    read.report()
    return html


def _between_tags(html: str, change: Callable[[re.Match[str]], str]) -> Iterator[str]:
    """The pieces of HTML, with what is changed of the formulas in its text."""
    at, verbatim = 0, ""
    for tag in TAG.finditer(html):
        words = html[at : tag.start()]
        yield words if verbatim else FORMULA.sub(change, words)
        yield tag[0]
        at, name = tag.end(), tag["name"].lower()
        if verbatim:
            verbatim = "" if tag["end"] and name == verbatim else verbatim
        elif name in VERBATIM and not tag["end"]:
            verbatim = name
    yield html[at:] if verbatim else FORMULA.sub(change, html[at:])


def _marked(match: re.Match[str], html: str | None, code: Code) -> str:
    """The mark of a formula, of as many lines as it has; of one that is not read, of its lines."""
    if html is None:
        return match[0]
    if not html:
        return "\n".join(map(code.set_aside, match[0].split("\n")))
    after = match.string[match.end() : match.end() + 1]
    return code.set_aside(html, html=True) + code.line_ends(match[0], after)


class _Reader:
    """Reads formulas in TeX, and reports those that it cannot read."""

    def __init__(self, findings: Findings, *, in_html: bool = False) -> None:
        self.findings = findings
        self.in_html = in_html  # where \( is no escape
        self.unread: list[str] = []

    @staticmethod
    def may_have(text: str) -> bool:
        """Whether a text may have formulas in TeX."""
        return "$" in text or "\\(" in text or "\\[" in text

    def html(self, match: re.Match[str]) -> str | None:
        """The element of a body, "" for a formula that is not read; None where it is none."""
        inside = next(group for group in match.groups() if group is not None)
        if not self._is_formula(inside, match):
            return None
        display = match["inline"] is None and match["round"] is None
        tex = QUOTE.sub("\n", REFERENCE.sub(lambda each: unescape(each[0]), inside))
        found = formulas.of_tex(tex, display=display) if formulas.installed() else None
        self.unread += [] if found else [match[0]]
        return found.html if found else ""

    def mathml(self, match: re.Match[str]) -> str | None:
        """The same for MathML, or the words that stand for it; None where nothing does."""
        found = formulas.of_mathml(match[0])
        if found and not found.mathml:
            self.findings.add(WORDS if formulas.installed() else MATHML_WORDS, match[0])
        return found.html if found else None

    def _is_formula(self, inside: str, match: re.Match[str]) -> bool:
        """Whether it is no price, no prose, and no bracket with a backslash against a link."""
        if "\\" in inside:
            return True
        if PROSE.search(inside) or (match["brackets"] and not self.in_html):
            return False
        if match["inline"] or match["display"]:
            return SIGN.search(inside) is not None
        return self.in_html or MARK.search(inside) is not None

    def report(self) -> None:
        """Adds what was not read to the findings."""
        kind = UNREAD if formulas.installed() else self._kind()
        for formula in self.unread:
            self.findings.add(kind, formula)

    def _kind(self) -> Kind:
        return FORMULAS if any(map(COMMAND.search, self.unread)) else PLAIN

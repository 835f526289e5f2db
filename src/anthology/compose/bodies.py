"""The text of a piece prepared for its section: punctuation, first words, ids and links."""

from __future__ import annotations

import re
from html import unescape
from itertools import count

from markupsafe import Markup, escape

from anthology import book
from anthology.book import Body
from anthology.compose.forms import marked_forms
from anthology.compose.links import Links, resolved
from anthology.compose.typography.addresses import with_addresses
from anthology.compose.typography.block import STAND_IN
from anthology.compose.typography.isolates import directed
from anthology.compose.typography.punctuation import smarten, typeset
from anthology.compose.typography.quotes import of_elements
from anthology.compose.typography.titles import latin
from anthology.edition import Heading
from anthology.memory import Results, is_sparing

FIRST = re.compile(r"<p>([“„«‘]?\u202f?)([^\W\d_][^<>]{24,}?)(?=<)")
# Blogs space their text with these: empty paragraphs, line breaks at a paragraph's end.
EMPTY = re.compile(r"<p>(?:\s|<br/>)*</p>\s*")
LAST_BREAKS = re.compile(r"(?:<br/>\s*)+</p>")
# Spaces before a note's text would separate it from its number in print.
NOTE = re.compile(r"(<aside class=\"note\"[^>]*>)\s+")
# Two numbers of notes side by side, or one beside another superior figure, would read as one.
INSIDE = r"(?:</?(?:abbr|b|bdi|cite|del|em|i|ins|mark|q|s|small|span|strong|u)\b[^<>]*>)*"
CALL = r'<a class="note-call"'
CALLS = re.compile(
    rf"({CALL}[^<>]*>[^<>]*</a>{INSIDE}|</sup>{INSIDE}|[⁰¹²³⁴-⁹]{INSIDE})(?={CALL})"
    rf"|({CALL}[^<>]*>[^<>]*</a>{INSIDE})(?=<sup\b|[⁰¹²³⁴-⁹])"
)
APART = "\u202f"  # a narrow space at which no line ends
FIGURE = re.compile(r"<figure\b([^>]*)>(?:(?!</figure>).)*</figure>", re.DOTALL)
CODE = re.compile(r"<code\b[^<>]*>([^<>]*)</code>")
SPOILER = '<div class="spoiler">'
# A paragraph that is a spoiler as a whole.
WHOLE_SPOILER = re.compile(r'<p><span class="spoiler">((?:(?!</?span\b).)*)</span></p>', re.DOTALL)
MOST = 4096  # texts with typographic marks that a process has in memory
# By text and language; both editions have the same.
MARKED: Results[tuple[str, str], str] = Results(MOST)
OPENS = re.compile(r"(<p(?: class=\"first\")?>)(?:<(?!code\b)[^>]*>)*([^\W\d_]).*?</p>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
LINE = 55  # characters
MOST_FIRST_WORDS = 26  # characters: about half a line


def body(text: Body, section: str, *, lang: str, path: str, links: Links) -> str:
    """The body's XHTML for the section with the id `section`."""
    xhtml = _typeset(text.xhtml, lang)
    if 'class="spoiler"' in xhtml:
        xhtml = WHOLE_SPOILER.sub(rf"{SPOILER}<p>\1</p></div>", xhtml)
    if "<aside" in xhtml:
        xhtml = CALLS.sub(lambda match: match[0] + APART, NOTE.sub(r"\1", xhtml))
    xhtml = numbered_figures(xhtml)
    return with_addresses(resolved(marked_forms(xhtml), section, path, links))


def _typeset(xhtml: str, lang: str) -> str:
    """The text with typographic marks, and without the empty lines of blogs."""
    if (xhtml, lang) in MARKED:
        return MARKED[xhtml, lang]
    quoted = of_elements(xhtml, lang) if "<q" in xhtml else xhtml
    marked = directed(LAST_BREAKS.sub("</p>", EMPTY.sub("", typeset(quoted, lang))), lang)
    if not is_sparing():
        MARKED[xhtml, lang] = marked
    return marked


def numbered_figures(xhtml: str) -> str:
    """The fragment whose figures with captions have ids, to which the list of pictures refers."""
    if "<figcaption" not in xhtml:
        return xhtml
    numbers = count(1)

    def with_id(match: re.Match[str]) -> str:
        if " id=" in match[1] or "<figcaption" not in match[0]:
            return match[0]
        rest = match[0].removeprefix("<figure")
        return f'<figure id="figure-{next(numbers)}"{rest}'

    return FIGURE.sub(with_id, xhtml)


def labelled(xhtml: str, label: str) -> str:
    """The fragment whose spoilers have a label, under which the e-book folds them."""
    return xhtml.replace(SPOILER, f'{SPOILER[:-1]} data-summary="{escape(label)}">')


def headings(text: Body, section: str, lang: str) -> tuple[Heading, ...]:
    """The body's headings with their ids in the section."""
    return tuple(
        Heading(each.level, _words(text, each, lang), f"{section}-{each.id}")
        for each in text.headings
    )


def _words(text: Body, heading: book.Heading, lang: str) -> str:
    """A heading's words with typographic marks; its code stays as it is."""
    words, codes = heading.text, []
    for code in _code(text.xhtml, heading.id) if "<code" in text.xhtml else ():
        if code in words:
            words = words.replace(code, STAND_IN, 1)
            codes.append(code)
    words = smarten(words, lang)
    for code in codes:
        words = words.replace(STAND_IN, code, 1)
    return words


def _code(xhtml: str, id_: str) -> list[str]:
    """The words of each piece of code in the heading with that id."""
    at = xhtml.find(f' id="{id_}"')
    end = xhtml.find("</h", at)
    return [" ".join(unescape(code).split()) for code in CODE.findall(xhtml, at, end)]


def with_first_words(xhtml: str, how: str) -> str:
    """The fragment with the first words of its first paragraph marked, for small capitals.

    A text that does not open with a plain paragraph in Latin letters stays as it is.
    """
    match = FIRST.match(xhtml.lstrip()) if how != "plain" else None
    if match is None or not match[2][0].isupper() or not latin(match[2]):
        return xhtml
    start, text = match[1], match[2]
    words = _few_words(text)
    opening = f'<span class="first-words">{start}{words}</span>'
    return f'<p class="first">{opening}{text[len(words) :]}{xhtml.lstrip()[match.end() :]}'


def with_drop_cap(xhtml: str, lines: int) -> str:
    """The fragment whose first paragraph has the class "dropped", for a letter of so many lines.

    Not if it is no plain paragraph, too short for it, or without a capital at its start.
    """
    match = OPENS.match(xhtml.lstrip()) if lines else None
    if match is None or not latin(match[2]) or not match[2].isupper():
        return xhtml
    if len(TAG.sub("", match[0])) < lines * LINE:
        return xhtml
    return f'<p class="first dropped">{xhtml.lstrip()[match.end(1) :]}'


def _few_words(text: str) -> str:
    """The first words, up to a punctuation mark or half a line."""
    clause = re.match(r"(?:&#?\w+;|[^,;:.!?–—…])+", text)  # a reference is one character
    words = (clause[0] if clause else text).split(" ")
    few = words[0]
    for word in words[1:]:
        if len(few) + len(word) > MOST_FIRST_WORDS:
            break
        few += f" {word}"
    return few


def marked(xhtml: str) -> Markup:
    """Clean XHTML, marked so that a template does not escape it."""
    return Markup(xhtml)  # noqa: S704 - it went through load's allow-list

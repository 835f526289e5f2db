"""Cross-references of printed books: a link inside the book is followed by its page, “(p. 12)”.

The number is filled in when the pages are known (`pdf/typeset/references.py`); where the link
and its target stand on the same page, nothing is shown.

Where a text has words from right to left, the reference keeps a direction of its own, that of
its words: a number beside words of the other direction would change places with them.
"""

from __future__ import annotations

import re

from anthology.text.direction import RIGHT_TO_LEFT
from anthology.text.words import Words

IN_LINE, IN_BRACKETS = "on_page", "on_page_in_brackets"  # words of the language files
LINK = re.compile(r'<a(?=\s[^>]*?\bhref="#([^"]*)")([^>]*)>(.*?)</a>', re.DOTALL)
CALL = re.compile(r'\bclass="(?:[^"]* )?(?:note-call|footnote-ref|footnote-backref)\b')
TO_NOTE = re.compile(r"-(?:note|ref)-\d+$")
TAG = re.compile(r"<[^>]*>")
BLOCK = re.compile(r"<(?:p|li|td|th|dt|dd|div|figcaption|caption|blockquote|section|aside)\b")
HEADING = re.compile(r"<(/?)h[1-6]\b")
APART = re.compile(r"[\s,،、]*")  # the blank or comma before a reference belongs to the line
# What belongs to the word that ends in the link: “Alien”, the Aliens’, and the ends of tags.
NEAR = 4000  # characters: how far back the start of a paragraph or heading is looked for
LETTER = "[a-z\u00df-\u024f\u0370-\u03ff\u0400-\u052f\u05d0-\u05ea\u0620-\u064a]"
REST = re.compile(
    rf"(?:</(?:abbr|b|bdi|cite|del|em|i|ins|mark|q|s|small|span|strong|u)>|[\u00a0\u202f]?[”»’"
    rf"“‘״\"'](?!\w)|[’']?{LETTER}{{1,4}}(?!\w))*"
)


def with_pages(xhtml: str, section: str, words: Words) -> str:
    """The text of a section with a reference to the page after each link inside the book."""
    if 'href="#' not in xhtml:
        return xhtml
    forms = {name: words[name] for name in (IN_LINE, IN_BRACKETS)}
    if words["direction"] == "rtl" or RIGHT_TO_LEFT.search(xhtml):
        forms = {name: _isolated(form, words["direction"]) for name, form in forms.items()}
    written, at = "", 0
    for number, match in enumerate(LINK.finditer(xhtml), 1):
        if not _is_followed(match, xhtml):
            continue
        rest = REST.match(xhtml, match.end())
        end = rest.end() if rest else match.end()
        form = forms[IN_BRACKETS if in_brackets(xhtml, end) else IN_LINE]
        shown = form.format(f'<a class="folio" href="#{match[1]}"></a>')
        written += xhtml[at:end]
        written += f'<span class="page-reference" id="{section}-see-{number}">{shown}</span>'
        at = end
    return written + xhtml[at:]


def _isolated(form: str, way: str) -> str:
    apart = APART.match(form)
    start = apart.end() if apart else 0
    return f'{form[:start]}<bdi dir="{way}">{form[start:]}</bdi>'


def _is_followed(match: re.Match[str], xhtml: str) -> bool:
    """Whether the page follows a link: not that of a note, a picture's or one in a heading."""
    if CALL.search(match[2]) or TO_NOTE.search(match[1]) or not TAG.sub("", match[3]).strip():
        return False
    return not _in_heading(xhtml, match.start())


def _in_heading(xhtml: str, at: int) -> bool:
    last = None
    for last in HEADING.finditer(xhtml, max(0, at - NEAR), at):  # noqa: B007
        pass
    return last is not None and not last[1]


def in_brackets(xhtml: str, end: int) -> bool:
    """Whether brackets that the paragraph opened are open at `end`."""
    start = max(0, end - NEAR)
    for block in BLOCK.finditer(xhtml, start, end):
        start = block.start()
    words = TAG.sub("", xhtml[start:end])
    return words.count("(") > words.count(")")

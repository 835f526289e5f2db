"""The Kobo edition: the EPUB with the spans that Kobo's own e-reader uses.

Kobo stores positions, highlights and statistics by sentence, each in a
`<span class="koboSpan" id="kobo.PARAGRAPH.SENTENCE">`; its columns need the two divs. The
text stays the same. The file's name must end in .kepub.epub.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from anthology.epub import xhtml
from anthology.epub.container import Contents, zipped

SENTENCE = re.compile(r".+?(?:[.!?:…]+[\"'”’“»)\]]*\s+|[。！？]+[」』）]*\s*|\Z)", re.DOTALL)
UNTOUCHED = frozenset("audio math pre script style svg video".split())  # noqa: SIM905
PARAGRAPHS = frozenset("p ol ul table".split())  # noqa: SIM905
MARGINS = "div#book-inner{margin-top:0;margin-bottom:0}"


def converted(epub: bytes) -> bytes:
    """The EPUB as a kepub: the same files, with the documents marked for Kobo."""
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    marked: Contents = {n: _marked(d) if n.endswith(".xhtml") else d for n, d in files.items()}
    return zipped(marked)


def _marked(document: bytes) -> bytes:
    root = xhtml.parse(document.decode())
    body = xhtml.body_of(root)
    _mark(body, _Count())
    _wrap(body)
    style = etree.SubElement(root[0], xhtml.tag("style"))
    style.set("class", "kobostylehacks")
    style.text = MARGINS
    return xhtml.serialised(root)


@dataclass
class _Count:
    """The numbers of the last paragraph and sentence marked."""

    paragraph: int = 0
    sentence: int = 0
    opened: bool = False  # whether a paragraph without a span is open

    def span(self, *, opens: bool = False) -> Element:
        """The next span; with `opens` in a new paragraph, for a picture."""
        if self.opened or opens:
            self.paragraph, self.sentence, self.opened = self.paragraph + 1, 0, False
        self.sentence += 1
        span = etree.Element(xhtml.tag("span"))
        span.set("class", "koboSpan")
        span.set("id", f"kobo.{self.paragraph}.{self.sentence}")
        return span


def _mark(element: Element, count: _Count) -> None:
    """Mark every sentence below the element, in document order."""
    kind = xhtml.local_name(element)
    if not kind or kind in UNTOUCHED:
        return
    if kind in PARAGRAPHS:
        count.opened = True
    children = list(element)
    del element[:]
    first, element.text = element.text, None
    _put(element, first, count)
    for child in children:
        after, child.tail = child.tail, None
        if xhtml.local_name(child) == "img":
            span = count.span(opens=True)
            element.append(span)
            span.append(child)
        else:
            element.append(child)
            _mark(child, count)
        _put(element, after, count)


def _put(element: Element, text: str | None, count: _Count) -> None:
    """Append the text to the element, each sentence in a span."""
    for sentence in SENTENCE.findall(text or ""):
        if sentence.isspace() and xhtml.local_name(element) != "p":
            _put_plain(element, sentence)
        else:
            span = count.span()
            span.text = sentence
            element.append(span)


def _put_plain(element: Element, space: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + space
    else:
        element.text = (element.text or "") + space


def _wrap(body: Element) -> None:
    inner = etree.Element(xhtml.tag("div"))
    inner.set("id", "book-inner")
    inner.text, body.text = body.text, None
    inner.extend(list(body))
    columns = etree.SubElement(body, xhtml.tag("div"))
    columns.set("id", "book-columns")
    columns.append(inner)

"""Documents as word processors save them, by hypothesis: .docx by python-docx, .odt as its XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from html import escape

import docx
from docx.document import Document
from honest_text import plain, sentence
from hypothesis import strategies as st

Piece = tuple[str, list[str]]  # which kind of block, and its words
KINDS = ("text", "text", "heading", "bullets", "numbers", "quotation", "table", "marked")


def pieces(script: str) -> st.SearchStrategy[list[Piece]]:
    """The blocks of a document."""
    words = st.lists(plain(script) | sentence(script), min_size=1, max_size=4)
    return st.lists(st.tuples(st.sampled_from(KINDS), words), min_size=1, max_size=6)


def word(script: str) -> st.SearchStrategy[bytes]:
    """A Word file."""
    return st.builds(_word, plain(script), pieces(script))


def open_document(script: str) -> st.SearchStrategy[bytes]:
    """An OpenDocument text."""
    return st.builds(_open_document, plain(script), pieces(script))


def _word(title: str, some: list[Piece]) -> bytes:
    document = docx.Document()
    document.add_paragraph(title, "Title")
    document.add_paragraph("Words, to begin with, that a sentence ends.")
    for kind, words in some:
        WORD[kind](document, words)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _each(style: str) -> Callable[[Document, list[str]], None]:
    def add(document: Document, words: list[str]) -> None:
        for each in words:
            document.add_paragraph(each, style)

    return add


def _word_table(document: Document, words: list[str]) -> None:
    table = document.add_table(2, len(words))
    for row in table.rows:
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text


def _word_marks(document: Document, words: list[str]) -> None:
    paragraph = document.add_paragraph()
    for n, text in enumerate(words):
        run = paragraph.add_run(text)
        run.italic, run.bold, run.font.small_caps = n % 2 == 0, n % 3 == 1, n % 4 == 3
        paragraph.add_run(", ")


WORD: dict[str, Callable[[Document, list[str]], None]] = {
    "text": lambda document, words: _each("Normal")(document, [" ".join(words)]),
    "heading": lambda document, words: _each("Heading 2")(document, words[:1]),
    "bullets": _each("List Bullet"),
    "numbers": _each("List Number"),
    "quotation": _each("Quote"),
    "table": _word_table,
    "marked": _word_marks,
}
NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "style", "table")
) + ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'  # fmt: skip
STYLES = (
    '<style:style style:name="T1" style:family="text"><style:text-properties '
    'fo:font-style="italic"/></style:style><style:style style:name="P1" '
    'style:family="paragraph" style:parent-style-name="Quotations"/>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" '
    'style:num-format="1" style:num-suffix="."/></text:list-style>'
)


def _open_document(title: str, some: list[Piece]) -> bytes:
    first = f'<text:p text:style-name="Title">{escape(title)}</text:p>'
    words = "<text:p>Words, to begin with, that a sentence ends.</text:p>"
    body = first + words + "".join(_open_block(kind, texts) for kind, texts in some)
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
    return stream.getvalue()


def _open_block(kind: str, words: list[str]) -> str:
    paragraphs = [f"<text:p>{escape(each)}</text:p>" for each in words]
    match kind:
        case "heading":
            return f'<text:h text:outline-level="2">{escape(words[0])}</text:h>'
        case "bullets" | "numbers":
            style = ' text:style-name="L1"' if kind == "numbers" else ""
            items = "".join(f"<text:list-item>{each}</text:list-item>" for each in paragraphs)
            return f"<text:list{style}>{items}</text:list>"
        case "quotation":
            return "".join(each.replace("<text:p>", '<text:p text:style-name="P1">')
                           for each in paragraphs)  # fmt: skip
        case "table":
            cells = "".join(f"<table:table-cell>{each}</table:table-cell>" for each in paragraphs)
            return f"<table:table>{f'<table:table-row>{cells}</table:table-row>' * 2}</table:table>"
        case "marked":
            span = '<text:span text:style-name="T1">{}</text:span>, '
            return f"<text:p>{''.join(span.format(escape(each)) for each in words)}</text:p>"
    return f"<text:p>{escape(' '.join(words))}</text:p>"

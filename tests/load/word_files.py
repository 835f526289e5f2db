"""Word files for tests: by python-docx, and of raw XML for what it cannot make."""

from __future__ import annotations

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OTHERS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = ("footnotes", "endnotes", "comments", "styles", "numbering", "commentsExtended")


def raw(body: str, extra: dict[str, str | bytes] | None = None, relations: str = "") -> bytes:
    """A Word file with this XML as its body; `extra` has parts by their names in word/."""
    parts = {**(extra or {})}
    related = "".join(
        f'<Relationship Id="k{kind}" Type="{TYPE}/{kind}" Target="{kind}.xml"/>'
        for kind in KINDS
        if f"{kind}.xml" in parts
    )
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="png" ContentType="image/png"/></Types>',
        "_rels/.rels": _relations(
            f'<Relationship Id="r1" Type="{TYPE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": root("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": _relations(related + relations),
    }
    files |= {f"word/{name}": content for name, content in parts.items()}
    return zipped(files)


def root(name: str, content: str) -> str:
    """A part of WordprocessingML with that root."""
    return f"<w:{name} {W} {R} {OTHERS}>{content}</w:{name}>"


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; words alone are a run."""
    content = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def r(words: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def inserted(words: str, author: str = "Ann Lee") -> str:
    """Words that somebody inserted."""
    return f'<w:ins w:id="1" w:author="{author}">{r(words)}</w:ins>'


def deleted(words: str, author: str = "Ann Lee") -> str:
    """Words that somebody deleted."""
    run = f'<w:r><w:delText xml:space="preserve">{words}</w:delText></w:r>'
    return f'<w:del w:id="2" w:author="{author}">{run}</w:del>'


def zipped(files: dict[str, str | bytes]) -> bytes:
    """An archive of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _relations(content: str) -> str:
    return f'<Relationships xmlns="{RELATIONS}">{content}</Relationships>'

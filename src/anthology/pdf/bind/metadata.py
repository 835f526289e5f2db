"""A PDF's metadata: the Info dictionary and, except in PDF/X-1a, the same as XMP.

Nothing in it is random, and no clock is read: the dates are the book's.
"""

from __future__ import annotations

from html import escape
from uuid import NAMESPACE_URL, uuid5

import pikepdf
from pikepdf import Name

import anthology
from anthology.book import Book
from anthology.text.words import of_language

PRODUCER = f"Anthology {anthology.__version__}"
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
  xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
%s
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def set_metadata(pdf: pikepdf.Pdf, book: Book, flavour: str) -> None:
    """Replace the metadata of `pdf` by the book's title, editors and dates, and the PDF standard.

    `flavour` is one of [press], or "ua1" for the screen edition.
    """
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    for name, value in _info(book, flavour).items():
        pdf.docinfo[f"/{name}"] = value
    pdf.docinfo["/Trapped"] = Name("/False")
    if flavour == "x1a":
        return  # XMP came with PDF 1.4
    metadata = pdf.make_stream(_xmp(book, flavour).encode("utf-8"))
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = metadata


def _info(book: Book, flavour: str) -> dict[str, str]:
    """The strings of the Info dictionary, where PDF/X-1a names its standard."""
    info = {
        "Title": title(book),
        "Author": ", ".join(authors(book)),
        "Subject": book.description,
        "Keywords": ", ".join(book.subjects),
        "Creator": PRODUCER,
        "Producer": PRODUCER,
        "CreationDate": pdf_date(book.modified),
        "ModDate": pdf_date(book.modified),
    }
    if flavour == "x1a":
        info |= {"GTS_PDFXVersion": "PDF/X-1:2001", "GTS_PDFXConformance": "PDF/X-1a:2001"}
    return {name: value for name, value in info.items() if value}


def title(book: Book) -> str:
    """The book's title with its subtitle, on one line, and its volume if it is one of several."""
    whole = f"{book.title}: {book.subtitle}" if book.subtitle else book.title
    return f"{whole}, {book.tome.named(of_language(book.language))}" if book.tome else whole


def authors(book: Book) -> tuple[str, ...]:
    """The editors; where there are none, the reviewers, as in the e-book."""
    reviewers = [person for review in book.reviews for person in review.reviewers]
    return tuple(dict.fromkeys(person.name for person in book.editors or reviewers))


def contributors(book: Book) -> tuple[str, ...]:
    """Everybody else who contributed to the book, each once."""
    named = [contributor.person.name for contributor in book.contributors]
    named += [person.name for review in book.reviews for person in review.reviewers]
    return tuple(name for name in dict.fromkeys(named) if name not in authors(book))


def pdf_date(moment: str) -> str:
    """A time in UTC, "2026-11-20T00:00:00Z", in the form of PDF."""
    return "D:" + "".join(character for character in moment if character.isdigit()) + "Z"


def _xmp(book: Book, flavour: str) -> str:
    name = book.identifier or f"{book.slug}/{title(book)}"
    properties = {
        "dc:format": "application/pdf",
        "dc:title": _list("Alt", (title(book),), ' xml:lang="x-default"'),
        "dc:creator": _list("Seq", authors(book)),
        "dc:contributor": _list("Bag", contributors(book)),
        "dc:description": _list("Alt", (book.description,), ' xml:lang="x-default"'),
        "dc:language": _list("Bag", (book.language,)),
        "pdf:Keywords": escape(", ".join(book.subjects), quote=False),
        "pdf:Producer": PRODUCER,
        "pdf:Trapped": "False",
        "xmp:CreatorTool": PRODUCER,
        "xmp:CreateDate": book.modified,
        "xmp:ModifyDate": book.modified,
        "xmp:MetadataDate": book.modified,
        "xmpMM:DocumentID": f"uuid:{uuid5(NAMESPACE_URL, f'{name}#{flavour}')}",
        "xmpMM:VersionID": "1",
        "xmpMM:RenditionClass": "default",
        "pdfxid:GTS_PDFXVersion": "PDF/X-4" if flavour == "x4" else "",
        "pdfuaid:part": "1" if flavour == "ua1" else "",
    }
    return XMP % "\n".join(f"<{key}>{value}</{key}>" for key, value in properties.items() if value)


def _list(kind: str, values: tuple[str, ...], language: str = "") -> str:
    words = (escape(value, quote=False) for value in values if value)
    items = "".join(f"<rdf:li{language}>{each}</rdf:li>" for each in words)
    return f"<rdf:{kind}>{items}</rdf:{kind}>" if items else ""

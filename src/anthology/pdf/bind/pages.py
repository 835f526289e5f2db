"""The pages of all sections in one PDF, with their furniture and one font for each face."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from anthology.pdf.bind.moves import contents, move
from anthology.pdf.bind.programs import BARE, outlines
from anthology.pdf.model import BoundSection, Face, Geometry, SectionPdf, is_mirrored

SAVE = b"q"  # before the content of a page with furniture, which does not depend on it
INVISIBLE, NO_BREAK = "\u200b", "\xa0"  # a zero-width space, and one that holds words together


@dataclass(frozen=True)
class BoundBook:
    """A book's pages. `sources`, the PDFs of tagged leaves, must stay open until `pdf` is saved."""

    pdf: Pdf
    first: Mapping[str, int]  # the page of the PDF, from 0, on which a section begins
    sources: tuple[Pdf, ...]


def bind(
    sections: Sequence[BoundSection],
    faces: Mapping[str, Face],
    geometry: Geometry,
    *,
    tagged: bool = False,
) -> BoundBook:
    """All pages in order, with furniture and fonts, and with blank pages between."""
    pdf = Pdf.new()
    fonts = font_objects(pdf, faces)
    first: dict[str, int] = {}
    sources: list[Pdf] | None = [] if tagged else None
    pages: list[Any] = []  # of the whole book; pdf.pages looks through all of them at each access
    for section in sections:
        pages += (blank_page(pdf, geometry) for _ in range(section.span.blanks))
        first[section.span.id] = len(pages)
        pages += section_pages(pdf, section, fonts, sources)
    set_pages(pdf, pages)
    return BoundBook(pdf, first, tuple(sources or ()))


def section_pages(
    pdf: Pdf, section: BoundSection, fonts: Mapping[str, Object], sources: list[Pdf] | None = None
) -> list[Any]:
    """The pages of a section, with furniture and fonts, as objects of `pdf`.

    Its leaves stay open among the sources, where there are such; else they are closed at once:
    all together would take much memory.
    """
    leaves = _open(section.leaves.pdf)
    own: list[Any] = [pdf.copy_foreign(page.obj) for page in leaves.pages]
    if sources is not None:
        sources.append(leaves)
    else:
        leaves.close()
    for number, page in enumerate(own):
        if section.move(number):
            move(pdf, pikepdf.Page(page), section.move(number))
    _set_fonts(own[0].Resources, fonts)
    with _open(section.furniture) as furniture:
        _lay_over(pdf, own, furniture, fonts)
    return own


def set_pages(pdf: Pdf, pages: Sequence[Any]) -> None:
    """Give the book its tree of pages (ISO 32000-1, 7.7.3)."""
    tree = pdf.Root.Pages
    for page in pages:
        page.Parent = tree
    tree.Kids, tree.Count = Array(pages), len(pages)


def _open(leaves: SectionPdf) -> Pdf:
    return Pdf.open(io.BytesIO(leaves.data))


def blank_page(pdf: Pdf, geometry: Geometry, content: bytes = b"") -> Object:
    """A page on which nothing is drawn, or what the content says, as an object of `pdf`."""
    width, height, bleed = geometry.width, geometry.height, geometry.bleed
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([-bleed, -bleed, width + bleed, height + bleed]),
        TrimBox=Array([0, 0, width, height]),
        Contents=pdf.make_stream(content),
        Resources=Dictionary(),
    )
    return pdf.make_indirect(page)


def _lay_over(pdf: Pdf, pages: Sequence[Any], furniture: Pdf, fonts: Mapping[str, Object]) -> None:
    """Draw each page's folio and running head, as an artifact: it is not part of the text."""
    shown = [(i, p.obj) for i, p in enumerate(furniture.pages) if _shows(p.obj.Contents)]
    if not shown:
        return
    theirs = pdf.copy_foreign(shown[0][1].Resources)
    _set_fonts(theirs, fonts)
    forms = _with_own_forms(pdf, pages[0].Resources)
    save = pdf.make_stream(SAVE)
    for number, source in shown:
        page = pages[number]
        form: Any = pdf.copy_foreign(source.Contents)
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, page.MediaBox
        form.Resources = theirs
        forms.XObject[_name(number)] = form
        page.Resources = forms
        page.Contents = Array([save, *contents(page), pdf.make_stream(artifact(number))])


def artifact(page: int) -> bytes:
    """What is drawn on a page of a section, counted from 0, after its own content."""
    return f"Q /Artifact BMC q {_name(page)} Do Q EMC".encode()


def _name(page: int) -> str:
    return f"/Furniture{page}"


def _shows(content: Object) -> bool:
    """Whether anything is drawn: text, lines or pictures."""
    return re.search(rb"\b(?:BT|Do|f\*?|S|sh)\s", content.read_bytes() + b" ") is not None


def _with_own_forms(pdf: Pdf, resources: Object) -> Any:
    """A copy of the resources that all pages of the leaves share, with room for own forms."""
    own: Any = Dictionary()
    for name, value in resources.items():
        own[name] = value
    own.XObject = Dictionary()
    for name, value in resources.get("/XObject", {}).items():
        own.XObject[name] = value
    return pdf.make_indirect(own)


def _set_fonts(resources: Object, fonts: Mapping[str, Object]) -> None:
    """Replace the placeholders of fonts in the leaves by the book's fonts."""
    dictionary: Any = resources.get("/Font", Dictionary())
    for name, entry in list(dictionary.items()):
        if "/Face" in entry:
            dictionary[name] = fonts[str(entry.Face)]


def font_objects(pdf: Pdf, faces: Mapping[str, Face]) -> dict[str, Object]:
    """The fonts of a book as objects of `pdf`, by the paths that its leaves name."""
    return {path: _font(pdf, face) for path, face in sorted(faces.items())}


def _font(pdf: Pdf, face: Face) -> Object:
    """A composite font whose codes are glyph numbers (ISO 32000-1, 9.7)."""
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name("/CIDFontType0" if face.compact else "/CIDFontType2"),
        BaseFont=Name("/" + face.name),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        CIDToGIDMap=Name.Identity,
        W=Array(list(_widths(face.widths))),
        FontDescriptor=pdf.make_indirect(_descriptor(pdf, face)),
    )
    if face.compact:
        del descendant.CIDToGIDMap
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/" + face.name),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=_to_unicode(pdf, face.text),
        )
    )


def _descriptor(pdf: Pdf, face: Face) -> Dictionary:
    """The font descriptor (ISO 32000-1, 9.8), with the font program."""
    program = pdf.make_stream(outlines(face.program) if face.compact else face.program)
    if face.compact:
        program.Subtype = BARE  # PDF 1.3, and so PDF/X-1a, has no OpenType
    else:
        program.Length1 = len(face.program)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/" + face.name),
        FontFamily=pikepdf.String(face.family),
        Flags=face.flags,
        FontBBox=Array(face.box),
        ItalicAngle=face.angle,
        Ascent=face.ascent,
        Descent=face.descent,
        CapHeight=face.cap_height,
        StemV=80,
    )
    descriptor["/FontFile3" if face.compact else "/FontFile2"] = program
    return descriptor


def _widths(widths: Mapping[int, int]) -> Iterator[object]:
    """The array W: for each run of consecutive glyphs its first number and its widths."""
    run: list[int] = []
    last = -2
    for glyph, width in sorted(widths.items()):
        if glyph != last + 1:
            if run:
                yield Array(run)
            yield glyph
            run = []
        run.append(width)
        last = glyph
    if run:
        yield Array(run)


def _to_unicode(pdf: Pdf, text: Mapping[int, str]) -> Stream:
    """The CMap from glyphs to text, for copying and searching (ISO 32000-1, 9.10.3).

    The first glyph of several that make a letter has all of its text, the others have an
    invisible character: none may be without (ISO 14289-1, 7.21.7). Where a font draws spaces that
    break and that do not with one glyph, it is the space for which people search.
    """
    entries = [
        f"<{glyph:04x}> <{_sought(letters).encode('utf-16-be').hex()}>"
        for glyph, letters in sorted(text.items())
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    for i in range(0, len(entries), 100):
        part = entries[i : i + 100]
        lines += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return pdf.make_stream("\n".join(lines).encode())


def _sought(text: str) -> str:
    """The text of a glyph as people search for it."""
    return (text[1:] if is_mirrored(text) else text or INVISIBLE).replace(NO_BREAK, " ")

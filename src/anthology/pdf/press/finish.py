"""The bound book made ready for a press: boxes, marks, a stated printing condition, PDF/X.

What a printer asks for, by flavour:
    x4     PDF/X-4 (PDF 1.6): the printing condition is embedded, transparency may stay,
           bookmarks stay too
    x1a    PDF/X-1a:2001 (PDF 1.3): no transparency, CMYK and grey only, no bookmarks
    plain  promises nothing: what KDP takes, without bookmarks
None carries links, named destinations, tags or anything else that only a screen can use.
Colours are not touched here: `colour.ink` draws them right while a section is typeset.
"""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Dictionary, Name

from anthology.book import Book
from anthology.config import PressTable
from anthology.pdf.bind.bookmarks import point_directly
from anthology.pdf.bind.metadata import set_metadata
from anthology.pdf.colour import icc
from anthology.pdf.press.boxes import set_boxes
from anthology.pdf.press.output_intent import Condition, condition
from anthology.pdf.setup import OUTLINED
from anthology.report import NOWHERE, Problem, note

VERSIONS = {"x4": "1.6", "x1a": "1.3", "plain": "1.6"}
SCREEN_ONLY = (  # entries of the catalogue that a press has no use for
    *("/AA", "/AcroForm", "/Dests", "/Lang", "/MarkInfo", "/Metadata", "/Names", "/OpenAction"),
    *("/OutputIntents", "/PageMode", "/StructTreeRoot", "/URI", "/Version", "/ViewerPreferences"),
)
SPACES = {"grey": "/DeviceGray", "cmyk": "/DeviceCMYK"}
PAGE_SCREEN_ONLY = ("/AA", "/Annots", "/StructParents", "/Tabs")


def publish(
    pdf: pikepdf.Pdf, settings: PressTable, book: Book, profile: bytes | None
) -> tuple[bytes, tuple[Problem, ...]]:
    """The press file's bytes and remarks on them; `preflight` sees whether they are right.

    `pdf` is changed. Raises Refused where `profile` does not suit the settings.
    """
    problems = make_press_ready(pdf, settings, book, profile)
    return written(pdf, settings.flavour), problems


def make_press_ready(
    pdf: pikepdf.Pdf, settings: PressTable, book: Book, profile: bytes | None
) -> tuple[Problem, ...]:
    """Changes the bound book into a press file of the flavour that is set.

    `profile` is what the key `profile` names, None where it is empty. Raises Refused where
    the profile does not suit the flavour and the colours.
    """
    stated = condition(settings, icc.read(profile) if profile else None)
    _even(pdf, settings)
    moves = set_boxes(pdf, settings)
    if settings.flavour in OUTLINED:
        point_directly(pdf, moves)
    elif "/Outlines" in pdf.Root:
        del pdf.Root["/Outlines"]
    _take_out(pdf, settings.flavour)
    if settings.flavour != "x1a":
        _state_blending(pdf, SPACES[settings.colour])
    if settings.flavour != "plain":
        pdf.Root.OutputIntents = pikepdf.Array([_intent(pdf, stated)])
    set_metadata(pdf, book, settings.flavour)
    return _remarks(settings, stated, given=profile is not None)


def _remarks(settings: PressTable, stated: Condition, *, given: bool) -> tuple[Problem, ...]:
    if given or settings.colour == "grey":
        return ()
    told = f"the colours are made for “{stated.info}”, a press that we assume"
    hint = "Ask your printer for the ICC profile of the paper and name it in [press] profile."
    return (note(NOWHERE, told, hint),)


def written(pdf: pikepdf.Pdf, flavour: str) -> bytes:
    """The file's bytes, in the PDF version of the flavour; the same for the same `pdf`."""
    old = flavour == "x1a"
    streams = pikepdf.ObjectStreamMode.disable if old else pikepdf.ObjectStreamMode.generate
    file = io.BytesIO()
    pdf.save(
        file,
        force_version=VERSIONS[flavour],
        object_stream_mode=streams,
        deterministic_id=True,
    )
    return file.getvalue()


def _even(pdf: pikepdf.Pdf, settings: PressTable) -> None:
    """Leaves have two pages; some printers want the last page for a mark of their own."""
    if settings.last_page_blank and len(pdf.pages) % 2 == 0 and not _is_blank(pdf.pages[-1]):
        _add_blank(pdf)
    if len(pdf.pages) % 2:
        _add_blank(pdf)


def _add_blank(pdf: pikepdf.Pdf) -> None:
    last = pdf.pages[-1].obj
    page = Dictionary(Type=Name.Page, MediaBox=last.MediaBox, Resources=Dictionary())
    if "/TrimBox" in last:
        page.TrimBox = last.TrimBox
    page.Contents = pdf.make_stream(b"")
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def _is_blank(page: pikepdf.Page) -> bool:
    paints = {
        "Do",
        "EI",
        "TJ",
        "Tj",
        "'",
        '"',
        "sh",
        "f",
        "F",
        "f*",
        "S",
        "s",
        "B",
        "B*",
        "b",
        "b*",
    }
    found = pikepdf.parse_content_stream(page)
    return not any(str(instruction.operator) in paints for instruction in found)


def _take_out(pdf: pikepdf.Pdf, flavour: str) -> None:
    for key in SCREEN_ONLY:
        if key in pdf.Root:
            del pdf.Root[key]
    old = flavour == "x1a"
    for page in pdf.pages:
        for key in PAGE_SCREEN_ONLY:
            if key in page.obj:
                del page.obj[key]
        resources = page.obj.get("/Resources")
        if old and resources is not None and "/ColorSpace" in resources:
            del resources["/ColorSpace"]  # WeasyPrint's Lab spaces, never used


def _state_blending(pdf: pikepdf.Pdf, space: str) -> None:
    """Pages with transparency say in which inks it blends, or each RIP chooses for itself."""
    known: dict[tuple[int, int], bool] = {}
    for page in pdf.pages:
        resources = page.obj.get("/Resources")
        if resources is None:
            continue
        if resources.objgen not in known or resources.objgen == (0, 0):
            known[resources.objgen] = _shines(resources)
        if known[resources.objgen]:
            page.obj.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name(space))


def _shines(resources: pikepdf.Object) -> bool:
    """Whether anything among `resources` is transparent."""
    states, things = (resources.get(kind) for kind in ("/ExtGState", "/XObject"))
    if any("/SMask" in thing or "/Group" in thing for thing in _values(things)):
        return True
    return any(
        "/SMask" in state or "/BM" in state or min(state.get("/ca", 1), state.get("/CA", 1)) < 1
        for state in _values(states)
    )


def _values(held: pikepdf.Object | None) -> list[pikepdf.Object]:
    return list(held.values()) if isinstance(held, Dictionary) else []


def _intent(pdf: pikepdf.Pdf, stated: Condition) -> Dictionary:
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=stated.identifier,
        Info=stated.info,
    )
    if stated.registry:
        intent.RegistryName = stated.registry
    if stated.profile:
        stream = pdf.make_stream(stated.profile.data)
        stream.N = stated.profile.channels
        intent.DestOutputProfile = stream
    return pdf.make_indirect(intent)

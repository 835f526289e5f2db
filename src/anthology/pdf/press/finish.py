"""What makes a PDF a press file: boxes, marks, output intent, PDF/X.

What a printer needs, by flavour:
    x4     PDF/X-4 (PDF 1.6): the printing condition is embedded; transparency and bookmarks
           are allowed
    x1a    PDF/X-1a:2001 (PDF 1.3): no transparency, CMYK and grey only, no bookmarks
    plain  no standard: what KDP takes, without bookmarks
None has links, named destinations, tags or anything else that is of use only on a screen.
Colours are not converted here: sections are typeset in the inks of the press.
"""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Dictionary, Name

from anthology.book import Book
from anthology.config import PressTable
from anthology.pdf.bind.bookmarks import point_directly
from anthology.pdf.bind.files import written
from anthology.pdf.bind.metadata import set_metadata
from anthology.pdf.bind.programs import without_opentype
from anthology.pdf.colour import icc
from anthology.pdf.press.boxes import Move, set_boxes
from anthology.pdf.press.output_intent import Condition, printing_condition
from anthology.pdf.setup import OUTLINED
from anthology.report import NOWHERE, Problem, note
from anthology.text.direction import binding_of

VERSIONS = {"x4": "1.6", "x1a": "1.3", "plain": "1.6"}
SCREEN_ONLY = (  # entries of the catalogue that a press does not use
    *("/AA", "/AcroForm", "/Dests", "/Lang", "/MarkInfo", "/Metadata", "/Names", "/OpenAction"),
    *("/OutputIntents", "/PageMode", "/StructTreeRoot", "/URI", "/Version", "/ViewerPreferences"),
)
SPACES = {"grey": "/DeviceGray", "cmyk": "/DeviceCMYK"}
PAINTING = frozenset("Do EI TJ Tj ' \" sh f F f* S s B B* b b*".split())  # noqa: SIM905
PAGE_SCREEN_ONLY = ("/AA", "/Annots", "/StructParents", "/Tabs")


def finish_pages(
    pdf: pikepdf.Pdf, settings: PressTable, *, binding: str, before: int = 0
) -> tuple[Move, ...]:
    """Make the pages of `pdf` what the flavour asks for: boxes, marks, nothing for a screen.

    Returns how far the content of each was moved; see `set_boxes`.
    """
    moves = set_boxes(pdf, settings, binding=binding, before=before)
    _conform_pages(pdf, settings)
    return moves


def finish_document(
    pdf: pikepdf.Pdf,
    settings: PressTable,
    book: Book,
    profile: bytes | None,
    moves: Sequence[Move] = (),
) -> tuple[Problem, ...]:
    """Make a PDF, apart from its pages, what the flavour asks for, and return notes about it.

    `moves` says how far the content of each page was moved, and `profile` is the ICC profile
    that [press] names, None where it names none; `preflight` checks whether all is right.
    Raises Refused where the profile does not suit the flavour and the colours.
    """
    condition = printing_condition(settings, icc.read(profile) if profile else None)
    if settings.flavour in OUTLINED:
        point_directly(pdf, _by_page(pdf, moves))
    elif "/Outlines" in pdf.Root:
        del pdf.Root["/Outlines"]
    _conform(pdf, settings, book, condition)
    if binding_of(book.language) == "right":
        pdf.Root.ViewerPreferences = Dictionary(Direction=Name.R2L)
    return _remarks(settings, condition, given=profile is not None)


def make_sheet_ready(
    pdf: pikepdf.Pdf, settings: PressTable, book: Book, profile: bytes | None
) -> tuple[Problem, ...]:
    """Change a cover, whose page has its boxes, into a press file; see `finish_document`."""
    condition = printing_condition(settings, icc.read(profile) if profile else None)
    _conform_pages(pdf, settings)
    _conform(pdf, settings, book, condition)
    return _remarks(settings, condition, given=profile is not None)


def blank_pages(pages: int, settings: PressTable, *, last_is_blank: bool) -> int:
    """How many blank pages follow the last one: 0 to 2.

    A sheet has two pages, and some printers want the last one for their mark.
    """
    wanted = settings.last_page_blank and pages % 2 == 0 and not last_is_blank
    return wanted + (pages + wanted) % 2


def is_blank(page: pikepdf.Page) -> bool:
    """Whether nothing is drawn on a page."""
    found = pikepdf.parse_content_stream(page)
    return not any(str(instruction.operator) in PAINTING for instruction in found)


def _by_page(pdf: pikepdf.Pdf, moves: Sequence[Move]) -> dict[tuple[int, int], Move]:
    return {page.obj.objgen: each for page, each in zip(pdf.pages, moves, strict=False)}


def _conform(pdf: pikepdf.Pdf, settings: PressTable, book: Book, condition: Condition) -> None:
    """Make the document what its flavour of PDF asks for."""
    for key in SCREEN_ONLY:
        if key in pdf.Root:
            del pdf.Root[key]
    if settings.flavour != "plain":
        pdf.Root.OutputIntents = pikepdf.Array([_intent(pdf, condition)])
    set_metadata(pdf, book, settings.flavour)


def _conform_pages(pdf: pikepdf.Pdf, settings: PressTable) -> None:
    """Make the pages what their flavour of PDF asks for."""
    _remove_screen_entries(pdf, settings.flavour)
    if settings.flavour == "x1a":
        without_opentype(pdf)
    else:
        _set_blending_space(pdf, SPACES[settings.colour])


def _remarks(settings: PressTable, condition: Condition, *, given: bool) -> tuple[Problem, ...]:
    if given or settings.colour == "grey":
        return ()
    message = f"the colours are converted for “{condition.info}”, since no profile is set"
    hint = "Ask your printer for the ICC profile of the paper, and set it as profile in [press]."
    return (note(NOWHERE, message, hint),)


def to_bytes(pdf: pikepdf.Pdf, flavour: str) -> bytes:
    """The file in the PDF version of the flavour; the same bytes for the same `pdf`."""
    old = flavour == "x1a"
    streams = pikepdf.ObjectStreamMode.disable if old else pikepdf.ObjectStreamMode.generate
    return written(
        pdf,
        force_version=VERSIONS[flavour],
        object_stream_mode=streams,
        deterministic_id=True,
    )


def _remove_screen_entries(pdf: pikepdf.Pdf, flavour: str) -> None:
    old = flavour == "x1a"
    for page in pdf.pages:
        for key in PAGE_SCREEN_ONLY:
            if key in page.obj:
                del page.obj[key]
        resources = page.obj.get("/Resources")
        if old and resources is not None and "/ColorSpace" in resources:
            del resources["/ColorSpace"]  # WeasyPrint's Lab spaces, never used


def _set_blending_space(pdf: pikepdf.Pdf, space: str) -> None:
    """Set the inks in which transparency blends on a page, or each RIP would choose its own."""
    known: dict[tuple[int, int], bool] = {}
    for page in pdf.pages:
        resources = page.obj.get("/Resources")
        if resources is None:
            continue
        if resources.objgen not in known or resources.objgen == (0, 0):
            known[resources.objgen] = _is_transparent(resources)
        if known[resources.objgen]:
            page.obj.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name(space))


def _is_transparent(resources: pikepdf.Object) -> bool:
    """Whether anything among `resources` is transparent."""
    states, things = (resources.get(kind) for kind in ("/ExtGState", "/XObject"))
    if any("/SMask" in thing or "/Group" in thing for thing in _values(things)):
        return True
    return any(
        "/SMask" in state or "/BM" in state or min(state.get("/ca", 1), state.get("/CA", 1)) < 1
        for state in _values(states)
    )


def _values(entries: pikepdf.Object | None) -> list[pikepdf.Object]:
    return list(entries.values()) if isinstance(entries, Dictionary) else []


def _intent(pdf: pikepdf.Pdf, condition: Condition) -> Dictionary:
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=condition.identifier,
        Info=condition.info,
    )
    if condition.registry:
        intent.RegistryName = condition.registry
    if condition.profile:
        stream = pdf.make_stream(condition.profile.data)
        stream.N = condition.profile.channels
        intent.DestOutputProfile = stream
    return pdf.make_indirect(intent)

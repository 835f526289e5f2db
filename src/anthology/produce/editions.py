"""The editions there are: one row each. A new one is a function and a row.

Other packages add theirs by the entry point group `anthology.editions`: each entry names an
`EditionKind`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from anthology.book import Book
from anthology.check import tasks
from anthology.context import Context
from anthology.edition import Edition, Product
from anthology.packages import added
from anthology.produce import cover, data_sheet, proofs, steps, tomes, upload
from anthology.produce.plan import Step
from anthology.produce.reprints import booklet, galley, offprints
from anthology.report import NOWHERE, Refused, error

GROUP = "anthology.editions"


@dataclass(frozen=True)
class EditionKind:
    """An edition that can be built: the step of its name gives the file."""

    name: str
    ending: str  # of the file, after the book's slug: ".epub"; {press}: “-” and the preset
    about: str  # in a few words: "a PDF for a press"
    steps: tuple[Step, ...]  # all that lead to it, and its checks
    external: str = ""  # another program that it needs; then the finished file is not cached
    bound: bool = False  # whether this process binds it, which takes long
    unless_bound: tuple[Step, ...] = ()  # steps instead, where it has nothing to bind

    def file_name(self, slug: str, preset: str) -> str:
        """The name of its file for a book of that slug and a press's preset, "" for none."""
        return slug + self.ending.format(press=f"-{preset}" if preset else "")


def _pdf(name: str, ending: str, about: str, *checks: Step) -> EditionKind:
    text, pages, in_tomes, lists, ahead, numbered, heads, fonts, bound, proof = (
        f"{step}:{name}"
        for step in [
            *("text", "pages", "tomes", "lists", "heads-ahead", "numbered", "heads", "fonts"),
            *("bound-text", "proof"),
        ]
    )
    divided = Step(in_tomes, tomes.divide, (pages,), work=steps.typeset_section)
    whole = in_tomes if name == "print" else pages
    own = (
        Step(text, partial(steps.compose, name)),
        Step(pages, steps.typeset, (text,), work=steps.typeset_section),
        *([divided] if name == "print" else ()),
        Step(lists, steps.typeset_lists, (whole,), work=steps.typeset_section),
        Step(ahead, steps.furnish_ahead, (whole,), work=steps.typeset_furniture),
        Step(numbered, steps.number, (lists,)),
        Step(heads, steps.furnish, (numbered, ahead), work=steps.typeset_furniture),
        Step(fonts, steps.fonts, (numbered, heads), work=steps.unite_face),
        Step(name, steps.bind, (numbered, heads, fonts)),
        Step(bound, tomes.as_bound, (text, numbered)),
        Step(proof, proofs.prove_pdf, (bound, name), work=tasks.collate_pdf),
    )
    return EditionKind(name, ending, about, (*own, *checks), bound=True)


def _e_book(name: str, ending: str, about: str, *more: Step, external: str = "") -> EditionKind:
    return EditionKind(name, ending, about, (*EPUB, *more), external, unless_bound=EPUB_ALONE)


TEXT = Step("text:epub", partial(steps.compose, "epub"))
PAGE_NUMBERS = Step("page-numbers", steps.page_numbers, (TEXT.name,), ("numbered:print",))
E_BOOK = (TEXT.name, PAGE_NUMBERS.name)  # what it is packed from, beside its cover
EPUB = (
    TEXT,
    PAGE_NUMBERS,
    Step("front-cover", steps.draw_cover, (TEXT.name,), work=steps.draw),
    Step(
        "epub",
        steps.pack_in_worker,
        (TEXT.name, PAGE_NUMBERS.name),
        (),
        ("front-cover",),
        steps.pack_epub,
    ),
)
EPUB_ALONE = (
    Step("epub", steps.pack, E_BOOK, (), ("front-cover",)),
    Step("proof:epub", proofs.prove_epub, (TEXT.name, "epub"), work=tasks.collate_epub),
)
PREFLIGHT = Step("preflight", steps.preflight, ("print",), work=tasks.check_press, apart=True)
ONIX = Step("onix", steps.describe, ("print", "epub"), whole=True)
DATA_SHEET = (
    Step("text:datasheet", data_sheet.fit_data_sheet, ("print", "front-cover"), whole=True),
    Step("datasheet", data_sheet.print_data_sheet, ("text:datasheet",)),
    Step("proof:datasheet", data_sheet.prove_data_sheet, ("text:datasheet", "datasheet")),
)
OFFPRINTS = Step(
    "offprints",
    offprints.offprints,
    ("bound-text:print", "print", PAGE_NUMBERS.name, "front-cover"),
    whole=True,
)
KEPUB = Step("kepub", steps.kepub, ("epub",))
AZW3 = Step("azw3", steps.azw3, ("epub",))

PRINT = _pdf("print", ".pdf", "a PDF for a press", PREFLIGHT, TEXT, PAGE_NUMBERS)
BOOKLET = (
    Step("booklet", booklet.impose, ("print",)),
    Step("proof:booklet", booklet.prove_sheets, ("print", "booklet"), work=booklet.read_again),
)
GALLEY = (
    Step("text:galley", galley.compose_galley),
    Step(
        "furniture:galley", galley.typeset_furniture, ("text:galley",), work=steps.typeset_section
    ),
    Step("galley", galley.print_galley, ("print", "furniture:galley")),
    Step(
        "proof:galley",
        galley.prove_galley,
        ("print", "furniture:galley", "galley"),
        work=galley.read_again,
    ),
)
COVER = (
    Step("text:cover", cover.compose_cover, ("print",)),
    Step("cover", cover.draw_sheet, ("text:cover",), work=steps.typeset_section),
    Step("proof:cover", cover.prove_cover, ("text:cover", "cover")),
    Step("preflight-cover", cover.preflight_cover, ("print", "cover"), work=cover.check_cover),
)
UPLOAD = Step("upload", upload.hand_over, ("print", "text:cover", "cover"))

BUILT_IN = (
    _e_book("epub", ".epub", "an e-book"),
    PRINT,
    EditionKind(
        "cover", "-cover{press}.pdf", "the printed cover", (*PRINT.steps, *COVER), bound=True
    ),
    EditionKind(
        "upload",
        upload.TEXT,
        "all that a press is sent",
        (*PRINT.steps, *COVER, UPLOAD),
        bound=True,
    ),
    _pdf("screen", "-screen.pdf", "a PDF for reading"),
    EditionKind(
        "booklet", "-booklet.pdf", "sheets to fold and staple", (*PRINT.steps, *BOOKLET), bound=True
    ),
    EditionKind(
        "galley",
        "-galley.pdf",
        "a proof with numbered lines",
        (*PRINT.steps, *GALLEY),
        bound=True,
    ),
    _e_book("kepub", ".kepub.epub", "an e-book for Kobo", KEPUB),
    EditionKind("onix", ".onix.xml", "the trade's data", (*PRINT.steps, *EPUB, ONIX), bound=True),
    EditionKind(
        "datasheet",
        "-datasheet.pdf",
        "a page for booksellers",
        (*PRINT.steps, *EPUB, *DATA_SHEET),
        bound=True,
    ),
    EditionKind(
        "offprints",
        offprints.LIST,
        "each reviewer's pages and e-book",
        (*PRINT.steps, *EPUB, OFFPRINTS),
        bound=True,
    ),
    _e_book("azw3", ".azw3", "an e-book for Kindle", AZW3, external="calibre"),
)


def from_text(
    name: str, ending: str, about: str, write: Callable[[Edition, Book], bytes]
) -> EditionKind:
    """An edition that `write` makes of the e-book's text: all sections in reading order."""

    def run(context: Context, text: steps.Text) -> Product:
        return Product(write(text.edition, context.book))

    return EditionKind(name, ending, about, (TEXT, Step(name, run, (TEXT.name,))))


def kind(name: str) -> EditionKind:
    """The edition of that name. Raises Refused where there is none."""
    found = next((each for each in BUILT_IN if each.name == name), None) or _installed(name)
    if found is None:
        *others, last = (each.name for each in BUILT_IN)
        hint = f"Name one or more of {', '.join(others)} or {last}."
        raise Refused(error(NOWHERE, f"there is no edition “{name}”", hint))
    return found


def _installed(name: str) -> EditionKind | None:
    """The edition of that name of another package."""
    return next((own for own, _ in added(GROUP, EditionKind, "edition", name)), None)

"""The print book is set and read again: where its pictures stand, and what presses say."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from html import unescape

from PIL import Image

from anthology import style
from anthology.book import Book, Picture, Piece, Review
from anthology.cache import of_project
from anthology.check.pdf.facts import Page
from anthology.check.pdf.facts import Picture as Placed
from anthology.check.pdf.own import illustrated
from anthology.check.pdf.rules import art
from anthology.check.pdf.rules.finding import Finding
from anthology.check.pdf.wants import Wants
from anthology.compose.pictures import SVG
from anthology.config import Settings
from anthology.context import Context
from anthology.illustrations.model import Illustration, Verdict
from anthology.pdf.engine.ink_stream import name_of
from anthology.pool import Pool
from anthology.press.rules import rules_of, sheet_of
from anthology.produce import produce
from anthology.project import Order, press_profile, read, settled
from anthology.report import Place, Refused, Severity, shown

PRINT = "print"
USED = re.compile(r'<img\b[^>]*?\bsrc="pictures/([^"]+)"[^>]*>')
ALT = re.compile(r'\balt="([^"]*)"')
MODES = {"1": "black and white", "L": "grey", "LA": "grey", "CMYK": "CMYK"}
WORDS = 60  # letters of a description that are shown
INCH = 72.0
DEGREES = {Severity.NOTE: "soft", Severity.WARNING: "coarse", Severity.ERROR: "blurred"}
INKS = {"/DeviceGray": "black", "/DeviceCMYK": "colour", "/DeviceRGB": "RGB"}


def illustrations(order: Order, presses: Sequence[str] = ()) -> tuple[Illustration, ...]:
    """Each picture of the book in its order, as each press has it. Raises Refused."""
    with Pool(order.jobs) as pool:
        found = [
            _printed(replace(order, press=press, editions=(PRINT,)), pool)
            for press in presses or ("",)
        ]
    return tuple(map(_together, zip(*found, strict=True)))


def _together(same: tuple[Illustration, ...]) -> Illustration:
    """A picture as several presses have it: where it is coarsest, with what each says."""
    worst = min(same, key=lambda each: each.resolution)
    return replace(worst, verdicts=tuple(verdict for each in same for verdict in each.verdicts))


@dataclass(frozen=True)
class _Printed:
    """The print book of a press, as far as its pictures go."""

    book: Book
    settings: Settings
    placed: Mapping[str, tuple[int, Placed]]  # by name: the page, and the coarsest of that picture
    pages: int

    @property
    def wants(self) -> Wants:
        """What the press wants."""
        return Wants(rules_of(self.settings.press))


def _printed(order: Order, pool: Pool) -> list[Illustration]:
    order = settled(order)
    cache = of_project(order.root)
    project = read(order, pool, cache)
    settings = project.settings
    look = style.of(settings.style, order.root)
    profile = press_profile(order, settings)
    context = Context(project.book, settings, look, pool, cache, profile)
    books = produce(context, order.editions)
    pages = (page for pdf in books.files.values() for page in illustrated(pdf))  # of all volumes
    placed = _coarsest(project.book, pages)
    printed = _Printed(project.book, settings, placed, max(books.pages.values()))
    inside = [_inside(used, printed) for used in _used(project.book)]
    return [*inside, *_on_cover(printed)]


def _coarsest(book: Book, pages: Iterable[Page]) -> dict[str, tuple[int, Placed]]:
    """The pictures on the pages by their names in the book, with the pixels of their files."""
    known = {name_of(f"pictures/{name}"): picture for name, picture in book.pictures.items()}
    found: dict[str, tuple[int, Placed]] = {}
    for page in pages:
        for each in page.pictures:
            own = known.get(each.name[1:-1])
            if own is None or not each.pixels[0]:
                continue
            finer = own.width / each.pixels[0]  # what was reduced for the press
            whole = replace(
                each, pixels=(own.width, own.height), resolution=each.resolution * finer
            )
            last = found.get(own.name)
            if last is None or whole.resolution < last[1].resolution:
                found[own.name] = (page.number, whole)
    return found


def _used(book: Book) -> Iterator[tuple[str, Place, str]]:
    """Each picture of the text once: its name, the manuscript that is first, its description."""
    seen = set()
    pieces: list[Piece | Review] = [*book.front, *book.reviews, *book.back]
    for piece in pieces:
        for match in USED.finditer(piece.body.xhtml):
            alt = ALT.search(match[0])
            if match[1] not in seen:
                seen.add(match[1])
                yield match[1], piece.place, shown(unescape(alt[1]))[:WORDS] if alt else ""


def _inside(used: tuple[str, Place, str], printed: _Printed) -> Illustration:
    name, place, words = used
    picture = printed.book.pictures[name]
    page, placed = printed.placed.get(name, (0, None))
    return _of(picture, Illustration(place, words, (0, 0), "", page), placed, printed)


def _on_cover(printed: _Printed) -> Iterator[Illustration]:
    """The pictures of [cover], which fill the front to the edge of the sheet."""
    for key, name in printed.book.cover.items():
        picture = printed.book.pictures.get(name)
        if picture is None:
            continue
        place = printed.settings.place("cover", key)
        width, height = _filled(key, printed)
        finest = min(picture.width / width, picture.height / height) * INCH
        box = (0.0, 0.0, width, height)
        placed = Placed(box, (picture.width, picture.height), finest, "/DeviceCMYK")
        yield _of(picture, Illustration(place, f"{key} of the cover", (0, 0), ""), placed, printed)


def _filled(key: str, printed: _Printed) -> tuple[float, float]:
    """What a picture of [cover] fills, in points: the front with its bleed, or the whole sheet."""
    settings = printed.settings
    if key == "wrap":
        with suppress(Refused):  # how thick the book is may not be known yet
            sheet = sheet_of(settings, printed.pages)
            return sheet.width, sheet.height
    width, height = (side + 2 * settings.press.bleed for side in settings.press.trim_size)
    return (2 if key == "wrap" else 1) * width, height


def _of(
    picture: Picture, known: Illustration, placed: Placed | None, printed: _Printed
) -> Illustration:
    if picture.media_type == SVG:
        return replace(known, colour="drawn")
    known = replace(known, pixels=(picture.width, picture.height), colour=_colour(picture))
    if placed is None:
        return known
    left, bottom, right, top = placed.box
    return replace(
        known,
        size=((right - left) / INCH, (top - bottom) / INCH),
        resolution=placed.resolution,
        printed=INKS.get(placed.space, placed.space.removeprefix("/Device")),
        verdicts=(_verdict(placed, known.page, printed.wants),),
    )


def _verdict(placed: Placed, page: int, wants: Wants) -> Verdict:
    found = art.pictures(Page(page, placed.box, pictures=(placed,)), wants)
    return Verdict(wants.name, "; ".join(_objection(each, placed) for each in found))


def _objection(finding: Finding, placed: Placed) -> str:
    if finding.rule.name != "resolution":
        return finding.detail.partition(": ")[2]
    widest = placed.pixels[0] / art.WANTED
    degree = DEGREES[finding.severity]
    return f"{degree}: {art.WANTED:.0f} are wanted, so it is sharp up to {widest:.1f} in wide"


def _colour(picture: Picture) -> str:
    try:
        with Image.open(io.BytesIO(picture.data)) as file:
            return MODES.get(file.mode, "RGB")
    except OSError:
        return "unknown"

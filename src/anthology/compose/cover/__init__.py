"""The printed cover: the sections of its back, its spine and its front, for one sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from anthology.book import Book
from anthology.compose import stylesheet
from anthology.compose.assets import assets
from anthology.compose.composer import Composer, composer_of
from anthology.compose.cover.back import of_back, of_flap, portraits
from anthology.compose.cover.spine import Line, line
from anthology.compose.design import Cover, cover_of, dressed, placed
from anthology.compose.front import cover as front
from anthology.compose.front import names
from anthology.config import Settings
from anthology.edition import Edition, Section
from anthology.press.sheet import Box, Sheet
from anthology.report import Problem, note
from anthology.style import Style
from anthology.text import direction


def cover(
    book: Book, style: Style, settings: Settings, sheet: Sheet
) -> tuple[Edition, tuple[Problem, ...]]:
    """The sections of the printed cover, from its back to its front, and remarks on them.

    Each is to be set on a page of the size of its part, with the edge of the sheet all round.
    """
    style = dressed(style, settings.cover, settings.place("cover", "design"))
    composer = composer_of(book, style, "cover")
    inset = 2 * sheet.inset
    size = (sheet.front.width - inset, sheet.front.height - inset)
    words, back = line(book, style, settings.cover, sheet), of_back(book, settings.cover, sheet)
    wrap = _Wrap(bool(book.cover.get("wrap")), sheet, cover_of(book, style, settings, size))
    at_front = wrap.over(sheet.front, inset / 2).picture
    spine = _section(composer, "spine", line=words, **wrap.on(sheet.spine))
    sections = [
        _section(composer, "back-cover", back=back, **wrap.on(sheet.back)),
        *([spine] if sheet.spine.width else ()),
        _on_panel(front(composer, settings, size, at_front), sheet),
    ]
    if sheet.flaps:
        sections = _between_flaps(composer, settings, wrap, sections)
    css = stylesheet.of_cover(style, size[0])
    files = assets(composer, sections, css)
    edition = Edition("cover", tuple(sections), css, files, style.fonts, css)
    return edition, tuple(_remarks(book, settings, sheet, words))


@dataclass(frozen=True)
class _Wrap:
    """What is drawn on each part: also a picture over all of them, where there is one."""

    there: bool
    sheet: Sheet
    drawn: Cover

    def on(self, part: Box) -> dict[str, Any]:
        """What a part's template is given."""
        return {"wrapped": self.there, "cover": self.over(part, -self.sheet.edge)}

    def over(self, part: Box, inset: float) -> Cover:
        """The same with the picture so placed that it goes on from part to part.

        `inset` is how far inside the part its drawing begins, in points.
        """
        if not self.there:
            return self.drawn
        sheet = self.sheet
        at = placed(-part.x - inset, -part.y - inset, sheet.width, sheet.height)
        return replace(self.drawn, picture=at)


def _between_flaps(
    composer: Composer, settings: Settings, wrap: _Wrap, sections: list[Section]
) -> list[Section]:
    """The sections with a flap before and after them."""
    table, book, sheet = settings.cover, composer.book, wrap.sheet
    texts = (
        replace(of_flap(table.flap_back, book, sheet), portraits=portraits(book, table)),
        of_flap(table.flap_front, book, sheet),
    )
    own = replace(names(composer), publisher="")
    flaps = [
        _section(composer, "back-cover", id_=name, names=own, back=text, **wrap.on(box))
        for name, text, box in zip(("back-flap", "front-flap"), texts, sheet.flaps, strict=True)
    ]
    return [flaps[0], *sections, flaps[1]]


def front_alone(book: Book, style: Style, settings: Settings) -> Edition:
    """An edition with nothing but the front of the e-book, to look at. Raises Refused."""
    looks = dressed(style, settings.cover, settings.place("cover", "design"))
    composer = composer_of(book, looks, "epub")
    sections = (front(replace(composer, style=style), settings),)
    css = stylesheet.of_cover(looks)
    return Edition("epub", sections, css, assets(composer, sections, css), style.fonts, css)


def _section(composer: Composer, kind: str, id_: str = "", **values: Any) -> Section:
    book = composer.book
    way = direction.of_language(book.language)
    empty = Section(id_ or kind, kind, "front", "", "", lang=book.language, dir=way)
    return composer.section(replace(empty, recto=True), **{"names": names(composer), **values})


def _on_panel(section: Section, sheet: Sheet) -> Section:
    """The front on a page with the edge of the sheet all round: its paper goes on to the edge.

    What stands on it is placed as on a page of the size of the trim.
    """
    frame = f"{sheet.edge + sheet.inset:g}pt"
    sides = "; ".join(f"{side}: {frame}" for side in ("left", "top", "right", "bottom"))
    start, end = section.xhtml.index(">") + 1, section.xhtml.rindex("</")
    inside = f'<div style="position: absolute; {sides}">{section.xhtml[start:end]}</div>'
    xhtml = f"{section.xhtml[:start]}{inside}{section.xhtml[end:]}"
    return replace(section, xhtml=xhtml)


def _remarks(book: Book, settings: Settings, sheet: Sheet, words: Line | None) -> list[Problem]:
    place = settings.place("cover")
    found: list[Problem] = []
    if not sheet.spine.width:  # a booklet for friends
        return found
    if sheet.paper:
        wide, high = (round(side / 72 * 25.4) for side in sheet.paper)
        message = f"the cover is printed on paper of {wide} × {high} mm"
        found.append(note(place, message, "Glue it round all booklets, then cut."))
    if words is None:
        thick = f"{sheet.spine.width / 72:.3f} in"
        message = f"nothing is printed on the spine, {thick} wide: there is no room for words"
        found.append(note(place, message, "A book of more pages has words there."))
    if not book.isbn_print and not sheet.barcode.printed_by_press:
        hint = f"Write isbn_{'volumes' if book.tome else 'print'} under [book]."
        found.append(note(place, "the cover has no barcode, since the book has no ISBN", hint))
    return found

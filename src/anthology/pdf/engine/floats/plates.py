"""Plates: pictures with a page of their own, between two pages of the text that runs on.

WeasyPrint leaves a page blank where the text after it must begin on the other side. A plate has
such a page.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

LEFT_HALF, RIGHT_HALF = "left-half", "right-half"  # classes of the halves of a spread
BLEEDING = frozenset({"bleed", LEFT_HALF, RIGHT_HALF})  # to the edges of the page, and over them
TURNED = "turned"  # on its side: the text is read from the right of the page
CLASSES = BLEEDING | {"full-page", TURNED}
PAGE_NAME = "plate"  # of a page with a picture that bleeds: it has no head and no folio


def is_plate(figure: Any) -> bool:
    """Whether a figure has a page of its own."""
    return not CLASSES.isdisjoint(_classes(figure))


def fits(figure: Any, side: str) -> bool:
    """Whether it may stand on a page of that side."""
    halves = {LEFT_HALF: "left", RIGHT_HALF: "right"}
    return all(side == halves[name] for name in _classes(figure) & halves.keys())


def place(figure: Any, page: Any) -> Any:
    """The box that says how wide a plate may be: the page, or one on its side."""
    if TURNED not in _classes(figure):
        return page
    turned = copy(page)
    turned.width, turned.height = page.height, page.width
    return turned


def is_too_high(box: Any, page: Any) -> bool:
    """Whether a plate on its side is higher than the text is wide."""
    return TURNED in _classes(box) and bool(box.border_height() > page.width)


def put(figure: Any, box: Any, page: Any) -> None:
    """Moves the box of a plate to its place: in the middle of the text, or over the edges."""
    if TURNED in _classes(figure):  # it is rotated about its corner at the upper left
        box.translate(max(0.0, (page.width - box.border_height()) / 2), page.height)
        return
    if BLEEDING.isdisjoint(_classes(figure)):
        box.translate(0, max(0.0, (page.height - box.border_height()) / 2))
        return
    left, top, *_ = page.bleed_area
    box.translate(left - box.border_box_x(), top - box.border_box_y())
    page.page_type = page.page_type._replace(name=PAGE_NAME)


def _classes(figure: Any) -> frozenset[str]:
    return frozenset(figure.element.get("class", "").split())


class Waiting(list[Any]):
    """No notes for the next page, but a reason to make one after the end of the text."""

    def __bool__(self) -> bool:
        return True


def one_more(context: Any, result: Any) -> None:
    """Have a page made after this result, where WeasyPrint would end with the text."""
    if result[1] is None and not context.reported_footnotes:
        context.reported_footnotes = Waiting()


def on_blank_page(make: Callable[[], Any], context: Any, index: int) -> Any:
    """What `make` returns for the page of that index, made without any of the text.

    WeasyPrint finds the name of a blank page by the path to the next block; ours may lead into
    the middle of a paragraph, and is put back.
    """
    maker = context.page_maker
    before = resume_at, following, is_right, *others = maker[index]
    other_side = {**following, "break": "left" if is_right else "right"}
    maker[index] = (None, other_side, is_right, *others)
    page, _ = make()
    maker[index] = before
    _, _, side, state, remake = maker[index + 1]
    changed = {**remake, "content_changed": resume_at is not None}
    maker[index + 1] = (resume_at, following, side, state, changed)
    return page, resume_at

"""The rules for running heads and folios, where they are not those of `classic`."""

from __future__ import annotations

from collections.abc import Iterator

from anthology.style import Style

NUMBER = {"": "counter(page)", "front": "counter(page, lower-roman)"}  # by the name of the page
LEFT = {"names": "string(byline)", "book": "string(book)", "titles": "string(section)", "none": ""}
RIGHT = "string(section)"


def rules(style: Style) -> Iterator[str]:
    """The rules of the switches `running_heads` and `folios`."""
    heads, folios = style.settings.running_heads, style.settings.folios
    right = "" if heads == "none" else RIGHT
    if folios == "head":
        for name in NUMBER:
            yield from _numbered(name, LEFT[heads], right)
    elif heads != "names":
        yield _head(":left", LEFT[heads] or "none")
        yield _head(":right", right or "none")
    if folios == "none":
        yield from (_foot(name, "none") for name in NUMBER)
    if folios == "outer":
        for side in ("left", "right"):
            yield f"@page :{side} {{ @bottom-center {{ width: 100%; text-align: {side} }} }}"


def _numbered(name: str, left: str, right: str) -> Iterator[str]:
    """The number at the outer end of the head, with its words; at the foot of an opening page."""
    number = NUMBER[name]
    yield _head(f"{name}:left", f'{number} "\\2003" {left}', "; text-align: left")
    style = "; text-align: right; font-style: normal"
    yield _head(f"{name}:right", f'{right} "\\2003" {number}', style)
    yield _foot(name, "none")
    yield _head(f"{name}:first", "none")
    yield _foot(f"{name}:first", number)


def _head(page: str, words: str, more: str = "") -> str:
    return f"@page {page} {{ @top-center {{ content: {words.strip()}{more} }} }}"


def _foot(page: str, words: str) -> str:
    return f"@page {page} {{ @bottom-center {{ content: {words} }} }}"

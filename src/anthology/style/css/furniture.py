"""The rules for running heads and folios, where they are not those of `classic`."""

from __future__ import annotations

from collections.abc import Iterator

from anthology.style import Style

NUMBER = {"": "counter(page)", "front": "counter(page, lower-roman)"}  # by the name of the page
LEFT = {"names": "string(byline)", "book": "string(book)", "titles": "string(section)", "none": ""}
RIGHT = "string(section)"
ENDS = {"left": "text-align: left", "right": "text-align: right; font-style: normal"}


def rules(style: Style) -> Iterator[str]:
    """The rules of the switches `running_heads` and `folios`."""
    heads, folios = style.settings.running_heads, style.settings.folios
    right = "" if heads == "none" else RIGHT
    if folios == "head":
        for name in NUMBER:
            yield from _numbered(name, LEFT[heads], right)
    elif folios == "foot-line":
        yield from _foot_line(LEFT[heads], right)
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
    yield _head(f"{name}:left", _joined(number, left), "; text-align: left")
    style = "; text-align: right; font-style: normal"
    yield _head(f"{name}:right", _joined(right, number), style)
    yield _foot(name, "none")
    yield _head(f"{name}:first", "none")
    yield _foot(f"{name}:first", number)


def _foot_line(left: str, right: str) -> Iterator[str]:
    """The number and the words at the outer foot; where a review begins, the number alone."""
    yield from (_head(page, "none") for page in ("", ":left", ":right"))
    yield from (_foot(name, "none") for name in ("", "front", "bare"))
    line = {
        "": {"left": _joined(NUMBER[""], left), "right": _joined(right, NUMBER[""])},
        ":first": dict.fromkeys(ENDS, NUMBER[""]),
        "front": dict.fromkeys(ENDS, NUMBER["front"]),
        "bare": dict.fromkeys(ENDS, "none"),
    }
    for page, words in line.items():
        for side, end in ENDS.items():
            box = f"content: {words[side]}; width: 100%; vertical-align: top; {end}"
            yield f"@page {page}:{side} {{ @bottom-{side} {{ {box} }} }}"


def _joined(one: str, other: str) -> str:
    return f"{one} var(--folio-gap) {other}" if one and other else one or other


def _head(page: str, words: str, more: str = "") -> str:
    return f"@page {page} {{ @top-center {{ content: {words}{more} }} }}"


def _foot(page: str, words: str) -> str:
    return f"@page {page} {{ @bottom-center {{ content: {words} }} }}"

"""Last pages of lists with a few lines: contents, lists of pictures, contributors, indexes.

The head moves up, a plot is drawn lower, and the names in the contents come beside their titles.
Where that is not enough, the last entries go over to the last page together: those of a part,
where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

from anthology.pdf.engine.laid_out import LaidOut
from anthology.pdf.typeset.tails import plots

FEW = 5  # lines that are too few on a last page
LIST = re.compile(
    r'<section [^>]*class="(?:contents|picture-list|contributors|credits|ratings|[a-z-]+-index)"'
)
RAISED = ("raised", "raised highest")  # classes that `classic` describes
LOWER = "lower"  # its plots are
PLOT = 'class="plot"'
PULLED_BACK = 7  # lines at most, by a higher head and a lower plot
BESIDE = "names-beside"
OVER = "over-"  # and how many entries go over to the last page
TRIES = 4  # of them
ENTRIES = range(3, 3 * FEW)  # how many may go over
NAMES = '<span class="byline">'


def without_tail(first: LaidOut, xhtml: str, lay_out: Callable[[str], LaidOut]) -> LaidOut:
    """The list laid out so that its last page has more than a few lines, if it can be.

    `lay_out` takes classes of the section.
    """
    plotted = PLOT in xhtml
    if _is_good(first) and not (plotted and 0 < first.tail() <= PULLED_BACK):
        return first
    ways = (
        _raised,
        _lowered if plotted else None,
        _beside if NAMES in xhtml else None,
        None if _is_good(first) else _over,
    )
    found = (way(first, lay_out) for way in ways if way)
    return next((laid for laid in found if laid), first)


def _is_good(laid: LaidOut) -> bool:
    return not 0 < laid.tail() <= FEW


def _raised(first: LaidOut, lay_out: Callable[[str], LaidOut]) -> LaidOut | None:
    """With a higher head, no higher than needed."""
    highest = lay_out(RAISED[-1])
    if len(highest.pages) == len(first.pages):
        return None
    if not highest.short():
        return highest  # its last page is full: with a lower head it would not be enough
    higher = lay_out(RAISED[0])
    return higher if len(higher.pages) < len(first.pages) else highest


def _lowered(first: LaidOut, lay_out: Callable[[str], LaidOut]) -> LaidOut | None:
    """With a lower plot, and a head no higher than needed."""
    ways = (lay_out(f"{LOWER} {classes}".strip()) for classes in ("", *RAISED))
    return next((w for w in ways if len(w.pages) < len(first.pages)), None)


def _beside(first: LaidOut, lay_out: Callable[[str], LaidOut]) -> LaidOut | None:
    """With each name in the line of its title."""
    ways = (lay_out(f"{BESIDE} {classes}".strip()) for classes in ("", RAISED[-1]))
    return next((w for w in ways if len(w.pages) < len(first.pages) and _is_good(w)), None)


def _over(first: LaidOut, lay_out: Callable[[str], LaidOut]) -> LaidOut | None:
    """With more entries on its last page."""
    numbers = list(_turns(first.html.etree_element))
    ways = (lay_out(f"{OVER}{number}") for number in numbers[:TRIES])
    return next((w for w in ways if len(w.pages) == len(first.pages) and _is_good(w)), None)


def _turns(root: ET.Element) -> Iterator[int]:
    """How many entries may go over: first where a group of them begins, then the fewest."""
    entries = _entries(root)
    numbers = [number for number in ENTRIES if number < len(entries)]
    groups = [n for n in numbers if _has_class(entries[-n], "part")]
    yield from groups[:1]
    yield from (number for number in numbers[FEW - 2 :: 2] if number not in groups[:1])


def _entries(root: ET.Element) -> list[ET.Element]:
    """The entries that may begin a page: those that do not follow their head."""
    heads = {id(ol[0]) for li in root.iter("li") for ol in li.findall("ol") if len(ol)}
    rows = (e for e in root.iter() if e.tag == "li" or _has_class(e, "contributor", "credit"))
    return [entry for entry in rows if id(entry) not in heads]


def _has_class(element: ET.Element, *names: str) -> bool:
    return not set(names).isdisjoint(element.get("class", "").split())


def fit(content: ET.Element, classes: str) -> None:
    """Does to a list what its classes mean beyond their CSS."""
    for name in classes.split():
        if name == BESIDE:
            _put_names_beside(content)
        elif name == LOWER:
            plots.lower(content)
        elif name.startswith(OVER):
            entry = _entries(content)[-int(name.removeprefix(OVER))]
            entry.set("style", "break-before: page; margin-top: 0")


def _put_names_beside(content: ET.Element) -> None:
    for lines in content.iter("ol"):
        if _has_class(lines, "lines"):
            lines.set("class", "lines crowded")
    for line in content.iter("div"):
        for name in [each for each in line if _has_class(each, "byline")]:
            line.remove(name)
            line.insert(1, name)
            name.tail = " "

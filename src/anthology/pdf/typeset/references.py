"""The page numbers that a text shows: in the contents, in indexes, in “see page 12”.

`<a class="folio" href="#id">` shows the folio of one page. `<span class="folios">` holds
several, whose equal numbers are shown once and whose consecutive ones become ranges.
`<span class="page-reference" id="id">` holds one in its words, and is empty on the page itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from anthology.memory import remembered
from anthology.pdf.model import Spot

UNKNOWN = "0"  # in the place of a number not yet known, and about as wide
FOLIO = re.compile(r"<a\b[^>]*\bclass=\"(?:[^\"]* )?folio(?: [^\"]*)?\"[^>]*>")
TOGETHER = 3  # folios between which no line breaks: one alone on its line looks lost
HREF = re.compile(r"\bhref=\"#([^\"]+)\"")
REFERENCE = re.compile(
    r'<span class="page-reference" id="([^"]+)">[^<]*(?:<bdi dir="[lr]t[lr]">[^<]*)?'
    r'<a class="folio" href="#([^"]+)">'
)
HIDDEN, SHOWN = "", "shown"  # in the place of the folio of a page reference itself


@remembered
def wanted(xhtml: str) -> tuple[str, ...]:
    """The ids whose folios a section shows."""
    if "folio" not in xhtml:
        return ()
    found = (HREF.search(tag.group()) for tag in FOLIO.finditer(xhtml))
    return tuple(dict.fromkeys(match[1] for match in found if match))


def in_text(xhtml: str) -> bool:
    """Whether the numbers that a section shows are page references in its text."""
    return 'class="page-reference"' in xhtml


def shown(xhtml: str, folios: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """What `fill` needs of the `folios`; `before` is what it was given the last time.

    A page reference is hidden on the page it leads to. Where that moved it to another page, it
    is shown from then on: otherwise it could come and go for ever.
    """
    if not wanted(xhtml):
        return {}
    found: dict[str, str] = {}
    pairs = REFERENCE.findall(xhtml)
    for name, target in pairs:
        here = target not in folios or folios.get(name) == folios[target]
        if here and before.get(name) != SHOWN:
            found[name] = HIDDEN
        elif name in before:
            found[name] = SHOWN
    seen = {target for name, target in pairs if found.get(name) != HIDDEN}
    ids = {*wanted(xhtml)} - ({target for _, target in pairs} - seen)
    return found | {name: folios[name] for name in ids if name in folios}


def places(spots: Mapping[str, Spot], given: Mapping[str, str]) -> Mapping[str, Spot]:
    """The places of a section's ids, but for references that are shown wherever they stand."""
    return {name: spot for name, spot in spots.items() if given.get(name) != SHOWN}


def fill(section: ET.Element, folios: Mapping[str, str]) -> None:
    """Write each folio in its place, and UNKNOWN for an id that the book does not have."""
    for several in section.iter("span"):
        if "folios" in several.get("class", "").split():
            _fill_several(several, folios)
        elif folios.get(several.get("id", "")) == HIDDEN:
            several.text, several[:] = None, []
    for one in section.iter("a"):
        if _is_folio(one) and one.text is None:
            one.text = folios.get(_target(one), UNKNOWN)


def _fill_several(span: ET.Element, folios: Mapping[str, str]) -> None:
    links = [link for link in span.iter("a") if _is_folio(link)]
    runs = list(_runs([(link, folios.get(_target(link), UNKNOWN)) for link in links]))
    span.text, span[:] = None, []
    gap = "\u00a0" if len(runs) <= TOGETHER else " "
    last = ""
    for number, (link, text) in enumerate(runs, 1):
        volume, page = _parted(text)
        if number > 1:  # “I 12, 30; II 5”
            span[-1].tail = ("," if volume == last else ";") + gap
        link.text = page if volume and volume == last else text
        link.tail, last = None, volume
        span.append(link)


def _runs(folios: list[tuple[ET.Element, str]]) -> Iterator[tuple[ET.Element, str]]:
    """("12", "12", "13", "14", "20") becomes "12–14" and "20", each with its first link."""
    start = last = ""
    first: ET.Element | None = None
    for link, folio in folios:
        if first is not None and folio != last and not _follows(last, folio):
            yield first, _range(start, last)
            first = None
        if first is None:
            first, start = link, folio
        last = folio
    if first is not None:
        yield first, _range(start, last)


def _range(start: str, last: str) -> str:
    return start if start == last else f"{start}–{_parted(last)[1]}"


def _follows(folio: str, other: str) -> bool:
    (volume, page), (its, after) = _parted(folio), _parted(other)
    decimal = page.isdecimal() and after.isdecimal()
    return decimal and volume == its and int(after) == int(page) + 1


def _parted(folio: str) -> tuple[str, str]:
    """The volume, "" where only one has the number, and the page."""
    volume, _, page = folio.rpartition("\u00a0")
    return volume, page


def _is_folio(link: ET.Element) -> bool:
    return "folio" in link.get("class", "").split()


def _target(link: ET.Element) -> str:
    return link.get("href", "").removeprefix("#")

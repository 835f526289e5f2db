"""XML files of exports: parsed without entities and without the network; names by local parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

from lxml import etree

from anthology.book import PartialDate
from anthology.imports import cells
from anthology.report import Place, Problem, Refused, error, warning

CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # not allowed in XML; WordPress writes them
CDATA = re.compile(rb"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
BARE = re.compile(rb"&(?!#?\w+;)")
Element = etree._Element  # noqa: SLF001 - the public name of the class is only in stubs


def parsed(data: bytes, path: str) -> tuple[Element, tuple[Problem, ...]]:
    """The root of a file, and doubts. Raises Refused where it is cut off or declares entities."""
    place = Place(path)
    prologue = re.split(rb"<[A-Za-z]", data, maxsplit=1)[0]
    if b"<!ENTITY" in prologue:
        raise Refused(error(place, "declares entities of XML, which no export does",
                            "Download the export again from the site."))  # fmt: skip
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = CONTROL.sub(b"", data).lstrip()
    try:
        return etree.fromstring(data, _parser(recover=False)), ()
    except etree.XMLSyntaxError as fault:
        return _recovered(data, Place(path, fault.lineno or 0), str(fault.msg))


def _recovered(data: bytes, place: Place, fault: str) -> tuple[Element, tuple[Problem, ...]]:
    """The root of a file with a mistake in it that cost none of its end."""
    end = data.rstrip()[-200:]
    parts = CDATA.split(data)
    parts[::2] = (BARE.sub(b"&amp;", part) for part in parts[::2])
    data = b"".join(parts)
    root = etree.fromstring(data, _parser(recover=True)) if data.strip() else None
    if root is None or not re.search(
        rb"</(?:\w+:)?(?:rss|feed|RDF)>\s*(?:<!--.*)?$", end, re.DOTALL
    ):
        message = "is cut off or damaged: it is not XML to its end"
        raise Refused(error(place, message, "Download the export again."))
    hint = "Look at the reviews near this line; most often a & is written where &amp; belongs."
    return root, (warning(place, f"is not quite XML ({fault.lower()}), and was read", hint),)


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover
    )


def name(element: Element) -> str:
    """The local part of an element's name; "" for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def space(element: Element) -> str:
    """The namespace of an element, "" where it has none."""
    return (etree.QName(element).namespace or "") if isinstance(element.tag, str) else ""


def children(element: Element, local: str, *spaces: str) -> Iterator[Element]:
    """The direct children of that name whose namespace begins with one of `spaces` ("": any)."""
    for child in element:
        if name(child) == local and (not spaces or space(child).startswith(spaces)):
            yield child


def text(element: Element, local: str, *spaces: str) -> str:
    """The text of the first such child that has any."""
    found = ("".join(map(str, each.itertext())) for each in children(element, local, *spaces))
    return next(filter(None, map(str.strip, found)), "")


def words(element: Element) -> str:
    """The text of an element on one line."""
    return " ".join("".join(map(str, element.itertext())).split())


def day(written: str) -> PartialDate | None:
    """The day of a date as feeds write it: ISO 8601, or “Tue, 02 Apr 2013 05:16:20 +0000”."""
    if found := cells.date(written):
        return found
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError):
        return None
    return PartialDate(moment.year, moment.month, moment.day)

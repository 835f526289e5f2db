"""A Word file becomes a page: mammoth converts what `normal` has put in order."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from typing import Any
from zipfile import BadZipFile

import mammoth
from lxml import etree, html

from anthology.load.formats.documents.model import Page, to_be_settled
from anthology.load.formats.documents.package import Element, Package, opened
from anthology.load.formats.documents.word import changes as tracked
from anthology.load.formats.documents.word.normal import MARK, normalised
from anthology.load.formats.documents.word.objects import BASE, READING, linked
from anthology.load.formats.documents.word.parts import Parts, parts, relations_of
from anthology.load.formats.documents.word.words import words
from anthology.load.model import INSIDE
from anthology.report import NOWHERE, Problem, Refused, error, warning

STYLES = (
    *(f"p.heading-{level} => h{level}:fresh" for level in range(1, 7)),
    "u => u",
    "small-caps => span.small-caps",
    f"r.{BASE} => ruby",
    f"r.{READING} => ruby > rt:fresh",
    "p:unordered-list(1) => ul > li:fresh",
)
NOTE = re.compile(r"\s*↑\s*$")
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
FAULTS = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, BadZipFile)
SIGN = re.compile(r"w:sym .*char (\w+) in font (.*)")


def page(data: bytes, changes: str) -> Page:
    """The page that a Word file is. `changes`: "accept", "reject", or "" where nobody decided.

    Raises Refused where it cannot be read.
    """
    package = opened(data, "a Word file (.docx)")
    try:
        found = parts(package)
        return _page(package, found, changes)
    except FAULTS as fault:
        message = f"the document is damaged: {type(fault).__name__} {fault}"
        hint = "Open it in Word or LibreOffice, and save it again as .docx."
        raise Refused(error(NOWHERE, message, hint)) from None


def _page(package: Package, found: Parts, changes: str) -> Page:
    remarks = tracked.remarks(found)
    read = words(found, changes)
    for tree in found.trees.values():
        tracked.settle(tree, changes)
    addresses = linked(found)
    normal = normalised(found)
    body, problems = _converted(found, normal.run_styles, addresses)
    problems = (*problems, *to_be_settled(remarks, changes), *_hidden(normal.hidden))
    return Page(body, read, normal.language, tuple(normal.hidden), _author(package), problems)


def _hidden(found: list[str]) -> tuple[Problem, ...]:
    number = sum(len(words.split()) for words in found)
    if not number:
        return ()
    message = f"hidden text is left out: {number} words"
    return (warning(NOWHERE, message, "Delete it in Word, or show it there."),)


def _author(package: Package) -> str:
    root = package.xml("docProps/core.xml")
    return " ".join((root.findtext(CREATOR) or "").split()) if root is not None else ""


def _converted(
    found: Parts, run_styles: Mapping[str, Mapping[str, str]], addresses: Mapping[str, str]
) -> tuple[Element, tuple[Problem, ...]]:
    """The text as HTML, with the marks of paragraphs as attributes."""

    @mammoth.images.img_element  # type: ignore[untyped-decorator]
    def picture(image: Any) -> dict[str, str]:
        with image.open() as stream:
            name = str(stream.name)
        return {"src": addresses.get(name, INSIDE + name)}

    result = mammoth.convert_to_html(
        _packed(found, addresses),
        convert_image=picture,
        style_map="\n".join((*STYLES, *_run_styles(run_styles))),
        include_embedded_style_map=False,
        external_file_access=False,
    )
    root = html.fragment_fromstring(result.value, create_parent="div")
    _marked(root)
    messages = (str(each.message) for each in result.messages)
    signs = sorted({match[0] for each in messages if (match := SIGN.search(each))})
    problems = [_sign(SIGN.search(each)) for each in signs]
    return root, tuple(problems)


def _sign(match: re.Match[str] | None) -> Problem:
    what = f"{match[1]} of the font {match[2]}" if match else ""
    return warning(NOWHERE, f"a symbol without a character was left out: {what}",
                   "Write the character itself instead of the font's sign.")  # fmt: skip


def _run_styles(run_styles: Mapping[str, Mapping[str, str]]) -> list[str]:
    found = []
    for name, attributes in run_styles.items():
        if "" in attributes:
            found.append(f"r.{name} => {attributes['']}")
        else:
            written = "".join(f"[{key}='{_escaped(value)}']" for key, value in attributes.items())
            found.append(f"r.{_identifier(name)} => span{written}")
    return found


def _escaped(text: str) -> str:
    return re.sub(r"[^\w-]", "", text)


def _identifier(name: str) -> str:
    return re.sub(r"([^\w-])", r"\\\1", name)


def _packed(found: Parts, addresses: Mapping[str, str]) -> io.BytesIO:
    """The file again, with the trees as they are now, and without the bytes of pictures."""
    changed = {name: etree.tostring(tree) for name, tree in found.trees.items()}
    changed |= {relations_of(name): etree.tostring(t) for name, t in found.relations.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted({*found.package.names, *addresses}):
            archive.writestr(name, changed.get(name) or _checked(found.package, name))
    stream.seek(0)
    return stream


def _checked(package: Package, name: str) -> bytes:
    """A part of XML that mammoth may read, without entities; b"" for all others."""
    is_read = name.endswith((".xml", ".rels")) and name.startswith(("word/", "_rels/", "[Content"))
    root = package.xml(name) if is_read else None
    return etree.tostring(root) if root is not None else b""


def _marked(root: Element) -> None:
    """Takes the bookmarks out that say something of their paragraphs, and says it there."""
    for link in list(root.iter("a")):
        name = str(link.get("id", ""))
        if not name.startswith(MARK):
            continue
        block = link.getparent()
        link.drop_tag()  # type: ignore[attr-defined]
        while block is not None and block.tag in {"em", "strong", "span", "u", "s", "a", "sup"}:
            block = block.getparent()
        if block is not None and block is not root:
            _says(block, json.loads(name.removeprefix(MARK)))


def _says(block: Element, mark: Mapping[str, Any]) -> None:
    for key in ("kind", "number", "form", "large"):
        if mark.get(key) and not block.get(f"data-{key}"):
            block.set(f"data-{key}", str(mark[key]))
    if mark.get("align"):
        block.set("style", f"text-align: {mark['align']}")
    if mark.get("dir"):
        block.set("dir", str(mark["dir"]))

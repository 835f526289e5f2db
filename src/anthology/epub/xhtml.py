"""XHTML documents of the e-book, parsed and serialised without changing their text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from lxml import etree
from lxml.etree import _Element as Element

from anthology import memory

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
XML = "http://www.w3.org/XML/1998/namespace"

EPUB_TYPE = f"{{{OPS}}}type"
XML_LANG = f"{{{XML}}}lang"

# Only these are written as <br/>: many e-readers parse XHTML as HTML, where <a/> stays open.
VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'


def tag(name: str) -> str:
    """`name` in the XHTML namespace, as lxml spells it."""
    return f"{{{XHTML}}}{name}"


def packed(root: Element) -> bytes:
    """A tree in little memory."""
    return memory.packed(etree.tostring(root, encoding="unicode"))


def unpacked(data: bytes) -> Element:
    """The tree that was packed."""
    return parse(memory.unpacked(data))


def local_name(element: Element) -> str:
    """The element's name without namespace; "" for comments and the like."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def classes(element: Element) -> list[str]:
    """The element's classes in the order written."""
    return (element.get("class") or "").split()


@dataclass(frozen=True)
class Head:
    """The head of a document, and the attributes of its outer elements."""

    title: str
    lang: str
    dir: str = "ltr"
    style: str = ""  # href of the style sheet
    matter: str = ""  # epub:type of the body: "frontmatter", "bodymatter", "backmatter"


def document(head: Head, body: str) -> str:
    """The XML of a whole document, without the declaration."""
    style = escape(head.style)
    link = f'<link rel="stylesheet" type="text/css" href="{style}"/>\n' if style else ""
    kind = f' epub:type="{head.matter}"' if head.matter else ""
    lang = escape(head.lang)
    return (
        f'<html xmlns="{XHTML}" xmlns:epub="{OPS}" lang="{lang}" xml:lang="{lang}"'
        f' dir="{head.dir}">\n<head>\n<meta charset="utf-8"/>\n'
        f"<title>{escape(head.title)}</title>\n{link}</head>\n"
        f"<body{kind}>\n{body}\n</body>\n</html>"
    )


def parse(source: str) -> Element:
    """The root of a document. Raises etree.XMLSyntaxError, which is a bug of ours."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(source.encode(), parser)


def body_of(root: Element) -> Element:
    """The body of a document."""
    return root[-1]


def serialised(root: Element) -> bytes:
    """The document in UTF-8, with its white space unchanged."""
    for element in root.iter():
        if not len(element) and element.text is None and local_name(element) not in VOID:
            element.text = ""
    text: str = etree.tostring(root, encoding="unicode")
    if _HANDLER.search(text) or ("pt:" in text.lower() and _SUSPICIOUS.search(text)):
        text = _VALUE.sub(_escaped, text)
    return (DECLARATION + text + "\n").encode()


# Stores search for scripts with patterns, not parsers, and a title in an attribute ("alt",
# "aria-label") may match; a character reference avoids it and is the same to every parser.
_SUSPICIOUS = re.compile(r"\s(on\w+\s*)=|(javascript|vbscript):", re.IGNORECASE)
_HANDLER = re.compile(r"\s[oO][nN]\w+\s*=")  # a part of it, found in a fifth of the time
_VALUE = re.compile(r'(?<==)"[^"<>]*"')


def _escaped(value: re.Match[str]) -> str:
    """An attribute's value that does not look like an event handler or a script."""
    return _SUSPICIOUS.sub(lambda m: m[0][:-1] + f"&#{ord(m[0][-1])};", value[0])


def drop(element: Element) -> None:
    """Remove the element, but not the text after it."""
    parent, tail = element.getparent(), element.tail or ""
    assert parent is not None  # noqa: S101  the root is never dropped
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail or None
    else:
        before.tail = (before.tail or "") + tail or None
    parent.remove(element)


def of_class(root: Element, name: str, wanted: str) -> Iterator[Element]:
    """The elements `name` with the class `wanted` in document order; removing them is safe."""
    return iter([e for e in root.iter(tag(name)) if wanted in classes(e)])


def values(root: Element, attribute: str) -> list[str]:
    """The attribute's values in document order."""
    return [value for e in root.iter() if (value := e.get(attribute)) is not None]

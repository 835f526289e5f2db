"""Zipped pages of Google Docs (File → Download → Web page): one page, and its pictures."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import PurePosixPath

from lxml import html as pages
from lxml.etree import ParserError

from anthology.load.formats import google_docs
from anthology.load.formats.documents.model import Page, to_be_settled
from anthology.load.formats.documents.package import AGAIN, Package, opened
from anthology.load.model import INSIDE
from anthology.report import NOWHERE, Refused, error

WHAT = "a zipped page of Google Docs"
PAGES = frozenset({".html", ".htm"})
BESIDE = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"})
SILENT = frozenset({"head", "style", "script"})
BLOCKS = frozenset({"p", "li", "td", "th", "tr", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6"})
MARKS = ("cmnt", "ftnt")  # ids of the calls of comments and notes, and of the links back


def is_page(data: bytes) -> bool:
    """Whether an archive is one page of Google Docs with its pictures, and nothing else."""
    try:
        package = opened(data, WHAT)
        name = _page_of(package)
        return bool(name) and google_docs.is_document(_text(package, name))
    except Refused:
        return False


def page(data: bytes) -> Page:
    """The page in an archive. Raises Refused where it cannot be read."""
    package = opened(data, WHAT)
    name = _page_of(package)
    if not name:
        raise Refused(error(NOWHERE, f"this is not {WHAT}: one page and its pictures", AGAIN))
    text = _text(package, name)
    try:
        root = pages.document_fromstring(text.encode(), pages.HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError) as fault:
        raise Refused(error(NOWHERE, f"the page is damaged: {fault}", AGAIN)) from None
    remarks = google_docs.plain(root)
    _name_pictures(root, PurePosixPath(name).parent, package)
    words = _Words()
    words.feed(text)
    body = root.find("body")
    return Page(
        root if body is None else body,
        "".join(words.parts),
        str(root.get("lang") or ""),
        tuple(each.words for each in remarks),
        problems=to_be_settled(remarks, ""),
    )


def _page_of(package: Package) -> str:
    """The name of the only page, "" where there is none, or another file beside it."""
    names = [name for name in package.names if not name.endswith("/")]
    suffixes = {name: PurePosixPath(name).suffix.lower() for name in names}
    found = [name for name in names if suffixes[name] in PAGES]
    others = {suffixes[name] for name in names} - PAGES - BESIDE
    return found[0] if len(found) == 1 and not others else ""


def _text(package: Package, name: str) -> str:
    return package.read(name).decode("utf-8", "replace")


def _name_pictures(root: pages.HtmlElement, folder: PurePosixPath, package: Package) -> None:
    """Gives pictures the names that they have in the archive."""
    for picture in root.iter("img"):
        inside = str(folder / (picture.get("src") or ""))
        if inside in package.names:
            picture.set("src", INSIDE + inside)


class _Words(HTMLParser):
    """The words of a page as its characters have them, without the calls of notes and comments."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a word, and what is silent a silence."""
        called = tag == "a" and (dict(attrs).get("id") or "").startswith(MARKS)
        if tag in SILENT or called or (self._silent and tag == self._silent[-1]):
            self._silent.append(tag)
        self.parts += ["\n"] * (tag in BLOCKS)

    def handle_endtag(self, tag: str) -> None:
        """The end of a block ends a word."""
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        self.parts += ["\n"] * (tag in BLOCKS)

    def handle_data(self, data: str) -> None:
        """Words, unless what they are in is silent."""
        self.parts += [] if self._silent else [data]

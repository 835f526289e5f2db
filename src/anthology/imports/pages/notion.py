"""Notion: a page for each row or note, as Markdown or HTML; tables repeat their properties."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from urllib.parse import unquote

from anthology.imports.model import NOT_A_POST, Files, Importer, Member, Reading, Record
from anthology.imports.pages import notion_html, properties
from anthology.imports.pages.notion_html import NUMBER, Page
from anthology.imports.texts.blocks import tidied
from anthology.load.formats.markdown import convert
from anthology.load.header.front_matter import FrontMatter

NAME = re.compile(r"(?P<title>.*?)[ _-]?(?P<id>[0-9a-f]{32})(?:\.md|\.html)?", re.DOTALL)
TABLE = re.compile(r".*[0-9a-f]{32}(?:_all)?\.csv", re.DOTALL)
PROPERTY = re.compile(r"(?P<name>[^\s:#>*`|!\[<-][^:\n]{0,60}):(?:[ \t]+(?P<value>.*))?")
CALLOUT = re.compile(r"^<aside>\n(.*?)^</aside>[ \t]*$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[(?:\\.|[^\]\\])*\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")
FILE_NAME = re.compile(r"!\[(?:untitled|[^\]\n]*\.(?:png|jpe?g|gif|webp|svg))\]", re.IGNORECASE)
BOOKMARK = re.compile(r"(?<!!)\[\]\((https?://[^()\s]+)\)")  # one without a title
UNTITLED = frozenset({"untitled", ""})


def knows(member: Member) -> bool:
    """Whether this is a page or a table: Notion ends its names by its number for it.

    In HTML the page has the number as well.
    """
    name = member.name
    is_page = name.endswith((".md", ".html")) and NAME.fullmatch(name) is not None
    is_page = is_page and (name.endswith(".md") or 'class="page' in member.head)
    is_page = is_page or (name.endswith(".html") and NUMBER.search(member.head) is not None)
    return is_page or TABLE.fullmatch(name) is not None


def read(files: Files, paths: tuple[str, ...]) -> Reading:
    """The pages; those that hold nothing but links to others are left out, with the reason."""
    of_tables = [path for path in paths if path.lower().endswith(".csv")]
    columns = frozenset(name for path in of_tables for name in _columns(files.read(path)))
    found = [
        (path, _page(files.read(path).decode("utf-8-sig", "replace"), path, columns))
        for path in paths
        if path not in of_tables
    ]
    names = (name for _, page in found for name in page.properties)
    return Reading(
        tuple(_record(page, path) for path, page in found), not_read=properties.unread(names)
    )


def _columns(data: bytes) -> tuple[str, ...]:
    """The columns of a table, which are the properties of its rows' pages."""
    text = data.decode("utf-8-sig", "replace")
    return tuple(name.strip() for name in next(csv.reader(text.splitlines()), ()))


def _record(page: Page, path: str) -> Record:
    *folders, name = path.split("/")
    match = NAME.fullmatch(name)
    key = match["id"] if match else page.number or name
    table = _title_of(folders[-1]) if folders else ""
    title = page.title if page.title.lower() not in UNTITLED else _title_of(name)
    text = tidied(page.html)
    withheld = NOT_A_POST if page.html and not text.html else ""
    record = Record(key=key, title=title, text=text, origin=path, withheld=withheld)
    return properties.described(record, page.properties, table)


def _title_of(name: str) -> str:
    """The title in the name of a file or folder."""
    match = NAME.fullmatch(name)
    return (match["title"] if match else name).strip()


def _page(text: str, path: str, columns: frozenset[str]) -> Page:
    text = text.replace("\r\n", "\n")
    return (
        notion_html.page(text)
        if path.lower().endswith(".html")
        else _of_markdown(text, path, columns)
    )


def _of_markdown(text: str, path: str, columns: frozenset[str]) -> Page:
    """A page as Notion's Markdown: “# Title”, a paragraph of properties, and the text."""
    first, _, rest = text.lstrip().partition("\n")
    if not first.startswith("# "):
        first, rest = "", text
    head, _, body = rest.lstrip("\n").partition("\n\n")
    given = _properties(head.rstrip("\n").split("\n"), columns)
    title = re.sub(r"[*_`\\]", "", first.removeprefix("# ")).strip()
    return Page(title, given, _converted(body if given else rest, path))


def _properties(lines: Sequence[str], columns: frozenset[str]) -> dict[str, str]:
    """The properties in a page's first paragraph, {} where that is a part of its text.

    Their names are columns of a table; where the export has none, one must be known.
    """
    given: dict[str, str] = {}
    for line in lines:
        match = PROPERTY.fullmatch(line.rstrip())
        name = match["name"].strip() if match else ""
        if match and (name in columns or not columns):
            given[name] = match["value"] or ""
        elif given and columns:
            given[next(reversed(given))] += f" {line.strip()}"
        else:
            return {}
    is_one = columns or properties.unread(given) != tuple(given)
    return given if is_one else {}


def _converted(body: str, path: str) -> str:
    """The text as HTML: callouts are quotations, lines with a link to another page are left out.

    The name of a picture's file, which Notion writes where it has no caption, describes nothing.
    """
    body = BOOKMARK.sub(r"<\1>", body)
    body = FILE_NAME.sub("![]", CALLOUT.sub(lambda callout: _quoted(callout[1]), body))
    lines = (line for line in body.split("\n") if not _is_contents(line))
    written = "\n".join(lines).strip()
    return convert(FrontMatter(path, written, written)).html if written else ""


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.strip().split("\n"))


def _is_contents(line: str) -> bool:
    """Whether a line is a link to a page below, and no more."""
    match = LINK.fullmatch(line.strip().removeprefix("- "))
    if match is None:
        return False
    name = unquote(match[1]).rpartition("/")[2]
    return "://" not in match[1] and name.endswith((".md", ".csv", ".html"))


NOTION = Importer("notion", "Notion", knows, read)

"""A review's title, and the work that its title or the name of its file gives."""

from __future__ import annotations

import re
from dataclasses import replace

from anthology.book import Found, Work
from anthology.load.formats.read import Text
from anthology.load.header import read as header
from anthology.load.header.front_matter import FrontMatter
from anthology.load.header.inline import without_wikilinks
from anthology.load.header.read import Header
from anthology.load.header.syntax.tree import Table, Value
from anthology.load.model import FileName, Manuscript
from anthology.load.project.file_names import in_title_case, name_alone
from anthology.text.sort_keys import slug


def header_of(manuscript: Manuscript, values: Table) -> Header:
    """The header, with what the file's name says beside it."""
    beside = header.Beside(name_of(manuscript).date, manuscript.date_order)
    return header.read(values, manuscript.source, manuscript.path, manuscript.language, beside)


def name_of(manuscript: Manuscript) -> FileName:
    """What the file's name says, with the capitals that its source wants."""
    name = manuscript.name or name_alone(manuscript.path)
    return in_title_case(name) if manuscript.source.title_case else name


def title_of(manuscript: Manuscript, head: Header, text: Text) -> tuple[str, Found]:
    """The title: the header's, the text's first heading, the work's, or the file's name."""
    if head.title:
        return head.title, Found.HEADER
    if heading := text.title or text.finished.first_heading:
        return without_wikilinks(heading), Found.HEADING
    if head.work:
        return head.work.title, Found.HEADER
    return name_of(manuscript).title, Found.FILE_NAME


def with_work(
    manuscript: Manuscript, front: FrontMatter, head: Header, titled: tuple[str, Found]
) -> tuple[Header, str]:
    """The header with the work that the title or the file's name gives, and the title.

    A year that ends the file's name is the work's, and leaves the title.
    """
    title, where = titled
    name = name_of(manuscript)
    from_name = where is Found.FILE_NAME
    if head.work is None and not head.title:
        work = _named(manuscript, front, title)
        if from_name and name.year and not (work and work.year):
            work = _named(manuscript, front, name.work)
        head = _with(head, work, where)
    work = head.work
    if not name.year:
        return head, title
    if work and work.year is not None:
        return head, name.work if from_name and work.year == name.year else title
    if not from_name and slug(work.title if work else title, "") != slug(name.work, ""):
        return head, title
    if work is None and not _is_of_work(name, manuscript, front, head):
        return head, title
    work = work or Work(name.work if from_name else title, kind=manuscript.source.kind)
    head = _with(head, replace(work, year=name.year), head.found.get("work", Found.FILE_NAME))
    return head, name.work if from_name else title


def _with(head: Header, work: Work | None, where: Found) -> Header:
    return replace(head, work=work, found={**head.found, "work": where})


def _named(manuscript: Manuscript, front: FrontMatter, title: str) -> Work | None:
    """The work, if the title names it."""
    return header_of(manuscript, {**front.values, "title": Value(title, 0)}).work


def _is_of_work(name: FileName, manuscript: Manuscript, front: FrontMatter, head: Header) -> bool:
    """Whether the year of a name is that of a work that nothing else names.

    It is part of the title where the text has it there: “Wonder Woman 1984”.
    """
    later = head.date is not None and name.year > head.date.year
    if later or "review" in manuscript.source.title:
        return False
    words = r"\W+".join(map(re.escape, re.findall(r"\w+", name.work)))
    together = re.compile(rf"\b{words}\s+{name.year}\b", re.IGNORECASE)
    return name.apart or not together.search(front.body)

"""The table of the book: its title, and how its reviews are ordered and laid out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from anthology.config.read import title_of_folder
from anthology.setup.finding import Finding, files_of
from anthology.setup.seen.folder import Folder
from anthology.setup.seen.groups import Group
from anthology.setup.seen.kind_names import kind_in_name

DATED = 0.8  # of the texts have a date
SHORT = 250  # words: several such reviews fit on a page
SOME = 3  # texts of which an order can be seen


def findings(groups: Sequence[Group], folder: Folder, language: Finding) -> Iterator[Finding]:
    """The settings of [book], those that only the editor knows as comments."""
    yield _title(folder)
    yield Finding("editors", ("Your Name",), "Who edited the book.", commented=True)
    yield language
    files = sum(group.files for group in groups)
    dated = sum(group.names["date"] or _dated_names(group) for group in groups)
    if files >= SOME and dated >= DATED * files:
        yield Finding("order", "date", f"By date: {files_of(dated, files)} with one.")
    found = {kind for group in groups if (kind := kind_in_name(group.path))}
    if len(found) > 1:
        yield Finding("group", "kind", f"A part for each kind: {', '.join(sorted(found))}.")
    words = [sheet.words for group in groups for sheet in group.sheets]
    if len(words) >= SOME and median(words) < SHORT:
        why = f"Half of the reviews have {int(median(words))} words at most, and may share pages."
        yield Finding("layout", "auto", why)


def _title(folder: Folder) -> Finding:
    given = folder.site.title
    if given and "{" not in given.text:
        return Finding("title", given.text, f"It is {given.origin}.")
    return Finding("title", title_of_folder(folder.name), "The folder's name.")


def _dated_names(group: Group) -> int:
    """How many files have a date in their names."""
    return sum(sheet.dated for sheet in group.sheets)

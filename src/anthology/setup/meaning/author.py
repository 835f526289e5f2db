"""Whom the key `author` names: the reviewer, or the author of the work."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from anthology.report import counted
from anthology.setup.finding import Finding, Question, files_of
from anthology.setup.seen.groups import Group

MOST, SELDOM = 0.5, 0.2
MANY = 0.3  # as many different names as that part of the files: no site has so many writers
RETURNS = 5  # reviews of each person, on average, of a site's own
OF_A_SITE, OF_NO_SITE = 12, 40  # people who write for one, and more than do
FEW_FILES = 4  # of fewer the number of names says nothing
AUTHOR = frozenset({"author", "authors"})
LOGIN = re.compile(r"[a-z][a-z0-9_.-]*")
WITH_AUTHORS = frozenset({"", "book", "comic", "play", "poem", "essay"})
ANSWERS = {
    "work": "the author of the work that is reviewed",
    "reviewer": "the writer of the review",
}


@dataclass(frozen=True)
class _Column:
    """What the key `author` of a group holds."""

    group: Group
    files: int
    names: Counter[str]
    people: Collection[str]  # of the site, in lower case
    kind: str = ""  # of the works

    @property
    def may_be_of_works(self) -> bool:
        """Whether works of that kind have authors: a film or an album hardly has one."""
        return self.kind in WITH_AUTHORS

    @property
    def own(self) -> list[str]:
        """The names that are people of the site."""
        return [name for name in self.names if name.lower() in self.people]


def author(
    group: Group, people: Collection[str], kind: str = "", answer: str = ""
) -> Finding | None:
    """What `author` means in a group, None where it has no such key or no need of the setting.

    `people` are those of the site, `kind` is that of the works; `answer` is what the editor says.
    """
    rows = group.column("author")
    if not rows:
        return None
    names = Counter(name for _, texts in rows for name in texts)
    column = _Column(group, len(rows), names, {name.lower() for name in people}, kind)
    if answer:
        return Finding("author", answer, "You answered so.")
    finders = (_by_other_keys, _of_both, _by_people, _by_texts, _by_names)
    return next((found for find in finders if (found := find(column))), None) or _likely(column)


def _by_other_keys(column: _Column) -> Finding | None:
    if column.group.share("reviewer") > MOST:
        return Finding("author", "work", "The headers name the reviewer apart, by `reviewer`.")
    if column.group.share("creator") > MOST and not _share_of_own(column):
        why = "The headers name who created the work apart, so `author` is the reviewer."
        return Finding("author", "reviewer", why)
    return None


def _of_both(column: _Column) -> Finding | None:
    """Names that return and no text has, beside authors whom the texts speak of: no setting.

    The loader decides by the same signs, file by file.
    """
    by_name: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    written = _written(column)
    for sheet, texts in column.group.column("author"):
        by_name[texts].append(not sheet.mentioned.isdisjoint(written))
    own = {
        names: found
        for names, found in by_name.items()
        if len(found) >= RETURNS and sum(found) <= SELDOM * len(found)
    }
    others = [each for names, found in by_name.items() if names not in own for each in found]
    if not own or len(others) < FEW_FILES or sum(others) <= MOST * len(others):
        return None
    names = ", ".join(f"“{name}”" for each in own for name in each)
    why = (
        f"{names} signed {files_of(column.files - len(others), column.files)}; in the others "
        "`author` is the author of the work, whom the text mentions. Unset, each is decided so."
    )
    return Finding("author", "work", why, commented=True)


def _by_people(column: _Column) -> Finding | None:
    if _share_of_own(column) <= MOST:
        return None
    why = f"{_in_words(column)}, most of them people of this site: the reviewers."
    return Finding("author", "reviewer", why)


def _by_texts(column: _Column) -> Finding | None:
    """By titles that end with the name, and texts that mention it."""
    if in_titles := _in_titles(column):
        why = f"The name is in the title of {files_of(in_titles, column.files)}."
        return Finding("author", "work", why)
    mentioned = _mentioned(column)
    if mentioned <= MOST * column.files or len(column.names) == 1:
        return None
    why = f"{_in_words(column)}, and {files_of(mentioned, column.files)} mention it in the text"
    return Finding("author", "work", f"{why}: the author of the work.")


def _by_names(column: _Column) -> Finding | None:
    """By how many names there are: a site has few people, and many works have many authors."""
    if column.may_be_of_works and _is_many(column) and not all(map(LOGIN.fullmatch, column.names)):
        whose = f", and {len(column.own)} of them are people of this site" if column.people else ""
        return Finding("author", "work", f"{_in_words(column)}{whose}: the author of the work.")
    one_alone = len(column.names) == 1 and _mentioned(column) <= MOST * column.files
    few = len(column.names) * RETURNS <= column.files and len(column.names) <= OF_A_SITE
    if column.files >= FEW_FILES and (one_alone or few):
        name, files = column.names.most_common(1)[0]
        why = f"{_in_words(column)}, “{name}” in {files}: the reviewer."
        return Finding("author", "reviewer", why)
    return None


def _likely(column: _Column) -> Finding:
    """By the kind of the works: a book has an author, a film or an album hardly."""
    group = column.group
    about_books = column.kind == "book" or group.share("isbn") > MOST / 2
    about_works = bool({"rating", "year", "work"} & group.names.keys())
    mentioned = _mentioned(column) > MOST * column.files
    logins = all(map(LOGIN.fullmatch, column.names))
    several_works = about_works and len(column.names) > 1
    is_of_work = column.may_be_of_works and (about_books or mentioned or several_works)
    with_book = sum("book" in map(str.lower, sheet.values) for sheet in group.sheets)
    each_its_own = with_book > MOST * group.files and 1 < len(column.names) == column.files
    is_of_work = is_of_work and not logins and (group.share("work") <= MOST or each_its_own)
    value = "work" if is_of_work else "reviewer"
    example = column.names.most_common(1)[0][0]
    where = group.path or "the headers"
    text = f"`author` in {where} is “{example}”, for example. Who is that?"
    question = Question(group.path, "author", text, ANSWERS, value)
    why = f"{_in_words(column)}; nothing says for certain whether that is {ANSWERS['work']}."
    return Finding("author", value, why, sure=False, questions=(question,))


def _in_words(column: _Column) -> str:
    values = counted(len(column.names), "value")
    return f"`author` has {values} in {files_of(column.files, column.group.files)}"


def _share_of_own(column: _Column) -> float:
    return sum(column.names[name] for name in column.own) / max(1, column.names.total())


def _is_many(column: _Column) -> bool:
    names = len(column.names)
    return column.files >= FEW_FILES and (names > MANY * column.files or names > OF_NO_SITE)


def _in_titles(column: _Column) -> int:
    """How many titles hold the name; 0 where they are few."""
    rows = column.group.column("author")
    found = sum(any(text.lower() in sheet.title.lower() for text in texts) for sheet, texts in rows)
    return found if found > MOST * len(rows) and found > 1 else 0


def _mentioned(column: _Column) -> int:
    """How many texts hold the last word of the name, as a review does of the work's author."""
    written = _written(column)
    rows = column.group.column("author")
    return sum(not sheet.mentioned.isdisjoint(written) for sheet, _ in rows)


def _written(column: _Column) -> frozenset[str]:
    """The key as it is written in the headers."""
    rows = column.group.column("author")
    found = {raw for sheet, _ in rows for raw in sheet.values if raw.lower() in AUTHOR}
    found |= {raw for raw, own in column.group.renamed.items() if own == "author"}
    return frozenset(found)

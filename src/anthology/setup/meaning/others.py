"""Texts that lie among reviews and seem to be none: folders and files without a review's keys."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from anthology.report import counted
from anthology.setup.finding import Finding, Question
from anthology.setup.seen.groups import SIGNS, Group
from anthology.setup.seen.kind_names import kind_in_name

MOST = 0.5
NEARLY_ALL = 0.9
FEW = 5  # files, of which a habit can be seen
HTML = (".html", ".htm", ".xhtml")
TYPES = ("type", "layout", "category", "categories", "post_type", "kind", "tags")
REVIEWS = frozenset({"review", "reviews", "book-review", "film-review", "movie-review"})
GLOB = re.compile(r"([*?\[])")
LEAVE_OUT, KEEP = "leave out", "keep"
ANSWERS = {LEAVE_OUT: "they stay out of the book", KEEP: "they are reviews or essays: keep them"}


def is_of_reviews(group: Group) -> bool:
    """Whether a group seems to hold reviews: by their keys, their ratings or its name."""
    return is_certain(group) or group.share("author") > MOST


def is_certain(group: Group) -> bool:
    """Whether more than an author says so."""
    rated = sum(bool(sheet.ratings) for sheet in group.sheets)
    return group.share(*SIGNS) > MOST or rated > MOST * group.files or _is_named_so(group)


def _is_named_so(group: Group) -> bool:
    """Whether the name of the folder says that reviews are in it."""
    return bool(kind_in_name(group.path)) or "review" in group.path.lower()


def split(groups: Sequence[Group], answers: Mapping[str, str]) -> tuple[list[Group], list[Finding]]:
    """The groups that are in the book, and what is to be left out of it.

    `answers` has what the editor says of the paths of groups.
    """
    copies = [group for group in groups if _is_copy(group, groups)]
    of_reviews = [group for group in groups if is_certain(group) and group not in copies]
    of_reviews = of_reviews or [group for group in groups if is_of_reviews(group)]
    if not of_reviews:
        return list(groups), []
    others = [group for group in groups if group not in of_reviews]
    out = [group for group in others if answers.get(group.path) != KEEP]
    findings = [_folder(group, groups, answers.get(group.path, "")) for group in out]
    with_odd = [group for group in of_reviews if answers.get(group.path) != KEEP]
    inside = [(group, odd) for group in with_odd if (odd := _of_other_type(group) or _odd(group))]
    findings += [_files(group, odd, answers.get(group.path, "")) for group, odd in inside]
    left = {path for _, odd in inside for path in odd}
    return [_without(group, left) for group in groups if group not in out], findings


def _folder(group: Group, groups: Sequence[Group], answer: str) -> Finding:
    what = counted(group.files, "text")
    where = f"{group.path}/" if group.path else "The outermost folder"
    why = f"{where} has {what} without a rating, a work or a reviewer, beside folders of reviews."
    if _is_copy(group, groups):
        why = f"{where} has {what} in HTML, which a program has made of others here."
    return _exclusion(group.path, _globs(group, groups), why, group.sheets[0].path, answer)


def _exclusion(about: str, globs: Sequence[str], why: str, first: str, answer: str) -> Finding:
    if answer:
        return Finding("exclude", tuple(globs), why)
    text = f"{why} First: {first}. What are they?"
    question = Question(about, "exclude", text, ANSWERS, LEAVE_OUT)
    return Finding("exclude", tuple(globs), why, sure=False, questions=(question,))


def _globs(group: Group, groups: Sequence[Group]) -> tuple[str, ...]:
    """The outermost folders that hold nothing else, and the files that are in none."""
    inside = {sheet.path for sheet in group.sheets}
    every = [sheet.path for each in groups for sheet in each.sheets]
    mixed = {folder for path in every if path not in inside for folder in _folders(path)}
    covered = (
        next((folder for folder in _folders(path) if folder not in mixed), path)
        for path in sorted(inside)
    )
    return tuple(dict.fromkeys(map(escaped, covered)))


def _folders(path: str) -> Iterator[str]:
    """The folders that a path is in, the outermost first."""
    parts = path.split("/")
    return ("/".join(parts[:length]) for length in range(1, len(parts)))


def _is_copy(group: Group, groups: Sequence[Group]) -> bool:
    """Whether a folder has the finished pages of a site, in HTML, of texts that are here too."""
    if not all(sheet.path.lower().endswith(HTML) for sheet in group.sheets):
        return False
    texts = [s for each in groups for s in each.sheets if not s.path.lower().endswith(HTML)]
    slugs = {_slug(sheet.path) for sheet in texts}
    return sum(_slug(sheet.path) in slugs for sheet in group.sheets) > MOST * group.files


def _slug(path: str) -> str:
    """The name of a page in its address: that of its file, or of the folder of an index."""
    parts = path.lower().split("/")
    stem = parts[-1].rpartition(".")[0]
    return parts[-2] if stem in {"index", "_index"} and len(parts) > 1 else stem


def escaped(path: str) -> str:
    """A path as a glob that holds nothing else."""
    return GLOB.sub(r"[\1]", path)


def _of_other_type(group: Group) -> list[str]:
    """The files that are of another type than “review” and have no key of one."""
    for key in TYPES:
        typed = [sheet for sheet in group.sheets if REVIEWS & {*map(str.lower, sheet.texts(key))}]
        if len(typed) > MOST * group.files:
            paths = {sheet.path for sheet in typed}
            return [
                s.path for s, row in group.rows if s.path not in paths and not row.keys() & SIGNS
            ]
    return []


def _odd(group: Group) -> list[str]:
    """The files without any key that nearly all others of a large group have."""
    signs = [name for name in (*SIGNS, "author") if group.share(name) >= NEARLY_ALL]
    if group.files < FEW or not signs or _is_named_so(group):
        return []
    odd = [sheet.path for sheet, row in group.rows if not row.keys() & {*SIGNS, "author"}]
    return odd if 10 * len(odd) <= group.files else []


def _files(group: Group, odd: Sequence[str], answer: str) -> Finding:
    have = "has" if len(odd) == 1 else "have"
    where = group.path or "the outermost folder"
    why = f"{counted(len(odd), 'file')} in {where} {have} nothing of a review in the header."
    return _exclusion(group.path, tuple(map(escaped, odd)), why, odd[0], answer)


def _without(group: Group, paths: Collection[str]) -> Group:
    sheets = tuple(sheet for sheet in group.sheets if sheet.path not in paths)
    return group if len(sheets) == group.files else Group(group.path, sheets, group.renamed)

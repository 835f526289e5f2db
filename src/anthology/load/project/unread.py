"""Files whose texts cannot be read: named with their number, and with a way out that works."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from anthology.load import formats
from anthology.load.formats.markups.readable import SUFFIXES
from anthology.load.project import exports
from anthology.load.project.model import UNKNOWN, UNREAD, Files, Skipped
from anthology.report import Place, Problem, Refused, counted, question

PROGRAMS = {  # suffix -> the program that saves it as another format
    ".doc": "Word or LibreOffice", ".pages": "Pages", ".wpd": "LibreOffice", ".wps": "LibreOffice",
    ".sxw": "LibreOffice", ".fodt": "LibreOffice",
}  # fmt: skip
FINISHED = frozenset(suffix for each in formats.FORMATS for suffix in each.suffixes)
_MARKUPS = (suffix for each in formats.MARKUPS for suffix in each.suffixes)
NOT_FINISHED = frozenset({*SUFFIXES, *PROGRAMS, *_MARKUPS})
ORIGINAL = "originals of other manuscripts"


def is_text(path: str) -> bool:
    """Whether a file that we do not read is a single text, like those of a word processor."""
    return formats.suffix_of(path) in SUFFIXES.keys() | PROGRAMS.keys()


def is_unread(path: str) -> bool:
    """Whether a file has a text that we do not read, or many."""
    suffix = formats.suffix_of(path)
    known = SUFFIXES.keys() | PROGRAMS.keys() | exports.SUFFIXES
    return suffix in known and (suffix == formats.ARCHIVE or not formats.format_of(path))


def archived_pages(paths: Sequence[str], files: Files, megabytes: float) -> frozenset[str]:
    """The archives that are one page with its pictures, which is read as it is."""
    archives = [path for path in paths if formats.suffix_of(path) == formats.ARCHIVE]
    if not archives:
        return frozenset()
    from anthology.load.formats.documents.web_zip import is_page  # noqa: PLC0415  archives are rare

    found = set[str]()
    for path in archives:
        with suppress(Refused):  # it is named with the other archives
            found |= {path} if is_page(files.read(path, megabytes=megabytes)) else set()
    return frozenset(found)


def originals(paths: Sequence[str], archived: frozenset[str]) -> frozenset[str]:
    """The files that stand beside the same text as Markdown and the like: “a.rst”, “a.md”.

    Of archives it is those of one page, `archived`.
    """
    finished = {_stem(path) for path in paths if formats.suffix_of(path) in FINISHED}
    others = (path for path in paths if formats.suffix_of(path) in NOT_FINISHED or path in archived)
    return frozenset(path for path in others if _stem(path) in finished)


def _stem(path: str) -> str:
    return path.rpartition(".")[0]


def named_unread(paths: Sequence[str], files: Files) -> tuple[list[Problem], tuple[Skipped, ...]]:
    """What is said of the files, and those that the book does not have.

    Warnings for texts and for exports of many, in the same words for all alike. Whether a text is
    a review is a question: a release waits for the answer. Of files of XML and JSON that are no
    exports nothing need be said.
    """
    texts = [path for path in paths if is_text(path)]
    others = [path for path in paths if not is_text(path)]
    found = list(exports.problems_of(exports.exports(others, files)))
    named = {problem.place.path for problem in found}
    skipped = [Skipped(path, UNREAD) for path in texts]
    skipped += [Skipped(path, UNKNOWN) for path in others if path not in named]
    return [*_of_texts(texts), *found], tuple(skipped)


def _of_texts(texts: Sequence[str]) -> Iterator[Problem]:
    if texts:
        message, hint = _in_words(texts)
        yield from (replace(question(Place(t), message, hint), one_remedy=True) for t in texts)


def _in_words(texts: Sequence[str]) -> tuple[str, str]:
    """“3 files of formats that cannot be read here: 2 .rst, 1 .doc”, and what to do about each."""
    found = Counter(formats.suffix_of(path) for path in texts)
    named = ", ".join(f"{number} {suffix}" for suffix, number in sorted(found.items()))
    of = "of a format" if len(found) == 1 else "of formats"
    by_pandoc = [suffix for suffix in sorted(found) if suffix in SUFFIXES]
    hints = []
    if formats.EXTRA in by_pandoc:
        hints.append(f"To read {formats.EXTRA}, run: pip install 'review-anthology[word]'.")
        by_pandoc = [suffix for suffix in by_pandoc if suffix not in formats.NEEDED]
    if by_pandoc:
        first = by_pandoc[0]
        command = f"pandoc -f {SUFFIXES[first][1]} -t markdown -s NAME{first} -o NAME.md"
        hints.append(f"Install pandoc (pandoc.org), which reads {_listed(by_pandoc)}, and build "
                     f"again; or write Markdown beside each: {command}.")  # fmt: skip
    hints += [
        f"Open {suffix} in {PROGRAMS[suffix]} and save it as .docx or as plain text."
        for suffix in sorted(found)
        if suffix in PROGRAMS
    ]
    hints.append("Name files that are no reviews under exclude in a [[source]].")
    message = f"{counted(len(texts), 'file')} {of} that cannot be read here: {named}"
    return message, " ".join(hints)


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last

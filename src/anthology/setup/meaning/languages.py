"""The languages of the book and of its folders, and how dates in digits are read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from anthology.setup.finding import Finding, Source, files_of
from anthology.setup.meaning.others import escaped
from anthology.setup.seen.groups import Group
from anthology.setup.seen.sheets import UTF_8, Sheet
from anthology.setup.seen.site import Site

MOST = 0.6
MANY = 20  # files with a [[source]] of their own
IN_DIGITS = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]\d{4}\b")
FALLBACK = "en"


def of_book(groups: Sequence[Group], site: Site) -> Finding:
    """The language of the book: that of most texts, with the region that the site gives."""
    found = _languages(groups)
    most = found.most_common(1)
    likely = most[0][0] if most else FALLBACK
    files = sum(group.files for group in groups)
    why = _by_words(most[0][1], files) if most else "There are too few words to tell it by."
    declared = site.language
    if declared and (not most or declared.text.partition("-")[0] == likely):
        return Finding("language", declared.text, f"It is {declared.origin}.")
    tags = Counter(tag for group in groups for tag in _tags(group) if _primary(tag) == likely)
    if tags and tags.most_common(1)[0][1] > MOST * files:
        tag, number = tags.most_common(1)[0]
        return Finding("language", tag, f"By the headers of {files_of(number, files)}.")
    if region := _region(groups, likely):
        return region
    return Finding("language", likely, why, sure=bool(most) and most[0][1] > MOST * files)


def of_source(group: Group, book: str) -> Finding | None:
    """The language of a folder, None where it is the book's or the headers give it."""
    if group.share("language") > MOST:
        return None
    found = _languages([group])
    if not found:
        return None
    language, files = found.most_common(1)[0]
    if _primary(book) == language or files <= MOST * group.files:
        return None
    return Finding("language", language, _by_words(files, group.files))


def encoding_of(group: Group) -> Finding | None:
    """The encoding of the files of a folder that are not UTF-8, None where all are."""
    found = Counter(s.encoding for s in group.sheets if s.encoding not in {"", UTF_8})
    if not found:
        return None
    name, files = found.most_common(1)[0]
    why = f"By the bytes of {files_of(files, group.files)}, which are not UTF-8."
    return Finding("encoding", name, why, sure=len(found) == 1)


def by_encoding(group: Group, source: Source) -> tuple[Source, ...]:
    """The source, and one for each of its files that is in another encoding than most.

    Of more files than an editor would look at, only the most frequent encoding is proposed.
    """
    usual = next((each.value for each in source.findings if each.key == "encoding"), "")
    odd = [s for s in group.sheets if usual and s.encoding not in {"", UTF_8, usual}]
    odd = [sheet for sheet in odd if f"{sheet.path}/".startswith(f"{source.path}/".lstrip("/"))]
    if not 0 < len(odd) <= MANY:
        return (source,)
    same = tuple(replace(e, questions=()) for e in source.findings if e.key != "encoding")
    return (
        replace(source, files=source.files - len(odd)),
        *(Source(escaped(sheet.path), 1, (*same, _encoding(sheet))) for sheet in odd),
    )


def _encoding(sheet: Sheet) -> Finding:
    return Finding("encoding", sheet.encoding, "By its bytes, which are not UTF-8.", sure=False)


def _languages(groups: Iterable[Group]) -> Counter[str]:
    """How many texts are in which language, by their headers or their words."""
    found: Counter[str] = Counter()
    for group in groups:
        for sheet, row in group.rows:
            given = next(iter(row.get("language", ())), "")
            if language := _primary(given) or sheet.language:
                found[language] += 1
    return found


def _by_words(files: int, all_files: int) -> str:
    return f"By the words of {files_of(files, all_files)}."


def _tags(group: Group) -> Iterable[str]:
    return (texts[0].replace("_", "-") for _, texts in group.column("language"))


def _primary(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()


def _region(groups: Sequence[Group], language: str) -> Finding | None:
    """For English the region by which 3/4/2024 is read, where other dates of the site tell it."""
    if language != "en":
        return None
    texts = (text for group in groups for _, row in group.column("date") for text in row[:1])
    matches = [match for text in texts if (match := IN_DIGITS.match(text))]
    days_first = sum(int(match[1]) > 12 for match in matches)
    months_first = sum(int(match[2]) > 12 for match in matches)
    if not matches or bool(days_first) == bool(months_first):
        return None
    tag, order = ("en-GB", "day first") if days_first else ("en-US", "month first")
    sure = days_first or months_first
    why = f"Dates like {matches[0][0]} have the {order}: of {len(matches)}, {sure} are sure."
    return Finding("language", tag, why)

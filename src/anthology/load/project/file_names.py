"""What files' names say: titles, the dates before them, the years of works after them.

A number belongs to the title (“28 Weeks Later”, “1917”) unless it numbers the files: it has a zero
before it, or a mark after it, or the files of its folder are numbered one after the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from anthology.book import PartialDate
from anthology.load import formats
from anthology.load.clean import characters
from anthology.load.header import dates
from anthology.load.header.dates.month_names import number_of
from anthology.load.header.inline import letters
from anthology.load.model import FileName
from anthology.memory import remembered

INDEX = frozenset({"index", "_index"})  # the folder has the name
GENERIC = INDEX | {"page", "post", "review"}  # so it has, if it is not the outermost
DATE = r"(\d{4})([-_. ]?)(\d{2})\2(\d{2})"
TIME = r"(?:T?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?"  # “202105011230”, of a note's number
DATE_FIRST = re.compile(rf"{DATE}{TIME}(?:[-_. ]+(?=\S)|\Z)")
DATE_LAST = re.compile(rf"(?:(?<=\S)[-_. ]+|[-_. ]*\(){DATE}\)?\Z")
NUMBER = re.compile(r"(?P<number>\d{1,3})(?P<mark>\s*[.)]\s+|\)|\.(?=\D)|[-_ ]+)(?=\S)")
YEAR = re.compile(
    r"(?:(?P<bare>[-_., ]+)|[-_., ]*[(\[])(?P<year>(?:1[5-9]\d|20[0-3])\d)(?(bare)|[)\]])\Z"
)
OTHER_YEAR = re.compile(r"[(\[](?:1[5-9]\d|20[0-3])\d[)\]]")  # of two works that are compared
# Words after which a year belongs to the title: “Class of 1984”, “Best of 2003”.
BEFORE_YEAR = frozenset(
    ["of", "in", "from", "since", "until", "and", "to", "for", "by", "the", "year", "summer",
     "winter", "von", "de", "del", "im", "anno", "en", "et"]
)  # fmt: skip
# Words of lists and events, which a year dates: “Best films 2019”.
LISTS = frozenset(
    ["best", "top", "favorites", "favourites", "favorite", "favourite", "recap", "review",
     "reviews", "oscars", "awards", "list", "lists", "reading", "roundup", "wrap", "diary", "log",
     "festival", "fest", "books", "films", "movies", "albums", "songs", "games", "reads", "spring",
     "autumn", "fall", "week", "month", "q1", "q2", "q3", "q4", "beste", "besten", "bücher",
     "filme", "alben", "mejores", "libros", "películas", "discos", "meilleurs", "livres", "rentrée"]
)  # fmt: skip
DASH = re.compile(r"(?:\s+[-‐–—]+\s+|(?<=[\s_])-(?=[\s_])|(?<=\w)--+(?=\w))")
COLON = re.compile(r"(?<=\w)_\s+(?=\S)")  # systems that allow no “:” in names write “_” for it
DENSE = 2  # numbers of files that are in order reach no more than so many times their count


# Words that have no capital within an English title.
SMALL = frozenset(
    ["a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on",
     "or", "the", "to", "vs", "with"]
)  # fmt: skip


@dataclass(frozen=True)
class Folder:
    """What the names of one folder have in common."""

    numbered: bool = False  # all begin with a number, and these follow one another
    padded: frozenset[int] = frozenset()  # lengths of numbers with a zero before them
    spaced: bool = False  # some have spaces between their words
    years_last: bool = False  # most names with spaces end with a year


def read(paths: Iterable[str]) -> Mapping[str, FileName]:
    """What the name of each file says, seen beside the others of its folder."""
    return _read(tuple(paths))


@remembered
def _read(paths: tuple[str, ...]) -> Mapping[str, FileName]:
    folders: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        folders[_folder(path)].append(path)
    return {
        path: _name(_stem(path), folder)
        for together in folders.values()
        for folder in [_common([_stem(path) for path in together])]
        for path in together
    }


def name_alone(path: str) -> FileName:
    """What a file's name says by itself."""
    return read([path])[path]


def in_title_case(name: FileName) -> FileName:
    """The same with capitals as in English titles; words that have a capital stay."""
    return replace(name, title=_capitals(name.title), work=_capitals(name.work))


def _capitals(title: str) -> str:
    words = title.split(" ")
    last = len(words) - 1
    after = {i + 1 for i, word in enumerate(words) if word.endswith((":", "–", "—"))}
    starts = {0, last, *after, *([1] if words[0].isdecimal() else [])}
    return " ".join(
        word if word in SMALL and i not in starts else word[:1].upper() + word[1:]
        for i, word in enumerate(words)
    )


def _folder(path: str) -> str:
    """The folder in which the file's name has its neighbours."""
    parts = path.split("/")
    return "/".join(parts[:-2] if _has_name_of_folder(parts) else parts[:-1])


def _has_name_of_folder(parts: Sequence[str]) -> bool:
    stem = parts[-1].rpartition(".")[0].lower()
    return len(parts) > 1 and stem in (GENERIC if len(parts) > 2 else INDEX)


def _stem(path: str) -> str:
    parts = path.split("/")
    stem = formats.stem_of(path)
    stem = parts[-2] if _has_name_of_folder(parts) else stem
    return unicodedata.normalize("NFC", letters(characters.legal(stem))).strip() or stem


def _common(stems: Sequence[str]) -> Folder:
    undated = [DATE_FIRST.sub("", stem) for stem in stems]
    found = [match for stem in undated if (match := NUMBER.match(stem))]
    numbers = [match["number"] for match in found]
    padded = [number for number in numbers if number.startswith("0")]
    is_order = len(padded) > 1 or {int(number) for number in padded} <= {0, 1}
    spaced = [stem for stem in undated if " " in stem]
    return Folder(
        numbered=len(found) == len(stems) > 1 and _follow([int(number) for number in numbers]),
        padded=frozenset(map(len, padded)) if is_order or len(stems) == 1 else frozenset(),
        spaced=bool(spaced),
        years_last=2 * sum(bool(YEAR.search(stem)) for stem in spaced) > len(spaced) > 1,
    )


def _follow(numbers: Sequence[int]) -> bool:
    """Whether numbers are those of a series: 1, 2, 3, or 10, 20, 30, or 7, 8, 9."""
    if len(set(numbers)) < len(numbers):
        return False
    step = next(step for step in (100, 10, 5, 1) if not any(n % step for n in numbers))
    first, last = min(numbers), max(numbers)
    if first <= step:
        return last <= DENSE * len(numbers) * step
    return len(numbers) > DENSE and last - first == step * (len(numbers) - 1)


def _name(stem: str, folder: Folder) -> FileName:
    """The parts of a name; where it is nothing but a date or a number, that is the title."""
    rest, date = _dated(stem)
    rest = _without_number(rest, folder)
    year = YEAR.search(rest)
    bare = rest[: year.start()] if year else rest
    if year and not _is_of_work(bare, year, folder):
        year, bare = None, rest
    return FileName(
        title=_words(rest, folder) or stem,
        date=date,
        work=_words(bare, folder) or stem,
        year=int(year["year"]) if year else 0,
        apart=bool(year and _is_apart(year)),
    )


def _dated(stem: str) -> tuple[str, PartialDate | None]:
    """The name without its date, and the date."""
    for form in (DATE_FIRST, DATE_LAST):
        match = form.search(stem) if form is DATE_LAST else form.match(stem)
        if match:
            try:
                date = dates.parse(f"{match[1]}-{match[3]}-{match[4]}")
            except ValueError:
                continue
            return stem[: match.start()] + stem[match.end() :], date
    return stem, None


def _without_number(stem: str, folder: Folder) -> str:
    match = NUMBER.match(stem)
    if match is None:
        return stem
    number, mark = match["number"], match["mark"].strip()
    is_padded = number.startswith("0") and len(number) in folder.padded
    is_order = folder.numbered or is_padded or mark.startswith((".", ")"))
    return stem[match.end() :].lstrip("-–—_. ") or stem if is_order else stem


def _is_of_work(before: str, year: re.Match[str], folder: Folder) -> bool:
    """Whether a year at the end is that of the work, and not a word of its title."""
    if not re.search(r"\w", before) or OTHER_YEAR.search(before):
        return False
    if not year["bare"] or "," in year["bare"]:
        return True
    words = re.split(r"[\W_]+", before.strip().lower())
    if words[-1] == str(int(year["year"]) - 1):
        return False  # “2010-2011”
    if words[-1] in BEFORE_YEAR or number_of(words[-1]) or not LISTS.isdisjoint(words):
        return False
    return _is_apart(year) or " " not in before or folder.years_last


def _is_apart(year: re.Match[str]) -> bool:
    """Whether a bracket, a comma or a dash between spaces sets the year apart."""
    bare = year["bare"] or ""
    return not bare or "," in bare or bool(re.search(r"[\s_]-|-[\s_]|--", bare))


def _words(stem: str, folder: Folder) -> str:
    """A name as a title: its words with blanks between them, and its dashes."""
    text = COLON.sub(": ", stem) if " " in stem else stem
    text = DASH.sub(" – ", text)
    text = text.replace("_", " ")
    keeps_hyphens = " " in stem.strip() or "_" in stem or _is_compound(stem, folder)
    text = " ".join((text if keeps_hyphens else text.replace("-", " ")).split()).strip(" -–")
    return text[:1].upper() + text[1:]


def _is_compound(stem: str, folder: Folder) -> bool:
    """Whether the hyphen of a name is its own: “Wall-E”; “Spider-Man” among names with spaces."""
    parts = stem.split("-")
    capital = len(parts) == 2 and all(part[:1].isupper() for part in parts)
    return capital and (folder.spaced or min(map(len, parts)) == 1)

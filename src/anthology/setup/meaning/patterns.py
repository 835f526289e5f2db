"""The patterns that titles follow: “{work} by {creator}”, “Review: {work} ({year})”."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from anthology.load.header.work import by_pattern

SAMPLE = 400  # titles that are looked at
SHARE = 0.1  # of the titles have a label or an ending that is worth a pattern
NEARLY_ALL = 0.9
AGAIN = 0.3  # of the titles have a label that others have, too
SURE = 0.5  # of the titles have one, so that it is none of a few works alike: “Star Wars: …”
REST = 0.2  # of the titles may follow patterns that are rarer
PRECISION = 0.75  # of the titles that a pattern fits are what it says
REVIEW = re.compile(
    r"\b(?:(?:mini|re)?-?reviews?|(?:buch|film|kino|musik|platten)?(?:kritik|rezension|besprechung)"
    r"|critique|chronique|reseña|crítica|recensione|recensie|recension|anmeldelse|anmeldelser"
    r"|arvostelu|recenzja|recenze|resenha|inceleme|рецензия|отзыв|обзор|書評|レビュー|书评|影评|리뷰)\b",
    re.IGNORECASE,
)
LABEL = re.compile(r"(?P<label>[^:|–—]{2,40}?)(?P<mark>:\s+|\s+[-–—|]\s+)(?=\S)")
ENDING = re.compile(
    r"(?<=\S)(?P<mark>\s+[-–—|]\s+|:\s+|\s+|\s*[(\[])(?P<words>[^-–—|:()\[\]]{3,40})[)\]]?$"
)
PARTICLE = r"d[aeiou]s?|v[ao]n|der|den|le|la|di|del|y|e|i|und|et|and|&|bin|al|ter|ten|[IVX]+"
NAME = rf"(?:[A-ZÀ-ÞĀ-ſА-ЯΑ-Ω][\w.'’-]*|{PARTICLE})"
DEGREE = r"(?:,\s*(?:Ph\.?\s?D\.?|M\.?D\.?|Jr\.?|eds?\.?))?\.?"
PERSONS = re.compile(rf"{NAME}(?:,?\s+{NAME}){{1,7}}{DEGREE}")
SCRIPTS_WITHOUT_CASE = re.compile(
    "[\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af]"
)
OPENING = re.compile(r"(?:A\s+)?Review\s+of:?\s+(?:the\s+)?", re.IGNORECASE)
BY = ("by", "von", "par", "de", "di", "door", "av", "af", "por", "od", "от", "by:")
AFTER_BY = (
    *(f"{{work}}, {word} {{creator}}" for word in BY[:6]),
    *(f"{{work}} {word} {{creator}}" for word in BY),
    "{work}",
)
CORES = (
    *AFTER_BY,
    "{work} – {creator}", "{work} — {creator}", "{work} - {creator}", "{work} | {creator}",
    "{creator} – {work}", "{creator} — {work}", "{creator} - {work}", "{creator}: {work}",
    "{work}, {creator}", "{work} ({creator})",
)  # fmt: skip
QUOTES = ("“”", '""', "‘’", "''", "«»", "„“", "《》", "「」", "『』")
NEARLY = 0.9  # as good is as good as the same
ONE_ALONE = 2  # titles may have one creator
LONGEST_NAME, MOST_WORDS = 40, 10
WEIGHTS = {"creator": 1.0, "year": 0.5, "label": 0.2}
YEARS = (" ({year})", " [{year}]", ", {year}", "")


@dataclass(frozen=True)
class Frame:
    """What stands around the work in titles: a label before it, words after it."""

    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Found:
    """A pattern, and how many titles it reads."""

    pattern: str
    titles: int
    rival: str = ""  # the same with work and creator in each other's place, if that fits as well


@dataclass(frozen=True)
class About:
    """What is known of the works beside their titles."""

    kind: str = ""
    creators_known: bool = False  # whether the headers name them by a key

    @property
    def is_music(self) -> bool:
        """Whether creators may be bands, whose names have any words."""
        return self.kind in {"album", "song", "concert"}


NOTHING_KNOWN = About()


def patterns(titles: Sequence[str], about: About = NOTHING_KNOWN) -> tuple[Found, ...]:
    """The patterns that titles follow, those that come first first; () where they are bare."""
    step = max(1, len(titles) // SAMPLE)
    rest = list(titles[::step])
    found: list[Found] = []
    candidates = list(_candidates(rest, about))
    while rest and (best := _best(candidates, rest, len(titles[::step]), about)):
        found.append(best)
        rest = [title for title in rest if not by_pattern(title, (best.pattern,))]
        candidates = [pattern for pattern in candidates if pattern != best.pattern]
    return tuple(found)


def _candidates(titles: Sequence[str], about: About) -> Iterator[str]:
    frames = list(_frames(titles))
    quoted = [pair for pair in QUOTES if sum(pair[0] in title for title in titles) > 1]
    years = [year for year in YEARS if not year or _has_year(titles, year)]
    for frame in frames:
        for core in (*_quoted(quoted), *(AFTER_BY if about.creators_known else CORES)):
            for year in years:
                pattern = f"{frame.before}{core}{year}{frame.after}"
                if pattern != "{work}":
                    yield pattern


def _quoted(pairs: Sequence[str]) -> Iterator[str]:
    for pair in pairs:
        work = f"{pair[0]}{{work}}{pair[1]}"
        for between in (", by ", " by ", " – ", " - "):
            yield from (f"{work}{between}{{creator}}", f"{work}{between}{{creator}}: {{label}}")
        yield from (work, f"{work}: {{label}}", f"{work} {{label}}", f"{{label}} {work}")


def _has_year(titles: Sequence[str], year: str) -> bool:
    form = re.compile(re.escape(year).replace(r"\{year\}", r"(?:1[89]|20)\d\d") + r"(?:\W|$)")
    return sum(bool(form.search(title)) for title in titles) > 1


def _frames(titles: Sequence[str]) -> Iterator[Frame]:
    befores, afters = [*_befores(titles)], [*_afters(titles)]
    yield Frame()
    yield from (Frame(before) for before in befores)
    yield from (Frame(after=after) for after in afters)
    yield from (Frame(before, after) for before in befores for after in afters)


def _befores(titles: Sequence[str]) -> Iterator[str]:
    """Labels before the work: each that is frequent, and any where most titles have one."""
    found: Counter[tuple[str, str]] = Counter()
    for title in titles:
        if (match := LABEL.match(title)) and "{" not in match[0]:
            found[match["label"], match["mark"]] += 1
    frequent = _frequent(found, len(titles))
    if _are_labels(found, frequent, len(titles)):
        marks = Counter(mark for (_, mark), number in found.items() for _ in range(number))
        yield f"{{label}}{marks.most_common(1)[0][0]}"
    else:
        yield from (f"{label}{mark}" for (label, mark) in frequent)
    openings = (OPENING.match(title) for title in titles)
    yield from dict.fromkeys(match[0] for match in openings if match)


def _are_labels(
    found: Mapping[tuple[str, str], int], frequent: Mapping[tuple[str, str], int], titles: int
) -> bool:
    """Whether any words before the mark are a label: nearly all titles have some that return."""
    again = sum(number for number in found.values() if number > 1)
    all_have = sum(found.values()) >= NEARLY_ALL * titles and again >= AGAIN * titles
    return all_have or (sum(frequent.values()) >= SURE * titles and len(frequent) > 1)


def _afters(titles: Sequence[str]) -> Iterator[str]:
    """Endings after the work: each that is frequent or says that this is a review."""
    found: Counter[tuple[str, str]] = Counter()
    for title in titles:
        match = ENDING.search(title)
        words = match["words"] if match else ""
        if match and match["mark"].isspace():
            words = _of_a_review(title)
        if match and words and "{" not in title:
            whole = title[title.rindex(words) :]
            mark = match["mark"] if not match["mark"].isspace() else " "
            found[mark, whole] += 1
    yield from (f"{mark}{words}" for mark, words in _frequent(found, len(titles), last=True))


def _of_a_review(title: str) -> str:
    """The last words of a title if they say that it is a review: “Film Review”."""
    match = re.search(
        rf"(?<=\s)(?:(?:the|a|an|book|film|movie|album|music|game|tv|series|restaurant)\s+)?{REVIEW.pattern}\W*$",
        title,
        re.IGNORECASE,
    )
    return match[0] if match else ""


def _frequent(
    found: Mapping[tuple[str, str], int], titles: int, *, last: bool = False
) -> dict[tuple[str, str], int]:
    """Those that say that this is a review; others if there are enough for labels of a site."""
    least = max(3, SHARE * titles)
    often = {pair: number for pair, number in found.items() if number >= least}
    sure = {
        pair: number for pair, number in found.items()
        if number > (0 if titles < 5 else 1) and REVIEW.search(pair[1] if last else pair[0])
    }  # fmt: skip
    share = SURE if len(often) > 1 else NEARLY_ALL
    return {**often, **sure} if sum(often.values()) >= share * titles else sure


def _best(
    candidates: Sequence[str], titles: Sequence[str], whole: int, about: About
) -> Found | None:
    """The candidate that reads the most titles as they are meant; the most telling of equals."""
    scored: dict[str, tuple[float, int, int]] = {}
    for order, pattern in enumerate(candidates):
        fitting = [read for title in titles if (read := by_pattern(title, (pattern,)))]
        right = [read for read in fitting if _is_right(read, pattern, about)]
        least = max(1, PRECISION * len(fitting), _least(pattern, whole, len(titles)))
        if len(right) >= least and not _is_label(right):
            value = _weight(pattern) + _evidence(right, pattern, about)
            is_rest = len(titles) < whole  # of which the most telling pattern comes first
            scored[pattern] = (value if is_rest else len(right) * value, len(right), -order)
    if not scored:
        return None
    pattern = max(scored, key=lambda one: scored[one])
    rival = _turned(pattern)
    doubtful = rival in scored and scored[rival][0] > NEARLY * scored[pattern][0]
    return Found(pattern, scored[pattern][1], rival if doubtful else "")


def _turned(pattern: str) -> str:
    """The pattern with the work and its creator in each other's place."""
    turned = pattern.replace("{work}", "{w}").replace("{creator}", "{work}")
    return turned.replace("{w}", "{creator}")


def _is_label(reads: Sequence[Mapping[str, str]]) -> bool:
    """Whether what is read as creators is one and the same word, as a label would be."""
    creators = {read["creator"] for read in reads if "creator" in read}
    return len(creators) == 1 and len(reads) > ONE_ALONE


def _evidence(reads: Sequence[Mapping[str, str]], pattern: str, about: About) -> float:
    """What speaks for one of two orders: creators return, and have the names of persons."""
    creators = [read["creator"] for read in reads if "creator" in read]
    if not creators:
        return 0
    works = {read["work"] for read in reads}
    again = (len(works) - len(set(creators))) / len(creators)
    unlike = sum(not _is_persons(read["work"]) for read in reads) / len(creators)
    first = 0.1 if about.is_music and pattern.startswith("{creator}") else 0
    return again + (0 if about.is_music else 0.3 * unlike) + first


def _weight(pattern: str) -> float:
    """How much a pattern says of each title: who created the work most."""
    parts = sum(much for name, much in WEIGHTS.items() if f"{{{name}}}" in pattern)
    return 1 + parts + bool(REVIEW.search(pattern))


def _least(pattern: str, whole: int, rest: int) -> float:
    """How many titles a pattern must read: a bare “-” or “,” is more often part of a title."""
    if pattern.startswith("{creator}"):
        return max(3, 0.5 * whole)
    if whole > rest and rest < REST * whole:
        return 1
    if REVIEW.search(pattern) or "{label}" in pattern:
        return max(1, SHARE * whole)
    if re.search(r"\{work\},? by \{creator\}", pattern):
        return max(2, 0.3 * whole) if whole == rest else 2
    return max(3, 0.5 * whole) if whole == rest else max(3, 0.2 * whole)


def _is_right(read: Mapping[str, str], pattern: str, about: About) -> bool:
    """Whether what a pattern reads can be meant so."""
    if "year" in read and not 1400 <= int(read["year"]) <= 2100:
        return False
    if read.get("work", "").endswith((",", ":", ";", "-", "–", "—")):
        return False
    if "creator" not in read:
        return bool(read.get("work"))
    creator = read["creator"]
    if ": " in creator or REVIEW.search(creator):
        return False
    return _is_name(creator, about, after_by=" by " in pattern)


def _is_name(text: str, about: About, *, after_by: bool) -> bool:
    """Whether a text can be a creator; for music, or after “by”, a band of any name."""
    if SCRIPTS_WITHOUT_CASE.search(text):
        return len(text) <= LONGEST_NAME
    if after_by or about.is_music:
        return text[:1].isupper() and len(text.split()) <= MOST_WORDS
    return _is_persons(text)


def _is_persons(text: str) -> bool:
    return bool(PERSONS.fullmatch(text))

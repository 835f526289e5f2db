"""What a text itself says of its review: its rating, or an opening line that is no sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from anthology.book import Creator, Found, Rating, Work
from anthology.config import SourceTable
from anthology.load.header import inline, ratings
from anthology.load.header.front_matter import FrontMatter
from anthology.load.header.ratings import EMPTY, FULL, FULL_WIDTH, NUMBER, Scale, parse
from anthology.report import Place, Problem, error, question

# In prose: only what says its scale, or a line of nothing but stars.
TRIGGER = re.compile(rf"[/／]\s?[\d]|out of|stars?\b|[{FULL}{EMPTY}]", re.IGNORECASE)
IN_PROSE = re.compile(
    rf"(?<![\w/.,:=-])(?P<fraction>{NUMBER}\s?(?:stars?\s)?(?:/|out of)\s?(?:4|5|6|7|10|20|100)"
    rf"|(?<![{FULL}{EMPTY}½\ufe0f])[{FULL}{EMPTY}½\ufe0f]++\s?/\s?\d+|{NUMBER}\sstars?)"
    r"(?![\w/:]|[.,]\d|-\w|\s?(?:time|beat|signature|people|of the))",
    re.IGNORECASE,
)
STARS_ALONE = re.compile(
    rf"\s*(?:[*_]*)((?:[{FULL}]\ufe0f?\s?)+[½¼¾]?\s?(?:[{EMPTY}]\s?)*)(?:[*_]*)\s*$"
)
QUOTED_OR_CODE = re.compile(r"\s*>|\s*```|(?: {4}|\t)(?!\s*(?:[-*+•]|\d+[.)])\s)")
LINKED = re.compile(r"!?\[[^\]]*\]\([^)]*\)|https?://\S+|`[^`]*`")
LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)")
TAG = re.compile(
    r"</?(?:a|b|br|center|div|em|h[1-6]|i|li|p|small|span|strong|ul|ol)\b[^<>]*>", re.IGNORECASE
)
ITEM_OR_HEADING = re.compile(r"\A\s*(?:(?:[-+•]|\*(?=\s)|\d+[.)])\s+|#{1,6}\s+)")
LABEL = re.compile(
    r"(?:(?:my|our|the|final|overall|star|personal|meine|gesamt|ma|mi|note)\s+)*"
    r"(?:ratings?|score|grade|stars|verdict|note|nota|wertung|bewertung|punteggio|voto|cijfer"
    r"|puntuación|calificación|beoordeling|betyg|karakter|ocena|hodnocení|оценка|оцінка|βαθμολογία|βαθμός|puan|评分|評分|評価|採点|点数|평점|별점"
    r"|التقييم|تقييم|דירוג|ציון|امتیاز|रेटिंग|คะแนน)"
    r"(?:\s+(?:is|finale?))?\s*(?:[:=–—-]\s*|(?=\d|[★⭐☆])|\Z)",
    re.IGNORECASE,
)
TYPED_STARS = re.compile(r"(?<=:\s)\*{1,6}(?=\s*$)")  # “Voto: ****”
LONGEST = 80  # letters of a line that is a rating and its verdict
WITHOUT_LABEL = re.compile(rf"/|%|out of|stars?\b|[{FULL}{EMPTY}]", re.IGNORECASE)
FACTS = re.compile(
    r"[\s,.:;|–—-]*(?:\(?(?P<year>(?:1[5-9]|20)\d\d)\)?(?!\d))?[\s,.:;|–—-]*"
    r"(?:(?:written |directed )?(?:by|von|de|par|di|af|av|door)\s+"
    rf"(?P<name>[^\d{FULL}{EMPTY}|/:;()–—]{{3,60}}?))?"
    r"[\s,.:;|–—-]*"
    rf"(?P<rating>(?:[(\d{FULL}{EMPTY}]|(?i:(?:my |our |the )?(?:rating|score|grade))\b).*)?"
)


@dataclass(frozen=True)
class Facts:
    """A manuscript's text without the lines that are no more than facts, and these facts."""

    front: FrontMatter
    rating: Rating | None
    work: Work | None
    proposed: tuple[Rating, ...] = ()  # ratings that seem to be in the text
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Line:
    """A line that is a rating by itself."""

    number: int  # from 0
    rating: Rating


@dataclass(frozen=True)
class _First:
    """The first line of a text: a title, and what follows it."""

    title: str
    rest: str
    reviewers: tuple[str, ...]
    place: Place


def facts(known: Facts, title: str, reviewers: tuple[str, ...], source: SourceTable) -> Facts:
    """The facts of a header, `known`, with those of the text.

    A first line that only repeats the title, and adds a year, a maker or a rating, is taken out.
    A rating elsewhere is used only where the source says that ratings are in the text, and only
    if it is the only one with a scale, or the only one. It is taken out if it is alone.
    """
    scale = _scale(source)
    found = _first_line(known, title, reviewers, scale)
    if found.rating is not None:
        return found
    if source.rating == "text" and (lines := _alone(found.front, scale)):
        return _taken(found, lines)
    return _from_prose(found, source, scale)


def _scale(source: SourceTable) -> Scale | None:
    with suppress(ValueError):  # reported for the source
        return ratings.scale(source.scale, source.grades)
    return None


def _from_prose(found: Facts, source: SourceTable, scale: Scale | None) -> Facts:
    front, taken = found.front, source.rating == "text"
    proposed = proposals(front.body, front.path, front.body_line, in_links=taken)
    if not taken or not proposed:
        return replace(found, proposed=proposed)
    sure = [one for one in proposed if one.best is not None] or list(proposed)
    if len({one.as_written for one in sure}) > 1:
        return replace(found, proposed=proposed, problems=(_which(sure),))
    try:
        rating = parse(sure[0].as_written, scale, sure[0].place)
    except ValueError as mistake:
        problem = error(sure[0].place, str(mistake))
        return replace(found, proposed=proposed, problems=(problem,))
    return replace(found, rating=ratings.given(replace(rating, found=Found.SOURCE)))


def _which(several: list[Rating]) -> Problem:
    written = ", ".join(f"{one.as_written} (line {one.place.line})" for one in several)
    hint = "Write it in the header: rating."
    return question(several[0].place, f"which is the rating: {written}?", hint)


def proposals(
    text: str, path: str, first_line: int = 1, *, in_links: bool = False
) -> tuple[Rating, ...]:
    """Ratings that seem to be in a text, each with its line; quotations and links aside."""
    if not TRIGGER.search(text):
        return ()
    return tuple(_proposed(text, path, first_line, in_links=in_links))


def _proposed(text: str, path: str, first_line: int, *, in_links: bool) -> Iterator[Rating]:
    for number, line in enumerate(text.split("\n"), first_line):
        if TRIGGER.search(line) and not QUOTED_OR_CODE.match(line):
            words = (LINK.sub(r"\1", line) if in_links else line).translate(FULL_WIDTH)
            for written in _in_line(LINKED.sub(" ", words)):
                with suppress(ValueError):
                    yield replace(parse(written, place=Place(path, number)), found=Found.PROSE)


def _in_line(line: str) -> list[str]:
    alone = STARS_ALONE.fullmatch(line)
    return [alone[1]] if alone else [m["fraction"] for m in IN_PROSE.finditer(line)]


def _alone(front: FrontMatter, scale: Scale | None) -> list[_Line]:
    """The lines that are ratings by themselves, if all of them say the same."""
    lines = front.body.split("\n")
    found = []
    for number, line in enumerate(lines):
        place = Place(front.path, front.body_line + number)
        if line.strip() and (rating := _of_line(line, scale, place)):
            before = lines[number - 1] if number else ""
            if _stands_apart(line, before):
                found.append(_Line(number, replace(rating, found=Found.SOURCE)))
    values = {_share(line.rating) for line in found}
    return found if len(values) == 1 else []


def _share(rating: Rating) -> object:
    """What two ratings have in common that say the same: 4/5 and ★★★★☆."""
    if rating.value is None or not rating.best:
        return rating.as_written
    return rating.value / rating.best


def _of_line(line: str, scale: Scale | None, place: Place) -> Rating | None:
    """The rating that a line is, after a label or by itself; None for any other."""
    if QUOTED_OR_CODE.match(line) or len(line) > 4 * LONGEST:
        return None
    words = _words(line)
    label = LABEL.match(words)
    written = words[label.end() :] if label else words
    if not written or len(written) > LONGEST or not (label or WITHOUT_LABEL.search(written)):
        return None
    try:
        rating = parse(written, scale, place)
    except ValueError:
        return None
    is_rating = rating.value is not None or (label and rating.status)
    return rating if is_rating else None


def _words(line: str) -> str:
    """The words of a line, without the marks of lists, headings, links and emphasis."""
    text = LINK.sub(r"\1", TAG.sub(" ", ITEM_OR_HEADING.sub("", line, count=1)))
    text = TYPED_STARS.sub(lambda match: FULL[0] * len(match[0]), text.translate(FULL_WIDTH))
    text = inline.letters(text).replace("\\", " ")
    return " ".join(re.sub(r"[*_]+", "", text).split())


def _stands_apart(line: str, before: str) -> bool:
    """Whether a line is a block by itself: after an empty line, in a list, below a heading."""
    broken = before.endswith(("  ", "\\")) or bool(TAG.search(before))
    marked = ITEM_OR_HEADING.match(line) or ITEM_OR_HEADING.match(before) or TAG.match(line)
    return not before.strip() or broken or bool(marked)


def _taken(known: Facts, lines: list[_Line]) -> Facts:
    """The rating of such lines, and the text without them and a heading that announces them."""
    numbers = {line.number for line in lines}
    body = known.front.body.split("\n")
    for number in sorted(numbers):
        above = next((n for n in range(number - 1, -1, -1) if body[n].strip()), -1)
        label = LABEL.match(_words(body[above])) if above >= 0 else None
        if label and label.end() == len(_words(body[above])) and body[above].startswith("#"):
            numbers.add(above)
    rating = ratings.given(lines[0].rating)
    return replace(known, rating=rating, front=_without(known.front, numbers))


def _without(front: FrontMatter, numbers: set[int]) -> FrontMatter:
    """The manuscript with empty lines in the place of some, so that all others keep theirs."""
    lines = front.body.split("\n")
    return replace(front, body="\n".join("" if n in numbers else x for n, x in enumerate(lines)))


def _first_line(known: Facts, title: str, reviewers: tuple[str, ...], scale: Scale | None) -> Facts:
    """The facts with those of a first line that begins with the title and is no sentence."""
    lines = known.front.body.split("\n", 12)[:12]
    number = next((n for n, line in enumerate(lines) if line.strip()), -1)
    line = lines[number] if number >= 0 else ""
    alone = number + 1 >= len(lines) or not lines[number + 1].strip()
    if not alone or len(line) > 4 * LONGEST or QUOTED_OR_CODE.match(line):
        return known
    words = inline.plain(_words(line))
    place = Place(known.front.path, known.front.body_line + number)
    names = {title, known.work.title if known.work else ""} - {""}
    for name in sorted(names, key=len, reverse=True):
        rest = words[len(name) :]
        if words[: len(name)].casefold() == name.casefold() and (rest or _is_marked(line)):
            first = _First(name, rest, reviewers, place)
            if found := _completed(first, known, scale):
                return replace(found, front=_without(known.front, {number}))
    return known


def _is_marked(line: str) -> bool:
    return line.strip().startswith(("**", "__", "*", "_", "<", "["))


def _completed(line: _First, known: Facts, scale: Scale | None) -> Facts | None:
    """The facts with those of the line; None where it says anything else, or another thing."""
    match = FACTS.fullmatch(line.rest)
    if match is None:
        return None
    rating = known.rating
    if match["rating"]:
        stated = _of_line(match["rating"], scale, line.place)
        if stated is None or (rating and _share(rating) != _share(stated)):
            return None
        rating = rating or ratings.given(replace(stated, found=Found.HEADING))
    year, maker = int(match["year"] or 0), (match["name"] or "").strip()
    work = known.work or Work(line.title)
    if (year and work.year not in {None, year}) or not _may_be_maker(maker, work, line.reviewers):
        return None
    adds = (year and not work.year) or (maker and maker not in line.reviewers)
    if adds:
        creators = work.creators or ((Creator(maker),) if maker else ())
        work = replace(work, year=work.year or year or None, creators=creators)
    return replace(known, work=work if adds else known.work, rating=rating)


def _may_be_maker(name: str, work: Work, reviewers: tuple[str, ...]) -> bool:
    """Whether a name is one that the header knows, or the first that is given as the maker's."""
    makers = [creator.name for creator in work.creators]
    if not name or name.casefold() in {known.casefold() for known in (*makers, *reviewers)}:
        return True
    words = name.split()
    return not makers and words[0][0].isupper() and words[-1][0].isupper()

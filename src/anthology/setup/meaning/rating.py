"""Where ratings are found, and the scale of those that do not say theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal

from anthology.book import Rating
from anthology.load.header import ratings
from anthology.setup.finding import Finding, Question, files_of
from anthology.setup.seen.groups import Group
from anthology.setup.seen.sheets import Sheet

MOST, NEARLY_ALL = 0.5, 0.8
SOME = 0.05  # of the files: fewer are chance
BESTS = tuple(map(Decimal, (4, 5, 6, 10, 20, 100)))
USUAL = tuple(map(Decimal, (5, 10, 20, 100)))
MANY = 8  # ratings, of which the highest is likely to be the best
PLENTY = 20  # of which some would reach a lower best
TEN, HUNDRED = 10, 100
STARS = set(ratings.FULL)


def findings(group: Group, answer: str = "") -> Iterator[Finding]:
    """Settings for the ratings of a group; `answer` is the scale that the editor gives."""
    rows = group.column("rating")
    given = [rating for _, texts in rows if texts for rating in _parsed(texts[0])]
    if in_text := _in_text(group):
        yield in_text
        given += [_of_text(sheet.ratings) for sheet in _rated_in_text(group)]
    if letters := _letters(rows):
        yield letters
    if not _has_scale(group) and (scale := _scale(given, group, answer)):
        yield scale


def _letters(rows: Sequence[tuple[Sheet, tuple[str, ...]]]) -> Finding | None:
    """The worth of letter grades as a comment: nobody but the reviewer knows it."""
    given = Counter(t[0].upper() for _, t in rows if t and ratings.GRADE.fullmatch(t[0]))
    if given.total() <= MOST * len(rows):
        return None
    best_first = sorted(given, key=lambda grade: (grade[0], "+ -".find(grade[1:].strip() or " ")))
    worth = {grade: len(best_first) - place for place, grade in enumerate(best_first)}
    why = "Letters are printed as they are; to compare them, say what each is worth."
    return Finding("grades", worth, why, commented=True)


def _parsed(text: str) -> Iterator[Rating]:
    with suppress(ValueError):
        yield ratings.parse(text)


def _has_scale(group: Group) -> bool:
    return group.share("rating_scale") > MOST


def _in_text(group: Group) -> Finding | None:
    """That ratings are in the texts, where most texts have just one."""
    with_one = _rated_in_text(group)
    found, without = len(with_one), group.files - group.names["rating"]
    if found <= max(MOST * without, SOME * group.files):
        return None
    example = _of_text(with_one[0].ratings)
    why = (
        f"Ratings are in the text of {files_of(found, group.files)}, like “{example.as_written}” "
        f"({example.place})."
    )
    return Finding("rating", "text", why, sure=found > NEARLY_ALL * without)


def _rated_in_text(group: Group) -> list[Sheet]:
    """The manuscripts without a rating in the header that have one in the text."""
    return [s for s, row in group.rows if "rating" not in row and _is_one(s.ratings)]


def _is_one(found: Sequence[Rating]) -> bool:
    sure = [one for one in found if one.best is not None] or list(found)
    return len({one.as_written for one in sure}) == 1


def _of_text(found: Sequence[Rating]) -> Rating:
    return next((one for one in found if one.best is not None), found[0])


def _scale(given: Sequence[Rating], group: Group, answer: str) -> Finding | None:
    """The scale of the ratings that do not say it."""
    bare = [one for one in given if one.best is None and one.value is not None]
    if not bare:
        return None
    if answer:
        return Finding("scale", answer, "You answered so.")
    return _of_others(given, bare, group) or _of_values(bare, group)


def _of_others(given: Sequence[Rating], bare: Sequence[Rating], group: Group) -> Finding | None:
    """The scale that most other ratings of the group say."""
    bests = Counter(one.best for one in given if one.best is not None)
    best, files = next(iter(bests.most_common(1)), (None, 0))
    if best is None or files <= len(bare) or any((one.value or 0) > best for one in bare):
        return None
    why = f"The best is {_number(best)} by the ratings of {files_of(files, group.files)}."
    return Finding("scale", _number(best), why)


def _of_values(bare: Sequence[Rating], group: Group) -> Finding:
    values = Counter(one.value for one in bare if one.value is not None)
    highest, lowest = max(values), min(value for value in values if value or len(values) == 1)
    best = next((best for best in USUAL if highest <= best), highest)
    if named := _named(group, values):
        best = named
    scale = _named_scale(lowest, best)
    stars = all(set(one.as_written) & STARS for one in bare)
    reached = highest == best and len(bare) >= MANY
    sure = bool(named) or (best <= TEN and (reached or (best == TEN and len(bare) >= PLENTY)))
    whose = "Drawn stars" if stars else "Numbers"
    ends = " to ".join(dict.fromkeys(map(_number, (min(values), highest))))
    why = f"{whose}, {ends}, without the best one in {files_of(len(bare), group.files)}."
    if not values.keys().isdisjoint({Decimal(0)}):
        why += " 0 is taken for “not rated”."
    text = f"What is the best rating that a work can have in {group.path or 'these reviews'}?"
    question = Question(group.path, "scale", text, {}, scale)
    return Finding("scale", scale, why, sure=sure, questions=(question,))


def _named_scale(lowest: Decimal, best: Decimal) -> str:
    """The scale as a setting: from 1, from a half where there are halves, from 0 to 100."""
    if lowest < 1:
        return f"{_number(lowest)}-{_number(best)}"
    return _number(best) if best < HUNDRED else f"0-{_number(best)}"


def _named(group: Group, values: Counter[Decimal]) -> Decimal | None:
    """The scale that the texts name beside the same number: “8/10”."""
    found: Counter[Decimal] = Counter()
    for sheet, texts in group.column("rating"):
        for given in _parsed(texts[0]):
            for one in sheet.ratings:
                if one.best in BESTS and one.value == given.value and given.best is None:
                    found[one.best] += 1
    best = found.most_common(1)
    return best[0][0] if best and best[0][0] >= max(values) and best[0][1] > 1 else None


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"

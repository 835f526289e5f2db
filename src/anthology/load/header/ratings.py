"""Ratings: kept as written, with value and scale where these are known.

A scale is known from the text itself ("4/5", "★★★☆☆") or from the settings; a number
in prose is only ever proposed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from anthology.book import Rating
from anthology.load.header.keys.words import is_unrated
from anthology.report import NOWHERE, Place

UNRATED = "unrated"
FULL, EMPTY = "★⭐🌟✭✮✯", "☆✩"
# “９／１０”, “８５％”, “（…）”: the forms of East Asian keyboards.
FULL_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
FRACTIONS = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⯪": Decimal("0.5"),
    "⯨": Decimal("0.5"),
}
NUMBER_WORDS = {
    word: Decimal(value)
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
}
NUMBER = r"\d{1,4}(?:[.,]\d{1,3})?"
WORD = "|".join(NUMBER_WORDS)
AMOUNT = rf"(?:{NUMBER}[½¼¾]?|[½¼¾]|{WORD})(?:\s+and\s+a\s+half)?"
STARS = re.compile(
    rf"(?P<full>(?:[{FULL}]\ufe0f?\s?)*)(?P<part>[½¼¾⯪⯨]?)\s?(?P<empty>(?:[{EMPTY}]\ufe0f?\s?)*)(?:(?:/|out\s+of|of)\s*(?P<best>\d+)(?:\s*stars?)?)?",
    re.IGNORECASE,
)
FRACTION = re.compile(
    rf"[{FULL}]?\ufe0f?\s*(?P<value>-?{AMOUNT})\s*(?:stars?\s*)?(?:/|out\s+of|of)\s*(?P<best>{NUMBER}|{WORD})(?:\s*(?:stars?|points?|[分点星]))?",
    re.IGNORECASE,
)
PERCENT = re.compile(rf"(?P<value>-?{NUMBER})\s?(?:%|per\s?cent)", re.IGNORECASE)
STAR_WORDS = re.compile(
    rf"(?P<value>{AMOUNT})[\s-]*(?:stars?|points?|つ?星|[分点★⭐])", re.IGNORECASE
)
BARE = re.compile(rf"-?{NUMBER}[½¼¾]?")
GRADE = re.compile(r"[A-F](?:\s?(?:[+＋]|[-−–]))?", re.IGNORECASE)
VERDICT = re.compile(
    r"[\s,;:–—-]*\((?:aka|a\.k\.a\.|i\.e\.)?\s*(?P<a>[^()]+)\)|\s*[–—:,;-]\s+(?P<b>\S.*)"
)
THUMBS = re.compile(
    r"(?:[👍👎]\S*|(?:two\s+)?thumbs?[\s-]+(?:up|down|sideways)|(?:not\s+|un)?recommended)",
    re.IGNORECASE,
)
NOT_FINISHED = re.compile(
    r"dnf|abandoned|did[\s-]*not[\s-]*finish(?:ed)?|unfinished|gave\s+up", re.IGNORECASE
)
# “–”, “???”, “~”; “?/10”, “-/5”, “/10”: marks in the place of a number
NO_NUMBER = re.compile(r"[-–—?_.…~\s]*(?:(?:/|out of|von|sur)\s*\d{1,3})?", re.IGNORECASE)


@dataclass(frozen=True)
class Scale:
    """What a rating is measured on: its ends, and what letters are worth on it."""

    worst: Decimal
    best: Decimal
    grades: Mapping[str, Decimal] = field(default_factory=dict)


def scale(text: str, grades: Mapping[str, Decimal] | None = None) -> Scale | None:
    """The scale that "5", "1-5", "0–10" or "out of 10" names; "5" runs from 1.

    Raises ValueError with a sentence for the editor.
    """
    letters = {_letters(name): value for name, value in (grades or {}).items()}
    numbers = [_decimal(n) for n in re.findall(NUMBER, text)]
    if not text.strip():
        return Scale(min(letters.values()), max(letters.values()), letters) if letters else None
    if len(numbers) == 1:
        numbers = [min(Decimal(1), numbers[0]), numbers[0]]
    if len(numbers) != 2 or numbers[0] >= numbers[1]:
        raise ValueError(f"“{text}” is not a scale; write it like 1-5, 0-10 or 100")
    return Scale(numbers[0], numbers[1], letters)


def parse(text: str, known: Scale | None = None, place: Place = NOWHERE) -> Rating:
    """The rating that `text` is; `known` is the scale where the text does not say it.

    Raises ValueError with a sentence for the author where the value is outside its scale.
    """
    text = " ".join(text.split())
    plain = text.translate(FULL_WIDTH)
    for form in (_status, _stars, _fraction, _percent, _count, _grade):
        rating = form(plain, known)
        if rating is not None:
            return _inside(
                Rating(
                    text,
                    rating.value,
                    rating.best,
                    rating.worst,
                    rating.verdict,
                    rating.status,
                    place=place,
                )
            )
    head, verdict = _split_verdict(plain)
    if verdict:
        inner = parse(head, known, place)
        if inner.value is not None:
            return Rating(text, inner.value, inner.best, inner.worst, verdict, place=place)
    return Rating(text, place=place)  # words and thumbs: printed as they are, never compared


def given(rating: Rating) -> Rating | None:
    """The rating; None for one that stands for none, like “n/a”."""
    return None if rating.status == UNRATED else rating


def _inside(rating: Rating) -> Rating:
    value, best, worst = rating.value, rating.best, rating.worst
    if best is not None and best <= 0:
        raise ValueError(f"the rating “{rating.as_written}” has a scale that ends at {best}")
    if value is not None and value < 0:
        raise ValueError(f"the rating “{rating.as_written}” is less than nothing")
    if value is not None and best is not None and worst is not None and not worst <= value <= best:
        raise ValueError(
            f"the rating “{rating.as_written}” is outside its scale of {worst} to {best}"
        )
    return rating


def _status(text: str, known: Scale | None) -> Rating | None:
    if NOT_FINISHED.fullmatch(text):
        return Rating(text, status="dnf")
    zero = text in {"0", "0.0"} and (known is None or known.worst > 0)
    unrated = zero or NO_NUMBER.fullmatch(text) or is_unrated(text)
    return Rating(text, status=UNRATED) if unrated else None


def _stars(text: str, known: Scale | None) -> Rating | None:
    match = STARS.fullmatch(text)
    if match is None or not (match["full"] or match["empty"] or match["part"]):
        return None
    full, empty = (
        sum(c in marks for c in match[name]) for name, marks in (("full", FULL), ("empty", EMPTY))
    )
    value = full + FRACTIONS.get(match["part"], Decimal(0))
    if match["best"]:
        return _on(value, Decimal(match["best"]), known)
    if match["empty"]:
        return _on(value, Decimal(full + bool(match["part"]) + empty), known)
    return _bare(value, known)


def _fraction(text: str, known: Scale | None) -> Rating | None:
    match = FRACTION.fullmatch(text)
    return _on(_amount(match["value"]), _amount(match["best"]), known) if match else None


def _percent(text: str, known: Scale | None) -> Rating | None:  # noqa: ARG001 - one signature
    match = PERCENT.fullmatch(text)
    return Rating(text, _decimal(match["value"]), Decimal(100), Decimal(0)) if match else None


def _count(text: str, known: Scale | None) -> Rating | None:
    match = STAR_WORDS.fullmatch(text)
    amount = match["value"] if match else text if BARE.fullmatch(text) else ""
    return _bare(_amount(amount), known) if amount else None


def _grade(text: str, known: Scale | None) -> Rating | None:
    if GRADE.fullmatch(text) is None:
        return None
    value = known.grades.get(_letters(text)) if known else None
    return (
        Rating(text, value, known.best, known.worst)
        if known and value is not None
        else Rating(text)
    )


def _bare(value: Decimal, known: Scale | None) -> Rating:
    return Rating("", value, known.best, known.worst) if known else Rating("", value)


def _on(value: Decimal, best: Decimal, known: Scale | None) -> Rating:
    """A rating that says its best; the worst is the declared one of the same scale, else 0."""
    worst = known.worst if known and known.best == best and value >= known.worst else Decimal(0)
    return Rating("", value, best, worst)


def _split_verdict(text: str) -> tuple[str, str]:
    for match in VERDICT.finditer(text):
        if match.end() == len(text) and match.start():
            return text[: match.start()].strip(), (match["a"] or match["b"]).strip()
    return text, ""


def _letters(grade: str) -> str:
    return grade.upper().replace(" ", "").replace("−", "-").replace("–", "-").replace("＋", "+")


def _amount(text: str) -> Decimal:
    """The number in "3.5", "7,5", "3½", "four" or "three and a half"."""
    text = text.lower().strip()
    half = re.search(r"\s+and\s+a\s+half$", text)
    text = text[: half.start()] if half else text
    fraction = FRACTIONS.get(text[-1:], Decimal(0))
    whole = text.rstrip("½¼¾")
    number = NUMBER_WORDS[whole] if whole in NUMBER_WORDS else _decimal(whole or "0")
    return number + fraction + (Decimal("0.5") if half else 0)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))

"""Types of values in anthology.toml, each checked and normalised."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from anthology.config.lengths import page_size, points

Length = Annotated[float, BeforeValidator(points, json_schema_input_type=str)]
Switch = Literal["auto", True, False]  # auto: if there is enough to show
Limit = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Count = Annotated[int, Field(gt=0)]


def several(value: object) -> object:
    """A single value as a list of one, so that `reviewer = "Ann"` is allowed."""
    return value if isinstance(value, list | tuple) else (value,)


Several = Annotated[
    tuple[str, ...], BeforeValidator(several, json_schema_input_type=str | list[str])
]


def lines(value: object) -> object:
    """A list of lines as one text."""
    listed = isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)
    return "\n".join(value) if listed else value  # type: ignore[arg-type]


Lines = Annotated[str, BeforeValidator(lines, json_schema_input_type=str | list[str])]


def price(value: str) -> str:
    """An amount and a currency as "14.95 USD". Raises ValueError if it is not."""
    if not re.fullmatch(r"\d+(\.\d\d)? [A-Z]{3}", value, re.ASCII):
        raise ValueError(f"“{value}” is not a price; write it like 14.95 USD")
    return value


Prices = Annotated[
    tuple[Annotated[str, AfterValidator(price)], ...],
    BeforeValidator(several, json_schema_input_type=str | list[str]),
]


def iso(value: object) -> object:
    """A date of TOML's own type as text, so that date = 2024-05-17 needs no quotes."""
    return value.isoformat() if isinstance(value, datetime.date) else value


def partial_date(value: str) -> str:
    """The date as it was written. Raises ValueError if it does not exist."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?", value, re.ASCII)
    try:
        datetime.date(*(int(part or 1) for part in match.groups()) if match else (0, 0, 0))
    except ValueError:
        if value:
            raise ValueError(
                f"“{value}” is not a date; write it like 2026, 2026-05 or 2026-05-17"
            ) from None
    return value


def moment(value: str) -> str:
    """A day or a time in UTC as "2026-05-17T00:00:00Z". Raises ValueError if it is neither."""
    if not value:
        return ""
    try:
        given = datetime.datetime.fromisoformat(value)
        utc = given.astimezone(datetime.UTC) if given.tzinfo else given
    except (ValueError, OverflowError):
        raise ValueError(f"“{value}” is not a date; write it like 2026-05-17") from None
    return utc.replace(tzinfo=None, microsecond=0).isoformat() + "Z"


Day = Annotated[str, BeforeValidator(iso, json_schema_input_type=str), AfterValidator(partial_date)]
Moment = Annotated[str, BeforeValidator(iso, json_schema_input_type=str), AfterValidator(moment)]


def isbn(value: str) -> str:
    """The ISBN as it was written. Raises ValueError if its check digit is wrong."""
    digits = re.sub(r"[\s-]", "", value).upper()
    if value and not (_isbn13(digits) or _isbn10(digits)):
        raise ValueError(f"“{value}” is not a valid ISBN; check its digits")
    return value


def _isbn13(digits: str) -> bool:
    weighted = (int(d) * (1, 3)[i % 2] for i, d in enumerate(digits) if d.isdecimal())
    return bool(re.fullmatch(r"97[89]\d{10}", digits, re.ASCII)) and sum(weighted) % 10 == 0


def _isbn10(digits: str) -> bool:
    values = ("0123456789X".find(d) for d in digits)
    weighted = sum(value * (10 - i) for i, value in enumerate(values))
    return bool(re.fullmatch(r"\d{9}[\dX]", digits, re.ASCII)) and weighted % 11 == 0


Isbn = Annotated[str, AfterValidator(isbn)]
Isbns = Annotated[
    tuple[Isbn, ...], BeforeValidator(several, json_schema_input_type=str | list[str])
]


def trim(value: str) -> str:
    """The size as it was written. Raises ValueError if it is not a size."""
    page_size(value)
    return value


Trim = Annotated[str, AfterValidator(trim)]

"""Readers of single values: each returns a typed value, or reports the mistake with its line."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from anthology.book import PartialDate
from anthology.load.header import dates
from anthology.load.header.front_matter import Table, Value
from anthology.report import Place, Problem, error

WIKILINK = re.compile(r"!?\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
YES, NO = {"yes", "true", "on", "1", "y"}, {"no", "false", "off", "0", "n", ""}
SEVERAL = re.compile(r"\s*;\s*")


class Fields:
    """The typed values of one manuscript's header, and the problems found on the way."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def place(self, value: Value) -> Place:
        """The line of `value`."""
        return Place(self.path, value.line)

    def wrong(self, value: Value, message: str, hint: str = "") -> None:
        """Reports an error at the line of `value`."""
        self.problems.append(error(self.place(value), message, hint))

    def text(self, name: str, value: Value | None) -> str:
        """A text on one line; a list or a table is an error, except Obsidian's [[link]]."""
        if value is None:
            return ""
        content = value.content
        while (
            isinstance(content, tuple)
            and len(content) == 1
            and isinstance(content[0].content, tuple)
        ):
            content = content[0].content  # [[X]] without quotes is a list in a list
        if isinstance(content, tuple) and content is not value.content and len(content) == 1:
            content = content[0].content
        if isinstance(content, str):
            words = WIKILINK.sub(r"\1", content) if "[[" in content else content
            return " ".join(words.split())
        form = "a table" if isinstance(content, dict) else "a list"
        hint = "Put it in quotes if the brackets belong to it."
        self.wrong(value, f"“{name}” must be a text, not {form}", hint)
        return ""

    def texts(self, name: str, value: Value | None) -> tuple[str, ...]:
        """Several texts: a list, or one line with commas."""
        if value is None:
            return ()
        if isinstance(value.content, str):
            found = WIKILINK.sub(r"\1", value.content).split(",")
        elif isinstance(value.content, tuple):
            found = [self.text(name, item) for item in value.content]
        else:
            found = [self.text(name, value)]
        return tuple(
            dict.fromkeys(t for t in (" ".join(f.split()).lstrip("#") for f in found) if t)
        )

    def people(self, name: str, value: Value | None) -> tuple[str, ...]:
        """Names: one, several between semicolons, a list, or tables with `name`."""
        if value is None:
            return ()
        if isinstance(value.content, str):
            names = SEVERAL.split(self.text(name, value))
        elif isinstance(value.content, dict):
            names = [self.text(name, value.content.get("name"))]
        else:
            names = [one for item in value.content for one in self._names(name, item)]
        return tuple(dict.fromkeys(n for n in names if n))

    def _names(self, name: str, item: Value) -> tuple[str, ...]:
        """The names of an item of a list: a text, a table, or [[a link]] without quotes."""
        if isinstance(item.content, str):
            return (self.text(name, item),)
        return self.people(name, item)

    def date(self, name: str, value: Value | None) -> PartialDate | None:
        """A date at its precision; None where the value is empty or impossible."""
        text = self.text(name, value)
        if value is None or not text:
            return None
        try:
            return dates.parse(text)
        except ValueError as mistake:
            self.wrong(value, f"{name}: {mistake}")
            return None

    def number(self, name: str, value: Value | None) -> Decimal | None:
        """A number, None where the value is empty or not a number."""
        text = self.text(name, value)
        if value is None or not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite() and abs(number) < 10**9:
            return number
        self.wrong(value, f"“{name}” must be a number, not “{text}”")
        return None

    def year(self, value: Value | None) -> int | None:
        """The year of a work from "1994", "1994-05-17" or "1994–1999" (its first)."""
        text = self.text("year", value)
        if value is None or not text:
            return None
        match = re.match(r"(?:c\.?\s*)?(-?\d{1,4})(?!\d)", text)
        if match:
            return int(match[1])
        self.wrong(value, f"“year” must be a year, not “{text}”")
        return None

    def yes(self, name: str, value: Value | None) -> bool:
        """Whether the answer is yes; no where it is not given."""
        text = self.text(name, value).lower()
        if value is not None and text not in YES | NO:
            self.wrong(value, f"“{name}” must be yes or no, not “{text}”")
        return text in YES

    def language(self, value: Value | None) -> str:
        """A BCP 47 tag, "" where none is given."""
        text = self.text("language", value)
        if value is None or not text:
            return ""
        if LANGUAGE.fullmatch(text):
            return text.replace("_", "-")
        self.wrong(value, f"“{text}” is not a language tag", "Write one like en, en-GB or de.")
        return ""

    def table(self, name: str, value: Value) -> Table:
        """A table with its keys as we compare them; {} and an error where it is something else."""
        if isinstance(value.content, dict):
            return value.content
        self.wrong(value, f"“{name}” must be a table of keys and values")
        return {}

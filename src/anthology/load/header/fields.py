"""Readers of single values: each returns a typed value, or reports the mistake with its line."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from anthology.book import PartialDate
from anthology.load.header import dates, inline, keys, years
from anthology.load.header.foreign import NO, YES
from anthology.load.header.shape import single
from anthology.load.header.syntax.tree import Table, Value
from anthology.report import Place, Problem, counted, error, note, question, warning

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
# Eleventy's words for the times of the file itself.
OF_THE_FILE = frozenset({"created", "last modified", "git created", "git last modified"})
SEVERAL = re.compile(r"\s*;\s*")


class Fields:
    """The typed values of one manuscript's header, and the problems found on the way."""

    def __init__(self, path: str, language: str = "") -> None:
        self.path = path
        self.date_order = ""  # of day and month in the dates beside this one, "" if unknown
        self.date_language = language  # a BCP 47 tag, by which dates are read
        self.problems: list[Problem] = []

    def place(self, value: Value) -> Place:
        """The line of `value`."""
        return Place(self.path, value.line)

    def line(self, value: Value | None) -> int:
        """The line of `value`, 0 where there is none."""
        return value.line if value else 0

    def wrong(self, value: Value, message: str, hint: str = "") -> None:
        """Reports an error at the line of `value`."""
        self.problems.append(error(self.place(value), message, hint))

    def doubt(self, value: Value, message: str, hint: str = "") -> None:
        """Reports a warning at the line of `value`."""
        self.problems.append(warning(self.place(value), message, hint))

    def note_unknown(self, known: frozenset[str], values: Table) -> None:
        """Reports each unknown key: with a warning where it is like a known one, else a note."""
        for raw, value in values.items():
            name = keys.named(raw)
            if name not in known | keys.IGNORED:
                near = get_close_matches(name, known, n=1, cutoff=0.75)
                if near:
                    self.doubt(value, f"unknown key “{raw}”; did you mean “{near[0]}”?")
                    continue
                message = f"the key “{raw}” is not known here and was ignored"
                self.problems.append(note(self.place(value), message))

    def text(self, name: str, value: Value | None) -> str:
        """A text on one line, to the letter but for entities and Obsidian's [[links]].

        A list of one is its item; longer lists and tables are errors.
        """
        return " ".join(inline.letters(inline.without_wikilinks(self._line(name, value))).split())

    def words(self, name: str, value: Value | None) -> str:
        """The plain words of a text that may have markup and links: titles, names."""
        return inline.plain(self._line(name, value))

    def italics(self, *values: Value | None) -> tuple[str, ...]:
        """What the markup of titles emphasises."""
        texts = (single(value).text or "" for value in values if value)
        return tuple(words for text in texts for words in inline.italics(text))

    def _line(self, name: str, value: Value | None) -> str:
        if value is None:
            return ""
        content = single(value).content
        if isinstance(content, str):
            return content
        form = "a table" if isinstance(content, dict) else "a list"
        hint = "Put it in quotes if the brackets belong to it."
        self.wrong(value, f"“{name}” must be a text, not {form}", hint)
        return ""

    def texts(self, name: str, value: Value | None) -> tuple[str, ...]:
        """Several texts: a list, or one line with commas."""
        if value is None:
            return ()
        if isinstance(value.content, str):
            found = self.words(name, value).split(",")
        elif isinstance(value.content, tuple):
            found = [self.words(name, item) for item in value.content]
        else:
            found = [self.words(name, value)]
        return tuple(
            dict.fromkeys(t for t in (" ".join(f.split()).lstrip("#") for f in found) if t)
        )

    def people(self, name: str, value: Value | None) -> tuple[str, ...]:
        """Names: one, several between semicolons, a list, or tables with `name`."""
        if value is None:
            return ()
        if isinstance(value.content, str):
            names = SEVERAL.split(self.words(name, value))
        elif isinstance(value.content, dict):
            names = [self.words(name, value.content.get("name"))]
        else:
            names = [one for item in value.content for one in self._names(name, item)]
        return tuple(dict.fromkeys(n for n in names if n))

    def _names(self, name: str, item: Value) -> tuple[str, ...]:
        """The names of an item of a list: a text, a table, or [[a link]] without quotes."""
        if isinstance(item.content, str):
            return (self.words(name, item),)
        return self.people(name, item)

    def date(self, name: str, value: Value | None) -> PartialDate | None:
        """A date at its precision; None with a warning where it is none. The last of several."""
        if value is None:
            return None
        if isinstance(value.content, tuple) and len(value.content) > 1:
            return self._last_date(name, value, value.content)
        text = self.text(name, value)
        try:
            if not text or text.lower() in OF_THE_FILE:
                return None
            return dates.parse(text, self.date_language, self.date_order)
        except dates.NoSuchDay as mistake:
            self.wrong(value, f"{name}: {mistake}", "Correct it, or leave the line out.")
        except ValueError as mistake:
            self.doubt(value, f"{name}: {mistake}", "The date was left out.")
        return None

    def _last_date(self, name: str, value: Value, items: tuple[Value, ...]) -> PartialDate | None:
        found = [date for item in items if (date := self.date(name, item))]
        last = max(found, key=lambda one: (one.year, one.month, one.day), default=None)
        if last is not None:
            message = f"“{name}” has {len(items)} dates; the last was taken: {last}"
            self.problems.append(note(self.place(value), message))
        return last

    def open_comments(self, value: Value | None) -> None:
        """Asks while a document, as it was imported, has comments that nobody settled."""
        number = self.number("open_comments", value)
        if value and number:
            message = f"{counted(int(number), 'comment')} of the document it was imported from open"
            found = question(self.place(value), message, "Settle them, and delete this line.")
            self.problems.append(found)

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

    def year(self, value: Value | None) -> years.Year | None:
        """The year of a work as a number and as written; None with a warning where it is none."""
        text = self.text("year", value)
        if value is None or not text:
            return None
        found = years.parse(text, self.date_language)
        if found is None:
            hint = "The year was left out. Write it like 1994, 44 BC, c. 1922 or 1999–2007."
            self.doubt(value, f"“year” must be a year, not “{text}”", hint)
        elif not found.sure:
            self.doubt(value, f"“{text}” was read as the year {found.number}", "Write it alone.")
        return found

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

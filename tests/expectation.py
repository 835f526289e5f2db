"""What a case's expect.json may hold; an unknown key, which nobody would check, is an error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Pattern = str  # a regular expression
EditionName = Literal["epub", "print", "screen"]


class Expectation(BaseModel):
    """What the build of a case must do, and what its books must hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    exit: tuple[int, ...]  # the exit codes that are right; books are made where one of them is 0
    must: str = ""  # what the case is about, in a sentence that a failure shows

    # What is made before the build, and where the books are to go.
    make: dict[Any, dict[str, Any]] = {}  # path (any bytes) -> recipe, for what git cannot keep
    folder: str = "src"  # the project's name, any bytes as Python has them ("\udcff")
    output: Literal["", "a file", "a full disk"] = ""

    # Bounds of the build, the seconds as of a quiet machine (measured.py). There every case stays
    # under 3 s and 200 MB; cases whose attack is time have a closer bound of seconds.
    max_seconds: float = 30
    max_rss_mb: float = 400  # the peak of the largest process

    editions: tuple[EditionName, ...] = ("epub", "print")

    # The report on standard output and standard error.
    warn: tuple[Pattern, ...] = ()
    report_must_not_match: tuple[Pattern, ...] = ()
    no_warnings: bool = False

    # The books.
    max_pages: int = 10_000
    text_must_contain: tuple[str, ...] = ()
    text_must_not_contain: tuple[str, ...] = ()
    epub_must_not_match: tuple[Pattern, ...] = ()  # in the tags of all documents

    # The same book by book: the source of the e-book's documents, and the text layer of a PDF
    # with one space wherever it has white space. In the latter ^ and $ are ends of pages.
    epub_must_match: tuple[Pattern, ...] = ()
    print_must_match: tuple[Pattern, ...] = ()
    print_must_not_match: tuple[Pattern, ...] = ()
    screen_must_match: tuple[Pattern, ...] = ()
    screen_must_not_match: tuple[Pattern, ...] = ()

    @property
    def builds_books(self) -> bool:
        """Whether the build may end well."""
        return 0 in self.exit


def expectation(case: Path) -> Expectation:
    """The expectation of a case's folder. Raises ValidationError."""
    return Expectation.model_validate(json.loads((case / "expect.json").read_text("utf-8")))

"""Files are examined as a press would, in a process with limits: anybody may have made them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from anthology.check.pdf.facts import Document
from anthology.check.pdf.reading import Unreadable, read
from anthology.check.pdf.rules import art, cover, document, pages, text
from anthology.check.pdf.rules.cover import Inside
from anthology.check.pdf.rules.finding import Finding, found
from anthology.check.pdf.wants import Wants, cut
from anthology.pool import Failure, Pool
from anthology.press import destination, preset, rules_named
from anthology.report import Place, Problem, Severity, error, ordered

MEMORY_MB = 1500
SECONDS = 30.0
SECONDS_A_MB = 4.0
MOST_BYTES = 700_000_000
MOST_FINDINGS = 2000
NAMED = 3  # pages of a finding


@dataclass(frozen=True)
class Task:
    """A file to examine, for which press, and the book that a cover is for."""

    path: Path
    press: str = ""
    inside: Inside | None = None


@dataclass(frozen=True)
class Checked:
    """What was found in a file, and what a cover of it must fit."""

    path: Path
    findings: tuple[Finding, ...] = ()
    pages: int = 0
    inside: Inside | None = None
    failure: str = ""  # why it could not be examined


def check_pdfs(paths: Sequence[Path], press: str = "") -> tuple[Checked, ...]:
    """What a press would object to in each file; covers are held against the insides.

    `press` is the name of a preset, "" or "own" for what most presses have in common.
    Raises Refused where there is no such preset, or it has nothing to check by.
    """
    if press and destination(press).edition != "print":
        preset(press)
    with Pool(1) as pool:
        first = [_examined(pool, Task(path, press)) for path in paths]
        inside = next((each.inside for each in first if each.inside), None)
        if inside is None:
            return tuple(first)
        return tuple(
            _examined(pool, Task(each.path, press, inside)) if each.pages == 1 else each
            for each in first
        )


def _examined(pool: Pool, task: Task) -> Checked:
    try:
        megabytes = task.path.stat().st_size / 1e6
    except OSError:
        megabytes = 0.0
    (result,) = pool.run(examine, [task], SECONDS + SECONDS_A_MB * megabytes, MEMORY_MB)
    if isinstance(result, Failure):
        return Checked(task.path, failure=result.reason)
    return result


def examine(task: Task) -> Checked:
    """What is wrong with a file, in a process that may end of it."""
    try:
        data = reading(task.path)
        file = read(task.path.name, data)
    except OSError as reason:
        return Checked(task.path, (found("unreadable", str(reason.strerror or reason)),))
    except Unreadable as reason:
        return Checked(task.path, (found("unreadable", f"it {reason}"),))
    wants = Wants(rules_named(task.press))
    broken = tuple(islice(findings(file, wants, task.inside), MOST_FINDINGS))
    whole = None if file.is_cover else _inside(file, wants)
    return Checked(task.path, broken, len(file.pages), whole)


def reading(path: Path) -> bytes:
    """The bytes of a file. Raises OSError for what is none, or is too large."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # waits for no pipe
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError("it is not a file")
        if status.st_size > MOST_BYTES:
            raise OSError("it is larger than 700 MB")
        return file.read()


def _inside(file: Document, wants: Wants) -> Inside:
    """What a cover must fit; presses print an odd number of pages as the next even one."""
    count = len(file.pages) + len(file.pages) % 2
    return Inside(count, cut(file, wants).size, cover.isbns(file))


def findings(file: Document, wants: Wants, inside: Inside | None) -> Iterator[Finding]:
    """Every rule that a file breaks."""
    yield from document.check(file, wants)
    if file.is_cover:
        yield from cover.check(file, wants, inside)
        yield from text.looks(file)
    else:
        cuts = cut(file, wants)
        yield from pages.check(file, wants, cuts)
        yield from text.check(file, wants, cuts)
    yield from art.check(file, wants)


def problems(checked: Checked) -> tuple[Problem, ...]:
    """What was found as problems, each rule once, with the first pages that break it."""
    place = Place(str(checked.path))
    if checked.failure:
        hint = "Export the file again; if it was sent to you, ask for a new copy."
        return (error(place, f"this file cannot be checked: it {checked.failure}", hint),)
    return in_words(place, checked.findings)


def in_words(place: Place, findings: Sequence[Finding]) -> tuple[Problem, ...]:
    """Findings as problems of a file, each rule once, with the first pages that break it."""
    kinds: dict[tuple[str, Severity], list[Finding]] = {}
    for finding in findings:
        kinds.setdefault((finding.rule.name, finding.severity), []).append(finding)
    return ordered(_problem(place, each) for each in kinds.values())


def _problem(place: Place, findings: Sequence[Finding]) -> Problem:
    first = findings[0]
    rule = first.rule
    detail = f": {first.detail}" if first.detail else ""
    message = f"{rule.message}{detail}{_pages(findings)}"
    return Problem(first.severity, place, message, f"{rule.hint} The press: {_lower(rule.press)}")


def _lower(sentence: str) -> str:
    return sentence if sentence.startswith("KDP") else sentence[0].lower() + sentence[1:]


def _pages(findings: Sequence[Finding]) -> str:
    numbers = sorted({finding.page for finding in findings if finding.page})
    if not numbers:
        return f" (and {len(findings) - 1:,} more)" if len(findings) > 1 else ""
    more = len(numbers) - NAMED
    named = ", ".join(map(str, numbers[:NAMED])) + (f" and {more:,} more" if more > 0 else "")
    return f" (page{'s' * (len(numbers) > 1)} {named})"

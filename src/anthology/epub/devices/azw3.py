"""The Kindle edition (AZW3), made by calibre's ebook-convert where it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from anthology.report import Place, Problem, Refused, error, warning

COMMAND = "ebook-convert"
SECONDS = 1800.0
# What calibre says of the book in its log; the rest is progress.
REMARK = re.compile(r"(?im)^.*\b(?:warning|error|failed|could not|invalid)\b.*$")


@dataclass(frozen=True)
class Conversion:
    """What a converter made of the book, b"" for nothing, and what it said."""

    data: bytes
    log: str = ""


Converter = Callable[[bytes, str, str], Conversion]  # the book, its suffix, the suffix wanted


def converted(epub: bytes, convert: Converter | None) -> tuple[bytes, tuple[Problem, ...]]:
    """The AZW3 and what calibre remarked. Raises Refused where there is no calibre."""
    if convert is None:
        raise Refused(
            error(
                Place(),
                "the azw3 edition needs calibre's ebook-convert, which is not installed",
                "Install calibre (https://calibre-ebook.com), or leave the edition out: "
                "Amazon's Send to Kindle takes the EPUB.",
            )
        )
    made = convert(epub, ".epub", ".azw3")
    if not made.data:
        last = made.log.strip().rpartition("\n")[2]
        raise Refused(error(Place(), f"calibre could not make the azw3 edition: {last}"))
    remarks = dict.fromkeys(found.strip() for found in REMARK.findall(made.log))
    return made.data, tuple(warning(Place(), f"calibre: {remark}") for remark in remarks)


def calibre() -> Converter | None:
    """The converter of this machine; None where calibre is not installed."""
    command = shutil.which(COMMAND)
    return None if command is None else partial(_run, command)


def _run(command: str, book: bytes, suffix: str, wanted: str) -> Conversion:
    with tempfile.TemporaryDirectory() as folder:
        source, result = Path(folder) / f"book{suffix}", Path(folder) / f"made{wanted}"
        source.write_bytes(book)
        try:
            done = subprocess.run(  # noqa: S603  a command of the machine, files of our own
                [command, str(source), str(result)],
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Conversion(b"", f"it took longer than {SECONDS / 60:.0f} minutes")
        data = result.read_bytes() if done.returncode == 0 and result.exists() else b""
        return Conversion(data, done.stdout + done.stderr)

"""The Kindle edition (AZW3), converted by calibre's ebook-convert if it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from anthology.pool.scratch import Scratch
from anthology.report import NOWHERE, Problem, Refused, error, warning

COMMAND = "ebook-convert"
SECONDS = 1800.0
ELSE = "or leave the edition out: Amazon's Send to Kindle takes the EPUB."
# Lines of calibre's log about the book; the others report progress.
REMARK = re.compile(r"(?im)^.*\b(?:warning|error|failed|could not|invalid)\b.*$")


@dataclass(frozen=True)
class Conversion:
    """A converted book, b"" after a failure, and the converter's log."""

    data: bytes
    log: str = ""


Converter = Callable[[bytes, str, str], Conversion]  # of a book, its suffix and the new suffix


def converted(epub: bytes, convert: Converter | None) -> tuple[bytes, tuple[Problem, ...]]:
    """The AZW3 and calibre's remarks as warnings. Raises Refused without calibre."""
    if convert is None:
        message = "the azw3 edition needs calibre's ebook-convert, which is not installed"
        raise Refused(
            error(NOWHERE, message, f"Install calibre (https://calibre-ebook.com), {ELSE}")
        )
    conversion = convert(epub, ".epub", ".azw3")
    if not conversion.data:
        reason = conversion.log.strip().rpartition("\n")[2] or "it gave no reason"
        message = f"calibre could not convert the book to azw3: {reason}"
        raise Refused(error(NOWHERE, message, f"Convert the EPUB in calibre's own window, {ELSE}"))
    remarks = dict.fromkeys(found.strip() for found in REMARK.findall(conversion.log))
    return conversion.data, tuple(warning(NOWHERE, f"calibre: {remark}") for remark in remarks)


def calibre() -> Converter | None:
    """The converter of this machine; None if calibre is not installed."""
    command = shutil.which(COMMAND)
    return None if command is None else partial(_run, command)


def _run(command: str, book: bytes, suffix: str, wanted: str) -> Conversion:
    with Scratch() as folder:
        source, result = Path(folder) / f"book{suffix}", Path(folder) / f"converted{wanted}"
        source.write_bytes(book)
        try:
            done = subprocess.run(  # noqa: S603  an installed command, our own files
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

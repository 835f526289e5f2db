"""Finished books, damaged at random, given to `anthology check`: each must be examined to the end.

    python tests/fuzz/mutated_books.py [--seed N] [--number 200] BOOK...

BOOKs are EPUBs and PDFs. It prints the seed, every book that went wrong, and the figures; one
that went wrong stays in the temporary folder that it names.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

MOST_SECONDS, MOST_MB = 10.0, 500.0
RIGHT = (0, 1)  # exit codes: nothing wrong, something wrong with the book
TELLING = (
    b"<", b">", b'"', b"&#0;", b"\xff", b"http://[", b"../../x", b"{", b"}", b"\0\0\0\0",
    b"\xff\xff\xff\xff", b"url(", b"@media{", b"<!DOCTYPE x [", b"PK\x03\x04", b"]]>", b"%FF",
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """How the check of one book went."""

    name: str
    code: int
    seconds: float  # of processor time, of all processes
    elapsed: float
    megabytes: float  # of the largest process
    words: str

    @property
    def is_right(self) -> bool:
        """Whether it ended well and within the bounds; a busy machine takes longer."""
        words = "bug in Anthology" not in self.words and "Traceback" not in self.words
        within = self.seconds <= MOST_SECONDS and self.megabytes <= MOST_MB
        return self.code in RIGHT and words and within


def mutations(books: Sequence[bytes], seed: int, number: int) -> Iterator[bytes]:
    """Books with a few faults each; the same for the same seed."""
    chance = random.Random(seed)
    for each in range(number):
        data = books[each % len(books)]
        inside = data.startswith(b"PK") and chance.random() < 0.7
        yield _repacked(data, chance) if inside else _damaged(data, chance)


def _repacked(data: bytes, chance: random.Random) -> bytes:
    """An EPUB of whose files some are damaged, whole as an archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(stream, "w") as copy:
        names = book.namelist()
        chosen = set(chance.sample(names, min(len(names), chance.randint(1, 4))))
        for entry in book.infolist():
            content = book.read(entry)
            if entry.filename in chosen:
                content = _damaged(content, chance)
            copy.writestr(entry, content)
    return stream.getvalue()


def _damaged(data: bytes, chance: random.Random) -> bytes:
    faults: tuple[Callable[[bytes, random.Random], bytes], ...] = (_cut, _doubled, _flipped, _put)
    for _ in range(chance.randint(1, 6)):
        data = chance.choice(faults)(data, chance)
    return data


def _cut(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.choice((1, 10, 1000, len(data))) :]


def _doubled(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    piece = data[at : at + chance.choice((1, 50, 5000))]
    return data[:at] + piece * chance.choice((2, 20, 300)) + data[at:]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 5, 50))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _put(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(TELLING) * chance.choice((1, 1, 100)) + data[at:]


def checked(path: Path) -> Outcome:
    """`anthology check` on one book."""
    started = time.monotonic()
    command = [sys.executable, "-m", "anthology", "check", "--epub", str(path)]
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        words = output.read().decode("utf-8", "replace")
    elapsed = time.monotonic() - started
    spent = usage.ru_utime + usage.ru_stime
    return Outcome(path.name, process.returncode, spent, elapsed, usage.ru_maxrss / 1024, words)


def main() -> int:
    """Check mutated books and print how it went; 1 if one went wrong."""
    parser = argparse.ArgumentParser(description="Check books that are damaged at random.")
    parser.add_argument("books", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--number", type=int, default=200)
    wanted = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="mutated-"))
    print(f"seed {wanted.seed}, {wanted.number} books in {folder}")
    found = []
    books = [path.read_bytes() for path in wanted.books]
    for number, data in enumerate(mutations(books, wanted.seed, wanted.number)):
        path = folder / f"{number}.epub"
        path.write_bytes(data)
        outcome = checked(path)
        found.append(outcome)
        if outcome.is_right:
            path.unlink()
        else:
            print(f"{path}: exit {outcome.code}, {outcome.seconds:.1f} s, {outcome.words[-300:]}")
    wrong = sum(not outcome.is_right for outcome in found)
    print(
        f"{wrong} of {len(found)} went wrong; "
        f"exit 70: {sum(outcome.code == 70 for outcome in found)}; at most "
        f"{max(o.seconds for o in found):.1f} s of processor time, "
        f"{max(o.elapsed for o in found):.1f} s elapsed, {max(o.megabytes for o in found):.0f} MB"
    )
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main())

"""What the books of a soak cost, by what it went on."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field

_TOLD = 0.02  # seconds: what costs less a book is not told


@dataclass
class Spent:
    """Seconds of a processor in this process."""

    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    last: float = field(default_factory=time.process_time)

    def __call__(self, what: str, *_: object) -> None:
        """Count what was spent since the last call; a step of a build counts by its name."""
        now = time.process_time()
        self.seconds[what.partition(":")[0]] += now - self.last
        self.last = now

    def of_each(self, books: int) -> str:
        """What each book took, the dearest first."""
        each = sorted(((total / books, what) for what, total in self.seconds.items()), reverse=True)
        told = ", ".join(f"{what} {seconds:.2f}" for seconds, what in each if seconds > _TOLD)
        return f"{sum(seconds for seconds, _ in each):.2f} seconds of a processor a book: {told}"

"""Templates of a stranger's style are filled in by a worker, under limits of time and memory.

One can loop for ever, or write until no memory is left, as a manuscript can; see `pool`.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from anthology.config import Settings
from anthology.context import Context
from anthology.pool import Failure, Pool
from anthology.report import Problem, Refused, error
from anthology.style import Style

Result = TypeVar("Result")

SECONDS_A_REVIEW = 0.05  # of processor time; ours take a hundredth of that
LATER = 2.0  # seconds after which the system ends what no longer heeds the clock


@dataclass(frozen=True)
class _Mistakes:
    """Why a template could not be filled in."""

    problems: tuple[Problem, ...]


def within_limits(context: Context, work: Callable[[], Result]) -> Result:
    """What `work` returns, which composes the book: its texts fill in the style's templates.

    Raises Refused.
    """
    reviews = sum(1 for _ in context.book.reviews)
    return composed(context.style, context.settings, reviews, context.pool, work)


def composed(
    style: Style, settings: Settings, reviews: int, pool: Pool, work: Callable[[], Result]
) -> Result:
    """What `work` returns, which fills in the templates of `style` for so many reviews.

    Raises Refused; where a template of a stranger needs too much, with its name.
    """
    if not style.foreign:
        return work()
    limits = settings.limits
    seconds = limits.seconds + SECONDS_A_REVIEW * reviews
    attempted: Callable[[Callable[[], Result]], Result | _Mistakes] = partial(_attempted, seconds)
    (result,) = pool.run(attempted, [work], seconds + LATER, memory_mb=limits.memory_mb)
    if isinstance(result, Failure):
        message = f"filling in the templates of the style “{style.name}” {result.reason}"
        hint = "Look for what has no end in them; [limits] says how much they may need."
        raise Refused(error(settings.place("style", "name"), message, hint))
    if isinstance(result, _Mistakes):
        raise Refused(*result.problems)
    return result


def _attempted(seconds: float, work: Callable[[], Result]) -> Result | _Mistakes:
    """What `work` returns or raises; after that much processor time, a template is stopped."""
    before = signal.signal(signal.SIGVTALRM, partial(_stop, seconds))
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        return work()
    except Refused as refused:
        return _Mistakes(tuple(refused.problems))
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(seconds: float, *_: object) -> None:
    raise TimeoutError(f"more than {seconds:g} seconds of processor time")

"""The choices of a tiling: each question has a likely answer, and others, tried if it is wrong.

Which of these lines comes here? Is this line the first of a note, or of the text? Does this
caption float? The likely answers are right for nearly every section, so the others are not even
looked for until a section has a difference. Then they are tried, in a bounded search by limited
discrepancy, as constraint programming calls it: few unlikely answers before many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import ClassVar, NamedTuple, TypeVar

MOST = 300  # attempts in a section
ANSWERS = 6  # of one question, besides the likely one
_T = TypeVar("_T")


class Question(NamedTuple):
    """A question of a tiling, without its answers."""

    others: int  # answers, besides the likely one
    strained: bool = False  # the first of them is in the order of drawing, which the likely is not
    at: int = -1  # letters of the text before what it is about, if it is about the text


@dataclass(eq=False)
class Choices:
    """Answers the questions of a tiling, and counts the answers that each might have had."""

    unlikely: Mapping[int, int] = field(default_factory=dict)  # by number: which of the others
    questions: list[Question] = field(default_factory=list)
    reached: int = 0  # letters of the text and the notes, until the tiling was lost
    lost: int | None = None  # questions that it had been asked before

    are_tried: ClassVar = True  # whether other answers are looked for

    def of(
        self,
        likely: _T,
        answers: Callable[[], Iterable[_T]],
        *,
        strained: bool = False,
        at: int = -1,
    ) -> _T:
        """The likely answer, unless this question is to have one of the others."""
        others = [answer for answer in dict.fromkeys(answers()) if answer != likely][:ANSWERS]
        which = self.unlikely.get(len(self.questions))
        self.questions.append(Question(len(others), strained and bool(others), at))
        return likely if which is None else others[which]

    def lose(self, at: int) -> None:
        """Know that the tiling was lost where the text was reached."""
        where = (n for n, question in enumerate(self.questions) if question.at == at)
        self.lost = max(where, default=len(self.questions) - 1) + 1

    def instead(self) -> Iterator[tuple[int, int]]:
        """Each question with another answer, by number: strained ones first, then late ones.

        Those up to the last unlikely answer keep theirs: what differs there has had its turn.
        """
        end = len(self.questions) if self.lost is None else self.lost
        open_ = range(max(self.unlikely, default=-1) + 1, end)
        strained = {(question, 0) for question in open_ if self.questions[question].strained}
        yield from sorted(strained)
        for answer in range(ANSWERS):
            able = (each for each in reversed(open_) if answer < self.questions[each].others)
            yield from ((each, answer) for each in able if (each, answer) not in strained)


class Likely(Choices):
    """Answers every question with what is likely, and looks for nothing else."""

    are_tried: ClassVar = False

    def of(
        self,
        likely: _T,
        answers: Callable[[], Iterable[_T]],  # noqa: ARG002
        *,
        strained: bool = False,  # noqa: ARG002
        at: int = -1,  # noqa: ARG002
    ) -> _T:
        """The likely answer."""
        return likely

    def lose(self, at: int) -> None:
        """Nothing: no other answers are tried."""


LIKELY = Likely()


def attempts(first: Choices) -> Iterator[tuple[Choices, Choices]]:
    """Other choices, each beside those from which it differs by one answer; at most `MOST`.

    Whoever takes them sees to it that they are asked, and says how far they `reached`, before
    taking the next. In turn, what got furthest is gone on with, and what has the fewest unlikely
    answers: the furthest may be a wrong way.
    """
    waiting: list[_Branch] = []
    _wait(waiting, first, first.instead())
    for number in range(MOST):
        if not waiting:
            return
        branch = min(waiting, key=_ORDERS[number % len(_ORDERS)])
        waiting.remove(branch)
        _wait(waiting, branch.choices, branch.instead)
        before, question = branch.choices, branch.question
        unlikely = {**before.unlikely, question: branch.answer}
        choices = Choices(unlikely, before.questions[:question])
        yield choices, before
        _wait(waiting, choices, choices.instead())


@dataclass(frozen=True, eq=False)
class _Branch:
    """An attempt that waits for its turn: choices, and the question that it answers otherwise."""

    choices: Choices
    question: int
    answer: int
    instead: Iterator[tuple[int, int]]  # that come after it

    @property
    def cost(self) -> int:
        """How unlikely its answers are."""
        return len(self.choices.unlikely) + 1 + self.answer


def _furthest(branch: _Branch) -> tuple[int, int]:
    return -branch.choices.reached, branch.cost


def _fewest(branch: _Branch) -> tuple[int, int]:
    return branch.cost, -branch.choices.reached


_ORDERS = (_furthest, _fewest)


def _wait(waiting: list[_Branch], choices: Choices, instead: Iterator[tuple[int, int]]) -> None:
    """Let the next of the attempts that go on from some choices wait for its turn."""
    for question, answer in islice(instead, 1):
        waiting.append(_Branch(choices, question, answer, instead))

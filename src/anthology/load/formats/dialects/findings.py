"""What dialects find: reported once for a kind, with a count and the first line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from anthology.report import Place, Problem, Severity, counted


def until_last(end: str, text: str, change: Callable[[str], str], length: int | None = None) -> str:
    """The text, changed up to its last `end` (in any case) and `length` characters of that.

    What is opened and never closed would be looked for to the end of the text each time.
    """
    at = text.lower().rfind(end)
    if at < 0:
        return text
    at += len(end) if length is None else length
    return change(text[:at]) + text[at:]


@dataclass(frozen=True)
class Kind:
    """A kind of finding: “left out: 2 shortcodes, the first is [gallery]”."""

    what: str  # "left out"
    name: str  # "shortcode"
    hint: str = ""
    severity: Severity = Severity.WARNING
    private: bool = False  # the message quotes nothing of it


@dataclass
class Findings:
    """The findings in one text, and the words that are left out of it on purpose."""

    source: str
    place: Place  # of its first line
    left_out: list[str] = field(default_factory=list)
    _found: dict[Kind, list[str]] = field(default_factory=dict)

    def add(self, kind: Kind, example: str) -> None:
        """One more of a kind, as it stands in the text."""
        self._found.setdefault(kind, []).append(example)

    def leave_out(self, words: str) -> str:
        """Note words as left out; returns the line ends that stay in their place."""
        self.left_out.append(words)
        return "\n" * words.count("\n")

    def problems(self) -> tuple[Problem, ...]:
        """A problem for each kind."""
        return tuple(self._problems())

    def _problems(self) -> Iterator[Problem]:
        for kind, examples in self._found.items():
            first = examples[0]
            at = self.source.find(first.split("\n")[0])
            line = (self.place.line or 1) + self.source.count("\n", 0, max(at, 0))
            shown = " ".join(first.split())
            shown = shown if len(shown) <= 40 else shown[:39] + "…"
            message = f"{kind.what}: {counted(len(examples), kind.name)}"
            message += "" if kind.private else f", the first is {shown}"
            yield Problem(kind.severity, Place(self.place.path, line), message, kind.hint)

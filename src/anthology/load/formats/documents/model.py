"""What a reader of documents gives: a page, its paragraphs' looks, and what is to be settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from anthology.load.formats.documents.package import Element
from anthology.report import NOWHERE, Problem, counted, note, question, shown, warning

LONG = 60  # letters of a remark that a message shows
SHORT = 40  # of the paragraph that it is in


@dataclass(frozen=True)
class Page:
    """A document as one element that holds its blocks in HTML.

    Blocks may have attributes that are no HTML's, which `look` reads and takes away:
    * `data-kind`: title, subtitle, author, date, verse, rule, quote, code ..., as its style says;
    * `data-large`: its letters are larger than most of the document's;
    * `data-number`, on `li`: the number that the document shows, with its form in `data-form`.
    """

    body: Element
    words: str  # all that is to be in the book, read independently of `body`
    language: str = ""
    left_out: tuple[str, ...] = ()  # words that are not printed on purpose
    author: str = ""  # as the file's properties have it, which is often the owner of a machine
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Remark:
    """A change that nobody accepted, or a comment."""

    kind: str  # "comment", "inserted", "deleted", "moved" or "formatted"
    author: str
    words: str
    place: str  # "paragraph 3, “The ferry stops”"
    initials: str = ""


def to_be_settled(remarks: tuple[Remark, ...], changes: str) -> tuple[Problem, ...]:
    """Questions that hold up a release: open comments, and changes that nobody decided on."""
    comments = tuple(_of_comment(each) for each in remarks if each.kind == "comment")
    changed = [each for each in remarks if each.kind != "comment"]
    if changes and changed:
        done = "accepted" if changes == "accept" else "rejected"
        message = f"{counted(len(changed), 'tracked change')} {done}, as anthology.toml says"
        return (*comments, note(NOWHERE, message))
    return (*comments, *(_of_change(each) for each in changed))


def hidden(found: Sequence[str]) -> tuple[Problem, ...]:
    """A warning for text that the file hides, with the number of its words."""
    number = sum(len(each.split()) for each in found)
    message = f"hidden text is left out: {number} words"
    return (warning(NOWHERE, message, "Delete it, or show it."),) if number else ()


def _of_comment(remark: Remark) -> Problem:
    message = f"a comment is open: {_who(remark)} on {remark.place}: “{_short(remark.words)}”"
    return question(NOWHERE, message, "Answer it, and delete or resolve it in the document.")


def _of_change(remark: Remark) -> Problem:
    words = f" “{_short(remark.words)}”" if remark.words.strip() else " an end of a paragraph"
    words = " words anew" if remark.kind == "formatted" else words
    message = f"a tracked change is open: {_who(remark)} {remark.kind}{words} in {remark.place}"
    hint = ("It is printed as if accepted. Accept or reject it in the document, or write "
            'changes = "accept" or "reject" in a [[source]].')  # fmt: skip
    return question(NOWHERE, message, hint)


def _who(remark: Remark) -> str:
    """The initials: those of the program, or of the name."""
    words = remark.author.split()
    return shown(remark.initials or "".join(word[0] for word in words)[:4] or "somebody")


def _short(words: str) -> str:
    text = " ".join(words.split())
    return shown(text if len(text) <= LONG else f"{text[: LONG - 1]}…")


def in_words(number: int, text: str) -> str:
    """A paragraph's place: “paragraph 3, “The ferry stops …””."""
    words = " ".join(text.split())
    start = words if len(words) <= SHORT else f"{words[: SHORT - 1]}…"
    return f"paragraph {number}, “{shown(start)}”" if start else f"paragraph {number}"

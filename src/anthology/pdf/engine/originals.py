"""Private parts of WeasyPrint, and whether their source is still the one that was read.

`RELIED_ON` are those that ours call or presuppose; those that ours replace are in `replaced.py`.
Public functions are in neither: WeasyPrint's changelog announces what becomes of them.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from importlib import import_module
from operator import attrgetter
from typing import Any


class State(StrEnum):
    """How the source of an original compares with the one that was read."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True)
class Original:
    """A function or class of WeasyPrint, and the SHA-256 of its source when it was read."""

    module: str
    name: str  # within the module: "text_align" or "Layout.setup"
    sha256: str

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules that have it under its name."""
        return (self.module,)

    def places(self) -> Iterator[tuple[Any, str]]:
        """Each module or class that has it as an attribute, and the attribute's name.

        Raises ImportError or AttributeError where a module or class is gone.
        """
        *classes, attribute = self.name.split(".")
        for name in self.modules:
            module = import_module(name)
            yield attrgetter(".".join(classes))(module) if classes else module, attribute


@dataclass(frozen=True)
class ReliedOn(Original):
    """One that is not replaced, and what for it is needed."""

    why: str


@dataclass(frozen=True)
class Patch(Original):
    """An original, and what takes its place."""

    ours: str  # "module:name", the module below `engine`
    why: str
    also: tuple[str, ...] = ()  # more modules that have the original under the same name
    during: str = ""  # the context in which ours is in its place; "": always

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules in which it is replaced."""
        return (self.module, *self.also)

    def loaded(self) -> Any:
        """What takes its place."""
        module, _, name = self.ours.partition(":")
        return attrgetter(name)(import_module(f"anthology.pdf.engine.{module}"))


# By owner and attribute: what was there before ours, and ours.
_replaced: dict[tuple[Any, str], tuple[Any, Any]] = {}


def replace(original: Original, ours: Any) -> None:
    """Puts `ours` into every place of `original`; a second call changes nothing."""
    for owner, name in original.places():
        current = getattr(owner, name)
        if current is not ours:
            _replaced[owner, name] = current, ours
            setattr(owner, name, ours)


def state(original: Original) -> State:
    """Whether WeasyPrint still defines `original` as it was read, in all of its places."""
    try:
        found = digests(original)
    except (ImportError, AttributeError):
        return State.GONE
    return State.UNCHANGED if found == {original.sha256} else State.CHANGED


def digests(original: Original) -> set[str]:
    """The SHA-256 of its source as WeasyPrint defines it now: one, unless its places differ.

    Raises ImportError or AttributeError where it is gone.
    """
    return {_digest(owner, name) for owner, name in original.places()}


def _digest(owner: Any, name: str) -> str:
    """The SHA-256 of an attribute's source, also where ours has its place; "" without source."""
    current = getattr(owner, name)
    theirs, ours = _replaced.get((owner, name), (current, None))
    try:
        source = inspect.getsource(theirs if current is ours else current)
    except (OSError, TypeError):
        return ""
    return sha256(source.encode()).hexdigest()


# fmt: off
RELIED_ON = (
    ReliedOn(
        "weasyprint.document", "Document._build_layout_context",
        "2b072254ab89701b33ddec26648e88cf1978480e7fae081b6cfad43b5f1346dc",
        "Called: the session lays out trees that it has parsed itself.",
    ),
    ReliedOn(
        "weasyprint.document", "Document.write_pdf",
        "086e4a8e99981829749305f70cc00582a6c3c78e8b4eeca60afe71dc53382ae9",
        "Called for pages that the session has laid out.",
    ),
    ReliedOn(
        "weasyprint", "HTML.__init__",
        "5f19f40b81837f87ae7af8e5c53d5f11e7c98ba245094a86d45f5f14d001b943",
        "Not called: the session sets the attributes that it would set.",
    ),
    ReliedOn(
        "weasyprint.text.fonts", "FontConfiguration.__init__",
        "9fdb532fe2c80013f77a94e4bbc37918e43b76a60e7f1df79b2d18dfcc1526e2",
        "Not called: ours sets its attributes, with a configuration that knows no font.",
    ),
    ReliedOn(
        "weasyprint.formatting_structure.build", "build_formatting_structure",
        "cec02c4844472c92ef960efb5fea483412767113423f262a6183acbe4950769f",
        "Called: where pages begin is looked up in its tree.",
    ),
    ReliedOn(
        "weasyprint.layout", "layout_document",
        "a5cbf437e99caf7293e7ed2289278048bca734f7ead2e947b4e24e4a3a536dbc",
        "Called: `context.page_maker` has the state before each page.",
    ),
    ReliedOn(
        "weasyprint.css", "StyleFor._page_type_match",
        "e81e6a05201f06436306e3dacce45b5737a6f13af25280429ffb2f7d86345933",
        "Called: which rules apply to a page.",
    ),
    ReliedOn(
        "weasyprint.css", "preprocess_stylesheet",
        "1e8c36ce59677a5472cd9d4bbe3f4fe472c43eec6c7fd4b072b6336778cd25ea",
        "Writes the `page_rules` that margin boxes are taken out of.",
    ),
    ReliedOn(
        "weasyprint.layout.background", "layout_backgrounds",
        "5d7d4d589e3d8a333562d335ece023df25f19edac047aa11d01cc8d88013b9f3",
        "Called when the boxes of a page do not move any more.",
    ),
    ReliedOn(
        "weasyprint.layout.block", "block_level_layout",
        "c1301dde9284e24519ee0432b508d6cd79768018d2564d4066f0fdf103982dd6",
        "Called: the height of notes.",
    ),
    ReliedOn(
        "weasyprint.layout.inline", "get_next_linebox",
        "67af458c2545e74f0803072103c6c5d392d5e353dfdaa4f5bac5a96e20ed024d",
        "Asks for each line, sometimes twice, by the functions that we replace.",
    ),
    ReliedOn(
        "weasyprint.layout.inline", "skip_first_whitespace",
        "deb2f1a5e2a6c0359db3bffb45a8a14d273ee0ec1454045b64e737d39e791192",
        "A planned line begins after the spaces that it skips.",
    ),
    ReliedOn(
        "weasyprint.layout.inline", "count_expandable_spaces",
        "175fe6f42576ed3842d240a5048b4816ed702e8f97d49389b5b528aee51476ad",
        "Called: the word spaces of a planned line.",
    ),
    ReliedOn(
        "weasyprint.layout.leader", "leader_index",
        "933aaa813a2bed4ca2fd8078398ae371d8f5a105b57b28e3906687387115c1fe",
        "Called: where the dots of a leader are.",
    ),
    ReliedOn(
        "weasyprint.text.line_break", "Layout",
        "681b737d1ba5e004efdc3ee409478b6b3e05ee0662142c5875b188bc9eefa698",
        "Subclassed, and copied attribute by attribute.",
    ),
    ReliedOn(
        "weasyprint.text.line_break", "line_size",
        "03fa04fd51fc69aa128ca5312faa9a82578d88cf8549fda8d3d63a76f8eef173",
        "Called: the height of a line.",
    ),
    ReliedOn(
        "weasyprint.text.line_break", "first_line_metrics",
        "55ec5d0b58b29a8bda9f4c85d3bc3bc46b45d2110e05982e7126c7f4d507e65d",
        "Measures text boxes; those of planned lines are measured alike.",
    ),
    ReliedOn(
        "weasyprint.text.line_break", "get_log_attrs",
        "65c1a1c4fa75ee95975fa01db9055b519bfcc205d3f70a3c4e81a906b8fbb429",
        "Called: where a line may end, by Pango.",
    ),
    ReliedOn(
        "weasyprint.text.fonts", "get_font_description",
        "85734b8947b9bf64ef27ff11d8f5355db76a2ae8efc9a6fed925dc9e2a1056ce",
        "Called once for each style.",
    ),
)
# fmt: on

"""Footnotes of Markdown, in the shape of `book.Body` from the start."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import footnotes

from anthology.load.header.front_matter import FrontMatter
from anthology.report import Place, Problem, warning

DEFINITION = re.compile(r"^[ ]{0,3}\[\^([^\]]*)\]:", re.MULTILINE)
CALL = re.compile(r"\[\^([^\]\s]+)\](?!:)")
CODE = re.compile(r"<code[ >].*?</code>", re.DOTALL)


def checked(text: str, place: Place) -> tuple[str, tuple[Problem, ...]]:
    """The text with every note under a label of its own; a label used twice is a warning.

    `place.line` is the line of the text's first.
    """
    first: dict[str, int] = {}
    problems: list[Problem] = []

    def relabelled(match: re.Match[str]) -> str:
        line = place.line + text.count("\n", 0, match.start(1))
        if match[1] not in first:
            first[match[1]] = line
            return match[0]
        message = f"the note [^{match[1]}] is written twice; first in line {first[match[1]]}"
        hint = "This one is printed after the others; give it a label of its own."
        problems.append(warning(Place(place.path, line), message, hint))
        return match[0].replace(f"[^{match[1]}]", f"[^{match[1]} {line}]")

    return DEFINITION.sub(relabelled, text), tuple(problems)


def uncalled(html: str, front: FrontMatter) -> tuple[Problem, ...]:
    """Calls of notes that nobody wrote: they were left in the text as they are."""
    missing = dict.fromkeys(CALL.findall(CODE.sub("", html))) if "[^" in html else {}
    return tuple(
        warning(
            front.find(f"[^{label}]"),
            f"the note [^{label}] is called here and written nowhere",
            f"Write it: a line that begins with [^{label}]:",
        )
        for label in missing
    )


class Notes(footnotes.FootnoteExtension):
    """Python-Markdown's footnotes as `a.note-call` and `aside.note`, ids by position.

    Notes that the text calls are numbered by their first call; the others follow.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Registers our call and our collection of notes in place of theirs."""
        md.registerExtension(self)
        self.parser = md.parser
        self.md = md
        md.parser.blockprocessors.register(footnotes.FootnoteBlockProcessor(self), "footnote", 17)
        md.inlinePatterns.register(_Call(r"\[\^([^\]]*)\]", self), "footnote", 175)
        md.treeprocessors.register(footnotes.FootnoteTreeprocessor(self), "footnote", 50)

    def makeFootnotesDiv(self, root: ElementTree.Element) -> ElementTree.Element | None:  # noqa: N802, ARG002
        """The section of all notes, in the order of their definitions."""
        if not self.footnotes:
            return None
        section = ElementTree.Element("section", {"class": "notes"})
        for number, text in enumerate(self.footnotes.values(), 1):
            aside = ElementTree.SubElement(
                section, "aside", {"class": "note", "id": f"note-{number}"}
            )
            self.parser.parseChunk(aside, text)
        return section

    def number(self, label: str) -> int:
        """The number of a note by its definition, from 1."""
        return list(self.footnotes).index(label) + 1


class _Call(footnotes.FootnoteInlineProcessor):
    def handleMatch(  # type: ignore[override] # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[ElementTree.Element | None, int | None, int | None]:
        if m.group(1) not in self.footnotes.footnotes:
            return None, None, None
        number = self.footnotes.number(m.group(1))  # type: ignore[attr-defined]
        call = ElementTree.Element("a", {"class": "note-call", "href": f"#note-{number}"})
        call.text = str(number)
        return call, m.start(0), m.end(0)

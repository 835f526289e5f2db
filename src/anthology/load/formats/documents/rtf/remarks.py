"""What is to be settled in an RTF file: its comments, and changes that nobody decided on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from anthology.load.formats.documents.model import Remark, in_words
from anthology.load.formats.documents.rtf.tokens import paired

Change = tuple[str, int, int]  # its kind, the number of its author, and of its paragraph


@dataclass
class Remarks:
    """The remarks of a file, in its order; changes come after the comments."""

    found: list[Remark] = field(default_factory=list)
    changes: dict[Change, str] = field(default_factory=dict)  # their words

    def comment(self, who: tuple[str, str], words: str, place: str) -> None:
        """Adds a comment by somebody, with a name and initials."""
        author, initials = (paired(each).strip() for each in who)
        self.found.append(Remark("comment", author, words, place, initials))

    def changed(self, change: Change, text: str) -> None:
        """Adds words to a change."""
        self.changes[change] = self.changes.get(change, "") + text

    def end(self, authors: Mapping[int, str]) -> None:
        """Adds the changes, by the names of their authors."""
        for (kind, who, number), words in self.changes.items():
            place = in_words(number, "")
            self.found.append(Remark(kind, authors.get(who, ""), paired(words), place))

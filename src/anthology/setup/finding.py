"""What setup proposes, as values: a setting, its reason, and whether it is certain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from anthology.report import counted

Setting = str | tuple[str, ...] | Mapping[str, str] | Mapping[str, int]


@dataclass(frozen=True)
class Question:
    """What only the editor knows: in plain words, with the answers that there are."""

    about: str  # the path of the folder that it is asked of
    key: str  # the setting that the answer decides
    text: str
    answers: Mapping[str, str]  # the value of the setting -> what it means; {} is any text
    likely: str = ""  # the answer that is taken without one


@dataclass(frozen=True)
class Finding:
    """A setting for anthology.toml and why; one that is not sure is marked as a guess."""

    key: str
    value: Setting
    why: str
    sure: bool = True
    questions: tuple[Question, ...] = ()
    commented: bool = False  # whether it is only shown, since nobody but the editor knows it


@dataclass(frozen=True)
class Source:
    """A [[source]] to be proposed."""

    path: str
    files: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Proposal:
    """An anthology.toml to be proposed."""

    book: tuple[Finding, ...]
    sources: tuple[Source, ...]
    files: int

    def findings(self) -> list[tuple[str, Finding]]:
        """All findings, each with the path of its source; "book" for the book's."""
        return [
            *(("[book]", each) for each in self.book),
            *((source.path, each) for source in self.sources for each in source.findings),
        ]


def files_of(files: int, all_files: int) -> str:
    """As “12 of 40 files” or “all 40 files”, for a sentence that suits any number."""
    if files < all_files or files == 1:
        return f"{files:,} of {counted(all_files, 'file')}"
    return f"all {all_files:,} files"

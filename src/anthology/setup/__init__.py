"""Proposes an anthology.toml for a folder of reviews: each setting with its reason.

`read` looks at every header, `propose` is a pure function from what was seen and what the editor
answered to a proposal, `toml.text` writes it down, `outcome` says what a book by it would have.
"""

from __future__ import annotations

from anthology.setup.finding import Finding, Proposal, Question, Source
from anthology.setup.propose import Answers, open_questions, propose, why_wrong
from anthology.setup.seen.folder import Folder, read
from anthology.setup.toml import text

__all__ = [
    "Answers",
    "Finding",
    "Folder",
    "Proposal",
    "Question",
    "Source",
    "open_questions",
    "propose",
    "read",
    "text",
    "why_wrong",
]

"""What people did for a book, as MARC relator codes (id.loc.gov/vocabulary/relators)."""

from __future__ import annotations

from difflib import get_close_matches

from anthology.report import NOWHERE, Place, Problem, error, shown

ROLES = {
    "author": "aut", "editor": "edt", "translator": "trl", "illustrator": "ill",
    "photographer": "pht", "foreword": "aui", "introduction": "win", "preface": "wpr",
    "afterword": "aft", "cover": "cov", "cover artist": "cov", "cover designer": "cov",
    "designer": "bkd", "book designer": "bkd", "typographer": "tyg", "proofreader": "pfr",
    "compiler": "com", "annotator": "ann", "publisher": "pbl", "indexer": "cmt", "artist": "art",
    "consultant": "csl", "contributor": "ctb", "producer": "pro", "reviewer": "rev",
}  # fmt: skip
PIECES = {"foreword": "aui", "introduction": "win", "preface": "wpr", "afterword": "aft"}


def role(words: str, place: Place = NOWHERE) -> str | Problem:
    """The MARC relator code for a role in words, or a code itself; a Problem if it is unknown."""
    key = words.strip().lower().replace("_", " ").replace("-", " ")
    code = ROLES.get(key) or ROLES.get(key.removesuffix("s"))
    if code or key in ROLES.values():
        return code or key
    near = get_close_matches(key, ROLES, 1)
    hint = f"Did you mean “{near[0]}”?" if near else f"Known roles: {', '.join(ROLES)}."
    return error(place, f"unknown role “{shown(words)}”", hint)


def words(code: str) -> str:
    """What somebody did, in English, by a MARC relator code; the code itself where it is rare."""
    return next((name for name, known in ROLES.items() if known == code), code)

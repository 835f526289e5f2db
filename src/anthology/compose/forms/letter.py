"""Letters: a first line with a place and a date, and a last line with a dash and a name.

Both are paragraphs of their own at the very beginning and end of a text, and short: "Vienna,
3 May 1921", "— Ines Halvorsen".
"""

from __future__ import annotations

import re

FIRST = re.compile(r"\s*<p>(?P<words>[^<>]{6,60})</p>(?=\s*<)")
# Before the notes, or at the end.
LAST = re.compile(r"<p>(?P<words>[–—―][^<>]{2,50})</p>(?=\s*(?:<section class=\"notes\"|\Z))")
DATELINE = re.compile(r"\w[^\d,.;:!?]{1,30},\s(?:[^,;:!?]{0,25}\b)?(?:1[5-9]|20)\d\d\.?")
DASHES = "–—―"
DASH_FIRST = re.compile(f"<p>[{DASHES}]")
PARTICLE = 3  # letters of the longest word of a name that may be in lower case: "van der Zee"
MOST_WORDS = 7


def with_letter(xhtml: str) -> str:
    """The fragment with `.dateline` and `.signature`, where it begins or ends with one."""
    first = FIRST.match(xhtml)
    if first and DATELINE.fullmatch(first["words"].strip()):
        start = first.start() + first[0].index("<p>")
        xhtml = f'{xhtml[:start]}<p class="dateline">{xhtml[start + 3 :]}'
    last = LAST.search(xhtml) if DASH_FIRST.search(xhtml) else None
    if last and _is_name(last["words"].strip(f"{DASHES} \u00a0\u202f")):
        xhtml = f'{xhtml[: last.start()]}<p class="signature">{xhtml[last.start() + 3 :]}'
    return xhtml


def _is_name(words: str) -> bool:
    """Whether words after a dash sign a text: names, and no sentence of a conversation."""
    parts = words.replace(",", " ").split()
    if not parts or len(parts) > MOST_WORDS or words[-1] in "!?…:;":
        return False
    if words[-1] == "." and len(parts[-1].strip(".")) > 1 and "." not in parts[-1][:-1]:
        return False
    return parts[0][0].isupper() and all(
        len(part) <= PARTICLE or part[0].isupper() or part[0].isdigit() for part in parts
    )

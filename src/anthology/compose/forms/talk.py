"""Talk: interviews and conversations, in which each paragraph names its speaker.

A paragraph that begins with a name in bold and a colon, as interviews in Markdown do, is a
speech if the text is a conversation: somebody speaks again. So "Pros:" and "Cons:" are none.
"""

from __future__ import annotations

import re
from collections import Counter

# "<strong>Name:</strong> ", "<strong>Name</strong>: "; a name may be in italics as well.
SPEECH = re.compile(
    r"<p>(?P<tag><(?P<name>strong|b)>)"
    r"(?P<who>(?:<em>)?[^<>:]{1,40}(?:</em>)?)(?P<inside>:?)(?:\s*)</(?P=name)>(?P<after>:?)(?=\s)"
)
SPEAKER = re.compile(r'<p>(?=<(?:strong|b|span) class="speaker">)')  # as the author marks them
LIKELY = re.compile(r"<p><(?:strong|b)>")
FEWEST = 3  # speeches of a conversation


def with_talk(xhtml: str) -> str:
    """The fragment with `.speech` paragraphs, each with its `.speaker`, if it is a conversation."""
    if 'class="speaker"' in xhtml:
        xhtml = SPEAKER.sub('<p class="speech">', xhtml)
    if not LIKELY.search(xhtml):
        return xhtml
    speakers = [match["who"] for match in SPEECH.finditer(xhtml) if _is_called(match)]
    turns = Counter(speakers)
    if len(speakers) < FEWEST or len(turns) < 2 or max(turns.values()) < 2:
        return xhtml
    return SPEECH.sub(lambda match: _speech(match) if turns[match["who"]] else match[0], xhtml)


def _is_called(match: re.Match[str]) -> bool:
    return bool(match["inside"]) != bool(match["after"])


def _speech(match: re.Match[str]) -> str:
    if not _is_called(match):
        return match[0]
    tag = f'<{match["name"]} class="speaker">'
    return f'<p class="speech">{match[0].removeprefix("<p>").replace(match["tag"], tag, 1)}'

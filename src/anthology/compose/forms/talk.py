"""Talk: interviews and conversations, in which each paragraph names its speaker.

A paragraph that begins with a name and a colon is a speech if the text is a conversation: two
speak again, by turns. "Pros:" and "Cons:" of several works in one review do so as well, but
always come together, after words on the next work; and headings part them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from anthology.compose.typography.tags import TAG

# "<strong>Name:</strong> ", "<strong>Name</strong>: "; a name may be in italics as well. Without
# bold it is in capitals: "ADA LEE: ", "Q: ".
SPEECH = re.compile(
    r"<p>(?:(?P<tag><(?P<name>strong|b)>)"
    r"(?P<who>(?:<em>)?[^<>:]{1,40}(?:</em>)?)(?P<inside>:?)(?:\s*)</(?P=name)>(?P<after>:?)(?=\s)"
    r"|(?P<capitals>[^\W\d_][^<>:]{0,39}:)(?=\s))"
)
SPEAKER = re.compile(r'<p>(?=<(?:strong|b|span) class="speaker">)')  # as the author marks them
LIKELY = re.compile(r"<p>(?:<(?:strong|b)>|[^\W\d_a-z][^<>:a-z]{0,39}:)")
PARAGRAPH = re.compile(r"<(?:h[1-6]|hr)\b|<p\b[^>]*>(?P<inside>(?:(?!</p>).)*)</p>", re.DOTALL)
ASKS = re.compile(r"[?？؟;][\W\d]*\Z")  # the Greek mark as well
# A speech, and paragraphs in which its speaker goes on before the next one speaks.
LONGER = re.compile(
    r'(<p class="speech">(?:(?!</p>).)*</p>)((?:\s*<p>(?:(?!</p>).)*</p>)+)'
    r'(?=\s*<p class="speech">)',
    re.DOTALL,
)
GOES_ON = '<p class="speech goes-on">'
TURNS = 4  # of two speakers, at least


@dataclass(frozen=True)
class Turn:
    """A speech: whose it is, whether it asks, and the paragraphs after it before the next one."""

    who: str
    asks: bool
    going_on: int = 0


def with_talk(xhtml: str) -> str:
    """The fragment with `.speech` paragraphs, each with its `.speaker`, if it is a conversation."""
    if 'class="speaker"' in xhtml:
        xhtml = SPEAKER.sub('<p class="speech">', xhtml)
    if not LIKELY.search(xhtml):
        return xhtml
    talks = [turns for turns in _stretches(xhtml) if _is_talk(turns)]
    speakers = {who for turns in talks for who, times in _turns(turns).items() if times > 1}
    if not speakers:
        return xhtml
    marked = SPEECH.sub(lambda each: _speech(each) if _who(each) in speakers else each[0], xhtml)
    return LONGER.sub(lambda each: each[1] + each[2].replace("<p>", GOES_ON), marked)


def _stretches(xhtml: str) -> Iterator[Sequence[Turn]]:
    """The turns between two headings or rules of a text."""
    turns: list[Turn] = []
    for paragraph in PARAGRAPH.finditer(xhtml):
        speech = SPEECH.match(paragraph[0])
        who = _who(speech) if speech else ""
        if paragraph["inside"] is None:
            yield turns
            turns = []
        elif who:
            turns.append(Turn(who, ASKS.search(TAG.sub("", paragraph[0]).strip()) is not None))
        elif turns:
            turns[-1] = replace(turns[-1], going_on=turns[-1].going_on + 1)
    yield turns


def _is_talk(turns: Sequence[Turn]) -> bool:
    """Whether two speak by turns, and either one asks, or either goes on, or neither."""
    times = _turns(turns)
    changes = sum(1 for _ in groupby(turn.who for turn in turns))
    if changes < TURNS or sum(number > 1 for number in times.values()) < 2:
        return False
    questions = Counter(turn.who for turn in turns if turn.asks)
    if any(2 * questions[who] >= number > 1 for who, number in times.items()):
        return True
    longer = [turn for turn in turns[:-1] if turn.going_on]
    both = len({turn.who for turn in longer}) > 1
    return not longer or (both and sum(turn.going_on for turn in longer) <= len(turns))


def _turns(turns: Sequence[Turn]) -> Counter[str]:
    """How often each speaks."""
    return Counter(turn.who for turn in turns)


def _who(match: re.Match[str]) -> str:
    """The name that begins a paragraph, "" if it does not call a speaker."""
    if match["capitals"]:
        name = match["capitals"].rstrip(":").strip()
        return name if name.isupper() else ""
    called = bool(match["inside"]) != bool(match["after"])
    return TAG.sub("", match["who"]).strip() if called else ""


def _speech(match: re.Match[str]) -> str:
    opened = '<p class="speech">'
    if match["capitals"]:
        return f'{opened}<span class="speaker caps">{match["capitals"]}</span>'
    tag = f'<{match["name"]} class="speaker">'
    return f"{opened}{match[0].removeprefix('<p>').replace(match['tag'], tag, 1)}"

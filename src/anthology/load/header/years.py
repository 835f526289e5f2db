"""Years of works as people write them: 1994, 44 BC, c. 1922, 1999–2007."""

from __future__ import annotations

import re
from dataclasses import dataclass

from anthology.load.header import dates

PLAIN = re.compile(r"-?\d{1,4}|(\d{4})-(?:0[1-9]|1[0-2])")  # 1994, or 1994-05
ABOUT = r"(?:c(?:a|irca)?\.?|about|around|approx\.?|um|vers|circa|hacia|ок\.?|[~≈±])"
BEFORE = (
    r"b\.?\s?c\.?(?:\s?e\.?)?|v\.?\s?(?:chr|u\.\s?z)\.?|av\.?\s?j\.?-?\s?-?c\.?|a\.?\s?c\."
    r"|до\s+н\.?\s?э\.?"
)
AFTER = r"a\.?\s?d\.?|c\.?\s?e\.?|n\.?\s?chr\.?|ap\.?\s?j\.?-?\s?-?c\.?|d\.?\s?c\."
ERA = rf"(?:(?P<before>{BEFORE})|{AFTER})"
END = rf"(?:\s*(?:[-–—/]|to|until|bis)\s*(?:{ABOUT}\s*)?(?:\d{{1,4}}|present|today|now|heute)?)"
AS_WRITTEN = re.compile(
    rf"\[?(?:{ABOUT}\s*)?(?:A\.?D\.?\s*)?(?P<first>-?\d{{1,4}})(?:\s*\(?\?\)?)?"
    rf"(?:['’]?s)?(?:\s*{ERA})?(?:{END}(?:\s*(?:{ERA.replace('before', 'ended_before')}))?)?\]?",
    re.IGNORECASE,
)
OPEN = re.compile(r"(?<=\d)-$")  # 1999-, and going on
SOMEWHERE = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Year:
    """A year by which works are compared (44 BC is -44), and how it is printed."""

    number: int
    written: str = ""  # "" where the number says it all
    sure: bool = True


def parse(text: str, language: str = "") -> Year | None:
    """The year that `text` gives; the first of several. None where it gives none.

    A whole date gives its year. It is not sure where it stands among other words.
    """
    text = re.sub(r"^\((.*)\)$|(?<=\d)\.$", r"\1", text).strip()
    if match := PLAIN.fullmatch(text):
        return Year(int(match[1] or match[0]))
    if match := AS_WRITTEN.fullmatch(text):
        era = match["before"] or match["ended_before"]
        first = int(match["first"])
        return Year(-abs(first) if era else first, OPEN.sub("–", text))
    try:
        return Year(dates.parse(text, language).year)
    except ValueError:
        found = SOMEWHERE.findall(text)
        return Year(int(found[0]), sure=False) if len(found) == 1 else None

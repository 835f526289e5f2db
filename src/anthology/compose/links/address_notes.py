"""The addresses of links as notes at the foot of a printed page, if the style wants them there.

Their calls are letters, since the numbers belong to the manuscript's own notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import ascii_lowercase

from anthology.compose.links.addresses import NAMED_LINK, is_address
from anthology.compose.links.page_references import REST, in_brackets

NOTES = '<section class="notes">'
NOTE = re.compile(r'<aside class="note" id="([^"]+)"[^>]*>.*?</aside>', re.DOTALL)
CALL = re.compile(r'<a class="note-call(?: of-address)?"[^>]*?\shref="#([^"]+)"')


def with_notes(xhtml: str, section: str) -> str:
    """The text of a section with a note for the address of each link, each address once.

    A link whose words are its address has none. In a note, the address follows the link's words.
    """
    text, _, end = xhtml.partition(NOTES)
    notes = {match[1]: match[0] for match in NOTE.finditer(_with_addresses(end))}
    letters: dict[str, str] = {}
    called = _with_calls(text, section, letters)
    for address, letter in letters.items():
        name = f"{section}-address-{letter}"
        notes[name] = f'<aside class="note of-address" id="{name}">{_shown(address)}</aside>'
    if not notes:
        return called
    return f"{called.rstrip()}\n{NOTES}{''.join(_in_order(called, notes))}</section>"


def _with_calls(text: str, section: str, letters: dict[str, str]) -> str:
    """The text with the call of a note after each link; `letters` gets those of addresses."""
    written, at = "", 0
    for address, end in _links(text):
        letter = letters.setdefault(address, _letter(len(letters)))
        written += text[at:end]
        written += (
            f'<a class="note-call of-address" href="#{section}-address-{letter}">{letter}</a>'
        )
        at = end
    return written + text[at:]


def _with_addresses(notes: str) -> str:
    """Notes in which each address stands after the words of its link, in brackets."""
    written, at = "", 0
    for address, end in _links(notes):
        form = ", {}" if in_brackets(notes, end) else " ({})"
        shown = form.format(_shown(address))
        written += f'{notes[at:end]}<span class="address-reference">{shown}</span>'
        at = end
    return written + notes[at:]


def _links(xhtml: str) -> Iterator[tuple[str, int]]:
    """The address of each link with words of its own, and where these words and their marks end."""
    for match in NAMED_LINK.finditer(xhtml):
        if not is_address(match[2], match[1]):
            rest = REST.match(xhtml, match.end())
            yield match[1], rest.end() if rest else match.end()


def _shown(address: str) -> str:
    return f'<a href="{address}"><span class="address">{address}</span></a>'


def _letter(number: int) -> str:
    """The call of the note with that number, from 0: a to z, then aa, ab."""
    more, last = divmod(number, len(ascii_lowercase))
    return (_letter(more - 1) if more else "") + ascii_lowercase[last]


def _in_order(text: str, notes: Mapping[str, str]) -> Iterator[str]:
    """Notes in the order of their first calls; those that a note calls follow it."""
    left = dict(notes)
    waiting = [match[1] for match in CALL.finditer(text)][::-1]
    while waiting:
        note = left.pop(waiting.pop(), "")
        yield note
        waiting += [match[1] for match in CALL.finditer(note)][::-1]
    yield from left.values()

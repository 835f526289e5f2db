"""Report the HTML that is not allowed, tag by tag, with its lines."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from anthology.load.clean import allowed, picture_sources
from anthology.report import Place, Problem, warning

# A comment; a whole tag, whose quotes count only after "=", as in browsers; or the start of
# one that never ends, which would swallow the rest of the review.
_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?P<rest>(?:=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|[^>=]|=(?!\s*+[\"']))*+)>|<!--|<(?=/?[a-zA-Z])",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?", re.DOTALL
)
_REACHING_STYLE = re.compile(
    r"url|import|expression|behaviou?r|binding|position|display|visibility|content|\\|/\*",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?:|mailto:|#|//", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
_SPACES = re.compile(r"[\x00-\x20]+")
_MANUSCRIPT = re.compile(allowed.MANUSCRIPT, re.IGNORECASE)
_FETCHING = frozenset({"background", "dynsrc", "lowsrc", "ping", "poster", "xlink:href"})
_ADDRESSES = 60  # characters of an address that a message shows
_UNCLOSED = "a tag or comment is opened and never closed"
_HINT = "take it out, or write &lt; for a < that is meant as such"


@dataclass(frozen=True)
class Suspect:
    """A message about what was left out, and what to search for in the manuscript for its line."""

    message: str
    needles: tuple[str, ...]  # the tag as in the HTML, then its content
    hint: str = ""
    tag: int = -1  # its offset in the HTML; one tag may have many suspects


def inspected(text: str, most: int) -> tuple[str, tuple[Suspect, ...]]:
    """HTML in which no tag or dropped element runs on to the end, and what is not allowed in it.

    It is given up when more than `most` tags are never closed: each is read to the end.
    """
    found: list[Suspect] = []
    pieces: list[str] = []
    end = 0
    unclosed = _unclosed(text)
    for match in _TOKEN.finditer(text):
        if match.start() < end:
            continue
        pieces.append(text[end : match.start()])
        piece, end = _token(match, unclosed, found)
        pieces.append(piece)
        if piece.startswith("&lt;") and len(never_closed(found)) > most:
            break
    return "".join(pieces) + text[end:], tuple(found)


def never_closed(found: Iterable[Suspect]) -> list[Suspect]:
    """Tags and comments that are opened and never closed."""
    return [suspect for suspect in found if suspect.message == _UNCLOSED]


def problems(found: tuple[Suspect, ...], place: Place, source: str) -> tuple[Problem, ...]:
    """A warning for each suspect at its line of the manuscript, as far as it can be found."""
    lower = source.lower()
    line_ends = [match.start() for match in re.finditer("\n", lower)]
    start = _offset(source, place.line)
    cursor, results = start, []
    tag, tag_at = -1, -1
    for suspect in found:
        if suspect.tag != tag:
            tag, tag_at = suspect.tag, _found(lower, suspect.needles[:1], cursor, start)
        at = tag_at if tag_at >= 0 else _found(lower, suspect.needles[1:], cursor, start)
        cursor = at + 1 if at >= 0 else cursor
        line = bisect_left(line_ends, at) + 1 if at >= 0 else place.line
        results.append(warning(Place(place.path, line), suspect.message, suspect.hint))
    return tuple(results)


def _token(match: re.Match[str], unclosed: set[str], found: list[Suspect]) -> tuple[str, int]:
    """The cleaned text for a token, and where reading goes on."""
    name = (match["name"] or "").lower()
    if not name and match[0].endswith("-->"):
        return "", match.end()
    if not name:
        found.append(Suspect(_UNCLOSED, (match[0],), _HINT, match.start()))
        return "&lt;" + match[0][1:], match.end()
    if match["end"]:
        return ("" if name in unclosed else match[0]), match.end()
    found.extend(replace(suspect, tag=match.start()) for suspect in _suspects(name, match))
    if name in unclosed:
        return "", match.end()
    if name not in allowed.DROPPED:
        return _with_data_src(name, match), match.end()
    return "", _end_of(match.string, name, match.end())


def _with_data_src(name: str, match: re.Match[str]) -> str:
    """A tag as it was; a picture's address moves to an attribute that nh3 does not judge."""
    if name not in {"img", "image"}:
        return match[0]
    given = {
        name.lower(): html.unescape("".join(values))
        for name, *values in reversed(_ATTRIBUTE.findall(match["rest"]))
    }
    rest = _ATTRIBUTE.sub(lambda a: "" if _is_source(a[1]) else a[0], match["rest"])
    src = html.escape(picture_sources.chosen(given))
    return f'<img data-src="{src}" {rest}>' if src else f"<img {rest}>"


def _is_source(name: str) -> bool:
    return name.lower() in {"src", *picture_sources.LATE, *picture_sources.SETS}


def _unclosed(text: str) -> set[str]:
    """Names of dropped elements that are opened more often than closed: only their tags go."""
    lower = text.lower()
    names = set()
    for name in (*allowed.DROPPED, "xmp", "plaintext"):
        if f"<{name}" in lower:
            opened = len(re.findall(rf"<{name}(?=[\s/>])", lower))
            if opened > len(re.findall(rf"</{name}(?=[\s/>])", lower)):
                names.add(name)
    return names


def _end_of(text: str, name: str, start: int) -> int:
    """Where a dropped element ends, elements of the same name inside it counted."""
    depth = 1
    for match in re.compile(rf"<(/?){name}(?=[\s/>])[^>]*>", re.IGNORECASE).finditer(text, start):
        depth += -1 if match[1] else 1
        if not depth:
            return match.end()
    return len(text)


def _suspects(name: str, match: re.Match[str]) -> Iterator[Suspect]:
    """What is not allowed in one start tag."""
    tag = match[0]
    if name in allowed.DROPPED:
        yield Suspect(f"<{name}> and what it held were left out", (tag, f"<{name}"))
        return
    if name not in allowed.TAGS and name not in allowed.SILENT and ":" not in name:
        yield Suspect(f"the tag <{name}> was left out", (tag, f"<{name}"), _HINT)
    for attribute, *values in _ATTRIBUTE.findall(match["rest"]):
        value = html.unescape("".join(values))
        yield from _attribute(name, attribute.lower(), value, tag)


def _attribute(name: str, attribute: str, value: str, tag: str) -> Iterator[Suspect]:
    needles = (tag, value, f"{attribute}=") if value else (tag, attribute)
    if attribute.startswith("on") and attribute.isalpha():
        yield Suspect(f"the event handler {attribute} was left out", needles)
    elif attribute == "style" and _REACHING_STYLE.search(value):
        yield Suspect("style is not taken from a manuscript and was left out", needles)
    elif attribute in _FETCHING and value:
        yield Suspect(f"{attribute} loads {_short(value)}; it was left out", needles)
    elif attribute == "href" and name == "a":
        yield from _link(value, needles)


def _link(value: str, needles: tuple[str, ...]) -> Iterator[Suspect]:
    address = _SPACES.sub("", value)
    if not address or _LINK.match(address) or _MANUSCRIPT.fullmatch(address):
        return
    if _SCHEME.match(address):
        yield Suspect(f"the link to {_short(value)} was left out; its words stay", needles)
    else:
        message = f"the link to {_short(value)} leads nowhere in a book; its words stay"
        yield Suspect(message, needles, "Give the whole address, with https://.")


def _short(address: str) -> str:
    return address if len(address) <= _ADDRESSES else address[: _ADDRESSES - 1] + "…"


def _found(text: str, needles: tuple[str, ...], cursor: int, start: int) -> int:
    """Where the first of the needles is, after the cursor or else after the start; -1."""
    for needle in needles:
        for begin in (cursor, start):
            at = text.find(needle.lower(), begin)
            if at >= 0:
                return at
    return -1


def _offset(text: str, line: int) -> int:
    """Where a line begins."""
    at = 0
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
        if not at:
            return 0
    return at

"""Fields inside a text, as Obsidian's Dataview and Logseq have them: `rating:: 9/10`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from anthology.load.header import foreign, keys
from anthology.load.header.front_matter import FrontMatter, split
from anthology.load.header.shape import something
from anthology.load.header.syntax.tree import Table, Value, plain
from anthology.report import Place, Problem, note, question, shown

MARK = "::"
_KEY = r"(?P<key>[^\W\d_][\w '’-]{0,39}?)"
LINE = re.compile(  # a whole line, or an item of a list; the key may be bold
    rf"[ \t]*(?:[-*+][ \t]+)?(?P<bold>[*_]{{0,3}}){_KEY}[ \t]*(?:::(?P=bold)|(?P=bold)::)"
    r"(?:[ \t]+(?P<value>\S.*?))?[ \t]*"
)
_VALUE = r"::[ \t]*(?P<value>(?:[^\[\]()\n]|\[\[[^\[\]\n]*\]\]){0,200}?)[ \t]*"
INLINE = (
    re.compile(rf"[ \t]*(?<!\[)\[{_KEY}{_VALUE}\](?![\[(\]])"),
    re.compile(rf"[ \t]*\({_KEY}{_VALUE}\)"),
)
FENCE = re.compile(r"[ \t>]*(?:```|~~~)")
MANY = frozenset({"texts", "people"})  # the forms of keys that may have several values
TWO = 2


@dataclass
class _Fields:
    """The fields of a text, and the lines that are left of it."""

    front: FrontMatter
    renamed: Mapping[str, str]
    lines: list[str]
    values: dict[str, list[Value]] = field(default_factory=dict)

    def add(self, raw: str, value: str, number: int) -> None:
        """Keeps a field of the line with that number, from 0."""
        self.values.setdefault(raw, []).append(Value(value, self.front.body_line + number))

    def is_known(self, raw: str, value: str) -> bool:
        """Whether a key means something here, and the value fits it."""
        if raw in self.renamed:
            return True
        own = foreign.own_name(raw)
        if own in {"rating", "date", "year"}:
            return foreign.fits(own, value)
        table: Table = {raw: Value(value, 0)}
        return keys.known(keys.named(raw)) or raw in foreign.translated(table, {})


def with_fields(text: str, path: str, renamed: Mapping[str, str]) -> FrontMatter:
    """The header and the body of a manuscript, with the fields of the body in the header.

    The header's own values win. Raises Refused like `front_matter.split`.
    """
    front = split(text, path, renamed)
    if MARK not in front.body:
        return front
    found = _Fields(front, renamed, front.body.split("\n"))
    _take(found)
    if not found.values:
        return front
    values, problems = _merged(found)
    body = "\n".join(found.lines)
    return replace(front, values=values, body=body, problems=(*front.problems, *problems))


def _take(found: _Fields) -> None:
    """Takes the fields out of the lines, which keep their numbers."""
    is_first = True
    for run in _runs(found.lines):
        matches = [LINE.fullmatch(found.lines[number]) for number in run]
        fields = [match for match in matches if match]
        known = any(found.is_known(each["key"], each["value"] or "") for each in fields)
        block = is_first and TWO <= len(fields) == len(run)
        for number, match in zip(run, matches, strict=True):
            if match and (known or block):
                found.add(match["key"], match["value"] or "", number)
                found.lines[number] = ""
            elif MARK in found.lines[number]:
                found.lines[number] = _without(found, number)
        is_first = False


def _runs(lines: list[str]) -> Iterator[list[int]]:
    """The numbers of lines that follow one another without an empty one, code aside."""
    run: list[int] = []
    is_code = False
    for number, line in enumerate(lines):
        fence = FENCE.match(line)
        if not line.strip() or fence or is_code:
            if run:
                yield run
            run = []
            is_code ^= bool(fence)
        else:
            run.append(number)
    if run:
        yield run


def _without(found: _Fields, number: int) -> str:
    """A line without the fields in it whose keys are known; code stays."""
    line = found.lines[number]

    def take(match: re.Match[str]) -> str:
        before, after = match.string[: match.start()], match.string[match.end() :]
        if before.count("`") % 2 or not found.is_known(match["key"], match["value"]):
            return match[0]
        found.add(match["key"], match["value"], number)
        if match[0].lstrip()[0] == "[":
            return ""
        # the round ones hide their key, so that the value may be a word of a sentence
        inside = re.search(r"\w[*_]*$", before) and re.match(r"[*_]*\s+[^\W\d_]", after)
        return f" {match['value']}" if inside else ""

    for form in INLINE:
        line = form.sub(take, line)
    return line if re.search(r"\w", line) else ""


def _merged(found: _Fields) -> tuple[Table, tuple[Problem, ...]]:
    """The header's values with those of the fields, and remarks."""
    own = found.front.values
    given = {raw for raw, value in own.items() if something(value)}
    names = {foreign.own_name(found.renamed.get(raw, raw)): raw for raw in given}
    values, problems = dict(own), list[Problem]()
    for raw, several in found.values.items():
        one, doubt = _one(raw, several, found)
        problems += doubt
        name = foreign.own_name(found.renamed.get(raw, raw))
        if name in names:
            problems.append(_twice(raw, own[names[name]], one, found.front.path))
        else:
            values[raw] = one
            names[name] = raw
    first = min(each[0].line for each in found.values.values())
    message = "fields of the text, like “key:: value”, were read as the header's and not printed"
    return values, (*problems, note(Place(found.front.path, first), message))


def _one(raw: str, several: list[Value], found: _Fields) -> tuple[Value, list[Problem]]:
    """The value of a field that may be there several times."""
    texts = list(dict.fromkeys(each.content for each in several if each.content))
    if len(texts) < TWO:
        return Value(texts[0] if texts else "", several[0].line), []
    key = keys.ours(keys.named(found.renamed.get(raw, raw)))
    if key and key.form in MANY:
        return Value(tuple(several), several[0].line), []
    message = f"“{shown(raw)}” is in the text with {len(texts)} values; the first was taken"
    place = Place(found.front.path, several[1].line)
    return several[0], [question(place, message, "Keep one of them.")]


def _twice(raw: str, own: Value, other: Value, path: str) -> Problem:
    place = Place(path, other.line)
    if plain(own) == plain(other):
        return note(place, f"“{shown(raw)}” is in the header and in the text, with one value")
    message = f"the header has another “{shown(raw)}” than this line: {shown(other.text or '')}"
    return question(place, message, "The header's was taken. Keep one of the two.")

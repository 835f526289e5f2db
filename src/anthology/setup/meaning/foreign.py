"""Keys of headers that are not ours: what they mean by their words and their values."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from anthology.load.header import keys
from anthology.load.header.foreign import fits, is_date
from anthology.load.header.keys import words
from anthology.setup.finding import Finding, files_of
from anthology.setup.seen.groups import Group

SHARE = 0.1  # of the files of a group have a key that is worth a line
FIT = 0.7  # of the values are what the key is to mean
YEAR = 4  # digits
OUT_OF = re.compile(r"(?:out_?of_?|/|von_|sur_|_)(4|5|6|10|20|100)$")


def renamed(group: Group) -> tuple[dict[str, str], list[Finding]]:
    """Foreign keys with the keys of ours that they mean, and the finding that says so."""
    group = replace(group, renamed={})
    columns = _unknown(group)
    found: dict[str, str] = {}
    reasons: list[str] = []
    for raw, values in columns.items():
        meaning = _meaning(raw)
        if meaning and _is_free(meaning, group, found) and _fits(meaning, values):
            found[raw] = meaning
            reasons.append(_reason(raw, meaning, values, group))
    for raw, meaning, reason in (*_unlike(group, columns, found), *_of_ours(group)):
        found[raw] = meaning
        reasons.append(reason)
    if not found:
        return {}, []
    return found, [Finding("keys", found, " ".join(reasons), sure="" not in found.values())]


def _of_published(group: Group) -> str:
    """What `published` is: the year of the works, or the date of the texts that have no other."""
    values = [texts[0] for _, texts in group.column("published")]
    if len(values) <= group.files / 2:
        return ""
    years_alone = sum(value.isdecimal() and len(value) == YEAR for value in values)
    if years_alone > FIT * len(values) and group.share("date") > FIT and not group.names["year"]:
        return "year"
    days = sum(is_date(value) and len(value) > YEAR for value in values)
    return "date" if days > FIT * len(values) and not group.names["date"] else ""


def _unlike(
    group: Group, columns: Mapping[str, list[str]], found: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Keys that a build would take for ours misspelt, to be ignored."""
    for raw, values in columns.items():
        likely = "" if raw in found or "." in raw else keys.likely(keys.named(raw))
        if likely and likely not in group.names and likely not in found.values():
            where = files_of(len(values), group.files)
            yield raw, "", f"`{raw}` is not `{likely}`, in {where}."


def _of_ours(group: Group) -> Iterator[tuple[str, str, str]]:
    """Keys of ours that mean something else here."""
    if meaning := _of_published(group):
        reason = f"`published` is `{meaning}`, not where a text was published first."
        yield "published", meaning, reason
    if pages := _names_of_pages(group):
        yield "name", "", f"`name` is the name of a page, not of a work: “{pages[0]}”."


def _names_of_pages(group: Group) -> list[str]:
    """The values of `name` where these are no words, but titles with other marks for spaces."""
    rows = [(sheet.text("name"), sheet.text("title")) for sheet in group.sheets]
    given = [name for name, title in rows if name and title]
    joined = [name for name in given if " " not in name and re.search(r"\w[-_]\w", name)]
    return joined if 2 * len(joined) > group.files else []


def _unknown(group: Group) -> dict[str, list[str]]:
    """The first text of each key that we do not know, by the key as written."""
    columns: dict[str, list[str]] = defaultdict(list)
    for sheet in group.sheets:
        for raw, texts in sheet.values.items():
            if _is_foreign(raw):
                columns[raw].append(texts[0] if texts else "")
    least = max(1, SHARE * group.files)
    return {raw: values for raw, values in columns.items() if len(values) >= least}


def _is_foreign(raw: str) -> bool:
    """Whether a key is not read as it stands: it is unknown, or inside a table that is."""
    table, dot, inner = raw.partition(".")
    if dot and keys.named(table) in keys.OF_SITES:
        return not keys.known(keys.named(inner))
    return not keys.known(keys.named(table)) and not (dot and keys.named(table) == "review")


def _meaning(raw: str) -> str | None:
    """The key that a foreign one means, None where its words say nothing."""
    outer, dot, inner = raw.partition(".")
    if not dot:
        return words.meaning(outer)
    name = keys.named(inner)
    own = keys.ours(name)
    if own:
        return own.name
    return name if name in keys.CREATORS or name in keys.WORKS else words.meaning(inner)


def _is_free(meaning: str, group: Group, found: Mapping[str, str]) -> bool:
    """Whether the headers have no other key of that meaning."""
    if not meaning:
        return True
    own = "creator" if meaning in keys.CREATORS else "work" if meaning in keys.WORKS else meaning
    return 2 * group.names[own] < group.files and meaning not in found.values()


def _fits(meaning: str, values: Sequence[str]) -> bool:
    """Whether most values that are there can be what the key is to mean."""
    given = [value for value in values if value]
    return sum(fits(meaning, value) for value in given) >= FIT * max(1, len(given))


def _reason(raw: str, meaning: str, values: Sequence[str], group: Group) -> str:
    shown = ", ".join(f"“{value}”" for value in _examples(values))
    example = f": {shown}" if shown else ""
    return f"`{raw}` is `{meaning}` ({files_of(len(values), group.files)}{example})."


def _examples(values: Sequence[str]) -> list[str]:
    """The two most frequent values, shortened."""
    frequent = Counter(value for value in values if value).most_common(2)
    return [value if len(value) <= 40 else f"{value[:39]}…" for value, _ in frequent]

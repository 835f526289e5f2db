"""The permission to print a review, written into its header: one line of it changes.

`rights` may be the holder's name, a table in one line, or a table of lines. The header is read
again, and what would say anything else by the change is left to whoever edits the text.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from functools import partial

from anthology.book import Permission
from anthology.load.header.front_matter import FrontMatter
from anthology.load.header.syntax.tree import Value, plain
from anthology.preview.writing.headers import LINES, changed, header, is_toml, key_of, with_line
from anthology.preview.writing.texts import Closed

ANSWERS = tuple(each for each in Permission if each is not Permission.UNKNOWN)
WRITTEN = re.compile(r"(permission[\"']?\s*[:=]\s*)(?:\"[^\"\n]*\"|'[^'\n]*'|[^,}\n]*)")


def with_permission(text: str, path: str, answer: str) -> str:
    """The manuscript with another permission in its header. Raises Closed."""
    if answer not in ANSWERS:
        raise Closed(f"“{answer}” is not a permission")
    return changed(text, partial(_with, path=path, answer=answer))


def _with(text: str, path: str, answer: str) -> str:
    before = header(text, path)
    after = _written(text, before, answer)
    with suppress(Closed):
        if _is_right(before, header(after, path), answer):
            return after
    raise Closed(f"the rights in {path} are written in another way: edit the text")


def _written(text: str, matter: FrontMatter, answer: str) -> str:
    sign, shown = (" = ", json.dumps(answer)) if is_toml(text) else (": ", answer)
    pair = f"permission{sign}{shown}"
    raw = key_of(matter, "rights")
    if raw is None:
        return with_line(text, matter, f"rights{sign}{{{pair}}}")
    value, lines = matter.values[raw], LINES.findall(text)
    if isinstance(value.content, dict):
        _put(lines, value.content, value.line - 1, (pair, shown))
    elif value.text is not None:
        holder = f"holder{sign}{json.dumps(value.text, ensure_ascii=False)}"
        lines[value.line - 1] = f"{raw}{sign}{{{holder}, {pair}}}\n"
    return "".join(lines)


def _put(lines: list[str], table: dict[str, Value], at: int, new: tuple[str, str]) -> None:
    """Change the line with the permission of a table that begins in line `at`, or add one."""
    pair, shown = new
    inner = next((value for key, value in table.items() if key.lower() == "permission"), None)
    if inner:
        at = inner.line - 1
        lines[at] = WRITTEN.sub(lambda found: f"{found[1]}{shown}", lines[at], count=1)
    elif "{" in lines[at]:
        lines[at] = lines[at].replace("{", f"{{{pair}, ", 1)
    elif table:
        at = min(value.line for value in table.values()) - 1
        indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
        lines.insert(at, f"{indent}{pair}\n")


def _is_right(before: FrontMatter, after: FrontMatter, answer: str) -> bool:
    """Whether the header says the same but for the permission, and the text is the same."""
    was, now = ({key: plain(value) for key, value in m.values.items()} for m in (before, after))
    raw = key_of(after, "rights")
    rights = now.pop(raw, None) if raw else None
    held = was.pop(raw, {}) if raw else {}
    held = {"holder": held} if isinstance(held, str) else held
    if not isinstance(rights, dict) or not isinstance(held, dict):
        return False
    wanted = {key: value for key, value in held.items() if key.lower() != "permission"}
    written = {key.lower(): value for key, value in rights.items()}.get("permission")
    same = wanted == {key: value for key, value in rights.items() if key.lower() != "permission"}
    return same and written == answer and was == now and before.body.lstrip() == after.body.lstrip()

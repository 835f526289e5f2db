"""The shape of a header's values: what is nothing, and lists of one where a value belongs."""

from __future__ import annotations

from anthology.load.header.syntax.tree import Table, Value

NO_VALUE = frozenset({"", "~", "null"})  # YAML's ways to write that there is no value
NOTHING = NO_VALUE | {"n/a"}  # and what people write in its place


def something(value: Value, nothing: frozenset[str] = NOTHING) -> Value | None:
    """The value without what stands for nothing; None where no more is left."""
    content = value.content
    if isinstance(content, str):
        return None if content.strip().lower() in nothing else value
    if isinstance(content, tuple):
        items = tuple(full for item in content if (full := something(item, nothing)))
        return Value(items, value.line) if items else None
    table = in_table(content, nothing)
    return Value(table, value.line) if table else None


def in_table(table: Table, nothing: frozenset[str] = NOTHING) -> Table:
    """A table's values that are something."""
    return {key: full for key, value in table.items() if (full := something(value, nothing))}


def single(value: Value) -> Value:
    """The item of a list of one; any other value as it is.

    Obsidian's [[The Long, Cold Night]] without quotes is a list in a list: its words are a link.
    """
    content = value.content
    if not isinstance(content, tuple) or len(content) != 1:
        return value
    (item,) = content
    words = item.content
    if isinstance(words, tuple) and all(isinstance(word.content, str) for word in words):
        return Value(f"[[{', '.join(word.text or '' for word in words)}]]", value.line)
    return single(item)

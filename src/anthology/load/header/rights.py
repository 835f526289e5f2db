"""First publication and rights of a header."""

from __future__ import annotations

from difflib import get_close_matches

from anthology.book import NO_RIGHTS, Permission, Publication, Rights
from anthology.load.header import dates, keys
from anthology.load.header.fields import Fields
from anthology.load.header.foreign import NO, YES
from anthology.load.header.syntax.tree import Table, Value
from anthology.report import error

PUBLICATION = {"in": "in", "name": "in", "where": "in", "date": "date", "url": "url", "link": "url"}
RIGHTS = {
    "holder": "holder", "owner": "holder", "licence": "licence", "license": "licence",
    "permission": "permission", "credit": "credit", "credit_line": "credit",
    "picture_credits": "picture_credits", "picture_credit": "picture_credits",
}  # fmt: skip


def publication_of(value: Value | None, fields: Fields) -> Publication | None:
    """Where a piece first appeared, from a table, a date, or the name of a paper."""
    if value is None or (value.text is not None and value.text.lower() in YES | NO):
        return None  # Jekyll's `published: true`
    if value.text is not None:
        try:
            return Publication(date=dates.parse(value.text, fields.date_language))
        except ValueError:
            return Publication(name=fields.words("published", value))
    parts = _parts("published", value, PUBLICATION, fields)
    return Publication(
        name=fields.words("in", parts.get("in")),
        date=fields.date("date", parts.get("date")),
        url=fields.text("url", parts.get("url")),
    )


def rights_of(given: Table, fields: Fields) -> Rights:
    """Who owns the piece, from a table `rights` or a line with the holder's name."""
    value = given.get("rights")
    if value is None:
        return NO_RIGHTS
    if value.text is not None:
        return Rights(holder=fields.words("rights", value))
    parts = _parts("rights", value, RIGHTS, fields)
    return Rights(
        holder=fields.words("holder", parts.get("holder")),
        licence=fields.text("licence", parts.get("licence")),
        permission=_permission(parts.get("permission"), fields),
        credit=fields.words("credit", parts.get("credit")),
        picture_credits=_lines("picture_credits", parts.get("picture_credits"), fields),
    )


def _parts(name: str, value: Value, known: dict[str, str], fields: Fields) -> Table:
    """The table's values under our names; an unknown key is an error."""
    parts: Table = {}
    for key, part in fields.table(name, value).items():
        if keys.named(key) in known:
            parts[known[keys.named(key)]] = part
        else:
            close = get_close_matches(keys.named(key), known, n=1)
            meant = f"; did you mean “{known[close[0]]}”?" if close else ""
            names = ", ".join(dict.fromkeys(known.values()))
            fields.wrong(part, f"unknown key “{key}” in {name}{meant}", f"Known are {names}.")
    return parts


def _lines(name: str, value: Value | None, fields: Fields) -> tuple[str, ...]:
    if value is None or not isinstance(value.content, tuple):
        return (fields.words(name, value),) if value and value.text else ()
    return tuple(fields.words(name, item) for item in value.content)


def _permission(value: Value | None, fields: Fields) -> Permission:
    text = fields.text("permission", value).lower().replace("-", " ").replace("_", " ")
    if value is None or not text:
        return Permission.UNKNOWN
    if text in list(Permission):
        return Permission(text)
    close = get_close_matches(text, list(Permission), n=1)
    meant = f"; did you mean “{close[0]}”?" if close else ""
    allowed = ", ".join(p for p in Permission if p is not Permission.UNKNOWN)
    fields.problems.append(
        error(
            fields.place(value), f"“{text}” is not a permission{meant}", f"Write one of: {allowed}."
        )
    )
    return Permission.UNKNOWN

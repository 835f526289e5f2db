"""People from files: one of reviewers/, one of a site's contributors, or a data file of several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from anthology.book import Person
from anthology.load.formats import name_of_page
from anthology.load.formats import read as texts
from anthology.load.header import keys
from anthology.load.header.fields import Fields
from anthology.load.header.front_matter import FrontMatter
from anthology.load.header.shape import in_table, single
from anthology.load.header.syntax.tree import Table, Value, of_toml, of_yaml
from anthology.load.model import Manuscript, ParsedManuscript, PictureReference
from anthology.load.project.file_names import in_title_case, name_alone
from anthology.load.project.people import CONTRIBUTOR
from anthology.report import Place, Problem, Refused, error

# Our keys, and what the sites of other programs call them.
ALSO = {
    "name": ("name", "title", "display_name", "displayname", "full_name", "fullname"),
    "bio": ("bio", "short_bio", "biography", "about", "description"),
    "url": ("url", "website", "homepage", "link", "site", "web"),
}
LOGINS = ("short_name", "slug", "username", "user_name", "login", "handle", "nickname", "nick",
          "id", "uid", "key", "author_id", "identifier")  # fmt: skip
KNOWN = frozenset({"name", "title", "sort_name", "bio", "url", "portrait", "also", "spellings"})
LISTS = frozenset({"authors", "contributors", "critics", "people", "reviewers", "members"})


def read(
    manuscript: Manuscript, front: FrontMatter, problems: tuple[Problem, ...]
) -> ParsedManuscript:
    """The person whom a text is about: its header has their data, its body is their bio."""
    fields = Fields(manuscript.path)
    is_contributor = manuscript.kind == CONTRIBUTOR
    if not is_contributor:
        fields.note_unknown(KNOWN, front.values)
    table = _named(front.values)
    person = _person(table, fields)
    body = front if front.body.strip() else replace(front, body=_first(table, "bio", fields))
    text = texts.read(body, person.name, manuscript.limits)
    alone = manuscript.name or name_alone(manuscript.path)
    if alone.title == alone.title.capitalize():  # of “jo-march.md”, not as anybody writes a name
        alone = in_title_case(alone)
    person = replace(
        person,
        name=person.name or text.finished.first_heading or alone.title,
        bio=text.finished.body.xhtml,
        portrait=fields.text("portrait", table.get("portrait")),
    )
    if is_contributor:
        person = _also_called(person, name_of_page(manuscript.path))
    portrait = (PictureReference(person.portrait, fields.line(table.get("portrait"))),)
    return ParsedManuscript(
        manuscript.path,
        person=person,
        pictures=text.pictures + portrait * bool(person.portrait),
        problems=problems + tuple(fields.problems) + text.problems,
    )


def read_data(manuscript: Manuscript, text: str) -> ParsedManuscript:
    """The people of a YAML, JSON or TOML file: a table for each, by their logins or in a list.

    Raises Refused where a file that the settings name cannot be read, or has nobody.
    """
    try:
        return _of_data(manuscript, text)
    except Refused:
        if not manuscript.page:
            raise
        return ParsedManuscript(manuscript.path, left_out="of no known kind")


def _of_data(manuscript: Manuscript, text: str) -> ParsedManuscript:
    form = of_toml if manuscript.path.endswith(".toml") else of_yaml
    root, problems = form(text, manuscript.path)
    fields = Fields(manuscript.path)
    found = (_whole(login, table, manuscript, fields) for login, table in _tables(root))
    people = tuple(person for person in found if person.name)
    if not people:
        message = "no person was found in this file"
        hint = "Write “login: {name: …, bio: …}” for each, or a list of such tables with “name”."
        raise Refused(error(Place(manuscript.path), message, hint))
    problems += tuple(fields.problems)
    return ParsedManuscript(manuscript.path, people=people, problems=problems)


def _whole(login: str, table: Table, manuscript: Manuscript, fields: Fields) -> Person:
    person = _with_bio(_person(table, fields), table, manuscript, fields)
    return _also_called(person, login)


def _tables(root: Value) -> Iterator[tuple[str, Table]]:
    """Each person's login, "" where there is none, and table."""
    content = root.content
    if isinstance(content, dict):
        if len(content) == 1 and (inner := next(iter(content))).lower() in LISTS:
            yield from _tables(content[inner])
            return
        for login, value in content.items():
            yield login, _table(value)
    elif isinstance(content, tuple):
        for value in content:
            yield "", _table(value)


def _table(value: Value) -> Table:
    """A person's table under names as we compare them; a text alone is the name."""
    if isinstance(value.content, dict):
        return _named(value.content)
    return {"name": value} if isinstance(value.content, str) else {}


def _named(table: Mapping[str, Value]) -> Table:
    return in_table({keys.named(raw): value for raw, value in table.items()})


def _person(table: Table, fields: Fields) -> Person:
    """The person of a table, without bio; the name is "" where it has none."""
    first, last = (fields.words(key, table.get(key)) for key in ("first_name", "last_name"))
    whole = f"{first} {last}" if first and last else ""
    url = _first(table, "url", fields)
    also = fields.texts("also", table.get("also") or table.get("spellings"))
    person = Person(
        name=whole or fields.words("name", _value(table, "name")),
        sort_name=fields.text("sort_name", table.get("sort_name"))
        or (f"{last}, {first}" if whole else ""),
        url=url if "://" in url else "",
        spellings=also,
    )
    logins = (fields.text(key, table.get(key)) for key in LOGINS)
    return _also_called(person, *logins)


def _with_bio(person: Person, table: Table, manuscript: Manuscript, fields: Fields) -> Person:
    bio = _first(table, "bio", fields)
    if not bio:
        return person
    text = texts.read(FrontMatter(manuscript.path, bio, bio), "", manuscript.limits)
    return replace(person, bio=text.finished.body.xhtml)


def _also_called(person: Person, *names: str) -> Person:
    """The person with further spellings: by logins reviews are signed."""
    others = (name for name in names if name and name != person.name)
    return replace(person, spellings=tuple(dict.fromkeys((*person.spellings, *others))))


def _value(table: Table, name: str) -> Value | None:
    found = next((table[key] for key in ALSO[name] if key in table), None)
    return single(found) if found else None


def _first(table: Table, name: str, fields: Fields) -> str:
    value = _value(table, name)
    return fields.text(name, value) if value and value.text is not None else ""

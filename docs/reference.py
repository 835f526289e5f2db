"""The pages of the manual that are generated from the code: `python docs/reference.py`.

A test fails when one is out of date. settings.md comes from the tables of anthology.toml,
headers.md from the keys of a manuscript's header, the tables of styles.md from what a style may
say, commands.md from the command line's own help,
and the pictures of architecture.md from the code itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from typer.main import get_command
from typer.testing import CliRunner

import style_reference
from anthology import schema
from anthology.cli import app
from anthology.load.header.keys import CREATORS, IDENTIFIERS, KEYS, WORKS
from diagrams import filled

FOLDER = Path(__file__).parent
ORDER = (
    "book",
    "part",
    "select",
    "source",
    "reviewers",
    "creators",
    "ratings",
    "copyright",
    "front",
    "back",
    "style",
    "press",
    "cover",
    "accessibility",
    "trade",
    "limits",
)

SETTINGS = """\
# anthology.toml

Every table and key, with its default. Each of them may be left out; without the file, the book
is named after its folder. An unknown key is an error, and Anthology suggests the one that you may
have meant. `anthology new my-book` writes a file with the most common keys, and schemas with which
a text editor can complete and check them.
"""

HEADERS = """\
# The header of a review

A manuscript may begin with a header, in YAML between two lines of `---` (or TOML between
`+++`, or plain `Key: value` lines before the first empty line):

    ---
    title: The Shadow on the Stairs
    reviewer: Ann Lee
    film: Nosferatu
    director: F. W. Murnau
    year: 1922
    rating: ★★★★½
    date: 2024-05-17
    rights: {holder: Ann Lee, permission: granted}
    ---

No key is required, and nothing is invented: a review without a reviewer is unsigned.
Values are read as you wrote them: `title: No` is the title “No”, `isbn: 0062315005` keeps its
zeros, and `title: Avengers: Endgame` needs no quotation marks. `anthology list` shows what was
understood, and where it was written. The last column has the names that Jekyll, Hugo, Eleventy,
Obsidian and others use for a key. Where a whole folder of yours means something else, for example
the reviewer by `author`, say so once in a `[[source]]` of [anthology.toml](settings.md).

* A list of one item is that item; of several dates the last counts. `null`, `~`, `n/a` and an empty
  value are nothing, and so is a rating that says there is none: `not rated`, `tbd`, `?/10`, `k.
  A.`, `sin nota`. “No stars” and `0/5` are ratings. A key that is written twice with one value is
  only remarked.
* Keys may be words of the languages that the book's words are in: `Titel`, `Rezensent`, `Note`,
  `Fecha`, `Recenzent`. They are read where their values fit and ours are not there; `-v` shows
  each.
* Lines without a fence are a header if one of them names the review, its work or its reviewer,
  gives a rating or a date, or if another text of the folder begins with the same keys, and if they
  are no talk, verse or credits. What is not known among them is not printed. They may stand below a
  first heading, as in Notion's exports. Two lines of `---` above all print them.
* Fields of Obsidian's Dataview in a text and properties of Logseq are the header's, if their keys
  are known or stand in one block with known ones: `rating:: 9/10`, `[rating:: 9/10]`, `(rating::
  9/10)`. They leave the text; the header's own value wins.
* Entities (`&#8217;`, `&amp;`) are letters; links are their words. `*Jaws*` in a title is set in
  italics on the page and in the contents, and plain in metadata.
* Dates are read with month names in the languages of the book's words (`5. Mai 2019`), with times
  and zones, and as `17/05/2024`; where day and month could be either, the other dates of the folder
  decide, else the language, else there is a warning and no date.
* Years of works are printed as written: `44 BC`, `c. 1922`, `1999–2007`.
* An ISBN whose check digit is wrong, or that a spreadsheet has rounded, is named and left out.
* A key that is not known is passed over with a remark, which `-v` shows, or with a warning where it
  looks like a slip for one of ours.
"""

COMMANDS = """\
# The command line

Exit codes: 0 success; 1 a mistake to correct, and the books are as they were before; 2 a wrong
command line; 3 a draft was built without the reviews that failed (`--keep-going`; a folder
without anthology.toml becomes such a draft by itself, with 0); 70 a bug in Anthology; 130
interrupted.

A program that runs the build reads `--json-lines`: a JSON object a line, as things happen. `event`
is `step` (`step`, `done` and `of` count the steps of the plan), `problem` (`severity`, `path`,
`line`, `message`, `hint`), `file` (`path`, `bytes`, and `pages` of a PDF) or `end` (`exit`, the
exit code of this book, and whether it is a `draft`); `volume` is the book, "" for that of the whole
project. New keys and events may be added.
"""


def settings() -> str:
    """The page about anthology.toml."""
    made = schema.of_settings()
    assert set(made["properties"]) == set(ORDER), "a table without a place in the manual"
    tables = (_settings_table(name, made["properties"][name], made["$defs"]) for name in ORDER)
    return "\n".join([SETTINGS, *tables])


def _settings_table(name: str, field: Mapping[str, Any], tables: Mapping[str, Any]) -> str:
    table = _referred(field, tables)
    if table is None:
        return _section(f"[{name}]", _sentence(field["description"].partition(": ")[2]))
    head, _, meaning = table["description"].partition(": ")
    rows = (_setting(key, value) for key, value in table["properties"].items())
    return _section(head, _sentence(meaning), "| key | default | meaning |", "|---|---|---|", *rows)


def _referred(field: Mapping[str, Any], tables: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The table that a field of the settings holds, once or several times."""
    for holder in (field, *field.get("anyOf", ()), field.get("items", {})):
        if "$ref" in holder:
            found: Mapping[str, Any] = tables[holder["$ref"].rpartition("/")[2]]
            return found
    more = field.get("additionalProperties", {})
    return _referred(more, tables) if isinstance(more, dict) and "$ref" in more else None


def _setting(key: str, value: Mapping[str, Any]) -> str:
    choices = [_toml(choice) for choice in value.get("enum", ()) if isinstance(choice, str)]
    listed = ", ".join(filter(None, choices)) if len(choices) > 1 else ""
    meaning = value["description"] + (f" One of {listed}." if listed else "")
    return f"| `{key}` | {_toml(value.get('default', ''))} | {_cell(meaning)} |"


def _toml(value: object) -> str:
    """A default as it would be written in anthology.toml; "" for none."""
    if value in ("", [], {}):
        return ""
    return f"`{str(value).lower()}`" if isinstance(value, bool | int | float) else f'`"{value}"`'


def headers() -> str:
    """The page about headers."""
    keys = (f"| `{k.name}` | {_cell(k.meaning)} | {_names(k.also)} |" for k in KEYS)
    works = (f"| `{name}` | {kind} |" for name, kind in WORKS.items())
    creators = (f"| `{name}` | {role or 'who made it'} |" for name, role in CREATORS.items())
    return "\n".join(
        [
            HEADERS,
            _section("Keys", "", "| key | meaning | also |", "|---|---|---|", *keys),
            _section(
                "The work by its kind",
                "The title of the work, or a table with `title`, `year` and so on.",
                "| key | kind |",
                "|---|---|",
                *works,
            ),
            _section("Who made the work", "", "| key | role |", "|---|---|", *creators),
            _section("Numbers of the work elsewhere", f"{_names(IDENTIFIERS)}."),
        ]
    )


def commands() -> str:
    """The page about the command line: what `--help` says, 80 columns wide."""
    names = ["", *get_command(app).commands]  # type: ignore[attr-defined]
    return "\n".join([COMMANDS, *(_command(name) for name in names)])


def _command(name: str) -> str:
    words = [*name.split(), "--help"]
    screen = {"COLUMNS": "80", "TERMINAL_WIDTH": "80", "NO_COLOR": "1"}
    done = CliRunner().invoke(app, words, prog_name="anthology", env=screen)
    assert done.exit_code == 0, done.output
    return _section(f"anthology {name}".strip(), "", "```", done.output.strip(), "```")


def _section(title: str, *lines: str) -> str:
    first, *rest = lines
    return "\n".join([f"## {title}", "", *([first, ""] if first else []), *rest]).rstrip() + "\n"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _cell(words: str) -> str:
    return words.replace("|", r"\|")


def pages() -> Iterator[tuple[str, str]]:
    """Each generated page of the manual: its file name and its text."""
    yield "settings.md", settings()
    yield "headers.md", headers()
    yield "commands.md", commands()
    yield "styles.md", style_reference.filled((FOLDER / "styles.md").read_text("utf-8"))
    yield "architecture.md", filled((FOLDER / "architecture.md").read_text("utf-8"))


if __name__ == "__main__":
    for file, text in pages():
        (FOLDER / file).write_text(text, "utf-8")

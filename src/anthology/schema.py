"""JSON Schemas of anthology.toml and of headers: text editors complete and check keys by them.

`python -m anthology.schema` writes them; a test fails while they are out of date.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from anthology.book import Permission
from anthology.config import Settings
from anthology.load.header.keys import CREATORS, IDENTIFIERS, KEYS, WORKS

FOLDER = Path(__file__).parent / "schemas"
DIALECT = "http://json-schema.org/draft-07/schema#"  # what taplo and yaml-language-server read


def _form(name: str) -> Mapping[str, str]:
    """A reference to one of FORMS."""
    return {"$ref": f"#/definitions/{name.replace(' ', '-')}"}


def _or_table(fields: Mapping[str, object], **more: object) -> Mapping[str, Any]:
    """A text, or a table of these fields; `more` are keywords of the table's schema."""
    return {"anyOf": [TEXT, {"type": "object", "properties": fields, **more}]}


def _or_several(form: Mapping[str, str]) -> Mapping[str, Any]:
    return {"anyOf": [form, {"type": "array", "items": form}]}


TEXT, TEXTS, PERSON, PEOPLE, DATE = map(_form, ("text", "texts", "person", "people", "date"))
PERMISSIONS = [each.value for each in Permission if each.value != "unknown"]
WORK = ("title", "year", "kind", "season", "isbn", "imdb", *IDENTIFIERS)
RATING = ("value", "best", "worst", "scale", "verdict", "as_written")

FORMS: Mapping[str, Mapping[str, Any]] = {
    "text": {"type": ["string", "number"]},
    "texts": _or_several(TEXT),
    "person": _or_table({"name": TEXT, "role": TEXT}),
    "people": _or_several(PERSON),
    "number": {"type": ["number", "string"]},
    "date": {"type": "string", "pattern": r"^\d{4}(-\d{1,2}(-\d{1,2})?)?"},
    "yes or no": {"enum": [True, False, "yes", "no"]},
    "language": {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
    "table": {"type": "object"},
    "work": _or_table(
        {
            **dict.fromkeys(WORK, TEXT),
            **dict.fromkeys(("author", *CREATORS), PEOPLE),
            "identifiers": {"type": "object"},
        }
    ),
    "rating": _or_table(dict.fromkeys(RATING, TEXT)),
    "picture": _or_table(dict.fromkeys(("file", "alt", "caption", "credit"), TEXT)),
    "publication": _or_table({"in": TEXT, "date": DATE, "url": TEXT}),
    "rights": _or_table(
        {
            **dict.fromkeys(("holder", "licence", "credit"), TEXT),
            "permission": {"enum": PERMISSIONS},
            "picture_credits": TEXTS,
        },
        additionalProperties=False,
    ),
}


def of_settings() -> Mapping[str, Any]:
    """The schema of anthology.toml."""
    schema = Settings.model_json_schema()
    return {"$schema": DIALECT, **_draft_7(schema), "title": "anthology.toml"}


def _draft_7(value: Any) -> Any:
    """The schema without the titles that pydantic adds, which editors would only repeat."""
    if isinstance(value, dict):
        plain = {k: _draft_7(v) for k, v in value.items() if not (k == "title" and _is_text(v))}
        if isinstance(plain.get("description"), str):
            plain["description"] = " ".join(plain["description"].split())
        return plain
    return [_draft_7(item) for item in value] if isinstance(value, list) else value


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def of_headers() -> Mapping[str, Any]:
    """The schema of a manuscript's header. Unknown keys are allowed: readers know many synonyms."""
    numbers = {name: _key("text", "The work's number there") for name in IDENTIFIERS}
    works = {name: _key("work", f"The work, {_a(kind)}") for name, kind in WORKS.items()}
    creators = {
        name: _key("people", f"Who made the work ({role or 'its creator'})")
        for name, role in CREATORS.items()
    }
    known = {key.name: _key(key.form, key.meaning) for key in KEYS}
    return {
        "$schema": DIALECT,
        "title": "Header of a review",
        "type": "object",
        "properties": {**numbers, **works, **creators, **known},
        "definitions": {name.replace(" ", "-"): form for name, form in FORMS.items()},
    }


def _key(form: str, meaning: str) -> Mapping[str, Any]:
    return {"description": meaning, "allOf": [_form(form)]}  # draft 7 ignores siblings of $ref


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def texts() -> Mapping[str, str]:
    """The schemas' files by name."""
    schemas = {"anthology": of_settings(), "header": of_headers()}
    return {
        f"{name}.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas.items()
    }


if __name__ == "__main__":
    for file, text in texts().items():
        (FOLDER / file).write_text(text, "utf-8")

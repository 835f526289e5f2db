"""JSON Schemas of anthology.toml and of headers, with which editors complete and check keys.

`python -m anthology.schema` writes them anew; a test says when that is due.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from anthology.book import Permission
from anthology.config import Settings
from anthology.load.keys import CREATORS, IDENTIFIERS, KEYS, WORKS, Key

FOLDER = Path(__file__).parent / "schemas"
DIALECT = "http://json-schema.org/draft-07/schema#"  # what taplo and yaml-language-server read

TEXT = {"type": ["string", "number"]}
TEXTS = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}
PERSON = {"anyOf": [TEXT, {"type": "object", "properties": {"name": TEXT, "role": TEXT}}]}
PEOPLE = {"anyOf": [*PERSON["anyOf"], {"type": "array", "items": PERSON}]}
DATE = {"type": "string", "pattern": r"^\d{4}(-\d{1,2}(-\d{1,2})?)?"}
FORMS: Mapping[str, Mapping[str, Any]] = {
    "text": TEXT,
    "texts": TEXTS,
    "people": PEOPLE,
    "number": {"type": ["number", "string"]},
    "date": DATE,
    "yes or no": {"enum": [True, False, "yes", "no"]},
    "language": {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
    "table": {"type": "object"},
    "work": {
        "anyOf": [
            TEXT,
            {
                "type": "object",
                "properties": {
                    **dict.fromkeys(("title", "year", "kind", "season", *IDENTIFIERS), TEXT),
                    **dict.fromkeys(("isbn", "imdb"), TEXT),
                    **dict.fromkeys(("author", *CREATORS), PEOPLE),
                    "identifiers": {"type": "object"},
                },
            },
        ]
    },
    "rating": {
        "anyOf": [
            TEXT,
            {"type": "object", "properties": dict.fromkeys(
                ("value", "best", "worst", "scale", "verdict", "as_written"), TEXT)},
        ]
    },
    "publication": {
        "anyOf": [
            TEXT,
            {"type": "object", "properties": {"in": TEXT, "date": DATE, "url": TEXT}},
        ]
    },
}  # fmt: skip
RIGHTS = {
    "anyOf": [
        TEXT,
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "holder": TEXT,
                "licence": TEXT,
                "permission": {"enum": [p.value for p in Permission if p.value != "unknown"]},
                "credit": TEXT,
                "picture_credits": TEXTS,
            },
        },
    ]
}


def of_settings() -> Mapping[str, Any]:
    """The schema of anthology.toml."""
    made = Settings.model_json_schema()
    return {"$schema": DIALECT, **_draft_7(made), "title": "anthology.toml"}


def _draft_7(value: Any) -> Any:
    """The same schema without what pydantic adds and editors only repeat."""
    if isinstance(value, dict):
        kept = {k: _draft_7(v) for k, v in value.items() if not (k == "title" and _is_text(v))}
        if isinstance(kept.get("description"), str):
            kept["description"] = " ".join(kept["description"].split())
        return kept
    return [_draft_7(item) for item in value] if isinstance(value, list) else value


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def of_headers() -> Mapping[str, Any]:
    """The schema of a manuscript's header. Foreign keys are allowed: many have a meaning."""
    known = {key.name: _key(key) for key in KEYS}
    made_by = {name: {**PEOPLE, "description": f"Who made the work ({role or 'its creator'})"}
               for name, role in CREATORS.items()}  # fmt: skip
    named = {name: {**FORMS["work"], "description": f"The work, a {kind}"}
             for name, kind in WORKS.items()}  # fmt: skip
    numbers = {name: {**TEXT, "description": "The work's number there"} for name in IDENTIFIERS}
    return {
        "$schema": DIALECT,
        "title": "Header of a review",
        "type": "object",
        "properties": {**numbers, **named, **made_by, **known},
    }


def _key(key: Key) -> Mapping[str, Any]:
    form = RIGHTS if key.name == "rights" else FORMS.get(key.form, TEXT)
    return {**form, "description": key.meaning}


def texts() -> Mapping[str, str]:
    """The schemas' files by name."""
    made = {"anthology": of_settings(), "header": of_headers()}
    return {
        f"{name}.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in made.items()
    }


if __name__ == "__main__":
    for file, text in texts().items():
        (FOLDER / file).write_text(text, "utf-8")

"""The schemas that editors read are those of the code, and the scaffold fits them."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from anthology import config, schema
from anthology.config.mistakes import fields
from anthology.load.header.keys import KEYS
from anthology.report import Refused
from anthology.scaffold import project, scaffold


def test_shipped_schemas_are_current() -> None:
    for name, text in schema.texts().items():
        assert (schema.FOLDER / name).read_text("utf-8") == text, "run python -m anthology.schema"


def test_the_schema_knows_every_table_and_explains_every_key() -> None:
    made: dict[str, Any] = json.loads(schema.texts()["anthology.schema.json"])
    assert set(made["properties"]) == set(fields(()))
    for table in made["$defs"].values():
        assert table["additionalProperties"] is False
        for key, value in table["properties"].items():
            assert value.get("description"), key


def test_every_key_of_the_header_has_a_form_that_is_defined() -> None:
    made: dict[str, Any] = json.loads(schema.texts()["header.schema.json"])
    defined = {f"#/definitions/{name}" for name in made["definitions"]}
    for key in KEYS:
        assert made["properties"][key.name]["description"] == key.meaning
    assert set(re.findall(r'"\$ref": "([^"]+)"', schema.texts()["header.schema.json"])) <= defined


def test_a_new_project_reads_without_a_remark(tmp_path: Path) -> None:
    lines = scaffold(tmp_path / "my-book")
    assert "  anthology.toml" in lines
    settings, problems = config.read(tmp_path / "my-book")
    assert settings.book.title == "My Book"
    assert problems == ()


def test_every_commented_setting_of_the_scaffold_is_a_setting(tmp_path: Path) -> None:
    text = project("x")["anthology.toml"]
    lines = [line.removeprefix("# ") for line in text.splitlines()]
    wanted = [line for line in lines if "=" in line or line.startswith("[")]
    (tmp_path / "anthology.toml").write_text("\n".join(wanted), "utf-8")
    settings, _ = config.read(tmp_path)
    assert settings.part[0].reviews == ("silent/*", "nosferatu.md")
    assert settings.reviewers["Ann Lee"].spellings == ("A. L.", "annlee")


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(Refused, match="nothing was written"):
        scaffold(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_odd_folder_names_make_titles(tmp_path: Path) -> None:
    name = 'a "b" \\ c'
    made = project(name)["anthology.toml"]
    assert tomllib.loads(made)["book"]["title"] == name.title()


def test_every_setting_is_read_somewhere() -> None:
    package = Path(config.__file__).parents[1]
    code = [p for p in package.rglob("*.py") if p.parent.name != "config"]
    text = "\n".join(p.read_text("utf-8") for p in [*code, *package.rglob("*.j2")])
    tables = [(), *((name,) for name in fields(()))]
    for table in tables:
        for key in fields(table):
            by_name = table == ("back",) and f'"{key}"' in text  # as data: compose/back_matter
            assert by_name or f".{key}" in text, f"nothing reads {table} {key}"

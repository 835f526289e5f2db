"""Styles and layouts that a project may take, and a few of its reviews in one of them."""

from __future__ import annotations

import json
import shutil
from importlib.resources import files
from pathlib import Path

from project import project

from anthology.pool import Pool
from anthology.preview.looks import LAYOUTS, Look, styles
from anthology.preview.proof import Failed, Proof
from anthology.preview.proving import Proving

SCHEMA = json.loads(files("anthology").joinpath("schemas/anthology.schema.json").read_text("utf-8"))


def test_every_layout_is_offered() -> None:
    book = SCHEMA["$defs"]["BookTable"]["properties"]
    assert set(LAYOUTS) == set(book["layout"]["enum"])


def test_a_project_s_own_style_is_offered_unless_it_is_wrong(tmp_path: Path) -> None:
    for name, text in {"plain": 'description = "Mine."', "wrong": "extends = 7"}.items():
        (tmp_path / "styles" / name).mkdir(parents=True)
        (tmp_path / "styles" / name / "style.toml").write_text(text)
    found = {each.name: each.about for each in styles(tmp_path)}
    assert found["styles/plain"] == "Mine."
    assert "styles/wrong" not in found
    assert {"classic", "quarterly"} < set(found)


def test_a_few_reviews_are_shown_in_another_look(tmp_path: Path) -> None:
    root = project(tmp_path / "book")
    with Pool(0) as pool:
        proving = Proving(root, "", pool)
        assert isinstance(proving.sample(Look("modern")), Failed)  # there is no proof yet
        proof = proving.proof(lambda _: None)
        assert isinstance(proof, Proof)
        ids = [entry.id for entry in proof.contents if entry.id.startswith("review-")]
        modern = proving.sample(Look("modern", review=ids[2]))
        flowing = proving.sample(Look(layout="run-on", review=ids[4]))
        shutil.rmtree(root / ".anthology")
        wrong = proving.sample(Look("no-such-style"))
    assert isinstance(modern, Proof)
    assert isinstance(flowing, Proof)
    assert [entry.id for entry in modern.contents] == ids[2:]
    assert modern.sheets[0].fonts.keys() != proof.sheets[-1].fonts.keys()
    assert [entry.id for entry in flowing.contents] == ids[4:]
    assert flowing.contents[1].page < 2  # it has not begun a page
    assert isinstance(wrong, Failed)
    assert "no-such-style" in wrong.problems[0].message

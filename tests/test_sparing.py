"""Books of very many texts: these are packed, and what comes of them is the same."""

from __future__ import annotations

import json
import os
import pickle
from dataclasses import asdict, replace
from pathlib import Path
from random import Random

import pytest
from pydantic import TypeAdapter

from anthology import memory
from anthology.book import Body
from anthology.build import build
from anthology.edition import Printed, Section
from anthology.pdf.cache import pack_printed, unpack_printed
from anthology.pdf.model import Leaves, SectionPdf
from anthology.pdf.packing import pack_leaves, unpack_leaves
from anthology.project import Order

TEXT = "<p>Où est la rivière ? 👥 “There”.</p>" * 100


def test_a_packed_text_is_the_same_and_smaller() -> None:
    plain, packed = Body(TEXT, words=3), memory.pack(Body(TEXT, words=3))
    assert packed == plain
    assert (packed.xhtml, repr(packed), asdict(packed)) == (TEXT, repr(plain), asdict(plain))
    assert hash((packed.xhtml, packed.words)) == hash((plain.xhtml, plain.words))
    assert len(packed.__dict__["xhtml"]) < len(TEXT) / 10
    assert isinstance(packed.__dict__["xhtml"], bytes)


def test_it_is_copied_sent_and_stored_as_any_other() -> None:
    packed = memory.pack(Body(TEXT))
    assert replace(packed, words=1).xhtml == TEXT
    assert pickle.loads(pickle.dumps(packed)) == Body(TEXT)
    stored = TypeAdapter(Body).dump_json(packed)
    assert stored == TypeAdapter(Body).dump_json(Body(TEXT))
    assert json.loads(stored)["xhtml"] == TEXT


def test_what_is_packed_takes_a_third_of_utf_8() -> None:
    words = ("river", "bank", "sand", "ferry", "bridge", "“tide”", "mist", "reed", "👥", "eel")
    text = " ".join(Random(1).choices(words, k=900))
    assert len(memory.pack(Body(text)).__dict__["xhtml"]) < len(text.encode()) / 3
    assert memory.pack(Body(text)).xhtml == text


def test_a_text_that_is_small_already_stays_as_it_is() -> None:
    assert memory.pack(Section("a", "a", "body", "A", "<p>A</p>")).__dict__["xhtml"] == "<p>A</p>"


def test_a_changed_value_shares_the_packed_text() -> None:
    section = memory.pack(Section("a", "a", "body", "A", TEXT))
    changed = replace(section, tome=2, xhtml=memory.held(section))
    assert changed == replace(section, tome=2)
    assert memory.held(changed) is memory.held(section)
    plain = Section("a", "a", "body", "A", TEXT)
    assert memory.held(plain) == TEXT


PAGES = b"%PDF" + bytes(range(256)) * 20
GLYPHS = {"a.ttf": {3: "a", 70000: "👥"}}


def test_pages_that_are_laid_aside_are_the_same_and_not_in_memory() -> None:
    plain = SectionPdf(PAGES, GLYPHS)
    assert memory.laid_aside(plain).__dict__ == {"data": PAGES, "glyphs": GLYPHS}
    with memory.sparing(memory.MANY + 1):
        first = memory.laid_aside(SectionPdf(PAGES, GLYPHS))
        second = memory.laid_aside(memory.laid_aside(SectionPdf(PAGES * 2, {})))
    assert (first, first.digest) == (plain, plain.digest)
    assert (second.data, second.glyphs) == (PAGES * 2, {})
    assert not {type(value) for value in first.__dict__.values()} & {bytes, dict}
    sent = pickle.loads(pickle.dumps(first))
    assert sent.__dict__["data"] == PAGES


def test_leaves_and_finished_books_are_laid_aside() -> None:
    leaves = Leaves(SectionPdf(PAGES, GLYPHS), 1, {}, (), "any", (), 54.0)
    printed = Printed(PAGES, pages=2, folios={"a": "1"}, page_starts={})
    with memory.sparing(memory.MANY + 1):
        unpacked = unpack_leaves(pack_leaves(leaves))
        found = unpack_printed(pack_printed(printed))
        books = memory.Archive([("b.pdf", PAGES), ("a.pdf", b"%PDF")])
    assert unpacked == leaves
    assert found == printed
    assert {**books} == {"b.pdf": PAGES, "a.pdf": b"%PDF"}
    assert list(books) == ["b.pdf", "a.pdf"]
    assert unpacked.pdf.data is not unpacked.pdf.data  # read anew
    assert found.pdf is not found.pdf
    assert books["b.pdf"] is not books["b.pdf"]


def test_without_room_they_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "pwrite", lambda _, data, __: len(data) - 1)
    with memory.sparing(memory.MANY + 1):
        pages = memory.laid_aside(SectionPdf(PAGES, GLYPHS))
    assert pages.__dict__ == {"data": PAGES, "glyphs": GLYPHS}


def test_nothing_is_remembered_while_memory_is_spared() -> None:
    calls: list[int] = []

    @memory.remembered
    def twice(number: int) -> int:
        calls.append(number)
        return 2 * number

    with memory.sparing(memory.MANY + 1):
        assert [twice(1), twice(1)] == [2, 2]
        assert memory.is_sparing()
    assert len(calls) == 2
    with memory.sparing(memory.MANY):
        assert not memory.is_sparing()
        assert [twice(1), twice(1)] == [2, 2]
    assert len(calls) == 3


@pytest.mark.parametrize("layout", ["essays", "run-on"])
def test_the_books_are_the_same_bytes(
    tmp_path: Path, layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for folder, many in (("plain", 10), ("spared", 1)):
        root = tmp_path / folder
        (root / "manuscripts").mkdir(parents=True)
        (root / "anthology.toml").write_text(f'[book]\ntitle = "Rivers"\nlayout = "{layout}"\n')
        for number in range(3):
            text = (
                f"---\ntitle: River {number}\n---\nWhere “is” it – {number}? 👥 See [it](0.md).\n\n"
                + "And on it goes, between “banks” of sand. " * 50
            )
            (root / "manuscripts" / f"{number}.md").write_text(text, "utf-8")
        monkeypatch.setattr(memory, "MANY", many)
        built = build(Order(root, jobs=0))
        made.append([path.read_bytes() for path in built.files])
    assert made[0] == made[1]

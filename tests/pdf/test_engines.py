"""A process that sets many books holds what belongs to one of them."""

from __future__ import annotations

import gc
import weakref

import pytest
from books import edition, section

from anthology.config import Settings
from anthology.pdf.setup import page_setup
from anthology.pdf.typeset.section import ready
from conftest import FREEZE, UNFREEZE


class Book:
    """Something that refers to itself, as documents and fonts do: only the collector frees it."""

    def __init__(self) -> None:
        self.me = self


def test_what_was_there_with_the_last_engine_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gc, "freeze", FREEZE)
    monkeypatch.setattr(gc, "unfreeze", UNFREEZE)
    result = edition(section("one", "review", "<h1>One</h1><p>Words.</p>"))
    small, large = (
        page_setup(result, Settings.model_validate({"press": {"trim": trim}}))
        for trim in ("5x8in", "6x9in")
    )
    ready(large)
    book = Book()
    alive = weakref.ref(book)
    ready(small)
    assert gc.get_freeze_count()
    del book
    gc.collect()
    ready(large)
    assert alive() is None

"""A process that sets many books holds what belongs to one of them."""

from __future__ import annotations

import gc
import io
import weakref
from typing import Any

import pytest
from books import edition, section
from PIL import Image

from anthology.config import Settings
from anthology.edition import Asset
from anthology.pdf.engine.lines import page_ends
from anthology.pdf.setup import page_setup
from anthology.pdf.typeset.document import Fit, document
from anthology.pdf.typeset.section import ready
from anthology.pdf.typeset.typesetter import section_input
from conftest import FREEZE, UNFREEZE

NOTED = (
    '<p>A word<a class="note-call" href="#one-note-1">1</a> and others.</p><img src="red.png"/>'
    + "".join(
        f"<h2>{n}</h2><p>{'A river runs through the quiet town. ' * (5 + n % 9)}</p>"
        for n in range(40)
    )
    + '<section class="notes"><aside class="note" id="one-note-1"><p>Below.</p></aside></section>'
)


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


def test_pages_are_freed_with_their_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text with pictures is laid out many times, and no garbage is collected meanwhile."""
    stream, pages = io.BytesIO(), list[weakref.ref[object]]()
    Image.new("RGB", (90, 60), "red").save(stream, "png")
    laid_out = page_ends.PageEnds._laid_out

    def noted(self: page_ends.PageEnds, start: object, *more: object) -> object:
        page = laid_out(self, start, *more)  # type: ignore[arg-type]
        pages.append(weakref.ref(page.result[0]))
        return page

    monkeypatch.setattr(page_ends.PageEnds, "_laid_out", noted)
    assets: dict[str, Any] = {"red.png": Asset(stream.getvalue(), "image/png")}
    made = edition(section("one", "review", NOTED), **assets)
    source = section_input(made.sections[0], made.assets)
    engine = ready(page_setup(made, Settings()))
    gc.disable()
    try:
        laid = engine.lay_out(document(source, Fit()), source.pictures)
        images = laid.context.get_image_from_uri.keywords["cache"]
        assert images
        assert len(pages) > len(laid.pages) > 1  # some are laid out again
        del laid
        assert not images
        assert [page for page in pages if page() is not None] == []
    finally:
        gc.enable()

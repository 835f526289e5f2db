"""Content streams of the last good file are not scanned again, and none is passed unseen."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pages import opened
from pikepdf import Dictionary, Name
from test_press import TWO_PAGES, as_bound, press_file

from anthology.cache import Cache
from anthology.pdf.press.preflight import Scanned, preflight
from anthology.pdf.press.preflight.inventory import Inventory

MODULE = import_module(Inventory.__module__)  # the package has a function of the same name
GREY, RED, NAMED = b"0.5 g 0 0 9 9 re f", b"1 0 0 rg 0 0 9 9 re f", b"/Own cs 0.5 sc 0 0 9 9 re f"


@pytest.fixture
def scanned(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The content streams that are scanned."""
    found: list[bytes] = []
    whole = MODULE._colours

    def noted(into: Inventory, data: bytes, resources: pikepdf.Object | None, where: str) -> object:
        found.append(data)
        return whole(into, data, resources, where)

    monkeypatch.setattr(MODULE, "_colours", noted)
    return found


def changed(change: Callable[[pikepdf.Pdf], object], **settings: Any) -> bytes:
    """A good press file, changed."""
    pdf = opened(press_file(TWO_PAGES, **settings))
    change(pdf)
    return as_bound(pdf, "x4")


def drawing(content: bytes, space: Name = Name.DeviceGray) -> Callable[[pikepdf.Pdf], None]:
    """A change: something is drawn on the first page, which has a space of its own."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Resources.ColorSpace = Dictionary(Own=space)
        pdf.pages[0].contents_add(content)

    return change


def test_only_what_changed_is_scanned(tmp_path: Path, scanned: list[bytes]) -> None:
    kept = Scanned(Cache(tmp_path))
    assert preflight(press_file(TWO_PAGES), "x4", kept) == ()
    assert len(scanned) > 2
    scanned.clear()
    assert preflight(press_file(TWO_PAGES), "x4", kept) == ()
    assert not scanned
    assert preflight(changed(drawing(GREY)), "x4", kept) == ()
    assert scanned == [GREY]


def test_a_file_with_a_fault_is_not_kept(tmp_path: Path) -> None:
    kept = Scanned(Cache(tmp_path))
    red = changed(drawing(RED))
    (fault,) = preflight(red, "x4", kept)
    assert preflight(red, "x4", kept) == (fault,)


def test_a_name_may_mean_something_else_on_the_same_page(tmp_path: Path) -> None:
    kept = Scanned(Cache(tmp_path))
    assert preflight(changed(drawing(NAMED)), "x4", kept) == ()
    assert preflight(changed(drawing(NAMED, Name.DeviceRGB)), "x4", kept) != ()


def test_other_inks_are_another_matter(tmp_path: Path) -> None:
    black = drawing(b"0 0 0 1 k 0 0 9 9 re f")
    kept = Scanned(Cache(tmp_path))
    assert preflight(changed(black, colour="cmyk"), "x4", kept) == ()
    faults = preflight(changed(black, colour="grey"), "x4", kept)
    assert ["DeviceCMYK" in fault.message for fault in faults] == [True]


def test_a_damaged_record_is_none(tmp_path: Path, scanned: list[bytes]) -> None:
    kept = Scanned(Cache(tmp_path))
    preflight(press_file(TWO_PAGES), "x4", kept)
    whole = len(scanned)
    (entry,) = (path for path in tmp_path.glob("*/*") if path.is_file())
    entry.write_bytes(entry.read_bytes()[:-1] + b"?")
    preflight(press_file(TWO_PAGES), "x4", kept)
    assert len(scanned) == 2 * whole

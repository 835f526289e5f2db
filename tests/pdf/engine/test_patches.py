"""One table has every function of WeasyPrint that we replace, and knows when one has changed."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import weasyprint.pdf
from weasyprint import stacking
from weasyprint.images import RasterImage
from weasyprint.layout import inline
from weasyprint.text.line_break import Layout

from anthology.pdf.engine import originals, patches
from anthology.pdf.engine.originals import RELIED_ON, State
from anthology.pdf.engine.patches import patched
from anthology.pdf.engine.replaced import PATCHES

ENGINE = Path(patches.__file__).parent
MODULES = sorted(ENGINE.rglob("*.py"))
PERMANENT = [patch for patch in PATCHES if not patch.during]


def differing() -> dict[str, str]:
    return {str(each): state for each, state in patches.states() if state is not State.UNCHANGED}


def test_no_original_has_changed() -> None:
    assert differing() == {}, (
        "WeasyPrint has changed here. Read what is new in each, adapt ours (see `ours` and `why` "
        "in pdf/engine/patches.py and originals.py), and put the new hashes there, which "
        "`python -m anthology.pdf.engine.patches` prints. Then set VERSIONS in version.py, "
        "run benchmarks/lines.py, and look at a page."
    )


def test_changed_and_missing_originals_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def text_align(context: Any, line: Any, available_width: Any, last: Any) -> float:
        return 0.0

    monkeypatch.setattr(inline, "text_align", text_align)
    monkeypatch.delattr(stacking, "_dispatch")
    monkeypatch.delattr(inline, "skip_first_whitespace")
    monkeypatch.setattr(Layout, "set_text", len)  # has no source
    assert differing() == {
        "weasyprint.layout.inline.text_align": "changed",
        "weasyprint.stacking._dispatch": "gone",
        "weasyprint.layout.inline.skip_first_whitespace": "gone",
        "weasyprint.text.line_break.Layout.set_text": "changed",
    }


def test_an_original_is_looked_for_in_all_of_its_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inline, "strut", inline.text_align)
    assert differing() == {"weasyprint.text.line_break.strut": "changed"}


def test_ours_in_its_place_is_not_a_change() -> None:
    patches.install()
    assert differing() == {}


def test_the_command_prints_each_and_fails_when_one_differs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert patches.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(PATCHES) + len(RELIED_ON)
    assert all(line.startswith("unchanged ") for line in lines)
    monkeypatch.setattr(inline, "text_align", inline.get_next_linebox)
    monkeypatch.delattr(stacking, "_dispatch")
    assert patches.main() == 1
    found = {line for line in capsys.readouterr().out.splitlines() if "unchanged" not in line}
    (new,) = (each.sha256 for each in RELIED_ON if each.name == "get_next_linebox")
    assert found == {
        f"changed   weasyprint.layout.inline.text_align {new}",
        "gone      weasyprint.stacking._dispatch",
    }


def test_every_patch_is_installed_and_a_second_time_changes_nothing() -> None:
    patches.install()
    for _ in range(2):
        for patch in PERMANENT:
            for owner, name in patch.places():
                assert getattr(owner, name) is patch.loaded(), patch
        before = dict(originals._replaced)
        patches.install()
        assert originals._replaced == before


def test_ours_call_the_originals_and_not_themselves() -> None:
    patches.install()
    ours = [patch.loaded() for patch in PERMANENT]
    for theirs, replacement in originals._replaced.values():
        assert theirs not in ours
        assert replacement in ours


def test_no_place_has_two_patches_at_once() -> None:
    places = Counter(
        (patch.during, owner, name) for patch in PATCHES for owner, name in patch.places()
    )
    assert set(places.values()) == {1}
    assert len([patch for patch in PATCHES if patch.during]) == 9


def test_every_replacement_is_there() -> None:
    assert all(callable(patch.loaded()) for patch in PATCHES)


def test_temporary_patches_are_taken_back() -> None:
    before = RasterImage.draw, RasterImage.get_x_object, weasyprint.pdf.Stream
    with (
        pytest.raises(ZeroDivisionError),
        patched("ink", Stream=int, draw=len, get_x_object=max),
    ):
        assert (RasterImage.draw, weasyprint.pdf.stream.Stream) == (len, int)
        raise ZeroDivisionError
    assert (RasterImage.draw, RasterImage.get_x_object, weasyprint.pdf.Stream) == before


def test_only_what_is_in_the_table_can_be_replaced() -> None:
    for wrong in ({"draw": len}, {"Stream": int, "draw": len, "get_x_object": max, "other": 1}):
        with pytest.raises(ValueError, match="ink"), patched("ink", **wrong):
            pass


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ENGINE)))
def test_nothing_is_replaced_elsewhere(path: Path) -> None:
    """No module but these two sets attributes of what it has imported, or by `setattr`."""
    tree = ast.parse(path.read_text("utf-8"))
    imported = {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found |= {ast.unparse(node)} if ast.unparse(node).split(".")[0] in imported else set()
        elif isinstance(node, ast.Name) and node.id == "setattr":
            found.add("setattr")
    allowed = {
        "patches.py": {"setattr"},
        "originals.py": {"setattr"},
        "imports.py": {"ctypes.util.find_library"},
        "ink_stream.py": {"setattr"},  # on a stream of its own
    }
    assert found == allowed.get(path.name, set())

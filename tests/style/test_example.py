"""The style of docs/examples is as short as it claims, and sets everything on its grid."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_grid import TOLERANCE, baselines

from anthology import style
from anthology.pool import Pool
from anthology.specimen import specimen

REEL = Path(__file__).parents[2] / "docs" / "examples" / "reel"
CAPTION, COLOPHON = "The third crossing", "Typeset with Anthology"
MARK = 3  # letters at most of a mark between sections, in a face of its own


def test_it_is_short() -> None:
    lines = [line for path in REEL.iterdir() for line in path.read_text("utf-8").splitlines()]
    assert len(lines) < 40


def test_it_is_in_the_manual_to_the_letter() -> None:
    manual = (REEL.parents[1] / "styles.md").read_text("utf-8")
    for path in REEL.iterdir():
        lines = path.read_text("utf-8").splitlines()
        assert "\n".join(f"    {line}".rstrip() for line in lines) in manual


def test_its_faces_are_those_of_another_style(tmp_path: Path) -> None:
    look = style.load(str(REEL), tmp_path)
    assert look.roles["heading"] == ("Barlow Condensed",)
    assert look.caps == "font"
    assert look.settings.page.leading == 12.0


@pytest.mark.slow
def test_it_sets_everything_on_its_grid(tmp_path: Path) -> None:
    with Pool(0) as pool:
        built = specimen(str(REEL), tmp_path, pool)
    (path,) = (path for path in built.files if path.suffix == ".pdf")
    size, leading, rating = 9.2, 12.0, 4 * 9.2 / 11
    phases: dict[float, int] = {}
    for text, found in baselines(path.read_bytes(), size):
        if CAPTION in text or COLOPHON in text:
            continue
        for y, letters in found.items():
            if letters > MARK:
                phase = round(y % leading, 1)
                phases[phase] = phases.get(phase, 0) + 1
    (most, *others) = sorted(phases, key=lambda phase: -phases[phase])
    shifts = {round((other - most) % leading, 1) for other in others}
    headings = {0.5}  # of the text's size, in a face whose letters stand lower
    assert all(
        min(abs(shift - known) for known in {rating, *headings}) < TOLERANCE + 0.1
        for shift in shifts
    ), phases

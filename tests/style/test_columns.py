"""Narrow columns: letters give way before words are divided or parted."""

from __future__ import annotations

from pathlib import Path

import pytest

from anthology.build import Order, build
from anthology.pdf.reading import reading
from essays import essay

MOST = 0.06  # of the lines of a column end in a hyphen


@pytest.mark.slow
@pytest.mark.parametrize("style", ["classic", "guide"])
def test_few_words_of_a_guide_are_divided(style: str, tmp_path: Path) -> None:
    (tmp_path / "manuscripts").mkdir()
    for number in range(24):
        text = essay(number, 1).rpartition("---\n")[2]
        head = f"film: Reel {number}\nreviewer: Ada Lee"
        (tmp_path / "manuscripts" / f"{number:02}.md").write_text(f"---\n{head}\n---\n{text}")
    (tmp_path / "anthology.toml").write_text('[book]\ntitle = "Reels"\nlayout = "guide"\n')
    (path,) = build(Order(tmp_path, editions=("print",), style=style, jobs=0)).files
    with reading(path.read_bytes()) as reader:
        pages = [page.content.lines for page in reader.pages]
    lines = [line for page in pages for line in page if len(line) > 20]
    assert len(lines) > 200
    divided = [line for line in lines if line.rstrip()[-1] in "-\u00ad\u2010"]
    assert len(divided) < MOST * len(lines)

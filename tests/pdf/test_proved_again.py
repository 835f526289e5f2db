"""What agreed once is proved again only where the book has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from test_tomes import REVIEWS, project, volumes

from anthology.check.collation.expected import Expected
from anthology.check.collation.pdf import FinishedPdf


@pytest.fixture
def proved(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the sections of PDFs that are compared with the manuscripts."""
    found: list[str] = []
    whole = FinishedPdf.differences

    def noted(self: FinishedPdf, expected: Expected) -> Iterator[str]:
        found.append(expected.id)
        return whole(self, expected)

    monkeypatch.setattr(FinishedPdf, "differences", noted)
    return found


def edit(root: Path) -> None:
    """Change a letter of the last review, and so no page number."""
    path = root / "manuscripts" / f"m{REVIEWS:02}.md"
    path.write_text(path.read_text("utf-8").replace("ideas", "ideal", 1), "utf-8")


@pytest.mark.parametrize("split", [0, 30])
def test_one_edit_in_a_book(tmp_path: Path, proved: list[str], split: int) -> None:
    made = volumes(project(tmp_path, split=split))
    assert made.count == (3 if split else 0)
    assert len(proved) >= REVIEWS
    proved.clear()
    edit(tmp_path)
    volumes(tmp_path)
    assert proved == [f"review-m{REVIEWS:02}"]

"""Pages whose content is moved: streams, patterns and links with it."""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Array

PAINTS_PATTERN = re.compile(rb"/(\S+)\s+(?:scn|SCN)\b")


def move(pdf: pikepdf.Pdf, page: pikepdf.Page, right: float) -> None:
    """Moves all that is on a page by so many points to the right."""
    before = pdf.make_stream(f"q 1 0 0 1 {right:.4f} 0 cm\n".encode())
    page.obj.Contents = Array([before, *contents(page.obj), pdf.make_stream(b"\nQ\n")])
    move_patterns(page, (right, 0.0))
    for annotation in page.obj.get("/Annots", Array()).as_list():
        for key in ("/Rect", "/QuadPoints"):
            if key in annotation:
                annotation[key] = Array(
                    [
                        round(float(n) + right * (i % 2 == 0), 4)
                        for i, n in enumerate(annotation[key])
                    ]
                )


def contents(page: pikepdf.Object) -> list[pikepdf.Object]:
    """The streams of a page's content."""
    contents = page.get("/Contents")
    if contents is None:
        return []
    return list(contents) if isinstance(contents, Array) else [contents]


def move_patterns(page: pikepdf.Page, move: tuple[float, float]) -> None:
    """Move the patterns that the page paints with: the matrix of the content does not do it.

    The pages of a section share one dictionary of patterns, but each pattern is of one page.
    """
    resources = page.obj.get("/Resources")
    patterns = resources.get("/Pattern") if resources is not None else None
    if patterns is None or not any(move) or not len(patterns):
        return
    data = b"\n".join(stream.read_bytes() for stream in contents(page.obj))
    for name in sorted(set(PAINTS_PATTERN.findall(data))):
        pattern = patterns.get(f"/{name.decode()}")
        if pattern is not None:
            *turn, x, y = (float(part) for part in pattern.get("/Matrix", (1, 0, 0, 1, 0, 0)))
            pattern.Matrix = Array([*turn, x + move[0], y + move[1]])

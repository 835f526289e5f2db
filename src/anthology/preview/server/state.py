"""The state of the preview as JSON, which a browser draws."""

from __future__ import annotations

from typing import Any

from anthology.pdf.span import Span
from anthology.preview.live import Live
from anthology.preview.proof import Proof


def as_json(live: Live) -> dict[str, Any]:
    """Everything but pictures and texts: pages by their keys, contents, reviews, problems."""
    proof = live.proof
    return {
        "number": live.number,
        "root": str(live.root),
        "problems": [problem.as_json() for problem in live.problems],
        "book": _book(proof) if proof else None,
    }


def _book(proof: Proof) -> dict[str, Any]:
    size = proof.geometry
    return {
        "title": proof.title,
        "lang": proof.lang,
        "width": size.width,
        "height": size.height,
        "bleed": size.bleed,
        "sheets": [_sheet(sheet.section.span, sheet.key) for sheet in proof.sheets],
        "contents": [
            {
                "id": entry.id,
                "title": entry.title,
                "byline": entry.byline,
                "level": entry.level,
                "page": entry.page,
                "path": entry.place.path,
            }
            for entry in proof.contents
        ],
    }


def _sheet(span: Span, key: str) -> dict[str, Any]:
    return {
        "key": key,
        "blank": span.blanks,
        "folios": [span.label(page) for page in range(span.pages)],
    }

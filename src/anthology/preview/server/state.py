"""The state of the preview as JSON, which a browser draws."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from anthology.preview.editor import Editor
from anthology.preview.live import Live
from anthology.preview.proof import Proof, Sheet


def as_json(live: Live, editor: Editor | None) -> dict[str, Any]:
    """Everything but pictures and texts: pages by their keys, contents, reviews, problems."""
    proof = live.proof
    return {
        "number": live.number,
        "root": str(live.root),
        "editor": {"name": editor.name, "address": editor.address} if editor else None,
        "problems": [{**each.as_json(), "question": each.question} for each in live.problems],
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
        "binding": proof.binding,
        "area": asdict(proof.area),
        "sheets": list(map(_sheet, proof.sheets)),
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


def _sheet(sheet: Sheet) -> dict[str, Any]:
    span = sheet.section.span
    return {
        "key": sheet.key,
        "layout": sheet.layout,
        "blank": span.blanks,
        "folios": [span.label(page) for page in range(span.pages)],
    }

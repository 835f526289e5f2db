"""The state of the preview as JSON, which a browser draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from anthology.preview.editor import Editor
from anthology.preview.live import Live
from anthology.preview.proof import Change, Proof, Sheet

MANY = 40  # sheets; a browser that has to change more reads them with the state


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


def news_as_json(data: Mapping[str, Any]) -> dict[str, Any]:
    """What an event says. Of a proof, the sheets that are others now, so that they are shown first.

    They count for a browser that shows the proof `after` which this one comes.
    """
    change = data.get("change")
    return {**data, "change": _change(change)} if isinstance(change, Change) else dict(data)


def _change(change: Change) -> dict[str, Any] | None:
    if len(change.sheets) > MANY:
        return None
    sheets = list(map(_sheet, change.sheets))
    return {"start": change.start, "stop": change.stop, "sheets": sheets}


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

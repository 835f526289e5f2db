"""Jupyter notebooks: the cells of text in Markdown, code as code; what code printed is left out."""

from __future__ import annotations

import json
from typing import Any

from anthology.report import NOWHERE, Refused, error


def text_of(data: bytes) -> str:
    """The notebook as Markdown. Raises Refused where it is none (nbformat 4)."""
    try:
        notebook = json.loads(data)
        cells = notebook["cells"]
        language = notebook.get("metadata", {}).get("language_info", {}).get("name", "")
        return "\n\n".join(filter(None, (_markdown(cell, str(language)) for cell in cells)))
    except (ValueError, KeyError, TypeError, AttributeError):
        message = "this is not a Jupyter notebook of version 4, which is JSON with cells"
        hint = "Save it again with Jupyter, or name it under exclude in a [[source]]."
        raise Refused(error(NOWHERE, message, hint)) from None


def _markdown(cell: dict[str, Any], language: str) -> str:
    source = cell["source"]
    text = (source if isinstance(source, str) else "".join(source)).strip("\n")
    if cell["cell_type"] != "code":
        return text if cell["cell_type"] == "markdown" else ""
    return f"~~~~~ {language}\n{text}\n~~~~~" if text.strip() else ""

"""Texts that the soak found refused as a bug of ours: each becomes a print book."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from anthology.build import build
from anthology.project import Order
from anthology.report import Severity

RUN_ON = '[book]\nlayout = "run-on"\n'
BESIDE = f'![A](wide.png "Ah"){{.beside}}\n\n[^1]: {"Light " * 9}.\n\n[^2]: Dark.\n'
BOOKS: dict[str, dict[str, str]] = {
    "from the left after from the right": {
        "anthology.toml": RUN_ON,
        "manuscripts/a.md": "---\ntitle: Tower\nlanguage: ar\n---\n\nهذا فيلم جيد.\n",
        "manuscripts/b.md": "---\ntitle: Delta\n---\n\nA film; “quiet”, and (short). \n",
    },
    "a note that nothing calls before another text": {
        "anthology.toml": RUN_ON,
        "manuscripts/a.md": "Quiet.\n\n[^1]: A note. [^2]\n\n[^2]: Another note. [^1]\n",
        "manuscripts/b.md": "---\ntitle: Delta\n---\n\nA film that ends well.\n",
    },
    "a picture of a page among texts that share pages": {
        "anthology.toml": '[book]\nlayout = "grid"\n',
        "manuscripts/a.md": 'Quiet.\n\n![A boat](wide.png "The ferry"){.bleed}\n\nThe end.\n',
        "manuscripts/b.md": "---\ntitle: Delta\n---\n\nA film that ends well.\n",
        "manuscripts/c.md": f"---\ntitle: Tower\nspoilers: yes\n---\n\nWords of it:\n\n{BESIDE}",
        "manuscripts/d.md": "---\ntitle: Gate\n---\n\nWords.\n\n108. One\n109. Two\n\nEnd.\n",
    },
    "the note of an address below another text": {
        "anthology.toml": f'{RUN_ON}[style]\nname = "own"\n',
        "styles/own/style.toml": 'extends = "classic"\naddresses = "noted"\n',
        "manuscripts/a.md": "A film on [its page](https://example.org/one).\n",
        "manuscripts/b.md": "---\ntitle: Delta\n---\n\nA film that ends well.\n",
    },
    "a picture beside a text that is less high": {
        "anthology.toml": RUN_ON,
        "manuscripts/a.md": 'Quiet.\n\n![A boat](wide.png "The ferry"){.beside}\n\nThe end.\n',
        "manuscripts/b.md": f"---\ntitle: Delta\n---\n\n{'A film that ends well. ' * 20}\n",
    },
    "figures of another script": {
        "manuscripts/a.md": "---\nlanguage: fa\n---\n\nفیلم خوب.\n\n۹. یک\n۱۰. دو\n\nپایان.\n",
        "manuscripts/b.md": "A film.\n\n1. One\n2. Two\n\nThe end.\n",
    },
    "capitals of two letters i": {
        "manuscripts/a.md": "---\nlanguage: tr\n---\n\nSakin.\n\n## İstanbul ışık\n\nSon.\n",
        "anthology.toml": '[style]\nname = "own"\n',
        "styles/own/style.toml": 'extends = "classic"\n',
        "styles/own/print.css": "h2 { text-transform: uppercase }",
    },
}


@pytest.mark.parametrize("files", BOOKS.values(), ids=BOOKS)
def test_an_honest_text_is_no_bug(tmp_path: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    Image.new("RGB", (900, 600), "red").save(tmp_path / "manuscripts" / "wide.png")
    found = build(Order(tmp_path, tmp_path / "books", ("print",), jobs=0)).problems
    assert [str(each) for each in found if each.severity is Severity.ERROR] == []

"""Short reviews with a picture each, one after another on their pages."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from typing import Any

import pytest
from books import WORDS, edition, printed
from PIL import Image
from test_flows import CSS, capsule

from anthology.edition import Asset, Edition, Section
from anthology.pdf.engine.session import Engine
from anthology.pdf.reading import reading
from anthology.report import Place, Severity

FIGURE = """
figure { margin: 14pt 0; break-inside: avoid }
img { display: block; max-width: 100%; max-height: 24em }
"""
SIZES = ((900, 500), (900, 200), (200, 900), (300, 200))  # pixels
COUNT = 24


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The pages of each layout."""
    found: list[int] = []
    run = Engine.lay_out

    def watched(*arguments: Any, **named: Any) -> Any:
        result = run(*arguments, **named)
        found.append(len(result.pages))
        return result

    monkeypatch.setattr(Engine, "lay_out", watched)
    return found


def picture(width: int, height: int) -> Asset:
    """A grey picture of so many pixels."""
    file = io.BytesIO()
    Image.new("L", (width, height), 128).save(file, "PNG")
    return Asset(file.getvalue(), "image/png", (width, height))


def with_still(number: int, name: str, before: int, after: int) -> Section:
    """A short review with a picture among its paragraphs."""
    own = capsule(number, before)
    figure = f'<figure><img src="{name}" alt=""/><figcaption>Still {number}.</figcaption></figure>'
    rest = "".join(f"<p>Rest {n}. {WORDS}</p>" for n in range(after))
    xhtml = own.xhtml.replace("</section>", f"{figure}{rest}</section>")
    return replace(own, xhtml=xhtml, place=Place(f"manuscripts/{number}.md"))


def with_pictures(text: Edition, pictures: dict[str, Asset]) -> Edition:
    """The edition with these files."""
    return replace(text, assets={**text.assets, **pictures})


def test_a_picture_in_every_review_costs_few_layouts(laid: list[int]) -> None:
    chance = random.Random(5)
    assets = {f"{n}.png": picture(*size) for n, size in enumerate(SIZES)}
    stills = [
        with_still(n, chance.choice(list(assets)), chance.randint(1, 2), chance.randint(0, 2))
        for n in range(COUNT)
    ]
    book = printed(with_pictures(edition(*stills, css=CSS + FIGURE), assets))
    with reading(book.pdf) as reader:
        words = "\n".join("\n".join(page.content.lines) for page in reader.pages)
        assert sum(page.content.pictures for page in reader.pages) == COUNT
    assert all(f"Still {n}." in words for n in range(COUNT))
    assert len(laid) < COUNT


def test_a_coarse_picture_is_named_by_the_review_that_shows_it(laid: list[int]) -> None:
    """The others are not typeset one by one to find it."""
    assets = {"coarse.png": picture(600, 300), "fine.png": picture(1600, 800)}
    wide = f"{CSS}{FIGURE} img {{ width: 4in }}"
    stills = [with_still(n, ("fine.png", "coarse.png")[n in (3, 7)], 1, 1) for n in range(9)]
    found = printed(with_pictures(edition(*stills, css=wide), assets)).problems
    assert [(p.severity, p.place.path) for p in found if "per inch" in p.message] == [
        (Severity.WARNING, "manuscripts/3.md"),
        (Severity.WARNING, "manuscripts/7.md"),
    ]
    assert all(pages > 1 for pages in laid)

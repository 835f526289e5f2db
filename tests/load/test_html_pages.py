"""Pages of sites: which part of a page is the review, and what its title is."""

from __future__ import annotations

import pytest

from anthology.load.formats.html import read

PAGE = "<html><head><title>{}</title></head><body><nav>Home</nav>{}</body></html>"


@pytest.mark.parametrize(
    ("title", "body", "shown"),
    [
        ("Heat – Night Screenings", "<article><h1>Heat</h1><p>x</p></article>", "Heat"),
        ("Site | heat &amp; Dust", "<main><h1>Heat &amp; <em>Dust</em></h1></main>", "Heat & Dust"),
        ("Heat", "<article><h1>A long way down</h1></article>", "Heat"),
        ("Site | Heat", "<h1>Site</h1><h2>Heat</h2>", "Site | Heat"),
        ("Heat – Site", "<article><p>No heading</p></article>", "Heat – Site"),
        ("Heat – Site", "<article><h1> </h1></article>", "Heat – Site"),
        ("", "<article><h1>Heat</h1></article>", ""),
    ],
)
def test_the_title_is_without_the_name_of_the_site(title: str, body: str, shown: str) -> None:
    assert read(PAGE.format(title, body)).title == shown

"""Which pictures of a Markdown text are figures, and their captions."""

from __future__ import annotations

import pytest

from anthology.load.formats.markdown import to_html

FIGURE = (
    '<figure><img alt="a cart" src="cart.png" /><figcaption>The “first” &amp; last</figcaption>'
    "</figure>"
)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ('![a cart](cart.png "The “first” & last")', FIGURE),
        ("![a cart](cart.png)", '<figure><img alt="a cart" src="cart.png" /></figure>'),
        ('See ![](c.png "it")', '<p>See <img alt="" src="c.png" title="it" /></p>'),
        ('![](c.png "it") there', '<p><img alt="" src="c.png" title="it" /> there</p>'),
    ],
)
def test_a_picture_alone_is_a_figure_and_its_title_the_caption(source: str, html: str) -> None:
    assert to_html(source) == html

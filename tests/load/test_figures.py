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
        ('![](c.png "*it*") there', '<p><img alt="" src="c.png" title="it" /> there</p>'),
        ("[![a](c.png)](b.md)", '<figure><a href="b.md"><img alt="a" src="c.png" /></a></figure>'),
    ],
)
def test_a_picture_alone_is_a_figure_and_its_title_the_caption(source: str, html: str) -> None:
    assert to_html(source) == html


@pytest.mark.parametrize(
    ("title", "caption"),
    [
        (r"It's \"quoted\" and *set*", 'It\'s "quoted" and <em>set</em>'),
        ("`code` and **more**", "<code>code</code> and <strong>more</strong>"),
        ("[here](http://e.org) <b>x</b>", '<a href="http://e.org">here</a> <b>x</b>'),
        ("a_b & c < d", "a_b &amp; c &lt; d"),
        ("noted[^1]", 'noted<a class="note-call" href="#note-1">1</a>'),
    ],
)
def test_a_caption_is_markdown(title: str, caption: str) -> None:
    figure = f'<figure><img alt="A" src="c.png" /><figcaption>{caption}</figcaption></figure>'
    notes = "\n\n[^1]: A note."
    assert to_html(f'![A](c.png "{title}"){notes}').startswith(figure)
    label = title.replace(r"\"", '"')
    assert to_html(f"![A][c]\n\n[c]: c.png '{label}'{notes}").startswith(figure) or "'" in label
    linked = to_html(f'[![A](c.png "{title}")](b.md){notes}')
    assert f"</a><figcaption>{caption}</figcaption></figure>" in linked

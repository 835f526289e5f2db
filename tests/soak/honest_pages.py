"""Pages of HTML as sites and exports have them, by hypothesis: words and blocks side by side.

A block that HTML allows beside bare words stands there now and then: in a quotation, an item of
a list or a box, pictures, lists and tables come before words, after them and between.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from honest_text import PICTURES, often, plain, sentence
from hypothesis import strategies as st

Text = st.SearchStrategy[str]
DEEPEST = 3  # blocks in blocks
MARKS = ("b", "i", "em", "span", "cite", "small", "q", "code", "u", "sup", "mark", "del", "kbd")
BOXES = ("div", "blockquote", "section", "article", "aside", "center", "details", "address")
LISTS = ("ul", "ol", "ol start='5'", "ol type='a'", "ol reversed")
IMAGE = st.sampled_from(PICTURES).map("<img src='{}' alt='Seen'>".format)


def page(script: str) -> Text:
    """A page with a title."""
    blocks = st.lists(_block(script, 0), min_size=1, max_size=4).map("\n".join)
    title = plain(script).map(escape)
    return st.builds(
        "<html><head><title>{0}</title></head><body><h1>{0}</h1>\n"
        "<p>Words to begin.</p>\n{1}</body></html>".format,
        title,
        blocks,
    )


def _words(script: str) -> Text:
    """Words with marks, pictures and breaks."""
    text = often(sentence(script), plain(script)).map(escape)
    marked = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(MARKS), text)
    linked = text.map("<a href='https://example.org/x'>{}</a>".format)
    piece = often(text, marked, linked, IMAGE, text.map("{}<br>".format))
    return st.lists(piece, min_size=1, max_size=4).map(" ".join)


def _block(script: str, depth: int) -> Text:
    """A block, with others in it as far as that may go on."""
    words = _words(script)
    flat = [words.map("<p>{}</p>".format), _figure(words), _table(words), words]
    if depth == DEEPEST:
        return often(*flat)
    mixed = st.lists(often(words, st.deferred(_deeper(script, depth))), min_size=1, max_size=3)
    inside = mixed.map(" ".join)
    return often(
        *flat,
        st.builds("<{0}>{1}</{0}>".format, st.sampled_from(BOXES), inside),
        st.builds(_list, st.sampled_from(LISTS), st.lists(inside, min_size=1, max_size=3)),
        st.builds("<dl><dt>{}</dt><dd>{}</dd></dl>".format, words, inside),
        st.builds("<h2>{}</h2>".format, plain(script).map(escape)),
    )


def _deeper(script: str, depth: int) -> Callable[[], Text]:
    return lambda: _block(script, depth + 1)


def _list(tag: str, items: list[str]) -> str:
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag.split(maxsplit=1)[0]}>"


def _figure(words: Text) -> Text:
    return st.one_of(
        IMAGE.map("<figure>{}</figure>".format),
        st.builds("<figure>{}<figcaption>{}</figcaption></figure>".format, IMAGE, words),
        st.builds("<div class='wp-caption'>{}<p class='wp-caption-text'>{}</p></div>".format,
                  IMAGE, words),
        IMAGE.map("<p><a href='https://example.org/p'>{}</a></p>".format),
    )  # fmt: skip


def _table(words: Text) -> Text:
    row = st.lists(words, min_size=2, max_size=2)
    rows = st.lists(row.map(lambda cells: "".join(f"<td>{c}</td>" for c in cells)), min_size=1,
                    max_size=4)  # fmt: skip
    body = rows.map(lambda some: "".join(f"<tr>{each}</tr>" for each in some))
    return st.builds("<table><caption>{}</caption>{}</table>".format, words, body)

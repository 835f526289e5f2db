"""Where pictures stand in a text, and how large they are drawn."""

from __future__ import annotations

import pytest

from anthology.book import Picture
from anthology.compose.pictures import placed

PICTURES = {
    "photo.jpg": Picture("photo.jpg", b"", "image/jpeg", 1200, 800),
    "upright.jpg": Picture("upright.jpg", b"", "image/jpeg", 800, 1200),
    "thumb.png": Picture("thumb.png", b"", "image/png", 300, 150),
    "icon.png": Picture("icon.png", b"", "image/png", 24, 24),
    "drawing.svg": Picture("drawing.svg", b"", "image/svg+xml", 400, 200),
    "icon.svg": Picture("icon.svg", b"", "image/svg+xml", 24, 20),
}
PHOTO, ICON = '<img src="pictures/photo.jpg" alt="A"/>', '<img src="pictures/icon.png" alt="B"/>'

PORTRAIT = PHOTO.replace("photo", "upright")


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        (f"<p>{PHOTO}</p>", f"<figure>{PHOTO}</figure>"),
        (f'<p class="align-right" id="x">{PHOTO}</p>',
         f'<figure class="align-right" id="x">{PHOTO}</figure>'),
        (f"<p>\n{PHOTO}<br/>\n</p><p>a</p>", f"<figure>{PHOTO}\n</figure><p>a</p>"),
        (f'<p><a href="x">{PHOTO}</a></p>', f'<figure><a href="x">{PHOTO}</a></figure>'),
        (f"<p><span><em>{PHOTO}</em></span></p>",
         f"<figure><span><em>{PHOTO}</em></span></figure>"),
        (f"<p>{PHOTO}{PHOTO}</p>", f'<figure class="pair">{PHOTO}{PHOTO}</figure>'),
        (f"<p>{PHOTO}<br/>{PHOTO}</p>",
         f'<figure class="series">{PHOTO}</figure><figure class="series">{PHOTO}</figure>'),
        (f'<p id="x" class="align-right">{PHOTO}\n{PHOTO}{PHOTO}</p> <p>a</p>',
         f'<figure id="x" class="align-right series">{PHOTO}\n</figure>'
         + f'<figure class="align-right series">{PHOTO}</figure>' * 2 + " <p>a</p>"),
        (f"<p>{PORTRAIT * 3}</p>", f'<figure class="series">{PORTRAIT}</figure>' * 3),
        (f"<p>{ICON}{ICON}{ICON}</p>", f"<figure>{ICON}{ICON}{ICON}</figure>"),
        (f'<p><img class="width-50 bleed"{PHOTO[4:]}</p>',
         f'<figure class="bleed"><img{PHOTO[4:-2]} class="width-50"/></figure>'),
        (f'<figure><img class="spread"{PHOTO[4:]}<figcaption>c</figcaption></figure>',
         f'<figure class="spread">{PHOTO}<figcaption>c</figcaption></figure>'),
        (f"<div>{PHOTO}</div>", f"<figure>{PHOTO}</figure>"),
        (f"<p>{PHOTO} Text <i>a</i>.</p>", f"<figure>{PHOTO}</figure><p>Text <i>a</i>.</p>"),
        (f"<p>{PHOTO}<br/><br/>Text.</p>", f"<figure>{PHOTO}</figure><p>Text.</p>"),
        (f"<p>Before <b>b</b>{PHOTO}</p>\n<p>c</p>",
         f"<p>Before <b>b</b></p><figure>{PHOTO}</figure>\n<p>c</p>"),
        (f"<p>One{PHOTO}two{PHOTO}three</p>",
         f"<p>One</p><figure>{PHOTO}</figure><p>two</p><figure>{PHOTO}</figure><p>three</p>"),
        (f'<p id="x">{PHOTO} Text.</p>', f'<figure id="x">{PHOTO}</figure><p>Text.</p>'),
        (f'<p><a href="x">{PHOTO}</a>Text.</p>',
         f'<figure><a href="x">{PHOTO}</a></figure><p>Text.</p>'),
        (f"<li>Text {PHOTO} more</li>", f"<li>Text <figure>{PHOTO}</figure> more</li>"),
        (f"<li>{PHOTO}</li>", f"<li>{PHOTO}</li>"),
        (f"<blockquote><p>{PHOTO}Text</p></blockquote>",
         f"<blockquote><figure>{PHOTO}</figure><p>Text</p></blockquote>"),
        (f"<figure><p>{PHOTO}</p><figcaption>c</figcaption></figure>",
         f"<figure>{PHOTO}<figcaption>c</figcaption></figure>"),
        (f"<p>{ICON}</p>", f"<figure>{ICON}</figure>"),
        (f"<p>A {ICON} in a line.</p>", f"<p>A {ICON} in a line.</p>"),
        (f"<p><em>One {PHOTO} two</em></p>", f"<p><em>One {PHOTO} two</em></p>"),
        ('<p>So <img src="pictures/photo.jpg" alt="😀"/> it is.</p>',
         '<p>So <img src="pictures/photo.jpg" alt="😀" style="height: 1em"/> it is.</p>'),
    ],
)  # fmt: skip
def test_a_picture_stands_by_itself(written: str, set_: str) -> None:
    assert placed(written, PICTURES, "print") == set_


@pytest.mark.parametrize(
    ("name", "style", "in_print", "in_epub"),
    [
        ("photo.jpg", "width: 50%", "width: 50%", "width: 50%"),
        ("photo.jpg", "max-width: 50%", "max-width: 50%", "max-width: 50%"),
        ("photo.jpg", "width: 300px", "width: 300px", "width: 300px"),
        ("photo.jpg", "height: 200px", "width: 300px", "width: 300px"),
        ("photo.jpg", "width: 1200px", "", ""),
        ("photo.jpg", "width: 1000px", "", "width: 1000px"),
        ("thumb.png", "width: 300px", "", ""),
        ("thumb.png", "width: 600px", "", ""),
        ("thumb.png", "width: 100px", "width: 100px", "width: 100px"),
        ("thumb.png", "width: 200px", "", "width: 200px"),
        ("drawing.svg", "width: 900px", "width: 900px", "width: 900px"),
        ("photo.jpg", "", "", ""),
    ],
)
def test_a_size_blows_no_picture_up(name: str, style: str, in_print: str, in_epub: str) -> None:
    def figure(style: str) -> str:
        size = f' style="{style}"' if style else ""
        return f'<figure><img src="pictures/{name}" alt="A"{size}/></figure>'

    assert placed(figure(style), PICTURES, "print") == figure(in_print)
    assert placed(figure(style), PICTURES, "epub") == figure(in_epub)


def test_a_small_drawing_in_a_line_has_a_width() -> None:
    icon = '<img src="pictures/icon.svg" alt="A"/>'
    sized = icon.replace("/>", ' style="width: 24px"/>')
    assert placed(f"<p>Words {icon} and</p>", PICTURES, "print") == f"<p>Words {sized} and</p>"
    assert placed(f"<p>{icon}</p>", PICTURES, "print") == f"<figure>{icon}</figure>"


POSTER = '<img src="pictures/poster.jpg" alt="{}"/>'
UPRIGHT = {**PICTURES, "poster.jpg": Picture("poster.jpg", b"", "image/jpeg", 1000, 1500)}


@pytest.mark.parametrize(
    ("xhtml", "is_poster"),
    [
        (f"<p>{POSTER.format('Alien')}</p><p>Text.</p>", True),
        (f"<p>Text.</p><p>{POSTER.format('The poster of Alien')}</p>", True),
        (f"<p>Text.</p><p>{POSTER.format('A tower')}</p>", False),
        (f"<p>Text.</p><p>{POSTER.format('What he discovered')}</p>", False),
        (f"<p>{POSTER.format('A')}{POSTER.format('B')}</p><p>Text.</p>", False),
        (f"<figure>{POSTER.format('A')}<figcaption>A tower</figcaption></figure><p>T</p>", False),
        (f"<p>{PHOTO}</p><p>Text.</p>", False),
    ],
)
def test_a_poster_needs_no_page(xhtml: str, is_poster: bool) -> None:
    assert ('class="poster"' in placed(xhtml, UPRIGHT, "print")) is is_poster


def test_a_poster_keeps_the_size_that_its_author_gave() -> None:
    sized = POSTER.format("Poster").replace("/>", ' style="width: 300px"/>')
    assert 'poster"' not in placed(f"<p>{sized}</p>", UPRIGHT, "epub")


def test_a_drawn_icon_alone_has_a_size() -> None:
    icon = '<img src="pictures/icon.svg" alt="I"/>'
    assert 'style="width: 24px"' in placed(f"<p>{icon}</p>", PICTURES, "epub")

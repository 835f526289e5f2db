"""The rules of a style's switches: none for those that are set as in `classic`.

They come after the style sheet at the end of the chain and before all others, so that a style's
own CSS still changes what they do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from anthology.style import Style
from anthology.style.css import furniture
from anthology.style.css.values import is_picture

TEXTS = ".review > .text"
OPENS = ".text > p.dropped::first-letter"
HEADS = (
    "h1, h2, h3, h4, h5, h6, .opening, .opening p, .opening h1, .contents h1, "
    "section.half-title, section.title-page, section.dedication, section.part, section.colophon, "
    ".ornament"
)
# What is set in small capitals; `all` are those whose capitals are small too.
SMALL = ".first-words, .speaker, th, .small-caps, .contents li.part > .line, h3"
ALL_SMALL = (
    ".speaker.caps, .opening .byline.caps, .part .part-number, .title-page .publisher, "
    ".series-page .series, .colophon h1, .contributor .name.caps"
)


def rules(style: Style, edition: str) -> str:
    """The rules of an edition: "epub", or one of those in print."""
    makers = EPUB if edition == "epub" else PRINT
    return "\n".join(rule for maker in makers for rule in maker(style))


def _columns(style: Style) -> Iterator[str]:
    if style.settings.page.columns > 1:
        yield f"{TEXTS} {{ columns: var(--columns); column-gap: var(--column-gap) }}"
        yield f".guide {TEXTS}, .run-on {TEXTS} {{ columns: auto }}"


def _alignment(style: Style) -> Iterator[str]:
    if style.settings.alignment == "ragged":
        yield (
            "body, aside.note, .part-introduction, .contributor .bio { text-align: left; "
            "hyphens: manual }"
        )


def _paragraphs(style: Style) -> Iterator[str]:
    if style.settings.paragraphs == "spaced":
        yield from spaced("var(--leading)")


def _paragraphs_of_epub(style: Style) -> Iterator[str]:
    if style.settings.paragraphs == "spaced":
        yield from spaced("0.8em")


def spaced(space: str) -> Iterator[str]:
    """The rules for paragraphs with white between them."""
    yield ".text p, .contributor .bio p + p { text-indent: 0 }"
    yield f".text p + p {{ margin-top: {space} }}"
    yield ".verse p + p, .speech + .speech, td p + p, .entries p { margin-top: 0 }"


def _heads(style: Style) -> Iterator[str]:
    if style.settings.heads == "left":
        yield f"{HEADS} {{ text-align: left }}"


def _small_caps(style: Style) -> Iterator[str]:
    """Where the text's face has no small capitals: another's, or capitals four fifths as high."""
    plain = "font-variant-caps: normal; font-variant: normal"
    if style.caps == "face":  # its small letters are small capitals
        yield f"{SMALL}, {ALL_SMALL} {{ {plain} }} {ALL_SMALL} {{ text-transform: lowercase }}"
    elif style.caps == "capitals":
        spaced = "text-transform: uppercase; letter-spacing: 0.05em"
        yield f"{SMALL}, {ALL_SMALL} {{ {plain}; {spaced} }}"
        yield ".first-words, .speaker, th, .small-caps, .opening .byline.caps { font-size: 0.82em }"


def _small_caps_of_epub(style: Style) -> Iterator[str]:
    """E-readers make small capitals of any face."""
    if style.caps == "face":
        yield from _small_caps(style)


def _breaks(style: Style) -> Iterator[str]:
    if not style.settings.section_break:
        yield "hr { height: 0; margin: var(--leading) 0 0 }"


def _breaks_of_epub(style: Style) -> Iterator[str]:
    mark = style.settings.section_break
    if not mark:
        yield "hr { width: auto; height: 0; margin: 1.6em 0; border: 0 }"
    elif is_picture(mark):
        yield (
            "hr { width: auto; height: 1.2em; margin: 1.6em 0; border: 0; background: "
            f'url("style/{mark}") center no-repeat; background-size: contain }}'
        )


def _drop_caps(style: Style) -> Iterator[str]:
    if style.settings.drop_caps:
        size = "font-size: var(--drop-size); line-height: var(--drop-height)"
        place = "height: var(--drop-height); margin: var(--drop-shift) 0.06em 0 0"
        yield _first_letter(f"{size}; {place}; font-variant-caps: normal; letter-spacing: 0")


def _drop_caps_of_epub(style: Style) -> Iterator[str]:
    lines = style.settings.drop_caps
    if lines:
        size = f"font-size: {lines * 1.15:g}em; line-height: 0.85"
        yield _first_letter(f"{size}; margin: 0.05em 0.08em 0 0")


def _first_letter(declarations: str) -> str:
    return f"{OPENS} {{ float: left; {declarations} }}"


def _figures(style: Style) -> Iterator[str]:
    if style.settings.figures == "lining":
        yield "aside.note::footnote-marker { font-variant-numeric: lining-nums }"


def _notes(style: Style) -> Iterator[str]:
    if style.settings.notes == "margin":
        yield "aside.note { --note-in-margin: var(--note-width) }"
        yield "aside.note { text-align: left; hyphenate-limit-chars: 5 3 3 }"


def _contents(style: Style) -> Iterator[str]:
    if set(style.settings.contents_with) - {"names"}:
        yield ".contents .more { display: block; font-size: 0.9em; text-indent: 0 }"
        yield ".contents .more .stars { height: 0.7em; vertical-align: -0.05em }"


def _ratings(style: Style) -> Iterator[str]:
    if style.settings.ratings == "end":
        yield ".review > .rating { margin-top: var(--leading); break-before: avoid }"
        yield ".review > .rating .stars { height: 0.8em; vertical-align: -0.05em }"


def _ratings_of_epub(style: Style) -> Iterator[str]:
    if style.settings.ratings == "end":
        yield ".review > .rating { margin-top: 1em; text-indent: 0 }"


Maker = Callable[[Style], Iterator[str]]
PRINT: tuple[Maker, ...] = (
    _columns, _alignment, _paragraphs, _heads, _small_caps, _breaks, furniture.rules, _drop_caps,
    _figures, _notes, _contents, _ratings,
)  # fmt: skip
EPUB: tuple[Maker, ...] = (
    _paragraphs_of_epub, _heads, _small_caps_of_epub, _breaks_of_epub, _drop_caps_of_epub,
    _contents, _ratings_of_epub,
)  # fmt: skip

"""The edition's CSS: the style's @font-face rules and font families, then its style sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from anthology.edition import Font
from anthology.style import Sheet, Style
from anthology.style.css import grid, large, switches, values
from anthology.style.css.properties import resolved
from anthology.style.css.values import families, stack

# What is set in a role's own face, where a style has one.
OF_ROLE = {
    "heading": "h1, h2, h3, h4, h5, h6, .half-title-line, .part-number, .work-heading, "
    ".guide .initial",
    "small-caps": ".first-words, .caps, .part-number, .small-caps, .speaker, th, "
    ".title-page .publisher, .series-page .series",
    "figures": ".folio, .folios, .as-written",
}
COVER = (350.0, 560.0)  # points: the front of the e-book, for which cover sheets are written
GENERIC = "serif"
SWITCHED = frozenset(("epub.css", "print.css"))  # sheets that switches change


def of_edition(
    style: Style,
    edition: str,
    layouts: Iterable[str] = (),
    trim: tuple[float, float] = (396.0, 612.0),
) -> str:
    """The style sheet of an edition; the "screen" edition has that of the print edition.

    In print it has the rules of these layouts too; `trim` is the size of its pages in points.
    Raises Refused for a mistake in the style's CSS.
    """
    names = ["common.css", "epub.css" if edition == "epub" else "print.css"]
    # Margin boxes inherit from the page, not from the document.
    page = "" if edition == "epub" else f"@page {{ font-family: {stack(style.families)} }}"
    if edition != "epub":
        names += [f"layouts/{each}.css" for each in layouts]
    own = [sheet for name in names for sheet in _parts(style, name, edition)]
    if style.large and edition != "epub":
        own.append(Sheet("style.toml", large.rules()))
    known = {**values.of_page(style, *trim), **grid.properties(style.settings.page, *trim)}
    return resolved([_faces(style, page), *own], known)


def _parts(style: Style, name: str, edition: str) -> Iterator[Sheet]:
    """The parts of a style sheet, with the rules of the style's switches after the first."""
    first, *more = style.sheets.get(name, (Sheet(name, ""),))
    yield first
    if name in SWITCHED and (rules := switches.rules(style, edition)):
        yield Sheet("style.toml", rules)
    yield from more


def of_cover(style: Style, width: float = COVER[0]) -> str:
    """The style sheet of a cover of that width in points, which has no other. Raises Refused.

    What open covers share comes after the first sheet of the chain, as the rules of switches do.
    """
    first, *more = style.sheets.get("cover.css", (Sheet("cover.css", ""),))
    opened = style.settings.cover_words == "open"
    own = [first, *(style.sheets.get("open-cover.css", ()) if opened else ()), *more]
    return resolved(
        [_faces(style), *own], {**values.of_look(style), "--cover": f"{width / COVER[0]:.4f}"}
    )


def of_sheets(style: Style) -> str:
    """The style sheet of what is printed on sheets of its own. Raises Refused."""
    own = style.sheets.get("sheets.css", ())
    return resolved([_faces(style), *own], values.of_look(style))


def _faces(style: Style, page: str | None = None) -> Sheet:
    rules = [_face(font) for font in style.fonts]
    # On html, not on body: e-readers set the font that the reader chose on body.
    rules.append(f"html {{ font-family: {stack(style.families)}, {GENERIC} }}")
    rules.append(f"code, kbd, pre, samp {{ font-family: {stack(style.code_families)}, monospace }}")
    if page is not None:  # a note that a heading or a caption calls stands in it
        rules.append(f"aside.note {{ font-family: {stack(style.families)}, {GENERIC} }}")
    rules += _of_languages(style)
    rules += _of_roles(style)
    return Sheet("style.toml", "\n".join([*rules, *([] if page is None else [page])]))


def _of_roles(style: Style) -> Iterator[str]:
    """Rules for the roles that have a face of their own."""
    for role, selectors in OF_ROLE.items():
        if style.roles.get(role):
            own = stack(families(style, role))
            # In a line of another face, one of its own height would move the baseline.
            low = "; line-height: 1" if role == "figures" else ""
            yield f"{selectors} {{ font-family: {own}, {GENERIC}{low} }}"


def _of_languages(style: Style) -> list[str]:
    """Rules that give each language its own shapes of letters which several fonts have."""
    if len(style.languages) < 2:
        return []
    rules = []
    for language, family in style.languages.items():
        others = tuple(own for own in style.families if own not in style.languages.values())
        own = stack((*others, family))
        rules.append(f'[lang|="{language}"] {{ font-family: {own}, {GENERIC} }}')
    return rules


def _face(font: Font) -> str:
    return (
        f'@font-face {{ font-family: "{font.family}"; font-weight: {font.weight}; '
        f'font-style: {font.style}; src: url("{font.path}") }}'
    )

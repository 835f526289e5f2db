"""What a front cover is drawn of: a composition of the style, a palette, and the book's own data.

`[cover] design = "bars sea"` names both; `anthology cover` proposes twelve. The same book has the
same cover each time: what varies is derived from its title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from hashlib import sha256
from itertools import count, islice
from math import ceil

from anthology.book import Book
from anthology.config import CoverTable, Settings
from anthology.edition import Asset
from anthology.report import Place, Problem, Refused, error, shown
from anthology.style import Style
from anthology.style.colour import contrast
from anthology.style.table import HEX, ColourTable

OWN = "own"  # the palette of the style itself
PROPOSALS = 12
BEYOND = 40.0  # points that drawings and pictures reach beyond the front, for the edge of a sheet
INK, PAPER = "#161616", "#ffffff"
# ground, its ink, label, its ink, ornament on the label.
PALETTES: Mapping[str, tuple[str, str, str, str, str]] = {
    "sea": ("#134e5e", "#ffffff", "#f2efe4", "#10333c", "#b4472f"),
    "brick": ("#9e2b25", "#ffffff", "#f7ead9", "#3a1512", "#9e2b25"),
    "moss": ("#3f5a36", "#ffffff", "#f4f0dc", "#1f2d1b", "#a0522d"),
    "plum": ("#4a2545", "#ffffff", "#f3e7ee", "#33172f", "#a8326d"),
    "mustard": ("#e3b23c", "#1d1a12", "#fff8e6", "#2c2410", "#a1441e"),
    "sky": ("#a9cce3", "#12222e", "#ffffff", "#12222e", "#b03a2e"),
    "ink": ("#15171c", "#ffffff", "#e9e4d8", "#15171c", "#a3392b"),
    "salmon": ("#f1a48b", "#2a1410", "#fff4ee", "#2a1410", "#9c2f1d"),
    "mint": ("#bfe3d0", "#10291f", "#ffffff", "#10291f", "#1f6f54"),
    "cobalt": ("#1f3fb5", "#ffffff", "#eef1fb", "#14225c", "#c0392b"),
    "stone": ("#d9d4c7", "#23211c", "#ffffff", "#23211c", "#8a3b2a"),
}


@dataclass(frozen=True)
class Cover:
    """What the template of a cover draws; lengths in points."""

    width: float
    height: float
    composition: str
    count: int  # reviews
    kind: str  # of most works: "film", "book"; "" where none is given
    artwork: str  # the address of a picture that fills the front, "" for none
    image: str  # of a finished front, on which nothing is drawn
    picture: str  # CSS that places it on the page
    dice: tuple[float, ...] = field(repr=False)  # numbers from 0 to 1, the same for a title


def dressed(style: Style, table: CoverTable, place: Place) -> Style:
    """The style in the colours of the design. Raises Refused for one that it does not have."""
    palette = _design(style, table.design, place)[1]
    colours = style.settings.colour
    if palette != OWN:
        keys = ("ground", "ground_ink", "label", "label_ink", "ornament")
        colours = colours.model_copy(update=dict(zip(keys, PALETTES[palette], strict=True)))
    if table.colour:
        colours = _on_ground(colours, table.colour.lower())
    settings = style.settings.model_copy(update={"colour": colours})
    return replace(style, settings=settings, assets=_in_colours(style, colours))


def _in_colours(style: Style, colours: ColourTable) -> Mapping[str, Asset]:
    """The style's files, with drawings for covers, `pictures/cover-*.svg`, in other colours."""
    own, other = style.settings.colour.model_dump(), colours.model_dump()
    changed = {own[key]: other[key] for key in own if own[key] != other[key]}
    found = dict(style.assets)
    for name, asset in found.items():
        if changed and name.startswith("style/cover-") and name.endswith(".svg"):
            text = HEX.sub(lambda each: changed.get(each[0], each[0]), asset.data.decode())
            found[name] = replace(asset, data=text.encode())
    return found


def _on_ground(colours: ColourTable, ground: str) -> ColourTable:
    """The colours on another ground, with the ink that can be read on it."""
    ink = max(INK, PAPER, key=lambda each: contrast(each, ground))
    label = colours.label
    if contrast(label, ground) < 1.2:
        label = max(INK, PAPER, key=lambda each: contrast(each, ground))
    label_ink = max(INK, PAPER, ground, key=lambda each: contrast(each, label))
    return colours.model_copy(
        update={"ground": ground, "ground_ink": ink, "label": label, "label_ink": label_ink}
    )


def _filling(width: float, height: float) -> str:
    """CSS of a picture over a page of that size, and `BEYOND` it on all sides."""
    return placed(-BEYOND, -BEYOND, width + 2 * BEYOND, height + 2 * BEYOND)


def placed(left: float, top: float, width: float, height: float) -> str:
    """CSS of a picture that fills a rectangle on the page; lengths in points."""
    sides = {"left": left, "top": top, "width": width, "height": height}
    return "; ".join(f"{name}: {value:g}pt" for name, value in sides.items())


def cover_of(book: Book, style: Style, settings: Settings, size: tuple[float, float]) -> Cover:
    """What the front of a book is drawn of, on a page of that size. Raises Refused."""
    table = settings.cover
    composition = _design(style, table.design, settings.place("cover", "design"))[0]
    kinds = Counter(each.work.kind for each in book.reviews if each.work and each.work.kind)
    pictures = {key: f"pictures/{name}" for key, name in book.cover.items() if name}
    over_all = pictures.get("wrap", "")
    return Cover(
        *size,
        composition="" if over_all else composition,
        count=len(book.reviews),
        kind=kinds.most_common(1)[0][0] if kinds else "",
        artwork=over_all or pictures.get("artwork", ""),
        image="" if over_all else pictures.get("image", ""),
        picture=_filling(*size) + ("; object-position: right" if over_all else ""),
        dice=tuple(islice(_dice(book.title), 512)),
    )


def _dice(title: str) -> Iterator[float]:
    for number in count():
        for byte in sha256(f"{number} {title}".encode()).digest():
            yield byte / 255


def _design(style: Style, design: str, place: Place) -> tuple[str, str]:
    """The composition and the palette of "bars sea"; what is not named is the style's first."""
    compositions = style.settings.covers
    found = {"composition": compositions[0], "palette": OWN}
    for word in design.split():
        if word in compositions:
            found["composition"] = word
        elif word in PALETTES or word == OWN:
            found["palette"] = word
        else:
            raise Refused(_no_design(word, (*compositions, OWN, *PALETTES), place))
    return found["composition"], found["palette"]


def _no_design(word: str, known: Sequence[str], place: Place) -> Problem:
    close = get_close_matches(word, known, n=1)
    hint = f"Did you mean “{close[0]}”? " if close else ""
    hint += f"Known are {', '.join(known)}; “anthology cover --proposals” shows them."
    return error(place, f"no cover has the design “{shown(word)}”", hint)


def proposals(style: Style, title: str) -> tuple[str, ...]:
    """Twelve designs for a book, each a composition and a palette, the style's own first."""
    compositions = style.settings.covers
    names = list(PALETTES)
    start = int(sha256(title.encode()).hexdigest(), 16) % len(names)
    palettes = [OWN, *(names[start:] + names[:start])]
    rounds = ceil(PROPOSALS / len(compositions))
    pairs = (
        f"{composition} {palettes[(turn * len(compositions) + at if turn else 0) % len(palettes)]}"
        for turn in range(rounds)
        for at, composition in enumerate(compositions)
    )
    return tuple(pairs)[:PROPOSALS]

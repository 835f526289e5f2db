"""Books as anybody might send them, by hypothesis: all that manuscripts may hold, mixed.

Nothing in them is a mistake and nothing comes near a limit, so every one must become a book.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import honest_documents
import honest_pages
import tomlkit
import yaml
from honest_text import FONTLESS, SCRIPTS, USUAL, block, inline, often, plain, sentence
from hypothesis import strategies as st
from PIL import Image


@dataclass(frozen=True)
class Sheet:
    """A file of a project."""

    path: str
    data: bytes


def header(script: str) -> st.SearchStrategy[str]:
    """A header in YAML with some of the keys."""
    words, names = plain(script), st.lists(plain(script), min_size=1, max_size=3)
    long = st.lists(sentence(script), min_size=1, max_size=30).map(lambda s: " ".join(s)[:1900])
    language, direction, _ = SCRIPTS[script]
    keys = {
        "subtitle": often(words, long),
        "reviewer": names | words,
        "work": words
        | st.fixed_dictionaries({"title": often(words, long), "creator": names})
        | st.sampled_from(("The Same Film", "The Same Film", "Another Film")),
        "kind": st.sampled_from(("film", "book", "album")),
        "year": st.integers(1000, 2030).map(str),
        "rating": st.sampled_from(("4/5", "★★★½", "87%", "B+", "9.1/10", "DNF", "thumbs up")),
        "date": st.dates().map(str) | st.integers(1800, 2026).map(str),
        "subjects": st.lists(words, max_size=4),
        "verdict": words,
        "language": st.just(language),
        "dir": st.just(direction),
        "spoilers": st.just("yes"),
        "published": st.fixed_dictionaries({"in": words, "date": st.dates().map(str)}),
        "rights": st.fixed_dictionaries({"holder": words, "permission": st.just("granted")}),
    }
    found = st.fixed_dictionaries({"title": often(words, long, times=4)}, optional=keys)
    return found.map(lambda data: f"---\n{yaml.safe_dump(data, allow_unicode=True)}---\n\n")


# Where there is no font for a script, its review is refused and teaches little.
SCRIPT = st.sampled_from(USUAL * 8 + sorted(FONTLESS))
CLASSED = st.sampled_from(USUAL)


def blocks(script: str, most: int) -> st.SearchStrategy[list[str]]:
    """The blocks of a text: words, whatever may follow them, and the notes that are called."""
    first = sentence(script).filter(lambda text: any(c.isalpha() for c in text))
    notes = st.lists(inline(script), min_size=3, max_size=3)
    return st.builds(
        lambda first, others, notes: [
            f"Words {first}",
            *others,
            *(f"[^{name}]: {text}" for name, text in zip(("1", "2", "note"), notes, strict=True)),
        ],
        first,
        st.lists(block(script), min_size=1, max_size=most),
        notes,
    )


@st.composite
def manuscript(draw: st.DrawFn, *, piece: bool = False) -> str:
    """A review in Markdown, or a piece of the front matter."""
    script = draw(SCRIPT)
    top = "---\ntitle: Of All\n---\n\n" if piece else draw(header(script))
    return top + "\n\n".join(draw(blocks(script, 3))) + "\n"


@st.composite
def plain_text(draw: st.DrawFn) -> str:
    """A review without markup."""
    script = draw(SCRIPT)
    lines = st.lists(sentence(script, 20), min_size=1, max_size=6)
    return "Words.\n\n" + "\n\n".join(draw(lines))


@st.composite
def several(draw: st.DrawFn) -> str:
    """A file of some reviews, cut at its headings of the first level."""
    script = draw(CLASSED)
    texts = draw(st.lists(blocks(script, 2), min_size=1, max_size=3))
    titled = [f"# Part {n}\n\nReviewer: Ada Moor\nRating: 4/5" for n in range(len(texts))]
    whole = [
        "\n\n".join([title, *(each for each in text if not each.startswith("# "))])
        for title, text in zip(titled, texts, strict=True)
    ]
    return "\n\n".join(whole) + "\n"


STYLES = (
    "classic", "guide", "marquee", "modern", "paperback", "quarterly", "typescript", "yearbook",
)  # fmt: skip
OWN = {  # of a style that extends one of these
    "addresses": ("hidden", "listed", "noted"),
    "alignment": ("justified", "ragged"),
    "drop_caps": (0, 2, 3),
    "first_words": ("small-caps", "plain"),
    "openings": ("recto", "any", "auto"),
    "paragraphs": ("indented", "spaced"),
    "ratings": ("opening", "end"),
    "running_heads": ("names", "book", "titles", "none"),
    "spoilers": ("folded", "shown"),
    "works": ("each", "grouped"),
}
LAYOUTS = st.sampled_from(("auto", "essays", "run-on", "guide", "grouped", "grid"))
RTL = ("he", "ar")  # a book in them has no PDF
SETTINGS = st.fixed_dictionaries(
    {
        "order": st.sampled_from(("file", "title", "date", "reviewer", "work", "rating")),
        "language": st.sampled_from(
            (*("en", "en-GB", "de", "fr", "ja", "ru", "xx") * 3, "he", "ar")
        ),
        "layout": LAYOUTS,
    },
    optional={"group": st.sampled_from(("work", "kind", "year", "reviewer", "rating", "subject"))},
)
STYLE = st.fixed_dictionaries(
    {"name": st.sampled_from(STYLES)},
    optional={
        "large_print": st.sampled_from((True, False, False, False)),
        "line_breaking": st.sampled_from(("greedy", "total-fit")),
    },
)
PRESSES: tuple[dict[str, str | bool], ...] = (
    {}, {"trim": "129x198mm"}, {"trim": "4x6in"}, {"flavour": "x1a"}, {"colour": "cmyk"},
    {"marks": True}, {"flavour": "plain"}, {"last_page_blank": True},
)  # fmt: skip
TEXTS = (".md", ".html")  # with pictures beside them
SEVERAL = "manuscripts/s.md"  # a file of several reviews


@dataclass(frozen=True)
class Book:
    """A project's files, and whether there may be a PDF of it."""

    sheets: tuple[Sheet, ...]
    printed: bool


@st.composite
def project(draw: st.DrawFn) -> Book:
    """A project of a few short reviews of several kinds."""
    texts = draw(st.lists(manuscript(), min_size=1, max_size=2))
    sheets = [Sheet(f"manuscripts/{n}.md", text.encode()) for n, text in enumerate(texts)]
    more: tuple[tuple[str, st.SearchStrategy[bytes]], ...] = (
        ("manuscripts/p.txt", plain_text().map(str.encode)),
        ("manuscripts/w.docx", CLASSED.flatmap(honest_documents.word)),
        ("manuscripts/o.odt", CLASSED.flatmap(honest_documents.open_document)),
        ("manuscripts/h.html", CLASSED.flatmap(honest_pages.page).map(str.encode)),
        (SEVERAL, several().map(str.encode)),
        ("front/foreword.md", manuscript(piece=True).map(str.encode)),
    )
    for path, content in more:
        if draw(st.sampled_from((False, False, False, False, True))):
            sheets.append(Sheet(path, draw(content)))
    data, own = draw(settings())
    if any(sheet.path == SEVERAL for sheet in sheets):
        data["source"] = [{"path": SEVERAL, "split": "heading 1"}]
    sheets.append(Sheet("anthology.toml", tomlkit.dumps(data).encode()))
    if own:
        sheets.append(Sheet("styles/own/style.toml", tomlkit.dumps(own).encode()))
    return Book(tuple(sheets), data["book"]["language"] not in RTL)


@st.composite
def settings(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """What anthology.toml says, and the style of the project's own, if it has one."""
    style: dict[str, Any] = {**draw(STYLE)}
    own: dict[str, Any] = draw(
        st.fixed_dictionaries({}, optional={k: st.sampled_from(v) for k, v in OWN.items()})
    )
    if own:
        own["extends"] = style["name"]
        style["name"] = "own"
    data: dict[str, Any] = {
        "book": {"title": "A Soak", **draw(SETTINGS)},
        "style": style,
        "press": draw(st.sampled_from(PRESSES)),
    }
    if "group" not in data["book"] and draw(st.booleans()):
        data["part"] = [{"title": "All", "reviews": ["**"], "layout": draw(LAYOUTS)}]
    return data, own


def write(root: Path, sheets: tuple[Sheet, ...]) -> None:
    """Write a project and the pictures that its texts may show."""
    for sheet in sheets:
        path = root / sheet.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sheet.data)
        for name, data in DRAWN.items():
            (path.parent / name).write_bytes(data) if sheet.path.endswith(TEXTS) else None


def _raster(mode: str, size: tuple[int, int], kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, 90 if mode == "L" else (200, 90, 30)).save(stream, kind)
    return stream.getvalue()


DRAWN = {
    "small.png": _raster("RGB", (20, 20), "PNG"),
    "wide.png": _raster("RGB", (900, 200), "PNG"),
    "tall.jpg": _raster("RGB", (200, 900), "JPEG"),
    "large.png": _raster("RGB", (800, 900), "PNG"),
    "grey.png": _raster("L", (300, 300), "PNG"),
    "drawn.svg": (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">'
        b'<rect width="30" height="20" fill="red"/></svg>'
    ),
}

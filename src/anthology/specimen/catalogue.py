"""What `anthology styles` shows: each style with its reason and its faces, and a page of them."""

from __future__ import annotations

import base64
import io
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from anthology import style
from anthology.edition import Asset
from anthology.pool import Pool
from anthology.specimen import specimen
from anthology.style import Style

SCALE = 0.9  # pixels a point
QUALITY = 72
# Headings of the bookmarks of the specimen, and how many pages from each are shown.
SHOWN = (
    ("Title Page", 1),
    ("Contents", 1),
    ("The Ferryman: A River in Four Colours", 3),
    ("The Dictionary of Rain", 2),
    ("Night Post", 1),
    ("Amber Road", 1),
    ("Ratings at a Glance", 1),
)
PAGE = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"/>
<meta name="viewport" content="width=device-width"/><title>Anthology: styles</title>
<style>
body {{ font: 16px/1.5 Georgia, serif; margin: 2rem; background: #ecebe7; color: #222 }}
h1 {{ font-weight: normal }} h2 {{ margin: 3rem 0 0 }} p {{ margin: 0 0 1rem; max-width: 44rem }}
.pages {{ display: flex; flex-wrap: wrap; gap: 12px }}
.pages img {{ height: 420px; background: #fff; box-shadow: 0 1px 5px #0005 }}
</style></head><body>
<h1>Styles</h1>
<p>Each sets the same book, as <code>anthology specimen --style NAME</code> does.</p>
{styles}
</body></html>
"""


@dataclass(frozen=True)
class Entry:
    """A style that a book may name."""

    name: str
    reason: str  # what it looks like, and what for
    faces: tuple[str, ...]  # the families of its own, without fallbacks


def entries() -> tuple[Entry, ...]:
    """The built-in styles, then those of installed packages. Raises Refused."""
    return tuple(entry(name) for name in (*style.built_in(), *style.installed()))


def entry(name_or_path: str) -> Entry:
    """A style by its name, or by the absolute path of its folder or zip. Raises Refused."""
    look = style.load(name_or_path, Path())
    return Entry(name_or_path, look.settings.description, faces(look))


def faces(look: Style) -> tuple[str, ...]:
    """The families that a style is set in, the text's first, without fallbacks and code."""
    own = [
        family
        for role in ("text", *look.roles)
        if role not in {"code", "fallback"}
        for family in look.roles.get(role, ())
    ]
    return tuple(dict.fromkeys(own))


def page(shown: Sequence[Entry], pool: Pool) -> str:
    """An HTML page with the specimen in each of the styles, its pictures in it. Raises Refused."""
    return PAGE.format(styles="\n".join(_style(each, pool) for each in shown))


def _style(each: Entry, pool: Pool) -> str:
    with tempfile.TemporaryDirectory(prefix="anthology-styles-") as folder:
        built = specimen(each.name, Path(folder), pool)
        by_kind = {path.suffix: path.read_bytes() for path in built.files}
    pictures = [_cover(by_kind[".epub"]), *_pages(by_kind[".pdf"])]
    name, reason = escape(Path(each.name).name), escape(each.reason)
    return "\n".join(
        [
            f'<h2 id="{name}">{name}</h2>',
            f"<p>{reason} {escape(', '.join(each.faces))}.</p>",
            f'<div class="pages">{"".join(map(_picture, pictures))}</div>',
        ]
    )


def _cover(epub: bytes) -> Asset:
    """The cover of an e-book, as small as it is shown."""
    from PIL import Image  # noqa: PLC0415  only for pictures

    with zipfile.ZipFile(io.BytesIO(epub)) as book:
        name = next(name for name in book.namelist() if name.endswith("cover.jpg"))
        picture = Image.open(io.BytesIO(book.read(name)))
    picture.thumbnail((560, 560))
    return _jpeg(picture)


def _pages(pdf: bytes) -> Iterator[Asset]:
    """The pages of a print book that show most of a style."""
    import pypdfium2  # noqa: PLC0415  only for pictures

    book = pypdfium2.PdfDocument(pdf)
    places = [(item.get_title(), item.get_dest().get_index()) for item in book.get_toc()]
    numbers = (
        first + n
        for title, count in SHOWN
        for name, first in places
        if name.startswith(title)  # the names of reviewers follow
        for n in range(count)
    )
    for number in dict.fromkeys(numbers):
        if number < len(book):
            yield _jpeg(book[number].render(scale=SCALE).to_pil())


def _jpeg(picture: object) -> Asset:
    file = io.BytesIO()
    picture.convert("RGB").save(file, "JPEG", quality=QUALITY)  # type: ignore[attr-defined]
    return Asset(file.getvalue(), "image/jpeg")


def _picture(asset: Asset) -> str:
    data = base64.b64encode(asset.data).decode("ascii")
    return f'<img alt="" src="data:{asset.media_type};base64,{data}"/>'

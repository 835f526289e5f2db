"""Twelve covers of one book, drawn side by side to choose from."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from html import escape

from anthology import style
from anthology.cache import Cache
from anthology.compose.cover import front_alone
from anthology.compose.design import proposals
from anthology.config import Settings
from anthology.edition import Edition
from anthology.pdf.typeset.cover import draw
from anthology.pool import Pool
from anthology.produce.strangers import composed
from anthology.project import Order, Project, read
from anthology.style import Style

WIDE = 350  # pixels of a picture on the sheet: a fourth of the e-book's cover
SMALL = 100  # pixels: as a shop shows it, 160 high
CSS = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem;background:#ececec;color:#161616}"
    "main{display:flex;flex-wrap:wrap;gap:2rem}figure{margin:0;width:350px}"
    "figure div{display:flex;align-items:end;gap:12px}img{box-shadow:0 2px 10px #0006}"
    "img.large{width:230px}img.small{width:100px}code{user-select:all}"
)


@dataclass(frozen=True)
class Proposal:
    """One design and its picture."""

    design: str  # as `[cover] design` names it
    jpeg: bytes


@dataclass(frozen=True)
class Proposals:
    """Covers of a book in a style."""

    title: str
    style: str
    covers: tuple[Proposal, ...]


def propose(order: Order, pool: Pool, cache: Cache) -> Proposals:
    """Twelve covers of the book in its style. Raises Refused."""
    project, look = _read(order, pool, cache)
    designs = proposals(look, project.book.title)
    drawn = [
        draw(_front(project, look, _with(project.settings, each), pool), pool, cache)
        for each in designs
    ]
    pictures = (each.result() for each in drawn)
    found = tuple(Proposal(*each) for each in zip(designs, pictures, strict=True))
    return Proposals(project.book.title, look.name, found)


def chosen(order: Order, pool: Pool, cache: Cache) -> bytes:
    """The cover that the settings choose, a JPEG. Raises Refused."""
    project, look = _read(order, pool, cache)
    return draw(_front(project, look, project.settings, pool), pool, cache).result()


def _front(project: Project, look: Style, settings: Settings, pool: Pool) -> Edition:
    """The front alone. Raises Refused."""
    return composed(look, settings, 1, pool, partial(front_alone, project.book, look, settings))


def _read(order: Order, pool: Pool, cache: Cache) -> tuple[Project, Style]:
    project = read(order, pool, cache)
    return project, style.load(order.style or project.settings.style.name, order.root)


def _with(settings: Settings, design: str) -> Settings:
    cover = settings.cover.model_copy(update={"design": design, "colour": ""})
    return settings.model_copy(update={"cover": cover})


def sheet(found: Proposals) -> str:
    """The sheet as a page of HTML, with the pictures in it and the line of settings of each."""
    figures = "\n".join(_figure(each) for each in found.covers)
    title = f"Covers of “{escape(found.title)}”"
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"/><title>{title}</title>'
        f"<style>{CSS}</style></head>\n<body>\n<h1>{title}</h1>\n"
        f"<p>In the style “{escape(found.style)}”. Copy the line below the one you choose into "
        "anthology.toml, under <code>[cover]</code>; <code>colour</code> there changes its paper."
        f"</p>\n<main>\n{figures}\n</main>\n</body>\n</html>\n"
    )


def _figure(one: Proposal) -> str:
    large, small = _pictures(one.jpeg)
    return (
        f'<figure><div><img class="large" src="{large}" alt="A cover: {one.design}"/>'
        f'<img class="small" src="{small}" alt="The same, small"/></div>'
        f"<figcaption><code>design = &quot;{one.design}&quot;</code></figcaption></figure>"
    )


def _pictures(jpeg: bytes) -> Iterator[str]:
    from PIL import Image  # noqa: PLC0415  needed for this command only

    picture = Image.open(io.BytesIO(jpeg))
    for wide in (WIDE, SMALL):
        file = io.BytesIO()
        size = (wide, round(wide * picture.height / picture.width))
        picture.resize(size, Image.Resampling.LANCZOS).save(file, "JPEG", quality=85)
        yield f"data:image/jpeg;base64,{base64.b64encode(file.getvalue()).decode()}"

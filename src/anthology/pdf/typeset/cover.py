"""The front cover of the e-book: the style's cover section as a picture."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial

from anthology.cache import Cache, fingerprint, key
from anthology.edition import Edition, Section
from anthology.pdf import ENGINE
from anthology.pdf.model import Geometry, PageSetup, SectionInput
from anthology.pdf.typeset import cached
from anthology.pool import Failure, Pool
from anthology.report import NOWHERE, Refused, error

# What every cache takes: 1400 px at least for Apple, 3.2 megapixels at most for IngramSpark.
WIDTH, HEIGHT = 1400, 2240
PAGE = Geometry(350.0, 560.0)  # points: a quarter of the pixels
QUALITY = 90
FLOOR = "html, body { margin: 0; padding: 0 } img, svg { max-width: 100% }"


def jpeg(edition: Edition, pool: Pool, cache: Cache) -> bytes:
    """The edition's cover section as a JPEG of 1400 x 2240 px, RGB.

    Raises Refused where there is none or it cannot be typeset.
    """
    return begun(edition, pool, cache)()


def begun(edition: Edition, pool: Pool, cache: Cache) -> Callable[[], bytes]:
    """The same, begun in a worker: what comes back gives the JPEG, and waits for it."""
    section = next((s for s in edition.sections if s.kind == "cover"), None)
    if section is None:
        raise Refused(error(NOWHERE, "the style has no cover"))
    setup, cover = _setup(edition), _input(edition, section)
    name = key("cover", cover.key(setup.key), str(QUALITY))
    drawing = cached.begin(partial(_jpeg, setup), [cover], [name], pool, cache, modules=(ENGINE,))

    def drawn() -> bytes:
        (result,) = drawing.results()
        if isinstance(result, Failure):
            message = f"the cover {result.reason}"
            raise Refused(error(section.place, message, trace=result.trace))
        return result

    return drawn


def _setup(edition: Edition) -> PageSetup:
    size = f"{PAGE.width:g}pt {PAGE.height:g}pt !important"
    return PageSetup(
        css=f"{FLOOR}\n{edition.cover_css}\n@page {{ size: {size}; margin: 0; bleed: 0 }}",
        assets={path: asset for path, asset in edition.assets.items() if path in edition.cover_css},
        fonts=(),  # so WeasyPrint embeds them: no binder comes after it
        geometry=PAGE,
        version=fingerprint(),
    )


def _input(edition: Edition, section: Section) -> SectionInput:
    assets = edition.assets
    pictures = {path: assets[path] for path in sorted(assets) if f'"{path}"' in section.xhtml}
    return SectionInput(
        section.id, section.xhtml, section.lang, section.dir, "right", {}, pictures, section.place
    )


def _jpeg(setup: PageSetup, cover: SectionInput) -> bytes:
    import pypdfium2  # noqa: PLC0415  these two are large, and needed in a worker only

    from anthology.pdf.typeset.section import typeset  # noqa: PLC0415

    page = pypdfium2.PdfDocument(typeset(setup, cover).pdf.data)[0]
    picture = page.render(scale=WIDTH / PAGE.width).to_pil().convert("RGB")
    file = io.BytesIO()
    picture.crop((0, 0, WIDTH, HEIGHT)).save(file, "JPEG", quality=QUALITY, dpi=(288, 288))
    return file.getvalue()

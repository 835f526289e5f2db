"""The front cover of the e-book: the style's cover section as a picture."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial

from anthology.cache import Cache, fingerprint, key
from anthology.edition import Edition, Section
from anthology.pdf.model import Geometry, PageSetup, SectionInput
from anthology.pdf.typeset import ENGINE, cached
from anthology.pool import Failure, Pool
from anthology.report import NOWHERE, Problem, Refused, error

# What every cache takes: 1400 px at least for Apple, 3.2 megapixels at most for IngramSpark.
WIDTH, HEIGHT = 1400, 2240
PAGE = Geometry(350.0, 560.0)  # in points, each four pixels wide
QUALITY = 90
FLOOR = "html, body { margin: 0; padding: 0 } img, svg { max-width: 100% }"


def jpeg(edition: Edition, pool: Pool, cache: Cache) -> bytes:
    """The edition's cover section as a JPEG of 1400 x 2240 px, RGB.

    Raises Refused where the edition has no cover section or it cannot be typeset.
    """
    return submit(edition, pool, cache)()


def submit(edition: Edition, pool: Pool, cache: Cache) -> Callable[[], bytes]:
    """Start drawing the cover in a worker; the function that comes back waits for the JPEG.

    Raises Refused as `jpeg` does, and so does that function.
    """
    section = next((s for s in edition.sections if s.kind == "cover"), None)
    if section is None:
        raise Refused(error(NOWHERE, "the e-book has no cover section to draw its cover from"))
    setup, cover = _setup(edition), _input(edition, section)
    name = key("cover", cover.key(setup.key), str(QUALITY))
    job = cached.Job(partial(_jpeg, setup), [cover], [name], modules=(ENGINE,))
    pending = cached.submit(job, pool, cache)

    def drawn() -> bytes:
        (result,) = pending.results()
        if isinstance(result, Failure):
            raise Refused(_failed(section, result))
        return result

    return drawn


def _failed(section: Section, failure: Failure) -> Problem:
    if not failure.trace:
        hint = "Simplify cover.xhtml.j2 or cover.css of the style."
        return error(section.place, f"the cover could not be drawn: it {failure.reason}", hint)
    message = f"the cover could not be drawn ({failure.reason}); this is a bug in Anthology"
    return error(section.place, message, trace=failure.trace)


def _setup(edition: Edition) -> PageSetup:
    size = f"{PAGE.width:g}pt {PAGE.height:g}pt !important"
    return PageSetup(
        css=f"{FLOOR}\n{edition.cover_css}\n@page {{ size: {size}; margin: 0; bleed: 0 }}",
        assets={path: asset for path, asset in edition.assets.items() if path in edition.cover_css},
        fonts=(),  # so that WeasyPrint embeds the fonts: no binder does it later
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
    import pypdfium2  # noqa: PLC0415  these two are large and only workers need them

    from anthology.pdf.typeset.section import typeset  # noqa: PLC0415

    page = pypdfium2.PdfDocument(typeset(setup, cover).pdf.data)[0]
    picture = page.render(scale=WIDTH / PAGE.width).to_pil().convert("RGB")
    file = io.BytesIO()
    picture.crop((0, 0, WIDTH, HEIGHT)).save(file, "JPEG", quality=QUALITY, dpi=(288, 288))
    return file.getvalue()

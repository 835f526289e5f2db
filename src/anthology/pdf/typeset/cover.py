"""The front cover of the e-book: the style's cover section as a picture."""

from __future__ import annotations

import io
from functools import partial

from anthology.cache import Cache, fingerprint, key
from anthology.edition import Edition, Section
from anthology.pdf.model import Geometry, PageSetup
from anthology.pdf.typeset import tasks
from anthology.pdf.typeset.cached import Work, submit
from anthology.pdf.typeset.typesetter import section_input
from anthology.pool import Failure, Pending, Pool
from anthology.report import NOWHERE, Problem, Refused, error

# What every store takes: Apple wants 1400 px at least, IngramSpark 3.2 megapixels at most.
WIDTH, HEIGHT = 1400, 2240
PAGE = Geometry(350.0, 560.0)  # in points; each becomes 4 × 4 pixels
QUALITY = 90
FLOOR = "html, body { margin: 0; padding: 0 } img, svg { max-width: 100% }"


def draw(edition: Edition, pool: Pool, cache: Cache) -> Pending[bytes]:
    """The edition's cover section as a JPEG of 1400 x 2240 px, RGB.

    Raises Refused where there is no such section; its result does where it cannot be typeset.
    """
    section = next((s for s in edition.sections if s.kind == "cover"), None)
    if section is None:
        raise Refused(error(NOWHERE, "the e-book has no cover section to draw its cover from"))
    setup, cover = _setup(edition), section_input(section, edition.assets)
    name = key("cover", cover.key(setup.key), str(QUALITY))
    work = Work(partial(tasks.cover, setup), [cover], [name])
    return submit(work, pool, cache).results.then(lambda results: _drawn(section, results))


def _drawn(section: Section, results: list[bytes | Failure]) -> bytes:
    (result,) = results
    if isinstance(result, Failure):
        raise Refused(_failed(section, result))
    return result


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


def jpeg(pdf: bytes) -> bytes:
    """The first page as a JPEG."""
    import pypdfium2  # noqa: PLC0415  large, and needed in a worker only

    page = pypdfium2.PdfDocument(pdf)[0]
    picture = page.render(scale=WIDTH / PAGE.width).to_pil().convert("RGB")
    file = io.BytesIO()
    picture.crop((0, 0, WIDTH, HEIGHT)).save(file, "JPEG", quality=QUALITY, dpi=(288, 288))
    return file.getvalue()

"""The entrance to WeasyPrint: an `Engine` lays out documents and writes them as PDF.

It goes through the steps of WeasyPrint's own `HTML.write_pdf` one by one, from a tree instead
of bytes, and keeps the boxes between layout and writing: they show what a PDF does not, such as
where pages begin and how high notes are.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import anthology.pdf.engine.imports  # noqa: F401  before anything imports WeasyPrint

# isort: split
import cssselect2
import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Document, Page
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.layout import layout_document
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.urls import URLFetcher, URLFetcherResponse

from anthology.edition import Asset
from anthology.pdf.colour import icc
from anthology.pdf.engine import floats, lines, margins, patches
from anthology.pdf.engine.fast.drawing import Fonts
from anthology.pdf.engine.fast.pages import no_backgrounds
from anthology.pdf.engine.font_stubs import FontStubs
from anthology.pdf.engine.ink_stream import ink
from anthology.pdf.engine.laid_out import LaidOut
from anthology.pdf.engine.own_fonts import OwnFonts
from anthology.pdf.engine.tags import notes
from anthology.pdf.engine.tags.stream import tagging
from anthology.pdf.model import BASE_URL, PageSetup, SectionPdf

# The pages of furniture show nothing but their margin boxes.
BARE = """
@page { background: none !important }
html, body { background: none !important; border: none !important }
"""


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Serves assets from memory; every other request fails and is recorded."""

    def __init__(self) -> None:
        super().__init__()
        self.assets: dict[str, Asset] = {}
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
        """The asset at `url`. Raises ValueError for any other address."""
        path = unquote(url.removeprefix(BASE_URL)) if url.startswith(BASE_URL) else ""
        asset = self.assets.get(path)
        if asset is None:
            self.refused.append(url)
            raise ValueError(f"{url} is not an asset of this edition")
        return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})


class Tree(weasyprint.HTML):  # type: ignore[misc]
    """A document from a tree; WeasyPrint itself would parse HTML."""

    def __init__(self, root: ET.Element, fetcher: Fetcher) -> None:
        self.base_url = BASE_URL
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


class _Records(logging.Handler):
    """Collects log records: WeasyPrint, as a library, prints nothing."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Collects the record."""
        self.records.append(record)


@contextmanager
def captured_log() -> Iterator[list[logging.LogRecord]]:
    """The records that WeasyPrint logs inside, warnings and worse; the list fills up."""
    logger = logging.getLogger("weasyprint")
    handler = _Records()
    logger.addHandler(handler)
    try:
        yield handler.records
    finally:
        logger.removeHandler(handler)


class _Sheets:
    """A style sheet, and the same for pages whose margins are set later."""

    def __init__(self, css: weasyprint.CSS) -> None:
        self.whole, self.without_furniture = css, _without_furniture(css)


class Engine:
    """WeasyPrint made ready for one page setup: fonts loaded, CSS parsed.

    `records` and `refused` are the log and the requests that failed while the CSS was parsed.
    """

    def __init__(self, setup: PageSetup) -> None:
        patches.install()
        self.setup = setup
        self.profile = icc.read(setup.profile) if setup.profile else None
        self.fetcher = Fetcher()
        self.fetcher.assets.update(setup.assets)
        self.fonts = OwnFonts()
        self.counters = CounterStyle()
        with captured_log() as records:
            css = self._style_sheet(setup.css)
        self.sheets: dict[str, _Sheets] = {}  # by the direction of the text
        if setup.binding == "left":
            self.sheets["ltr"] = _Sheets(css)
        self.bare = self._style_sheet(BARE)
        self.fonts.complete()
        self.records = tuple(records)
        self.refused = tuple(self.fetcher.refused)
        self.stubs = FontStubs(_fonts(setup))

    def _style_sheet(self, css: str) -> weasyprint.CSS:
        """The parsed style sheet; its fonts are loaded."""
        return weasyprint.CSS(
            string=css,
            base_url=BASE_URL,
            url_fetcher=self.fetcher,
            font_config=self.fonts,
            counter_style=self.counters,
        )

    def _sheets(self, direction: str) -> _Sheets:
        """The style sheets for text of that direction on pages bound as the setup says."""
        if direction not in self.sheets:
            from anthology.style.css.mirrored import mirrored  # noqa: PLC0415  slow, and rare

            text, pages = direction == "rtl", self.setup.binding == "right"
            css = mirrored(self.setup.css, text=text, pages=pages)
            self.sheets[direction] = _Sheets(self._style_sheet(css))
        return self.sheets[direction]

    def lay_out(
        self,
        root: ET.Element,
        pictures: Mapping[str, Asset],
        furniture_from: int = 0,
    ) -> LaidOut:
        """The pages of a document, laid out but not yet written.

        Their margins are empty. With `furniture_from`, the number of the first page, they have
        folios and running heads, and no background.
        """
        self.fetcher.assets = {**self.setup.assets, **pictures}
        self.fetcher.refused.clear()
        html = Tree(root, self.fetcher)
        css = self._sheets(root.get("dir", "ltr"))
        sheets = [css.whole, self.bare] if furniture_from else [css.without_furniture]
        options = {**weasyprint.DEFAULT_OPTIONS, "stylesheets": sheets}
        context = Document._build_layout_context(  # noqa: SLF001
            html, self.fonts, self.counters.copy(), {}, options
        )
        context.first_number = furniture_from or 1
        context.binding = self.setup.binding
        box = build_formatting_structure(
            root,
            context.style_for,
            context.get_image_from_uri,
            BASE_URL,
            context.target_collector,
            context.counter_style,
            context.footnotes,
        )
        for footnote in context.footnotes:  # WeasyPrint prepares only the text around them
            footnote.process_whitespace()
            footnote.process_text_transform()
        if any(map(floats.is_float, context.footnotes)):
            context.floats = floats.Floats(box, context)
        context.notes_beside = margins.Notes(box, context) if context.footnotes else None
        return self._laid_out(html, box, context)

    def _laid_out(self, html: Tree, box: Any, context: Any) -> LaidOut:
        """The pages of a tree of boxes, on which backgrounds have no place yet."""
        later = patches.patched("layout", layout_backgrounds=no_backgrounds)
        with lines.breaking(self.setup.line_breaking) as tally, later:
            pages = list(layout_document(html, box, context))
        return LaidOut(html, box, pages, context, tally.greedy)

    def write(self, laid: LaidOut, *, tagged: bool) -> SectionPdf:
        """The PDF of a laid out document in the setup's inks; fonts of the setup are only named."""
        laid.place_backgrounds()
        if tagged:
            notes.link(laid.pages)
        document = Document(
            [Page(box) for box in laid.pages],
            DocumentMetadata(lang=self.setup.lang),
            self.fetcher,
            self.fonts,
            {},
            None,
        )
        document.fonts = Fonts()
        laid.written = document.pages
        document._html = laid.html  # noqa: SLF001
        inks = ink(self.setup.inks, self.profile, flat=self.setup.flat)
        with self.stubs.used() as glyphs, tagging() if tagged else inks:
            return SectionPdf(document.write_pdf(pdf_tags=tagged), glyphs)


def _fonts(setup: PageSetup) -> dict[bytes, str]:
    """The paths of the setup's fonts by the bytes of their files."""
    paths = {font.path for font in setup.fonts}
    return {asset.data: path for path, asset in setup.assets.items() if path in paths}


def _without_furniture(css: weasyprint.CSS) -> weasyprint.CSS:
    """The style sheet without its margin boxes."""
    bare = copy(css)
    bare.page_rules = [
        rule for rule in css.page_rules if rule[1][0][1] in {None, "@footnote", "@note-area"}
    ]
    return bare

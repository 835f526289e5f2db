"""WeasyPrint, with what we need of its inside: this module knows one version of it.

Private parts that are used or exchanged here: `HTML` is made from a tree instead of bytes,
`weasyprint.pdf.build_fonts_dictionary` writes stubs instead of subsets (`faces.py` puts one
font for the whole book in their place), and boxes are read for what a PDF does not tell:
where pages begin, which margins they have, how tall notes are.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
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
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from anthology.edition import Asset
from anthology.pdf.colour import icc
from anthology.pdf.engine import lines, patches
from anthology.pdf.engine.fast.drawing import Fonts
from anthology.pdf.engine.font_stubs import FontStubs
from anthology.pdf.engine.ink_stream import ink
from anthology.pdf.engine.laid_out import LaidOut
from anthology.pdf.engine.tags.stream import tagging
from anthology.pdf.model import BASE_URL, PageSetup, SectionPdf

# Furniture's pages show nothing but what stands in the margins.
BARE = """
@page { background: none !important }
html, body { background: none !important; border: none !important }
"""


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Serves the assets it was given and records every other request, which fails."""

    def __init__(self) -> None:
        super().__init__()
        self.assets: dict[str, Asset] = {}
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
        """The asset at `url`; its bytes are in memory, so nobody reads a file twice."""
        path = unquote(url.removeprefix(BASE_URL)) if url.startswith(BASE_URL) else ""
        asset = self.assets.get(path)
        if asset is None:
            self.refused.append(url)
            raise ValueError(f"{url} is no asset of this edition")
        return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})


class Tree(weasyprint.HTML):  # type: ignore[misc]
    """A document from a tree: WeasyPrint's own way leads through an HTML parser."""

    def __init__(self, root: ET.Element, fetcher: Fetcher) -> None:
        self.base_url = BASE_URL
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


class _Records(logging.Handler):
    """Keeps what WeasyPrint says, which is silent as a library."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.kept: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record."""
        self.kept.append(record)


@contextmanager
def listening() -> Iterator[list[logging.LogRecord]]:
    """The records that WeasyPrint logs in this context, warnings and worse."""
    logger = logging.getLogger("weasyprint")
    records = _Records()
    logger.addHandler(records)
    try:
        yield records.kept
    finally:
        logger.removeHandler(records)


class Engine:
    """A setup made ready for work: fonts loaded, CSS parsed; one a process and setup."""

    def __init__(self, setup: PageSetup) -> None:
        patches.install()
        self.setup = setup
        self.profile = icc.read(setup.profile) if setup.profile else None
        self.fetcher = Fetcher()
        self.fetcher.assets.update(setup.assets)
        self.fonts = FontConfiguration()
        self.counters = CounterStyle()
        with listening() as records:
            self.css = self.parsed(setup.css)
        self.css_of_leaves = _without_furniture(self.css)
        self.bare = self.parsed(BARE)
        self.records = tuple(records)
        self.refused = tuple(self.fetcher.refused)
        self.stubs = FontStubs(_fonts(setup))

    def parsed(self, css: str) -> weasyprint.CSS:
        """A style sheet ready for use; its fonts are added to ours."""
        return weasyprint.CSS(
            string=css,
            base_url=BASE_URL,
            url_fetcher=self.fetcher,
            font_config=self.fonts,
            counter_style=self.counters,
        )

    def lay_out(
        self,
        root: ET.Element,
        pictures: Mapping[str, Asset],
        furniture_from: int = 0,
    ) -> LaidOut:
        """The pages of a document, laid out but not yet written.

        They have nothing in their margins, or, with `furniture_from`, folios and running
        heads; that is the first page's number.
        """
        self.fetcher.assets = {**self.setup.assets, **pictures}
        self.fetcher.refused.clear()
        html = Tree(root, self.fetcher)
        sheets = [self.css, self.bare] if furniture_from else [self.css_of_leaves]
        options = {**weasyprint.DEFAULT_OPTIONS, "stylesheets": sheets}
        context = Document._build_layout_context(  # noqa: SLF001
            html, self.fonts, self.counters.copy(), {}, options
        )
        context.first_number = furniture_from or 1
        box = build_formatting_structure(
            root,
            context.style_for,
            context.get_image_from_uri,
            BASE_URL,
            context.target_collector,
            context.counter_style,
            context.footnotes,
        )
        with lines.breaking(self.setup.line_breaking) as tally:
            pages = list(layout_document(html, box, context))
        return LaidOut(html, box, pages, context, tally.greedy)

    def write(self, laid: LaidOut, *, tagged: bool) -> SectionPdf:
        """The PDF of a laid out document, without the setup's fonts, in the setup's inks."""
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
    """The style sheet without its margin boxes: those come later (`furniture`)."""
    bare = copy(css)
    bare.page_rules = [
        rule for rule in css.page_rules if rule[1][0][1] in {None, "@footnote", "@note-area"}
    ]
    return bare

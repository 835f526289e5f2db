"""Large print: what every style becomes for readers with low vision, in print.

The rules are those of three organisations, which agree:

* American Printing House for the Blind, Guidelines for Print Document Design (2011),
  aph.org/aph-guidelines-for-print-document-design: large print is 18 points at least.
* UK Association for Accessible Formats, Creating clear print and large print documents (G003,
  2019), which the RNIB follows: 16 points at least, ideally 18, for page numbers and labels
  too; flush left; no italics, no blocks of capitals; a blank line between paragraphs; words
  are not divided; columns are avoided.
* Royal National Institute of Blind People, Clear Print Guidelines: semi-bold is easier to
  read than italics or capitals, the lines begin in one place, and no text is set around pictures.
"""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from anthology.style import Style
from anthology.style.css.switches import spaced
from anthology.style.table import PageTable

SIZE = 18.0  # points
SMALLEST = 16.0  # of notes, captions and lists that are looked up
LEADING = 1.25  # of the size: the least
EXACT = 1e-6
SIDE = 54.0  # points: the widest margin at a side, where letters need the room
FURNITURE = 36.0  # points that a running head or a folio needs besides a line

RULES = """\
body, aside.note, .part-introduction, .contributor .bio { text-align: left; hyphens: manual }
.text, .entries, .glance, .guide, .run-on .text { columns: auto !important }
em, i, cite, dfn, dt, h2, h4, h5, h6, caption, figcaption, .work, .subtitle, .translators,
.published, .notice, .verdict, .byline, .epigraph, .dedication, .scaled, .url, .source, .spine-by {
  font-style: normal !important }
em, i, dfn, h2, h3, h4, h5, h6, .speaker, .contributor .name, .contents li.part > .line {
  font-weight: bold }
.first-words, .small-caps, .speaker, th, h3, .part-number, .colophon h1, .publisher, .series,
.caps, .contents li.part > .line { font-variant: normal !important;
  font-variant-caps: normal !important; text-transform: none !important;
  letter-spacing: 0 !important }
blockquote, .published, .notice, .translators, .opening .byline, .opening .work,
.contents .byline, .signed .byline, .epigraph, .first-words, .speaker, .small-caps, .caps {
  font-size: var(--size) !important }
table { font-size: var(--size) }
th { font-size: inherit !important }
aside.note, figcaption, pre, code, kbd, samp, div.footnote, .addresses, .scaled, .entries, .glance,
.plot, section.credits, .contributor .folios, section.copyright-page, .imprint.long {
  font-size: SMALLEST !important }
aside.note, section.copyright-page, .copyright-page .imprint {
  line-height: calc(LEADING * SMALLEST) !important }
/* Ratings run in: beside a column of them a narrow page has no room for titles. */
.glance p { padding-left: var(--indent) !important;
  text-indent: calc(-1 * var(--indent)) !important }
.glance .rating { min-width: 0 !important }
p.dropped::first-letter { float: none !important; font-size: inherit !important;
  line-height: inherit !important; height: auto !important; margin: 0 !important }
.contributor .portrait { float: none; margin: 0 0 var(--leading) }
.opening { padding-top: calc(3 * var(--leading)) }
.title-page .ornament, .colophon .ornament { display: none }
@page { font-size: var(--size);
  @bottom-center { font-size: var(--size) !important; padding-top: 12pt }
  @top-center { font-size: SMALLEST !important; font-style: normal !important; letter-spacing: 0 }
  @top-left { HEAD } @top-right { HEAD }
  @bottom-left { FOOT } @bottom-right { FOOT } }
"""

# What stands in the corners: letters, not capitals, and as near to the text as there is room for.
CORNER = (
    "font-size: SMALLEST !important; text-transform: none !important; "
    "letter-spacing: 0 !important; "
)
HEAD = (
    f"{CORNER}padding-bottom: 3pt !important; "
    "margin-bottom: calc(0.5 * var(--leading) - 3pt) !important"
)
FOOT = f"{CORNER}padding-top: 3pt !important; margin-top: 9pt !important"


def large_print(style: Style) -> Style:
    """The style as large print; its e-book stays as it is."""
    page = _page(style.settings.page)
    settings = style.settings.model_copy(update={"page": page})
    return replace(style, settings=settings, large=True)


def _page(table: PageTable) -> PageTable:
    size = max(SIZE, table.size)
    scale = size / table.size
    leading = max(table.leading * scale, LEADING * size)
    half_points = ceil(2 * leading - EXACT) / 2
    top, outer, bottom, inner = table.margins
    least = half_points + FURNITURE
    return table.model_copy(
        update={
            "size": size,
            "leading": half_points,
            "margins": (max(top, least), min(outer, SIDE), max(bottom, least), min(inner, SIDE)),
            "columns": 1,
            "measure": "",
            "guide_size": SIZE,
            "guide_leading": half_points,
            "guide_columns": 1,
            "title_width": table.title_width / scale,
        }
    )


def rules() -> str:
    """The rules that come after all others of a style, in print."""
    own = RULES.replace("HEAD", HEAD).replace("FOOT", FOOT)
    own = own.replace("SMALLEST", f"{SMALLEST:g}pt").replace("LEADING", f"{LEADING:g}")
    return "\n".join([*spaced("var(--leading)"), own])

"""Rules on the file as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from anthology.check.pdf.facts import Document
from anthology.check.pdf.rules.finding import Finding, found
from anthology.check.pdf.wants import Wants
from anthology.report import Severity

NEWEST, OLDEST = "1.7", "1.2"
MOST_BYTES = 650_000_000
X = {  # flavours of our presets -> what a file must claim to be
    "x1a": ("PDF/X-1", "PDF/X-3"),
    "x4": ("PDF/X",),
}
OLD_FILTERS = {"/LZWDecode": "LZW", "/JPXDecode": "JPEG 2000", "/JBIG2Decode": "JBIG2"}


def check(file: Document, wants: Wants) -> Iterator[Finding]:
    """What is wrong with the file as a whole."""
    yield from (found("syntax", fault) for fault in file.faults[:5])
    if file.encrypted:
        yield found("encrypted")
    if not OLDEST <= file.version <= NEWEST:
        yield found("version", f"PDF {file.version}")
    yield from _fonts(file)
    yield from (found("active", f"it has {what}") for what in file.active)
    yield from _screen_only(file)
    if not file.info.get("Title"):
        yield found("title")
    names = [name for key, name in OLD_FILTERS.items() if key in file.filters]
    yield from (found("filter", name) for name in names)
    if file.size > MOST_BYTES:
        yield found("heavy", f"{file.size / 1e6:,.0f} MB")
    yield from _standard(file, wants)


def _fonts(file: Document) -> Iterator[Finding]:
    for font in file.fonts:
        if not font.embedded:
            yield found("font", f"“{font.name}”", font.page)


def _screen_only(file: Document) -> Iterator[Finding]:
    for page in file.pages:
        if page.notes:
            kinds = ", ".join(sorted({kind.removeprefix("/") for kind in page.notes}))
            # A link has no looks of its own; a comment has.
            mild = set(page.notes) == {"/Link"}
            yield found("notes", kinds, page.number, severity=Severity.NOTE if mild else None)
    if file.outlined:
        yield found("bookmarks")
    if file.layered:
        yield found("layers")


def _standard(file: Document, wants: Wants) -> Iterator[Finding]:
    """Whether it claims to be what the press takes; whether that is true, other rules say."""
    if wants.preset is None:
        return
    inside, cover = wants.preset.inside, wants.preset.cover
    taken = X.get((cover if file.is_cover else inside).flavour)
    if taken and not file.flavour.startswith(taken):
        claim = f"it is {file.flavour}" if file.flavour else "it claims to be none"
        yield found("standard", f"{wants.name} takes {' or '.join(taken)}; {claim}")

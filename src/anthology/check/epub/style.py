"""Checks of the style sheets for CSS that e-readers, some of them old, cannot handle.

A single calc() or var() makes e-readers with Adobe's engine (older Kobos among them) drop the
whole style sheet, even after a fallback value. EPUBCheck passes all of this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anthology.check.epub.file import XHTML, Epub, is_remote, line
from anthology.report import Place, Problem, Severity, error

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
URL = re.compile(r"url\(\s*[\"']?([^\"')]*)", re.IGNORECASE)
E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE
PATTERNS = tuple(
    (severity, re.compile(pattern, re.IGNORECASE), message)
    for severity, pattern, message in (
        (
            E,
            r"\b(calc|min|max|clamp|var|env)\s*\(",
            "{0}() makes older Kobos drop the whole style sheet",
        ),
        (E, r"@(media|supports)[^{]*\{\s*\}", "an empty @{0} rule crashes older Kobos"),
        (W, r"display\s*:\s*(?:inline-)?(flex|grid)\b", "e-readers ignore display: {0}"),
        (W, r"[\d.](rem|vw|vh|vmin|vmax)\b", "older Kobos do not know the unit {0}; use em or %"),
        (W, r"(:has|:is|:where)\(", "e-readers ignore rules with {0}()"),
        (E, r"text-rendering\s*:\s*(optimizeLegibility)", "Kindle refuses text-rendering: {0}"),
        (W, r"position\s*:\s*(relative|absolute|fixed|sticky)", "Kindle ignores position: {0}"),
        (E, r"(@import)\b", "many e-readers do not load {0}; put the rules into one file"),
        (
            E,
            r"(--[a-z][\w-]*)\s*:",
            "older Kobos drop a style sheet with {0}; write the value itself",
        ),
        (W, r"\.(woff2)\b", "Kobo cannot read {0} fonts; use TTF or OTF"),
        (
            W,
            r"(?:^|[},\s])(html|body|p)\s*(?:,[^{}]*)?\{[^}]*(?<![\w-])(?:color|background)\b",
            "a colour on {0} makes the text unreadable in dark mode",
        ),
        (
            W,
            r"(?:^|[},\s])(body|p)\s*(?:,[^{}]*)?\{[^}]*font-family[^;}]*!important",
            "font-family with !important on {0} overrides the font that the reader chooses",
        ),
        (
            N,
            r"(?:^|[},\s])(body)\s*(?:,[^{}]*)?\{[^}]*font-family(?![^;}]*!important)",
            "Kindle wants no font-family on {0}; set it on html",
        ),
        (
            N,
            r"(?:^|[},\s])(body)\s*(?:,[^{}]*)?\{[^}]*(?<![\w-])padding(?!\s*:\s*0)",
            "Kobo wants no padding on {0}; e-readers have their own margins",
        ),
        (N, r"(user-select|pointer-events)\s*:", "{0} keeps readers from selecting text"),
    )
)


def check(book: Epub) -> Iterator[Problem]:
    """Everything that is wrong with the style sheets and the styles inside documents."""
    for name, item in book.manifest.items():
        if item.media_type == "text/css" and name in book.files:
            yield from _sheet(name, book.files[name].decode("utf-8", "replace"), 0)
    for name, root in book.documents.items():
        for style in root.iter(f"{XHTML}style"):
            yield from _sheet(name, style.text or "", max(line(style) - 1, 0))
        for element in root.iter("{*}*"):
            own = element.get("style")
            if own:
                rule = f"{str(element.tag).rpartition('}')[2]} {{ {own} }}"
                yield from _sheet(name, rule, max(line(element) - 1, 0))


def _sheet(name: str, css: str, lines_before: int) -> Iterator[Problem]:
    # Comments are replaced by their line ends, so that line numbers stay right.
    bare = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), css)
    for severity, pattern, message in PATTERNS:
        for found in pattern.finditer(bare):
            at = lines_before + bare.count("\n", 0, found.start(1)) + 1
            yield Problem(severity, Place(name, at), message.format(found[1]))
    for found in URL.finditer(bare):
        if is_remote(found[1]) and not found[1].startswith("data:"):
            at = lines_before + bare.count("\n", 0, found.start()) + 1
            yield error(Place(name, at), f"the style loads {found[1][:60]} from the internet")

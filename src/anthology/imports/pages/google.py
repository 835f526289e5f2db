"""Pages that Google Docs writes (File → Download → Web page): emphasis by classes, and comments."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from lxml import html as pages

from anthology.imports.texts import styles

REDIRECT = "https://www.google.com/url?"
SIGNS = ("lst-kix", "themes.googleusercontent.com", "docs-internal-guid", 'class="doc-content')


def is_document(text: str) -> bool:
    """Whether Google Docs wrote a page."""
    return any(sign in text for sign in SIGNS)


def plain(root: pages.HtmlElement) -> list[str]:
    """Makes a page like any other, in place; the comments in it, which are taken away."""
    styles.inlined(root)
    for link in root.iter("a"):
        address = link.get("href") or ""
        if address.startswith(REDIRECT):
            link.set("href", parse_qs(urlsplit(address).query).get("q", [""])[0])
    for paragraph in root.iter("p"):
        if "title" in (paragraph.get("class") or "").split():
            paragraph.tag = "h1"
            break
    return list(_comments(root))


def _comments(root: pages.HtmlElement) -> Iterator[str]:
    """The words of each comment; its mark in the text goes with it."""
    for link in [each for each in root.iter("a") if (each.get("id") or "").startswith("cmnt")]:
        if (link.get("id") or "").startswith("cmnt_ref"):
            above = link.getparent()
            link.drop_tree()
            if above is not None and above.tag == "sup" and not above.text_content().strip():
                above.drop_tree()
            continue
        block = next(link.iterancestors("div"), None)
        link.drop_tree()
        if block is not None and block.getparent() is not None:
            yield " ".join(block.text_content().split())
            block.drop_tree()

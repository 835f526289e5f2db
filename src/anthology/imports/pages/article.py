"""The article of a page: the element of its text, without its title and what is the site's."""

from __future__ import annotations

import re

from lxml import html as pages

from anthology.imports.texts import notes

MARKED = '//*[@itemprop="reviewBody" or @property="reviewBody"]'
OF_TEXTS = ("entry-content", "post-content", "article-body", "post-body", "e-content")
PLACES = (
    '//*[@itemprop="articleBody" or @itemprop="reviewBody"]',
    f"//*[{' or '.join(f'contains(@class, {name!r})' for name in OF_TEXTS)}]",
    "//article",
    '//main | //*[@role="main"]',
)
AROUND = frozenset({"nav", "aside", "form", "footer", "dialog", "menu"})
SITE = re.compile(
    r"\b(?:comments?(?:-area|-list)?|respond|sharedaddy|share|sharing|social|related|sidebar|"
    r"newsletter|subscribe|cookie|breadcrumbs?|advert\w*|promo|navigation|pagination|"
    r"author-bio|jp-relatedposts|byline|post-meta|entry-meta|entry-footer|screen-reader-text|"
    r"skip-link)\b",
    re.IGNORECASE,
)
SHORT = 3  # letters of a heading that is a number
LEAST = 0.4  # of the words of the page's longest article; a shorter first find is a teaser


def found(root: pages.HtmlElement) -> pages.HtmlElement:
    """The element of a page's text: the first of the likely places that has most of the words."""
    candidates = [_longest(root.xpath(path)) for path in PLACES]
    sizes = [(_size(each), each) for each in candidates if each is not None]
    most = max((size for size, _ in sizes), default=0)
    likely = next((each for size, each in sizes if size and size >= LEAST * most), None)
    body = root.find("body") if likely is None else likely
    return root if body is None else body


def marked(body: pages.HtmlElement) -> pages.HtmlElement:
    """The part of a text that its page marks as the review's, else all of it."""
    within = body.xpath(MARKED)
    return within[0] if isinstance(within, list) and len(within) == 1 else body


def _longest(found: object) -> pages.HtmlElement | None:
    elements = found if isinstance(found, list) else []
    return max(elements, key=_size, default=None)


def _size(element: pages.HtmlElement) -> int:
    """The letters of the paragraphs in an element."""
    return sum(len(each.text_content()) for each in element.iter("p", "blockquote", "li"))


def without_title(body: pages.HtmlElement, title: str) -> str:
    """Takes the first heading away where it has the title's words; these, or "".

    Where there is no title, it is the heading that the text begins with.
    """
    first = next(body.iter("h1", "h2", "h3"), None)
    words = " ".join(first.text_content().split()) if first is not None else ""
    if first is None or not words:
        return ""
    begins = " ".join(body.text_content().split()).startswith(words)
    given = (title or (words if begins else "")).casefold()
    if words.casefold() not in given and (not given or given not in words.casefold()):
        return ""
    first.drop_tree()
    return words if len(words) > SHORT else title


def tidy(body: pages.HtmlElement) -> None:
    """Takes away what is the site's: bars, buttons, comments, lists of other articles."""
    most = _size(body) / 2
    for element in [*body.iter()]:
        inside = element is not body and element.getparent() is not None
        if inside and _is_the_sites(element) and _size(element) <= most:
            element.drop_tree()
    for picture in body.iter("img"):  # shown when a reader scrolls to it
        picture.set("src", picture.get("data-src") or picture.get("src") or "")


def _is_the_sites(element: pages.HtmlElement) -> bool:
    if not isinstance(element.tag, str) or notes.is_note(element):
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    hidden = element.get("aria-hidden") == "true" or element.get("hidden") is not None
    return element.tag in AROUND or hidden or (len(named) > 1 and SITE.search(named) is not None)

"""Pages of a site among reviews: “about”, “contact”, “404”; by their names and by evidence.

A name alone is enough beside manuscripts, where a site's pages lie. In `manuscripts/` it may be a
film's: there the header, the text, or what all the others have must say that it is a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from anthology.book import Review
from anthology.load import formats
from anthology.load.model import Manuscript, ParsedManuscript
from anthology.load.project.not_reviews import HOME

PAGE = "pages of a site"  # after a number
NAME, PLACE, OWN = "name", "place", "own"  # how a file is like a page

# Pages of a site by the names of their files, or of the folders that hold only an index: left
# out unless their headers are a review's.
PAGES = re.compile(
    r"""about(?:[-_](?:me|us|this[-_]site))?|contact(?:[-_](?:me|us))?|colophon|impressum|imprint
    |40[0-9]|50[0-9]|tags?|categor(?:y|ies)|archives?|search|sitemap|feed|rss|home|homepage
    |privacy(?:[-_]policy)?|terms(?:[-_].*)?|disclaimer|disclosure|cookies?(?:[-_]policy)?|legal
    |now|uses|links|blogroll|guestbook|subscribe|newsletter|offline|thank(?:s|[-_]you)|success
    |resume|cv|faq|support|submissions?|masthead|pagination|datenschutz|mentions[-_]legales
    |a[-_]propos|ueber(?:[-_](?:mich|uns))?|kontakt|acerca(?:[-_]de)?|contacto|over|chi[-_]siamo""",
    re.IGNORECASE | re.VERBOSE,
)
PAGE_FOLDERS = frozenset({"_pages", "pages"})
# Layouts of pages: so a text at the top of a site is a page, where the others are in folders.
PAGE_LAYOUTS = frozenset({"page", "default", "home", "base", "search", "archive", "archives",
                          "tags", "categories", "contact", "about", "landing"})  # fmt: skip
# What a page says, and a review of a film called “Contact” does not.
OF_THIS_SITE = re.compile(
    r"""\bthis\s+(?:web\s?site|site|blog|page|newsletter|zine)\b|\bpage\s+(?:was\s+)?not\s+found\b
    |\b(?:contact|e-?mail|write\s+to|reach)\s+(?:me|us)\b|\babout\s+(?:me|us)\b|mailto:
    |\bwelcome\s+to\s+(?:my|our)\b|\ball\s+rights\s+reserved\b|\bprivacy\s+policy\b
    |\bdiese[rsnm]?\s+(?:web\s?seite|seite|web\s?site|blogs?)\b|\bseite\s+nicht\s+gefunden\b
    |\bce\s+(?:site|blog)\b|\bcette\s+page\b|\best[ae]\s+(?:sitio|blog|página|site)\b
    |\bquesto\s+(?:sito|blog)\b|\b(?:dit|deze)\s+(?:blog|site|website|pagina)\b""",
    re.IGNORECASE | re.VERBOSE,
)
LONG = 8000  # characters; of a longer text a phrase says nothing
MOST = 3 / 4  # of the manuscripts, and as many of them, name a work, a rating or a reviewer
FEW = 3


def may_be_page(path: str, texts: Mapping[str, int]) -> str:
    """How a file is like a page of a site: by its NAME, by its PLACE, or "" where it is not.

    OWN is the name of a page on a text in `manuscripts/`, which needs more evidence.

    An index stands for its folder (“about/index.md”), and is a page itself where the folder
    has further texts. A file at the top is a page by its place where most texts are in folders
    and its layout is a page's. `texts` are those below each folder.
    """
    folder, _, name = path.rpartition("/")
    above = folder.rpartition("/")[2]
    stem = formats.stem_of(name).lower()
    if stem == "_index":
        return NAME
    home = path.startswith(HOME)
    if stem == "index":
        if texts[folder or "."] > 1:
            return OWN if home else NAME
        stem = above.lower()
    few = texts[folder or "."] * 2 < texts["."]  # “pages/” is where some keep all their notes
    if PAGES.fullmatch(stem) or (above in PAGE_FOLDERS and few):
        return OWN if home else NAME
    if folder or home:
        return ""
    in_folders = sum(texts[each] for each in texts if each != "." and "/" not in each)
    return PLACE if 2 * in_folders > texts["."] else ""


def is_page(likeness: str, keys: Mapping[str, str | None], text: str) -> bool:
    """Whether a text without a review's keys is a page; `likeness` is that of `may_be_page`."""
    layout = (keys.get("layout") or keys.get("type") or "").lower()
    if likeness == OWN:
        speaks = len(text) < LONG and OF_THIS_SITE.search(text)
        return layout in PAGE_LAYOUTS or bool(speaks)
    return likeness == NAME or (likeness == PLACE and layout in PAGE_LAYOUTS)


def without_pages(
    parsed: Sequence[ParsedManuscript], manuscripts: Iterable[Manuscript]
) -> list[ParsedManuscript]:
    """The manuscripts; of those called like pages, none that lacks what all others have."""
    reviews = [one.review for one in parsed if one.review]
    doubtful = {one.path for one in manuscripts if one.page == OWN}
    sure = sum(map(_names_its_work, reviews))
    if not doubtful or sure < FEW or sure < MOST * len(reviews):
        return list(parsed)
    return [
        ParsedManuscript(one.path, left_out=PAGE)
        if one.path in doubtful and one.review and not _names_its_work(one.review)
        else one
        for one in parsed
    ]


def _names_its_work(review: Review) -> bool:
    """Whether a review says what it is about, how good that is, or who says so."""
    return bool(review.work or review.rating or review.reviewers or review.proposed_ratings)

"""The keys of a manuscript's header: ours, what other programs call them, and what we ignore.

The JSON Schema for headers is made from KEYS.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Key:
    """A key of a header: its form, what it means, and its names elsewhere."""

    name: str
    form: str  # "text", "texts", "people", "work", "rating", "date", "number", "yes or no" ...
    meaning: str
    also: tuple[str, ...] = ()


KEYS = (
    Key("title", "text", "The review's title", ("post_title", "headline")),
    Key("subtitle", "text", "The review's subtitle", ("opening", "oneline", "tagline")),
    Key("short_title", "text", "A shorter title, for the heads of pages",
        ("running_title", "running_head", "title_short", "titleshort", "shorttitle")),
    Key("reviewer", "people", "Who wrote the review: a name or a list of names",
        ("reviewers", "by", "byline", "critic", "critics", "reviewed_by", "reviewer_name")),
    Key("translator", "people", "Who translated the review", ("translators", "translated_by")),
    Key("author", "people", "The reviewer or the work's author, as [source] says", ("authors",)),
    Key("work", "work", "What is reviewed: its title, or a table with title, creator, year, kind",
        ("item_reviewed", "itemreviewed", "reviewed_work", "bookname", "book_title", "film_title",
         "movie_title", "name")),
    Key("creator", "people", "Who made the work", ("creators", "made_by", "contributors")),
    Key("year", "number", "The year of the work",
        ("release_year", "year_published", "publication_year", "original_year", "released")),
    Key("kind", "text", "What the work is: film, series, book, game, album, restaurant ...",
        ("media", "medium", "type", "category")),
    Key("season", "text", "Season, volume or edition of the work", ("volume", "edition")),
    Key("rating", "rating", "The rating as the reviewer wrote it: 4/5, ★★★½, B+, or a table",
        ("score", "grade", "stars", "my_rating", "bookrating", "book_rating", "ratingnum",
         "rating_value", "ratingvalue", "review_rating")),
    Key("rating_scale", "text", "The scale where the rating does not say it: 1-5", ("scale",)),
    Key("verdict", "text", "Words that go with the rating", ("rating_text",)),
    Key("date", "date", "When the review was written: 2024-05-17, 2024-05 or 2024",
        ("date_reviewed", "reviewed", "review_date", "date_read", "date_completed", "date_finished",
         "finished", "watched_date", "date_watched", "watched", "pubdate", "publishdate",
         "publish_date", "date_published", "datepublished", "created", "stop", "read_date")),
    Key("published", "publication", "First publication: a table with in, date and url", ()),
    Key("rights", "rights", "A table with holder, licence, permission, credit, picture_credits",
        ("copyright",)),
    Key("spoilers", "yes or no", "Whether the review gives away the plot",
        ("spoiler", "contains_spoilers")),
    Key("subjects", "texts", "Headings for the subject index",
        ("subject", "tags", "tag", "categories", "keywords", "topics", "genres", "genre")),
    Key("language", "language", "The review's language as a BCP 47 tag: en-GB", ("lang", "locale")),
    Key("dir", "text", "ltr or rtl", ("direction",)),
    Key("order", "number", "Where the review stands in the book", ("weight", "position")),
    Key("isbn", "text", "The work's ISBN", ("isbn13", "isbn_13", "isbn10", "isbn_10")),
    Key("imdb", "text", "The work's IMDb number", ("imdb_id", "imdbid")),
    Key("identifiers", "table", "Other numbers of the work by their scheme", ()),
    Key("still", "picture", "A picture with which the review opens, a still or a poster: its file, "
        "or a table with file, alt, caption, credit", ("poster", "picture")),
    Key("open_comments", "number", "How many comments were open where it was imported from; it "
        "holds up a release until the line is deleted", ()),
    Key("draft", "yes or no", "yes: the piece stays out of the book", ("hidden",)),
)  # fmt: skip

CREATORS = {  # key -> role
    "director": "director", "directors": "director", "directed_by": "director",
    "artist": "artist", "artists": "artist", "band": "artist", "composer": "composer",
    "bookauthor": "author", "book_author": "author", "author_name": "author", "writer": "author",
    "written_by": "author", "novelist": "author", "screenwriter": "screenwriter",
    "developer": "developer", "studio": "studio", "showrunner": "showrunner", "creator": "",
    "illustrator": "illustrator", "chef": "chef", "designer": "designer", "narrator": "narrator",
}  # fmt: skip

WORKS = {  # key that names or holds the work -> kind
    "book": "book", "film": "film", "movie": "film", "album": "album", "song": "song",
    "record": "album", "game": "game", "series": "series", "show": "series",
    "restaurant": "restaurant", "play": "play", "exhibition": "exhibition",
}  # fmt: skip

IDENTIFIERS = ("tmdb", "tmdb_id", "goodreads_id", "olid", "asin", "doi", "musicbrainz", "igdb")

KINDS = {  # spellings of the kinds that we know
    "film": "film", "films": "film", "movie": "film", "movies": "film", "cinema": "film",
    "book": "book", "books": "book", "novel": "book", "comic": "comic", "comics": "comic",
    "series": "series", "tv": "series", "television": "series", "show": "series",
    "tv series": "series", "tv show": "series",
    "game": "game", "games": "game", "videogame": "game", "video game": "game",
    "album": "album", "albums": "album", "music": "album", "record": "album", "song": "song",
    "restaurant": "restaurant", "restaurants": "restaurant", "play": "play", "theatre": "play",
    "exhibition": "exhibition", "podcast": "podcast",
}  # fmt: skip

# Tables for a site's own keys: of Hugo and of Zola.
OF_SITES = frozenset({"params", "extra"})

# A book's place in its series, which a book of reviews does not print.
NUMBERS_IN_A_SERIES = (
    "series_number", "series_index", "series_no", "series_part", "series_position",
    "series_volume", "number_in_series", "seriesnumber", "seriesindex",
)  # fmt: skip

# Keys of other programs for what a book does not print; other people's ratings among them.
IGNORED = frozenset(
    [
        "layout",
        "permalink",
        "slug",
        "url",
        "path",
        "aliases",
        "redirect_from",
        "image",
        "images",
        "cover",
        "covers",
        "cover_image",
        "thumbnail",
        "thumb",
        "featured_image",
        "feature_image",
        "banner",
        "background",
        "header",
        "hero",
        "toc",
        "comments",
        "comment",
        "share",
        "excerpt",
        "summary",
        "description",
        "desc",
        "abstract",
        "sitemap",
        "robots",
        "seo",
        "css",
        "custom_css",
        "js",
        "math",
        "mathjax",
        "katex",
        "lastmod",
        "last_modified_at",
        "updated",
        "modified_at",
        "date_updated",
        "expirydate",
        "expires",
        "linktitle",
        "menu",
        "parent",
        "nav_order",
        "published_by",
        "purchase_url",
        "buy",
        "link",
        "links",
        "source_url",
        "canonical",
        "canonical_url",
        "website",
        "aside",
        "cssclass",
        "cssclasses",
        "pages",
        "page_count",
        "format",
        "binding",
        "publisher",
        "language_original",
        "read_status",
        "bookshelves",
        "shelf",
        "owned",
        "start",
        "started",
        "date_started",
        "date_added",
        "added",
        "dates_read",
        "content_warnings",
        "read_count",
        "palette",
        "country",
        "runtime",
        "duration",
        "audience",
        "favorite",
        "favourite",
        "featured",
        "pin",
        "pinned",
        "sticky",
        "imdb_rating",
        "metacritic",
        "rotten_tomatoes",
        "rottentomatoes",
        "tmdb_rating",
        "scoreimdb",
        "average_rating",
        "other_ratings",
        "goodreads",
        "letterboxd",
        "spotify",
        "bandcamp",
        "apple_music",
        "trailer",
        "id",
        "uuid",
        "guid",
        "key",
        "outputs",
        "cascade",
        "resources",
        "params",
        "build",
        "og",
        "opengraph",
        "twitter",
        "author_url",
        "email",
        "excerpt_separator",
        "render_with_liquid",
        "lead",
        "uri",
        "wpid",
        "post_id",
        "ids",
    ]
)

STILL = ("still", "poster", "picture")  # the picture with which a review opens
STILLS_OF_SITES = ("image", "cover_image", "cover", "featured_image", "feature_image", "hero")
OF_STILLS = {  # keys beside one of these: cover_alt
    f"{name}_{part}" for name in (*STILL, *STILLS_OF_SITES) for part in ("alt", "caption", "credit")
} | {"alt", "caption"}

_OURS = {name: key for key in KEYS for name in (key.name, *key.also)}


def named(raw: str) -> str:
    """A key as we compare it: lower case, with underscores."""
    return raw.strip().lower().replace("-", "_").replace(" ", "_").lstrip(":")


def ours(name: str) -> Key | None:
    """The key of ours that `name` is, under any of its names."""
    return _OURS.get(name)


def known(name: str) -> bool:
    """Whether a header's key means something here or is ignored on purpose."""
    return any(
        name in names
        for names in (_OURS, CREATORS, WORKS, IDENTIFIERS, NUMBERS_IN_A_SERIES, OF_STILLS, IGNORED)
    )


OF_A_REVIEW = frozenset(
    {"work", "rating", "reviewer", "creator", "year", "isbn", "imdb", "verdict"}
)


def of_a_review(raw_names: Iterable[str], renamed: Mapping[str, str]) -> bool:
    """Whether keys of a header are a review's, and no page's: its work, its rating, its critic.

    `renamed` are other names of our keys, as in [source].
    """
    for raw in raw_names:
        name = named(renamed.get(raw, raw))
        own = ours(name)
        if (own and own.name in OF_A_REVIEW) or name in CREATORS or name in WORKS:
            return True
    return False


def names_something(names: Collection[str]) -> bool:
    """Whether keys name a piece or its work: `title` or `work` alone, others in company."""
    if {"title", "work"} & set(names):
        return True
    found = (_OURS.get(name) for name in names)
    named = any(key and key.name in {"title", "work"} for key in found)
    return len(names) > 1 and (named or any(name in WORKS for name in names))


def likely(name: str) -> str:
    """The key of ours that a misspelt one is close to, or ""."""
    close = get_close_matches(name, [key.name for key in KEYS], n=1, cutoff=0.8)
    return close[0] if close else ""

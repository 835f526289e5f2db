"""Files that lie beside reviews and are none, and how an editor overrules their names."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from anthology.cache import Cache
from anthology.config import Settings
from anthology.config.review_tables import SourceTable
from anthology.load import Loaded, MemoryFiles, load
from anthology.load.project.model import Skipped, left_out_in_short, left_out_in_words
from anthology.pool import Pool

REVIEW = b"---\ntitle: T\nrating: 4/5\n---\n\nA quiet film.\n"
PAGE = b"---\ntitle: T\nlayout: page\n---\n\nWho we are.\n"


def loaded(files: Mapping[str, bytes], *sources: SourceTable) -> Loaded:
    with Pool(0) as pool:
        settings = Settings(source=sources)
        return load(MemoryFiles({"one.md": REVIEW, **files}), settings, pool, Cache(None))


def read(path: str, data: bytes = PAGE, *sources: SourceTable) -> bool:
    """Whether the file becomes a review."""
    found = loaded({path: data}, *sources)
    return path in {review.place.path for review in found.reviews}


@pytest.mark.parametrize(
    "path",
    [
        "robots.txt", "humans.txt", "CLAUDE.md", "agents.md", "GEMINI.md", "llms-full.txt",
        "find.skill.md",
        "LICENSE.md", "Contributing.md", "CODE_OF_CONDUCT.md", "TODO.md", "README.de.md",
        "Lies mich.txt",
        "googlea1b2c3d4e5f60718.html", "LICENSE-MIT.md", "license.de.md", "SECURITY.md",
        "scaffolds/post.md", "Templates/review.md", "ARCHITECTURE.md",
        "agents.local.md", "sitemap-posts.xml", "manuscripts/robots.txt",
        "themes/x/layouts/list.html", "layouts/single.html", "_includes/x/head.html",
        "archetypes/default.md", "node_modules/x/docs/a.md", "vendor/x/a.md", ".github/x.md",
        "drafts/a.md", "manuscripts/_drafts/a.md", "assets/HELP.txt", "src/static/a.html",
    ],
)  # fmt: skip
def test_a_file_of_the_site_is_no_review(path: str) -> None:
    assert not read(path, REVIEW)


@pytest.mark.parametrize(
    "path",
    [
        "about.md", "About-Me.html", "content/about/index.md", "contact.md", "404.html", "tags.md",
        "index.md", "blog/_index.md", "pages/anything.md", "impressum.md",
    ],
)  # fmt: skip
def test_a_page_is_a_review_where_its_header_is(path: str) -> None:
    files = {"blog/a.md": REVIEW}
    assert path in {each.path for each in loaded({path: PAGE, **files}).skipped}
    assert read(path, REVIEW)


@pytest.mark.parametrize(
    "path",
    [
        "Contact Sheet.md", "index-cards.md", "heart/index.md", "todo.md",
        "history.md", "robots.md", "humans.md", "security.md", "gemini.md", "license-to-kill.md",
        "agents-of-shield.md", "googlebox.md", "manifest.md", "pages/film.md", "scaffolds.md",
        "manuscripts/themes/love.md", "drafted.md", "the-agents.md", "newss.md",
    ],
)  # fmt: skip
def test_a_name_that_only_resembles_one_is_a_review(path: str) -> None:
    files = {"manuscripts/one.md": REVIEW} if path.startswith("manuscripts/") else {}
    found = loaded({path: PAGE, **files})
    assert path in {review.place.path for review in found.reviews}


def left_out(text: str, others: int = 0, name: str = "about.md") -> bool:
    """Whether a file in manuscripts/ is left out, among as many reviews with ratings."""
    files = {f"manuscripts/{number}.md": REVIEW for number in range(others)}
    found = loaded(
        {"manuscripts/plain.md": b"Words.", f"manuscripts/{name}": text.encode()} | files
    )
    return f"manuscripts/{name}" in {each.path for each in found.skipped}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("---\ntitle: T\nlayout: page\n---\n\nWords.\n", "about.md"),
        ("# About\n\nThis blog began in 2010.\n", "about.md"),
        ("Schreib uns: [Post](mailto:a@example.org)\n", "kontakt.md"),
        ("Page not found.\n", "404.html"),
        ("# À propos\n\nCe site parle de films.\n", "a-propos.md"),
        ("Welcome to my little shelf of books.\n", "index.md"),
    ],
)
def test_a_page_in_manuscripts_says_what_it_is(text: str, name: str) -> None:
    assert left_out(text, name=name)


@pytest.mark.parametrize(
    "text",
    [
        "A boy looks at the stars, and they answer.\n",
        "---\ntitle: About\nrating: 3/5\n---\n\nThis blog has seen better films.\n",
        "---\ntitle: About\nfilm: About\n---\n\nContact me if you have seen it.\n",
        "A long film. " * 800 + "This site is closed.",
    ],
)
def test_a_film_called_like_a_page_is_a_review(text: str) -> None:
    assert not left_out(text)


def test_among_ratings_a_text_called_like_a_page_has_one_too() -> None:
    text = "A boy looks at the stars.\n"
    assert left_out(text, others=9)
    assert left_out(f"# Index\n\n{text}", others=9, name="index.md")
    assert not left_out(text, others=9, name="stars.md")
    assert not left_out(f"---\ntitle: About\nrating: 2/5\n---\n\n{text}", others=9)
    assert not left_out(text, others=2)


@pytest.mark.parametrize(
    ("path", "include"),
    [
        ("about.md", "about.md"),
        ("robots.txt", "*.txt"),
        ("vendor/reviews/a.md", "vendor/reviews"),
        ("vendor/reviews/a.md", "vendor/*/*.md"),
        ("drafts/a.md", "drafts/**"),
        ("_film.md", "_*.md"),
        ("README.md", "README.md"),
    ],
)
def test_include_overrules_every_name(path: str, include: str) -> None:
    assert not read(path)
    assert read(path, PAGE, SourceTable(include=(include,)))
    assert not read("node_modules/a.md", PAGE, SourceTable(include=(include,)))


@pytest.mark.parametrize("path", ["themes", "assets/reviews", "vendor"])
def test_the_folder_of_a_source_is_looked_into(path: str) -> None:
    source = SourceTable(path=path)
    assert read(f"{path}/a.md", REVIEW, source)
    assert not read(f"{path}/assets/a.md", REVIEW, source)
    assert not read("other/themes/a.md", REVIEW, source)


@pytest.mark.parametrize(("data", "reviewed"), [(PAGE, False), (REVIEW, True), (b"Words.", True)])
def test_a_page_by_its_layout_at_the_top_of_a_site(data: bytes, reviewed: bool) -> None:
    posts = {f"_posts/{n}.md": REVIEW for n in range(3)}
    found = loaded({"reading.md": data, **posts})
    assert ("reading.md" in {each.place.path for each in found.reviews}) is reviewed
    assert read("reading.md", PAGE)  # among texts at the top it is one of them


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        (b"<body>{{ content }}</body>", True),
        (b"{% extends 'base.html' %}<p>x</p>", True),
        (b"<h1>{{ .Title }}</h1>", True),
        (b"<p>A film.</p> {% include video.html %}", False),
        (b"---\nrating: 4/5\n---\n<p>{{ .Title }}</p>", False),
    ],
)
def test_a_template_in_html_is_no_review(text: bytes, left_out: bool) -> None:
    assert read("post.html", text) is not left_out


def test_a_lone_index_is_a_review() -> None:
    with Pool(0) as pool:
        only = MemoryFiles({"index.md": PAGE})
        assert load(only, Settings(), pool, Cache(None)).reviews


def test_what_is_left_out_in_words() -> None:
    skipped = [Skipped("a", "drafts"), Skipped("b", "of programs", 2), Skipped("c", "excluded")]
    assert left_out_in_words(skipped) == "2 of programs, 1 draft, 1 excluded"
    assert left_out_in_short(skipped) == "1 draft, 2 files that are not reviews"
    assert left_out_in_short(skipped[2:]) == ""

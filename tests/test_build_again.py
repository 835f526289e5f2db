"""A second build: nothing changed is nothing made; anything changed is made as if new."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from anthology import style
from anthology.book import Book, Review
from anthology.build import Built, Order, build
from anthology.cache import FOLDER, MEGABYTE, OWN, Cache, key
from anthology.compose import bodies, composer, pieces, remembered
from anthology.compose.typography import punctuation
from anthology.config import Settings
from anthology.context import Context
from anthology.edition import Section
from anthology.load import cache as read_again
from anthology.load import load, manuscript
from anthology.load.model import Manuscript, ParsedManuscript
from anthology.pool import Pool
from anthology.produce import cache, run
from anthology.produce import texts as produced_texts
from anthology.produce.cache import Produced, get, put
from anthology.report import Place, Problem, Severity
from conftest import ROOT, shared

REVIEW = (
    "---\ntitle: {title}\nreviewer: Ada\n---\n\nA quiet film about a river[^1].\n\n[^1]: Slow.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two reviews."""
    (tmp_path / "manuscripts").mkdir()
    (tmp_path / "anthology.toml").write_text('[book]\ntitle = "Rivers"\n')
    for title in ("One", "Two"):
        (tmp_path / "manuscripts" / f"{title}.md").write_text(REVIEW.format(title=title))
    return tmp_path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the manuscripts that were read, not taken from the cache or from memory."""
    monkeypatch.setattr(read_again, "_LAST", {})
    paths: list[str] = []

    def noted(task: Manuscript) -> ParsedManuscript:
        paths.append(task.path)
        return manuscript.read(task)

    monkeypatch.setattr(read_again, "read", noted)
    return paths


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the books that were produced, not taken from the cache."""
    titles: list[str] = []
    theirs = run.run

    def noted(context: Context, *given: Any) -> Produced:
        titles.append(context.book.title)
        return theirs(context, *given)

    monkeypatch.setattr(run, "run", noted)
    return titles


def built(project: Path, *editions: str) -> dict[str, bytes]:
    files = build(Order(project, editions=editions or ("epub",), jobs=0)).files
    return {path.name: path.read_bytes() for path in files}


def test_only_a_text_that_changed_gets_its_marks_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[str] = []

    def noted(xhtml: str, lang: str) -> str:
        texts.append(xhtml)
        return punctuation.typeset(xhtml, lang)

    monkeypatch.setattr(bodies, "typeset", noted)
    for name in ("Two", "Three", "Four"):
        (project / f"manuscripts/{name}.md").write_text(REVIEW.format(title=name) + f'\n"{name}"\n')
    forget()
    built(project, "epub", "print")
    assert len(texts) == 4
    (project / "manuscripts/One.md").write_text(REVIEW.format(title="One") + '\n"More"\n')
    settings = project / "anthology.toml"  # with which all are composed again
    settings.write_text(settings.read_text() + '[style]\nname = "modern"\n')
    forget()
    texts.clear()
    again = built(project, "epub", "print")
    assert ["More" in text for text in texts] == [True]
    forget()
    texts.clear()
    (project / "manuscripts/One.md").write_text(REVIEW.format(title="One") + '\n"More" now\n')
    built(project, "epub", "print")
    assert ["now" in text for text in texts] == [True]
    forget()
    Cache(project / FOLDER).clean()
    (project / "manuscripts/One.md").write_text(REVIEW.format(title="One") + '\n"More"\n')
    assert built(project, "epub", "print") == again


def forget() -> None:
    """Forget what this process composed, as if the next build were in another one."""
    for memory in (remembered.MEMORY, composer.LISTINGS, produced_texts._TAKEN):
        memory.clear()
    for _ in range(2):
        bodies.MARKED.turn()


def test_only_a_text_that_changed_is_composed_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []
    theirs = pieces.review

    def noted(composing: composer.Composer, piece: Review, *others: Any) -> Section:
        names.append(piece.title)
        return theirs(composing, piece, *others)

    monkeypatch.setattr(pieces, "review", noted)
    forget()
    built(project, "epub", "print")
    assert sorted(names) == ["One", "One", "Two", "Two"]
    (project / "manuscripts/One.md").write_text(REVIEW.format(title="One") + "\nMore.\n")
    forget()
    again = built(project, "epub", "print")
    assert names[4:] == ["One", "One"]
    forget()
    Cache(project / FOLDER).clean()
    assert built(project, "epub", "print") == again


def test_nothing_changed_nothing_is_made(project: Path, read: list[str], made: list[str]) -> None:
    first = built(project)
    assert (len(read), made) == (2, ["Rivers"])
    assert built(project) == first
    assert (len(read), made) == (2, ["Rivers"])


def test_nothing_changed_loads_nothing_large(project: Path) -> None:
    again = (
        "import sys; from pathlib import Path; from anthology import Order, build;"
        "build(Order(Path(sys.argv[1]), jobs=1)); print(*sys.modules)"
    )
    command = [sys.executable, "-c", again, str(project)]
    first, second = (
        set(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())
        for _ in range(2)
    )
    large = {"anthology.compose", "jinja2", "lxml"}
    assert large & first == large
    assert not large & second


@pytest.mark.parametrize(
    ("modules", "others"),
    [
        (
            "anthology.compose, anthology.pdf.pipeline, anthology.pdf.finish",
            {"urllib.request", "http.client", "pypdfium2"},
        ),
        (  # a worker that packs and proves an e-book
            "anthology.epub.pipeline, anthology.check.collation.compare",
            {"anthology.compose", "jinja2"},
        ),
    ],
)
def test_a_step_loads_nothing_large_that_it_does_not_use(modules: str, others: set[str]) -> None:
    loaded = f"import sys, {modules}; print(*sys.modules)"
    command = [sys.executable, "-c", loaded]
    found = set(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())
    assert not found & others


@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_damaged_cache_is_made_anew(project: Path, made: list[str], damage: str) -> None:
    first = built(project)
    for path in (project / ".anthology").rglob("*"):
        if path.is_file() and damage == "cut":
            path.write_bytes(path.read_bytes()[:-1])
        elif path.is_file():
            path.unlink()
    assert built(project) == first
    assert len(made) == 2


def test_whatever_changes_is_made_again(project: Path, read: list[str], made: list[str]) -> None:
    first = built(project)
    read.clear()
    (project / "manuscripts" / "Two.md").write_text(REVIEW.format(title="Three"))
    assert built(project) != first
    assert (read, len(made)) == (["manuscripts/Two.md"], 2)
    (project / "anthology.toml").write_text('[book]\ntitle = "Rivers"\nrights = "© nobody"\n')
    assert built(project) != first
    assert len(made) == 3
    (project / "styles" / "plain").mkdir(parents=True)
    (project / "styles" / "plain" / "epub.css").write_text("p { margin: 0 }")
    build(Order(project, editions=("epub",), style="plain", jobs=0))
    assert len(made) == 4
    build(Order(project, editions=("epub",), epoch="86400", jobs=0))
    assert len(made) == 5


def test_another_program_makes_everything_again(
    project: Path, read: list[str], made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    built(project)
    for module in (read_again, cache):
        monkeypatch.setattr(module, "fingerprint", lambda: "a newer version")
    built(project)
    assert (len(read), len(made)) == (4, 2)


def test_what_is_told_is_told_again(project: Path) -> None:
    (project / "manuscripts" / "One.md").write_text("---\ntitle: One\n---\nIt was **9/10** ℵ 𓀀.\n")
    order = Order(project, editions=("epub",), jobs=0)
    first, second = (_without_files(build(order)) for _ in range(2))
    assert first == second
    assert first.problems


def _without_files(made: Built) -> Built:
    return Built(made.book, {}, made.pages, made.problems)


def test_the_cache_keeps_no_more_than_its_bound_and_what_the_build_used(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Cache.__init__, "__defaults__", (0.3, OWN, "", None))
    monkeypatch.setattr("anthology.cache.LAG", 0)
    kept: list[int] = []
    for title in ("One", "Three", "Four"):
        (project / "manuscripts" / "Two.md").write_text(REVIEW.format(title=title))
        built(project)
        entries = (path for path in (project / ".anthology").rglob("*") if path.is_file())
        kept.append(sum(path.stat().st_size for path in entries))
    assert kept[0] > 0.3 * MEGABYTE
    assert max(kept) < 1.1 * kept[0]


def kept_in(folder: Path) -> Context:
    """A build whose cache is that folder."""
    look = style.of(Settings().style, folder)
    return Context(Book("Rivers", "en", ()), Settings(), look, Pool(0), Cache(folder))


def test_published_books_come_back_as_they_were(tmp_path: Path) -> None:
    problem = Problem(Severity.WARNING, Place("a.md", 3), "odd", "look", question=True)
    books = Produced({"b.epub": b"\0epub", "a.pdf": b"", "c": b"c"}, {"a.pdf": 3}, (problem,))
    context, name = kept_in(tmp_path), key("these")
    put(context, ("epub",), name, books)
    assert get(context, ("epub",), name) == books
    assert get(context, ("epub",), key("others")) is None
    assert get(context, ("print",), name) is None


def test_the_latest_books_take_the_place_of_those_before(tmp_path: Path) -> None:
    context = kept_in(tmp_path)
    for word in (b"earlier", b"later"):
        put(context, ("epub",), key(word), Produced({"b.epub": word}))
    assert get(context, ("epub",), key("earlier")) is None
    found = get(context, ("epub",), key("later"))
    assert found is not None
    assert found.files == {"b.epub": b"later"}
    assert not [path for path in tmp_path.glob("*/*") if b"earlier" in path.read_bytes()]


@pytest.mark.parametrize("gone", [b"%PDF", b".epub"])
def test_books_of_which_a_part_is_gone_are_made_again(tmp_path: Path, gone: bytes) -> None:
    context, name = kept_in(tmp_path), key("these")
    put(context, ("epub",), name, Produced({"b.epub": b"\0epub", "a.pdf": b"%PDF"}))
    (entry,) = (path for path in tmp_path.glob("*/*") if gone in path.read_bytes())
    entry.unlink()
    assert get(context, ("epub",), name) is None


def test_a_file_of_other_books_is_not_taken_for_one_of_these(tmp_path: Path) -> None:
    context = kept_in(tmp_path)
    put(context, ("epub",), key("these"), Produced({"b.epub": b"these"}))
    (entry,) = (path for path in tmp_path.glob("*/*") if path.read_bytes().endswith(b"these"))
    earlier = entry.read_bytes()
    put(context, ("epub",), key("others"), Produced({"b.epub": b"others"}))
    entry.write_bytes(earlier)  # the build was killed before it replaced this one
    assert get(context, ("epub",), key("others")) is None
    assert get(context, ("epub",), key("these")) is None


@pytest.mark.parametrize(
    "folder",
    [
        ROOT,
        ROOT / "examples" / "first-sight",
        *sorted(path for path in (ROOT / "tests" / "corpora").iterdir() if path.is_dir()),
        shared("corpus/essays"),
        shared("corpus/bookishmusings"),
        shared("corpus/mtlynch-book-reports"),
    ],
    ids=lambda path: path.name,
)
def test_what_is_cached_of_a_manuscript_is_all(folder: Path, tmp_path: Path) -> None:
    with Pool(2) as pool:
        first = load(folder, Settings(), pool, Cache(tmp_path))
        second = load(folder, Settings(), pool, Cache(tmp_path))
    assert first.reviews
    assert second == first

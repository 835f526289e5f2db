"""A book bound again after an edit has the bytes of one that is bound for the first time."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from anthology import arrange, compose, config, load, pdf, style
from anthology.cache import Cache
from anthology.pdf import finish
from anthology.pdf.bind import book as bind_book
from anthology.pdf.bind import files, pages
from anthology.pdf.bind.bookmarks import marked_pages
from anthology.pdf.bind.moves import contents
from anthology.pdf.press import book as press_book
from anthology.pdf.press import finish as press_finish
from anthology.pool import Pool

WORDS = "The film is about a river, and nobody who sees it stays dry. " * 40
NAMES = ("Ash", "Bay", "Elm", "Fir", "Oak")

pytestmark = pytest.mark.slow


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "manuscripts").mkdir()
    for name in NAMES:
        write(tmp_path, name, WORDS)
    return tmp_path


@pytest.fixture
def bound(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sections that are bound anew; a few are many here."""
    monkeypatch.setattr(finish, "MANY", 3)
    found: list[str] = []
    run = pages.section_pages

    def watched(pdf: Any, section: Any, *rest: Any) -> Any:
        found.append(section.span.id)
        return run(pdf, section, *rest)

    for where in (pages, press_book):
        monkeypatch.setattr(where, "section_pages", watched)
    return found


def write(root: Path, name: str, words: str) -> None:
    text = f"---\ntitle: {name}\nreviewer: Ada Ferry\n---\n{words}\n"
    (root / "manuscripts" / f"{name}.md").write_text(text)


def published(root: Path, folder: str, name: str = "print") -> bytes:
    settings, _ = config.read(root)
    with Pool(1) as pool:
        loaded = load.load(root, settings, pool, Cache(None))
        book, _ = arrange.arrange(loaded, settings)
        edition, _ = compose.compose(book, style.load("classic", root), settings, name)
        data: bytes = pdf.publish(edition, book, settings, pool, Cache(root / folder)).pdf
    return data


def test_only_what_changed_is_bound_and_the_bytes_are_the_same(
    root: Path, bound: list[str]
) -> None:
    published(root, "cache")
    assert {f"review-{name.lower()}" for name in NAMES} <= set(bound)
    bound.clear()
    write(root, "Elm", WORDS + "A film about a river.")
    edited = published(root, "cache")
    assert bound == ["review-elm"]
    assert edited == published(root, "another")


@pytest.mark.parametrize("flavour", ["x4", "x1a", "plain"])
def test_a_book_of_kept_pages_is_whole(root: Path, bound: list[str], flavour: str) -> None:
    (root / "anthology.toml").write_text(f'[press]\nflavour = "{flavour}"\n')
    published(root, "cache")
    bound.clear()
    write(root, "Elm", WORDS + "A film about a river.")
    with pikepdf.open(io.BytesIO(published(root, "cache"))) as edited:
        assert edited.check_pdf_syntax() == []
        numbers = {page.obj.objgen for page in edited.pages}
        assert len(numbers) == len(edited.pages)
        assert {page.obj.Parent.objgen for page in edited.pages} == {edited.Root.Pages.objgen}
    assert bound == ["review-elm"]


def test_a_printer_gets_its_blank_page_after_an_edit_too(root: Path, bound: list[str]) -> None:
    (root / "anthology.toml").write_text("[press]\nlast_page_blank = true\n")
    published(root, "cache")
    for words in ("", *("More. " * 40 * times for times in (1, 3, 5, 7))):
        write(root, "Oak", WORDS + words)
        with pikepdf.open(io.BytesIO(published(root, "cache"))) as edited:
            assert len(edited.pages) % 2 == 0
            assert press_finish.is_blank(edited.pages[-1])
            assert not any(map(press_finish.is_blank, edited.pages[-3:-2]))
    assert bound


def test_pages_that_move_are_bound_with_their_new_numbers(root: Path, bound: list[str]) -> None:
    published(root, "cache")
    bound.clear()
    (root / "manuscripts" / "Bay.md").unlink()
    write(root, "Oaks", WORDS)
    moved = published(root, "cache")
    assert "review-ash" not in bound
    assert "review-oaks" in bound
    assert moved == published(root, "another")


def test_a_section_may_become_the_longest(root: Path, bound: list[str]) -> None:
    write(root, "Oak", WORDS * 5)  # the folios have every digit,
    write(root, "Elm", WORDS * 4)  # and the running heads each title that they will have
    published(root, "cache")
    bound.clear()
    write(root, "Elm", WORDS * 6)
    edited = published(root, "cache")
    assert "review-elm" in bound
    assert "review-ash" not in bound
    assert edited == published(root, "another")


@pytest.mark.parametrize("marks", ["true", "false"])
def test_what_pages_have_in_common_is_written_once(root: Path, marks: str) -> None:
    (root / "anthology.toml").write_text(f"[press]\nmarks = {marks}\n")
    write(root, "Elm", WORDS * 9)
    with pikepdf.open(io.BytesIO(published(root, "cache"))) as pdf:
        streams = [s for page in pdf.pages for s in contents(page.obj)]
        numbers: dict[bytes, set[tuple[int, int]]] = {}
        for stream in streams:
            numbers.setdefault(stream.read_bytes(), set()).add(stream.objgen)
        assert len(streams) > 3 * len(pdf.pages)
        around = [own for said, own in numbers.items() if said.strip() and b"BT" not in said]
        assert {len(own) for own in around} == {1}
        with_furniture = [s for said, s in numbers.items() if b"/Furniture" in said]
        assert 1 < len(with_furniture) < len(pdf.pages) - 10


def test_other_fonts_are_another_book(root: Path, bound: list[str]) -> None:
    published(root, "cache")
    bound.clear()
    write(root, "Elm", WORDS + "Žižka, “Über”!")
    edited = published(root, "cache")
    assert len(bound) > len(NAMES)
    assert edited == published(root, "another")


def test_a_kept_book_that_is_damaged_is_none(root: Path, bound: list[str]) -> None:
    published(root, "cache")
    for path in (root / "cache").rglob("*"):
        if path.is_file() and b'"fonts": [' in path.read_bytes():
            path.write_bytes(path.read_bytes()[:-1])
    bound.clear()
    write(root, "Elm", WORDS + "A film about a river.")
    assert published(root, "cache") == published(root, "another")
    assert bound.count("review-elm") == bound.count("review-ash") == 2


def test_a_book_for_a_press_gets_no_destinations_but_those_of_its_bookmarks(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unwanted(*_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(bind_book, "set_links", unwanted)
    monkeypatch.setattr(bind_book, "set_destinations", unwanted)
    with pikepdf.open(io.BytesIO(published(root, "cache"))) as pdf:
        titles = [title for title, _ in marked_pages(pdf)]
    assert set(NAMES) <= set(titles)


def test_without_room_on_the_disk_it_is_bound_in_memory(
    root: Path, bound: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError

    as_ever = published(root, "cache")
    with monkeypatch.context() as disk:
        disk.setattr(files, "Scratch", full)
        assert as_ever == published(root, "another")
        bound.clear()
        write(root, "Elm", WORDS + "A film about a river.")
        edited = published(root, "another")
    assert bound == ["review-elm"]
    assert edited == published(root, "cache")


def test_a_tagged_book_is_bound_as_a_whole(root: Path, bound: list[str]) -> None:
    published(root, "cache", "screen")
    bound.clear()
    write(root, "Elm", WORDS + "A film about a river.")
    assert published(root, "cache", "screen") == published(root, "another", "screen")
    assert bound.count("review-elm") == bound.count("review-ash") == 2

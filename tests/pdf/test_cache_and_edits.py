"""What is typeset again after an edit, a kill or damage, and what is not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from books import WORDS, contents, edition, printed, review, section, small

from anthology.build import Order
from anthology.build import build as build_book
from anthology.cache import Cache
from anthology.config import Settings
from anthology.edition import Edition, Section
from anthology.pdf import pipeline
from anthology.pdf.cuts import Pages
from anthology.pdf.engine import version
from anthology.pdf.galleys import galleys
from anthology.pdf.model import PageSetup, SectionInput
from anthology.pdf.paginate import converge
from anthology.pdf.typeset import tasks
from anthology.pdf.typeset.typesetter import Typesetter
from anthology.pool import Pool
from anthology.report import Refused


@pytest.fixture
def typeset(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the sections that were typeset, in order."""
    typeset_ids: list[str] = []
    theirs = tasks.typeset

    def typeset(setup: PageSetup, section: SectionInput) -> bytes:
        typeset_ids.append(section.id)
        return theirs(setup, section)

    monkeypatch.setattr(tasks, "typeset", typeset)
    return typeset_ids


def with_review(book: Edition, number: int, paragraphs: int) -> Edition:
    """The edition with one review of another length."""
    new = review(number, paragraphs)
    return replace(book, sections=tuple(new if s.id == new.id else s for s in book.sections))


def test_nothing_changed_nothing_is_typeset(tmp_path: Path, typeset: list[str]) -> None:
    first = printed(small(), cache=tmp_path)
    typeset.clear()
    assert printed(small(), cache=tmp_path) == first
    assert typeset == []


def short(number: int) -> Section:
    """A review of a page."""
    return section(f"review-{number}", "review", f"<h1>Review {number}</h1><p>{WORDS}</p>")


def see(name: str, *numbers: int) -> Section:
    """A section that says on which pages some reviews begin."""
    links = "".join(f'<a class="folio" href="#review-{n}"></a>, ' for n in numbers)
    return section(name, "index", f"<h1>{name}</h1><p>{links}</p>")


@pytest.mark.slow
def test_an_edit_typesets_its_section_and_what_shows_moved_numbers(
    tmp_path: Path, typeset: list[str]
) -> None:
    reviews = [short(n) for n in range(1, 101)]
    book = edition(contents(100), *reviews, see("unmoved", 1, 2, 3), see("moved", 3, 4))
    first = printed(book, cache=tmp_path)
    assert typeset.count("contents") == 1  # when the others are set, and not before
    typeset.clear()
    longer = with_review(book, 3, 50)
    second = printed(longer, cache=tmp_path)
    assert second.pages > first.pages
    assert sorted(typeset) == ["contents", "moved", "review-3"]
    assert second.folios["review-100"] != first.folios["review-100"]
    assert second.pdf == printed(longer).pdf
    typeset.clear()
    reworded = replace(
        longer,
        sections=tuple(
            replace(s, xhtml=s.xhtml.replace("river", "brook")) if s.id == "review-7" else s
            for s in longer.sections
        ),
    )
    assert printed(reworded, cache=tmp_path).folios == second.folios
    assert typeset == ["review-7"]


def with_indexes(*reviews: Section) -> Edition:
    """A book whose contents show where two indexes begin, the first of them of two pages."""
    links = "".join(f'<p>{n} <a class="folio" href="#{n}"></a></p>' for n in ("long", "short"))
    listed = section("contents", "contents", links, matter="front")
    numbers = range(1, len(reviews) + 1)
    lines = "".join(f'<p>{n} <a class="folio" href="#review-{n}"></a></p>' for n in numbers) * 20
    long = section("long", "index", lines, matter="back", recto=True)
    return edition(listed, *reviews, long, replace(see("short", 1, 3), matter="back", recto=True))


def test_contents_wait_for_the_indexes_that_they_show(tmp_path: Path, typeset: list[str]) -> None:
    first = printed(with_indexes(*map(short, range(1, 4))), cache=tmp_path)
    assert int(first.folios["short"]) > int(first.folios["long"]) + 1
    assert sorted(typeset[:-1]) == ["long", "review-1", "review-2", "review-3", "short"]
    assert typeset[-1] == "contents"
    typeset.clear()
    moved = printed(with_indexes(review(1, 50), short(2), short(3)), cache=tmp_path)
    assert moved.folios["short"] != first.folios["short"]
    assert sorted(typeset) == ["contents", "long", "review-1", "short"]


def test_no_list_is_typeset_to_foresee_the_inner_margin(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typeset: list[str]
) -> None:
    monkeypatch.setattr(pipeline, "THICK", 0)
    printed(with_indexes(*map(short, range(1, 4))), cache=tmp_path)
    assert sorted(typeset) == ["contents", "long", "review-1", "review-2", "review-3", "short"]


@pytest.mark.slow
def test_damaged_entries_are_replaced(tmp_path: Path, typeset: list[str]) -> None:
    first = printed(small(), cache=tmp_path).pdf
    for path in tmp_path.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-7] + b"damaged")
    typeset.clear()
    assert printed(small(), cache=tmp_path).pdf == first
    assert "review-1" in typeset


@pytest.mark.slow
def test_the_style_is_part_of_the_cache_key(tmp_path: Path, typeset: list[str]) -> None:
    first = printed(small(), cache=tmp_path)
    typeset.clear()
    red = replace(small(), css=small().css + "h1 { color: red }")
    assert printed(red, cache=tmp_path).pdf != first.pdf
    assert "review-3" in typeset


PROGRAM = """
import sys
from pathlib import Path
from books import printed, small
if __name__ == "__main__":
    sys.stdout.buffer.write(printed(small(reviews=6), jobs=2, cache=Path(sys.argv[1])).pdf)
"""


def build(cache: Path) -> subprocess.Popen[bytes]:
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": f"{here.parents[1] / 'src'}:{here}"}
    command = [sys.executable, "-c", PROGRAM, str(cache)]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, start_new_session=True
    )


@pytest.mark.artefact
def test_killed_at_any_moment_the_next_build_is_right(tmp_path: Path) -> None:
    whole = printed(small(reviews=6)).pdf
    for moment in (0.6, 1.2, 1.8, 2.4):
        with build(tmp_path) as process:
            time.sleep(moment)
            os.killpg(process.pid, signal.SIGKILL)
        with build(tmp_path) as process:
            output, _ = process.communicate()
        assert output == whole


@pytest.mark.artefact
def test_two_builds_at_once(tmp_path: Path) -> None:
    whole = printed(small(reviews=6)).pdf
    processes = [build(tmp_path) for _ in range(2)]
    assert [process.communicate()[0] for process in processes] == [whole, whole]


def test_a_book_that_never_settles_is_refused_by_name() -> None:
    # The review's number decides how long the text before it is.
    more = '<p>Up <a class="folio" href="#end"></a></p>'
    css = "#restless a.folio { display: block; break-after: page }"
    restless = section("restless", "review", "<h1>Restless</h1>" + more, recto=True)
    book = edition(contents(1), restless, section("end", "review", "<h1>End</h1>"), css=css)
    assert printed(book).pages  # this one settles
    flip = {"n": 0}

    def placed(section: SectionInput, *_: object) -> SectionInput:
        flip["n"] += 1
        return replace(section, references={"end": str(flip["n"])})

    with pytest.MonkeyPatch.context() as patch, Pool(0) as pool:
        patch.setattr(converge, "_placed", placed)
        from anthology.pdf.setup import page_setup  # noqa: PLC0415

        typesetter = Typesetter(page_setup(book, Settings()), pool, Cache(None), Settings().limits)
        with pytest.raises(Refused, match="change each time"):
            converge.converge(
                converge.text_round(galleys(book.sections, Pages()), {}, typesetter).result(),
                typesetter,
            )


def crash(*_: object) -> bytes:
    """Kills the process that it runs in."""
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def test_a_section_that_crashes_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "typeset", crash)
    with pytest.raises(Refused) as refused:
        printed(edition(review(1), review(2)), jobs=2)
    assert [p.message for p in refused.value.problems] == [
        f"“review-{n}” could not be typeset: it crashed the process that worked on it (SIGSEGV)"
        for n in (1, 2)
    ]


def no_pango(*_: object) -> bytes:
    """Fails as WeasyPrint does where Pango is not installed."""
    raise OSError("cannot load library 'libpango-1.0-0': not found")


def test_a_missing_library_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "typeset", no_pango)
    with pytest.raises(Refused) as refused:
        printed(edition(review(1), review(2)))
    (problem,) = refused.value.problems
    assert "a library of the system is missing" in problem.message
    assert "anthology doctor" in problem.hint
    assert not problem.trace


def test_another_weasyprint_is_said_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(version.VERSIONS, "weasyprint", "71.0")
    (tmp_path / "a.md").write_text("---\ntitle: A\nreviewer: Ada Moor\n---\nWords.\n")
    with pytest.raises(Refused, match=r"sets pages with 71\.0") as refused:
        build_book(Order(tmp_path, editions=("epub",), jobs=0))
    assert len(refused.value.problems) == 1

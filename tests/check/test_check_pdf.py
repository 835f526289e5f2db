"""Preflight of anybody's PDF: each fault is found, and sound files raise no alarm."""

from __future__ import annotations

import io
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pytest
from broken_pdfs import BYTES, FAULTS, ISBN, broken, cover, encrypted, saved, sound
from PIL import Image

from anthology.check.pdf.check import Checked, Task, check_pdfs, examine, problems
from anthology.check.pdf.report import report
from anthology.report import Severity


def checked(folder: Path, data: bytes, press: str = "") -> Checked:
    path = folder / "book.pdf"
    path.write_bytes(data)
    return examine(Task(path, press))


def rules(found: Checked) -> set[str]:
    return {finding.rule.name for finding in found.findings}


def alarms(found: Checked) -> set[str]:
    return {f.rule.name for f in found.findings if f.severity is not Severity.NOTE}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found_and_no_other(name: str, tmp_path: Path) -> None:
    _, rule, press = FAULTS[name]
    found = checked(tmp_path, broken(name), press)
    assert rule in rules(found)
    before = alarms(checked(tmp_path, sound(), press))
    assert alarms(found) - before <= {rule, *ALSO.get(name, ())}


ALSO = {  # what follows from the fault
    "too-many": {"gutter"},
    "profile": {"rgb"},
    "rgb": {"standard"},
    "no-such-trim": {"margin"},
    "spreads": {"gutter", "margin", "trim"},
    "one-page-smaller": {"margin"},
    "user-unit": {"page-sizes"},
    "narrow-bleed": {"bleed"},
    "trim-outside": {"page-sizes"},
    "cut-words": {"margin"},
}


@pytest.mark.parametrize("name", BYTES)
def test_damaged_files_are_known(name: str, tmp_path: Path) -> None:
    assert BYTES[name][1] in rules(checked(tmp_path, broken(name)))


def test_protected_files_are_known(tmp_path: Path) -> None:
    assert "encrypted" in rules(checked(tmp_path, encrypted("")))
    assert "unreadable" in rules(checked(tmp_path, encrypted("secret")))


@pytest.mark.parametrize("press", ["", "kdp-paperback", "lulu"])
@pytest.mark.parametrize(
    "css", ["", "p { font-family: sans-serif; columns: 2 }", "p { hyphens: auto }"]
)
def test_sound_files_raise_no_alarm(css: str, press: str, tmp_path: Path) -> None:
    assert not alarms(checked(tmp_path, sound(css=css), press))


def test_a_page_and_its_words_are_named(tmp_path: Path) -> None:
    (problem,) = (
        p for p in problems(checked(tmp_path, broken("near-spine"))) if "spine" in p.message
    )
    assert "(page 5)" in problem.message
    assert "0.118 in from the spine" in problem.message


def spread(pages: int, page: float = 0.002252) -> tuple[float, float]:
    """A cover of KDP's in points: 6 × 9 in, white paper."""
    return (12 + pages * page + 0.25) * 72, 9.25 * 72


def together(folder: Path, sheet: bytes, press: str = "kdp-paperback") -> set[str]:
    inside, wrap = folder / "inside.pdf", folder / "cover.pdf"
    inside.write_bytes(sound(110))
    wrap.write_bytes(sheet)
    first, second = check_pdfs([inside, wrap], press)
    assert not alarms(first) - {"standard", "last-page"}
    return alarms(second)


def test_a_cover_is_held_against_the_pages(tmp_path: Path) -> None:
    width, height = spread(110)
    assert together(tmp_path, cover(width, height)) == set()
    assert together(tmp_path, cover(*spread(200))) == {"cover-size"}
    assert together(tmp_path, cover(width, height - 12)) == {"cover-height"}
    assert together(tmp_path, cover(width, height, ISBN)) == {"own-barcode"}


def test_the_code_is_that_of_the_book(tmp_path: Path) -> None:
    sheet = cover(*spread(110, 0.06 / 110 + 0.002252), "9791234567896")
    named = sound(110, css=f"body::before {{ content: 'ISBN {ISBN}' }}")
    inside, wrap = tmp_path / "inside.pdf", tmp_path / "cover.pdf"
    inside.write_bytes(named)
    wrap.write_bytes(sheet)
    assert "barcode" in alarms(check_pdfs([inside, wrap], "lulu")[1])
    wrap.write_bytes(cover(*spread(110, 0.06 / 110 + 0.002252), ISBN, "90000"))
    assert not alarms(check_pdfs([inside, wrap], "lulu")[1])
    wrap.write_bytes(cover(*spread(110, 0.06 / 110 + 0.002252)))
    assert alarms(check_pdfs([inside, wrap], "lulu")[1]) == {"no-barcode"}


def test_qpdf_agrees_on_the_syntax(tmp_path: Path) -> None:
    for data, sane in ((sound(), True), (broken("no-table"), False)):
        path = tmp_path / "book.pdf"
        path.write_bytes(data)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            warned = bool(pdf.get_warnings() or pdf.check_pdf_syntax())
        assert warned is not sane
        assert ("syntax" in rules(checked(tmp_path, data))) is not sane


# Rules that PDF/A shares with presses: the clause of ISO 19005-2 that veraPDF names.
SHARED_RULES = {
    "font-standard": "6.2.11.4.1-1",
    "script": "6.5.1-1",
    "page-action": "6.5.2-2",
    "attachment": "6.8-5",
    "opacity": "6.2.10-2",
}


def test_verapdf_agrees_where_the_rules_are_the_same(
    verapdf: Callable[[Path, str], dict[str, str]], tmp_path: Path
) -> None:
    files = {name: broken(name) for name in SHARED_RULES}
    found = {"sound": sound(), "encrypted": encrypted(""), **files}
    failed = {}
    for name, data in found.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(data)
        failed[name] = verapdf(path, "2b").keys()
    assert not failed["sound"] & {"6.1.3-2", *SHARED_RULES.values()}
    assert "6.1.3-2" in failed["encrypted"]
    for name, clause in SHARED_RULES.items():
        assert clause in failed[name]
        _, rule, press = FAULTS[name]
        assert rule in rules(checked(tmp_path, files[name], press))


@pytest.mark.parametrize("css", ["", "body { columns: 2 }", "img { width: 4in }"])
def test_a_browser_s_sound_files_raise_no_alarm(chromium: str, css: str, tmp_path: Path) -> None:
    """Its pages have other boxes, fonts and colours than ours; they are right all the same."""
    page, made = tmp_path / "book.html", tmp_path / "browser.pdf"
    Image.linear_gradient("L").resize((1200, 600)).save(tmp_path / "grey.png")
    last = '<p style="break-before: page">The end.</p>'
    words = "<p>Nobody in the picture asks why, and that is the first of its ideas.</p>" * 24
    style = f"@page {{ size: 6in 9in; margin: 0.8in }} {css}"
    page.write_text(
        f"<html lang=en><title>Rivers</title><style>{style}</style>"
        f'<img src="grey.png" alt="" width="300">{words}{last}'
    )
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = [chromium, *options, f"--print-to-pdf={made}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = checked(tmp_path, made.read_bytes())
    assert alarms(found) - {"odd"} == set()


def test_what_other_programs_leave_empty_is_no_alarm(tmp_path: Path) -> None:
    """LaTeX names the page to open at, PyPDF2 leaves a form and trees of names with nothing in."""
    with pikepdf.open(io.BytesIO(sound())) as pdf:
        root, there = pdf.Root, pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])
        root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=there)
        root.AcroForm = pikepdf.Dictionary(NeedAppearances=True, Fields=pikepdf.Array([]))
        empty = pikepdf.Dictionary(Names=pikepdf.Array([]))
        root.Names = pikepdf.Dictionary(EmbeddedFiles=empty, JavaScript=empty)
        assert "active" not in rules(checked(tmp_path, saved(pdf)))


@pytest.mark.slow
def test_hostile_files_end_in_words(tmp_path: Path) -> None:
    """No file ends the command with a bug of ours."""
    for number, data in enumerate(hostile()):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(data)
        command = [sys.executable, "-m", "anthology", "check", str(path)]
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200)
        assert run.returncode in {0, 1}, run.stderr
        assert "Traceback" not in run.stderr


def hostile() -> list[bytes]:
    """Files that loop, nest, lie about their sizes or never end."""
    whole = sound()
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        form = pdf.make_stream(b"/X Do " * 50)
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 9, 9])
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/X": form}))
        pdf.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/X": form}))
        pdf.pages[0].contents_add(b"/X Do")
        loop = saved(pdf)
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"q " * 2_000_000 + b"((" * 100_000)
        pdf.pages[1].MediaBox = pikepdf.Array([0, 0, 1e9, 1e9])
        pdf.pages[2].MediaBox = pikepdf.Array([pikepdf.Name.X, 0, 0, 0])
        pdf.pages[3].obj.Rotate = pikepdf.String("up")
        pdf.pages[4].obj.Resources = pikepdf.Array([])
        odd = saved(pdf)
    flipped = bytearray(whole)
    for at in range(0, len(flipped), 997):
        flipped[at] ^= 0x55
    return [loop, odd, bytes(flipped), b"%PDF-1.7\n" + b"[" * 500_000, whole[:700]]


class Parts(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.images: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        assert not any(name.startswith("on") for name in values)
        self.images += [values.get("src") or ""] if tag == "img" else []


def test_the_report_shows_pages_and_spots_and_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "<script>alert(1)<.pdf"
    path.write_bytes(broken("near-spine"))
    page = report(check_pdfs([path], "kdp-paperback"), "kdp-paperback").decode()
    parts = Parts()
    parts.feed(page)
    assert "script" not in parts.tags
    assert {"link", "iframe", "object"}.isdisjoint(parts.tags)
    assert len(parts.images) >= 2  # the page and the spot
    for source in parts.images:
        head, _, data = source.partition(",")
        assert head == "data:image/jpeg;base64"
        Image.open(io.BytesIO(b64decode(data))).verify()
    assert "from the spine" in page

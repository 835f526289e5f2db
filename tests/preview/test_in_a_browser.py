"""What an editor does in the preview, in a real browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect, sync_playwright
from project import WORDS, preview, project
from test_conflicts import conflict, files

pytestmark = [pytest.mark.artefact, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
AXE = ROOT / ".tools" / "node_modules" / "@daisy" / "axe-core-for-ace" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
PATIENCE = 60_000  # ms: the machine may be busy; nothing here measures time


@pytest.fixture(scope="module", name="browser")
def _browser() -> Iterator[Browser]:
    assert CHROMIUM, "`make test` installs Chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module", name="book")
def _book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    root = project(tmp_path_factory.mktemp("preview") / "book")
    with preview(root) as (address, _):
        yield root, address


@pytest.fixture(name="root")
def _root(book: tuple[Path, str]) -> Path:
    return book[0]


@pytest.fixture(name="page")
def _page(browser: Browser, book: tuple[Path, str]) -> Iterator[Page]:
    """The preview in a window of its own; no script fails and nothing is asked of elsewhere."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    faults: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda m: faults.append(m.text) if _is_fault(m) else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(book[1])
    page.wait_for_selector(".page img")
    yield page
    own = book[1].rsplit("/", 2)[0]
    assert not [url for url in asked if not url.startswith((own, "data:", "blob:", "about:"))]
    assert not faults
    page.close()


def _is_fault(message: ConsoleMessage) -> bool:
    """Whether something failed; a text that may not be written is answered so."""
    return message.type == "error" and "409 (Conflict)" not in message.text


def body_page(page: Page) -> tuple[float, float]:
    """Go to the first review; a point in the middle of its text."""
    page.locator("#entries button", has_text="Ferry 1").click()
    holder = page.locator(".page:has(img[alt='Page 1'])")
    expect(holder).to_be_visible()
    box = holder.bounding_box()
    assert box is not None
    return box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.75


def test_it_shows_pages_contents_and_that_nothing_is_wrong(page: Page) -> None:
    expect(page.locator("#title")).to_have_text("Six Ferries")
    assert page.locator("#entries button").count() >= 8
    expect(page.locator("#problems")).to_contain_text("Nothing is wrong.")


def test_contents_lead_to_a_page(page: Page) -> None:
    body_page(page)
    expect(page.locator("#page")).to_have_value("1")
    expect(page.locator("#rows")).to_contain_text("Tobias Renck", use_inner_text=False)


def test_margins_and_lines_are_laid_over_the_pages(page: Page) -> None:
    body_page(page)
    over = "getComputedStyle(document.querySelector('.page.right:has(img)'), '::before')"
    assert page.evaluate(f"{over}.content") == "none"
    page.check("#margins")
    page.check("#grid")
    assert page.evaluate(f"{over}.content") == '""'
    assert "repeating-linear-gradient" in page.evaluate(f"{over}.backgroundImage")


def test_on_a_phone_panes_open_and_close_and_pages_are_as_wide_as_it(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.reload()
    page.wait_for_selector(".page img")
    page.click("#show-contents")
    page.locator("#entries button", has_text="Ferry 1").click()
    expect(page.locator("#contents")).to_be_hidden()
    holder = page.locator(".page:has(img[alt='Page 1'])")
    expect(holder).to_be_in_viewport()
    box = holder.bounding_box()
    assert box is not None
    assert box["width"] > 300
    page.click("#show-side")
    expect(page.locator("#problems")).to_be_visible()
    page.click("#show-side")
    expect(page.locator("#problems")).to_be_hidden()


def test_a_saved_edit_is_shown_in_place(page: Page, root: Path) -> None:
    body_page(page)
    before = page.evaluate("document.getElementById('spreads').scrollTop")
    file = root / "manuscripts" / "01.md"
    file.write_text(file.read_text().replace("title: Ferry 1", "title: Ferry One"))
    expect(page.locator("#entries")).to_contain_text("Ferry One")
    expect(page.locator(".page.changed").first).to_be_attached()
    assert page.evaluate("document.getElementById('spreads').scrollTop") == before
    file.write_text(file.read_text().replace("title: Ferry One", "title: Ferry 1"))
    expect(page.locator("#entries")).not_to_contain_text("Ferry One")


def test_a_broken_edit_shows_its_message_over_the_last_good_pages(page: Page, root: Path) -> None:
    settings = root / "anthology.toml"
    good = settings.read_text()
    pages = page.locator(".page").count()
    settings.write_text(good + "[book\n")
    expect(page.locator("#problems .problem.error").first).to_contain_text("anthology.toml")
    expect(page.locator("#status")).to_contain_text("last good pages")
    assert page.locator(".page").count() == pages
    settings.write_text(good)
    expect(page.locator("#problems")).to_contain_text("Nothing is wrong.")
    expect(page.locator("#status")).to_have_text("Up to date.")


def test_a_problem_leads_to_its_line(page: Page, root: Path) -> None:
    file = root / "manuscripts" / "02.md"
    good = file.read_text()
    file.write_text(good + "\n![A pier.](nowhere.jpg)\n")
    page.locator("#problems .place", has_text="02.md").first.click()
    expect(page.locator("#text-name")).to_contain_text("manuscripts/02.md:")
    file.write_text(good)
    expect(page.locator("#problems")).to_contain_text("Nothing is wrong.")


def test_a_click_on_a_page_opens_the_line(page: Page, root: Path) -> None:
    page.mouse.click(*body_page(page))
    expect(page.locator("#text-name")).to_contain_text("manuscripts/01.md:")
    line = page.evaluate("(s => s.value.slice(s.selectionStart, s.selectionEnd))(source)")
    assert line in (root / "manuscripts" / "01.md").read_text().splitlines()
    assert set(line.rstrip(".").split()) <= set(WORDS)
    expect(page.locator("#in-editor")).to_have_attribute("href", re.compile("^vscode://file/.*:"))


def test_a_text_is_edited_and_saved(page: Page, root: Path) -> None:
    page.mouse.click(*body_page(page))
    expect(page.locator("#save")).to_be_enabled()
    text = page.input_value("#source")
    page.fill("#source", text + "\nOne unmistakable paragraph.\n")
    expect(page.locator("#text-note")).to_have_text("Not saved.")
    page.press("#source", "Control+s")
    expect(page.locator("#text-note")).to_have_text("Saved.")
    assert (root / "manuscripts" / "01.md").read_text().endswith("unmistakable paragraph.\n")
    expect(page.locator(".page.changed").first).to_be_attached()
    page.fill("#words", "unmistakable")
    page.press("#words", "Enter")
    expect(page.locator("#found .hit")).to_have_count(1)


def test_what_another_program_saves_is_not_overwritten(page: Page, root: Path) -> None:
    page.mouse.click(*body_page(page))
    expect(page.locator("#save")).to_be_enabled()
    page.fill("#source", page.input_value("#source") + "\nMine.\n")
    file = root / "manuscripts" / "01.md"
    file.write_text(file.read_text() + "\nTheirs.\n")
    expect(page.locator("#text-note")).to_contain_text("Another program has saved")
    page.click("#save")
    expect(page.locator("#text-note")).to_contain_text("nothing was written")
    assert file.read_text().endswith("Theirs.\n")
    page.fill("#source", "")  # else the window asks whether it may close


def test_a_line_leads_to_its_page(page: Page) -> None:
    page.mouse.click(*body_page(page))
    expect(page.locator("#to-page")).to_be_enabled()
    page.locator("#spreads").press("Home")
    page.click("#to-page")
    expect(page.locator(".page:has(img[alt='Page 1']) .spot")).to_be_visible()


def test_search_finds_words_on_pages(page: Page) -> None:
    page.fill("#words", "ferry 3")
    page.press("#words", "Enter")
    expect(page.locator("#found .hit").first).to_be_visible()
    page.locator("#found .hit").last.click()
    expect(page.locator(".spot")).to_be_visible()


def test_the_e_book_is_shown_on_devices_in_lights_and_sizes(page: Page) -> None:
    page.click(".choice [data-view=ebook]")
    frame = page.frame_locator("#frame")
    expect(frame.locator("body")).to_be_attached()
    page.locator("#entries button", has_text="Ferry 2").click()
    expect(frame.locator("h1")).to_contain_text("Ferry 2")
    page.select_option("#light", "dark")
    ground = "getComputedStyle(frame.contentDocument.body).backgroundColor"
    page.wait_for_function(f"{ground} === 'rgb(18, 18, 18)'")
    page.select_option("#device", "tablet")
    page.select_option("#text-size", "140")
    page.check("#paged")
    page.click("#after")
    expect(page.locator("#where")).to_contain_text("of")


def test_a_click_in_the_e_book_opens_the_line(page: Page, root: Path) -> None:
    page.click(".choice [data-view=ebook]")
    page.locator("#entries button", has_text="Ferry 2").click()
    paragraph = page.frame_locator("#frame").locator("section p").last
    paragraph.click(position={"x": 40, "y": 5})
    expect(page.locator("#text-name")).to_contain_text("manuscripts/02.md:")
    line = int(page.inner_text("#text-name").rpartition(":")[2])
    lines = (root / "manuscripts" / "02.md").read_text().splitlines()
    last = max(i for i, each in enumerate(lines, start=1) if not each) if "" in lines else 0
    assert line > last - 6


def test_settings_are_changed_in_a_form_and_changed_back(page: Page, root: Path) -> None:
    settings = root / "anthology.toml"
    before = settings.read_text()
    page.click("#tab-settings")
    page.fill("#set-book-title", "Seven Ferries")
    page.click("#review-changes")
    expect(page.locator("#diff")).to_contain_text('+title = "Seven Ferries"')
    assert settings.read_text() == before
    page.click("#write-changes")
    expect(page.locator("#title")).to_have_text("Seven Ferries")
    assert settings.read_text() == before.replace("Six", "Seven")
    page.click("#undo")
    expect(page.locator("#title")).to_have_text("Six Ferries")
    assert settings.read_text() == before


def test_a_style_is_chosen_by_its_pages(page: Page, root: Path) -> None:
    settings = root / "anthology.toml"
    before = settings.read_text()
    page.locator("#entries button", has_text="Ferry 5").click()
    page.click("#tab-style")
    look = page.locator(".look", has_text="modern")
    expect(look.locator("img")).to_have_count(2)
    expect(page.locator(".look[aria-pressed=true]")).to_have_text(
        [re.compile("classic"), re.compile("essays")]
    )
    look.click()
    expect(page.locator("#look-diff")).to_contain_text('+name = "modern"')
    assert settings.read_text() == before
    page.click("#write-look")
    expect(page.locator(".page.changed").first).to_be_attached()
    assert settings.read_text() == before + '\n[style]\nname = "modern"\n'
    page.click("#undo-look")
    expect(page.locator("#look-note")).to_have_text("Taken back.")
    assert settings.read_text() == before


def test_a_wrong_setting_is_not_written(page: Page, root: Path) -> None:
    before = (root / "anthology.toml").read_text()
    page.click("#tab-settings")
    page.fill("#set-book-isbn_print", "978-0-306-40615-8")
    page.click("#write-changes")
    expect(page.locator("#settings-note")).to_contain_text("978-0-306-40615")
    assert (root / "anthology.toml").read_text() == before


def test_what_is_typed_while_the_settings_are_read_again_stays(page: Page, root: Path) -> None:
    page.click("#tab-settings")
    title = page.locator("#set-book-title")
    expect(title).to_be_visible()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile("/settings[?]"), hold)
    file = root / "manuscripts" / "02.md"
    file.write_text(file.read_text() + "\nA last paragraph.\n")
    while not held:
        page.wait_for_timeout(50)
    title.fill("Another title")
    for route in held:
        with page.expect_response(route.request.url):
            route.continue_()
    page.wait_for_timeout(200)
    expect(title).to_have_value("Another title")


def test_the_cover_is_shown_flat_and_folded(page: Page, root: Path) -> None:
    page.click(".choice [data-view=cover]")
    expect(page.locator("#cover-room")).to_contain_text("without a press")
    settings = root / "anthology.toml"
    before = settings.read_text()
    settings.write_text(before + '\n[press]\npreset = "kdp-paperback"\n')
    expect(page.locator("#cover-room img")).to_be_visible()
    page.check("#folds")
    expect(page.locator("#cover-room .part")).to_have_count(3)
    page.check("#folded")
    expect(page.locator("#cover-room .face")).to_have_count(2)
    settings.write_text(before)
    expect(page.locator("#cover-room")).to_contain_text("without a press")


def test_a_header_is_written_and_taken_back(page: Page, root: Path) -> None:
    file = root / "manuscripts" / "04.md"
    before = file.read_text()
    page.locator("#entries button", has_text="Ferry 4").click()
    page.click("#tab-review")
    page.fill("#header-reviewer", "Ines Halvorsen")
    page.click("#write-header")
    expect(page.locator("#entries")).to_contain_text("Ines Halvorsen")
    expect(page.locator("#header-diff")).to_contain_text("+reviewer: Ines Halvorsen")
    assert file.read_text() == before.replace("Tobias Renck", "Ines Halvorsen")
    page.click("#undo-header")
    expect(page.locator("#entries")).not_to_contain_text("Ines Halvorsen")
    assert file.read_text() == before


def test_a_proposed_rating_is_answered_with_a_click(page: Page, root: Path) -> None:
    file = root / "manuscripts" / "05.md"
    before = file.read_text()
    unrated = re.sub("rating: .*\n", "", before) + "\nAt a glowing 9.1/10, it delivers.\n"
    file.write_text(unrated)
    page.locator("#problems button", has_text="Answer").click()
    page.locator(".question button").click()
    expect(page.locator("#rows")).to_contain_text("9.1/10 = 9.1")
    assert file.read_text() == unrated.replace("---\n\n", "rating: 9.1/10\n---\n\n", 1)
    file.write_text(before)
    expect(page.locator("#rows")).not_to_contain_text("9.1/10")


def test_a_permission_is_answered_with_a_click(page: Page, root: Path) -> None:
    file = root / "manuscripts" / "04.md"
    before = file.read_text()
    page.locator("#entries button", has_text="Ferry 4").click()
    page.click("#tab-review")
    page.locator("#questions button", has_text="granted").click()
    expect(page.locator("#questions")).to_contain_text("Permission to print it: granted.")
    assert "rights: {permission: granted}\n---\n" in file.read_text()
    file.write_text(file.read_text() + "Theirs.\n")
    page.click("#undo-header")
    expect(page.locator("#header-note")).to_contain_text("changed by another program")
    assert file.read_text().endswith("Theirs.\n")
    file.write_text(before)


def test_reviews_are_moved_by_keys_and_by_dragging(page: Page, root: Path) -> None:
    files = sorted((root / "manuscripts").iterdir())
    before = [file.read_text() for file in files]
    titles = page.locator("#entries li[data-id^=review]")
    expect(titles.first).to_contain_text("Ferry 1")
    titles.first.locator("button").press("Alt+ArrowDown")
    expect(titles.first).to_contain_text("Ferry 2")
    expect(titles.nth(1).locator("button")).to_be_focused()
    expect(page.locator("#review-title")).to_have_text("Ferry 1")
    titles.nth(4).drag_to(titles.first)
    expect(titles.first).to_contain_text("Ferry 5")
    expect(page.locator("#earlier")).to_be_disabled()
    page.click("#undo-header")
    expect(titles.first).to_contain_text("Ferry 2")
    page.click("#undo-header")
    expect(titles.first).to_contain_text("Ferry 1")
    for _ in range(200):  # the last of the files may not be written yet
        if [file.read_text() for file in files] == before:
            break
        time.sleep(0.1)
    assert [file.read_text() for file in files] == before


def test_the_books_are_built(page: Page, root: Path) -> None:
    page.click("#build")
    expect(page.locator("#built")).to_contain_text("books/six-ferries.epub")
    expect(page.locator("#files li")).to_have_count(2)
    page.click("#check")
    expect(page.locator("#built")).to_contain_text("Nothing stands in the way.")
    expect(page.locator("#hand-over")).to_be_disabled()
    assert (root / "books" / "six-ferries.pdf").read_bytes().startswith(b"%PDF")
    expect(page.locator("#status")).to_have_text("Up to date.")


def test_scripts_of_a_manuscript_never_run(page: Page, root: Path) -> None:
    file = root / "manuscripts" / "03.md"
    good = file.read_text()
    attack = '<script>parent.document.title = "owned"</script><b onclick="top.owned=1">bold</b>'
    file.write_text(f"{good}\n{attack}\n\nA harmless ending.\n")
    page.click(".choice [data-view=ebook]")
    page.locator("#entries button", has_text="Ferry 3").click()
    expect(page.frame_locator("#frame").locator("section").first).to_contain_text("harmless")
    assert page.title() == "Six Ferries"
    assert page.evaluate("window.owned === undefined")
    file.write_text(good)


def test_keys_turn_pages(page: Page) -> None:
    page.locator("#spreads").press("End")
    page.wait_for_function("document.getElementById('spreads').scrollTop > 1000")
    page.locator("#spreads").press("Home")
    page.wait_for_function("document.getElementById('spreads').scrollTop < 50")
    page.locator("#tab-problems").press("ArrowRight")
    expect(page.locator("#tab-text")).to_be_focused()
    expect(page.locator("#text")).to_be_visible()


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds on the page, and where."""
    found = page.evaluate("axe.run(document, {iframes: false}).then(r => r.violations)")
    return [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_axe_finds_nothing(
    browser: Browser, book: tuple[Path, str], width: int, scheme: Literal["light", "dark"]
) -> None:
    assert AXE.exists(), "`make test` installs axe-core"
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(book[1])
    page.wait_for_selector(".page img", timeout=PATIENCE)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.add_script_tag(path=AXE)
    for view in ("ebook", "cover", "print"):
        page.click(f".choice [data-view={view}]")
        assert violations(page) == []
    if not page.locator("#side").is_visible():
        page.click("#show-side")
    for tab, shown in {"style": ".look", "settings": ".field", "books": "#build-here"}.items():
        page.click(f"#tab-{tab}")
        page.wait_for_selector(f"#{tab} {shown}")
        assert violations(page) == []
    context.close()


def test_the_preview_ends_without_a_trace(tmp_path: Path) -> None:
    root = project(tmp_path / "book", reviews=2)
    with preview(root) as (address, running):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", address)
        time.sleep(1)  # in the midst of its first proof
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(running.pid)],
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        ).stdout.split()
    assert running.returncode in {0, 130}
    assert children
    until = time.monotonic() + 20
    while (
        alive := [p for p in children if Path("/proc", p).exists()]
    ) and time.monotonic() < until:
        time.sleep(0.1)
    assert alive == []


def test_a_conflict_is_answered_with_a_click(browser: Browser, tmp_path: Path) -> None:
    root = conflict(tmp_path)
    before = files(root)
    with preview(root) as (address, _):
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        page.click("#tab-problems")
        page.locator("#problems button", has_text="Answer").click()
        page.locator("#questions button", has_text="Compare").click()
        expect(page.locator("#header-diff")).to_contain_text("+A bad film.")
        assert files(root) == before
        page.locator("#questions button", has_text="The site’s").click()
        expect(page.locator("#questions")).not_to_contain_text("Which text stays?")
        assert [text.rpartition("\n\n")[2] for text in files(root).values()] == ["A bad film.\n"]
        page.click("#undo-header")
        expect(page.locator("#questions")).to_contain_text("Which text stays?")
        assert files(root) == before
        page.close()

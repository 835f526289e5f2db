"""Exports that are damaged, or mean harm: a message, and a project as it was."""

from __future__ import annotations

import os
import time
import zipfile
from pathlib import Path

import exports
import posts
import pytest
from exports import run

CSV = exports.LETTERBOXD_REVIEWS


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    return folder


def refused(source: Path, project: Path, words: str) -> None:
    """Importing fails with these words, and nothing is written."""
    before = sorted(path.name for path in project.parent.rglob("*"))
    code, out, err = run("import", source, project)
    assert (code, out) == (1, "")
    assert words in err
    assert err.endswith("Nothing was imported: 1 error.\n")
    assert "Traceback" not in err
    assert sorted(path.name for path in project.parent.rglob("*")) == before


def saved(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize("name", ["../../evil.csv", "/etc/evil.csv", "a/../../b.csv", "C:/x.csv"])
def test_a_name_that_leads_out(tmp_path: Path, project: Path, name: str) -> None:
    source = exports.zipped(tmp_path / "e.zip", {"reviews.csv": CSV, name: "x"})
    refused(source, project, "wants to be written outside its folder")


def test_a_bomb(tmp_path: Path, project: Path) -> None:
    source = exports.zipped(tmp_path / "e.zip", {"reviews.csv": CSV + "x" * 50_000_000})
    refused(source, project, "larger than any export")


def test_a_bomb_that_lies_about_its_size(tmp_path: Path, project: Path) -> None:
    source = exports.zipped(tmp_path / "e.zip", {"reviews.csv": CSV + "x" * 50_000_000})
    data = bytearray(source.read_bytes())
    size = (len(CSV.encode()) + 50_000_000).to_bytes(4, "little")
    data = bytearray(bytes(data).replace(size, (1000).to_bytes(4, "little")))
    source.write_bytes(data)
    code, _, err = run("import", source, project)
    assert code in {0, 1}
    assert "Traceback" not in err


@pytest.mark.parametrize("keep", [0.2, 0.6, 0.95])
def test_an_archive_that_is_cut_off(tmp_path: Path, project: Path, keep: float) -> None:
    source = exports.zipped(tmp_path / "e.zip", exports.LETTERBOXD)
    data = source.read_bytes()
    source.write_bytes(data[: int(len(data) * keep)])
    refused(source, project, "the archive is damaged or cut off")


def test_a_file_in_an_archive_that_is_damaged(tmp_path: Path, project: Path) -> None:
    source = exports.zipped(tmp_path / "e.zip", {"reviews.csv": CSV})
    data = bytearray(source.read_bytes())
    data[60:90] = bytes(30)
    source.write_bytes(data)
    refused(source, project, "damaged")


def test_a_password(tmp_path: Path, project: Path) -> None:
    source = exports.zipped(tmp_path / "e.zip", {"reviews.csv": CSV})
    data = source.read_bytes()
    at = data.index(b"PK\x01\x02") + 8  # the flags of the central directory
    source.write_bytes(data[:at] + b"\x01" + data[at + 1 :])
    refused(source, project, "has a password")


def test_nul_bytes(tmp_path: Path, project: Path) -> None:
    head = CSV.splitlines()[0]
    refused(saved(tmp_path / "r.csv", f"{head}\n{chr(0) * 500}"), project, "NUL bytes")


def test_an_export_of_nothing_but_nul(tmp_path: Path, project: Path) -> None:
    refused(saved(tmp_path / "r.csv", bytes(500)), project, "is not an export")


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path, project: Path) -> None:
    text = CSV.replace("Again, and better.", "x").replace(',"x",', ',"x,')
    refused(saved(tmp_path / "r.csv", text), project, "a quotation mark is never closed")


def test_a_cell_that_is_too_large(tmp_path: Path, project: Path) -> None:
    text = CSV.replace("Again, and better.", "word " * 1_100_000)
    refused(saved(tmp_path / "r.csv", text), project, "larger than any review")


def test_a_large_cell_is_a_review(tmp_path: Path, project: Path) -> None:
    source = saved(tmp_path / "r.csv", CSV.replace("Again, and better.", "word " * 40_000))
    assert run("import", source, project)[0] == 0
    (path,) = (project / "manuscripts" / "letterboxd").glob("nosferatu-1922-2024-06-01.*")
    assert path.read_text("utf-8").count("word") == 40_000


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, project: Path, encoding: str) -> None:
    text = CSV.replace("Жизнь", "Ångström").replace(" <3", "")
    source = saved(tmp_path / "r.csv", text.encode(encoding))
    assert run("import", source, project)[0] == 0
    assert (project / "manuscripts" / "letterboxd" / "angstrom-1952.md").exists()


def test_semicolons_and_carriage_returns(tmp_path: Path, project: Path) -> None:
    source = saved(
        tmp_path / "r.csv",
        "Name;Year;Letterboxd URI;Rating;Review;Date\r\nFilm;1999;https://boxd.it/a;4;Fine, so.;"
        "2024-01-01\r\nRagged;1998\r\n",
    )
    assert run("import", source, project)[0] == 0
    assert "Fine, so." in (project / "manuscripts" / "letterboxd" / "film-1999.md").read_text()


@pytest.mark.parametrize("tags", ["<b>" * 5000, "<ul><li>" * 3000, "<div>" * 400 + "word"])
def test_tags_without_end(tmp_path: Path, project: Path, tags: str) -> None:
    source = saved(tmp_path / "r.csv", CSV.replace("Again, and better.", f"Again {tags}"))
    assert run("import", source, project)[0] == 0


def test_a_folder_that_is_a_link_out(tmp_path: Path, project: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (project / "manuscripts").mkdir()
    (project / "manuscripts" / "letterboxd").symlink_to(tmp_path / "elsewhere")
    source = exports.zipped(tmp_path / "e.zip", exports.LETTERBOXD)
    refused(source, project, "is a link out of the project")


def test_links_in_a_folder_are_not_followed(tmp_path: Path, project: Path) -> None:
    folder = exports.unpacked(tmp_path / "export", {"reviews.csv": CSV})
    (tmp_path / "other.csv").write_text(CSV.replace("Nosferatu", "Stolen"), "utf-8")
    (folder / "more.csv").symlink_to(tmp_path / "other.csv")
    assert run("import", folder, project)[0] == 0
    assert not list(project.rglob("stolen*"))


def test_a_disk_that_fails_leaves_all_as_it_was(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = saved(tmp_path / "r.csv", CSV)
    run("import", source, project, "--limit", "2")
    folder = project / "manuscripts" / "letterboxd"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    replace, calls = Path.replace, []

    def failing(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    code, _, err = run("import", source, project, "--reviewer", "Bo Ek")
    assert code == 1
    assert "the reviews cannot be written: no space left on device" in err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_names_that_drive_a_terminal(tmp_path: Path, project: Path) -> None:
    source = saved(tmp_path / "r.csv", CSV.replace("The Third Man", "\x1b[2J\u202ered"))
    code, out, err = run("import", source, project)
    assert code == 0
    assert "\x1b" not in out + err


def test_a_pipe_and_a_missing_file(tmp_path: Path, project: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    refused(tmp_path / "pipe", project, "is neither a file nor a folder")
    refused(tmp_path / "missing.csv", project, "cannot be read")


def test_no_project(tmp_path: Path) -> None:
    code, _, err = run("import", saved(tmp_path / "r.csv", CSV), tmp_path / "none")
    assert code == 1
    assert "there is no such folder" in err


def test_too_many_files_are_counted_not_opened(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anthology.imports.source.MOST", 50)
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        for number in range(60):
            archive.writestr(f"{number}.csv", "")
    refused(tmp_path / "e.zip", project, "holds more than 50 files")


def test_a_table_that_is_cut_off(tmp_path: Path, project: Path) -> None:
    end = CSV.index("and better")
    refused(
        saved(tmp_path / "r.csv", CSV[:end]), project, "r.csv:6: error: in the row that begins here"
    )


def test_a_stray_quotation_mark_is_text(tmp_path: Path, project: Path) -> None:
    source = saved(tmp_path / "r.csv", CSV.replace("The Third Man", 'The 5" Man'))
    assert run("import", source, project)[0] == 0
    text = (project / "manuscripts" / "letterboxd" / "the-5-man-1949.md").read_text("utf-8")
    assert 'work: "The 5\\" Man"' in text


def test_rows_that_a_program_put_into_single_cells(tmp_path: Path, project: Path) -> None:
    rows = (
        'Date,Name,Year,Letterboxd URI,Rating,Review',
        '2024-01-01,"Film, a",1999,https://boxd.it/a,4,"Fine, so."',
    )  # fmt: skip
    text = "".join(f'"{row.replace(chr(34), chr(34) * 2)}"\n' for row in rows)
    assert run("import", saved(tmp_path / "r.csv", text), project)[0] == 0
    path = project / "manuscripts" / "letterboxd" / "film-a-1999.md"
    assert path.read_text("utf-8").endswith("\n---\n\nFine, so.\n")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("r.csv", CSV.replace("Again, and better.", "<a " * 60_000)),
        ("r.csv", CSV.replace("Again, and better.", "<![CDATA[" * 60_000)),
        ("r.csv", CSV.replace("Again, and better.", "<i> " * 30_000)),
        ("g.csv", exports.GOODREADS.replace("First.", "[b:" * 60_000)),
        ("g.csv", exports.GOODREADS.replace("Penguin Modern", " (" * 60_000)),
        ("y.txt", exports.RATE_YOUR_MUSIC.replace("[b]One", "[url=x]" * 60_000)),
        ("w.xml", posts.WORDPRESS.replace("A classic", "<!--" * 60_000)),
        ("w.xml", posts.WORDPRESS.replace("A classic", "<pre>" * 60_000)),
        ("w.xml", posts.WORDPRESS.replace("A classic", "[caption]<img>" * 20_000)),
    ],
)
def test_marks_without_end_cost_little(tmp_path: Path, project: Path, name: str, text: str) -> None:
    source = saved(tmp_path / name, text)
    started = time.process_time()
    assert run("import", source, project)[0] == 0
    assert time.process_time() - started < 10


def links_to(name: str) -> zipfile.ZipInfo:
    """An entry that is a symbolic link, as unpackers make it."""
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = 0o120777 << 16
    return entry


def test_links_in_an_archive_are_no_files(tmp_path: Path, project: Path) -> None:
    page = posts.GHOST.replace(
        "<p>One</p>", "<p>One <img src='__GHOST_URL__/images/a1b2c3.png'></p>"
    )
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        archive.writestr("site.json", page)
        archive.writestr(links_to("i/a1b2c3.png"), "/etc/passwd")
        archive.writestr(links_to("posts.csv"), "/etc/passwd")
    code, _, err = run("import", tmp_path / "e.zip", project)
    assert code == 0
    assert "1 picture is not in the export" in err
    assert not list(project.rglob("*.png"))


def test_an_archive_in_an_archive(tmp_path: Path, project: Path) -> None:
    inner = exports.zipped(tmp_path / "inner.zip", {"reviews.csv": CSV}).read_bytes()
    source = exports.zipped(tmp_path / "e.zip", {"inner.zip": inner})
    assert run("import", source, project)[0] == 0
    assert (project / "manuscripts/letterboxd/nosferatu-1922.md").exists()


def test_a_bomb_in_an_archive_in_an_archive(tmp_path: Path, project: Path) -> None:
    bomb = exports.zipped(tmp_path / "inner.zip", {"reviews.csv": CSV + "x" * 50_000_000})
    source = exports.zipped(tmp_path / "e.zip", {"inner.zip": bomb.read_bytes()})
    refused(source, project, "larger than any export")


def test_many_archives_in_an_archive(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anthology.imports.source.LARGEST", 20_000)
    noise = os.urandom(9_000)
    inner = exports.zipped(tmp_path / "inner.zip", {"a.csv": noise}).read_bytes()
    source = exports.zipped(tmp_path / "e.zip", {f"{n}.zip": inner for n in range(9)})
    refused(source, project, "larger than any export")


def test_names_that_differ_by_case_or_accents(tmp_path: Path, project: Path) -> None:
    head = CSV.splitlines(keepends=True)[0]
    titles = "Straße", "STRASSE", "Caf\u00e9", "Cafe\u0301", "CAF\u00c9", "con", "a/../b", "...."
    lines = (f'2024-05-17,{title},1999,https://boxd.it/x{n},4,,"Text {n}.",,\n'
             for n, title in enumerate(titles))  # fmt: skip
    source = saved(tmp_path / "r.csv", head + "".join(lines))
    assert run("import", source, project)[0] == 0
    files = list((project / "manuscripts" / "letterboxd").glob("*.md"))
    assert len({path.name.casefold() for path in files}) == len(titles)
    assert {path.parent for path in files} == {project / "manuscripts" / "letterboxd"}


def test_files_that_differ_by_case(tmp_path: Path, project: Path) -> None:
    other = CSV.replace("aa", "bb").replace("Again", "Never again")
    source = exports.zipped(tmp_path / "e.zip", {"reviews.csv": CSV, "Reviews.CSV": other})
    assert run("import", source, project)[0] == 0
    assert len(list((project / "manuscripts" / "letterboxd").glob("nosferatu-*.md"))) == 4


FORMULAS = (
    '"=HYPERLINK(""http://x.org"")"',
    "+1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    '"=""x"""',
    "-2+3",
)


@pytest.mark.parametrize("cell", FORMULAS)
def test_cells_that_are_formulas_are_text(tmp_path: Path, project: Path, cell: str) -> None:
    source = saved(
        tmp_path / "r.csv", CSV.replace("The Third Man", cell).replace("Zither.", "=1+1")
    )
    assert run("import", source, project)[0] == 0
    texts = [path.read_text("utf-8") for path in project.rglob("*.md")]
    assert any("=1+1" in text or "\\=1+1" in text for text in texts)


def test_an_archive_of_nothing(tmp_path: Path, project: Path) -> None:
    refused(exports.zipped(tmp_path / "e.zip", {}), project, "is not an export")
    refused(saved(tmp_path / "f.zip", b""), project, "the archive is damaged or cut off")


DRAWING = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def test_a_drawing_that_means_harm_is_left_to_the_loader(tmp_path: Path, project: Path) -> None:
    page = posts.GHOST.replace("<p>One</p>", "<p>One <img src='__GHOST_URL__/i/a123.svg'></p>")
    source = exports.zipped(tmp_path / "e.zip", {"site.json": page, "i/a123.svg": DRAWING})
    assert run("import", source, project)[0] == 0
    code, _, err = run("build", project, "--edition", "epub")
    assert "Traceback" not in err
    if code == 0:
        with zipfile.ZipFile(next((project / "books").glob("*.epub"))) as book:
            assert not [name for name in book.namelist() if b"alert(1)" in book.read(name)]


def test_a_large_picture_is_named(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anthology.imports.source.LARGEST_PICTURE", 1000)
    page = posts.GHOST.replace("<p>One</p>", "<p>One <img src='__GHOST_URL__/i/a123.png'></p>")
    files: dict[str, str | bytes] = {"site.json": page, "i/a123.png": os.urandom(5000)}
    source = exports.zipped(tmp_path / "e.zip", files)
    code, _, err = run("import", source, project)
    assert code == 1
    assert "e.zip: i/a123.png: error: is larger than any export" in err
    assert not list(project.iterdir())

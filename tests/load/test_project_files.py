"""The files lets in regular files of the project and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from anthology.config import LimitsTable, Settings
from anthology.load.project.files import ProjectFiles
from anthology.load.project.find import find
from anthology.report import Place, Refused
from anthology.save import save

HERE = Place("reviews/a.md", 5)


@pytest.fixture
def files(tmp_path: Path) -> ProjectFiles:
    root = tmp_path / "project"
    (root / "reviews").mkdir(parents=True)
    (root / "reviews" / "a.md").write_text("text")
    (tmp_path / "secret.png").write_text("secret")
    return ProjectFiles(root, LimitsTable())


def refused(files: ProjectFiles, reference: str) -> str:
    with pytest.raises(Refused) as caught:
        path = files.find("reviews/a.md", reference, HERE)
        files.read(path, HERE)
    assert caught.value.problems[0].place == HERE
    return caught.value.problems[0].message


@pytest.mark.parametrize(
    "reference",
    [
        "../../secret.png",
        "..%2f..%2fsecret.png",
        "%2e%2e/%2e%2e/secret.png",
        "..\\..\\secret.png",
        "/etc/hostname",
        "file:///etc/hostname",
        "FILE://localhost/etc/hostname",
        "\\\\host\\share\\x.png",
        "//host/x.png",
        "/../secret.png",
        "/%2e%2e/secret.png",
        "/img/../../../secret.png",
        "/home/../../secret.png?w=300",
        "C:\\x.png",
    ],
)
def test_outside_is_refused(files: ProjectFiles, reference: str) -> None:
    assert "outside the project" in refused(files, reference)


@pytest.mark.parametrize(
    ("reference", "path"),
    [
        ("/img/a.png", "static/img/a.png"),
        ("/blog/img/a.png", "static/img/a.png"),
        ("/a b.png", "assets/a b.png"),
        ("/a%20b.png?w=300&amp=1#x", "assets/a b.png"),
        ("../assets/A%20B.png", "assets/a b.png"),
        ("/home/lib/c.png", "public/home/lib/c.png"),
        ("100%.png", "reviews/100%.png"),
        ("what?.png", "reviews/what?.png"),
        ("c%20d.png", "reviews/c%20d.png"),
        ("/wp-content/uploads/2019/04/e-300x200.jpg", "uploads/2019/04/e.jpg"),
        ("{{ site.baseurl }}/img/a.png", "static/img/a.png"),
        ("{{%20site.baseurl%20}}/img/a.png", "static/img/a.png"),
        ('{{ "/img/a.png" | relative_url }}', "static/img/a.png"),
    ],
)
def test_addresses_of_sites_are_found(files: ProjectFiles, reference: str, path: str) -> None:
    file = files.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("x")
    assert files.find("reviews/a.md", reference, HERE) == path


def test_where_was_looked_is_named(files: ProjectFiles) -> None:
    message = refused(files, "/img/none.png")
    assert message == "/img/none.png was not found in the project, static/, public/ or assets/"
    (files.root / "static" / "other").mkdir(parents=True)
    (files.root / "static" / "none.png").write_text("x")
    assert "not found in" in refused(files, "/other/none.png")  # another of the same name


def test_nul_is_refused(files: ProjectFiles) -> None:
    assert "NUL" in refused(files, "a%00.png")


def test_links_out_and_loops_are_refused(files: ProjectFiles) -> None:
    (files.root / "reviews" / "out.png").symlink_to("../../secret.png")
    (files.root / "reviews" / "loop.png").symlink_to("loop.png")
    (files.root / "reviews" / "folder").symlink_to("/etc")
    assert "outside" in refused(files, "out.png")
    assert "symbolic links" in refused(files, "loop.png")
    assert "outside" in refused(files, "folder/hostname")


def test_a_link_inside_is_read(files: ProjectFiles) -> None:
    (files.root / "reviews" / "in.md").symlink_to("a.md")
    assert files.read("reviews/in.md") == b"text"


def test_pipes_and_folders_are_refused(files: ProjectFiles) -> None:
    os.mkfifo(files.root / "reviews" / "pipe.md")
    assert "a pipe" in refused(files, "pipe.md")
    (files.root / "reviews" / "x.md").mkdir()
    assert "a folder" in refused(files, "x.md")


def test_large_files_are_refused(files: ProjectFiles) -> None:
    (files.root / "big.md").write_bytes(b"x" * 6_000_000)
    with pytest.raises(Refused) as caught:
        files.read("big.md")
    assert "manuscript_mb" in caught.value.problems[0].hint


def test_names_are_found_in_other_composition_and_case(files: ProjectFiles) -> None:
    (files.root / "reviews" / "Cafe\u0301.PNG").write_text("x")
    assert files.find("reviews/a.md", "Caf\u00e9.PNG", HERE) == "reviews/Cafe\u0301.PNG"
    assert files.find("reviews/a.md", "caf%C3%A9.png", HERE) == "reviews/Cafe\u0301.PNG"


def test_listing(files: ProjectFiles) -> None:
    for name in (
        "b.txt",
        "README.md",
        "_template.md",
        ".DS_Store",
        "x.xyz",
        "p.png",
        "new\nline.md",
    ):
        (files.root / name).write_text("x")
    (files.root / "twin.md").symlink_to("b.txt")
    (files.root / "folder.md").mkdir()
    (files.root / "folder.md" / "c.md").write_text("x")
    (files.root / ".hidden").mkdir()
    (files.root / ".hidden" / "d.md").write_text("x")
    (files.root / "books").mkdir()
    save({"book.epub": b"a book"}, files.root / "books")
    (files.root / "books" / "e.md").write_text("x")
    found = files.listing()
    assert found.manuscripts == ("b.txt", "folder.md/c.md", "new\nline.md", "reviews/a.md")
    assert found.left_out == {
        "README": 1,
        "templates": 1,
        "hidden": 1,
        "of no known kind": 1,
        "links to other manuscripts": 1,
        "in a hidden folder": 1,
        "beside finished books": 3,
    }
    assert found.files == files.count()
    assert [p.place.path for p in found.problems] == ["folder.md"]


@pytest.mark.parametrize(
    "record", ["", "{}", '{"sha256": {}}', '{"sha256": {"a.md": "%s"}}' % ("0" * 64)]
)
def test_a_record_without_its_books_hides_nothing(files: ProjectFiles, record: str) -> None:
    (files.root / "reviews" / "build.json").write_text(record)
    found = files.listing()
    assert found.manuscripts == ("reviews/a.md",)
    assert [(each.path, each.reason) for each in found.skipped] == [
        ("reviews/build.json", "records of a build"),
    ]
    assert found.files == files.count()


def test_listing_names_what_cannot_be_read(files: ProjectFiles) -> None:
    os.mkfifo(files.root / "pipe.md")
    (files.root / "out.md").symlink_to("/etc/hostname")
    (files.root / "loop.md").symlink_to("loop.md")
    (files.root / "away").symlink_to("/etc")
    Path(os.fsdecode(os.fsencode(files.root) + b"/caf\xe9.md")).write_text("x")
    paths = [p.place.path for p in files.listing().problems]
    assert paths == ["away", "caf\udce9.md", "loop.md", "out.md", "pipe.md"]


def test_a_manuscripts_folder_that_is_a_link_outside_is_refused(tmp_path: Path) -> None:
    root, outside = tmp_path / "book", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (outside / "a.md").write_text("secret")
    (root / "manuscripts").symlink_to(outside)
    listing = ProjectFiles(root, LimitsTable()).listing("manuscripts")
    assert listing.manuscripts == ()
    assert "outside the project" in listing.problems[0].message


def test_the_settings_of_a_project_are_not_among_what_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "volumes").mkdir()
    for name in ("anthology.toml", "volumes/one.toml", "picture.toml"):
        (tmp_path / name).write_text("")
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\nWords.\n")
    found = find(ProjectFiles(tmp_path, Settings().limits), Settings())
    assert [each.path for each in found.skipped] == ["picture.toml"]

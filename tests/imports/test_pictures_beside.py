"""Pictures of an export are written beside its reviews, and stay the editor's once edited."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import exports
import posts
import pytest
from exports import listed, run

from anthology.imports.pictures import Pictures


def png(red: int) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        end = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", end)

    rows = b"".join(b"\0" + bytes([red, 80, 90]) * 40 for _ in range(30))
    head = struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    return folder


def written(project: Path) -> dict[str, bytes]:
    """The pictures of the project by their names without the hash."""
    found = (path for path in project.rglob("*") if path.suffix == ".png")
    return {path.stem.rpartition("-")[0]: path.read_bytes() for path in found}


def ghost(html: str) -> str:
    whole = json.loads(posts.GHOST)
    whole["db"][0]["data"]["posts"][0]["html"] = html
    return json.dumps(whole)


WORDPRESS = posts.WORDPRESS.replace("example.org/a.png", "x.org/wp-content/uploads/2024/05/a.png")
TIDE = '<p>Text.</p><figure><img src="{}" alt="The tide"><figcaption>At five.</figcaption></figure>'
CDN = "https://substackcdn.com/image/fetch/w_1456,c_limit/https%3A%2F%2Fx.amazonaws.com%2Fpublic"
SITES: dict[str, tuple[dict[str, str | bytes], set[str]]] = {
    "wordpress": (
        {"site.xml": WORDPRESS, "uploads/2024/05/a.png": png(1), "uploads/2023/05/a.png": png(2)},
        {"a"},
    ),
    "wordpress, another size": (
        {"site.xml": WORDPRESS.replace("a.png", "a-300x200.png"), "2024/05/a.png": png(1)},
        {"a"},
    ),
    "ghost": (
        {
            "site.json": ghost(TIDE.format("__GHOST_URL__/content/images/2024/05/tide.png")),
            "content/images/2024/05/tide.png": png(1),
        },
        {"tide"},
    ),
    "substack": (
        {
            **posts.SUBSTACK,
            "posts/1.first.html": TIDE.format(f"{CDN}%2Fimages%2Fb4f9-77a2_1920x1080.png"),
            "images/b4f9-77a2_1920x1080.png": png(1),
        },
        {"b4f9-77a2-1920x1080"},
    ),
    "medium": (
        {
            **{
                name: page.replace(
                    "Text <strong>", '<img src="https://cdn.org/max/800/1*kL9_0x42.png">Text <b>'
                )
                for name, page in posts.MEDIUM.items()
            },
            "images/1_kL9_0x42.png": png(1),
        },
        {"1-kl9-0x42"},
    ),
    "blogger": (
        {
            "Takeout/Blogger/Blogs/B/feed.atom": posts.BLOGGER_NEW.replace(
                "Text.", "Text. &lt;img src='https://x.org/img/a/s320/IMG_2041%201.png'/&gt;"
            ),
            "Takeout/Blogger/Albums/B/IMG_2041 1.png": png(1),
        },
        {"img-2041-1"},
    ),
}


@pytest.mark.parametrize("name", SITES)
def test_pictures_of_sites(tmp_path: Path, project: Path, name: str) -> None:
    files, names = SITES[name]
    source = exports.zipped(tmp_path / "export.zip", files)
    code, out, err = run("import", source, project)
    assert code == 0, err
    assert written(project) == dict.fromkeys(names, png(1))
    files_ = (path for path in project.rglob("*") if path.suffix in {".md", ".html"})
    texts = [path.read_text("utf-8") for path in files_]
    (text,) = [text for text in texts if "pictures/" in text]
    for path in project.rglob("*.png"):
        assert f"pictures/{path.name}" in text
    assert "1 picture" in out
    code, _, err = run("build", project)
    assert code == 0, err


def test_a_missing_picture_is_named_once(tmp_path: Path, project: Path) -> None:
    page = "".join(TIDE.format(f"__GHOST_URL__/content/{n % 5}.png") for n in range(9))
    source = tmp_path / "g.json"
    source.write_text(ghost(page), "utf-8")
    code, _, err = run("import", source, project)
    assert code == 0
    assert err.count(" are not in the export: ") == 1
    assert "5 pictures are not in the export: __GHOST_URL__/content/0.png" in err
    assert "and 2 more" in err
    text = (project / "manuscripts/ghost/first.html").read_text("utf-8")
    assert "The tide" in text
    assert "GHOST_URL" not in text


STILL = "https://x.org/wp-content/uploads/2024/05/pier.png"
UPLOADED = posts.item(
    90,
    "SECRET DESCRIPTION",
    kind="attachment",
    status="inherit",
    more=f"<wp:attachment_url>{STILL}</wp:attachment_url><excerpt:encoded>At "
    "&lt;b&gt;five&lt;/b&gt;.</excerpt:encoded><wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key>"
    "<wp:meta_value>A pier</wp:meta_value></wp:postmeta>",
)
THUMBNAIL = (
    "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>{}</wp:meta_value>"
    "</wp:postmeta>"
)


def wordpress(body: str, number: int = 90) -> str:
    """An export of two posts that a site shows with the same picture, and the picture."""
    items = (posts.item(n, body, more=THUMBNAIL.format(number)) for n in (1, 2))
    return posts.WXR.format(items="".join((*items, UPLOADED)))


def ghosts_still() -> str:
    whole = json.loads(posts.GHOST)
    data = whole["db"][0]["data"]
    data["posts"][0]["feature_image"] = "__GHOST_URL__/content/images/2024/05/pier.png"
    data["posts"][1]["feature_image"] = "https://images.example.org/other.png"
    data["posts_meta"] = [{"id": "m", "post_id": "p1", "feature_image_alt": "A pier",
                           "feature_image_caption": "<span>At <b>five</b>.</span>"}]  # fmt: skip
    return json.dumps(whole)


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"s.xml": wordpress("Text."), "uploads/2024/05/pier.png": png(1)}, "post-1.md"),
        ({"s.json": ghosts_still(), "content/images/2024/05/pier.png": png(1)}, "first.md"),
    ],
)
def test_the_picture_with_which_a_site_shows_a_post(
    tmp_path: Path, project: Path, files: dict[str, str | bytes], name: str
) -> None:
    _, _, err = run("import", exports.zipped(tmp_path / "e.zip", files), project)
    (path,) = project.rglob("*.png")
    (text,) = (each.read_text("utf-8") for each in project.rglob(name))
    assert f"\nstill: {{file: pictures/{path.name}, alt: A pier, caption: At five.}}\n" in text
    assert listed(project)[name]["body"]["xhtml"].startswith('<figure class="given"><img ')
    is_missing = "1 opening picture is not in the export: https://images.example.org/other.png"
    assert (is_missing in err) is (name == "first.md")


def test_a_still_that_stands_in_the_text_is_shown_once(tmp_path: Path, project: Path) -> None:
    files: dict[str, str | bytes] = {
        "s.xml": wordpress(f'<img src="{STILL}" alt="">'),
        "uploads/2024/05/pier.png": png(1),
    }
    run("import", exports.zipped(tmp_path / "e.zip", files), project)
    (text,) = (each.read_text("utf-8") for each in project.rglob("post-1.md"))
    assert "still:" not in text
    assert text.count("pictures/pier-") == 1


def test_stills_that_an_export_has_not_are_named_once(tmp_path: Path, project: Path) -> None:
    (tmp_path / "s.xml").write_text(wordpress("Text."), "utf-8")
    _, _, err = run("import", tmp_path / "s.xml", project)
    assert err.count(f"1 opening picture is not in the export: {STILL}") == 1
    (tmp_path / "s.xml").write_text(wordpress("Text.", number=91), "utf-8")
    assert "opening" not in run("import", tmp_path / "s.xml", project)[2]


def export(tmp_path: Path, picture: bytes, more: str = "") -> Path:
    page = TIDE.format("__GHOST_URL__/content/images/tide.png")
    files: dict[str, str | bytes] = {
        "site.json": ghost(page + more),
        "content/images/tide.png": picture,
    }
    return exports.zipped(tmp_path / "export.zip", files)


def picture_of(project: Path) -> Path:
    (path,) = (project / "manuscripts/ghost/pictures").iterdir()
    return path


def test_again_and_again(tmp_path: Path, project: Path) -> None:
    run("import", export(tmp_path, png(1)), project)
    path = picture_of(project)
    assert run("import", export(tmp_path, png(1)), project)[1].endswith("0 files written to "
        "manuscripts/ghost/\n")  # fmt: skip
    run("import", export(tmp_path, png(2), "<p>More.</p>"), project)
    assert path.read_bytes() == png(2)
    path.write_bytes(png(9))  # cropped by the editor
    run("import", export(tmp_path, png(3), "<p>More again.</p>"), project)
    assert path.read_bytes() == png(9)
    path.unlink()
    run("import", export(tmp_path, png(4), "<p>And again.</p>"), project)
    assert not path.exists()


def test_a_folder_of_pictures_that_leads_out(tmp_path: Path, project: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (project / "manuscripts/ghost").mkdir(parents=True)
    (project / "manuscripts/ghost/pictures").symlink_to(tmp_path / "elsewhere")
    code, _, err = run("import", export(tmp_path, png(1)), project)
    assert code == 1
    assert "is a link out of the project" in err
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_picture_that_cannot_be_read_leaves_all_as_it_was(tmp_path: Path, project: Path) -> None:
    source = export(tmp_path, png(1))
    data = source.read_bytes()
    at = data.index(b"\x89PNG") if b"\x89PNG" in data else data.index(b"tide.png") + 20
    source.write_bytes(data[:at] + bytes(20) + data[at + 20 :])
    code, _, err = run("import", source, project)
    assert code == 1
    assert "damaged" in err
    assert not list(project.iterdir())


def found(address: str, *paths: str, base: str = "") -> str:
    return Pictures.of(paths).at(address, base)


@pytest.mark.parametrize(
    ("address", "paths", "base", "path"),
    [
        ("b/tide.png", ("a/b/tide.png", "b/tide.png"), "a/page.md", "a/b/tide.png"),
        ("My%20Page/T%C3%AFde.png", ("My Page/T\u00efde.png",), "", "My Page/T\u00efde.png"),
        ("My%20Page/T%C3%AFde.png", ("My Page/Ti\u0308de.png",), "", "My Page/Ti\u0308de.png"),
        ("https://x.org/image.png", ("other/image.png",), "", ""),
        ("https://x.org/2024/image.png", ("a/2024/image.png",), "", "a/2024/image.png"),
        ("https://x.org/2024/05/a.png", ("u/2024/05/a.png", "u/2023/05/a.png"), "",
         "u/2024/05/a.png"),
        ("https://x.org/DSC00012.JPG?w=300", ("one/DSC00012.jpg",), "", "one/DSC00012.jpg"),
        ("https://x.org/DSC00012.JPG", ("one/dsc00012.jpg", "two/dsc00012.jpg"), "", ""),
        ("../../../etc/passwd.png", ("etc/x.png",), "a/page.md", ""),
        ("http://[", ("a.png",), "", ""),
        ("notes.txt", ("notes.txt",), "", ""),
    ],
)  # fmt: skip
def test_an_address_and_its_file(
    address: str, paths: tuple[str, ...], base: str, path: str
) -> None:
    assert found(address, *paths, base=base) == path


def test_two_pictures_of_one_name(tmp_path: Path, project: Path) -> None:
    page = "".join(TIDE.format(f"__GHOST_URL__/images/{n}/tide.png") for n in "ab")
    files: Mapping[str, str | bytes] = {
        "site.json": ghost(page),
        "images/a/tide.png": png(1),
        "images/b/tide.png": png(2),
    }
    assert run("import", exports.zipped(tmp_path / "e.zip", files), project)[0] == 0
    found = sorted((project / "manuscripts/ghost/pictures").iterdir())
    assert {path.read_bytes() for path in found} == {png(1), png(2)}

"""A template of a stranger ends with a message, whatever it asks for, and costs nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from anthology.build import Order, build
from anthology.report import Refused

LOOP = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
MUCH = (
    '{% set all = namespace(text="x") %}'
    "{% for i in range(40) %}{% set all.text = all.text ~ all.text %}{% endfor %}"
)
OUTPUT = "<section>{% for i in range(30000) %}{{ 'x' * 999 }}{% endfor %}</section>"


def refused(root: Path, template: str, name: str = "colophon") -> str:
    """What a build says about a style with such a template."""
    folder = root / "styles" / "salon" / "templates"
    folder.mkdir(parents=True)
    (folder.parent / "style.toml").write_text('extends = "classic"\n')
    (folder / f"{name}.xhtml.j2").write_text(template)
    (root / "manuscripts").mkdir()
    (root / "manuscripts" / "a.md").write_text("---\ntitle: A\nreviewer: Ann Lee\n---\nText.\n")
    limits = "[limits]\nseconds = 1\nmemory_mb = 700\n"
    (root / "anthology.toml").write_text(f'[book]\ntitle = "T"\nlanguage = "en"\n{limits}')
    with pytest.raises(Refused) as found:
        build(Order(root, editions=("epub",), style="salon"))
    return "\n".join(f"{each.place} {each.message}" for each in found.value.problems)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("template", "words"),
    [
        (
            LOOP,
            "templates/colophon.xhtml.j2 this template of the style needs too much: more than 1",
        ),
        (
            MUCH,
            "templates/colophon.xhtml.j2 this template of the style needs too much: more memory",
        ),
        (OUTPUT, "needs too much: 29,970,019 characters"),
        ("{{ 'x'|center(2000000000) }}", "needs too much: more memory than there is"),
        ("{{ 'x' * 2000000000 }}", "needs too much: more memory than there is"),
        ("{{ 9 ** (9 ** 9) }}", "templates of the style “salon” took longer than"),
        ("<section><p>One<br></section>", "broken XHTML, mismatched tag: line 1, column 21: “<sec"),
        ("No element.", "colophon.xhtml.j2 this template of the style writes broken XHTML"),
        ("", "writes broken XHTML, no element found: line 1, column 0: “”"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "fails: RecursionError"),
    ],
)
def test_a_template_without_an_end_is_stopped(tmp_path: Path, template: str, words: str) -> None:
    assert words in refused(tmp_path, template)


@pytest.mark.slow
def test_so_is_that_of_a_cover(tmp_path: Path) -> None:
    assert "templates/cover.xhtml.j2" in refused(tmp_path, LOOP, "cover")

"""Files of many reviews, cut into one review each."""

from __future__ import annotations

import pytest
from word_files import p, r, raw, root

from anthology.cache import Cache
from anthology.config import Settings, SourceTable
from anthology.load import Loaded, MemoryFiles, load
from anthology.pool import Pool

PROSE = "It is a quiet film, in which nothing much happens until the ferry stops."
LIKE = tuple[str, str, str, int]  # title, reviewer, text, line


def loaded(name: str, text: str | bytes, split: str) -> Loaded:
    data = text.encode() if isinstance(text, str) else text
    settings = Settings(source=(SourceTable.model_validate({"split": split}),))
    with Pool(0) as pool:
        return load(MemoryFiles({name: data}), settings, pool, Cache(None))


def cuts(name: str, text: str | bytes, split: str) -> list[LIKE]:
    found = loaded(name, text, split)
    assert [str(each) for each in found.problems if each.severity] == []
    return [
        (one.title, ", ".join(each.name for each in one.reviewers), one.body.xhtml, one.place.line)
        for one in found.reviews
    ]


P = f"<p>{PROSE}</p>"
DELTA: LIKE = ("Delta", "Ada Moor", P, 1)


TEXTS: list[tuple[str, str, list[str], LIKE | None]] = [
    ("a.md", "heading 1",
     ["# Delta", "", "Reviewer: Ada Moor", "", PROSE, "", "# Low Tide", "", PROSE],
     ("Low Tide", "", P, 7)),
    ("a.md", "heading 1",
     ["Delta", "=====", "Reviewed by Ada Moor", "", PROSE, "", "Low Tide", "===", "", PROSE],
     ("Low Tide", "", P, 7)),
    ("a.md", "heading 1",
     ["# Delta", "Reviewer: Ada Moor", "", PROSE, "", "# Low Tide", "", "```", "# none", "```"],
     ("Low Tide", "", "<pre><code># none\n</code></pre>", 6)),
    ("a.md", "rule",
     ["**Delta**", "", "Reviewer: Ada Moor", "", PROSE, "", "* * *", "", "Low Tide", "", PROSE],
     ("Low Tide", "", P, 9)),
    ("a.md", "rule",
     ["---", "title: Delta", "reviewer: Ada Moor", "---", PROSE, "",
      "---", "title: Low Tide", "---", PROSE],
     ("Low Tide", "", P, 7)),
    ("a.txt", "title lines",
     ["Delta (1979)", "Reviewer: Ada Moor", "", PROSE, "", "Low Tide", "by Bo Ek", "", PROSE, "",
      "An aside"], None),
    ("a.txt", "title lines", ["Delta", "", PROSE, "", "Low Tide", "", PROSE],
     ("Low Tide", "", P, 5)),
    ("a.html", "heading 1", [f"<body><h1>Delta</h1>{P}<h1 class='x'>Low Tide</h1>", f"{P}</body>"],
     None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "split", "lines", "last"), TEXTS)
def test_texts(name: str, split: str, lines: list[str], last: LIKE | None) -> None:
    text = "\n".join(lines)
    found = cuts(name, text, split)
    assert [title for title, *_ in found] == [found[0][0], "Low Tide"]
    assert found[0][0].startswith("Delta")
    assert PROSE in found[0][2]
    if last:
        assert found[-1] == last
    if "Ada Moor" in text:
        assert found[0][1] == "Ada Moor"


def document(*titles: str) -> bytes:
    notes = root("footnotes", "".join(
        f'<w:footnote w:id="{n}">{p(f"Of {title}.")}</w:footnote>'
        for n, title in enumerate(titles, 2)
    ))  # fmt: skip
    blocks = "".join(
        p(r(title, "<w:b/>")) + p("Reviewer: Ada Moor")
        + p(PROSE, f'<w:r><w:footnoteReference w:id="{n}"/></w:r>') + p("***")
        for n, title in enumerate(titles, 2)
    )  # fmt: skip
    return raw(blocks, {"footnotes.xml": notes})


@pytest.mark.parametrize("split", ["title lines", "rule"])
def test_documents_with_their_own_notes(split: str) -> None:
    found = loaded("a.docx", document("Delta", "Low Tide", "Slow Water"), split)
    assert [str(each) for each in found.problems if each.severity] == []
    assert [one.title for one in found.reviews] == ["Delta", "Low Tide", "Slow Water"]
    for one in found.reviews:
        assert [each.name for each in one.reviewers] == ["Ada Moor"]
        assert f"Of {one.title}." in one.body.xhtml
        assert one.body.xhtml.count('class="note"') == 1
    assert [one.place.line for one in found.reviews] == [1, 5, 9]


def test_ids_stay_when_a_review_is_inserted() -> None:
    def ids(*titles: str) -> dict[str, str]:
        text = "".join(f"# {title}\n\n{PROSE} {n}\n\n" for title, n in map(str.split, titles))
        return {one.title + one.body.xhtml[-5]: one.id
                for one in loaded("a.md", text, "heading 1").reviews}  # fmt: skip

    before = ids("Delta 1", "Tide 2", "Tide 3")
    after = ids("Alpha 0", "Delta 1", "New 9", "Tide 2", "Tide 3")
    assert before.items() <= after.items()
    assert len(set(after.values())) == 5


def test_words_before_the_first_are_named() -> None:
    found = loaded("a.md", f"{PROSE}\n{PROSE}\n\n# Delta\n\n{PROSE}\n", "heading 1")
    assert [each.message for each in found.problems if each.severity] == [
        "28 words before the first review are left out"
    ]


@pytest.mark.parametrize("split", ["heading 1", "rule"])
def test_a_file_without_a_place_to_cut_at_is_an_error(split: str) -> None:
    found = loaded("a.docx", raw(p(PROSE)), split)
    assert any("nothing to cut this file at" in each.message for each in found.problems)


def test_a_header_at_the_top_holds_for_all() -> None:
    text = (
        f"---\nreviewer: Ada Moor\nkind: film\n---\n# Delta\n\n{PROSE}\n\n# Low Tide\n\n{PROSE}\n"
    )
    assert [one[1] for one in cuts("a.md", text, "heading 1")] == ["Ada Moor", "Ada Moor"]

"""Fences, slips of the hand and refusals of headers, each with its line."""

from __future__ import annotations

import pytest

from anthology.load.header.front_matter import FrontMatter, split, split_repeated
from anthology.load.header.syntax.tree import Value
from anthology.report import Refused, Severity


def header(*lines: str) -> FrontMatter:
    return split("\n".join(("---", *lines, "---", "Body.")), "a.md")


def value(line: str) -> object:
    return header(line).values["title"].content


def refusal(text: str) -> tuple[int, str]:
    with pytest.raises(Refused) as caught:
        split(text, "a.md")
    (problem,) = caught.value.problems
    assert problem.place.path == "a.md"
    return problem.place.line, problem.message


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Avengers: Endgame", "Avengers: Endgame"),
        ("Alien: Covenant: A Review", "Alien: Covenant: A Review"),
        ("#1 in a Series", "#1 in a Series"),
        ('"Quoted" and more', '"Quoted" and more'),
        ("'Salem's Lot", "'Salem's Lot"),
        ("'Tis a Pity", "'Tis a Pity"),
        ("Book #2", "Book #2"),
        ("*batteries not included", "*batteries not included"),
        ("!!! (Chk Chk Chk)", "!!! (Chk Chk Chk)"),
        ("@midnight", "@midnight"),
        ("100%", "100%"),
        ("%Percent", "%Percent"),
        ("`Backtick`", "`Backtick`"),
        ("{{ 7*7 }}", "{{ 7*7 }}"),
        ("- dash first", "- dash first"),
        ("| pipe first", "| pipe first"),
        ("It's: complicated", "It's: complicated"),
        ("ends in a colon:", "ends in a colon:"),
        ('"Avengers: Endgame"', "Avengers: Endgame"),
        ('"An \\"inner\\" quote"', 'An "inner" quote'),
        ("No", "No"),
        ("2:22", "2:22"),
        ("1e3", "1e3"),
        ("0062315005", "0062315005"),
        ("null", "null"),
        ("~", "~"),
        ("0o14", "0o14"),
        ("2001-01-01", "2001-01-01"),
        ("Plain # and a comment", "Plain"),
        ("[Alien](https://example.org/a)", "[Alien](https://example.org/a)"),
        ("[REC] 2", "[REC] 2"),
        ("[[Alien]] and its sequels", "[[Alien]] and its sequels"),
        ("http://example.org/a#b", "http://example.org/a#b"),
    ],
)
def test_a_title_is_read_as_it_was_meant(written: str, meant: str) -> None:
    assert value(f"title: {written}") == meant


def test_a_missing_blank_after_the_colon_is_forgiven() -> None:
    assert value("title:Alien") == "Alien"


def test_block_and_quoted_texts_run_over_lines_untouched() -> None:
    front = header("title: |", "  one: two", "  #three", 'other: "a', '  b: c"', "last: x: y")
    assert front.values["title"].content == "one: two\n#three\n"
    assert front.values["other"].content == "a b: c"
    assert front.values["last"].content == "x: y"


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (("'It''s a thing. It goes", "  on: and on.", "", "  And ends.'"),
         "It's a thing. It goes on: and on.\nAnd ends."),
        (('"One \\"and\\" two', '  three: four" # five',), 'One "and" two three: four'),
        (("'Somebody''s", "  long one.", "", "  https://example.org/'"),
         "Somebody's long one.\nhttps://example.org/"),
    ],
)  # fmt: skip
def test_a_quotation_may_run_over_lines(lines: tuple[str, ...], meant: str) -> None:
    front = header(f"title: {lines[0]}", *lines[1:], "rating: 4/5")
    assert front.values["title"].content == meant
    assert front.values["rating"] == Value("4/5", len(lines) + 2)


def test_a_key_may_begin_with_a_colon() -> None:
    front = split("---\n:title: Avengers: Endgame\n---\nBody.", "a.md")
    assert front.values[":title"].content == "Avengers: Endgame"
    front = split(":title: Alien\n:year: 1979\n\nBody.", "a.txt")
    assert front.values[":year"].content == "1979"


def test_a_key_written_twice_with_one_value_is_a_remark() -> None:
    front = header("title: T", "tags: [a, b]", "title: T", "tags: [a, b]")
    assert front.values["title"] == Value("T", 2)
    found = [(p.severity, p.place.line, p.message) for p in front.problems]
    assert found == [
        (Severity.NOTE, 4, "the key “title” is written twice; first in line 2"),
        (Severity.NOTE, 5, "the key “tags” is written twice; first in line 3"),
    ]


def test_everything_keeps_its_line() -> None:
    front = header("title: T", "", "work:", "  title: W", "  year: 1999", "tags:", "  - a", "  - b")
    work = front.values["work"]
    assert work.line == 4
    assert isinstance(work.content, dict)
    assert work.content["year"] == Value("1999", 6)
    tags = front.values["tags"].content
    assert isinstance(tags, tuple)
    assert [tag.line for tag in tags] == [8, 9]
    assert front.body == "Body."
    assert front.body_line == 11


@pytest.mark.parametrize("start", ["", "\n", "  \n\n"])
def test_a_fence_may_stand_after_blank_lines(start: str) -> None:
    front = split(f"{start}---\ntitle: T\n---\n\nBody.", "a.md")
    assert front.values["title"].content == "T"
    assert front.values["title"].line == start.count("\n") + 2
    assert front.body == "\nBody."


def test_toml_between_plus_signs() -> None:
    text = '+++\ntitle = "T"\ndate = 2024-05-17\ndraft = false\n[work]\nyear = 1999\n+++\nBody.'
    front = split(text, "a.md")
    assert front.values["title"] == Value("T", 2)
    assert front.values["date"] == Value("2024-05-17", 3)
    assert front.values["draft"] == Value("false", 4)
    assert front.values["work"] == Value({"year": Value("1999", 6)}, 5)
    assert (front.body, front.body_line) == ("Body.", 8)


@pytest.mark.parametrize(
    "text",
    [
        "Just text.\n\n---\n\nMore.",
        "---\n\nA line across the page, then prose.\n\n---\n\nMore.",
        "***\ntitle: no header\n",
        "",
    ],
)
def test_a_text_without_a_header_stays_whole(text: str) -> None:
    front = split(text, "a.md")
    assert front.body == text
    assert front.values == {}


def test_an_empty_header_is_no_header() -> None:
    assert split("---\n---\nBody.", "a.md").values == {}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("---\ntitle: T\n\nBody.", 1, "never closed"),
        ("\n+++\ntitle = 1\n", 2, "never closed"),
        ("---\na: 1\nb: 2\na: 3\n---\n", 4, "is written twice; first in line 2"),
        ("---\na: 1\nb:\n\t- tab\n---\n", 4, "tab"),
        ('---\na: 1\nb: "open\nc: d\n---\n', 3, "never closed"),
        ("---\na: &x 1\nb: *x\n---\n", 2, "anchors"),
        ("---\na: *x\n---\n", 2, "aliases"),
        ("---\na: !!python/object:os.system x\n---\n", 2, "tags"),
        ("---\na: " + "[" * 30 + "]" * 30 + "\n---\n", 2, "deeper than"),
        ("---\na: [b\nc: d\n---\n", 3, "cannot be read"),
        ("+++\na = 1\nb = =\n+++\n", 3, "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, line: int, message: str) -> None:
    found = refusal(text)
    assert found[0] == line
    assert message in found[1]


def test_an_alias_bomb_ends_at_once() -> None:
    lines = [
        "a: &a [x, x]",
        *(f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]" for i in range(20)),
    ]
    assert "anchors" in refusal("---\n" + "\n".join(lines) + "\n---\n")[1]


@pytest.mark.parametrize("key", ["acquired", "shop", "Mood", "borrowed from"])
def test_a_header_like_a_letters_may_have_an_unknown_key(key: str) -> None:
    front = split(f"name: Alien\ntitle: T\nyear: 1979\n{key}: 2010\n\nBody.", "a.md")
    assert front.values[key] == Value("2010", 4)
    assert front.body == "Body."


def test_a_header_like_a_letters_may_have_lists_and_empty_values() -> None:
    front = split("title: T\nrating:\ntags:\n- one\n  - two\nyear: 1979\n\nBody.", "a.md")
    assert front.body == "Body."
    assert front.values["rating"] == Value("", 2)


def test_keys_that_the_project_declares_are_known() -> None:
    text = "sache: T\nzeit: 1979\nlaune: gut\n\nBody."
    assert split(text, "a.md").body == text
    renamed = {"sache": "title", "zeit": "year", "launch": ""}
    assert split(text, "a.md", renamed).body == "Body."


def test_a_header_like_a_letters_is_read_where_every_key_is_known() -> None:
    front = split("Title: Alien: Covenant\nBy: Ann Reader\nRating: 4/5\n\nBody.", "a.txt")
    assert front.values["Title"] == Value("Alien: Covenant", 1)
    assert front.values["Rating"] == Value("4/5", 3)
    assert (front.body, front.body_line, front.fenced) == ("Body.", 5, False)
    front = split("name: Neuromancer\nisbn: 0441569595\nstart: 2019-01-02\n\nBody.", "a.md")
    assert front.values["isbn"] == Value("0441569595", 2)


@pytest.mark.parametrize(
    "text",
    [
        "Ann: Hello.\nBob: Title: what?\n\nThey part.",
        "Title: one\nand prose goes on\n\nMore.",
        "Rating: 4/5\n\nA good one.",
        "Summary: it is a film.\n\nMore.",
        "Name: Ann.\n\nMore.",
        "Anna: Hallo.\nBen: Guten Tag.\n\nMehr.",
        "Rezensent: Warum dieser Film?\nRegisseur: Weil ich musste.\n\nMehr.",
        "Regie: Alfred Hecht\nKamera: Bob Kran\nMusik: Ben Amsel\n\nMehr.",
        "Film: a dream we share,\nNight: a screen we bear\n\nMore.",
        "Opera: a night out\nNote: this review has spoilers\n\nMore.",
        "Opera: a night at the Met\n\nMore.",
        "Critic: Ann\nDirector: Bob\n\nCritic: Well?\n\nDirector: Well.",
    ],
)
def test_prose_with_colons_is_no_header(text: str) -> None:
    assert split(text, "a.txt").body == text


@pytest.mark.parametrize(
    "text",
    [
        "Titel: Vertigo: Das Warten\nRezensent: Jutta Amsel\nLaune: heiter\nWetter: klar\n",
        "Titre\u00a0: Le vent : un récit\nCritique : Lise Aubert\nHumeur : gaie\n",
        "Título: El viento\nHumor: bueno\nClima: lluvia\n",
        "Voto: 4/5\nUmore: buono\n",
        "Crítico: Rui Salgueiro\nHumor: bom\n",
        "Tytuł: Wiatr\nNastrój: dobry\n",
        "Datum: 3 mei 2020\nStemming: 'goed' weer\n",
        "標題：風の音\n気分：よい\n",
    ],
)
def test_first_lines_in_other_languages_are_a_header(text: str) -> None:
    front = split(f"{text}\nThe text.", "a.md")
    assert (front.body, front.fenced) == ("The text.", False)
    assert len(front.values) == text.count("\n")


def test_keys_that_a_folder_repeats_are_a_header() -> None:
    text = "Laune: heiter\nWetter: @home\n\nDer Text."
    front = split(text, "a.md")
    assert front.body == text
    assert split_repeated(front, ("ort", "wetter")) == front
    found = split_repeated(front, ("laune", "wetter"))
    assert (found.body, found.body_line) == ("Der Text.", 4)
    assert found.values == {"Laune": Value("heiter", 1), "Wetter": Value("@home", 2)}
    assert [problem.question for problem in found.problems] == [True]
    fenced = f"---\n---\n{text}"
    assert split_repeated(split(fenced, "a.md"), ("laune", "wetter")).body == text


def test_talk_and_credits_that_a_folder_repeats_are_read() -> None:
    for text in ("Anna: Hello.\nBen: Hi.\n\nMore.", "Regie: A Hecht\nKamera: B Kran\n\nMehr."):
        names = tuple(line.partition(":")[0].lower() for line in text.split("\n")[:2])
        assert split_repeated(split(text, "a.md"), names).body == text


def test_lines_below_a_first_heading_are_a_header_as_notion_writes_it() -> None:
    front = split("# The Salt\n\nAuthor: Ida Loon\nRating: ⭐️⭐️⭐️\nShelf: Attic\n\nA door.", "a.md")
    assert front.body == "# The Salt\n\n\n\n\n\nA door."
    assert front.values["Rating"] == Value("⭐️⭐️⭐️", 4)
    for text in (
        "# Vertigo\n\nDirector: Jane Dove\nYear: 1984\nRuntime: 90 min\n\nA door.",
        "# Talk\n\nAnna: Why?\nBen: So.\n\nMore.",
        "# Vertigo\n\nRating: 4/5\n\nA door.",
    ):
        assert split(text, "a.md").body == text

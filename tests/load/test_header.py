"""Keys of headers become typed fields; mistakes are reported with their line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from anthology.book import PartialDate, Permission
from anthology.config import SourceTable
from anthology.load.header import read as header
from anthology.load.header.front_matter import split
from anthology.load.header.read import Header
from anthology.report import Severity


def read(text: str, path: str = "a.md", **source: object) -> Header:
    front = split(f"---\n{text.strip()}\n---\nBody.", path)
    return header.read(front.values, SourceTable.model_validate(source), path)


def errors(head: Header) -> list[tuple[int, str]]:
    return [(p.place.line, p.message) for p in head.problems if p.severity is Severity.ERROR]


def creators(head: Header) -> list[tuple[str, str]]:
    assert head.work is not None
    return [(c.name, c.role) for c in head.work.creators]


def test_every_field_of_ours() -> None:
    head = read("""
title: The Long Night
subtitle: A second look
reviewer: [Ann Reader, Bob Writer]
translator: Cem Çevirmen
work:
  title: Night
  director: Dee Rector
  year: 1999
  kind: film
  imdb: tt0133093
rating: 4/5
date: 2024-05
published: {in: The Paper, date: 2024-05-17, url: https://example.org/x}
rights:
  holder: Ann Reader
  licence: CC BY 4.0
  permission: granted
  credit: By kind permission.
  picture_credits: [One, Two]
spoilers: yes
subjects: [zombies, schools]
language: en-GB
order: 2.5
""")
    assert not head.problems
    assert (head.title, head.subtitle) == ("The Long Night", "A second look")
    assert head.reviewers == ("Ann Reader", "Bob Writer")
    assert head.translators == ("Cem Çevirmen",)
    assert head.work is not None
    assert (head.work.title, head.work.year, head.work.kind) == ("Night", 1999, "film")
    assert head.work.identifiers == (("imdb", "tt0133093"),)
    assert creators(head) == [("Dee Rector", "director")]
    assert head.rating is not None
    assert head.rating.place.line == 12
    assert str(head.date) == "2024-05"
    assert head.publication is not None
    assert (head.publication.name, str(head.publication.date)) == ("The Paper", "2024-05-17")
    assert head.rights.permission is Permission.GRANTED
    assert head.rights.picture_credits == ("One", "Two")
    assert head.spoilers
    assert head.subjects == ("zombies", "schools")
    assert (head.language, head.order) == ("en-GB", Decimal("2.5"))


def test_an_isbn_keeps_its_nought() -> None:
    head = read("title: T\nisbn: 0062315005")
    assert head.work is not None
    assert head.work.identifiers == (("isbn", "0062315005"),)
    assert head.work.title == "T"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("title: [a, b]", 2, "“title” must be a text, not a list"),
        ("title:\n  a: b", 2, "“title” must be a text, not a table"),
        ("title: T\nspoilers: perhaps", 3, "yes or no"),
        ("title: T\norder: first", 3, "must be a number"),
        ("title: T\nlanguage: English please", 3, "not a language tag"),
        ("title: T\nrating: 6/5", 3, "outside its scale"),
        ("title: T\nrating: 7\nrating_scale: 1-5", 3, "outside its scale of 1 to 5"),
        ("title: T\nrating: 3\nrating_scale: five", 4, "not a scale"),
        ("title: T\nrights:\n  permision: granted", 4, "did you mean “permission”?"),
        ("title: T\nrights:\n  permission: grantd", 4, "did you mean “granted”?"),
        ("title: T\ndir: up", 3, "ltr or rtl"),
        ("title: T\npublished:\n  wher: X", 4, "unknown key “wher” in published"),
        ("title: T\ndate: 2026-02-30", 3, "does not exist"),
    ],
)
def test_a_mistake_has_its_line(text: str, line: int, message: str) -> None:
    (found,) = errors(read(text))
    assert found[0] == line
    assert message in found[1]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("title: [REC]", 2, "“title” is a list of one; its item is the title: REC"),
        ("title: T\ndate: 03/04/2024", 3, "may be day and month or month and day"),
        ("title: T\nreveiwer: Ann", 3, "unknown key “reveiwer”; did you mean “reviewer”?"),
        ("title: T\nyear: nineteen", 3, "must be a year"),
        ("title: T\nyear: 19th century", 3, "must be a year"),
        ("title: T\nyear: 2003 Penguin edition", 3, "was read as the year 2003"),
    ],
)
def test_a_doubt_stops_no_book_and_has_its_line(text: str, line: int, message: str) -> None:
    (found,) = read(text).problems
    assert found.severity is Severity.WARNING
    assert found.place.line == line
    assert message in found.message


def test_a_key_that_only_resembles_one_of_ours_is_a_remark_beside_it() -> None:
    (found,) = read("title: T\nreviewer: Ann\nreveiwer: Bob").problems
    assert (found.severity, found.place.line) == (Severity.NOTE, 4)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ('"It&#8217;s Tom &amp; Jerry &#8211; caf&eacute;"', "It’s Tom & Jerry – café"),
        ("A &amp;amp; B", "A & B"),
        ("AT&T &more; I", "AT&T &more; I"),
        ('"&lt;i&gt;Alien&lt;/i&gt;"', "Alien"),
        ("I &lt;3 You", "I <3 You"),
        ('"*Jaws*"', "Jaws"),
        ("The **best** of _Alien_", "The best of Alien"),
        ("M*A*S*H", "M*A*S*H"),
        ("f**k and s**t", "f**k and s**t"),
        ("'*batteries not included'", "*batteries not included"),
        ("snake_case_name", "snake_case_name"),
        ("[Sh&omacr;do](http://example.org/1)", "Shōdo"),
        ("\"[*Alien*](https://example.org/a_(film) 't')\"", "Alien"),
        ('<a href="x.html">Mary Fowl</a>', "Mary Fowl"),
        ("[[Books/Alpha#Plot]]", "Alpha"),
        ("[[Alpha|Beta]]", "Beta"),
        ("[[The Long, Cold Night]]", "The Long, Cold Night"),
        ('"[REC] 2"', "[REC] 2"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("Alien<br>Covenant", "Alien Covenant"),
    ],
)
def test_entities_are_letters_and_markup_is_its_words(written: str, words: str) -> None:
    head = read(f"title: {written}\nfilm: {written}")
    assert head.title == words
    assert head.work is not None
    assert head.work.title == words
    assert head.problems == ()


@pytest.mark.parametrize(
    ("written", "italics"),
    [
        ('"*Jaws*"', ("Jaws",)),
        ("Why _Jaws_ beats <i>The Birds</i>", ("Jaws", "The Birds")),
        ("***Jaws*** and **Alien**", ("Jaws",)),
        ('"[*Jaws*](https://example.org)"', ("Jaws",)),
        ("M*A*S*H and snake_case_name, 2 * 3 * 4", ()),
    ],
)
def test_what_a_title_emphasises_is_known_beside_it(written: str, italics: tuple[str, ...]) -> None:
    assert read(f"title: {written}").italics == italics


def test_an_entity_in_a_name_ends_no_name() -> None:
    head = read("title: T\nreviewer: Patrick M&uuml;ller; A&amp;B\ntags: [x &amp; y]")
    assert head.reviewers == ("Patrick Müller", "A&B")
    assert head.subjects == ("x & y",)


@pytest.mark.parametrize("nothing", ["null", "~", "n/a", "N/A", '"null"', "[null]", "[]", ""])
def test_what_stands_for_nothing_is_nothing(nothing: str) -> None:
    head = read(f"title: T\nfilm: {nothing}\ndate: {nothing}\nyear: {nothing}\ntags: {nothing}")
    assert (head.work, head.date, head.subjects, head.problems) == (None, None, (), ())


@pytest.mark.parametrize(
    "none",
    ["n/a", "N.A.", "none", "'-'", "—", "tbd", "'?'", "k. A.", "not rated", "No rating", "?/10",
     "sin nota", "keine Angabe", "…", "0", "-", "?", "~"],
)  # fmt: skip
def test_what_says_that_there_is_no_rating_is_none(none: str) -> None:
    head = read(f"title: T\nrating: {none}")
    assert (head.rating, head.problems) == (None, ())


def test_a_verdict_without_a_number_is_a_rating_in_words() -> None:
    rating = read("title: T\nrating: not rated\nverdict: Worth it").rating
    assert rating is not None
    assert (rating.as_written, rating.value, rating.place.line) == ("Worth it", None, 4)


@pytest.mark.parametrize("some", ["0/5", "no stars", "☆☆☆☆☆", "DNF", "zero stars", "👎"])
def test_no_stars_are_a_rating(some: str) -> None:
    rating = read(f"title: T\nrating: {some}").rating
    assert rating is not None
    assert rating.as_written == some


def test_keys_of_other_languages_are_read_where_their_values_fit() -> None:
    head = read("Titel: T\nRezensentin: Jutta Amsel\nBewertung: 4/5\nDatum: 5. Mai 2019", "a.md")
    assert (head.title, head.reviewers, str(head.date)) == ("T", ("Jutta Amsel",), "2019-05-05")
    assert head.rating is not None
    assert {problem.severity for problem in head.problems} == {Severity.NOTE}
    assert read("title: T\nnote: see page 4").rating is None
    assert (
        read("title: T\nMi nota: 8/10\nMoja ocena: 3/5").rating
        == read("x: y\nMi nota: 8/10").rating
    )
    assert read("title: T\nrating: 3/5\nnote: 4/5").rating == read("title: T\nrating: 3/5").rating
    assert read("title: T\nnote: 4/5", keys={"note": ""}).rating is None


def test_a_list_of_one_is_its_item() -> None:
    head = read("title: T\nfilm: [Alpha]\ndate: [2020-01-02]\nrating: [4/5]\nkind: [film]")
    assert head.problems == ()
    assert head.work is not None
    assert (head.work.title, head.work.kind, str(head.date)) == ("Alpha", "film", "2020-01-02")
    assert head.rating is not None
    assert head.rating.as_written == "4/5"


def test_the_last_of_several_dates_is_taken() -> None:
    head = read("title: T\ndate_read: [2016-05-05, 2012-03-04]")
    assert str(head.date) == "2016-05-05"
    (found,) = head.problems
    assert (found.severity, found.place.line) == (Severity.NOTE, 3)


@pytest.mark.parametrize(
    ("written", "number", "printed"),
    [
        ("1994", 1994, "1994"), ("(1994)", 1994, "1994"), ("1994-05-17", 1994, "1994"),
        ("1994-05", 1994, "1994"), ("17 mai 1994", 1994, "1994"), ("-750", -750, "-750"),
        ("44 BC", -44, "44 BC"), ("44 v. Chr.", -44, "44 v. Chr."), ("AD 79", 79, "AD 79"),
        ("c. 1922", 1922, "c. 1922"), ("ca. 1922", 1922, "ca. 1922"), ("1922?", 1922, "1922?"),
        ("1999–2007", 1999, "1999–2007"), ("1999-", 1999, "1999–"), ("1990s", 1990, "1990s"),
        ("500–490 BC", -500, "500–490 BC"), ("1999/2000", 1999, "1999/2000"),
    ],
)  # fmt: skip
def test_a_year_is_printed_as_written(written: str, number: int, printed: str) -> None:
    head = read(f"title: T\nyear: {written}")
    assert head.work is not None
    assert (head.work.year, head.work.printed_year) == (number, printed)
    assert head.problems == ()


def test_a_date_is_read_by_the_language() -> None:
    assert str(read("title: T\ndate: 03/04/2024\nlanguage: de").date) == "2024-04-03"
    assert str(read("title: T\ndate: 03/04/2024", language="en-US").date) == "2024-03-04"


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("media: book\nseries: Glass", "T"),
        ("series: Glass\nseries_number: 1\nyear: 1999", "T"),
        ("series: Glass\nisbn: 0306406152", "T"),
        ("media: film\nseries: Glass\nyear: 1999", "T"),
        ("series: Glass", "Glass"),
        ("kind: tv\nseries: Glass\nseason: 2", "Glass"),
    ],
)
def test_the_series_of_a_book_is_not_what_is_reviewed(text: str, work: str) -> None:
    head = read(f"title: T\n{text}", title="work" if work == "T" else "")
    assert head.work is not None
    assert head.work.title == work


def test_a_foreign_key_is_passed_over_in_silence_and_an_unknown_one_with_a_note() -> None:
    assert read("title: T\nlayout: post\npermalink: /x\nimdb_rating: 7.0/10").problems == ()
    (found,) = read("title: T\nflavour: vanilla").problems
    assert found.severity is Severity.NOTE


def test_other_peoples_ratings_are_nobodys() -> None:
    head = read("title: T\nimdb: 7.0/10\nmetacritic: 71/100\naverage_rating: 4.1")
    assert head.rating is None
    assert head.work is None


class TestAuthor:
    def test_alone_it_is_who_wrote_the_page(self) -> None:
        head = read("title: T\nauthor: Ann Reader")
        assert head.reviewers == ("Ann Reader",)
        assert head.problems == ()

    @pytest.mark.parametrize("sign", ["rating: 4/5", "rating:", "tags: [book]", "category: film"])
    def test_beside_signs_of_a_work_it_is_asked_about(self, sign: str) -> None:
        head = read(f"title: T\nauthor: [Ann Reader]\n{sign}")
        assert head.reviewers == ()
        assert head.work is None
        assert head.ambiguous_author is not None
        assert head.ambiguous_author.line == 3

    @pytest.mark.parametrize("means", ["work", "reviewer", "ignore"])
    def test_the_source_decides(self, means: str) -> None:
        head = read("title: T\nauthor: Ann\nrating: 4/5", author=means)
        assert head.ambiguous_author is None
        assert head.reviewers == (("Ann",) if means == "reviewer" else ())
        assert (head.work is not None) == (means == "work")

    def test_beside_a_reviewer_it_is_the_works(self) -> None:
        head = read("title: T\nauthor: Ann\nreviewer: Bob")
        assert head.reviewers == ("Bob",)
        assert creators(head) == [("Ann", "author")]

    def test_beside_a_maker_it_is_the_reviewer(self) -> None:
        head = read("title: T\nauthor: Ann\nartist: Band\nrating: 3/5")
        assert head.reviewers == ("Ann",)
        assert creators(head) == [("Band", "artist")]


class TestSource:
    def test_it_names_the_reviewer_of_what_names_nobody(self) -> None:
        assert read("title: T", reviewer="Ann").reviewers == ("Ann",)
        assert read("title: T\nreviewer: Bob", reviewer="Ann").reviewers == ("Bob",)

    @pytest.mark.parametrize(
        ("title", "work", "makers"),
        [
            ("Traction by Gabriel Weinberg and Justin Mares", "Traction",
             [("Gabriel Weinberg", ""), ("Justin Mares", "")]),
            ("Fooled by Randomness by N. Taleb", "Fooled by Randomness", [("N. Taleb", "")]),
            ("Strong Towns", "Strong Towns", []),
        ],
    )  # fmt: skip
    def test_a_pattern_finds_the_work_in_a_title(
        self, title: str, work: str, makers: list[tuple[str, str]]
    ) -> None:
        head = read(f"title: {title}", title=["{work} by {creator}", "{work}"])
        assert head.title == title
        assert head.work is not None
        assert head.work.title == work
        assert creators(head) == makers

    def test_a_key_inside_a_table_is_named_by_its_path(self) -> None:
        text = "title: T\nextra:\n  mark: 4/5\n  by: Ann"
        head = read(text, keys={"extra.mark": "rating", "extra.by": "reviewer", "more.x": "year"})
        assert head.rating is not None
        assert head.rating.as_written == "4/5"
        assert head.rating.place.line == 4
        assert head.reviewers == ("Ann",)

    @pytest.mark.parametrize("table", ["params", "extra"])
    def test_tables_of_a_site_hold_keys_of_ours(self, table: str) -> None:
        head = read(f"title: T\n{table}:\n  title: U\n  stars: 4/5\n  reviewer: Ann\n  mood: wry")
        assert head.title == "T"
        assert head.rating is not None
        assert (head.rating.as_written, head.rating.place.line) == ("4/5", 5)
        assert head.reviewers == ("Ann",)
        assert [problem.message for problem in head.problems] == [
            "the key “mood” is not known here and was ignored"
        ]

    def test_keys_are_mapped_or_passed_over(self) -> None:
        head = read("title: T\nwer: Ann\nreveiwer: x", keys={"wer": "reviewer", "reveiwer": ""})
        assert head.reviewers == ("Ann",)
        assert head.problems == ()

    def test_grades_and_scale(self) -> None:
        head = read("title: T\ngrade: B+", grades={"A": 4, "B+": 3.3, "F": 0})
        assert head.rating is not None
        assert [head.rating.as_written, head.rating.best] == ["B+", 4]


@pytest.mark.parametrize(
    "text",
    ["rating: {value: 4, best: 5}", "rating:\n  ratingValue: 4\n  bestRating: 5",
     "review:\n  rating: {score: 4, max: 5}"],
)  # fmt: skip
def test_a_rating_may_be_a_table(text: str) -> None:
    head = read(f"title: T\n{text}")
    assert head.rating is not None
    assert [head.rating.as_written, head.rating.value, head.rating.best] == ["4/5", 4, 5]


def test_nested_headers_of_book_sites() -> None:
    head = read("""
layout: review
book:
  contributors:
    - name: Kaouther Adimi
    - name: Chris Andrews
      role: translator
  title: A bookshop in Algiers
  publication_year: 2017
  isbn13: "9781788164702"
review:
  date_read: 2023-01-31
  rating: 4
""")
    assert not errors(head)
    assert head.work is not None
    assert (head.work.title, head.work.year, head.work.kind) == (
        "A bookshop in Algiers",
        2017,
        "book",
    )
    assert creators(head) == [("Kaouther Adimi", ""), ("Chris Andrews", "translator")]
    assert head.work.identifiers == (("isbn", "9781788164702"),)
    assert str(head.date) == "2023-01-31"
    assert head.rating is not None
    assert head.rating.value == 4


@pytest.mark.parametrize("written", ["[[Ann Reader]]", '"[[Ann Reader]]"', '"[[ann|Ann Reader]]"'])
def test_links_of_obsidian_are_their_words(written: str) -> None:
    assert read(f"title: T\nreviewer: {written}").reviewers == ("Ann Reader",)


@pytest.mark.parametrize(
    "text", ["draft: true", "published: false", "status: draft", "hidden: yes"]
)
def test_drafts_are_withheld(text: str) -> None:
    assert read(f"title: T\n{text}").withheld


def test_published_true_is_no_place_and_no_draft() -> None:
    head = read("title: T\npublished: true")
    assert not head.withheld
    assert head.publication is None


def test_tags_and_categories_are_subjects() -> None:
    head = read("title: T\ntags: [a, b]\ncategories: c, d\ncategory: non-fiction")
    assert head.subjects == ("a", "b", "c", "d", "non-fiction")
    film = read("title: T\ncategory: film\nwork: W")
    assert film.work is not None
    assert film.work.kind == "film"


@pytest.mark.parametrize(("written", "doubtful"), [
    ("3/5 or 4/5", True), ("★★★+", True), ("B+", False), ("two thumbs up", False),
    ("DNF", False), ("3.78/4 (aka Worth It)", False),
])  # fmt: skip
def test_a_rating_that_may_be_several_is_asked_about(written: str, doubtful: bool) -> None:
    head = read(f"title: T\nrating: {written}")
    assert head.rating is not None
    assert head.rating.as_written == written
    assert [p.place.line for p in head.problems if p.question] == [3] * doubtful


@pytest.mark.parametrize("key", ["years", "dated", "titles", "mood", "reviewer_photo"])
def test_another_programs_key_is_only_remarked(key: str) -> None:
    (found,) = read(f"{key}: 2020").problems
    assert found.severity is Severity.NOTE


def test_the_date_of_the_file_name_counts_where_the_header_has_none() -> None:
    of_file = PartialDate(2024, 1, 13)
    for text, date in (("title: T", "2024-01-13"), ("title: T\ndate: 2023", "2023")):
        front = split(f"---\n{text}\n---\nText.", "a.md")
        head = header.read(front.values, SourceTable(), "a.md", beside=header.Beside(of_file))
        assert str(head.date) == date

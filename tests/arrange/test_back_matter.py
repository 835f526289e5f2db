"""Back matter made of data: every entry once, in order, with links to its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from generated import generated
from lxml import etree
from made_reviews import loaded, rating, review, settings, work

from anthology import style
from anthology.arrange import arrange
from anthology.book import Body, Creator, Person, Piece, Publication, Rating, Rights
from anthology.compose import compose
from anthology.edition import Section
from anthology.load import Loaded
from anthology.report import Place

NS = {"h": "http://www.w3.org/1999/xhtml"}
ALL = "[back]\n" + "".join(
    f"{key} = true\n"
    for key in ("contributors", "credits", "ratings", "works_index", "creators_index",
                "reviewers_index", "subject_index")
)  # fmt: skip
MARKS = (
    '<p><span class="index" id="mark-1" data-entry="Silence">silence</span> and '
    '<span class="index" id="mark-2" data-entry="Shadows!on stairs">the stairs</span> and '
    '<span class="index" id="mark-3" data-entry="silence">quiet</span></p>'
)
SMALL = loaded(
    review("a.md", "The Shadow", by="Ludwig van Dyck", work=work(
        "The General", 1926, creators=(Creator("Buster Keaton", "director"),)),
        rating=rating("★★★★☆", "4", "5"), body=Body(MARKS), subjects=("silence", "trains"),
        publication=Publication("The Gazette"), rights=Rights(holder="L. v. D.", licence="CC0")),
    review("b.md", "Steam", by=("Ann Lee", "李明"), work=work("The General", 1926),
           rating=rating("9/10", "9", "10", "0")),
    review("c.md", "A Town", work=work("Middlemarch", 1871, "book",
           creators=(Creator("George Eliot", "author"),)), rating=rating("3/5", "3", "5")),
    review("d.md", "No work", by="Ann Lee", rating=Rating("DNF", status="dnf")),
    people=(Person("Ann Lee", "", bio="<p>Ann Lee writes.</p>", spellings=("A. Lee",)),),
)  # fmt: skip


def sections(made: Loaded, toml: str, edition: str = "print") -> Mapping[str, Section]:
    wanted = settings(f'[book]\ntitle = "T"\n{toml}')
    book, _ = arrange(made, wanted)
    composed, _ = compose(book, style.load("classic", Path()), wanted, edition)
    found = {section.id: section for section in composed.sections}
    if joint := found.get("joint-index"):
        found |= {each.get("class", ""): replace(joint, xhtml=etree.tostring(each).decode())
                  for each in etree.fromstring(joint.xhtml.encode()).iterfind("div")}  # fmt: skip
    return found


def lines(section: Section) -> list[str]:
    """Each entry as "words: ids that it leads to"."""
    root = etree.fromstring(section.xhtml.encode())
    found = []
    for line in root.iter("p"):
        text = re.sub(r"[\s,]+$", "", " ".join("".join(map(str, line.itertext())).split()))
        ids = [a.get("href", "")[1:].removeprefix("review-") for a in line.iter("a")]
        found.append(
            f"{text}: {' '.join(ids)}".removesuffix(": ").replace(" , ", ", ").replace(" . ", ". ")
        )
    return found


def test_works_are_listed_without_their_article_with_all_reviews() -> None:
    assert lines(sections(SMALL, ALL)["works-index"]) == [
        "The General, 1926, Buster Keaton",
        "Ludwig van Dyck: a",
        "Ann Lee and 李明: b",
        "Middlemarch, 1871, George Eliot: c",
    ]


def test_creators_and_reviewers_are_listed_by_sort_name() -> None:
    made = sections(SMALL, ALL)
    assert lines(made["creators-index"]) == [
        "Eliot, George: Middlemarch, 1871: c", "Keaton, Buster: The General, 1926: a b",
    ]  # fmt: skip
    assert lines(made["reviewers-index"]) == ["Dyck, Ludwig van: a", "Lee, Ann: b d", "李明: b"]


def test_subjects_have_marks_subentries_and_cross_references() -> None:
    toml = ALL + 'see = {Quiet = "Silence"}\nsee_also = {Trains = "Engines"}\n'
    assert lines(sections(SMALL, toml)["subject-index"]) == [
        "Quiet. See Silence: joint-index-subject-index-1",
        "Shadows: on stairs: a-mark-2",
        "Silence: a a-mark-1 a-mark-3",
        "Trains. See also Engines: a",
    ]


def test_ratings_stand_as_written_and_are_not_averaged() -> None:
    made = sections(SMALL, ALL)["ratings"]
    assert lines(made) == [
        "The General",
        "Ludwig van Dyck: a",
        "9/10 Ann Lee and 李明: b",
        "3/5 Middlemarch: c",
    ]
    assert 'alt="4 out of 5 stars"' in made.xhtml
    assert "<svg" not in made.xhtml  # no scale has enough ratings
    assert "%" not in made.xhtml
    assert "75\u202f%" in sections(SMALL, ALL + "[ratings]\nscaled = true\n")["ratings"].xhtml


def test_contributors_and_credits() -> None:
    made = sections(SMALL, ALL)
    people = lines(made["contributors"])
    assert people == ["Ludwig van Dyck: a", "Ann Lee writes.: b d", "李明: b"]
    assert lines(sections(SMALL, "")["contributors"]) == ["Ann Lee writes.: b d"]
    assert lines(made["credits"]) == [
        "The Shadow, Ludwig van Dyck: First published in The Gazette. © L. v. D. Licence: CC0.: a a"
    ]


@pytest.mark.parametrize("edition", ["print", "epub"])
def test_every_entry_leads_to_something_that_is_there(edition: str) -> None:
    made = sections(SMALL, ALL, edition)
    ids = {i for s in made.values() for i in re.findall(r'\bid="([^"]+)"', s.xhtml)}
    for section in made.values():
        assert set(re.findall(r'href="#([^"]+)"', section.xhtml)) <= ids, section.id
        own = re.findall(r'\bid="([^"]+)"', section.xhtml)
        assert all(i == section.id or i.startswith(f"{section.id}-") for i in own)


def test_in_the_e_book_entries_read_as_links() -> None:
    made = sections(SMALL, ALL, "epub")
    for kind in ("works-index", "creators-index", "reviewers-index", "subject-index", "ratings"):
        root = etree.fromstring(made[kind].xhtml.encode())
        links = ["".join(map(str, a.itertext())) for a in root.iter("a")]
        assert links
        assert all(links), kind
        assert 'class="folio' not in made[kind].xhtml
    assert ">Ludwig van Dyck</a>" in made["works-index"].xhtml
    assert ">The Shadow</a>, <a" in made["subject-index"].xhtml


def test_sections_stand_only_where_they_serve() -> None:
    kinds = {s.kind for s in sections(loaded(review("a.md"), review("b.md")), "").values()}
    assert not kinds & {"works-index", "reviewers-index", "ratings", "contributors", "credits"}
    off = "[back]\ncontributors = false\ncredits = false\nratings = false\nreviewers_index = false"
    assert "contributors" not in sections(SMALL, off)


def test_scales_and_letters_are_plotted_apart() -> None:
    given = (("A", 5), ("B+", 4)) * 4
    graded = [Rating(g, Decimal(v), Decimal(5), Decimal(1)) for g, v in given]
    numbers = [rating("4", "4", "5"), rating("2", "2", "5")] * 4 + [rating("8", "8", "10")] * 7
    made = [review(f"{n}.md", work=work(f"W{n}", 1950), rating=r)
            for n, r in enumerate((*graded, *numbers))]  # fmt: skip
    xhtml = sections(loaded(*made), ALL)["ratings"].xhtml
    assert xhtml.count("<svg") == 2
    assert re.findall(r">([AB]\+?)</text>", xhtml) == ["B+", "A"]


@pytest.mark.slow
def test_a_large_book_has_every_piece_in_every_index() -> None:
    made = generated(2000, 300, 800)
    found = sections(made, 'group = "kind"\n')
    order = list(found)
    for index, spelled in (("works-index", 1), ("creators-index", 1), ("reviewers-index", 1)):
        hrefs = re.findall(r'class="folio" href="#([^"]+)"', found[index].xhtml)
        assert sorted(hrefs) == sorted(r.id for r in made.reviews for _ in range(spelled))
        entries = re.findall(r'<span class="folios">(.*?)</span>', found[index].xhtml)
        for entry in entries:  # so that the print engine can merge consecutive pages
            places = [order.index(i) for i in re.findall(r'href="#([^"]+)"', entry)]
            assert places == sorted(places)
    subjects = re.findall(r'class="folio" href="#([^"]+)"', found["subject-index"].xhtml)
    assert len(subjects) == len(set(subjects)) == 4000
    works = re.findall(r"<li><p><cite>(?:The )?([^<]+)</cite>", found["works-index"].xhtml)
    assert works == sorted(works)
    assert len(works) == len({r.work for r in made.reviews}) == 800
    names = re.findall(r"<li><p>([^<]+?)\u00a0<span", found["reviewers-index"].xhtml)
    assert names == sorted(names)
    assert len(names) == 300


def test_only_addresses_of_the_web_are_links() -> None:
    people = (
        Person("Ann Lee", "", bio="<p>x</p>", url="javascript:alert(1)"),
        Person("Bo Berg", "", bio="<p>x</p>", url='https://b.example/?"<x>'),
    )
    made = review(
        "a.md", by=("Ann Lee", "Bo Berg"), publication=Publication("P", url="javascript:alert(2)")
    )
    found = sections(loaded(made, people=people), "", "epub")
    assert "javascript" not in found["contributors"].xhtml + found["credits"].xhtml
    assert 'href="https://b.example/?&#34;&lt;x&gt;"' in found["contributors"].xhtml


def test_cross_references_are_links_and_blind_ones_are_reported() -> None:
    toml = ALL + 'see_also = {Trains = ["shadows!On Stairs", "Engines"]}\nsee = {Hush = "Noise"}\n'
    wanted = settings(f'[book]\ntitle = "T"\n{toml}')
    book, _ = arrange(SMALL, wanted)
    composed, problems = compose(book, style.load("classic", Path()), wanted, "epub")
    index = next(s for s in composed.sections if s.kind == "joint-index")
    name = "joint-index-subject-index-1"
    assert f'<a class="see" href="#{name}">Shadows, on stairs</a>; Engines' in index.xhtml
    assert f'<li><p>Shadows: <span id="{name}">on stairs' in index.xhtml
    assert [(p.place.line, p.message) for p in problems if p.place.path == "anthology.toml"] == [
        (11, "“Trains” refers to “Engines”, which is not in the subject index"),
        (12, "“Hush” refers to “Noise”, which is not in the subject index"),
    ]


def test_marks_stand_in_the_book_s_order_and_in_introductions_of_parts_too() -> None:
    mark = '<p><span class="index" id="mark-1" data-entry="Light">{}</span></p>'
    piece = Piece("front-foreword", Place("front/foreword.md"), "foreword", "", Body(mark))
    inside = Piece("front-one", Place("front/one.md"), "one", "", Body(mark))
    made = loaded(review("a.md", "A", body=Body(mark)), front=(piece, inside))
    toml = '[[part]]\ntitle = "One"\nintroduction = "front/one.md"\nreviews = ["*"]\n' + ALL
    assert lines(sections(made, toml, "epub")["subject-index"]) == [
        "Light Foreword, One, A: front-foreword-mark-1 part-one-mark-1 a-mark-1"
    ]


def plotted(*given: Rating) -> etree._Element:
    """The one plot of these ratings, each given so often that there is one."""
    often = given * -(-8 // len(given))
    reviews = [review(f"{n}.md", work=work(f"W{n}", 1950), rating=r) for n, r in enumerate(often)]
    root = etree.fromstring(sections(loaded(*reviews), ALL)["ratings"].xhtml.encode())
    (plot,) = root.iterfind(".//{http://www.w3.org/2000/svg}svg")
    return plot


def placed(plot: etree._Element, tag: str, name: str) -> list[float]:
    return [float(each.get(name, "")) for each in plot.iter(f"{{http://www.w3.org/2000/svg}}{tag}")]


@pytest.mark.parametrize(
    ("worst", "best", "labels"),
    [
        ("1", "5", "1 2 3 4 5"),
        ("0.5", "5", "0.5 1 2 3 4 5"),
        ("0", "10", "0 1 2 3 4 5 6 7 8 9 10"),
        ("1", "100", "1 20 40 60 80 100"),
        ("1", "20", "1 5 10 15 20"),
    ],
)
def test_a_plot_s_numbers_are_round_and_stand_where_they_are(
    worst: str, best: str, labels: str
) -> None:
    plot = plotted(rating(best, best, best, worst), rating(worst, worst, best, worst))
    texts = list(plot.iter("{http://www.w3.org/2000/svg}text"))
    assert [text.text for text in texts] == labels.split()
    span = float(best) - float(worst)
    for text in texts:
        share = (float(text.text or "") - float(worst)) / span
        assert abs(float(text.get("x", "")) - (20 + 360 * share)) <= 0.05
    assert placed(plot, "circle", "cx") == [20] * 4 + [380] * 4


def test_dots_that_would_overlap_are_stacked_and_close_letters_part_in_rows() -> None:
    plot = plotted(*(rating(f"{n}%", str(n), "100", "0") for n in (50, 51, 52, 60)))
    assert placed(plot, "circle", "cx") == [203.6] * 6 + [236] * 2
    assert len(set(placed(plot, "circle", "cy"))) == 6
    grades = {"A": 100, "A-": 96, "B": 92, "F": 0}
    plot = plotted(*(rating(g, str(n), "100", "0") for g, n in grades.items()))
    texts = {t.text: t.get("y") for t in plot.iter("{http://www.w3.org/2000/svg}text")}
    assert list(texts) == ["F", "B", "A−", "A"]
    assert texts["F"] == texts["B"] == texts["A"] != texts["A−"]


def test_above_sixty_works_their_index_has_the_ratings() -> None:
    def book(count: int, toml: str = "", edition: str = "print") -> Mapping[str, Section]:
        made = [review(f"{n}.md", f"T{n}", by="Ann Lee", rating=rating("4/5", "4", "5"),
                       work=work(f"Work {n}", 1950)) for n in range(count)]  # fmt: skip
        return sections(loaded(*made), toml or ALL, edition)

    assert "ratings" in book(60)
    assert "rating" not in book(60)["works-index"].xhtml
    merged = book(61)
    assert "ratings" not in merged
    assert "Work 7, 1950 4/5: 7" in lines(merged["works-index"])
    assert "Ratings from 1 to 5" in merged["works-index"].xhtml
    links = re.findall(
        r'<a href="#review-7">(.*?)</a>', book(61, edition="epub")["works-index"].xhtml
    )
    assert links == ["T7"]
    assert "ratings" in book(61, "[back]\nworks_index = false\n")
    assert "75\u202f%" in book(61, "[ratings]\nscaled = true\n")["ratings"].xhtml


def test_small_indexes_share_a_section_and_long_ones_have_letters() -> None:
    def found(count: int, layout: str = "essays") -> Mapping[str, Section]:
        made = [review(f"{n}.md", by=f"Ann Lee {n}", subjects=(f"{chr(97 + n % 26)} {n}",),
                       work=work(f"Work {n}")) for n in range(count)]  # fmt: skip
        return sections(loaded(*made), f'layout = "{layout}"\n{ALL}')

    small = found(39)["joint-index"]
    assert [h.text for h in small.headings] == [
        "Index of Works", "Index of Reviewers", "Index of Subjects",
    ]  # fmt: skip
    assert all(f'id="{h.id}"' in small.xhtml for h in small.headings)
    assert "initial" not in small.xhtml
    large = found(40)
    assert "joint-index" not in large
    initials = re.findall(r'<p class="initial">(.*?)</p>', large["subject-index"].xhtml)
    assert initials == [chr(65 + n) for n in range(26)]
    for layout in ("guide", "run-on"):
        assert found(40, layout)["joint-index"].xhtml.count('class="initial"') > len(initials)


def test_in_the_e_book_a_work_that_its_review_is_titled_after_is_the_link() -> None:
    made = [review(f"{n}.md", f"Work {n}", by="Ann Lee", work=work(f"Work {n}")) for n in range(2)]
    index = sections(loaded(*made), ALL, "epub")["works-index"].xhtml
    assert re.findall(r"<p>(.*?)</p>", index) == [
        f'<a href="#review-{n}"><cite>Work {n}</cite></a>' for n in range(2)
    ]

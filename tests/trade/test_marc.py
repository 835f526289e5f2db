"""MARC 21: a record for each edition, which pymarc reads back."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pymarc import MARCReader, Record

from anthology.book import Body, Book, Part, PartialDate, Person, Review
from anthology.report import NOWHERE
from anthology.text.tomes import Tome
from anthology.trade.marc import encoded
from anthology.trade.product import EBook, PrintBook, Products

ANN, INES = Person("Ann Lee", "Lee, Ann"), Person("Ines Halvorsen", "Halvorsen, Ines")
BOOK = Book(
    "The Late Shows", "late", (Part("p", "", (
        Review("review-a", NOWHERE, "On Jaws", Body(""), reviewers=(ANN,)),
        Review("review-b", NOWHERE, "Ελένη\x1fand the Sea", Body("")),
    )),),
    subtitle="Seen twice", editors=(INES,), publisher="The Lamp Press", place="Bergen",
    date=PartialDate(2026, 5), modified="2026-05-01T00:00:00Z", series="Late Reviews",
    series_number="1", description="Two look.",
    subjects=("Film criticism", "BISAC: LIT000000 Literary Criticism"),
)  # fmt: skip
PRINT = PrintBook("9780306406157", 240, 432.0, 612.0, 0.0, case=False)
E_BOOK = EBook("9781402894626", 9, 240, ())


def records(book: Book = BOOK, products: Products | None = None) -> list[Record]:
    data = encoded(book, products or Products(PRINT, E_BOOK), "Second edition")
    return [record for record in MARCReader(io.BytesIO(data)) if record]


def value(record: Record, tag: str) -> str:
    return record[tag].value()


def test_each_edition_has_a_record_that_can_be_read() -> None:
    print_book, e_book = records()
    assert [record.isbn for record in (print_book, e_book)] == ["9780306406157", "9781402894626"]
    assert value(print_book, "245") == "The Late Shows : Seen twice / Edited by Ines Halvorsen"
    assert print_book["245"].indicators == ("0", "4")  # “The ” is not filed
    assert value(print_book, "264") == "Bergen : The Lamp Press, 2026"
    assert value(print_book, "300") == "240 pages ; 22 cm"
    assert value(e_book, "300") == "1 online resource (240 pages)"
    assert value(print_book, "250") == "Second edition"
    assert value(print_book, "490") == "Late Reviews ; 1"


def test_the_fixed_data_are_of_their_length() -> None:
    print_book, e_book = records()
    for record, form in ((print_book, " "), (e_book, "o")):
        data = record["008"].data or ""
        assert len(data) == 40
        assert data[:15] == "260501s2026    "
        assert (data[23], data[24], data[35:38]) == (form, "o", "eng")  # 24: reviews
    assert len(e_book["006"].data or "") == 18


def test_contents_subjects_and_people() -> None:
    print_book, _ = records()
    assert value(print_book, "505") == "On Jaws / Ann Lee -- Ελένηand the Sea"
    assert value(print_book, "072") == "LIT000000 bisacsh"
    assert value(print_book, "653") == "Film criticism"
    people = {field["a"]: field.get_subfields("4") for field in print_book.get_fields("700")}
    assert people == {"Halvorsen, Ines": ["edt"], "Lee, Ann": ["aut"]}


def test_each_names_the_other() -> None:
    print_book, e_book = records()
    assert value(print_book, "776") == "Online version: The Late Shows 9781402894626"
    assert value(e_book, "776") == "Print version: The Late Shows 9780306406157"


@pytest.mark.parametrize(
    "bare", [replace(BOOK, date=None, place="", subtitle="", editors=(), series="", subjects=())]
)
def test_what_is_not_known_is_left_out(bare: Book) -> None:
    (record,) = records(bare, Products(PRINT, None))
    assert value(record, "245") == "The Late Shows"
    assert len(record["008"].data or "") == 40
    assert not record.get_fields("490", "650", "653", "776")


def test_volumes_are_named_and_counted() -> None:
    volumes = tuple(
        replace(PRINT, isbn=isbn, tome=Tome(number, 2))
        for number, isbn in enumerate(["9783161484100", "9780198526636"], 1)
    )
    whole = replace(PRINT, pages=480, volumes=volumes)
    found = records(products=Products(whole, E_BOOK, volumes))
    assert len(found) == 4
    assert value(found[0], "300").startswith("2 volumes (480 pages)")
    numbers = [field.value() for field in found[0].get_fields("020")]
    assert numbers[1:] == [
        "9783161484100 Volume I of II",
        "9780198526636 Volume II of II",
    ]
    assert found[2]["245"].get_subfields("n") == ["Volume I of II :"]
    assert [field["t"] for field in found[2].get_fields("776")] == []

"""ONIX: what is said of each edition, and that EDItEUR's own schemas take it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree
from onixcheck import validate

from anthology.book import Body, Book, Contributor, Part, PartialDate, Person, Review
from anthology.config import Settings
from anthology.edition import Printed, Product
from anthology.report import NOWHERE, Refused
from anthology.text.tomes import Tome
from anthology.trade import codes
from anthology.trade.onix import Message
from anthology.trade.product import products

ANN = Person("Ann Lee", "Lee, Ann", bio="<p>Ann Lee &amp; her dog.</p><p>She <em>walks</em>.</p>")
TOBIAS = Person("Tobias Renck", "Renck, Tobias")
INES = Person("Ines Halvorsen", "Halvorsen, Ines")
REVIEWS = (
    Review("review-a", NOWHERE, "A <Shadow>", Body("<p>x</p>", words=700), reviewers=(ANN,)),
    Review("review-b", NOWHERE, "A Wind", Body("<p>y</p>", words=50), reviewers=(TOBIAS, ANN)),
)
BOOK = Book(
    "First & Last",
    "first-and-last",
    (Part("part", "", REVIEWS),),
    subtitle="Seen late",
    editors=(INES,),
    contributors=(Contributor(INES, "cov"), Contributor(TOBIAS, "trl")),
    publisher="The Lamp Press",
    place="Bergen",
    language="de-AT",
    date=PartialDate(2026, 5),
    isbn_print="0-306-40615-2",
    isbn_epub="978-1-4028-9462-6",
    description="Two look.",
    subjects=("Film criticism", "BISAC: LIT000000 Literary Criticism", "Thema: ATFA"),
    series="Late Reviews",
    series_number="1",
    modified="2026-05-01T00:00:00Z",
)
SETTINGS = Settings.model_validate(
    {
        "press": {"preset": "kdp-paperback", "trim": "6x9in"},
        "trade": {
            "price_print": ["14.95 USD", "13.90 EUR"],
            "audience": "general",
            "accessibility_exception": "micro-enterprise",
        },
        "copyright": {"edition": "Second edition"},
    }
)
FEATURES = {
    "schema:accessModeSufficient": "textual",
    "schema:accessibilitySummary": "It can be read aloud.",
    "a11y:certifiedBy": "Ann Lee",
    "dcterms:conformsTo": "EPUB Accessibility 1.1 - WCAG 2.2 Level AA",
}


def epub(*features: str) -> Product:
    """A package file with these features, and what FEATURES says."""
    given = [*FEATURES.items(), *(("schema:accessibilityFeature", each) for each in features)]
    meta = "".join(f'<meta property="{name}">{value}</meta>' for name, value in given)
    opf = f'<package xmlns="http://www.idpf.org/2007/opf"><metadata>{meta}</metadata></package>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("EPUB/package.opf", opf)
    return Product(file.getvalue())


PRINTED = Printed(b"", 240, {}, {})
EPUB = epub("tableOfContents", "pageBreakMarkers", "alternativeText")


def message(book: Book = BOOK, settings: Settings = SETTINGS, e_book: Product = EPUB) -> bytes:
    return Message(book, settings, products(book, settings, [(book, PRINTED)], e_book)).encoded()


def records(data: bytes) -> list[etree._Element]:
    root = etree.fromstring(data)
    for element in root.iter():
        element.tag = etree.QName(element).localname
    return root.findall("Product")


def texts(record: etree._Element, path: str) -> list[str]:
    return [each.text or "" for each in record.findall(f".//{path}")]


def objections(data: bytes) -> list[str]:
    file = io.BytesIO(data)
    file.name = "message.xml"  # onixcheck names it
    return [str(found) for found in validate(file, ("xsd", "rng"))]


@pytest.mark.parametrize(
    ("book", "settings"),
    [
        (BOOK, SETTINGS),
        (BOOK, SETTINGS.model_copy(update={"trade": Settings().trade})),
        (replace(BOOK, isbn_epub=""), Settings()),
        (replace(BOOK, isbn_print="", editors=(), date=PartialDate(2026, 5, 17)), SETTINGS),
        (replace(BOOK, description="long " * 100, place="", series="", date=None), SETTINGS),
    ],
)
def test_the_trade_s_own_schemas_take_it(book: Book, settings: Settings) -> None:
    assert objections(message(book, settings)) == []


def test_the_schemas_are_asked_indeed() -> None:
    broken = message().replace(b"<ProductForm>BC<", b"<ProductForm>QQ<")
    assert objections(broken)


def test_the_same_book_gives_the_same_bytes() -> None:
    assert message() == message()


def test_the_print_book_is_measured() -> None:
    print_book, _ = records(message())
    assert texts(print_book, "ProductIdentifier/IDValue")[0] == "9780306406157"
    assert texts(print_book, "ProductForm") == ["BC"]
    # 6 x 9 in; the spine is KDP's 0.002252 in a page of white paper, and its cover's 0.06 in
    sizes = dict(
        zip(texts(print_book, "MeasureType"), texts(print_book, "Measurement"), strict=True)
    )
    assert (sizes["01"], sizes["02"]) == ("229", "152")
    assert float(sizes["03"]) == pytest.approx((240 * 0.002252) * 25.4, abs=2)
    assert extents(print_book) == {"02": "750", "06": "240"}


def extents(record: etree._Element) -> dict[str, str]:
    return dict(zip(texts(record, "ExtentType"), texts(record, "ExtentValue"), strict=True))


def test_a_case_is_a_hardback_with_the_size_of_its_pages() -> None:
    case = Settings.model_validate({"press": {"preset": "kdp-hardcover", "trim": "6x9in"}})
    print_book, _ = records(message(settings=case))
    assert texts(print_book, "ProductForm") == ["BB"]
    assert texts(print_book, "MeasureType") == ["04", "05", "03"]


def test_the_e_book_says_what_is_in_it() -> None:
    _, e_book = records(message())
    assert texts(e_book, "ProductForm") == ["ED"]
    assert extents(e_book) == {"02": "750", "08": "240", "22": str(len(EPUB.data))}
    expected = ["00", "04", "11", "14", "19", "22", "32", "52", "75", "82", "85", "90"]
    assert texts(e_book, "ProductFormFeatureValue") == expected
    assert "It can be read aloud." in texts(e_book, "ProductFormFeatureDescription")


def test_nothing_is_claimed_that_the_e_book_has_not() -> None:
    _, e_book = records(message(e_book=epub("tableOfContents")))
    found = texts(e_book, "ProductFormFeatureValue")
    assert {"11"} <= set(found)
    assert not {"12", "14", "19"} & set(found)
    assert "08" not in extents(e_book)


def test_each_edition_names_the_other() -> None:
    print_book, e_book = records(message())
    assert texts(print_book, "ProductRelationCode") == ["27"]
    assert texts(print_book, "RelatedProduct//IDValue") == ["9781402894626"]
    assert texts(e_book, "ProductRelationCode") == ["13"]
    assert records(message(replace(BOOK, isbn_epub="")))[0].find(".//RelatedProduct") is None


def test_everybody_is_named_once_with_all_they_did() -> None:
    print_book, _ = records(message())
    found = {
        person.findtext("PersonNameInverted"): texts(person, "ContributorRole")
        for person in print_book.iter("Contributor")
    }
    assert found == {
        "Halvorsen, Ines": ["B01", "A36"],
        "Renck, Tobias": ["B06", "A32"],
        "Lee, Ann": ["A32"],
    }
    assert texts(print_book, "BiographicalNote") == ["Ann Lee & her dog.\nShe walks."]


def test_without_editors_the_reviewers_are_the_authors() -> None:
    print_book, _ = records(message(replace(BOOK, editors=(), contributors=())))
    assert texts(print_book, "ContributorRole") == ["A01", "A01"]


def test_subjects_by_their_schemes() -> None:
    print_book, _ = records(message())
    subjects = list(print_book.iter("Subject"))
    assert texts(print_book, "SubjectSchemeIdentifier") == ["10", "93", "20"]
    assert texts(print_book, "SubjectCode") == ["LIT000000", "ATFA"]
    assert [each.find("MainSubject") is not None for each in subjects] == [True, True, False]
    assert texts(print_book, "SubjectHeadingText") == ["Film criticism"]


def test_prices_without_tax_where_they_are_given_so() -> None:
    print_book, e_book = records(message())
    assert texts(print_book, "PriceType") == ["01", "02"]
    assert texts(print_book, "PriceAmount") == ["14.95", "13.90"]
    assert e_book.find("ProductSupply") is None


def test_the_contents_are_words_not_markup() -> None:
    print_book, _ = records(message())
    contents = texts(print_book, "TextContent/Text")[-1]
    assert contents == "A <Shadow> (Ann Lee)\nA Wind (Tobias Renck, Ann Lee)"


@pytest.mark.parametrize(
    ("tag", "code"),
    [("de-AT", "ger"), ("en", "eng"), ("fr-CA", "fre"), ("zh-Hant", "chi"), ("no such", "und")],
)
def test_languages_by_their_codes(tag: str, code: str) -> None:
    assert codes.language(tag) == code


@pytest.mark.parametrize(
    ("book", "missing"),
    [
        (replace(BOOK, isbn_print="", isbn_epub=""), "isbn_print or isbn_epub"),
        (replace(BOOK, publisher=""), "publisher"),
    ],
)
def test_a_book_that_the_trade_cannot_know_is_refused(book: Book, missing: str) -> None:
    with pytest.raises(Refused) as refused:
        message(book)
    assert missing in refused.value.problems[0].hint


@pytest.mark.parametrize("price", ["14,95 EUR", "14.95", "EUR 14.95", "14.9 USD"])
def test_a_price_is_an_amount_and_a_currency(price: str) -> None:
    with pytest.raises(ValueError, match="is not a price"):
        Settings.model_validate({"trade": {"price_print": price}})


def in_volumes(*isbns: str, whole: str = "0-306-40615-2") -> bytes:
    """The message of a print book in three volumes with these ISBNs."""
    book = replace(BOOK, isbn_print=whole)
    own = [
        replace(book, tome=Tome(number, 3, whole), isbn_print=isbn)
        for number, isbn in enumerate([*isbns, "", "", ""][:3], 1)
    ]
    bound = [(each, Printed(b"", 200 + number, {}, {})) for number, each in enumerate(own)]
    return Message(book, SETTINGS, products(book, SETTINGS, bound, EPUB)).encoded()


VOLUMES = ("978-3-16-148410-0", "978-0-19-852663-6")


@pytest.mark.parametrize(
    "data",
    [
        in_volumes(),
        in_volumes(*VOLUMES),
        in_volumes(*VOLUMES, whole=""),
    ],
)
def test_the_schemas_take_a_book_in_volumes(data: bytes) -> None:
    assert objections(data) == []


def test_each_volume_with_an_isbn_has_a_record_and_all_together_one() -> None:
    whole, e_book, *volumes = records(in_volumes(*VOLUMES))
    assert texts(whole, "ProductComposition") == ["10"]
    assert len(whole.findall(".//ProductPart")) == 3
    assert texts(whole, "ProductPart/ProductIdentifier/IDValue") == [
        "9783161484100",
        "9780198526636",
    ]
    assert extents(whole)["06"] == "603"
    assert extents(e_book)["08"] == "603"
    assert [texts(each, "TitleElement/PartNumber")[-1] for each in volumes] == [
        "Band I von III",
        "Band II von III",
    ]
    assert [extents(each)["06"] for each in volumes] == ["200", "201"]


def test_volumes_and_all_together_name_each_other() -> None:
    whole, e_book, first, _ = records(in_volumes(*VOLUMES))
    related = {"RelatedProduct/ProductRelationCode", "RelatedProduct/ProductIdentifier/IDValue"}
    codes_, numbers = sorted(related, key=lambda path: "IDValue" in path)
    assert texts(whole, codes_) == ["27", "01", "01"]
    assert texts(e_book, codes_) == ["13"]
    assert (texts(first, codes_), texts(first, numbers)) == (["02"], ["9780306406157"])

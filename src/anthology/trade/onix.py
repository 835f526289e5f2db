"""ONIX 3.1: a message with a record of each edition that has an ISBN (EDItEUR, revision 3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from lxml import etree
from lxml.etree import _Element as Element

from anthology.book import Book
from anthology.config import Settings
from anthology.epub.package.metadata import NOT_XML
from anthology.people.credited import credited
from anthology.text.subjects import subject
from anthology.text.words import of_language
from anthology.trade import codes
from anthology.trade.product import EBook, PrintBook, Products

NAMESPACE = "http://ns.editeur.org/onix/3.1/reference"
_PREFIXES = cast("Mapping[str, str]", {None: NAMESPACE})  # as lxml has it, but not its stubs
MM = 25.4 / 72  # of a point
SHORT = 350  # letters of a short description (list 153: 02)


@dataclass(frozen=True)
class Message:
    """What a message is made from."""

    book: Book
    settings: Settings
    products: Products

    def encoded(self) -> bytes:
        """The message as XML. Its time is that of the text, so that it is the same each time."""
        root = _element("ONIXMessage", self._header(), *self._records())
        root.set("release", "3.1")
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)

    def _header(self) -> Element:
        sent = re.sub("[-:]", "", self.book.modified)
        sender = _element("Sender", _text("SenderName", self.book.publisher))
        return _element("Header", sender, _text("SentDateTime", sent))

    def _records(self) -> Iterator[Element]:
        for product in self.products:
            yield _element(
                "Product",
                _text("RecordReference", f"urn:isbn:{product.isbn}"),
                _text("NotificationType", "03"),  # confirmed on publication
                _isbn(product.isbn),
                self._description(product),
                self._collateral(),
                self._publishing(),
                *self._related(product),
                *self._supply(product),
            )

    def _description(self, product: PrintBook | EBook) -> Element:
        book = self.book
        return _element(
            "DescriptiveDetail",
            _text("ProductComposition", "10" if _volumes(product) else "00"),
            *(_of_print(product) if isinstance(product, PrintBook) else self._of_e_book(product)),
            *_series(book),
            _title(book.title, "01", book.subtitle, _volume(book, product)),
            *_contributors(book),
            *_edition(self.settings.copyright.edition),
            _coded("Language", ("LanguageRole", "01"), _language(book)),
            *_extents(book, product),
            *_subjects(book.subjects),
            *self._audience(),
        )

    def _of_e_book(self, product: EBook) -> Iterator[Element]:
        yield _text("ProductForm", "ED")
        yield from (_text("ProductFormDetail", code) for code in ("E101", "E200"))
        found = dict(codes.accessibility(product.accessibility))
        if exception := self.settings.trade.accessibility_exception:
            found[codes.EXCEPTIONS[exception]] = ""
        for code, words in sorted(found.items()):
            note = [_text("ProductFormFeatureDescription", words)] if words else []
            feature = _text("ProductFormFeatureType", "09"), _text("ProductFormFeatureValue", code)
            yield _element("ProductFormFeature", *feature, *note)

    def _audience(self) -> Iterator[Element]:
        if audience := self.settings.trade.audience:
            value = ("AudienceCodeValue", codes.AUDIENCES[audience])
            yield _coded("Audience", ("AudienceCodeType", "01"), value)

    def _collateral(self) -> Element:
        found = [_about("04", _contents(self.book))]
        if description := self.book.description:
            short = ("02",) if len(description) <= SHORT else ()
            found = [*(_about(code, description) for code in (*short, "03")), *found]
        return _element("CollateralDetail", *found)

    def _publishing(self) -> Element:
        book = self.book
        publisher = ("PublishingRole", "01"), ("PublisherName", book.publisher)
        found = [_coded("Publisher", *publisher)]
        found += [_text("CityOfPublication", book.place)] if book.place else []
        found.append(_text("PublishingStatus", "04"))  # active
        if book.date:
            day = str(book.date).replace("-", "")
            date = _text("Date", day)
            date.set("dateformat", {4: "05", 6: "01", 8: "00"}[len(day)])  # list 55
            role = _text("PublishingDateRole", "01")
            found.append(_element("PublishingDate", role, date))
        return _element("PublishingDetail", *found)

    def _related(self, product: PrintBook | EBook) -> Iterator[Element]:
        """The other editions, and of volumes all of them together, or the reverse."""
        relations = ((_relation(product, other), other) for other in self.products)
        related = [
            _element("RelatedProduct", _text("ProductRelationCode", code), _isbn(other.isbn))
            for code, other in relations
            if code
        ]
        if related:
            yield _element("RelatedMaterial", *related)

    def _supply(self, product: PrintBook | EBook) -> Iterator[Element]:
        trade = self.settings.trade
        prices = trade.price_print if isinstance(product, PrintBook) else trade.price_epub
        if prices:
            supplier = ("SupplierRole", "01"), ("SupplierName", self.book.publisher)
            detail = _element(
                "SupplyDetail",
                _coded("Supplier", *supplier),
                _text("ProductAvailability", "20"),
                *map(_price, prices),
            )
            yield _element("ProductSupply", detail)


def _volumes(product: PrintBook | EBook) -> tuple[PrintBook, ...]:
    return product.volumes if isinstance(product, PrintBook) else ()


def _volume(book: Book, product: PrintBook | EBook) -> str:
    """Which volume a product is, in words; "" for what is none."""
    tome = product.tome if isinstance(product, PrintBook) else None
    return tome.named(of_language(book.language)) if tome else ""


def _relation(product: PrintBook | EBook, other: PrintBook | EBook) -> str:
    """What another product is to one (list 51); "" for nothing, and for itself."""
    if isinstance(product, EBook):
        return "13" if isinstance(other, PrintBook) and not other.tome else ""
    if isinstance(other, EBook):
        return "" if product.tome else "27"
    if product.tome:
        return "" if other.tome else "02"  # is part of
    return "01" if other.tome else ""  # includes


def _of_print(product: PrintBook) -> Iterator[Element]:
    form = "BB" if product.case else "BC"
    if product.volumes:
        yield _text("ProductForm", "SA")  # several products sold as one
        for each in product.volumes:
            number = [_isbn(each.isbn)] if each.isbn else []
            count = _text("NumberOfCopies" if number else "NumberOfItemsOfThisForm", "1")
            yield _element("ProductPart", *number, _text("ProductForm", form), count)
        return
    yield _text("ProductForm", form)
    # Of a case the boards are larger than the page, so that what is known is the page's size.
    kinds = ("04", "05") if product.case else ("01", "02")
    measures = {kinds[0]: product.height, kinds[1]: product.width, "03": product.spine}
    for code, points in measures.items():
        if points:
            size = ("Measurement", f"{points * MM:.0f}"), ("MeasureUnitCode", "mm")
            yield _coded("Measure", ("MeasureType", code), *size)


def _series(book: Book) -> Iterator[Element]:
    if book.series:
        title = _title(book.series, "02", number=book.series_number)
        yield _element("Collection", _text("CollectionType", "10"), title)


def _title(title: str, level: str, subtitle: str = "", number: str = "") -> Element:
    parts = {"TitleElementLevel": level, "PartNumber": number, "TitleText": title}
    element = _coded("TitleElement", *parts.items(), ("Subtitle", subtitle))
    return _element("TitleDetail", _text("TitleType", "01"), element)


def _contributors(book: Book) -> Iterator[Element]:
    for number, credit in enumerate(credited(book).everybody, start=1):
        person, roles = credit.person, dict.fromkeys(_roles(book, credit.roles))
        yield _element(
            "Contributor",
            _text("SequenceNumber", str(number)),
            *(_text("ContributorRole", role) for role in roles),
            _text("PersonName", person.name),
            _text("PersonNameInverted", person.sort_name or person.name),
            *([_text("BiographicalNote", _words(person.bio))] if person.bio else []),
        )


def _roles(book: Book, roles: Iterable[str]) -> Iterator[str]:
    """Codes of list 17; who wrote a part of an edited book has contributed to it."""
    for role in roles:
        contributed = role == "aut" and book.editors
        yield codes.CONTRIBUTIONS if contributed else codes.ROLES.get(role, codes.OTHER)


def _edition(statement: str) -> Iterator[Element]:
    if statement:
        yield _text("EditionStatement", statement)


def _language(book: Book) -> tuple[str, str]:
    return "LanguageCode", codes.language(book.language)


def _extents(book: Book, product: PrintBook | EBook) -> Iterator[Element]:
    """Lengths (lists 23 and 24): words, pages, and of a file its bytes."""
    words = sum(review.body.words for review in book.reviews)
    yield _extent("02", words, "02")
    if isinstance(product, PrintBook):
        yield _extent("06", product.pages, "03")
        return
    if product.pages:
        yield _extent("08", product.pages, "03")
    yield _extent("22", product.size, "17")


def _extent(kind: str, value: int, unit: str) -> Element:
    return _coded("Extent", ("ExtentType", kind), ("ExtentValue", str(value)), ("ExtentUnit", unit))


def _subjects(texts: Iterable[str]) -> Iterator[Element]:
    """The first of a scheme is the main one; plain words are keywords."""
    found = [subject(text) for text in dict.fromkeys(texts)]
    first = {each.scheme: each for each in reversed(found)}
    for each in found:
        if each.scheme:
            scheme = _text("SubjectSchemeIdentifier", codes.SCHEMES[each.scheme])
            main = [_element("MainSubject")] if first[each.scheme] is each else []
            yield _element("Subject", *main, scheme, _text("SubjectCode", each.code))
    if words := "; ".join(each.words for each in found if not each.scheme):
        keywords = ("SubjectHeadingText", words)
        yield _coded("Subject", ("SubjectSchemeIdentifier", codes.KEYWORDS), keywords)


def _about(kind: str, words: str) -> Element:
    audience = ("ContentAudience", "00")  # unrestricted
    return _coded("TextContent", ("TextType", kind), audience, ("Text", words))


def _contents(book: Book) -> str:
    """The reviews by title and reviewers, a line for each."""
    lines = []
    for review in book.reviews:
        names = ", ".join(person.name for person in review.reviewers)
        lines.append(f"{review.title} ({names})" if names else review.title)
    return "\n".join(lines)


def _price(price: str) -> Element:
    amount, currency = price.split()
    kind = "01" if currency in codes.WITHOUT_TAX else "02"
    parts = {"PriceType": kind, "PriceAmount": amount, "CurrencyCode": currency}
    return _coded("Price", *parts.items())


def _isbn(isbn: str) -> Element:
    return _coded("ProductIdentifier", ("ProductIDType", "15"), ("IDValue", isbn))


def _words(xhtml: str) -> str:
    """The words of clean XHTML, a line for each paragraph."""
    root = etree.fromstring(f"<body>{xhtml}</body>")
    blocks = list(root) or [root]
    return "\n".join(" ".join("".join(map(str, block.itertext())).split()) for block in blocks)


def _coded(name: str, *parts: tuple[str, str]) -> Element:
    """An element of elements with text; those without a text are left out."""
    return _element(name, *(_text(child, words) for child, words in parts if words))


def _element(name: str, *children: Element) -> Element:
    element = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap=_PREFIXES)
    element.extend(children)
    return element


def _text(name: str, words: str) -> Element:
    element = _element(name)
    element.text = NOT_XML.sub("", words)
    return element

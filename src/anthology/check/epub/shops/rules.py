"""What of a shop's wishes a book breaks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import PurePath

from lxml.etree import _Element as Element
from PIL import Image

from anthology.check.epub.file import DC, EPUB_TYPE, XHTML, Epub, Item, parse, split, target
from anthology.check.epub.pictures import READ
from anthology.check.epub.shops.shop import Cover, Shop
from anthology.report import Place, Problem, Severity, counted, error, note, warning
from anthology.text.isbn import digits, thirteen

SHOPS = {  # names in addresses: of the shop, or of its short addresses
    "amazon": "Amazon", "amzn.to": "Amazon", "a.co": "Amazon", "apple": "Apple",
    "apple.co": "Apple", "kobo": "Kobo", "play.google": "Google Play",
    "books.google": "Google Books", "barnesandnoble": "Barnes & Noble", "bookshop.org": "Bookshop",
    "smashwords": "Smashwords", "thalia": "Thalia", "waterstones": "Waterstones",
}  # fmt: skip
MOST_OF_PAGE = 1024  # letters of a page, as Adobe's readers count them
ALIKE = 0.02  # between two shapes of covers
NAMED = 3  # documents
NCX = "application/x-dtbncx+xml"
GGKEY = re.compile(r"GGKEY[-_A-Z0-9]+", re.IGNORECASE)
ENCRYPTION = "META-INF/encryption.xml"
FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
METHOD = re.compile(rb'EncryptionMethod\b[^>]*\bAlgorithm\s*=\s*["\']([^"\']*)')


def check(book: Epub, shop: Shop, name: str, size: int) -> Iterator[Problem]:
    """What the shop objects to in a book, whose file has that name and so many bytes."""
    yield from _size(shop, size)
    yield from _locked(book, shop)
    yield from _people(book, shop)
    yield from _identifiers(book, shop, name)
    yield from _cover(book, shop)
    yield from _links(book, shop)
    yield from _texts(book, shop)
    message = f"{shop.about}: checked by {'; '.join(shop.sources)}, as of {shop.checked}"
    yield note(Place(), message, f"Not verified: {'; '.join(shop.unverified)}.")


def _size(shop: Shop, size: int) -> Iterator[Problem]:
    if shop.most and size > shop.most:
        message = f"the file has {_mb(size)}; {shop.about} takes at most {_mb(shop.most)}"
        yield error(Place(), message, "Save its pictures smaller.")
    elif shop.advised and size > shop.advised:
        message = f"the file has {_mb(size)}; {shop.about} advises at most {_mb(shop.advised)}"
        yield warning(Place(), message, "Save its pictures smaller.")


def _locked(book: Epub, shop: Shop) -> Iterator[Problem]:
    data = book.files.get(ENCRYPTION, b"")
    methods = {each.decode("utf-8", "replace") for each in METHOD.findall(data)}
    if methods - set(FONTS):
        message = f"files of the book are encrypted, which {shop.about} refuses"
        yield error(Place(ENCRYPTION), message, "Upload the book without protection.")


def _people(book: Epub, shop: Shop) -> Iterator[Problem]:
    place = Place(book.opf_name)
    for element, what, hint in (
        ("creator", "who wrote or edited it", "Set editors in [book]."),
        ("publisher", "who publishes it", "Set publisher in [book], or fill in the shop's form."),
    ):
        if not any((each.text or "").strip() for each in book.opf.iter(DC + element)):
            yield warning(place, f"the book does not name {what}; {shop.about} shows it", hint)


def _identifiers(book: Epub, shop: Shop, name: str) -> Iterator[Problem]:
    place = Place(book.opf_name)
    unique = book.opf.get("unique-identifier")
    own = [(e.get("id"), (e.text or "").strip()) for e in book.opf.iter(DC + "identifier")]
    main = next((text for id_, text in own if id_ == unique), "")
    isbns = {thirteen(number) for _, text in own if (number := digits(text))}
    stem = PurePath(name).stem
    named = digits(stem)
    if shop.isbn and not (digits(main) or named):
        message = f"neither the identifier nor the file's name is an ISBN, as {shop.about} wants"
        yield warning(place, message, "Set isbn_epub in [book].")
    if shop.isbn and (uid := _uid(book)) is not None and uid != main:
        message = f"the NCX names the book “{uid[:60]}”, the package file “{main[:60]}”"
        yield error(place, message, f"{shop.about} refuses the book: make both alike.")
    if shop.isbn_name and name and not (named or GGKEY.fullmatch(stem)):
        wanted = f"{min(isbns)}.epub" if isbns else "its ISBN, or the GGKEY that Google gives"
        yield note(
            Place(), f"{shop.about} finds the book by the file's name: rename it to {wanted}"
        )
    if named and isbns and thirteen(named) not in isbns:
        message = f"the file is named by {named}, but the book's ISBN is {min(isbns)}"
        yield error(place, message, "Rename the file, or correct isbn_epub in [book].")


def _uid(book: Epub) -> str | None:
    """The identifier in the NCX, None where there is no NCX."""
    for item in book.manifest.values():
        root = parse(book.files[item.name]) if _is_ncx(book, item) else None
        for meta in root.iter("{*}meta") if isinstance(root, Element) else ():
            if meta.get("name") == "dtb:uid":
                return (meta.get("content") or "").strip()
    return None


def _is_ncx(book: Epub, item: Item) -> bool:
    return item.media_type == NCX and item.name in book.files


def _cover(book: Epub, shop: Shop) -> Iterator[Problem]:
    place, wants = Place(book.opf_name), shop.cover
    items = book.manifest.values()
    cover = next((i for i in items if "cover-image" in i.properties and i.name in book.files), None)
    if cover is None:
        how = "refuses books without" if wants.required else "is sent it by itself, beside the book"
        severity = Severity.ERROR if wants.required else Severity.NOTE
        yield Problem(severity, place, f"the book has no cover; {shop.about} {how}")
        return
    yield from _page(book, cover, shop)
    yield from _picture(book.files[cover.name], cover, shop)


def _page(book: Epub, cover: Item, shop: Shop) -> Iterator[Problem]:
    """Whether the book begins with a page of its cover, and the shop wants that."""
    first = book.spine[0] if book.spine else ""
    root = book.documents.get(first)
    sources = (i.get("src") or "" for i in root.iter(f"{XHTML}img")) if root is not None else ()
    has_page = any(target(first, source)[0] == cover.name for source in sources)
    if shop.cover.page == "wanted" and not has_page:
        message = f"the book does not begin with a page of its cover, as {shop.about} wants"
        yield warning(Place(first or book.opf_name), message, "Put the cover there, as an img.")
    if shop.cover.page == "doubled" and has_page:
        message = f"{shop.about} shows the cover itself, and this page after it"
        yield note(Place(first), message)


def _picture(data: bytes, cover: Item, shop: Shop) -> Iterator[Problem]:
    place, wants = Place(cover.name), shop.cover
    if cover.media_type not in wants.formats:
        kinds = ", ".join(each.rpartition("/")[2].upper() for each in wants.formats)
        yield error(place, f"the cover is {cover.media_type}; {shop.about} takes {kinds}")
    if wants.bytes and len(data) > wants.bytes:
        message = f"the cover has {_mb(len(data))}; {shop.about} takes {_mb(wants.bytes)}"
        yield error(place, message, "Save it smaller, as a JPEG.")
    try:
        with Image.open(io.BytesIO(data), formats=READ) as picture:
            size, mode = picture.size, picture.mode
    except Exception:  # noqa: BLE001  the general checks say why it cannot be read
        return
    yield from _sides(place, size, wants, shop.about)
    if mode == "CMYK":
        yield error(place, f"the cover is in CMYK; {shop.about} takes RGB", "Convert it.")


def _sides(place: Place, size: tuple[int, int], wants: Cover, about: str) -> Iterator[Problem]:
    shorter, longer = sorted(size)
    is_in = f"the cover has {size[0]} × {size[1]} pixels"
    if shorter < wants.shorter or longer < wants.longer:
        sides = f"{wants.shorter} on the shorter side"
        sides += f" and {wants.longer} on the longer" if wants.longer else ""
        yield error(place, f"{is_in}; {about} wants at least {sides}")
    elif longer > wants.most:
        yield error(place, f"{is_in}; {about} takes at most {wants.most} on a side")
    elif wants.ideal and (shorter < min(wants.ideal) or longer < max(wants.ideal)):
        ideal = f"{wants.ideal[0]} × {wants.ideal[1]}"
        yield note(place, f"{is_in}; {about} calls {ideal} ideal")
    if wants.shape and abs(size[0] / size[1] - wants.shape[0] / wants.shape[1]) > ALIKE:
        across, up = wants.shape
        yield note(place, f"{is_in}; {about} prefers a width to height of {across} to {up}")


def _links(book: Epub, shop: Shop) -> Iterator[Problem]:
    """Links to other shops, one problem for each of these."""
    found: dict[str, list[str]] = {}
    for name, root in book.documents.items():
        for link in root.iter(f"{XHTML}a"):
            other = _shop_of(split(link.get("href") or "").hostname or "", shop.hosts)
            if other:
                found.setdefault(other, []).append(name)
    verb, severity = "is against", Severity.WARNING
    if shop.refuses_links:
        verb, severity = "refuses", Severity.ERROR
    for other, documents in found.items():
        places = list(dict.fromkeys(documents))
        more = f" and {len(places) - NAMED} more" if len(places) > NAMED else ""
        links = counted(len(documents), "link")
        message = f"{links} to {other}, another shop, which {shop.about} {verb}"
        hint = f"In {', '.join(places[:NAMED])}{more}. Link to the work's own page instead."
        yield Problem(severity, Place(places[0]), message, hint)


def _shop_of(host: str, own: tuple[str, ...]) -> str:
    """The other shop that a host belongs to, "" for none."""
    labels = f".{host.lower()}."
    if any(f".{each}." in labels for each in own):
        return ""
    return next((shop for name, shop in SHOPS.items() if f".{name}." in labels), "")


def _texts(book: Epub, shop: Shop) -> Iterator[Problem]:
    letters = 0
    for name, root in book.documents.items():
        letters += len("".join(map(str, root.itertext()))) if shop.pages else 0
        if shop.note:
            yield from _notes(name, root, shop.note, shop.about)
    if letters < shop.pages * MOST_OF_PAGE:
        message = (
            f"the book has less than {shop.pages} pages of text; {shop.about} takes no shorter"
        )
        yield warning(Place(), message)


def _notes(name: str, root: Element, room: tuple[int, int], about: str) -> Iterator[Problem]:
    least, most = room
    for element in root.iter(f"{XHTML}aside", f"{XHTML}li", f"{XHTML}div"):
        if not {"footnote", "endnote"} & set((element.get(EPUB_TYPE) or "").split()):
            continue
        length = len(" ".join("".join(map(str, element.itertext())).split()))
        if not least <= length <= most:
            message = f"a note has {length:,} letters; {about} pops up those of {least} to {most:,}"
            yield note(Place(name), message)


def _mb(size: int) -> str:
    return f"{size / 1e6:,.1f} MB".replace(".0 MB", " MB")

"""Pictures of the text: each large one by itself between paragraphs, and none blown up.

A picture is drawn at its natural size, which is 200 pixels an inch in print, or at the size that
its author gave. A small one, such as a face that stands for a letter, stays in its line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree
from markupsafe import Markup

from anthology.book import Picture
from anthology.compose.pictures import series

Element = etree._Element  # noqa: SLF001  lxml's stubs have no public name for it

SVG = "image/svg+xml"
PPI = 200  # of a picture at its natural size in print; floor.css has the same
CSS_PPI = 96
LOW, NARROW = 64, 200  # pixels: not larger, a picture may stand in a line
PLACES = frozenset({"small", "beside", "full-page", "bleed", "spread"})
PAIR = 2  # pictures of one paragraph stand beside each other
UPRIGHT = 1.2  # times its width a poster or a book's cover is high, at least
_POSTER = re.compile(
    r"\b(?:poster|cover|affiche|plakat|filmplakat|jaquette|couverture|portada|cartel"
    r"|locandina|copertina|omslag|okładka|capa|обложка|постер)\b",
    re.IGNORECASE,
)
_SIZE = re.compile(r"(width|height): (\d+)px")
_PARAGRAPHS = frozenset({"p", "div"})
_HOLDERS = _PARAGRAPHS | {"li", "td", "dd", "blockquote"}
_AROUND = frozenset({"a", "b", "em", "i", "small", "span", "strong", "u"})
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
_HIGH_AS_A_LETTER = "height: 1em"
ALONE = re.compile(
    r"<figure\b[^>]*>(?:(?!<figcaption|</figure>).)*</figure>"
    r"|<p\b[^>]*>\s*<img\b[^>]*/>\s*</p>",
    re.DOTALL,
)
CAPTION = re.compile(r"<figcaption\b[^>]*>(.*?)</figcaption>", re.DOTALL)
LEADING = re.compile(r"\s*<figure\b.*?</figure>", re.DOTALL)  # where a text begins with it


def placed(xhtml: str, pictures: Mapping[str, Picture], edition: str) -> str:
    """The fragment of a body with its pictures in their places and sizes."""
    if "<img" not in xhtml:
        return xhtml
    root = etree.fromstring(f"<body>{xhtml}</body>")
    for image in list(root.iter("img")):
        picture = pictures.get(image.get("src", "").removeprefix("pictures/"))
        _size(image, picture, edition)
        in_line = _set_apart(_unit(image), small=_is_small(image, picture))
        _place(image)
        if picture and not image.get("style"):
            _give_size(image, picture, root, in_line=in_line or edition == "epub")
    series.mark(root, PLACES)
    return _serialised(root)


def _place(image: Element) -> None:
    """Gives the classes of a picture that say where it stands to its figure."""
    figure = next((above for above in image.iterancestors() if above.tag == "figure"), None)
    names = image.get("class", "").split()
    if figure is None or PLACES.isdisjoint(names):
        return
    places = [name for name in names if name in PLACES]
    figure.set("class", " ".join([*figure.get("class", "").split(), *places]))
    left = " ".join(name for name in names if name not in PLACES)
    image.attrib.pop("class")
    if left:
        image.set("class", left)


def _give_size(image: Element, picture: Picture, root: Element, *, in_line: bool) -> None:
    """A drawn icon of no size would fill the line or, in e-books, the page; a poster a page."""
    if picture.media_type == SVG and in_line and picture.width <= NARROW:
        image.set("style", f"width: {picture.width}px")
    elif not image.get("class") and _is_poster(image, picture, root):
        image.set("class", "poster")


def _is_poster(image: Element, picture: Picture, root: Element) -> bool:
    """Whether a picture shows what the work looks like: upright, before the text or by its words.

    Such a picture needs no page. Its figure has no caption, no other picture and is of no series.
    """
    figure = next((above for above in image.iterancestors() if above.tag == "figure"), None)
    if figure is None or picture.height < UPRIGHT * picture.width:
        return False
    if series.is_in_series(figure):
        return False
    others = sum(1 for _ in figure.iter("img", "figcaption")) > 1
    is_first = len(root) > 0 and root[0] is figure and not (root.text or "").strip()
    return not others and (is_first or _POSTER.search(image.get("alt", "")) is not None)


def _size(image: Element, picture: Picture | None, edition: str) -> None:
    """Takes away a size that is larger than the natural one, and the height."""
    match = _SIZE.fullmatch(image.get("style", ""))
    if _stands_for_a_letter(image.get("alt", "")):
        image.set("style", _HIGH_AS_A_LETTER)
    elif match and picture and picture.width and picture.height:
        width = int(match[2])
        if match[1] == "height":
            width = round(width * picture.width / picture.height)
        natural = picture.width if edition == "epub" else picture.width * CSS_PPI / PPI
        if picture.media_type != SVG and width >= natural:
            del image.attrib["style"]
        else:
            image.set("style", f"width: {width}px")


def _stands_for_a_letter(alt: str) -> bool:
    """Whether a picture's words are an emoji, which blogs show as pictures."""
    return 0 < len(alt.strip()) <= 8 and all(
        ord(c) > 0x2000 and not c.isalpha() for c in alt.strip()
    )


def _is_small(image: Element, picture: Picture | None) -> bool:
    """Whether a picture is small enough to stand in a line."""
    if image.get("style") == _HIGH_AS_A_LETTER:
        return True
    width, height = (picture.width, picture.height) if picture else (0, 0)
    match = _SIZE.fullmatch(image.get("style", ""))
    if match and width and height:
        width, height = int(match[2]), int(match[2]) * height // width
    elif match:
        width = height = int(match[2])
    return 0 < height <= LOW and width <= NARROW


def _unit(image: Element) -> Element:
    """The picture with the link and the other inline elements that hold nothing else."""
    unit, above = image, image.getparent()
    while above is not None and above.tag in _AROUND and _is_unit(above):
        unit, above = above, above.getparent()
    return unit


def _is_unit(element: Element) -> bool:
    """Whether an element is a picture, or an inline one with a picture and nothing else."""
    if element.tag == "img":
        return True
    if element.tag not in _AROUND or len(element) != 1:
        return False
    text = (element.text or "") + (element[0].tail or "")
    return not text.strip() and _is_unit(element[0])


def _set_apart(unit: Element, *, small: bool) -> bool:
    """Makes a figure of a picture, and paragraphs of what stands before and after it.

    A small one with text beside it stays where it is: then the result is true.
    """
    holder = unit.getparent()
    if holder is None or holder.tag not in _HOLDERS:
        return False
    alone = _nothing_but_pictures(holder)
    if alone and holder.tag in _PARAGRAPHS:
        _make_figure(holder, small=small)
    elif not alone and not small:
        (_split if holder.tag == "p" else _wrap)(unit)
    return small and not alone


def _nothing_but_pictures(holder: Element) -> bool:
    texts = [holder.text or "", *(child.tail or "" for child in holder)]
    units = all(child.tag == "br" or _is_unit(child) for child in holder)
    return units and not "".join(texts).strip()


def _make_figure(holder: Element, *, small: bool) -> None:
    """Makes a figure of a paragraph of pictures, unless it stands in one.

    Each of more than a pair has one of its own, so that it has a place of its own on the pages.
    """
    breaks = list(holder.iter("br"))
    for line_break in breaks:
        _take_out(line_break)
    above = holder.getparent()
    holder.text = None
    if above is None or above.tag != "figure":
        holder.tag = "figure"
        if len(holder) == PAIR and not breaks:
            series.add_class(holder, "pair")
        elif not small:
            series.part(holder)
        return
    for child in list(holder):
        holder.addprevious(child)
    _take_out(holder)


def _split(unit: Element) -> None:
    """paragraph(before, picture, after) becomes paragraph(before), figure, paragraph(after)."""
    paragraph = unit.getparent()
    if paragraph is None:
        return
    after = etree.Element("p")
    after.attrib.update({n: v for n, v in paragraph.attrib.items() if n != "id"})
    after.text, unit.tail = unit.tail, None
    after.extend(list(unit.itersiblings()))
    after.tail, paragraph.tail = paragraph.tail, None
    figure = etree.Element("figure")
    figure.append(unit)
    _trim(paragraph, after)
    paragraph.addnext(figure)
    if _holds(after):
        figure.addnext(after)
    else:
        figure.tail = after.tail
    if not _holds(paragraph):
        if paragraph.get("id"):
            figure.set("id", str(paragraph.get("id")))
        _take_out(paragraph)


def _wrap(unit: Element) -> None:
    figure = etree.Element("figure")
    unit.addprevious(figure)
    figure.tail, unit.tail = unit.tail, None
    figure.append(unit)


def _trim(before: Element, after: Element) -> None:
    """Takes out the line breaks beside the picture."""
    while len(before) and before[-1].tag == "br" and not (before[-1].tail or "").strip():
        _take_out(before[-1])
    while len(after) and after[0].tag == "br" and not (after.text or "").strip():
        _take_out(after[0])
    after.text = (after.text or "").lstrip()


def _holds(element: Element) -> bool:
    return len(element) > 0 or bool((element.text or "").strip())


def _take_out(element: Element) -> None:
    """Takes an element out; the text after it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _serialised(root: Element) -> str:
    for element in root.iter():
        if element.tag not in _VOID:
            element.text = element.text or ""
    text = etree.tostring(root, encoding="unicode")
    return text.removeprefix("<body>").removesuffix("</body>")


def taken(body: object) -> tuple[Markup, Markup]:
    """The picture of a cell, and the rest of the text; "" if it has none that may be moved.

    A picture with a caption is moved only from the beginning: words stay in their order, and the
    caption begins the text. There is room for one: two beside each other stay where they are.
    """
    text = str(body)
    some = (LEADING.match(text), *ALONE.finditer(text)) if "<img" in text else ()
    found = next((each for each in some if each and each[0].count("<img") == 1), None)
    if found is None:
        return Markup(), Markup(text)  # noqa: S704  our own markup, as it came
    caption = CAPTION.search(found[0])
    words = f'<p class="caption">{caption[1]}</p>' if caption else ""
    rest = f"{text[: found.start()]}{words}{text[found.end() :]}"
    return Markup(CAPTION.sub("", found[0])), Markup(rest)  # noqa: S704

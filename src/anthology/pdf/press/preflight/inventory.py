"""The contents of a finished PDF: colours, pictures, fonts and graphics states of its pages.

Each object is examined once, however many pages share it, and content streams are scanned,
not parsed: 440 pages take a tenth of a second. Those that are known (`scanned`) are only hashed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

HEX = re.compile(rb"<[0-9A-Fa-f\s]*>")  # most of a page: its glyphs
TOKENS = re.compile(
    rb"\((?:\\.|[^()\\])*\)"  # strings, which may hold anything
    rb"|\bBI\s(?P<inline>.*?)\sID\s.*?\sEI\b"
    rb"|(?<=[\s\])>])(?P<paint>rg|RG|[gGkK])(?=\s|$)"
    rb"|/(?P<name>[^\s/<>\[\]()]+)\s+(?:cs|CS)(?=\s|$)",
    re.DOTALL,
)
VALUES = re.compile(rb"(?:[-+\d.]+\s+){4}$")
DEVICE = {b"r": "/DeviceRGB", b"g": "/DeviceGray", b"k": "/DeviceCMYK"}
INLINE = re.compile(rb"/(?:CS|ColorSpace)\s*/(\w+)")
DIGEST = 16  # bytes
SHORT = {"G": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}


@dataclass
class Inventory:
    """All objects that pages can draw, and the colour spaces that they use."""

    pdf: pikepdf.Pdf
    spaces: dict[str, str] = field(default_factory=dict)  # space -> where it is first: "on page 1"
    images: list[Object] = field(default_factory=list)
    groups: list[Object] = field(default_factory=list)  # transparency groups
    states: list[Object] = field(default_factory=list)  # ExtGState dictionaries
    fonts: list[Object] = field(default_factory=list)
    streams: list[Object] = field(default_factory=list)  # every stream of the file
    acting: int = 0  # bookmarks that run an action
    inks: set[tuple[float, ...]] = field(default_factory=set)  # operands of k and K
    known: frozenset[bytes] = frozenset()  # hashes of content streams that need not be scanned
    scanned: set[bytes] = field(default_factory=set)  # hashes of those that name nothing
    _seen: set[tuple[int, int]] = field(default_factory=set)

    def is_new(self, thing: Object) -> bool:
        """Whether `thing` was not examined before; direct objects always are new."""
        number = thing.objgen
        known = number != (0, 0) and number in self._seen
        self._seen.add(number)
        return not known

    def add_space(self, space: str, where: str) -> None:
        """Record a colour space, and where it was first."""
        self.spaces.setdefault(space, where)


def inventory(pdf: pikepdf.Pdf, known: frozenset[bytes] = frozenset()) -> Inventory:
    """The inventory of all pages of `pdf`, without the colours of the streams that are known."""
    found = Inventory(pdf, known=known)
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            found.streams.append(thing)
        elif isinstance(thing, Dictionary) and "/A" in thing and "/Title" in thing:
            found.acting += 1
    for number, page in enumerate(pdf.pages, 1):
        where = f"on page {number}"
        resources = page.obj.get("/Resources")
        if "/Group" in page.obj:
            found.groups.append(page.obj.Group)
        for stream in contents(page.obj):
            if found.is_new(stream):
                _scan(found, stream, resources, where)
        _examine(found, resources, where)
    return found


def contents(page: Object) -> list[Object]:
    """The content streams of a page, in order."""
    streams = page.get("/Contents")
    if streams is None:
        return []
    return list(streams.as_list()) if isinstance(streams, Array) else [streams]


def _entries(resources: Object | None, kind: str) -> Iterator[tuple[str, Object]]:
    held = resources.get(kind) if resources is not None else None
    if isinstance(held, Dictionary):
        yield from ((str(key), value) for key, value in held.items())


def _examine(found: Inventory, resources: Object | None, where: str) -> None:
    """Examine everything that `resources` name, once."""
    if resources is None or not found.is_new(resources):
        return
    for _, thing in _entries(resources, "/XObject"):
        _examine_xobject(found, thing, resources, where)
    for _, state in _entries(resources, "/ExtGState"):
        _examine_state(found, state, where)
    for _, pattern in _entries(resources, "/Pattern"):
        _examine_pattern(found, pattern, where)
    for _, shading in _entries(resources, "/Shading"):
        found.add_space(space(shading.ColorSpace, resources), f"in a shading {where}")
    for _, font in _entries(resources, "/Font"):
        _examine_font(found, font, where)


def _examine_xobject(found: Inventory, thing: Object, resources: Object, where: str) -> None:
    if not found.is_new(thing):
        return
    if thing.get("/Subtype") == Name.Image:
        found.images.append(thing)
        if not thing.get("/ImageMask", False):
            found.add_space(space(thing.get("/ColorSpace"), resources), f"in a picture {where}")
    elif thing.get("/Subtype") == Name.Form:
        _examine_stream(found, thing, resources, where)


def _examine_stream(found: Inventory, thing: Object, outer: Object | None, where: str) -> None:
    """Examine a form, a tile or a glyph: a stream with its own resources, or its owner's."""
    resources = thing.get("/Resources", outer)
    if "/Group" in thing:
        found.groups.append(thing.Group)
    _scan(found, thing, resources, where)
    _examine(found, resources, where)


def _examine_state(found: Inventory, state: Object, where: str) -> None:
    if not found.is_new(state):
        return
    found.states.append(state)
    mask = state.get("/SMask")
    if isinstance(mask, Dictionary) and "/G" in mask and found.is_new(mask.G):
        _examine_stream(found, mask.G, None, where)


def _examine_pattern(found: Inventory, pattern: Object, where: str) -> None:
    if not found.is_new(pattern):
        return
    if isinstance(pattern, Stream):
        _examine_stream(found, pattern, None, where)
    elif "/Shading" in pattern:
        found.add_space(space(pattern.Shading.ColorSpace, None), f"in a gradient {where}")
        if "/ExtGState" in pattern:
            _examine_state(found, pattern.ExtGState, where)


def _examine_font(found: Inventory, font: Object, where: str) -> None:
    if not found.is_new(font):
        return
    found.fonts.append(font)
    if font.get("/Subtype") == Name.Type3:
        for glyph in font.CharProcs.values():
            if found.is_new(glyph):
                _examine_stream(found, glyph, font.get("/Resources"), where)


def _scan(found: Inventory, stream: Object, resources: Object | None, where: str) -> None:
    """Record the colour spaces that a content stream sets, unless it is known."""
    name = _digest(stream)
    if name in found.known or _colours(found, stream.read_bytes(), resources, where):
        found.scanned.add(name)


def _digest(stream: Object) -> bytes:
    """A hash of the bytes of a stream and of how they are compressed."""
    about = stream.stream_dict
    how = [about[key].unparse() for key in ("/Filter", "/DecodeParms") if key in about]
    return sha256(b"\n".join([*how, stream.read_raw_bytes()])).digest()[:DIGEST]


def _colours(found: Inventory, data: bytes, resources: Object | None, where: str) -> bool:
    """Record the colour spaces that are set; whether this needs no resources."""
    data, alone = HEX.sub(b"", data), True
    for token in TOKENS.finditer(data):
        paint = token["paint"]
        if paint:
            found.add_space(DEVICE[paint[:1].lower()], where)
            if paint in b"kK":
                values = VALUES.search(data[max(0, token.start() - 80) : token.start()])
                found.inks.add(tuple(map(float, values[0].split())) if values else ())
        elif token["name"]:
            found.add_space(_named(token["name"].decode("latin-1"), resources), where)
            alone = False
        elif token["inline"]:
            named = INLINE.search(token["inline"])
            key = named[1].decode("latin-1") if named else "G"
            found.add_space(SHORT.get(key) or _named(key, resources), where)
            alone = False
    return alone


def _named(name: str, resources: Object | None) -> str:
    return space(Name(f"/{name}"), resources)


def space(given: Object | None, resources: Object | None) -> str:
    """The name of a colour space, or of its base: "/DeviceGray", "/ICCBased4", "/All"."""
    if isinstance(given, Name):
        spaces = dict(_entries(resources, "/ColorSpace"))
        own = spaces.get(str(given))
        return str(given) if own is None else space(own, None)
    if not isinstance(given, Array):
        return str(given)
    family = str(given[0])
    if family == "/ICCBased":
        return f"/ICCBased{int(given[1].N)}"
    if family == "/Indexed":
        return space(given[1], resources)
    if family in {"/Separation", "/DeviceN"} and str(given[1]) == "/All":
        return "/All"
    return family

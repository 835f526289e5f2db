"""The pages of the second preflight: boxes, annotations, transparency and colours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

Complaint = tuple[str, str]  # its kind and what is wrong
Box = tuple[float, ...]

SPACES_OF_X1A = re.compile(r"/(DeviceCMYK|DeviceGray|Separation|DeviceN|Pattern)$")
COLOUR_OPERATORS = {
    "rg": "/DeviceRGB", "RG": "/DeviceRGB", "k": "/DeviceCMYK", "K": "/DeviceCMYK",
    "g": "/DeviceGray", "G": "/DeviceGray",
}  # fmt: skip
TOLERANCE = 0.02  # points


class Pages:
    """The boxes of the pages, and the colours and states that their content uses."""

    def __init__(self, pdf: pikepdf.Pdf, flavour: str, channels: int | None) -> None:
        self.pdf, self.flavour, self.channels = pdf, flavour, channels
        self.used: Counter[str] = Counter()
        self.visited: set[tuple[int, int]] = set()
        self.found: list[Complaint] = []

    def complaints(self) -> list[Complaint]:
        sizes = set()
        for number, page in enumerate(self.pdf.pages, 1):
            sizes |= self._boxes(number, page.obj)
            self._group(number, page.obj)
            self._content(page, page.obj.get("/Resources", Dictionary()))
        if len(sizes) > 1:
            self._add("BOX-W", f"different trim sizes {sizes}")
        self._colours()
        if len(self.pdf.pages) % 2:
            self._add("POD-W", f"odd page count {len(self.pdf.pages)}")
        return self.found

    def _add(self, code: str, text: str) -> None:
        self.found.append((code, text))

    def _boxes(self, number: int, page: Any) -> set[Box]:
        """The size of the trimmed page."""
        names = ("/MediaBox", "/TrimBox", "/BleedBox", "/CropBox")
        media, trim, bleed, crop = (_box(page, name) for name in names)
        if (trim is None) == ("/ArtBox" not in page):
            self._add("BOX", f"p{number}: exactly one of TrimBox and ArtBox is needed")
        if trim is None:
            return set()
        if bleed and not _inside(trim, bleed):
            self._add("BOX", f"p{number}: TrimBox outside BleedBox")
        if media is None or not _inside(bleed or trim, media):
            self._add("BOX", f"p{number}: BleedBox outside MediaBox")
        if crop and not _inside(bleed or trim, crop):
            self._add("BOX-W", f"p{number}: CropBox smaller than BleedBox")
        self._annotations(number, page, bleed or trim)
        return {(round(trim[2] - trim[0], 1), round(trim[3] - trim[1], 1))}

    def _annotations(self, number: int, page: Any, area: Box) -> None:
        for note in page.get("/Annots", []):
            left, bottom, right, top = _ordered(float(side) for side in note.Rect)
            apart = right <= area[0] or left >= area[2] or top <= area[1] or bottom >= area[3]
            if note.get("/Subtype") not in (Name("/TrapNet"), Name("/PrinterMark")) and not apart:
                self._add("ANNOT", f"p{number}: {note.Subtype} annotation inside BleedBox")
                return

    def _group(self, number: int, page: Any) -> None:
        if "/AA" in page:
            self._add("ACT", f"p{number}: /AA")
        if "/Group" not in page:
            return
        if self.flavour == "x1a":
            self._add("TRANS", f"p{number}: page group")
        elif page.Group.get("/CS") == Name.DeviceRGB and self.channels == 4:
            self._add("TRANS", f"p{number}: RGB blending space with CMYK intent")

    def _content(self, content: Any, resources: Any) -> None:
        for _, drawn in _entries(resources, "/XObject"):
            self._drawn(drawn, resources)
        for name, state in _entries(resources, "/ExtGState"):
            self._state(name, state)
        for _, pattern in _entries(resources, "/Pattern"):
            self._pattern(pattern, resources)
        for _, shading in _entries(resources, "/Shading"):
            self.used["sh " + _space(shading.ColorSpace, resources)] += 1
        for instruction in pikepdf.parse_content_stream(content):
            name = str(instruction.operator)
            if name in COLOUR_OPERATORS:
                self.used[COLOUR_OPERATORS[name]] += 1
            elif name in {"cs", "CS"}:
                self.used[_space(instruction.operands[0], resources)] += 1

    def _pattern(self, pattern: Any, resources: Any) -> None:
        if pattern.get("/PatternType") == 1:
            self._content(pattern, pattern.get("/Resources", resources))
        elif "/Shading" in pattern:
            self.used["sh " + _space(pattern.Shading.ColorSpace, resources)] += 1

    def _drawn(self, drawn: Any, resources: Any) -> None:
        if drawn.objgen in self.visited:
            return
        self.visited.add(drawn.objgen)
        if drawn.get("/Subtype") == Name.Form:
            self._content(drawn, drawn.get("/Resources", resources))
        elif drawn.get("/Subtype") == Name.Image:
            if not drawn.get("/ImageMask", False):
                self.used["img " + _space(drawn.get("/ColorSpace"), resources)] += 1
            if "/SMask" in drawn and self.flavour == "x1a":
                self._add("TRANS", "image with SMask")
            if "/Alternates" in drawn:
                self._add("ALT", "image alternates")

    def _state(self, name: str, state: Any) -> None:
        if self.flavour == "x1a" and not _opaque(state):
            self._add("TRANS", f"ExtGState {name}")
        for key in ("/TR", "/TR2", "/HTP"):
            if key in state and state[key] != Name.Default:
                self._add("TR", f"{key} in ExtGState")

    def _colours(self) -> None:
        for used, times in self.used.items():
            space = used.rsplit(maxsplit=1)[-1]
            needed = {"/DeviceRGB": 3, "/DeviceCMYK": 4}.get(space)
            if self.flavour == "x1a" and not SPACES_OF_X1A.match(space):
                self._add("COL", f"{used} x{times}")
            if self.flavour == "x4" and needed and needed != self.channels:
                self._add("COL", f"{used} x{times}, but the intent has {self.channels} channels")
            if space == "SepAll":
                self._add("COL", "registration colour /All in page content")


def _opaque(state: Any) -> bool:
    solid = float(state.get("/ca", 1)) == float(state.get("/CA", 1)) == 1
    plain = state.get("/BM", Name.Normal) in (Name.Normal, Name("/Compatible"))
    return solid and plain and not isinstance(state.get("/SMask"), Dictionary)


def _space(space: Any, resources: Any) -> str:
    """A colour space's name; "/ICCBased4" with its channels, "SepAll" for all plates at once."""
    if isinstance(space, Name):
        named: Mapping[str, Object] = dict(_entries(resources, "/ColorSpace"))
        return _space(named[str(space)], resources) if str(space) in named else str(space)
    if not isinstance(space, Array):
        return str(space)
    kind = str(space[0])
    if kind == "/ICCBased":
        return f"/ICCBased{int(space[1].N)}"
    if kind == "/Indexed":
        return _space(space[1], resources)
    return "SepAll" if kind in {"/Separation", "/DeviceN"} and str(space[1]) == "/All" else kind


def _entries(resources: Any, kind: str) -> list[tuple[str, Any]]:
    return list(resources.get(kind, Dictionary()).items())


def _box(page: Any, name: str) -> Box | None:
    return tuple(float(side) for side in page[name]) if name in page else None


def _inside(inner: Box, outer: Box) -> bool:
    low = all(inner[i] >= outer[i] - TOLERANCE for i in (0, 1))
    return low and all(inner[i] <= outer[i] + TOLERANCE for i in (2, 3))


def _ordered(sides: Iterator[float]) -> Box:
    x1, y1, x2, y2 = sides
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

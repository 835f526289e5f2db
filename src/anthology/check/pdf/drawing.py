"""What the content streams of a page draw: lines, areas and pictures with their places and inks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import pikepdf
from pikepdf import Dictionary, Name, Object, Stream

from anthology.check.pdf.facts import Box, Colour, Mark, Picture
from anthology.check.pdf.graphics import (
    UPRIGHT,
    Drawn,
    State,
    around,
    bytes_of,
    common,
    content,
    inherited,
    matrix,
    moved,
    moved_box,
    named_space,
    note_group,
    scale,
    times,
)
from anthology.check.pdf.pixels import most_ink
from anthology.check.pdf.tokens import Operand, instructions

DEVICE = {"g": "/DeviceGray", "rg": "/DeviceRGB", "k": "/DeviceCMYK"}
MOST = 200_000  # marks of a page; more is not looked at
DEEP = 12  # forms in forms
SHOWS = frozenset({"Tj", "TJ", "'", '"'})
FILLS = frozenset("f F f* B B* b b*".split())  # noqa: SIM905
STROKES = frozenset("S s B B* b b*".split())  # noqa: SIM905
ENDS = FILLS | STROKES | {"n"}


def drawn(page: pikepdf.Page, inks: dict[tuple[int, int], float]) -> Drawn:
    """All that is drawn on a page. `inks` remembers how much ink a picture has."""
    found = Drawn()
    resources = inherited(page.obj, "/Resources")
    group = page.obj.get("/Group")
    note_group(found, group)
    data = content(page.obj)
    _Run(found, inks, resources).through(data, State())
    return found


@dataclass
class _Run:
    """A content stream on its way; `paths` are the boxes of the path since it was begun."""

    found: Drawn
    inks: dict[tuple[int, int], float]
    resources: Object | None
    depth: int = 0
    states: list[State] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)
    rectangles: list[Box] = field(default_factory=list)
    clipping: bool = False

    def through(self, data: bytes, state: State) -> None:
        """Follow the operators of `data`."""
        for operator, operands in instructions(data):
            if len(self.found.marks) > MOST:
                return
            if operator in ENDS:
                self._paint(operator, state)
                state = self._clipped(state)
            elif operator in SHOWS:
                self._show(operands, state)
            elif act := ACTS.get(operator):
                try:
                    state = act(self, operator, operands, state)
                except (ValueError, TypeError, IndexError, KeyError, AttributeError):
                    continue  # operands that make no sense are passed over, as viewers do

    def resource(self, kind: str, name: Operand) -> Object | None:
        """What a name stands for."""
        held = self.resources.get(kind) if isinstance(self.resources, Dictionary) else None
        return held.get(str(name)) if isinstance(held, Dictionary) else None

    def _paint(self, operator: str, state: State) -> None:
        points, boxes = self.points, self.rectangles
        if points:
            boxes = [*boxes, around(points)]
        for box in boxes if operator != "n" else ():
            if operator in FILLS:
                self._mark("area", box, state.fill, state)
            if operator in STROKES:
                self._mark("line", box, state.stroke, state, state.width * scale(state.matrix))

    def _clipped(self, state: State) -> State:
        if self.clipping and (self.points or self.rectangles):
            box = around([*self.points, *(p for b in self.rectangles for p in (b[:2], b[2:]))])
            state = replace(state, clip=box if state.clip is None else common(state.clip, box))
        self.points, self.rectangles, self.clipping = [], [], False
        return state

    def _mark(self, kind: str, box: Box, colour: Colour, state: State, width: float = 0.0) -> None:
        seen = box if state.clip is None else common(box, state.clip)
        if seen[2] < seen[0] or seen[3] < seen[1]:
            return
        self.note(colour)
        self.found.marks.append(Mark(kind, seen, colour, width, state.overprint))

    def note(self, colour: Colour) -> None:
        """Keep the space of a colour that is used."""
        self.found.spaces.add(colour.space)
        if colour.name:
            self.found.spots.add(colour.name)

    def _show(self, operands: list[Operand], state: State) -> None:
        font = state.font
        if font is None:
            return
        shown = b"".join(each for each in operands if isinstance(each, bytes))
        if not shown:
            return
        self.note(state.fill)
        x, y = state.matrix[4:]
        size = state.size * scale(state.text) * scale(state.matrix)
        mark = Mark("words", (x, y, x, y), state.fill, size, state.overprint)
        if not self.found.marks or self.found.marks[-1] != mark:
            self.found.marks.append(mark)
        if b"\0\0" in shown and font.get("/Encoding") == Name("/Identity-H"):
            pairs = zip(shown[::2], shown[1::2], strict=False)
            self.found.missing |= any(high == low == 0 for high, low in pairs)

    def save(self, _: str, __: list[Operand], state: State) -> State:
        if len(self.states) < 1000:
            self.states.append(state)
        return state

    def restore(self, _: str, __: list[Operand], state: State) -> State:
        return self.states.pop() if self.states else state

    def transform(self, _: str, values: list[Operand], state: State) -> State:
        return replace(state, matrix=times(matrix(values), state.matrix))

    def place_text(self, _: str, values: list[Operand], state: State) -> State:
        return replace(state, text=matrix(values))

    def line_width(self, _: str, values: list[Operand], state: State) -> State:
        return replace(state, width=float(values[0]))

    def clip(self, _: str, __: list[Operand], state: State) -> State:
        self.clipping = True
        return state

    def point(self, _: str, values: list[Operand], state: State) -> State:
        """A point of a path; of a curve its handles too, which hold it in their box."""
        numbers = [float(value) for value in values]
        for x, y in zip(numbers[::2], numbers[1::2], strict=False):
            if len(self.points) < MOST:
                self.points.append(moved(state.matrix, x, y))
        return state

    def move(self, operator: str, values: list[Operand], state: State) -> State:
        if len(self.points) > 1:
            self.rectangles.append(around(self.points))
        self.points = []
        return self.point(operator, values, state)

    def rectangle(self, _: str, values: list[Operand], state: State) -> State:
        x, y, width, height = map(float, values[-4:])
        self.rectangles.append(moved_box(state.matrix, (x, y, x + width, y + height)))
        return state

    def device(self, operator: str, values: list[Operand], state: State) -> State:
        colour = Colour(DEVICE[operator.lower()], tuple(map(float, values)))
        return _with(state, operator, colour)

    def space(self, operator: str, values: list[Operand], state: State) -> State:
        name = str(values[0])
        space, spot = named_space(self.resource("/ColorSpace", name), name)
        colour = Colour(space, (), spot)
        return _with(state, operator, colour)

    def colour(self, operator: str, values: list[Operand], state: State) -> State:
        own = state.stroke if operator.isupper() else state.fill
        numbers = tuple(value for value in values if isinstance(value, float))
        if values and isinstance(values[-1], str):
            own = Colour("/Pattern")
            self._pattern(self.resource("/Pattern", values[-1]), state)
        return _with(state, operator, replace(own, values=numbers))

    def _pattern(self, pattern: Object | None, state: State) -> None:
        if isinstance(pattern, Stream):
            self._form(pattern, replace(state, clip=(0.0, 0.0, 0.0, 0.0)))
        elif isinstance(pattern, Dictionary) and "/Shading" in pattern:
            space, spot = named_space(pattern.Shading.get("/ColorSpace"), "")
            self.note(Colour(space, (), spot))

    def font(self, _: str, values: list[Operand], state: State) -> State:
        font = self.resource("/Font", values[0])
        if isinstance(font, Dictionary):
            key = str(font.objgen) if font.objgen != (0, 0) else str(font.get("/BaseFont"))
            self.found.fonts.setdefault(key, font)
        size = float(values[1])
        return replace(state, font=font if isinstance(font, Dictionary) else None, size=size)

    def graphics(self, _: str, values: list[Operand], state: State) -> State:
        given = self.resource("/ExtGState", values[0])
        if not isinstance(given, Dictionary):
            return state
        if isinstance(given.get("/SMask"), Dictionary):
            self.found.transparent.add("a soft mask")
        if min(float(given.get("/ca", 1)), float(given.get("/CA", 1))) < 1:
            self.found.transparent.add("an opacity below 1")
        if given.get("/BM", Name.Normal) not in (Name.Normal, Name("/Compatible")):
            self.found.transparent.add("a blend mode")
        width = float(given.get("/LW", state.width))
        over = bool(given.get("/op", given.get("/OP", state.overprint)))
        return replace(state, width=width, overprint=over)

    def shade(self, _: str, values: list[Operand], state: State) -> State:
        shading = self.resource("/Shading", values[0])
        if isinstance(shading, Dictionary | Stream):
            space, spot = named_space(shading.get("/ColorSpace"), "")
            self._mark("area", state.clip or (0, 0, 0, 0), Colour(space, (), spot), state)
        return state

    def inline(self, _: str, __: list[Operand], state: State) -> State:
        self.found.pictures.append(Picture(moved_box(state.matrix, (0, 0, 1, 1)), (0, 0), 0.0, ""))
        return state

    def draw(self, _: str, values: list[Operand], state: State) -> State:
        thing = self.resource("/XObject", values[0])
        if not isinstance(thing, Stream):
            return state
        if thing.get("/Subtype") == Name.Image:
            self._picture(thing, state, str(values[0]))
        elif thing.get("/Subtype") == Name.Form:
            self._form(thing, state)
        return state

    def _picture(self, image: Object, state: State, name: str) -> None:
        wide, high = int(image.get("/Width", 0)), int(image.get("/Height", 0))
        a, b, c, d = state.matrix[:4]
        inches = (a * a + b * b) ** 0.5 / 72, (c * c + d * d) ** 0.5 / 72
        sides = [n / size for n, size in zip((wide, high), inches, strict=True) if size]
        mask = bool(image.get("/ImageMask", False))
        space, spot = named_space(image.get("/ColorSpace"), "")
        if not mask:
            self.note(Colour(space, (), spot))
        if "/SMask" in image:
            self.found.transparent.add("a picture with a soft mask")
        box = moved_box(state.matrix, (0, 0, 1, 1))
        seen = box if state.clip is None else common(box, state.clip)
        bits = 1 if mask else int(image.get("/BitsPerComponent", 8))
        ink = most_ink(image, self.inks) if space in {"/DeviceCMYK", "/ICCBased4"} else 0.0
        self.found.pictures.append(
            Picture(seen, (wide, high), min(sides, default=0.0), space, bits, ink, mask, name)
        )

    def _form(self, form: Object, state: State) -> None:
        self.found.entered += 1
        if self.depth >= DEEP or self.found.entered > 5000:
            return
        note_group(self.found, form.get("/Group"))
        placed = times(matrix([float(n) for n in form.get("/Matrix", UPRIGHT)]), state.matrix)
        inner = _Run(
            self.found, self.inks, form.get("/Resources", self.resources), depth=self.depth + 1
        )
        inner.through(bytes_of(form), replace(state, matrix=placed))


def _with(state: State, operator: str, colour: Colour) -> State:
    """The state with another colour; operators in capitals are those of lines."""
    return replace(state, stroke=colour) if operator.isupper() else replace(state, fill=colour)


Act = Callable[[_Run, str, list[Operand], State], State]
ACTS: Mapping[str, Act] = {
    "q": _Run.save,
    "Q": _Run.restore,
    "cm": _Run.transform,
    "w": _Run.line_width,
    "Tm": _Run.place_text,
    "m": _Run.move,
    "re": _Run.rectangle,
    **dict.fromkeys(("W", "W*"), _Run.clip),
    "Tf": _Run.font,
    "gs": _Run.graphics,
    "sh": _Run.shade,
    "BI": _Run.inline,
    "Do": _Run.draw,
    **dict.fromkeys(("l", "c", "v", "y"), _Run.point),
    **dict.fromkeys(("g", "G", "rg", "RG", "k", "K"), _Run.device),
    **dict.fromkeys(("cs", "CS"), _Run.space),
    **dict.fromkeys(("sc", "SC", "scn", "SCN"), _Run.colour),
}

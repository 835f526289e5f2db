"""What is drawn: colours, transparency, fonts, streams."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Stream

from anthology.pdf.press.preflight.file import Complaints, File

NAMED = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}
FLAT_SPACES = {"/DeviceGray", "/DeviceCMYK", "/Separation", "/DeviceN", "/Pattern"}
EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")


def colours(file: File) -> Complaints:
    """Row 10: only colours of the stated inks."""
    allowed = file.channels
    for space, where in file.holds.spaces.items():
        if space == "/All":
            yield f"the colour of registration marks, in {where}"
        elif file.flavour == "x1a":
            if space not in FLAT_SPACES:
                yield f"{space[1:]}, in {where}"
        elif space == "/DeviceRGB" and allowed != 3:
            yield f"DeviceRGB, in {where}"
        elif space == "/DeviceCMYK" and allowed not in (4, None):
            yield f"DeviceCMYK where the printing condition is grey, in {where}"


def transparency(file: File) -> Complaints:
    """Row 11: nothing shines through."""
    if any(group.get("/S") == Name.Transparency for group in file.holds.groups):
        yield "a transparency group"
    if any("/SMask" in image for image in file.holds.images):
        yield "a picture with a soft mask"
    for state in file.holds.states:
        if isinstance(state.get("/SMask"), Dictionary):
            yield "a soft mask"
        if any(float(state.get(key, 1)) != 1 for key in ("/ca", "/CA")):
            yield "opacity below 1"
        if state.get("/BM", Name.Normal) not in (Name.Normal, Name("/Compatible")):
            yield "a blend mode"


def blending(file: File) -> Complaints:
    """Row 12: transparency blends in the stated inks."""
    for group in file.holds.groups:
        blends = NAMED.get(str(group.get("/CS")))
        fits = {1: {1}, 3: {3}, 4: {1, 4}}.get(file.channels or 0, {1, 4})
        if blends and blends not in fits:
            yield f"a group blends in {str(group.CS)[1:]}, unlike the printing condition"


def fonts(file: File) -> Complaints:
    """Row 15: every font is in the file."""
    for font in file.holds.fonts:
        if font.get("/Subtype") == Name.Type3:
            continue  # its glyphs are streams of the file
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        descriptor = inner.get("/FontDescriptor")
        name = str(font.get("/BaseFont", "a font"))[1:]
        if descriptor is None or not any(key in descriptor for key in EMBEDDED):
            yield f"{name} is not embedded"
        elif file.flavour == "x1a" and _is_opentype(descriptor):
            yield f"{name} is embedded as OpenType, which came with PDF 1.6"


def _is_opentype(descriptor: Object) -> bool:
    program = descriptor.get("/FontFile3")
    return program is not None and program.get("/Subtype") == Name.OpenType


def streams(file: File) -> Complaints:
    """Row 16: nothing compressed or kept in a way that presses refuse."""
    for stream in file.holds.streams:
        given = stream.get("/Filter")
        filters = (
            {str(one) for one in given.as_list()} if isinstance(given, Array) else {str(given)}
        )
        if "/LZWDecode" in filters:
            yield "a stream compressed with LZW"
        if file.flavour == "x1a" and filters & {"/JPXDecode", "/JBIG2Decode"}:
            yield "a picture as JPEG 2000 or JBIG2"
        if "/F" in stream or "/OPI" in stream or stream.get("/Subtype") == Name("/PS"):
            yield "a stream that is kept elsewhere, or PostScript"
        if "/Alternates" in stream:
            yield "a picture with alternates"


def tones(file: File) -> Complaints:
    """Row 17: no transfer curves, no halftones of our own."""
    for state in file.holds.states:
        for key in ("/TR", "/TR2"):
            if key in state and state[key] != Name.Default:
                yield "a transfer curve"
        if "/HTP" in state or _halftone_is_named(state.get("/HT")):
            yield "a halftone that the printer must set"


def _halftone_is_named(halftone: Object | None) -> bool:
    if not isinstance(halftone, Dictionary | Stream):
        return False
    return int(halftone.get("/HalftoneType", 0)) not in {1, 5} or "/HalftoneName" in halftone


def layers(file: File) -> Complaints:
    """Row 18: no layers that print otherwise than they show."""
    layers = file.root.get("/OCProperties")
    if layers is None:
        return
    if file.flavour == "x1a":
        yield "layers, which came with PDF 1.5"
    elif len(layers.get("/Configs", Array())) or "/AS" in layers.get("/D", Dictionary()):
        yield "layers that show in one way and print in another"

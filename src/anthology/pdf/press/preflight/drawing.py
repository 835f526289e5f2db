"""Checks of what a press file draws: colours, transparency, fonts, streams."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Stream

from anthology.pdf.press.preflight.file import Faults, File

NAMED = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}
FLAT_SPACES = {"/DeviceGray", "/DeviceCMYK", "/Separation", "/DeviceN", "/Pattern"}
EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")


def colours(file: File) -> Faults:
    """Check 10: only colours of the stated inks."""
    allowed = file.channels
    for space, where in file.contents.spaces.items():  # "on page 1"
        if space == "/All":
            yield f"it has the colour of registration marks {where}"
        elif file.flavour == "x1a":
            if space not in FLAT_SPACES:
                yield f"it has {space[1:]} colours {where}"
        elif space == "/DeviceRGB" and allowed != 3:
            yield f"it has DeviceRGB colours {where}"
        elif space == "/DeviceCMYK" and allowed not in (4, None):
            yield f"it has DeviceCMYK colours {where}, but its printing condition is grey"


def transparency(file: File) -> Faults:
    """Check 11: no transparency."""
    if any(group.get("/S") == Name.Transparency for group in file.contents.groups):
        yield "it has a transparency group"
    if any("/SMask" in image for image in file.contents.images):
        yield "it has a picture with a soft mask"
    for state in file.contents.states:
        if isinstance(state.get("/SMask"), Dictionary):
            yield "it has a soft mask"
        if any(float(state.get(key, 1)) != 1 for key in ("/ca", "/CA")):
            yield "it has an opacity below 1"
        if state.get("/BM", Name.Normal) not in (Name.Normal, Name("/Compatible")):
            yield "it has a blend mode"


def blending(file: File) -> Faults:
    """Check 12: transparency blends in the stated inks."""
    for group in file.contents.groups:
        blends = NAMED.get(str(group.get("/CS")))
        fits = {1: {1}, 3: {3}, 4: {1, 4}}.get(file.channels or 0, {1, 4})
        if blends and blends not in fits:
            yield f"it blends in {str(group.CS)[1:]}, which its printing condition does not have"


def fonts(file: File) -> Faults:
    """Check 15: every font is embedded."""
    for font in file.contents.fonts:
        if font.get("/Subtype") == Name.Type3:
            continue  # its glyphs are drawn by streams of the file
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        descriptor = inner.get("/FontDescriptor")
        name = str(font.get("/BaseFont", "/?"))[1:]
        if descriptor is None or not any(key in descriptor for key in EMBEDDED):
            yield f"the font {name} is not embedded"
        elif file.flavour == "x1a" and _is_opentype(descriptor):
            yield f"the font {name} is embedded as OpenType, which is newer than PDF 1.3"


def _is_opentype(descriptor: Object) -> bool:
    program = descriptor.get("/FontFile3")
    return program is not None and program.get("/Subtype") == Name.OpenType


def streams(file: File) -> Faults:
    """Check 16: nothing is compressed or stored in a way that presses refuse."""
    for stream in file.contents.streams:
        given = stream.get("/Filter")
        filters = (
            {str(one) for one in given.as_list()} if isinstance(given, Array) else {str(given)}
        )
        if "/LZWDecode" in filters:
            yield "one of its streams is compressed with LZW"
        if file.flavour == "x1a" and filters & {"/JPXDecode", "/JBIG2Decode"}:
            yield "one of its pictures is compressed as JPEG 2000 or JBIG2"
        if "/F" in stream or "/OPI" in stream or _is_postscript(stream):
            yield "one of its streams is in another file, or is PostScript"
        if "/Alternates" in stream:
            yield "one of its pictures has alternates"


def _is_postscript(stream: Object) -> bool:
    return "/Subtype" in stream and stream.Subtype == Name("/PS")


def tones(file: File) -> Faults:
    """Check 17: no transfer curves, and no halftones but the default."""
    for state in file.contents.states:
        for key in ("/TR", "/TR2"):
            if key in state and state[key] != Name.Default:
                yield "it has a transfer curve"
        if "/HTP" in state or _halftone_is_named(state.get("/HT")):
            yield "it has a halftone, which only the printer may choose"


def _halftone_is_named(halftone: Object | None) -> bool:
    if not isinstance(halftone, Dictionary | Stream):
        return False
    return int(halftone.get("/HalftoneType", 0)) not in {1, 5} or "/HalftoneName" in halftone


def layers(file: File) -> Faults:
    """Check 18: no layers that look different in print and on a screen."""
    layers = file.root.get("/OCProperties")
    if layers is None:
        return
    if file.flavour == "x1a":
        yield "it has layers, which are newer than PDF 1.3"
    elif len(layers.get("/Configs", Array())) or "/AS" in layers.get("/D", Dictionary()):
        yield "it has layers that look different in print and on a screen"

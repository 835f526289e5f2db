"""Which faces each built-in style has, and the packages that they come from."""

from __future__ import annotations

from dataclasses import dataclass

SCRIPTS = ("latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek", "greek-ext")
NUMBERS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700, "Black": 900}
DEBIAN = "x/usr/share/fonts"


@dataclass(frozen=True)
class Face:
    """One file to make."""

    style: str
    family: str  # as style.toml names it
    source: str  # of @fontsource/, or a path of Debian's with {} for the cut
    cuts: tuple[str, ...]  # "Regular", "Italic", "Bold", "BoldItalic", "SemiBold" ...
    renamed: str = ""  # why, where the licence reserves the name
    text: bool = False  # it sets text, and so needs small capitals

    def file(self, cut: str) -> str:
        """The name of the file, such as "Literata-Regular.ttf"."""
        suffix = "otf" if "{" in self.source and "libertine" in self.source else "ttf"
        return f"{self.family.replace(' ', '')}-{cut}.{suffix}"


ROMANS = ("Regular", "Italic", "Bold", "BoldItalic")
LIBERTINE = f"{DEBIAN}/opentype/linux-libertine/LinLibertine_{{}}.otf"
VOLLKORN = f"{DEBIAN}/truetype/vollkorn/Vollkorn-{{}}.ttf"
FACES = (
    Face("guide", "Anthology Libertine", LIBERTINE, ROMANS, "“Linux Libertine” is reserved"),
    Face("guide", "Libre Franklin", "libre-franklin", ("SemiBold", "Bold")),
    Face("yearbook", "Yearbook Serif", "source-serif-4", ROMANS, "“Source” is reserved", True),
    Face("yearbook", "Barlow Condensed", "barlow-condensed", ("Medium", "Bold")),
    Face("quarterly", "Vollkorn", VOLLKORN, ROMANS),
    Face("quarterly", "Alegreya Sans", "alegreya-sans", ("Regular", "Italic", "Bold")),
    Face("paperback", "Literata", "literata", ROMANS, text=True),
    Face("modern", "Inter", "inter", ROMANS, text=True),
    Face("marquee", "Spectral", "spectral", ROMANS, text=True),
    Face("marquee", "League Gothic", "league-gothic", ("Regular",)),
    Face("typescript", "Courier Prime", "courier-prime", ROMANS, text=True),
)
# Of Linux Libertine the names of the files.
LIBERTINE_CUTS = {"Regular": "R", "Italic": "RI", "Bold": "RB", "BoldItalic": "RBI"}


def weight(cut: str) -> int:
    """The number of a cut's weight: 700 of "BoldItalic"."""
    return NUMBERS.get(cut.removesuffix("Italic") or "Regular", 400)

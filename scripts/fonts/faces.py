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
    ranges: tuple[tuple[int, int], ...] = ()  # of characters, if not all of our scripts
    units: int = 0  # an em of so many units, to scale it; 0: its own

    def file(self, cut: str) -> str:
        """The name of the file, such as "Literata-Regular.ttf"."""
        suffix = "otf" if "{" in self.source and "libertine" in self.source else "ttf"
        return f"{self.family.replace(' ', '')}-{cut}.{suffix}"


ROMANS = ("Regular", "Italic", "Bold", "BoldItalic")
LIBERTINE = f"{DEBIAN}/opentype/linux-libertine/LinLibertine_{{}}.otf"
VOLLKORN = f"{DEBIAN}/truetype/vollkorn/Vollkorn-{{}}.ttf"
TYPEWRITER = f"{DEBIAN}/truetype/cmu/cmun{{}}.ttf"
# With the spaces between such words.
GREEK_AND_CYRILLIC = ((0x20, 0x20), (0xA0, 0xA0), (0x370, 0x52F), (0x1F00, 0x206F))
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
    # Letters of 525 units become as wide as Courier's, which are 0.6 em.
    Face(
        "typescript", "CMU Typewriter", TYPEWRITER, ROMANS, ranges=GREEK_AND_CYRILLIC, units=875
    ),
)  # fmt: skip
# How files name the cuts, where not in full.
CUTS = {
    "Anthology Libertine": {"Regular": "R", "Italic": "RI", "Bold": "RB", "BoldItalic": "RBI"},
    "CMU Typewriter": {"Regular": "tt", "Italic": "it", "Bold": "tb", "BoldItalic": "tx"},
}


def weight(cut: str) -> int:
    """The number of a cut's weight: 700 of "BoldItalic"."""
    return NUMBERS.get(cut.removesuffix("Italic") or "Regular", 400)

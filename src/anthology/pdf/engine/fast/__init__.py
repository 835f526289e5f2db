"""WeasyPrint's inner functions that cost most, exchanged for faster ones that give the same.

    flow        what is neither floating nor positioned is seen at once
    footnotes   each note of a page is laid out beside its neighbour, not with all before it
    lengths     used lengths are kept by what they depend on
    lineboxes   a line beside no float is as wide as its block, and its height its style's
    pages       the styles of pages are computed once for all that the same rules apply to
    layouts     what Pango wants to know of a style is told once, not for each line
    drawing     a line is drawn from the `glyphs` that its layout shaped, not shaped again
    leaders     the dots of a leader are one text, not a box each

All of this is private to the one version that `engine` allows. What a shortcut does not
understand it leaves to WeasyPrint. Glyphs are placed more exactly than WeasyPrint does, which
cuts each kerning off to a whole thousandth of an em: errors here do not add up.
"""

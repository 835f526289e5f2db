"""Faster functions in the place of WeasyPrint's most expensive ones, with the same results.

    flow        a box that neither floats nor is positioned is recognised at once
    cascade     elements to which the same rules apply share their style at once
    columns     columns of a full page are laid out once, those of a last one made even in few steps
    footnotes   each note of a page is laid out beside its neighbour, not with all before it
    lengths     used lengths are cached by everything they depend on
    lineboxes   a line beside no float is as wide as its block; its height is its style's
    pages       the styles of pages are computed once for all pages with the same rules
    layouts     Pango is set up once for each style, not for each line
    drawing     a line is drawn from the glyphs (`glyphs`) that its layout shaped
    hyphenation patterns are parsed when a word needs them
    shapes      a drawing without text is computed once for each size
    leaders     the dots of a leader are one text, not a box each

What a function here does not handle it leaves to WeasyPrint's own. Glyphs are placed more
exactly than WeasyPrint does, which cuts each kerning off to a whole thousandth of an em, so
that errors add up.
"""

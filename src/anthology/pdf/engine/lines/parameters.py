"""What makes a paragraph even: every parameter of line breaking, with its unit and reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Parameters:
    """Lengths are in ems, ratios in natural word spaces, penalties in TeX's units.

    The demerits of a line are the square of its badness (100 at the limit of what is good) and
    its penalty; the paragraph with the smallest sum is set.
    """

    # How far a word space may go; 0.5 more is what the eye begins to see as a gap, and
    # a quarter less is where words begin to run together.
    stretch: float = 0.36  # of a space; badness is 100 there
    shrink: float = 0.14  # of a space; badness is 100 there
    least_space: float = 0.25  # of a space; never closed by more than this

    # Where the spaces of a line would still be too wide or too narrow after its letters have
    # changed as far as its style lets them (`Letters`), tracking goes so many times further.
    further: float = 1.5
    ideograph_tracking: float = 0.06  # em: scripts without word spaces are justified so

    # Ragged lines have no space to open: this much, at their ends, counts as one.
    rag: float = 10.0  # em

    # Demerits are squares: a hyphen costs as much as a line somewhat over the limit.
    line_penalty: float = 10.0  # every line costs a little: fewer lines win a tie
    hyphen_penalty: float = 1500.0  # a word divided by its language's patterns
    compound_penalty: float = 2500.0  # the same, where a hyphen joins the word to another
    soft_hyphen_penalty: float = 1000.0  # by the author's own soft hyphen
    dash_penalty: float = 150.0  # after a hyphen the author wrote: it looks like a division
    slash_penalty: float = 60.0  # after a slash, inside an address
    name_penalty: float = 5000.0  # a word with a capital, which may be a name
    anywhere_penalty: float = 8000.0  # inside a word that no line can hold
    doubled_hyphens: float = 3_000_000.0  # demerits: two divided lines in a row
    last_hyphen: float = 2_000_000.0  # demerits: a divided word before the last line
    unlike_neighbour: float = 8_000.0  # demerits a class of evenness skipped
    runt: float = 5_000_000.0  # demerits: a last line of one word, or shorter than `runt_width`
    runt_width: float = 3.0  # em: a last line should be clearly longer than an indent
    item_runt: float = 60_000.0  # demerits: the same in a list, where no indent follows
    divided_runt: float = 3_000_000.0  # demerits: the last line is the rest of a word
    page_end_hyphen: float = 4_000_000.0  # demerits: a word divided between pages
    short_page: float = 4_000_000.0  # demerits: one line left over, which takes another with it
    other_length: float = 4_000_000.0  # demerits: what ending a page well may cost at most

    # Looser lines are not searched at first.
    reach: float = 0.3  # of the measure


PARAMETERS = Parameters()


@dataclass(frozen=True)
class Letters:
    """How far the letters of a line change before any of its word spaces does.

    No reader sees it: they are tracked (0.09 pt at 11 pt), and drawn wider or narrower, by less
    than microtype does in TeX (2 %). A style sets other limits with `--tracking-limit` and
    `--expansion-limit`.
    """

    tracking: float = 0.008  # em a glyph
    expansion: float = 0.018  # of the line's width


LETTERS = Letters()
RIGID = Letters(0.0, 0.0)

# How much of a character hangs outside the margin, so that the edge looks straight: a little
# less than what microtype does for Garamond.
HANGING_RIGHT = {
    **dict.fromkeys("-\u2010\u00ad.,", 0.6),
    **dict.fromkeys("’”'\"", 0.4),
    **dict.fromkeys(":;", 0.4),
    **dict.fromkeys("–", 0.25),
    **dict.fromkeys("—!?)]*", 0.15),
}
HANGING_LEFT = {**dict.fromkeys("‘“'\"", 0.5), **dict.fromkeys("([—", 0.1)}

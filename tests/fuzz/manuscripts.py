"""Manuscripts that nobody would write: pieces of markup, any Unicode, real reviews gone wrong."""

from __future__ import annotations

from hypothesis import strategies as st

from conftest import ROOT, SHARED

PIECES = [
    "<b>", "</b>", "<p>", "</p>", "<div>", "</div>", "<table>", "<tr>", "<td>", "</table>",
    "<ul>", "<li>", "</ul>", "<dl>", "<dd>", "<dt>", "<a href='javascript:x'>", "<a href='#x'>",
    "</a>", "<script>", "</script>", "<style>", "<svg>", "</svg>", "<math>", "<mtext>",
    "<img src=x onerror=y>", "<!--", "-->", "<![CDATA[", "]]>", "<x y='z", "<p title=\"",
    "&#xFFFF;", "&lt;", "&", "<pre>\n\n", "</pre>", "<h2>", "</h2>", "<noscript>",
    "<plaintext>", "<textarea>", "<select>", "<template>", "<section class=notes>",
    "<aside class=note id=note-1>", "<span id=x>", "<center>", "<ruby>", "<rt>", "\u202e",
    "\u2069", "\x00", "\ufeff", "\r\n", "\n\n", "- ", "1. ", "> ", "# ", "    ", "*", "**", "_",
    "`", "```\n", "[^1]", "[^1]: ", "[a](b)", "![a](b)", "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "{: onclick=x }", "{.spoiler}", "{spoiler}", "{/spoiler}", "Term\n: Definition\n", "---\n",
    "words ", "\u05e9\u05dc\u05d5\u05dd", "caf\xe9", "\U0001f600",
]  # fmt: skip
MIXED = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map("".join)
ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=200)
PLAIN = st.text(st.characters(exclude_categories=["Cs", "Co", "Cn"]), max_size=300)


def real() -> list[str]:
    """Reviews as people write them: this repository's, and those of ../shared where it is there."""
    folders = [ROOT / "manuscripts", ROOT / "examples", ROOT / "tests" / "corpora"]
    paths = [path for folder in folders for path in sorted(folder.rglob("*"))]
    paths += sorted(SHARED.glob("corpus/**/*.md"))[::12]
    texts = (path.read_text("utf-8") for path in paths if path.suffix in {".md", ".txt"})
    return [text for text in texts if len(text) < 20_000]


def gone_wrong(text: str, slips: list[tuple[float, int, str]]) -> str:
    """A text with pieces put in, each at a share of its length, in the place of some letters."""
    for where, gone, piece in slips:
        at = int(where * len(text))
        text = text[:at] + piece + text[at + gone :]
    return text


SLIPS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(PIECES)), min_size=1, max_size=8
)
MUTATED = st.builds(gone_wrong, st.sampled_from(real()), SLIPS)

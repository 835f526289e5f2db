"""Formulas are read from TeX and MathML, reduced to what is allowed, and drawn."""

from __future__ import annotations

import re

import pytest

from anthology import formulas
from anthology.compose.forms.formulas import drawings, with_formulas
from anthology.config import Settings
from anthology.formulas import mathml
from anthology.formulas.drawing import MEASURE, SIZE, drawn
from anthology.load.clean.clean import clean
from anthology.load.formats.read import read
from anthology.load.header.front_matter import split
from anthology.report import Place

TEX = '<annotation encoding="application/x-tex">x^2</annotation>'
BARE = re.compile(r' xmlns="[^"]*"| display="\w+"|</?mrow>')


def elements(source: str | None) -> str:
    return BARE.sub("", source or "nothing").removeprefix("<math>").removesuffix("</math>")


def found_in(text: str, name: str = "a.md") -> list[str]:
    """The TeX of the formulas in a manuscript."""
    head = "" if name.endswith(("html", "txt")) else "---\ntitle: T\n---\n"
    body = read(split(head + text, name), "T", Settings().limits).finished.body.xhtml
    return re.findall(r'<code class="formula"[^>]*>([^<]*)</code>', body)


@pytest.mark.parametrize(
    ("tex", "wanted"),
    [
        ("x^2", "<msup><mi>x</mi><mn>2</mn></msup>"),
        (r"\frac{a}{b}", "<mfrac><mi>a</mi><mi>b</mi></mfrac>"),
        (r"\mathrm{d}x", '<mi mathvariant="normal">d</mi><mi>x</mi>'),
        (r"\color{red}{x}", "<mstyle><mi>x</mi></mstyle>"),
        (r"\href{javascript:x}{y}", "<mi>y</mi>"),
        (r"\begin{equation}x\end{equation}", "<mi>x</mi>"),
        (r"\foo{x}", "nothing"),
        (r"\frac{a}{", "nothing"),
        ("x^2^3", "nothing"),
        ("{" * 500 + "x" + "}" * 500, "nothing"),
        (r"\begin{nowhere}a&b\end{nowhere}", "nothing"),
    ],
)
def test_tex_becomes_mathml(tex: str, wanted: str) -> None:
    assert elements(mathml.of_tex(tex, display=False)) == wanted


def test_aligned_lines_have_no_numbers() -> None:
    for name in ("aligned", "align", "align*", "split"):
        found = mathml.of_tex(rf"\begin{{{name}}}a&=b\\c&=d\end{{{name}}}", display=True) or ""
        assert found.count("<mtr>") == 2
        assert "(1)" not in found


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ('<math onclick="x()"><mi href="y" class="z">a</mi></math>', "<mi>a</mi>"),
        ("<m:math xmlns:m='http://www.w3.org/1998/Math/MathML'><m:mi>a</m:mi></m:math>",
         "<mi>a</mi>"),
        ("<math><mi>&alpha;</mi><mo>&lt;</mo></math>", "<mi>α</mi><mo>&lt;</mo>"),
        (f"<math><semantics><mi>a</mi>{TEX}</semantics></math>", "<mi>a</mi>"),
        (
            '<math><mfenced open="[" separators=";"><mi>a</mi><mi>b</mi></mfenced></math>',
            "<mo>[</mo><mi>a</mi><mo>;</mo><mi>b</mi><mo>)</mo>",
        ),
        ("<math><script>alert(1)</script><mi>a</mi></math>", "nothing"),
        ("<math><mtext><img src='x'/>a</mtext></math>", "nothing"),
        ("<math></math>", "nothing"),
        ("<math><mi>a</math>", "nothing"),
        ("<math>" + "<mrow>" * 60 + "<mi>a</mi>" + "</mrow>" * 60 + "</math>", "nothing"),
    ],
)  # fmt: skip
def test_mathml_keeps_what_is_allowed(source: str, wanted: str) -> None:
    assert elements(mathml.legal(source)) == wanted


def test_words_stand_for_mathml() -> None:
    assert mathml.in_words('<math alttext="a over b"><mi>a</mi></math>') == "a over b"
    assert mathml.in_words("<math><mi>x</mi><mo>=</mo><mn>1</mn></math>") == "x = 1"
    assert mathml.in_words(f"<math><semantics><mi>x</mi>{TEX}</semantics></math>") == "x^2"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "As $f''(x)$, $n-1$, $p < 0.05$, $(a+b)$ and $|x|$.",
            ["f''(x)", "n-1", "p &lt; 0.05", "(a+b)", "|x|"],
        ),
        ("Ke$ha, A$AP, $uicideboy$, $$$, $-5, $$ or $AB$.", []),
        ("The $E = mc^2$ of \\(x_1\\).", ["E = mc^2", "x_1"]),
        ("$$\n\\alpha\n+ b_1\n$$", ["\\alpha + b_1"]),
        ("One $$a_1$$ two \\[\\beta\\] three.", ["a_1", "\\beta"]),
        ("\\[a \\\\[2pt] b_1\\] and \\(f_1(x)\\).", ["a \\\\[2pt] b_1", "f_1(x)"]),
        ("Over two $a_1 +\nb_2$ lines.", ["a_1 + b_2"]),
        ("> A quotation\n> $$\n> a^2\n> $$\n> ends.", ["a^2"]),
        ("- item $n$\n- ($\\gamma$)", ["n", "\\gamma"]),
        ("Code `$x_1$` and\n\n    $y_1$", []),
        ("It cost $5 and $10, US$20–$30, and costs $5, not $3.", []),
        ("Even $5 (=£4) or US$ 6, and $5 = 7 in US$ now.", []),
        ("From $3_000 to $4_000, \\$x^2\\$, $ x^2 $.", []),
        ("\\(1/2\\) \\(n - 1\\) \\(a < b\\)", []),
        ("\\(or so\\) \\[sic\\]", []),
        ("MathML <math><mi>q</mi></math>.", ["q"]),
    ],
)
def test_formulas_are_told_from_prices(text: str, wanted: list[str]) -> None:
    assert found_in(text) == wanted


def test_formulas_of_other_formats() -> None:
    page = (
        '<p>\\(a &lt; b\\) <code>\\(no\\)</code> <span class="math inline">\\(q\\)</span> '
        "<math><mi>&pi;</mi></math> $5 and $10</p><pre>$$x^2$$</pre>"
    )
    assert found_in(page, "a.html") == ["a &lt; b", "q", "π"]
    assert found_in("Words with $x^2$ in them.\n\nAnd $5.", "a.txt") == ["x^2"]


def test_in_an_attribute_a_formula_is_its_tex() -> None:
    body = read(split('---\ntitle: T\n---\n![A $x^2$ and `"c"`](p.png)', "a.md"), "T",
                Settings().limits).finished.body.xhtml  # fmt: skip
    assert 'alt="A x^2 and &quot;c&quot;"' in body


def test_what_cannot_be_read_is_printed_and_reported_once() -> None:
    text = read(split("---\ntitle: T\n---\nA.\n\nThe $\\foo{x}$, $x$ and $\\bar{", "a.md"), "T",
                Settings().limits)  # fmt: skip
    assert "$\\foo{x}$" in text.finished.body.xhtml
    found, unclosed = ((each.place.line, each.message) for each in text.problems)
    assert found[0] == unclosed[0] == 6
    assert "cannot be read: 1 formula, the first is $\\foo{x}$" in found[1]
    assert "1 TeX command, the first is \\bar" in unclosed[1]


@pytest.mark.parametrize(
    ("installed", "message"),
    [(True, "printed in words, since it cannot be drawn: 1 formula in MathML"),
     (False, "printed in words: 1 formula in MathML")],
)  # fmt: skip
def test_mathml_that_is_not_drawn_is_printed_in_words(
    installed: bool, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formulas, "installed", lambda: installed)
    source = "---\ntitle: T\n---\nA.\n\nIt is <math><mstack><mi>a</mi></mstack><mn>1</mn></math>."
    text = read(split(source, "a.md"), "T", Settings().limits)
    assert "It is a 1." in text.finished.body.xhtml
    ((line, found),) = [(p.place.line, p.message) for p in text.problems]
    assert (line, message in found) == (6, True)


def test_a_letter_without_a_glyph_is_not_drawn() -> None:
    assert formulas.of_tex("\\text{где}", display=False)
    assert formulas.of_tex("x_{東}", display=False) is None


def test_a_forged_attribute_is_no_formula() -> None:
    forged = formulas.packed("<math><script>alert(1)</script></math>")
    for value in (forged, "%%%", ""):
        html = f'<p><code class="formula" data-math="{value}">x</code></p>'
        assert "data-math" not in clean(html, place=Place("a.md")).xhtml


def test_without_the_extra_no_attribute_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formulas, "installed", lambda: False)
    assert formulas.unpacked(formulas.packed("<math><mi>x</mi></math>")) == ""


def shown(tex: str, *, display: bool = False, edition: str = "print") -> str:
    formula = formulas.of_tex(tex, display=display)
    assert formula is not None
    return with_formulas(f'<p id="p">One {formula.html} two.</p>', edition)


def test_an_e_book_gets_mathml_with_its_tex() -> None:
    found = shown('a < "b"', edition="epub")
    assert (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="a &lt; &quot;b&quot;"' in found
    )


def test_the_head_of_a_column_has_a_name() -> None:
    formula = formulas.of_tex("x^2", display=False)
    assert formula is not None
    alone, other = f"<th>{formula.html}</th>", f"<th>{formula.html} m</th>"
    assert 'aria-label="x^2"' in with_formulas(alone, "epub")
    assert "aria-label" not in with_formulas(other, "epub")


def test_print_gets_a_drawing_on_the_baseline() -> None:
    found = shown(r"\frac{a}{b}")
    assert re.search(
        r'<img alt="\\frac{a}{b}" class="formula" .*vertical-align: -0\.\d+em"/>', found
    )
    ((name, asset),) = drawings(found)
    assert f'src="{name}"' in found
    assert asset.data == dict(drawings(shown(r"\frac{a}{b}")))[name].data
    colours = set(re.findall(rb'(?:fill|stroke)="([^"]*)"', asset.data))
    assert colours <= {b"black", b"none"}


def test_a_formula_of_its_own_parts_its_paragraph() -> None:
    found = shown("a_1", display=True)
    assert found.startswith('<p id="p">One</p><div class="formula"><img alt="a_1"')
    assert found.endswith('</div><p style="text-indent: 0">two.</p>')


def test_a_wide_formula_is_broken_before_its_signs() -> None:
    wide = mathml.of_tex("+".join(f"a_{{{n}}}" for n in range(40)), display=True) or ""
    drawing = drawn(wide, "wide")
    assert drawing is not None
    assert drawing.lines == 6
    assert drawing.width <= MEASURE + 1
    assert float(re.findall(r'width="([\d.]+)"', drawing.svg.decode())[0]) / SIZE == pytest.approx(
        drawing.width, abs=0.01
    )

"""Books as anybody might send them, by hypothesis: all that manuscripts may hold, mixed.

Nothing in them is a mistake and nothing comes near a limit, so every one must become a book.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml
from hypothesis import strategies as st
from PIL import Image

SCRIPTS: dict[str, tuple[str, str, str]] = {  # language, direction, words
    "latin": ("en", "ltr", "a the of Film moon's well-read naïve coöperate don’t 1984 § & TV-show"),
    "french": ("fr", "ltr", "l’œuvre était «belle» ? où ! c'est-à-dire M. Lévy 3 % : aujourd'hui"),
    "german": ("de", "ltr", "Straße „schön“ Dampfschifffahrtsgesellschaft z. B. über ich hab'"),
    "polish": ("pl", "ltr", "w i żółć gęślą jaźń – „tak” Łódź z o"),
    "turkish": ("tr", "ltr", "İstanbul ışık IĞDIR çağ 'evet'"),
    "vietnamese": ("vi", "ltr", "phở Việt Nguyễn đường ấy"),
    "greek": ("el", "ltr", "ο κόσμος; ἀρχὴ «Όσκαρ» φῶς"),
    "russian": ("ru", "ltr", "это фильм — «Сталкер» и ёлка т. е."),
    "hebrew": ("he", "rtl", "שלום הסרט צה״ל (2020) שָׁלוֹם „כן”"),
    "arabic": ("ar", "rtl", "مرحبا الفيلم، ٢٠٢٠ (نعم) لا كِتَاب ؟"),
    "persian": ("fa", "rtl", "می‌خواهم کتاب ۱۲ «فیلم» است"),
    "hindi": ("hi", "ltr", "यह फ़िल्म अच्छी है। क्षत्रिय १२"),
    "thai": ("th", "ltr", "ภาพยนตร์ ดีมาก น้ำ เรื่องนี้"),
    "chinese": ("zh", "ltr", "电影很好，“真的”。《红楼梦》 這部"),
    "japanese": ("ja", "ltr", "映画は「良い」。ラーメン、ヴィヴァ・・・ ｶﾅ １２"),
    "korean": ("ko", "ltr", "영화는 좋다 “정말” 한국"),
    "signs": ("en", "ltr", "★★★½ 5/5 ½ ™ € ∞ → ﬁre ² H₂O № … ?! 😀 ❤️ 👩‍👩‍👧 🇫🇷 x² é ① Ⅳ"),
    "marks": ("en", "ltr",
              "6'2\" 'tis \"so\" -- --- a–b 'n' rock'n'roll \"'Yes,'\" (c) 10:30 1,5 #1"),
}  # fmt: skip
FONTLESS = {"hindi", "thai", "chinese", "japanese", "korean"}  # in the built-in style
USUAL = sorted(SCRIPTS.keys() - FONTLESS)
PUNCTUATION = (".", ".", ".", "!", "?", "…", ",", ";", ":", "—", " – ", ")")


def sentence(script: str, most: int = 12) -> st.SearchStrategy[str]:
    """Some words of a script with a mark after them."""
    word = st.sampled_from(SCRIPTS[script][2].split())
    words = st.lists(word, min_size=1, max_size=most).map(" ".join)
    return st.builds(str.__add__, words, st.sampled_from(PUNCTUATION))


def plain(script: str, most: int = 4) -> st.SearchStrategy[str]:
    """A few words of a script and of others: a name, a title."""
    own = st.sampled_from(SCRIPTS[script][2].split())
    other = st.sampled_from([word for name in USUAL for word in SCRIPTS[name][2].split()])
    some = st.lists(own | own | own | other, min_size=1, max_size=most).map(" ".join)
    return some.filter(lambda text: any(c.isalpha() for c in text))


WRAPS: tuple[tuple[str, str], ...] = (
    ("*", "*"), ("**", "**"), ("_", "_"), ("***", "***"), ("`", "`"), ("~~", "~~"),
    ("<sup>", "</sup>"), ("<sub>", "</sub>"), ("<mark>", "</mark>"), ("<cite>", "</cite>"),
    ("<small>", "</small>"), ("<q>", "</q>"), ("<i lang='fr'>", "</i>"), ("<u>", "</u>"),
    ("<bdi>", "</bdi>"), ("<span dir='rtl'>", "</span>"), ("<span dir='ltr'>", "</span>"),
    ("<span lang='he' dir='rtl'>", "</span>"), ("<kbd>", "</kbd>"), ("<q lang='de'>", "</q>"),
    ("<ruby>", "<rt>yomi</rt></ruby>"), ("[", "](https://example.org/a_b?c=d&e=f)"),
    ("[", "](#top)"), ("[", "]{.small-caps}"), ("[", "]{.spoiler}"), ("[", "]{.index}"),
    ("<b>", "</b><br>"), ("“", "”"), ("(", ")"), ('"', '"'), ("'", "'"), ("<ins>", "</ins>"),
)  # fmt: skip
PICTURES = ("small.png", "wide.png", "tall.jpg", "drawn.svg", "grey.png")


def inline(script: str) -> st.SearchStrategy[str]:
    """A run of text with marks in it."""
    text = sentence(script)
    marked = st.builds(
        lambda wrap, words: wrap[0] + words + wrap[1], st.sampled_from(WRAPS), plain(script)
    )
    picture = st.sampled_from(PICTURES).map(lambda name: f"![Seen]({name})")
    note = st.sampled_from(("[^1]", "[^2]", "[^note]"))
    piece = text | text | text | marked | marked | note | picture
    return st.lists(piece, min_size=1, max_size=7).map(" ".join)


def block(script: str) -> st.SearchStrategy[str]:
    """A block of Markdown."""
    text, words = inline(script), plain(script)
    several = st.lists(text, min_size=1, max_size=4)
    cells = st.lists(st.lists(words, min_size=3, max_size=3), min_size=1, max_size=6)
    return st.one_of(
        text,
        text,
        st.builds(lambda n, w: "#" * n + " " + w, st.integers(1, 6), words),
        several.map(_bullets),
        st.builds(_numbered, several, st.integers(0, 1990), st.sampled_from((1, 1, 1, 0, -1, 2))),
        several.map(lambda items: "\n".join(f"{'    ' * n}* {i}" for n, i in enumerate(items))),
        several.map(lambda items: "\n\n".join(f"1. {item}\n\n    More: {item}" for item in items)),
        several.map(lambda lines: "\n".join(f"> {line}" for line in lines)),
        several.map(lambda lines: "> " + "\n>\n> ".join(lines) + "\n> <cite>Somebody</cite>"),
        cells.map(_table),
        cells.map(_html_table),
        several.map(lambda lines: "```\n" + "\n".join(lines) + "\n```"),
        several.map("  \n".join),
        st.builds("{}\n: {}\n: {}".format, words, text, text),
        st.builds("![{}]({} \"{}\")".format, words.map(_quoteless), st.sampled_from(PICTURES),
                  words.map(_quoteless)),
        st.builds("<figure><img src='{}' alt='Seen'><figcaption>{}</figcaption></figure>".format,
                  st.sampled_from(PICTURES), words),
        st.builds("<div dir='{}' markdown='1'>\n\n{}\n\n</div>".format,
                  st.sampled_from(("rtl", "ltr")), text),
        st.builds("<ol type='{}' start='{}'{}><li>{}</li><li value='7'>{}</li></ol>".format,
                  st.sampled_from("aAiI1"), st.integers(-2, 60),
                  st.sampled_from(("", " reversed")), words, words),
        st.builds("{{spoiler}}\n\n{}\n\n{{/spoiler}}".format, text),
        st.builds("{}\n{{: .verse }}".format, text),
        st.builds("<dl><dt>{}</dt><dd>{}</dd></dl>".format, words, words),
        st.builds("<details><summary>{}</summary>\n\n{}\n\n</details>".format, words, text),
        st.sampled_from(("---", "* * *", "***", "&nbsp;", "<br>", "<!-- unseen -->")),
    )  # fmt: skip


def _numbered(items: list[str], start: int, step: int) -> str:
    return "\n".join(f"{max(0, start + step * n)}. {item}" for n, item in enumerate(items))


def _bullets(items: list[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _quoteless(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "\"'[]")))


def _table(rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|:---|:---:|---:|", *lines[1:]])


def _html_table(rows: list[list[str]]) -> str:
    first, *others = [[f"<td>{cell}</td>" for cell in row] for row in rows]
    first[0] = first[0].replace("<td>", "<td rowspan='2'>")
    first[1] = first[1].replace("<td>", "<td colspan='2'>")
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in [first, *others])
    return f"<table><caption>Of all</caption>{body}</table>"


@dataclass(frozen=True)
class Sheet:
    """A file of a project."""

    path: str
    text: str


def header(script: str) -> st.SearchStrategy[str]:
    """A header in YAML with some of the keys."""
    words, names = plain(script), st.lists(plain(script), min_size=1, max_size=3)
    long = st.lists(sentence(script), min_size=1, max_size=30).map(lambda s: " ".join(s)[:1900])
    language, direction, _ = SCRIPTS[script]
    keys = {
        "subtitle": words | long,
        "reviewer": names | words,
        "work": words | st.fixed_dictionaries({"title": words | long, "creator": names}),
        "kind": st.sampled_from(("film", "book", "album")),
        "year": st.integers(1000, 2030).map(str),
        "rating": st.sampled_from(("4/5", "★★★½", "87%", "B+", "9.1/10", "DNF", "thumbs up")),
        "date": st.dates().map(str) | st.integers(1800, 2026).map(str),
        "subjects": st.lists(words, max_size=4),
        "verdict": words,
        "language": st.just(language),
        "dir": st.just(direction),
        "spoilers": st.just("yes"),
        "published": st.fixed_dictionaries({"in": words, "date": st.dates().map(str)}),
        "rights": st.fixed_dictionaries({"holder": words, "permission": st.just("granted")}),
    }
    found = st.fixed_dictionaries({"title": words | words | long}, optional=keys)
    return found.map(lambda data: f"---\n{yaml.safe_dump(data, allow_unicode=True)}---\n\n")


# Where there is no font for a script, its review is refused and teaches little.
SCRIPT = st.sampled_from(USUAL * 3 + sorted(FONTLESS))


@st.composite
def manuscript(draw: st.DrawFn, *, piece: bool = False) -> str:
    """A review in Markdown, or a piece of the front matter."""
    script = draw(SCRIPT)
    first = draw(sentence(script).filter(lambda text: any(c.isalpha() for c in text)))
    blocks = [f"Words {first}", *draw(st.lists(block(script), max_size=9))]
    notes = draw(st.lists(inline(script), min_size=3, max_size=3))
    ends = [f"[^{name}]: {text}" for name, text in zip(("1", "2", "note"), notes, strict=True)]
    top = "---\ntitle: Of All\n---\n\n" if piece else draw(header(script))
    return top + "\n\n".join([*blocks, *ends]) + "\n"


@st.composite
def plain_text(draw: st.DrawFn) -> str:
    """A review without markup."""
    script = draw(SCRIPT)
    lines = st.lists(sentence(script, 30), min_size=1, max_size=9)
    return "Words.\n\n" + "\n\n".join(draw(lines))


SETTINGS = st.fixed_dictionaries(
    {
        "order": st.sampled_from(("file", "title", "date", "reviewer", "work", "rating")),
        "language": st.sampled_from(("en", "en-GB", "de", "fr", "he", "ja", "ru", "ar", "xx")),
    },
    optional={"group": st.sampled_from(("work", "kind", "year", "reviewer", "rating", "subject"))},
)
PRESS = st.sampled_from(
    (
        "", 'trim = "129x198mm"', 'trim = "4x6in"', 'flavour = "x1a"', 'colour = "cmyk"',
        "marks = true", 'flavour = "plain"', "last_page_blank = true",
    )
)  # fmt: skip


@st.composite
def project(draw: st.DrawFn) -> tuple[Sheet, ...]:
    """The texts of a project."""
    texts = draw(st.lists(manuscript(), min_size=1, max_size=4))
    sheets = [Sheet(f"manuscripts/{n}.md", text) for n, text in enumerate(texts)]
    sheets += [
        Sheet("manuscripts/p.txt", text) for text in draw(st.lists(plain_text(), max_size=1))
    ]
    front = draw(st.lists(manuscript(piece=True), max_size=1))
    sheets += [Sheet("front/foreword.md", text) for text in front]
    chosen = "\n".join(f'{key} = "{value}"' for key, value in draw(SETTINGS).items())
    toml = f'[book]\ntitle = "A Soak"\n{chosen}\n\n[press]\n{draw(PRESS)}\n'
    return (*sheets, Sheet("anthology.toml", toml))


def write(root: Path, sheets: tuple[Sheet, ...]) -> None:
    """Write a project and the pictures that its texts may show."""
    for sheet in sheets:
        path = root / sheet.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sheet.text, "utf-8")
        for name, draw in DRAWN.items():
            (path.parent / name).write_bytes(draw()) if sheet.path.endswith(".md") else None


def _raster(mode: str, size: tuple[int, int], kind: str) -> Callable[[], bytes]:
    stream = io.BytesIO()
    Image.new(mode, size, 90 if mode == "L" else (200, 90, 30)).save(stream, kind)
    return stream.getvalue


DRAWN: dict[str, Callable[[], bytes]] = {
    "small.png": _raster("RGB", (20, 20), "PNG"),
    "wide.png": _raster("RGB", (900, 200), "PNG"),
    "tall.jpg": _raster("RGB", (200, 900), "JPEG"),
    "grey.png": _raster("L", (300, 300), "PNG"),
    "drawn.svg": lambda: (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">'
        b'<rect width="30" height="20" fill="red"/></svg>'
    ),
}

"""Text as anybody might write it, by hypothesis: words of many scripts, blocks of Markdown."""

from __future__ import annotations

from hypothesis import strategies as st

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


def often(
    usual: st.SearchStrategy[str], *others: st.SearchStrategy[str], times: int = 3
) -> st.SearchStrategy[str]:
    """One of some strategies, the first so many times more often: `|` takes each only once."""
    return st.sampled_from((*[usual] * times, *others)).flatmap(lambda each: each)


def sentence(script: str, most: int = 12) -> st.SearchStrategy[str]:
    """Some words of a script with a mark after them."""
    word = st.sampled_from(SCRIPTS[script][2].split())
    words = st.lists(word, min_size=1, max_size=most).map(" ".join)
    return st.builds(str.__add__, words, st.sampled_from(PUNCTUATION))


def plain(script: str, most: int = 4) -> st.SearchStrategy[str]:
    """A few words of a script and of others: a name, a title."""
    return _worded(script, [word for name in USUAL for word in SCRIPTS[name][2].split()], most)


def words_of(script: str, most: int = 4) -> st.SearchStrategy[str]:
    """A few words of a script alone."""
    return _worded(script, SCRIPTS[script][2].split(), most)


def _worded(script: str, others: list[str], most: int) -> st.SearchStrategy[str]:
    own = st.sampled_from(SCRIPTS[script][2].split())
    other = st.sampled_from(others)
    some = st.lists(often(own, other), min_size=1, max_size=most).map(" ".join)
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
RANKS = (
    "1.",
    "2.",
    "12.",
    "7)",
    "(3)",
    "ii.",
    "b.",
    "1984.",
    "1.5",
    "#4",
    "•",
    "–",
    "۱۲.",
    "3–0",
    "No. 5",
)
PICTURES = ("small.png", "wide.png", "tall.jpg", "drawn.svg", "grey.png", "large.png")
PLACES = (
    "",
    "",
    "",
    "{.small}",
    "{.beside}",
    "{.full-page}",
    "{.bleed}",
    "{.spread}",
    "{width=50%}",
)


def ranked(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Words, some of which begin as an item of a list does, where that is no list."""
    return often(words, st.builds("{} {}".format, st.sampled_from(RANKS), words))


def inline(script: str) -> st.SearchStrategy[str]:
    """A run of text with marks in it."""
    text = sentence(script)
    marked = st.builds(
        lambda wrap, words: wrap[0] + words + wrap[1],
        st.sampled_from(WRAPS),
        often(words_of(script), plain(script), times=2),
    )
    picture = st.sampled_from(PICTURES).map(lambda name: f"![Seen]({name})")
    note = st.sampled_from(("[^1]", "[^2]", "[^note]"))
    piece = often(text, marked, marked, note, picture)
    return st.lists(piece, min_size=1, max_size=4).map(" ".join)


def block(script: str) -> st.SearchStrategy[str]:
    """A block of Markdown."""
    text, words = inline(script), plain(script)
    return often(
        text, _lists(text, words), _lists(text, words), _tables(ranked(words)), _figures(words),
        _quotations(text, words), _forms(words), _html(text, words), _rare(text, words), times=2,
    )  # fmt: skip


def _lists(text: st.SearchStrategy[str], words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(ranked(text), min_size=1, max_size=3)
    listed = st.one_of(
        several.map(_bullets),
        st.builds(_numbered, several, st.integers(0, 1990), st.sampled_from((1, 1, 1, 0, -1, 2))),
        several.map(lambda items: "\n".join(f"{'    ' * n}* {i}" for n, i in enumerate(items))),
        several.map(lambda items: "\n\n".join(f"1. {item}\n\n    More: {item}" for item in items)),
        st.builds("{}\n: {}\n: {}".format, words, text, text),
        st.builds("<ol type='{}' start='{}'{}><li>{}</li><li value='7'>{}</li></ol>".format,
                  st.sampled_from("aAiI1"), st.integers(-2, 60),
                  st.sampled_from(("", " reversed")), words, words),
        st.builds("<dl><dt>{}</dt><dd>{}</dd></dl>".format, words, words),
    )  # fmt: skip
    return listed.map("{}\n\nThen:".format)  # two lists in a row are one


def _tables(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Tables of three columns, long ones, and wide ones, which are set smaller and turned."""
    rows = st.lists(st.lists(words, min_size=3, max_size=3), min_size=1, max_size=6)
    wide = st.integers(6, 12).flatmap(
        lambda n: st.lists(st.lists(words, min_size=n, max_size=n), min_size=1, max_size=3)
    )
    long = st.builds(lambda some, n: some * n, rows, st.integers(3, 8))
    return st.one_of(rows.map(_table), rows.map(_html_table), wide.map(_table), long.map(_table))


def _figures(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    captions, names = words.map(_quoteless), st.sampled_from(PICTURES)
    return st.one_of(
        st.builds("![{}]({} \"{}\"){}".format, captions, names, captions, st.sampled_from(PLACES)),
        st.lists(names, min_size=2, max_size=4).map(
            lambda some: "\n".join(f"![Seen]({name})" for name in some)
        ),
        st.lists(names, min_size=2, max_size=4).map(_gallery),
        st.builds("<figure><img src='{}' alt='Seen'><figcaption>{}</figcaption></figure>".format,
                  names, words),
    )  # fmt: skip


def _gallery(names: list[str]) -> str:
    figures = "".join(f"<figure><img src='{name}' alt='Seen'></figure>" for name in names)
    return f"<figure>{figures}</figure>"


def _quotations(
    text: st.SearchStrategy[str], words: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    several = st.lists(text, min_size=1, max_size=3)
    return st.one_of(
        several.map(lambda lines: "\n".join(f"> {line}" for line in lines)),
        several.map(lambda lines: "> " + "\n>\n> ".join(lines) + "\n> <cite>Somebody</cite>"),
        st.builds("> {}\n>\n> > {}".format, text, words),
        st.builds("> {}\n>\n> - {}\n> - {}".format, words, text, words),
    )


def _forms(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Verse, letters and interviews."""
    lines = st.lists(ranked(words), min_size=2, max_size=18)
    return st.one_of(
        lines.map("  \n".join),
        lines.map(lambda verse: "\n".join(f"> {line}  " for line in verse)),
        lines.map(lambda verse: "\n".join(f"| {line}" for line in verse)),
        lines.map(lambda verse: "  \n".join(verse) + "\n{: .verse }"),
        words.map("{{.dateline}}\nBergen, 3 May 2025, {}".format),
        words.map("Yours, {}\n{{: .signature}}".format),
        words.map("{}\n{{: .epigraph}}".format),
        st.builds("**One:** {0}\n\n**Two:** {1}\n\n**One:** {1} {0}".format, words, words),
        st.builds("[Lupino]{{.speaker}} {}\n\n[Seen]{{.speaker}} {}".format, words, words),
    )


def _html(text: st.SearchStrategy[str], words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("<div dir='{}' markdown='1'>\n\n{}\n\n</div>".format,
                  st.sampled_from(("rtl", "ltr")), text),
        st.builds("<details><summary>{}</summary>\n\n{}\n\n</details>".format, words, text),
        st.builds("<p class='align-{}'>{}</p>".format,
                  st.sampled_from(("left", "right", "center", "justify")), words),
        st.builds("<p>{}<br>{}<br>{}</p>".format, words, words, words),
    )  # fmt: skip


def _rare(text: st.SearchStrategy[str], words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(text, min_size=1, max_size=3)
    return st.one_of(
        st.builds(lambda n, w: "#" * n + " " + w, st.integers(1, 6), words),
        several.map(lambda lines: "```\n" + "\n".join(lines) + "\n```"),
        st.builds("{{spoiler}}\n\n{}\n\n{{/spoiler}}".format, text),
        st.builds("{}\n{{: lang=fr}}".format, text),
        words.map('Of [it]{{.index entry="Weather!wind"}} and [that]{{.index}}: {}'.format),
        st.sampled_from(("---", "* * *", "***", "&nbsp;", "<br>", "<!-- unseen -->")),
    )


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

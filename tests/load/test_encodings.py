"""The encoding that is proposed for a text that is not UTF-8: the right one, or none."""

from __future__ import annotations

import pytest

from anthology.load.clean.decode import Known, decode
from anthology.load.clean.decode.garbled import garbled
from anthology.load.clean.decode.likely import likely, mixed
from anthology.report import Place, Refused, Severity

SHORT = [
    ("en", "It’s fine.", "windows-1252"),
    ("en", "He said “no” and left.", "windows-1252"),
    ("en", "He said “no” and left.", "mac-roman"),
    ("en", "The café", "mac-roman"),
    ("en", "naïve", "windows-1252"),
    ("en", "£5 well spent", "windows-1252"),
    ("en", "• a film\n• another", "windows-1252"),
    ("fr", "L’œuvre d’André Gide", "windows-1252"),
    ("fr", "« C’est l’été à la plage », dit-elle.", "mac-roman"),
    ("de", "„Gut“, sagte er im Käfig", "windows-1252"),
    ("es", "¿Qué pasó? El niño comió", "mac-roman"),
    ("pl", "Książka jest świetna", "windows-1250"),
    ("pl", "Książka jest świetna", "iso-8859-2"),
    ("cs", "Kniha je dobrá a zajímavá, řekl", "windows-1250"),
    ("tr", "Bu film çok güzel, şöyle ağır", "windows-1254"),
    ("ru", "Очень хороший фильм", "windows-1251"),
    ("ru", "Очень хороший фильм", "koi8-r"),
    ("uk", "Дуже гарний фільм про війну", "windows-1251"),
    ("el", "Η ταινία είναι πολύ καλή", "windows-1253"),
    ("he", "הסרט הזה טוב מאוד", "windows-1255"),
    ("ja", "こんにちは、映画の話をしよう。この映画はとても良い", "cp932"),
]


@pytest.mark.parametrize(("language", "text", "encoding"), SHORT)
def test_a_short_text(language: str, text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert data.decode(likely(data, language)) == text


@pytest.mark.parametrize(("language", "text", "encoding"), SHORT)
def test_nonsense_is_never_proposed(language: str, text: str, encoding: str) -> None:
    """Where the book's language is not that of the text: the right one or none."""
    data = text.encode(encoding)
    proposed = likely(data, "en")
    assert not proposed or data.decode(proposed) == text, language


def test_the_language_of_the_header_counts() -> None:
    data = "---\nlang: pl\n---\nŁódź i gęś".encode("iso-8859-2")
    assert likely(data, "de") == "iso-8859-2"


@pytest.mark.parametrize("data", [bytes(range(128, 256)), b"\xff\xfe\xfd" * 10, b"x\xa4\xb3\xc6 y"])
def test_what_is_no_text_gets_no_proposal(data: bytes) -> None:
    assert likely(data) == ""


def message(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        decode(data, Place("a.md"))
    problem = caught.value.problems[0]
    return f"{problem.place.line}: {problem.message} {problem.hint}"


def test_the_message_proposes_or_says_what_else_to_do() -> None:
    assert 'encoding = "windows-1252"' in message(b"A caf\xe9.")
    assert "seems" not in message(b"x\xa4\xb3\xc6 y")
    both = message("One “quoted” line.\n".encode() + b"Another caf\xe9.")
    assert both.startswith("2: ")
    assert "Other parts of the file are UTF-8" in both
    assert "encoding =" not in both


def test_capitals_before_marks_do_not_make_a_text_mixed() -> None:
    assert not mixed("JOSÉ’S CAFÉ\u00a0» É»".encode("windows-1252"))


def test_a_guess_is_taken_where_nothing_is_settled_yet() -> None:
    text, (doubt,) = decode(
        "Él dijo «no».".encode("windows-1252"), Place("a.md"), Known("", "es", guess=True)
    )
    assert text == "Él dijo «no»."
    assert doubt.severity is Severity.WARNING
    assert doubt.question
    assert 'encoding = "windows-1252"' in doubt.hint
    wide, _ = decode("Two bytes".encode("utf-16-le") + b"x", Place("a.md"), Known(guess=True))
    assert wide.startswith("Two bytes")
    with pytest.raises(Refused):
        decode(b"x\xa4\xb3\xc6 y", Place("a.md"), Known(guess=True))


@pytest.mark.parametrize("encoding", ["windows-1252", "shift_jis", "utf-16-le"])
def test_a_setting_is_of_the_files_that_are_not_utf_8(encoding: str) -> None:
    text = "Él dijo «no»."
    assert decode(text.encode(), Place("a.md"), Known(encoding)) == (text, ())


def test_letters_of_ascii_alone_are_read_as_settled() -> None:
    assert (
        decode("日本の映画".encode("iso-2022-jp"), Place("a.md"), Known("iso-2022-jp"))[0]
        == "日本の映画"
    )
    assert decode("Ja".encode("utf-16-be"), Place("a.md"), Known("utf-16-be"))[0] == "Ja"


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("word", ["don’t", "“café”", "carte…", "über", "naïve", "Ærø"])
def test_garbled_letters_are_named(word: str, encoding: str) -> None:
    bad = "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in word.encode())
    (problem,) = garbled(f"A\n\nIt is {bad} here.", "a.md")
    assert (problem.severity, problem.place.line) == (Severity.WARNING, 3)
    assert "letters were garbled before this file was saved" in problem.message


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("Itâ€™s", "“â€™” for “’”"),
        ("Ã\u00a0 la", "“Ã\u00a0” for “à”"),
        ("10Â\u00a0€", "“Â\u00a0” for"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "for “Привет”"),
        ("РџСЂРёРІРµС‚", "for “Привет”"),
        ("donвЂ™t", "“вЂ™” for “’”"),
        ("æ—¥æœ¬èªž", "for “日本語”"),
        ("Ã¢â‚¬â„¢", "for “’”"),
    ],
)
def test_it_is_said_what_they_were(bad: str, good: str) -> None:
    assert good in garbled(bad, "a.md")[0].message


@pytest.mark.parametrize(
    "honest",
    [
        "NÃO FAÇA ISSO, IRMÃ. “AMANHÔ e “IRMÃ…”, MANHÃ\u00a0—",
        "«CAFÉ» “PÂTɔ né”, l’été… «Ä» das „Ä“ und Å… “Â”",
        "СССР, РСФСР, Россия",
        "ÐÞ Æsir Ñandú ESPAÑ”",
        "√2 √π x = √±",
        "naïve ‚Zitat‘ ‚Äpfel‘",
        "`â€™` is what Windows makes of it",
    ],
)
def test_honest_letters_are_not_garbled(honest: str) -> None:
    assert garbled(honest, "a.md") == ()

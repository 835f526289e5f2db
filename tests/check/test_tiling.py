"""The lines of pages are put together to the text and the notes of a section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from anthology.check.collation.expected import Expected
from anthology.check.collation.letters import letters
from anthology.check.collation.matcher import Line
from anthology.check.collation.numbers import Marker, mistaken
from anthology.check.collation.tiling import Tiling
from anthology.check.collation.tilings import DrawnSection, all_drawn, likeliest, others
from anthology.report import Place


def tiled(expected: Expected, *pages: Sequence[str]) -> Tiling:
    """The tiling of pages of lines: the likeliest, or the first that has no difference."""
    tilings = tilings_of(expected, *pages)
    return next((t for t in tilings if not t.difference and not t.disorder), tilings[0])


def tilings_of(expected: Expected, *pages: Sequence[str]) -> list[Tiling]:
    """The likeliest tiling of pages of lines, and the others."""
    found = [[Line(t, letters(t), place) for place, t in enumerate(own)] for own in pages]
    drawn = frozenset(letters("".join(line for own in pages for line in own)))
    section = DrawnSection(expected, found, drawn)
    likely = likeliest(section)
    return [likely, *others(section, likely)]


def expected(text: str, *notes: str, before: str = "") -> Expected:
    labels = tuple(str(number) for number in range(1, len(notes) + 1))
    around = letters(before)
    return Expected("a", Place("a.md"), "", text, before=around, notes=notes, labels=labels)


def test_the_head_of_a_table_is_no_note_that_says_the_same() -> None:
    """It is drawn again on each of many pages, where no number stands before it."""
    rows = [f"Film {number}" for number in range(1900, 1960)]
    text = f"Words.1 “Film” {' '.join(rows)}"
    start = len("Words.1 ")
    wanted = replace(
        expected(text, "“Film” by Ada"), tables=text[start:],
        table_spans=((start, len(text)),), head_spans=((start, start + len("“Film”")),),
    )  # fmt: skip
    pages = [["“Film”", *rows[at : at + 3]] for at in range(0, len(rows), 3)]
    found, *_ = tilings_of(wanted, ["Words.", "1"], *pages, ["1. ", "“Film”", " by Ada"])
    assert (found.difference, found.note_numbers) == ("", {0: "1"})


def test_a_note_without_a_call_stands_before_one_that_finds_no_room_on_its_page() -> None:
    notes = ("First.", "Second.", "Alone.")  # which calls itself
    wanted = replace(expected("One1 and two2", *notes), calls=(0, 1, 2), uncalled=1)
    first, second = ["One", "1", " and two", "2", "Alone.", "1. ", "First."], ["2. ", "Second."]
    found = tiled(wanted, first, second)
    assert (found.difference, found.expected.calls) == ("", (0, 1))
    first.remove("Alone.")
    assert tiled(wanted, first, second).difference


def test_a_note_may_say_what_the_text_says_on_the_next_page() -> None:
    wanted = expected("One1 and so on. Ibid. as before.", "Ibid.")
    found = tiled(wanted, ["One", "1", " and so on.", "1. ", "Ibid."], ["Ibid.", " as before."])
    assert found.difference == ""
    assert found.note_numbers == {0: "1"}


def test_a_head_may_fill_pages_and_hold_words_of_the_text() -> None:
    head = [f"Head words number {number}" for number in range(40)]
    wanted = expected("He had words.", before=" ".join(head))
    assert tiled(wanted, head[:30], [*head[30:], "He", " had words."]).difference == ""


def test_a_word_of_a_caption_may_stand_below_the_text() -> None:
    text = "One two. The third crossing. Three."
    captions = ((9, 28),)
    wanted = replace(expected(text), captions=captions, after=letters("In The Lantern"))
    pages = (["One two.", "The third ", "crossing."], [" Three.", "In ", "The", " Lantern"])
    assert tiled(wanted, *pages).difference == ""


HEAD = ["Film", "\xa0·", " 1922, May", "2026"]


@pytest.mark.parametrize("above", [True, False])
def test_a_year_or_a_dot_alone_in_a_line_marks_no_item(above: bool) -> None:
    text = ["One", " two."]
    below = replace(expected("One two."), after=letters("".join(HEAD)))
    wanted = expected("One two.", before="".join(HEAD)) if above else below
    found = tiled(wanted, [*HEAD, *text]) if above else tiled(wanted, text, HEAD)
    assert found.difference == ""
    assert found.bullets + sum(marker.sure for marker in found.markers) == 0


def test_the_number_of_a_note_is_no_word_of_a_text_of_two_directions() -> None:
    wanted = expected("שלום word2 end", "One", "Two")
    found = tiled(wanted, ["םולש word", "2", " end", "1. ", "One", "2. ", "Two"])
    assert found.difference == ""
    assert found.note_numbers == {0: "1", 1: "2"}


def test_a_word_that_is_missing_is_named() -> None:
    found = tiled(expected("One two three.", "Note."), ["One", "three.", "1. ", "Note."])
    assert "“two three.” are missing" in found.difference


FRANKLIN = "See Franklin, The Poems (1998)."
NOTED = ["One", "1", " and:", "1. ", "See Franklin, ", "The", "Poems", " (1998)."]


def test_a_run_of_a_note_is_not_the_first_word_of_the_next_page() -> None:
    wanted = expected("One1 and: The truth was out.", FRANKLIN)
    found = tiled(wanted, NOTED, ["The truth", "was out."])
    assert found.difference == ""
    assert found.note_numbers == {0: "1"}


@pytest.mark.parametrize(
    ("noted", "after", "missing"),
    [
        ([line for line in NOTED if line != "The"], "The truth", "The Poems"),
        (NOTED, "truth", "The Poems"),
        ([line for line in NOTED if line != "The"], "truth", "The truth"),
    ],
)
def test_a_lost_word_is_named_though_it_is_said_twice(
    noted: list[str], after: str, missing: str
) -> None:
    wanted = expected("One1 and: The truth was out.", FRANKLIN)
    assert missing in tiled(wanted, noted, [after, "was out."]).difference


def test_the_head_of_a_column_is_not_the_first_word_of_a_page() -> None:
    text = "Film Night Noir Then films of note end here."
    wanted = replace(expected(text), tables=text[:15], head_spans=((0, 4),), table_spans=((0, 15),))
    found = tiled(
        wanted, ["Film", "Night"], ["Film", "Noir", "Then"], ["films of", "note end here."]
    )
    assert found.difference == ""
    assert found.head == []


def test_words_said_over_and_over_go_on_over_the_page() -> None:
    wanted = expected("Ha ha ha ha ha ha ha.")
    assert tiled(wanted, ["Ha ha", "ha ha"], ["ha ha", "ha."]).difference == ""


def test_a_note_without_a_number_may_say_what_another_says() -> None:
    wanted = expected("One1 two2 end.", "Ibid.", "Note.", "Ibid.")
    text = ["One", "1", " two", "2", " end."]
    found = tiled(wanted, [*text, "Ibid.", "1. ", "Ibid.", "2. ", "Note."])
    assert found.difference == ""
    assert found.note_numbers == {0: "1", 1: "2"}


def test_swapped_numbers_of_notes_that_say_the_same_are_seen() -> None:
    wanted = expected("One1 two2 end.", "Ibid.", "Ibid.")
    text = ["One", "1", " two", "2", " end."]
    found = tiled(wanted, [*text, "2. ", "Ibid.", "1. ", "Ibid."])
    assert found.note_numbers == {0: "2", 1: "1"}


def test_a_table_that_is_divided_is_no_float_though_a_cell_is_like_the_text_after() -> None:
    text = "One. Film the Kong Harald Then it ends."
    wanted = replace(expected(text), tables=text[5:25], table_spans=((5, 25),))
    found = tiled(wanted, ["One.", "Film", "the", "Kong"], ["Harald", "Then it ends."])
    assert found.difference == ""


def test_heads_that_two_tables_of_a_page_share_are_in_order() -> None:
    one, two = "Film Notes A boat comes in, and goes.", "Film Notes Film 0 It left. Film 1 It came."
    text = f"{one} {two}"
    spans = ((0, len(one)), (len(one) + 1, len(text)))
    heads = tuple((start, start + len("Film Notes")) for start, _ in spans)
    wanted = replace(expected(text), tables=text, head_spans=heads, table_spans=spans)
    first = ["Film", "Notes", "A boat comes in,"]
    second = ["Film", "Notes", "and goes.", "Film", "Notes", "Film", "0", "It left."]
    found = tiled(wanted, first, second, ["Film", "Notes", "Film", "1", "It came."])
    assert (found.difference, found.disorder) == ("", "")


def test_a_table_that_floats_comes_with_the_next_page() -> None:
    text = "One. The film Then it ends. Now."
    wanted = replace(expected(text), tables=text[5:13], table_spans=((5, 13),))
    found = tiled(wanted, ["One.", "Then it ends."], ["The film", "Now."])
    assert found.difference == ""
    lost = tiled(wanted, ["One.", "Then it ends."], ["Now."])
    assert "thefilm" in lost.difference


def test_a_caption_drawn_after_the_numbers_of_a_list_is_there() -> None:
    wanted = replace(expected("Before. A boat. After it goes on."), captions=((8, 15),))
    page = ["After it", " goes on.", "1. ", "2. ", "A boat."]
    assert tiled(wanted, ["Before."], page).difference == ""
    lost = tiled(wanted, ["Before."], page[:-1])
    assert "“aboat.” are missing" in lost.difference


def test_the_number_of_a_note_may_stand_before_the_bullets_and_its_words_on_the_next_page() -> None:
    wanted = expected("One two", "2", "Words")
    found = tiled(wanted, ["One two", "1.", "• "], ["2", "2. ", "Words"])
    assert found.note_numbers == {0: "1", 1: "2"}
    assert not any(marker.sure for marker in found.markers)


def test_the_letter_of_an_item_may_be_drawn_from_the_right() -> None:
    wanted = replace(expected("שלום one"), numbers=("r", "s"), items=2)
    found = tiled(wanted, ["םולש", "one", " .r", " .s"])
    assert found.markers == [Marker("r"), Marker("s")]


def test_a_name_below_the_text_may_be_drawn_from_the_right() -> None:
    wanted = replace(expected("One two"), after=letters("צה״ל Moor"))
    assert tiled(wanted, ["One"], ["two", "ל״הצ Moor"]).difference == ""
    assert "foreign" in tiled(wanted, ["One"], ["two", "ל״הצ Moon"]).difference


def test_a_name_below_the_text_may_look_like_the_marker_of_an_item() -> None:
    wanted = replace(expected("One two"), names=("B.",), after=letters("B. Première parution"))
    found = tiled(wanted, ["One"], ["two", "B.", "Première parution"])
    assert found.head_words == "B. Première parution"
    assert not any(marker.sure for marker in found.markers)


def test_a_note_begins_with_the_line_after_its_number_though_a_longer_one_fits() -> None:
    wanted = expected("One two", "First", "Light light light")
    found = tiled(wanted, ["One two", "1. ", "First", "2. ", "Light", "Light light"])
    assert found.note_numbers == {0: "1", 1: "2"}


def test_a_page_of_a_picture_may_part_a_note_from_its_number() -> None:
    found = tiled(expected("One two", "Words"), ["One two", "1. "], [], ["Words"])
    assert found.note_numbers == {0: "1"}
    assert not any(marker.sure for marker in found.markers)


@pytest.mark.parametrize("more", ["", "more"])
def test_the_head_of_a_table_of_two_directions_is_drawn_on_each_page(more: str) -> None:
    text = "(c) head שלום one two"
    wanted = replace(expected(text), head_spans=((0, 8),))
    pages = [["(c)", "head", "םולש one"], ["(c)", f"head{more}", "two"]]
    found = [[Line(t, letters(t), place) for place, t in enumerate(own)] for own in pages]
    assert all_drawn(DrawnSection(wanted, found, frozenset(text))) is not bool(more)


def test_the_last_number_of_a_list_is_not_that_of_a_note_without_one() -> None:
    wanted = expected("One1 two three Four2 five.", "First.", "Second.", "Uncalled.")
    pages = (
        ["One", "1", "two", "three", "1. ", "2. ", "1. ", "First."],
        ["Four", "2", " five.", "Uncalled.", "2. ", "Second."],
    )
    found = tiled(replace(wanted, calls=(0, 1)), *pages)
    assert found.difference == ""
    assert found.note_numbers == {0: "1", 1: "2"}
    assert [marker.text for marker in found.markers] == ["1", "2"]


def test_the_number_of_an_item_may_come_last_before_a_note_without_one() -> None:
    wanted = replace(expected("One two", "First.", "Uncalled."), numbers=("1", "2"), items=2)
    pages = (["One", "1. "], ["two", "First.", "2. "], ["Uncalled."])
    assert mistaken(wanted.numbers, tiled(wanted, *pages).markers) == ""


def test_the_number_of_a_note_and_its_first_letters_are_not_one() -> None:
    found = tiled(expected("One two", "2 … End."), ["One two", "2. ", "2", " … End."])
    assert found.difference == ""


def test_a_call_inside_a_note_is_not_that_of_the_next_page() -> None:
    wanted = expected("One1 and 2 words then.", "First 2", "Second.")
    pages = (["One", "1", " and", "1. ", "First ", "2", "2. ", "Second."], ["2", " words then."])
    assert tiled(wanted, *pages).difference == ""


def test_a_number_beside_an_item_is_that_of_no_note() -> None:
    wanted = expected("One and Light of two.1", "Note.", before="L")
    page = ["One and", "1. ", "Light of", "2. ", "two.", "1", "L", "1. ", "Note."]
    found = tiled(wanted, page)
    assert found.difference == ""
    assert found.note_numbers == {0: "1"}


def test_the_words_of_a_note_may_come_on_the_page_after_its_number_and_those_of_items() -> None:
    wanted = replace(expected("One two", "Words"), numbers=("IX", "VII"), items=2, calls=(0,))
    page = ["One two", "1. ", "IX. ", "VII. "]
    assert any(
        other.note_numbers == {0: "1"} and not mistaken(wanted.numbers, other.markers)
        for other in tilings_of(wanted, page, ["Words"])
    )


def test_the_words_of_a_note_may_come_after_a_page_with_a_table_alone() -> None:
    """The number stands on the page of the call, where the note begins with a picture."""
    text = "One 2 Film Ada and so on1"
    wanted = replace(expected(text, "so the Film"), table_spans=((4, 15),), tables="2 Film Ada ")
    first, table, last = ["One ", "and so on", "1", "1. "], ["2", "Film", "Ada"], ["so the", "Film"]
    found = tiled(wanted, first, table, last)
    assert (found.difference, found.note_numbers) == ("", {0: "1"})
    assert tiled(wanted, first, table, last[:1]).difference


def test_a_caption_without_words_moves_nothing() -> None:
    wanted = replace(expected("To begin. The film ends."), captions=((10, 10),))
    assert tiled(wanted, ["To begin.", "T"], ["The film ends."]).difference == ""


def test_a_late_caption_is_told_from_a_note_that_begins_as_it_does() -> None:
    text = "Words. coöperate moon's Film It ends."
    wanted = replace(expected(text, "the Film coöperate now"), captions=((7, 29),))
    notes = ["1. ", "the Film", "coöperate", "now"]
    pages = ["Words. ", "It ends."], [*notes, "coöperate moon’s Film"]
    assert tiled(wanted, *pages).difference == ""
    assert "are missing" in tiled(wanted, pages[0], notes).difference


def test_a_note_before_a_late_caption_may_begin_with_its_words() -> None:
    text = "Words. The ferry It ends."
    wanted = replace(expected(text, "The ferry and more"), captions=((7, 17),))
    first, note = ["Words. ", "It ends."], ["1. ", "The ferry", "and more"]
    found = tiled(wanted, first, note, ["The ferry"])
    assert (found.difference, found.note_numbers) == ("", {0: "1"})
    assert tiled(wanted, first, [*note, "The ferry"]).difference == ""
    assert "are missing" in tiled(wanted, first, note).difference
    assert "notes" in tiled(wanted, first, ["The ferry"], note[2:]).difference


def test_words_below_the_text_may_be_those_of_a_cell() -> None:
    text = "One. The film ends here"
    wanted = replace(
        expected(text), tables=text[5:], table_spans=((5, 23),), after=letters("The film")
    )
    last = ["ends here", "The film"]
    found, *_ = tilings_of(wanted, ["One.", "The film"], last)
    assert (found.difference, found.head_words) == ("", "The film")
    assert tiled(wanted, ["One.", "The film"], [*last, "here"]).difference

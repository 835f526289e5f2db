"""A list of manuscripts, laid over the headers of the files."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pytest
from test_opendocument import NAMES
from word_files import zipped

from anthology.arrange import arrange
from anthology.cache import Cache
from anthology.catalogue import Catalogue
from anthology.config import Settings, SourceTable
from anthology.load import Loaded, MemoryFiles, load
from anthology.pool import Pool

A = "---\ntitle: Delta\nscore: 3/5\nauthor: Bo Ek\nreviewer: Ada Moor\n---\nA quiet film.\n"
B = "# Low Tide\n\nAnother.\n"
HOME = "manuscripts/"


def loaded(sheet: str | bytes, name: str = "manuscripts.csv", **more: str) -> Loaded:
    data = sheet.encode() if isinstance(sheet, str) else sheet
    files = {f"{HOME}a.md": A.encode(), f"{HOME}films/b.md": B.encode(), name: data}
    files |= {f"{HOME}{key}.md": text.encode() for key, text in more.items()}
    settings = Settings(source=(SourceTable.model_validate(
        {"path": f"{HOME}all.md", "split": "heading 1"}),))  # fmt: skip
    with Pool(0) as pool:
        return load(MemoryFiles(files), settings, pool, Cache(None))


def warnings(found: Loaded) -> list[str]:
    return [each.message for each in found.problems if each.severity and "source" not in
            each.message]  # fmt: skip


TABLE = (
    "file,title,Rating,reviewer,Year\na.md,,4/5,,\nfilms/b.md,High Tide,,Ada Moor; Cy Dee,1979\n"
)


SEMICOLONS = TABLE.replace(",", ";").replace("Ada Moor; Cy Dee", '"Ada Moor; Cy Dee"')


def xlsx() -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["file", "title", "Rating", "reviewer", "Year", "date"])
    sheet.append(["a.md", None, "4/5", None, None, None])
    moment = datetime.datetime(2024, 5, 17)  # noqa: DTZ001  as spreadsheets have it
    sheet.append(["films/b.md", "High Tide", None, "Ada Moor; Cy Dee", 1979, moment])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods() -> bytes:
    rows = [["file", "title", "Rating", "reviewer", "Year"], ["a.md", "", "4/5", "", ""],
            ["films/b.md", "High Tide", "", "Ada Moor; Cy Dee", "1979"]]  # fmt: skip
    table = "".join(
        "<table:table-row>" + "".join(
            f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row
        ) + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for row in rows
    )  # fmt: skip
    repeated = 'table:number-rows-repeated="1048000"'
    empty = f"<table:table-row {repeated}><table:table-cell/></table:table-row>"
    return zipped({"content.xml": f"<office:document-content {NAMES}><office:body>"
                   f"<table:table>{table}{empty}</table:table></office:body>"
                   "</office:document-content>"})  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("manuscripts.csv", TABLE.encode()),
        (f"{HOME}manuscripts.csv", TABLE.replace(",", "\t").encode()),
        ("manuscripts.csv", b"\xef\xbb\xbf" + SEMICOLONS.encode()),
        ("manuscripts.csv", TABLE.encode("utf-16")),
        ("manuscripts.xlsx", None),
        (f"{HOME}manuscripts.ods", ods()),
    ],
)  # fmt: skip
def test_cells_go_before_headers(name: str, data: bytes | None) -> None:
    found = loaded(data if data is not None else xlsx(), name)
    assert warnings(found) == []
    one, other = found.reviews
    assert one.rating is not None
    assert (one.title, one.rating.as_written) == ("Delta", "4/5")
    assert (other.title, [each.name for each in other.reviewers]) == (
        "High Tide", ["Ada Moor", "Cy Dee"],
    )  # fmt: skip
    if name.endswith("xlsx"):
        assert str(other.date) == "2024-05-17"


def test_old_encodings_and_formulas_for_text() -> None:
    table = 'file,reviewer,work,isbn\r\na.md,Zoë Müller,Delta,"=""0062315005"""\r\nb.md,,,\r\n'
    found = loaded(table.encode("cp1252"))
    assert found.reviews[0].reviewers[0].name == "Zoë Müller"
    work = found.reviews[0].work
    assert work is not None
    assert dict(work.identifiers)["isbn"].endswith("0062315005")
    assert any("Windows-1252" in each for each in warnings(found))


def test_what_does_not_fit_is_named() -> None:
    found = loaded("file,title\nc.md,Gone\n")
    assert warnings(found) == [
        "2 manuscripts without a row in the list: manuscripts/a.md, manuscripts/films/b.md",
        "this row is of a file that is not here: “c.md”",
    ]
    found = loaded("name,title\nx,y\n")
    assert "no column of this list names the files" in warnings(found)


def listed(found: Loaded) -> str:
    book, _ = arrange(found, Settings(), "")
    return Catalogue(book).as_csv()


def test_what_list_writes_changes_nothing_when_it_is_read() -> None:
    cut = "# One\n\nReviewer: Ada Moor\n\nText.\n\n# Two\n\nMore.\n"
    formula = "---\ntitle: '=1+1'\ndirector: Ines Vale\nrating: {value: 4, best: 5}\n---\nText.\n"
    before = loaded("file\n", all=cut, c=formula)
    table = listed(before)
    assert "'=1+1" in table
    after = loaded(table, all=cut, c=formula)
    assert warnings(after) == []
    assert after.reviews == before.reviews
    corrected = loaded(table.replace("Two", "Three"), all=cut, c=formula)
    assert [one.title for one in corrected.reviews if one.title in {"One", "Three"}] == [
        "One", "Three",
    ]  # fmt: skip


def test_a_damaged_sheet_is_an_error(tmp_path: Path) -> None:
    assert tmp_path
    for name in ("manuscripts.xlsx", "manuscripts.ods"):
        assert any("not a spreadsheet" in each for each in warnings(loaded("words", name)))

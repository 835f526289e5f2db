"""Write each row of a table that has a review as a Markdown file.

    python csv_rows.py table.csv manuscripts/

COLUMNS and TEXT name the columns; add those of your table. The exports of sites have a command of
their own, `anthology import`.
"""

import csv
import json
import re
import sys
from pathlib import Path

COLUMNS = {  # our key -> the columns that may hold it
    "work": ("Title", "Name", "Book", "Film", "title"),
    "creator": ("Author", "Authors", "Artist", "Last Name", "Director", "author_text"),
    "year": ("Original Publication Year", "Year", "Release_Date", "Year Published"),
    "rating": ("My Rating", "Rating", "Star Rating", "rating"),
    "date": ("Watched Date", "Date Read", "Last Date Read", "finish_date", "Date", "Date Added"),
    "isbn": ("ISBN13", "ISBN/UID", "isbn_13", "ISBN"),
}
TEXT = ("My Review", "Review", "review_content", "Text")


def value(row: dict[str, str], columns: tuple[str, ...]) -> str:
    """The first of the columns that has something in it."""
    found = (row.get(column, "").strip().strip('="') for column in columns)
    return next((each for each in found if each not in {"", "0", "0.0"}), "")


def review(row: dict[str, str]) -> str:
    """The row as a manuscript, "" where it has no text."""
    text = value(row, TEXT)
    if not text:
        return ""
    known = {key: value(row, columns) for key, columns in COLUMNS.items()}
    known["date"] = known["date"].replace("/", "-")
    if not re.fullmatch(r"97[89]\d{10}", known["isbn"]):
        known["isbn"] = ""
    lines = [
        f"{key}: {json.dumps(each, ensure_ascii=False)}" for key, each in known.items() if each
    ]
    text = re.sub(r"(<br\s*/?>\s*){2,}", "\n\n", text)
    return "\n".join(["---", *lines, "---", "", text, ""])


def main(table: str, folder: str) -> None:
    """Write the rows of `table` into `folder`; a file that is there already is not overwritten."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    with Path(table).open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines)
        names = [name.strip() for name in next(rows)]
        for number, cells in enumerate(rows, 1):
            row = dict(zip(names, cells, strict=False))
            text = review(row)
            slug = re.sub(r"\W+", "-", value(row, COLUMNS["work"]).lower()).strip("-")[:50]
            path = Path(folder) / f"{number:04}-{slug}.md"
            if text and not path.exists():
                path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

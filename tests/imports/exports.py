"""Small exports of made-up people, as the sites write them."""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from anthology import cli
from anthology.imports import Order, prepare
from anthology.imports.model import Record

LETTERBOXD_REVIEWS = """\
Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date
2024-05-17,Nosferatu,1922,https://boxd.it/aa1,4.5,,"I liked <i>Nosferatu<i> & <b>how</b> it moves.
A second line.

After a gap <3.","silent, vampires",2024-05-16
2024-06-01,Nosferatu,1922,https://boxd.it/aa2,5,Yes,"Again, and better.",,2024-05-31
2024-06-02,The Third Man,1949,https://boxd.it/aa3,,,"<blockquote>Zither.<blockquote>",,
2024-06-03,M,1931,https://boxd.it/aa4,3,,,,2024-06-03
2024-06-04,Жизнь,1952,https://boxd.it/aa5,0.5,,"=SUM(A1) is no sum; [x](y) & *stars*.",,2024-06-09
2024-06-05,Émile: A “Life”,2001,https://boxd.it/aa6,2,,It&#39;s fine.,,2024-06-05
"""
LETTERBOXD = {
    "reviews.csv": LETTERBOXD_REVIEWS,
    "diary.csv": "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n",
    "profile.csv": "Date Joined,Username,Given Name,Family Name,Email Address,Location\n"
    "2020-01-01,annlee,Ann,Lee,secret@example.org,Secret Town\n",
    "comments.csv": "Date,Content,Comment\n2024-01-01,https://boxd.it/zz,SECRET COMMENT\n",
    "deleted/reviews.csv": "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n"
    "2024-05-17,Dracula,1931,https://boxd.it/dd1,1,,SECRET DELETED,,2024-05-16\n",
    "orphaned/reviews.csv": "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,"
    "Watched Date\n",
    "lists/best.csv": "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n"
    '2024-01-01,Best,,https://boxd.it/ll,"SECRET LIST"\n\n'
    "Position,Name,Year,URL,Description\n1,M,1931,https://boxd.it/m,\n",
}
GOODREADS = '''\
Book Id,Title,Author,Author l-f,Additional Authors,ISBN,ISBN13,My Rating,Average Rating,Publisher,\
Binding,Number of Pages,Year Published,Original Publication Year,Date Read,Date Added,Bookshelves,\
Bookshelves with positions,Exclusive Shelf,My Review,Spoiler,Private Notes,Read Count,Owned Copies
11,"Kokoro (Penguin Modern, #2)",Natsume  Soseki,"Soseki, Natsume",Ann Lee,"=""0306406152""",\
"=""9780306406157""",4,4.11,Penguin,Paperback,200,2010,1914,2020/12/23,2020/11/20,"classics, \
japan",,read,"First.<br/><br/>Second, [b:Replay|341735|Replay|K. G.|https://x.org/a|1] too.<br/>\
<spoiler>He dies.</spoiler>",,SECRET NOTE,1,0
12,Dune,F. H.,"H., F.",,"=""","=""",0,4.26,Ace,Paperback,412,2019,1965,,2026/03/10,to-read,,\
to-read,,,,0,0
13,Emma,Jane Austen,"Austen, Jane",,"=""""","=""""",0,4,P,Hardcover,1,1815,1815,,2021/01/01,,,read,\
<b>No rating</b> here.,true,,1,0
'''
STORYGRAPH = """\
Title,Authors,Contributors,ISBN/UID,Format,Read Status,Date Added,Last Date Read,Dates Read,\
Read Count,Moods,Pace,Character- or Plot-Driven?,Strong Character Development?,\
Loveable Characters?,Diverse Characters?,Flawed Characters?,Star Rating,Review,Content Warnings,\
Content Warning Description,Tags,Owned?
Emma,Jane Austen,Ann Lee (Translator),9780306406157,paperback,read,2022/04/04,2022/11/28,\
"2022/10/29-2022/11/28, 2021/09/14",2,calm,slow,,,,,,3.75,<p>Fine.</p>,"death, war",,"old, love",No
Solo,A. B.,,fbdd6b7c-f512-47f2-aa94-d8bf0d5f5175,digital,read,2022/04/04,,,1,,,,,,,,,No stars.,,,,No
Third,C. D.,,,digital,to-read,2022/04/04,,,0,,,,,,,,,,,,,No
"""
BOOKWYRM = """\
title,author_text,remote_id,openlibrary_key,isbn_10,isbn_13,start_date,finish_date,stopped_date,\
rating,review_name,review_cw,review_content,review_published,shelf,shelf_name,shelf_date
Emma,Jane Austen,https://example.org/book/2,OL1M,0306406152,,2022-08-10,2022-10-10,,4,On Emma,\
Spoilers for the end,<p>Text.</p>,2022-11-10,read,Read,2024-08-10
"""
RATE_YOUR_MUSIC = """\
RYM Album, First Name,Last Name,First Name localized, Last Name localized,Title,Release_Date,\
Rating,Ownership,Purchase Date,Media Type, Review, Review Title
"40","","The Sparrows","","","Nests","2026","9","n","","","[b]One[/B]\\n\\n[i]two[/I] \
[Artist577519][url=https://x.org]link[/url]","My Title"
"41","An","Artist","","Ünnamed","Zero","1999-05","0","n","","","Not rated.",""
"42","An","Artist","","","None","1999","5","n","","","",""
"""
LIBRARYTHING = (
    "Book Id\tTitle\tPrimary Author\tSecondary Author\tDate\tReview\tRating\tDate Read\tTags\t"
    "Private Comment\tISBNs\n"
    "7\tCafé\tSoseki, Natsume\tLee, Ann\t1914\tA caf\xe9.[Return][Return]Two.\t4.5\t"
    "[2007-04-16]\tone, two\tSECRET NOTE\t[0306406152]\n"
)
IMDB = """\
Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,Runtime (mins),Year,\
Genres,Num Votes,Release Date,Directors
tt0013442,8,2024-05-17,Nosferatu,Nosferatu,https://x.org/tt0013442,Movie,7.8,94,1922,Horror,1,\
1922-03-04,F. W. Murnau
"""
TRAKT_RATINGS = """\
[{"rated_at": "2024-05-17T10:00:00.000Z", "rating": 8, "type": "movie",
  "movie": {"title": "Nosferatu", "year": 1922,
            "ids": {"trakt": 1, "slug": "nosferatu-1922", "imdb": "tt0013442", "tmdb": 653}}}]
"""
TRAKT_COMMENTS = """\
[{"type": "movie", "movie": {"title": "Nosferatu", "year": 1922,
  "ids": {"trakt": 1, "slug": "nosferatu-1922", "imdb": "tt0013442", "tmdb": 653}},
  "comment": {"id": 99, "parent_id": 0, "created_at": "2024-05-18T10:00:00.000Z",
              "comment": "He rises.\\n\\nHe falls.", "spoiler": true, "review": false}},
 {"type": "movie", "movie": {"title": "M", "year": 1931, "ids": {"trakt": 2, "slug": "m-1931"}},
  "comment": {"id": 100, "parent_id": 99, "comment": "SECRET ANSWER", "spoiler": false}}]
"""
GOOGLE_MAPS = """\
{"type": "FeatureCollection", "features": [
 {"type": "Feature", "geometry": {"coordinates": [1.5, 2.5], "type": "Point"}, "properties": {
  "date": "2023-04-05T10:00:00Z", "five_star_rating_published": 4, "google_maps_url": "https://x/1",
  "review_text_published": "Good soup.\\nNice.", "location": {"name": "Trattoria Ada",
  "address": "SECRET STREET"}}},
 {"type": "Feature", "properties": {"date": "2023-04-06", "five_star_rating_published": "FIVE",
  "google_maps_url": "https://x/2", "location": {"name": "Lake"}}},
 {"type": "Feature", "properties": {"Google Maps URL": "https://x/3",
  "Location": {"Address": "SECRET STREET", "Business Name": "Book Shop", "Country Code": "IT"},
  "Published": "2022-01-02T10:00:00Z", "Review Comment": "Many books.", "Star Rating": 5}}]}
"""


def zipped(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """An archive of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def unpacked(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder of these files."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def records_of(source: Path, project: Path, **more: Any) -> dict[str, Record]:
    """Every record of an export by its key, those too that are not taken."""
    return {each.key: each for each in prepare(Order(source, project, **more)).reading.records}


def run(*words: object) -> tuple[int, str, str]:
    """`anthology WORDS`: the exit code and both streams."""
    written = BytesIO(), BytesIO()
    out, err = (TextIOWrapper(each, "utf-8", write_through=True) for each in written)
    command = ["anthology", *map(str, words)]
    with (
        patch.object(sys, "argv", command),
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.raises(SystemExit) as stopped,
    ):
        cli.main()
    assert isinstance(stopped.value.code, int)
    out_text, err_text = (each.getvalue().decode() for each in written)
    return stopped.value.code, out_text, err_text


def listed(project: Path) -> dict[str, Any]:
    """What `anthology list` finds in the project: reviews by their file's name."""
    code, out, err = run("list", project, "--json")
    assert code == 0, err
    parts = json.loads(out)["book"]["parts"]
    found = (review for part in parts for review in part["reviews"])
    return {review["place"].rpartition("/")[2]: review for review in found}

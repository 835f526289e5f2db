"""A style in a zip, as others pass it on: read under limits, and never unpacked to the disk."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePosixPath

from anthology.report import Place, Refused, error, shown
from anthology.style.sources.files import LARGEST, MOST_FILES, Files

SUFFIX = ".zip"
LARGEST_SUM = 128_000_000  # bytes of all files together
NOT_OURS = "__MACOSX"  # what Finder adds


def opened(path: Path, prefix: str) -> Files:
    """The files of a style in a zip, or in the only folder of one. Raises Refused."""
    place = Place(prefix.rstrip("/"))
    try:
        with zipfile.ZipFile(io.BytesIO(_data(path, place))) as file:
            members = [each for each in file.infolist() if not _is_left_out(each)]
            _check(members, place)
            contents = {each.filename: _content(file, each, place) for each in members}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as wrong:
        message = f"this zip cannot be read: {shown(str(wrong))}"
        raise Refused(error(place, message, "Ask for it again, or unpack it yourself.")) from None
    top = _only_folder(contents)
    readers: dict[str, Callable[[], bytes]] = {
        name.removeprefix(top): partial(bytes, data) for name, data in contents.items()
    }
    return Files(path.stem, prefix, readers, str(path.resolve()))


def _data(path: Path, place: Place) -> bytes:
    if path.stat().st_size > LARGEST_SUM:
        raise Refused(error(place, f"the zip is larger than {LARGEST_SUM // 1_000_000} MB"))
    return path.read_bytes()


def _is_left_out(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member.filename).parts
    return member.is_dir() or NOT_OURS in parts or any(part[0] == "." for part in parts[-1:])


def _check(members: list[zipfile.ZipInfo], place: Place) -> None:
    """Raise Refused for paths that lead elsewhere, links, and too many or too large files."""
    for member in members:
        path = PurePosixPath(member.filename)
        leads_out = path.is_absolute() or ".." in path.parts or "\\" in member.filename
        if leads_out or ":" in member.filename or stat.S_ISLNK(member.external_attr >> 16):
            message = f"the zip has a file that is not inside it: “{shown(member.filename)}”"
            raise Refused(error(place, message, "Do not use it."))
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        raise Refused(error(place, "the zip has two files of one name", "Do not use it."))
    size = sum(member.file_size for member in members)
    if len(members) > MOST_FILES or size > LARGEST_SUM:
        message = f"the zip has more than {MOST_FILES:,} files or {LARGEST_SUM // 1_000_000} MB"
        raise Refused(error(place, message, "A style is smaller."))


def _content(file: zipfile.ZipFile, member: zipfile.ZipInfo, place: Place) -> bytes:
    """The bytes of a file, no more of them than the zip says there are."""
    most = min(member.file_size, LARGEST)
    with file.open(member) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        message = f"“{shown(member.filename)}” in the zip is larger than it says, or too large"
        raise Refused(error(place, message, "Do not use it."))
    return data


def _only_folder(contents: dict[str, bytes]) -> str:
    """The folder that holds all files of the zip, with its slash; "" where there is none."""
    tops = {name.partition("/")[0] for name in contents}
    inside = all("/" in name for name in contents)
    return f"{tops.pop()}/" if len(tops) == 1 and inside else ""

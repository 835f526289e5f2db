"""Pictures in an export: found by the addresses in its texts, and named for the project."""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from anthology.imports.earlier import Earlier, digest
from anthology.imports.model import Picture, Record
from anthology.imports.source import Source
from anthology.imports.texts.blocks import WEB, tidied
from anthology.imports.write import Content
from anthology.report import Place, Problem, Refused, error, shown, warning
from anthology.text.sort_keys import slug

FOLDER = "pictures"  # beside the manuscripts of an import
SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".avif", ".tif",
                      ".tiff"})  # fmt: skip
IMAGE = re.compile(r'<img src="[^"]*"')
# What WordPress and Blogger put into an address for another size of the same picture.
SIZE = re.compile(r"(?:-\d+x\d+|-scaled)(?=\.\w+$)")
FORBIDDEN = re.compile(r'[<>:"|?*]')  # in names of files on Windows; archives have _ instead
OWN = re.compile(r"(?:\d\D*){3}\.")  # a name with a number, as cameras and sites give
TYPES = {"png": "png", "jpeg": "jpg", "jpg": "jpg", "gif": "gif", "webp": "webp", "avif": "avif"}
WRITTEN = re.compile(rf"data:image/({'|'.join(TYPES)})(?:;[^,;]+)*;base64,", re.IGNORECASE)
LONG = 100  # characters of an address that a message shows
FEW = 3  # places that a message names


@dataclass(frozen=True)
class Pictures:
    """The pictures of an export, by what texts can call them."""

    paths: frozenset[str]
    by_name: Mapping[str, tuple[str, ...]] = field(repr=False)

    @classmethod
    def of(cls, paths: Iterable[str]) -> Pictures:
        """Those among an export's files, known by their suffixes."""
        found = [path for path in paths if posixpath.splitext(path)[1].lower() in SUFFIXES]
        names: dict[str, tuple[str, ...]] = {}
        for path in found:
            name = _folded(path.rpartition("/")[2])
            names[name] = (*names.get(name, ()), path)
        return cls(frozenset(found), names)

    def at(self, address: str, base: str = "") -> str:
        """The picture that a text in the file `base` shows from an address; "" for none.

        A relative address is a path. One of the web is the file of the same name, which of several
        has most of the folders in common with it: uploads/2024/05/tide.jpg.
        """
        try:
            parts = urlsplit(address)
        except ValueError:
            return ""
        path = unquote(parts.path).replace("\\", "/")
        if not parts.scheme and not parts.netloc:
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
            exact = (each for each in (beside, unicodedata.normalize("NFC", beside),
                                       unicodedata.normalize("NFD", beside)))  # fmt: skip
            if found := next((each for each in exact if each in self.paths), ""):
                return found
        names = dict.fromkeys((path, SIZE.sub("", path)))
        return next(filter(None, map(self._alike, names)), "")

    def _alike(self, path: str) -> str:
        """The file of that name whose folders are most like the path's; "" where two are.

        A name that many pictures have (“image.png”) has to be in the same folder.
        """
        folders = [_folded(part) for part in path.split("/")]
        known = self.by_name.get(folders[-1], ())
        common = sorted(((_common(folders, each), each) for each in known), reverse=True)
        if not common or (common[0][0] < 2 and not OWN.search(folders[-1])):
            return ""
        is_one = len(common) == 1 or common[0][0] > common[1][0]
        return common[0][1] if is_one else ""


def _folded(name: str) -> str:
    return FORBIDDEN.sub("_", unicodedata.normalize("NFC", name)).casefold()


def _common(folders: Sequence[str], path: str) -> int:
    """How many of the last parts two paths have in common."""
    own = [_folded(part) for part in path.split("/")]
    pairs = zip(reversed(folders), reversed(own), strict=False)
    return next(
        (n for n, (one, two) in enumerate(pairs) if one != two), min(len(folders), len(own))
    )


def placed(records: Iterable[Record], pictures: Pictures) -> tuple[Record, ...]:
    """The records with the pictures that the export has, by the names they get in the project."""
    shown = ((each, each.still or "<img" in each.text.html) for each in records)
    return tuple(_placed(each, pictures) if has_any else each for each, has_any in shown)


def _placed(record: Record, pictures: Pictures) -> Record:
    """Pictures of the web that the export does not have stay there; others become their words.

    A still that stands in the text as well is not shown twice.
    """
    taken: dict[str, str] = {}  # path in the export by name
    missing: list[str] = []

    def named(address: str) -> str:
        if match := WRITTEN.match(address):
            name = f"{FOLDER}/picture-{_hash(address)}.{TYPES[match[1].lower()]}"
            taken[name] = address
            return name
        path = pictures.at(address, record.origin)
        name = _name(path, taken) if path else ""
        return name if not name or taken.setdefault(name, path) else ""

    def place(address: str) -> str:
        name = named(address)
        if name or WEB.fullmatch(address):
            return name or address
        missing.append(address)
        return ""

    text = tidied(record.text.html, place=place)
    in_text = frozenset(taken)
    still = record.still and replace(record.still, file=named(record.still.address))
    found = tuple(Picture(name, path) for name, path in taken.items())
    return replace(record, text=replace(record.text, html=text.html), pictures=found,
                   still=None if still and still.file in in_text else still,
                   missing=tuple(missing))  # fmt: skip


def _name(path: str, taken: Mapping[str, str]) -> str:
    """A name that is the same in the next export, wherever the export is unpacked."""
    stem, suffix = posixpath.splitext(path.rpartition("/")[2])
    near = "/".join(path.split("/")[-2:])
    names = (f"{FOLDER}/{slug(stem, 'picture')}-{_hash(of)}{suffix.lower()}" for of in (near, path))
    return next((name for name in names if taken.get(name, path) == path), "")


def _hash(text: str) -> str:
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Due:
    """Pictures to be written, and the hashes of all that are the export's."""

    contents: Mapping[str, Content]
    digests: Mapping[str, str]


def due(wanted: Iterable[Picture], source: Source, before: Earlier, folder: Path) -> Due:
    """Which pictures are to be written: those that nobody has replaced or deleted. Raises Refused.

    Each is read here for its hash, and again where it is written: they need not fit the memory.
    """
    contents: dict[str, Content] = {}
    digests: dict[str, str] = {}
    for each in wanted:
        new, known = digest(source.picture(each.path)), before.pictures.get(each.name, "")
        there = _digest_of(folder / each.name)
        if there not in {new, known}:
            continue
        digests[each.name] = new
        if there != new:
            contents[each.name] = partial(source.picture, each.path)
    return Due(contents, digests)


def _digest_of(path: Path) -> str:
    """The hash of a file that is there, else ""."""
    try:
        return digest(path.read_bytes()) if path.is_file() else ""
    except OSError as fault:
        words = (fault.strerror or str(fault)).lower()
        raise Refused(error(Place(shown(str(path))), f"cannot be read: {words}")) from None


def problems(records: Iterable[Record], folder: str) -> Iterator[Problem]:
    """One warning for all pictures that texts show and the export has not, one for all stills."""
    records = tuple(records)
    missing = (name for record in records for name in record.missing)
    hint = "Texts have their descriptions instead. Export again with pictures, or put them in."
    yield from _missing("picture", missing, folder, hint)
    stills = (each.still.address for each in records if each.still and not each.still.file)
    hint = "Export again with pictures, or name one as still in the header of a review."
    yield from _missing("opening picture", stills, folder, hint)


def _missing(what: str, found: Iterable[str], folder: str, hint: str) -> Iterator[Problem]:
    names = list(dict.fromkeys(found))
    if names:
        few = ", ".join(shown(name[:LONG]) for name in names[:FEW])
        more = f" and {len(names) - FEW:,} more" if len(names) > FEW else ""
        are = f"1 {what} is" if len(names) == 1 else f"{len(names):,} {what}s are"
        yield warning(Place(folder), f"{are} not in the export: {few}{more}", hint)

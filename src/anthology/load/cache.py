"""Read manuscripts in the pool, but those that did not change: these are in the cache."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import fields
from functools import partial

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from anthology.cache import Cache, fingerprint, key
from anthology.cache.buckets import Buckets
from anthology.config import LimitsTable
from anthology.load.formats import format_of
from anthology.load.model import Manuscript, ParsedManuscript
from anthology.memory import are_many, pack
from anthology.pool import Failure, Pool
from anthology.report import Place, error

BATCH = 16  # manuscripts a message: most take a few milliseconds
_PARSED = TypeAdapter(ParsedManuscript)  # as JSON: a pickle could run code
_PLAIN = tuple(f.name for f in fields(Manuscript) if f.name not in {"data", "source", "limits"})
_LAST: dict[str, ParsedManuscript] = {}  # by name: a preview reads the same again and again


def read_all(
    manuscripts: Sequence[Manuscript], limits: LimitsTable, pool: Pool, cache: Cache
) -> list[ParsedManuscript]:
    """The contents of each manuscript; of one that could not be read, an error.

    Of very many the texts are packed where they are read, before all of them are here.
    """
    packed = are_many(len(manuscripts))
    names = _names(manuscripts)
    buckets = Buckets(cache, "manuscripts")
    known = {name: one for name in names if (one := _LAST.get(name))}
    cached = buckets.read(name for name in names if name not in known)
    before = frozenset(cached)
    missing = [i for i, name in enumerate(names) if name not in known and name not in cached]
    results = pool.run(
        partial(_read_and_dump, packed=packed),
        [manuscripts[i] for i in missing],
        seconds=limits.seconds,
        memory_mb=limits.memory_mb,
        batch=BATCH,
    )
    parsed: dict[int, ParsedManuscript] = {}
    for i, result in zip(missing, results, strict=True):
        if isinstance(result, Failure):
            parsed[i] = _failed(manuscripts[i], result)
        else:
            parsed[i], dumped = result
            cached |= {names[i]: dumped} if dumped else {}
    if missing:
        buckets.write({name: cached[name] for name in names if name in cached}, before)
    found = [parsed.get(i) or known.get(name) or _stored(cached[name], packed=packed)
             for i, name in enumerate(names)]  # fmt: skip
    present = cached.keys() | known.keys()
    _LAST.clear()
    _LAST.update(pair for pair in zip(names, found, strict=True) if pair[0] in present)
    return [each for one in found for each in (one, *one.several)]


def read(manuscript: Manuscript) -> ParsedManuscript:
    """The contents of a manuscript; see `anthology.load.manuscript`."""
    from anthology.load.manuscript import read as read_it  # noqa: PLC0415  large, and in a worker

    return read_it(manuscript)


def _read_and_dump(manuscript: Manuscript, *, packed: bool) -> tuple[ParsedManuscript, bytes]:
    """The contents of a manuscript, and the same as JSON; empty where that is not possible."""
    parsed = read(manuscript)
    dumped = b""
    with suppress(PydanticSerializationError):  # a path that is not Unicode: never cached
        dumped = _PARSED.dump_json(parsed)
    return _packed(parsed) if packed else parsed, dumped


def _stored(dumped: bytes, *, packed: bool) -> ParsedManuscript:
    parsed = _PARSED.validate_json(dumped)
    return _packed(parsed) if packed else parsed


def _packed(parsed: ParsedManuscript) -> ParsedManuscript:
    """The same with its texts packed."""
    for one in (parsed, *parsed.several):
        if text := one.review or one.piece:
            pack(text.body)
    return parsed


def _failed(manuscript: Manuscript, failure: Failure) -> ParsedManuscript:
    """An error for a manuscript that exceeded its limits, or on which a program failed."""
    message = f"the manuscript {failure.reason}"
    hint = "Look for what is odd in it; [limits] in anthology.toml allows more."
    known = format_of(manuscript.path)
    package = known.package if known else ""
    if failure.trace and package:
        message = f"the package {package} failed on this manuscript: {failure.reason}"
        hint = "Please report it to the authors of that package."
    elif failure.trace:
        message = f"reading this manuscript failed, which is a bug of ours: {failure.reason}"
        hint = "Please report it, with the manuscript if you can."
    problem = error(Place(manuscript.path), message, hint, failure.trace)
    return ParsedManuscript(manuscript.path, problems=(problem,))


def _names(manuscripts: Sequence[Manuscript]) -> list[str]:
    """The name of the contents of each in the cache: a hash of all they depend on.

    Its format follows from its path and from the packages that are installed. The tables that
    many share are put into words once.
    """
    tables = {id(table): table for one in manuscripts for table in (one.source, one.limits)}
    words = {number: repr(table) for number, table in tables.items()}
    return [
        _name(manuscript, words[id(manuscript.source)] + words[id(manuscript.limits)])
        for manuscript in manuscripts
    ]


def _name(manuscript: Manuscript, tables: str) -> str:
    own = format_of(manuscript.path)
    about = [getattr(manuscript, name) for name in _PLAIN], own.version if own else ""
    return key("read", fingerprint(), manuscript.data, tables, repr(about))

"""Manuscripts that did not change are not read again: what they hold is in the cache.

Many are kept in one entry (`cache.bucket`), since making a file takes as long as reading some.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from anthology.cache import BUCKETS, Cache, bucket, fingerprint, key
from anthology.config import LimitsTable
from anthology.load.model import Manuscript, ParsedManuscript
from anthology.pool import Failure, Pool

BATCH = 16  # manuscripts a message: most manuscripts take a few milliseconds
_READ = TypeAdapter(ParsedManuscript)  # as JSON: a pickle could run code
_BUCKET = TypeAdapter(dict[str, str])  # name -> a ParsedManuscript as JSON


def read_all(
    manuscripts: Sequence[Manuscript], limits: LimitsTable, pool: Pool, cache: Cache
) -> list[ParsedManuscript | Failure]:
    """What each manuscript holds, or why it could not be read."""
    names = [_name(manuscript) for manuscript in manuscripts]
    known = _known(cache)
    before = frozenset(known)
    missing = [i for i, name in enumerate(names) if name not in known]
    made = pool.run(
        _read_and_dump,
        [manuscripts[i] for i in missing],
        seconds=limits.seconds,
        memory_mb=limits.memory_mb,
        batch=BATCH,
    )
    answers: dict[int, ParsedManuscript | Failure] = {}
    for i, result in zip(missing, made, strict=True):
        answers[i] = result if isinstance(result, Failure) else result[0]
        if not isinstance(result, Failure) and result[1]:
            known[names[i]] = result[1]
    if missing:
        _keep({name: known[name] for name in names if name in known}, before, cache)
    return [answers.get(i) or _READ.validate_json(known[name]) for i, name in enumerate(names)]


def _read_and_dump(manuscript: Manuscript) -> tuple[ParsedManuscript, str]:
    """What a manuscript holds, and the same as it is kept; "" where it cannot be."""
    answer = read(manuscript)
    with suppress(PydanticSerializationError):  # a path that is no Unicode: it is read each time
        return answer, _READ.dump_json(answer).decode()
    return answer, ""


def read(manuscript: Manuscript) -> ParsedManuscript:
    """What the manuscript holds; see `anthology.load.manuscript`."""
    from anthology.load.manuscript import read as read_it  # noqa: PLC0415  large, and in a worker

    return read_it(manuscript)


def _name(manuscript: Manuscript) -> str:
    """The name of a manuscript's ParsedManuscript: a hash of all it depends on."""
    about = (
        manuscript.path,
        manuscript.id,
        manuscript.language,
        manuscript.kind,
        manuscript.source,
        manuscript.limits,
    )
    return key("read", fingerprint(), manuscript.data, repr(about))


def _entry(number: int) -> str:
    return key("manuscripts", fingerprint(), str(number))


def _known(cache: Cache) -> dict[str, str]:
    """What was kept of all manuscripts, by their names."""
    known: dict[str, str] = {}
    for number in range(BUCKETS):
        data = cache.get(_entry(number))
        known |= _BUCKET.validate_json(data) if data else {}
    return known


def _keep(reads: Mapping[str, str], before: frozenset[str], cache: Cache) -> None:
    """Keeps those, in place of what was kept before; a name stands for all that it holds."""
    for number in range(BUCKETS):
        own = {name: reads[name] for name in sorted(reads) if bucket(name) == number}
        if own.keys() != {name for name in before if bucket(name) == number}:
            cache.put(_entry(number), _BUCKET.dump_json(own))

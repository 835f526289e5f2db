"""Small results in a few entries of the cache, which are packed.

Many share one entry, since writing a file takes as long as computing some of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError, to_json

from anthology.cache import BUCKETS, Cache, bucket, fingerprint, key
from anthology.memory import FAST

Result = TypeVar("Result")
NAME = "_name"  # an attribute that is no field
_BUCKET = TypeAdapter(dict[str, bytes])  # by name: texts, as UTF-8


@dataclass(frozen=True)
class Buckets:
    """Small results in a few entries of the cache, by names that `cache.key` gave them."""

    cache: Cache
    about: str  # what they are

    def read(self, names: Iterable[str] | None = None) -> dict[str, bytes]:
        """All results by their names, or those in the buckets where `names` would be."""
        found: dict[str, bytes] = {}
        numbers = range(BUCKETS) if names is None else sorted({*map(bucket, names)})
        for data in self.cache.get_all([self._entry(number) for number in numbers]):
            found |= _BUCKET.validate_json(zlib.decompress(data)) if data else {}
        return found

    def write(self, results: Mapping[str, bytes], before: Collection[str]) -> None:
        """Write the buckets that have other names than `before`."""
        now, earlier = _sorted(results), _sorted(before)
        for number in now.keys() | earlier.keys():
            if now.get(number) != earlier.get(number):
                own = {name: results[name] for name in now.get(number, ())}
                self.cache.put(self._entry(number), zlib.compress(_BUCKET.dump_json(own), FAST))

    def _entry(self, number: int) -> str:
        return self.cache.own(self.about, fingerprint(), str(number))


def _sorted(names: Iterable[str]) -> dict[int, list[str]]:
    """The names in their order, by bucket."""
    found: dict[int, list[str]] = {}
    for name in sorted(names):
        found.setdefault(bucket(name), []).append(name)
    return found


def named(*source: object) -> str:
    """The name of what follows from these values alone; "" where they are not all plain data."""
    try:
        return key(to_json(source))
    except PydanticSerializationError:  # a function, say, or a path that is not Unicode
        return ""


def named_once(value: object) -> str:
    """The same for one value, an instance of a frozen dataclass, which keeps its name."""
    if NAME not in value.__dict__:
        value.__dict__[NAME] = named(value)
    name: str = value.__dict__[NAME]
    return name


class Shelf(Generic[Result]):
    """The results of a stage: those that the last run asked for or added, for this one.

    Nothing is read before something is asked for. What is not asked for is let go.
    """

    def __init__(self, buckets: Buckets, form: TypeAdapter[Result]) -> None:
        self._buckets = buckets
        self._form = form
        self._before: dict[str, bytes] | None = None
        self._now: dict[str, bytes] = {}

    def recalled(self, name: str, make: Callable[[], Result]) -> Result:
        """The result of that name; where it is not there or has no name, what `make` makes."""
        if self._before is None:
            self._before = self._buckets.read()
        if name in self._before:
            self._now[name] = self._before[name]
            return self._form.validate_json(self._before[name])
        result = make()
        with suppress(PydanticSerializationError):
            self._now |= {name: self._form.dump_json(result)} if name else {}
        return result

    def write(self) -> None:
        """Write what was asked for, where anything was."""
        if self._before is not None:
            self._buckets.write(self._now, self._before)
            self._before, self._now = None, {}

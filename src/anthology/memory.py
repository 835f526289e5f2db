"""Results that stay in memory: a preview asks for nearly the same again with every edit.

Only pure functions are remembered, by the values of their arguments. After each of its proofs a
preview begins a new turn: what two turns did not ask for is forgotten, so that a thousand edits
need no more memory than one. A process that makes one book has one turn, up to a bound.

Of a book of very many texts nothing is remembered, and the texts themselves are packed: compressed,
which takes a tenth of what Python needs for a text with emoji. Whoever reads a packed text gets a
string, made anew each time.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar, TypeVarTuple

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

MANY = 2_000  # texts of a book for which memory is spared
MOST = 20_000  # results of one function in one turn
SMALL = 500  # characters: a text that is not packed
FAST = 1  # of zlib's levels: packing and unpacking a review take a tenth of a millisecond


class Results(Generic[Key, Result]):
    """Results by what they follow from: those that this turn asked for, or the turn before."""

    def __init__(self, most: int) -> None:
        self.most = most  # in one turn
        self.now: dict[Key, Result] = {}
        self.before: dict[Key, Result] = {}
        _ALL.append(self)

    def __contains__(self, name: Key) -> bool:
        return name in self.now or name in self.before

    def __getitem__(self, name: Key) -> Result:
        if name in self.now:
            return self.now[name]
        self[name] = found = self.before[name]
        return found

    def __setitem__(self, name: Key, result: Result) -> None:
        if len(self.now) >= self.most:
            self.turn()
        self.now[name] = result

    def turn(self) -> None:
        """Forget what only the turn before has asked for."""
        self.now, self.before = {}, self.now


_ALL: list[Results[Any, Any]] = []


def remembered(function: Callable[[*Arguments], Result]) -> Callable[[*Arguments], Result]:
    """The same pure function of hashable arguments, which is not called twice for the same."""
    results: Results[tuple[*Arguments], Result] = Results(MOST)

    def recalled(*arguments: *Arguments) -> Result:
        if _State.sparing:
            return function(*arguments)
        if arguments in results.now:  # as fast as can be: a proof asks for 30,000
            return results.now[arguments]
        if arguments not in results:
            results[arguments] = function(*arguments)
        return results[arguments]

    return recalled


class _Text:
    """An attribute that is a string, be it packed or not."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: object = None) -> Any:
        if instance is None:
            raise AttributeError(self.name)  # so that a dataclass sees no default
        text = instance.__dict__[self.name]
        return unpacked(text) if isinstance(text, bytes) else text

    def __set__(self, instance: Any, text: str) -> None:
        instance.__dict__[self.name] = text


def packable(name: str) -> Callable[[type[Value]], type[Value]]:
    """A decorator of classes whose attribute of that name can be packed."""

    def decorate(cls: type[Value]) -> type[Value]:
        cls.__packable__ = name  # type: ignore[attr-defined]
        setattr(cls, name, _Text(name))
        return cls

    return decorate


def pack(value: Value) -> Value:
    """The same value, which is equal to what it was, with its text packed."""
    name = value.__packable__  # type: ignore[attr-defined]
    text = value.__dict__[name]
    if isinstance(text, str) and len(text) > SMALL:
        value.__dict__[name] = packed(text)
    return value


def held(value: object) -> str:
    """The text of a value for another one, which shares it; of a packed one it is the bytes."""
    text: str = value.__dict__[value.__packable__]  # type: ignore[attr-defined]
    return text


def packed(text: str) -> bytes:
    """A text in little memory."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), FAST)


def unpacked(data: bytes) -> str:
    """The text that was packed."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


class _State:
    """Whether this process makes a book of very many texts."""

    sparing = False


@contextmanager
def sparing(texts: int) -> Iterator[None]:
    """A while in which a book of so many texts is made, with little memory where they are many."""
    before, _State.sparing = _State.sparing, are_many(texts)
    if _State.sparing:
        turn()
        turn()
    try:
        yield
    finally:
        _State.sparing = before


def are_many(texts: int) -> bool:
    """Whether a book of so many texts is made with little memory."""
    return texts > MANY


def is_sparing() -> bool:
    """Whether memory is to be spared now."""
    return _State.sparing


def spared(value: Value) -> Value:
    """The same value, packed where memory is spared."""
    return pack(value) if _State.sparing else value


def turn() -> None:
    """Forget what was not asked for since the last turn but one."""
    for results in _ALL:
        results.turn()

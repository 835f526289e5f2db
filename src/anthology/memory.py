"""Results that stay in memory: a preview asks for nearly the same again with every edit.

Only pure functions are remembered, by the values of their arguments. After each of its proofs a
preview begins a new turn: what two turns did not ask for is forgotten, so that a thousand edits
need no more memory than one. A process that makes one book has one turn, up to a bound.

Of a book of very many texts nothing is remembered, and the texts themselves are packed: compressed,
which takes a tenth of what Python needs for a text with emoji. Whoever reads a packed text gets a
string, made anew each time. Typeset pages and finished PDFs, which are read once or twice, are
laid aside: they lie in a temporary file.
"""

from __future__ import annotations

import errno
import os
import pickle
import tempfile
import zlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, TypeVarTuple
from weakref import finalize

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

MANY = 2_000  # texts of a book for which memory is spared
MOST = 20_000  # results of one function in one turn
SMALL = 500  # characters: a text that is not packed
FAST = 1  # of zlib's levels: packing and unpacking a review take a tenth of a millisecond


class Results(Generic[Key, Result]):
    """Results by what they follow from: those that this turn asked for, or the turn before.

    `elsewhere` is asked for what is not in memory.
    """

    def __init__(self, most: int) -> None:
        self.most = most  # in one turn
        self.elsewhere: Callable[[Key], Result | None] | None = None
        self.now: dict[Key, Result] = {}
        self.before: dict[Key, Result] = {}
        _ALL.append(self)

    def __contains__(self, name: Key) -> bool:
        if name in self.now or name in self.before:
            return True
        found = self.elsewhere(name) if self.elsewhere else None
        if found is not None:
            self[name] = found
        return found is not None

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


class _File:
    """A temporary file without a name: it is gone when nothing of it is needed."""

    def __init__(self) -> None:
        self.process = os.getpid()  # a child has it too, but must not write to it
        self.file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  open as long as we are
        self.end = 0
        finalize(self, self.file.close)

    def add(self, data: bytes) -> int:
        """Where the data begin from now on. Raises OSError where there is no room."""
        start = self.end
        if os.pwrite(self.file.fileno(), data, start) < len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.end += len(data)
        return start


class _Aside:
    """A value in a temporary file; another process that is sent it gets the value itself."""

    def __init__(self, file: _File, value: object) -> None:
        data = pickle.dumps(value, -1)
        self.file, self.start, self.size = file, file.add(data), len(data)

    @property
    def value(self) -> Any:
        """The value, read anew."""
        # Nobody else can have written to a file that has no name.
        return pickle.loads(os.pread(self.file.file.fileno(), self.size, self.start))  # noqa: S301

    def __reduce__(self) -> tuple[Any, ...]:
        return _as_it_is, (self.value,)


def _as_it_is(value: Value) -> Value:
    return value


class _Separate:
    """An attribute whose value is in memory or was laid aside."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: object = None) -> Any:
        if instance is None:
            raise AttributeError(self.name)  # so that a dataclass sees no default
        value = instance.__dict__[self.name]
        return value.value if isinstance(value, _Aside) else value

    def __set__(self, instance: Any, value: object) -> None:
        instance.__dict__[self.name] = value


def separable(*names: str) -> Callable[[type[Value]], type[Value]]:
    """A decorator of classes whose attributes of these names can be laid aside."""

    def decorate(cls: type[Value]) -> type[Value]:
        cls.__separable__ = names  # type: ignore[attr-defined]
        for name in names:
            setattr(cls, name, _Separate(name))
        return cls

    return decorate


def laid_aside(value: Value) -> Value:
    """The same value; where memory is spared, the large attributes lie in a file.

    They stay in memory where the file has no room.
    """
    if _State.sparing:
        with suppress(OSError):
            file = _State.our_file()
            for name in value.__separable__:  # type: ignore[attr-defined]
                if not isinstance(large := value.__dict__[name], _Aside):
                    value.__dict__[name] = _Aside(file, large)
    return value


class Archive(Mapping[str, bytes]):
    """Files by their names; where memory is spared, each is read when it is asked for."""

    def __init__(self, files: Iterable[tuple[str, bytes]]) -> None:
        self._files = {name: laid_aside(_Filed(data)) for name, data in files}

    def __getitem__(self, name: str) -> bytes:
        return self._files[name].data

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


@separable("data")
@dataclass(frozen=True)
class _Filed:
    """A file of an archive."""

    data: bytes


class _State:
    """Whether this process makes a book of very many texts, and where it lays things aside."""

    sparing = False
    file: _File | None = None

    @classmethod
    def our_file(cls) -> _File:
        """The file of this process. Raises OSError where there can be none."""
        if cls.file is None or cls.file.process != os.getpid():
            cls.file = _File()
        return cls.file


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
        if not before:
            _State.file = None  # what lies there keeps it


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

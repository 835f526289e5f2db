"""Manuscripts that did not change are not read again: what they hold is in the store."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from anthology.config import LimitsTable
from anthology.load.reading import Read, Task
from anthology.store import Store, key, made_with
from anthology.workers import Failure, Workers

BATCH = 16  # tasks a message: most manuscripts take a few milliseconds
_READ = TypeAdapter(Read)  # as JSON: a pickle could run code


def read_all(
    tasks: Sequence[Task], limits: LimitsTable, workers: Workers, store: Store
) -> list[Read | Failure]:
    """What each manuscript holds, or why it could not be read."""
    names = [_name(task) for task in tasks]
    answers: list[Read | Failure | None] = [_kept(store.get(name)) for name in names]
    missing = [i for i, answer in enumerate(answers) if answer is None]
    made = workers.run(
        partial(_read_and_keep, store),
        [(tasks[i], names[i]) for i in missing],
        seconds=limits.seconds,
        memory_mb=limits.memory_mb,
        batch=BATCH,
    )
    for i, answer in zip(missing, made, strict=True):
        answers[i] = answer
    return [answer for answer in answers if answer is not None]


def _read_and_keep(store: Store, task: tuple[Task, str]) -> Read:
    manuscript, name = task
    answer = read(manuscript)
    with suppress(PydanticSerializationError):  # a path that is no Unicode: it is read each time
        store.put(name, _READ.dump_json(answer))
    return answer


def read(task: Task) -> Read:
    """What the manuscript holds; see `anthology.load.manuscript`."""
    from anthology.load.manuscript import read as read_it  # noqa: PLC0415  large, and in a worker

    return read_it(task)


def _name(task: Task) -> str:
    """The name of a manuscript's Read in the store: a hash of all it depends on."""
    about = (task.path, task.id, task.language, task.kind, task.source, task.limits)
    return key("read", made_with(), task.data, repr(about))


def _kept(data: bytes | None) -> Read | None:
    return None if data is None else _READ.validate_json(data)

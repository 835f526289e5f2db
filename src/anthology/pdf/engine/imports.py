"""Imports WeasyPrint without the many processes that it starts, and without half of fontTools.

WeasyPrint looks up each library under several names. For those that are not file names,
`ctypes.util` starts a compiler and a linker: 86 processes, most of the time of the import. On
Linux the file names, which it tries too, are enough. What it subsets fonts with takes a quarter
of the time that remains; we make subsets once for each book, in `bind.fonts`.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

RARELY_USED = ("fontTools.subset", "fontTools.varLib.instancer")


class _Later(ModuleType):
    """Stands in for a module that is imported when one of its functions is called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def function(*arguments: Any, **named: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*arguments, **named)

        return function


def _not_searched(_name: str) -> None:
    """Finds no library by a name that is not its file's."""


_search = ctypes.util.find_library
_missing = [name for name in RARELY_USED if name not in sys.modules]
if sys.platform == "linux":
    ctypes.util.find_library = _not_searched  # type: ignore[assignment]
sys.modules.update((name, _Later(name)) for name in _missing)
try:
    import weasyprint  # noqa: F401
finally:
    ctypes.util.find_library = _search
    for name in _missing:
        del sys.modules[name]

"""WeasyPrint imported without the many processes that it starts, and without half of fontTools.

It asks for each library under several names, and `ctypes.util` starts a compiler and a linker
to answer for those that are not file names: 86 processes, most of the time of the import. The
file names that it asks for as well are enough where there is a dynamic linker's search path.
Of fontTools, it subsets fonts with what takes a quarter of the import then; we do that once a
book, in `faces`.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

SELDOM = ("fontTools.subset", "fontTools.varLib.instancer")


class _Later(ModuleType):
    """Stands for a module whose functions are called seldom: it is imported then."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def called(*arguments: Any, **named: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*arguments, **named)

        return called


def _not_searched(_name: str) -> None:
    """No library is found by a name that is not its file's."""


_search = ctypes.util.find_library
_missing = [name for name in SELDOM if name not in sys.modules]
if sys.platform == "linux":
    ctypes.util.find_library = _not_searched  # type: ignore[assignment]
sys.modules.update((name, _Later(name)) for name in _missing)
try:
    import weasyprint  # noqa: F401
finally:
    ctypes.util.find_library = _search
    for name in _missing:
        del sys.modules[name]

"""Which modules a function needs: those that its own body imports when it is called.

Large modules (WeasyPrint, pikepdf, the collation) are imported by the functions that need
them. What they are is read off the function, so that they can be imported early, by a
process that would only wait otherwise.
"""

from __future__ import annotations

import dis
from collections.abc import Callable
from functools import cache, partial
from importlib import import_module
from typing import Any


def imports(function: Callable[..., Any]) -> tuple[str, ...]:
    """The full names of the modules that the function's body imports, in order."""
    while isinstance(function, partial):
        function = function.func
    return _imports(function)


@cache
def _imports(function: Callable[..., Any]) -> tuple[str, ...]:
    code = getattr(function, "__code__", None)
    found = dis.get_instructions(code) if code else ()
    return tuple(dict.fromkeys(each.argval for each in found if each.opname == "IMPORT_NAME"))


def import_all(modules: tuple[str, ...]) -> None:
    """Import those modules."""
    for module in modules:
        import_module(module)

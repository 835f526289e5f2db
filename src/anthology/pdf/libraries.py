"""WeasyPrint imported without the many processes that it starts to find its libraries.

It asks for each under several names, and `ctypes.util` starts a compiler and a linker to
answer for those that are not file names: 86 processes, most of the time of the import. The
file names that it asks for as well are enough where there is a dynamic linker's search path.
"""

from __future__ import annotations

import ctypes.util
import sys


def _not_searched(_name: str) -> None:
    """No library is found by a name that is not its file's."""


_search = ctypes.util.find_library
if sys.platform == "linux":
    ctypes.util.find_library = _not_searched  # type: ignore[assignment]
try:
    import weasyprint  # noqa: F401
finally:
    ctypes.util.find_library = _search

"""Whether an error says that memory is short: not all that do are a MemoryError."""

from __future__ import annotations

import errno

# What the loader of shared libraries says then (glibc, elf/dl-load.c and dl-map-segments.h).
_UNMAPPED = ("failed to map segment", "cannot map zero-fill pages", "annot allocate memory")


def is_for_memory(error: BaseException) -> bool:
    """Whether an error is for want of memory, such as that of a library that cannot be loaded."""
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    if isinstance(error, ImportError):
        return any(words in str(error) for words in _UNMAPPED)
    return isinstance(error, MemoryError)

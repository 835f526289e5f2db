"""What the pages of a book depend on besides the book: versions of programs and libraries."""

from __future__ import annotations

import hashlib
import platform
from dataclasses import dataclass, fields
from functools import cache
from importlib.metadata import version
from pathlib import Path

import anthology
from anthology.cache import libraries as c_libraries

ENGINE = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "fonttools", "pyphen", "pillow")


@dataclass(frozen=True)
class Machine:
    """The versions on one machine, as words to be compared."""

    anthology: str  # its version, and a hash of its source
    python: str  # "3.11"
    packages: str  # those that WeasyPrint sets pages with
    libraries: str  # Pango and HarfBuzz

    def differences(self, there: Machine) -> tuple[str, ...]:
        """What another machine has otherwise: "Python 3.12 (here 3.11)"."""
        found = (each.name for each in fields(self))
        return tuple(
            f"{name} {getattr(there, name)} (here {getattr(self, name)})"
            for name in found
            if getattr(there, name) != getattr(self, name)
        )


@cache
def machine() -> Machine:
    """What there is on the machine where it is called."""
    return Machine(
        f"{anthology.__version__} ({_code()})",
        ".".join(platform.python_version_tuple()[:2]),
        ", ".join(f"{name} {version(name)}" for name in ENGINE),
        c_libraries.versions(),
    )


def _code() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(anthology.__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]

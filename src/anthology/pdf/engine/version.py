"""The versions of WeasyPrint and pydyf that pages are set with, and a cheap check of them.

The engine replaces private functions of WeasyPrint (`replaced.py`), so each version has to be
read before it is used. Nothing here imports either of them: the check runs before any work.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata

from anthology.report import NOWHERE, Problem, Refused, error

VERSIONS = {"weasyprint": "70.0", "pydyf": "0.13.0"}  # by distribution; pyproject.toml pins them
NAMES = {"weasyprint": "WeasyPrint"}  # as their authors write them, where that differs


def check() -> None:
    """Returns when the right versions are installed. Raises Refused with what to install."""
    problems = tuple(_problems())
    if problems:
        raise Refused(*problems)


def _problems() -> Iterator[Problem]:
    for distribution, wanted in VERSIONS.items():
        installed = _installed(distribution)
        if installed != wanted:
            name = NAMES.get(distribution, distribution)
            found = f"{name} {installed} is" if installed else f"{name} is not"
            message = f"{found} installed; this version of Anthology sets pages with {wanted}"
            yield error(NOWHERE, message, f"Run: pip install {distribution}=={wanted}")


def _installed(distribution: str) -> str:
    """The installed version, "" where there is none."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""

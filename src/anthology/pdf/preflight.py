"""Our own preflight of a press file."""

from __future__ import annotations

from anthology.report import Problem


def preflight(_data: bytes, _flavour: str) -> tuple[Problem, ...]:
    """What is wrong with the file."""
    return ()

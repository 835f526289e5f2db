"""argv -> one call -> a printed report -> an exit code; the only printer."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    raise SystemExit(70)

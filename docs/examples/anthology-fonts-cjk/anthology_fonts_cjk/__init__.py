"""The fonts of this package, for Anthology."""

from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"

"""The printing conditions that ship with Anthology: our own, free of any licence (CC0).

`make.py` writes both files and documents them;
`python -m anthology.pdf.colour.profiles.make` writes the same bytes again.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from anthology.pdf.colour.icc import Profile, read


@cache
def built_in(channels: int) -> Profile:
    """Our profile for 1 (grey) or 4 channels (CMYK)."""
    name = {1: "grey.icc", 4: "cmyk.icc"}[channels]
    return read(files(__package__).joinpath(name).read_bytes())

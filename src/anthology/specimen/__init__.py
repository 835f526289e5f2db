"""The specimen: a small book with one of everything, to see what a style makes of it.

Its manuscripts are in project/; nothing that they review exists.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path

from anthology.build import Built, build
from anthology.pool import Pool
from anthology.project import EDITIONS, Order

PROJECT = files("anthology") / "specimen" / "project"


def specimen(
    style: str,
    output: Path,
    pool: Pool,
    editions: Sequence[str] = EDITIONS,
    *,
    force: bool = False,
) -> Built:
    """The books of the specimen in a style, saved into `output`. Raises Refused.

    `style` is a name, or the absolute path of a folder or zip.
    """
    with tempfile.TemporaryDirectory(prefix="anthology-specimen-") as folder:
        root = Path(folder) / "one-of-everything"
        with as_file(PROJECT) as project:
            shutil.copytree(project, root)
        order = Order(root, output.resolve(), tuple(editions), style=style, force=force)
        return build(order, pool)

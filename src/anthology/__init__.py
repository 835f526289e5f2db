"""Anthology turns a folder of reviews into a book: an EPUB and a print-ready PDF.

The pipeline, in the order of `build.py`, which is the program; values pass between
the stages, and only the first and the last of them touch the disk:

    config      anthology.toml            -> Settings (frozen, every key checked)
    style       a style's folder          -> Style (CSS, templates, fonts)
    load        manuscripts               -> Reviews, each with one clean XHTML body
    arrange     reviews                   -> Book (ordered parts, indexes' raw data)
    compose     book + style              -> Edition: Sections of XHTML, assets, CSS
    pdf         edition                   -> PDF bytes   (the only importer of weasyprint, pikepdf)
    epub        edition                   -> EPUB bytes  (the only importer of ebooklib)
    check       the finished bytes        -> Problems: collation, preflight
    produce     runs these four as one graph of steps, each as soon as it can be
    save        bytes                     -> files: staged, flushed, renamed

A *section* (title page, one review, one index ...) has an id that stays the same between
builds, and every id inside it starts with it: sections can share a document without a
collision, be typeset alone, in any order and any process, and be cached under the hash of
what they are made of.

The model is in `book.py` (what an editor knows), `edition.py` (what a reader gets) and
`report.py` (what went wrong); they import nothing but each other. A stage imports those
before it, never those after it; `tests/test_architecture.py` lists the rooms and says so.

No stage looks at the clock, the locale, the environment or the network. Manuscripts are
untrusted: they are opened in one place (`load/project/files.py`), parsed in a process with
limits, and cleaned by an allow-list before anything else sees them.

For other programs:

    from anthology import Order, build
    built = build(Order(Path("my-book")))       # raises Refused with every Problem

and docs/api.md for the stages one by one.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anthology.build import Built, Order, build
    from anthology.report import Problem, Refused

__version__ = "0.1.0"
__all__ = ["Built", "Order", "Problem", "Refused", "build"]

_HOMES = {
    "Built": "anthology.build",
    "Order": "anthology.build",
    "Problem": "anthology.report",
    "Refused": "anthology.report",
    "build": "anthology.build",
}


def __getattr__(name: str) -> Any:
    """A public name, imported when it is used: `anthology --help` needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


class _Package(ModuleType):
    """The package, in which `build` is the function also after the module of that name is read."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "build" and isinstance(value, ModuleType):
            value = value.build
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package

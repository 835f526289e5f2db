"""`anthology clean`: a project without its cache."""

from __future__ import annotations

from anthology.cli.options import HERE, Project


def clean(project: Project = HERE) -> None:
    """Delete the project's cache; the books stay."""
    from anthology.cache import FOLDER, Cache

    Cache(project / FOLDER).clean()

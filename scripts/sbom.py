"""Prints the bill of materials of a release: what the program needs, as CycloneDX 1.6 JSON.

    .venv/bin/python scripts/sbom.py > dist/review_anthology-VERSION.cdx.json

It lists the distributions that are installed in the Python that runs it, with their licences as
docs/licences.md has them. The same installation gives the same bytes.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LICENCES = ROOT / "docs" / "licences.md"
ROW = re.compile(r"^\| ([\w.-]+) \| ([^|]+?) \| (program|tests|benchmarks) \|$", re.MULTILINE)


def canonical(name: str) -> str:
    """A distribution's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licences() -> Mapping[str, str]:
    """The licence of each distribution by name, as an SPDX expression."""
    return {canonical(name): spdx for name, spdx, _ in ROW.findall(LICENCES.read_text("utf-8"))}


def needed() -> dict[str, Distribution]:
    """The distributions that the program needs on this machine, by name."""
    found: dict[str, Distribution] = {}
    waiting = [Requirement(line) for line in PROJECT["dependencies"]]
    while waiting:
        requirement = waiting.pop()
        name = canonical(requirement.name)
        if name not in found or requirement.extras:
            found[name] = distribution(requirement.name)
            waiting += _requirements(found[name], requirement.extras)
    return dict(sorted(found.items()))


def _requirements(dist: Distribution, extras: set[str]) -> Iterator[Requirement]:
    """The requirements of a distribution that apply here."""
    for line in dist.requires or ():
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": each}) for each in extras | {""}):
            requirement.marker = None
            yield requirement


def bill() -> dict[str, object]:
    """The bill of materials."""
    parts, known, name = needed(), licences(), PROJECT["name"]
    refs = {name: _purl(name, dist.version) for name, dist in parts.items()}
    own = _purl(name, _version())
    direct = {refs[canonical(Requirement(line).name)] for line in PROJECT["dependencies"]}
    inner = ((refs[name], sorted({*_known(dist, refs)})) for name, dist in parts.items())
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _component("application", name, _version(), PROJECT["license"])},
        "components": [
            _component("library", name, dist.version, known[name]) for name, dist in parts.items()
        ],
        "dependencies": [
            {"ref": ref, "dependsOn": needs} for ref, needs in ((own, sorted(direct)), *inner)
        ],
    }


def _version() -> str:
    source = (ROOT / "src" / "anthology" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "(.+)"$', source, re.MULTILINE)
    return found[1] if found else ""


def _purl(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


def _component(kind: str, name: str, version: str, spdx: str) -> dict[str, object]:
    ref = _purl(name, version)
    return {
        "type": kind,
        "bom-ref": ref,
        "name": name,
        "version": version,
        "purl": ref,
        "licenses": [{"expression": spdx}],
    }


def _known(dist: Distribution, refs: Mapping[str, str]) -> Iterator[str]:
    for requirement in _requirements(dist, set()):
        if canonical(requirement.name) in refs:
            yield refs[canonical(requirement.name)]


if __name__ == "__main__":
    print(json.dumps(bill(), indent=1))

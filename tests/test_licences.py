"""What Anthology needs has licences that allow it, and a release names all of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from email.message import Message
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest
import sbom

ROOT = Path(__file__).parents[1]
# Licences whose works may be parts of a program under the AGPL, version 3 or later.
COMPATIBLE = frozenset(
    {
        "0BSD", "AGPL-3.0-or-later", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause",
        "GPL-2.0-or-later", "ISC", "LGPL-2.1-or-later", "MIT", "MIT-0", "MIT-CMU", "MPL-1.1",
        "MPL-2.0", "PSF-2.0",
    }
)  # fmt: skip
WORDS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
PINNED = re.compile(r"^([\w.-]+)==", re.MULTILINE)


def declared(dist: Distribution) -> str:
    """The licence that a distribution's own metadata give, "" where they give no single one."""
    about: Message = dist.metadata  # type: ignore[assignment]
    # `get`: with importlib_metadata loaded, which some libraries bring, a missing key is an error.
    if expression := about.get("License-Expression"):
        return str(expression)
    named = [c.rpartition(" :: ")[2] for c in about.get_all("Classifier", []) if "License ::" in c]
    return WORDS.get(named[0], "") if len(named) == 1 else ""


def test_every_pinned_distribution_is_listed() -> None:
    pinned = {sbom.canonical(n) for n in PINNED.findall((ROOT / "constraints.txt").read_text())}
    assert pinned - sbom.licences().keys() == set()


@pytest.mark.parametrize("name", sorted(sbom.needed()))
def test_each_licence_allows_its_use(name: str) -> None:
    spdx = sbom.licences()[name]
    for group in spdx.split(" AND "):
        assert COMPATIBLE.intersection(group.strip("()").split(" OR ")), spdx


def test_the_licences_are_those_that_the_distributions_declare() -> None:
    known = sbom.licences()
    for dist in distributions():
        name = sbom.canonical(dist.name)
        if name in known and (own := declared(dist)):
            assert known[name] == own or (own == "BSD" and known[name].startswith("BSD-")), name


def test_the_bill_of_materials_names_everything() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "sbom.py")], capture_output=True, check=True
    )
    bill = json.loads(done.stdout)
    names = {component["name"] for component in bill["components"]}
    assert {"weasyprint", "pikepdf", "lxml", "tinycss2", "webencodings"} <= names
    assert not {"pytest", "mypy", "hypothesis"} & names
    refs = {component["bom-ref"] for component in bill["components"]}
    own = bill["metadata"]["component"]["bom-ref"]
    assert {each["ref"] for each in bill["dependencies"]} == refs | {own}
    assert all(set(each["dependsOn"]) <= refs for each in bill["dependencies"])

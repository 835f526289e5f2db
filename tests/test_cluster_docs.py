"""What docs/cluster.md has people copy is right in its syntax, and its options exist."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

from conftest import ROOT

FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = FENCE.findall((ROOT / "docs" / "cluster.md").read_text("utf-8"))


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


def commands() -> Iterator[list[str]]:
    """Every command of Dask in the page, by words."""
    service = r"command: (dask .*)"
    for text in blocks("yaml"):
        yield from map(shlex.split, re.findall(service, text))
    for text in blocks("sh"):
        for line in text.splitlines():
            words = shlex.split(line, comments=True)
            if "dask" in words:
                yield [word for word in words[words.index("dask") :] if word != "&"]


@pytest.mark.parametrize("script", blocks("sh"))
def test_shells_can_read_it(script: str) -> None:
    for shell in filter(shutil.which, ("sh", "bash")):
        done = subprocess.run(
            [shell, "-n"], input=script, text=True, capture_output=True, check=False
        )
        assert not done.returncode, done.stderr


def test_each_option_of_dask_exists() -> None:
    asked = list(commands())
    assert len(asked) > 4
    for name in {words[1] for words in asked}:
        command = [sys.executable, "-m", f"distributed.cli.dask_{name}", "--help"]
        known = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        for words in asked:
            for option in words[2:] if words[1] == name else ():
                assert not option.startswith("--") or f"{option} " in known, option


def test_the_slurm_job_asks_for_what_it_starts() -> None:
    (job,) = (text for text in blocks("sh") if "#SBATCH" in text)
    asked = dict(re.findall(r"--([\w-]+)=(\S+)", " ".join(re.findall(r"#SBATCH (.*)", job))))
    assert re.fullmatch(r"(?:\d+-)?\d+:\d\d:\d\d", asked["time"])
    (started,) = re.findall(r"srun --ntasks=(\d+)", job)
    assert int(asked["ntasks"]) == int(started) + 1  # the scheduler, and who builds
    assert job.startswith("#!/bin/sh\n#SBATCH")  # Slurm reads them up to the first command


def test_the_services_are_those_of_a_cluster() -> None:
    (text,) = (text for text in blocks("yaml") if "services:" in text)
    services = yaml.safe_load(text)["services"]
    assert services.keys() == {"scheduler", "worker"}
    for service in services.values():
        assert service.keys() <= {"build", "command", "ports"}
    assert services["worker"]["command"].split()[2] == "tcp://scheduler:8786"
    assert services["scheduler"]["ports"] == ["127.0.0.1:8786:8786"]  # nobody else's


def test_the_settings_of_tls_are_dasks() -> None:
    import distributed  # noqa: F401, PLC0415  it registers its defaults
    from dask import config  # noqa: PLC0415

    (text,) = (text for text in blocks("yaml") if "tls:" in text)
    known = config.get("distributed")
    for path in _paths(yaml.safe_load(text)["distributed"]):
        table = known
        for name in path:
            assert name in table, path
            table = table[name]


def _paths(table: Mapping[str, Any], *above: str) -> Iterator[tuple[str, ...]]:
    for name, value in table.items():
        yield from _paths(value, *above, name) if isinstance(value, dict) else [(*above, name)]

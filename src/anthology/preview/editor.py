"""The text editor in which a line is opened: by an address that the system knows, or as a program.

Editors of a terminal need one of their own, so for them there is only the place to copy.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

VARIABLES = ("VISUAL", "EDITOR")
# By the names of their programs: what they are called, and the address that opens a line. The
# addresses are those of the editors' own manuals; {path} begins with a slash.
BY_ADDRESS = {
    "code": ("VS Code", "vscode://file{path}:{line}"),
    "code-insiders": ("VS Code Insiders", "vscode-insiders://file{path}:{line}"),
    "codium": ("VSCodium", "vscodium://file{path}:{line}"),
    "cursor": ("Cursor", "cursor://file{path}:{line}"),
    "windsurf": ("Windsurf", "windsurf://file{path}:{line}"),
    "zed": ("Zed", "zed://file{path}:{line}"),
    "idea": ("IntelliJ IDEA", "idea://open?file={path}&line={line}"),
    "pycharm": ("PyCharm", "pycharm://open?file={path}&line={line}"),
    "mvim": ("MacVim", "mvim://open?url=file://{path}&line={line}"),
    "mate": ("TextMate", "txmt://open?url=file://{path}&line={line}"),
    "bbedit": ("BBEdit", "bbedit://open?url=file://{path}&line={line}"),
}
# Programs with windows of their own, and how they are started at a line.
BY_PROGRAM = {
    "subl": ("Sublime Text", ("{path}:{line}",)),
    "gvim": ("gVim", ("+{line}", "{path}")),
    "emacsclient": ("Emacs", ("-n", "+{line}", "{path}")),
    "gedit": ("gedit", ("+{line}", "{path}")),
    "gnome-text-editor": ("Text Editor", ("{path}",)),
    "kate": ("Kate", ("--line", "{line}", "{path}")),
    "kwrite": ("KWrite", ("--line", "{line}", "{path}")),
    "mousepad": ("Mousepad", ("--line={line}", "{path}")),
    "xed": ("xed", ("+{line}", "{path}")),
    "pluma": ("Pluma", ("+{line}", "{path}")),
    "geany": ("Geany", ("{path}:{line}",)),
    "notepadqq": ("Notepadqq", ("{path}",)),
}
USUAL = "code"


@dataclass(frozen=True)
class Editor:
    """How a line of a text is opened elsewhere."""

    name: str
    address: str = ""  # with {path} and {line}, for the browser to open
    command: tuple[str, ...] = ()  # with {path} and {line}, for us to start

    def start(self, file: Path, line: int) -> None:
        """Start the program; one that cannot be started raises OSError."""
        words = [word.replace("{line}", str(line)) for word in self.command]
        words = [word.replace("{path}", str(file)) for word in words]
        nothing = subprocess.DEVNULL
        running = subprocess.Popen(  # noqa: S603  the editor that whoever started us has named
            words, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )
        Thread(target=running.wait, daemon=True).start()  # else its process stays when it has ended


def editor(wanted: str, environment: Mapping[str, str] = os.environ) -> Editor | None:
    """The editor of that name, command or address; "": the one that the environment names.

    None is one that needs a terminal. An address has {path} and, if it likes, {line}.
    """
    named = (environment.get(name, "") for name in VARIABLES)
    wanted = wanted or next(filter(None, named), USUAL)
    if "{path}" in wanted and "://" in wanted:
        return Editor(wanted.partition("://")[0], address=wanted)
    try:
        program = shlex.split(wanted)[0]
    except (ValueError, IndexError):
        return None
    name = Path(program).name
    if name in BY_ADDRESS:
        return Editor(BY_ADDRESS[name][0], address=BY_ADDRESS[name][1])
    if name in BY_PROGRAM and (found := shutil.which(program)):
        return Editor(BY_PROGRAM[name][0], command=(found, *BY_PROGRAM[name][1]))
    return None

"""Runs the command line and writes down every file opened or host asked outside the project.

    python watched.py LOG PROJECT OUTPUT ARGUMENT ...

Forked workers inherit the watch. Files of the interpreter, of installed packages and of the
system's fonts are nobody's secret; all else that is not the project is.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
STYLES = SOURCE.parent / "styles"
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/opt", "/dev/null", "/proc/self", "/proc/mounts")
FONTS = ("/etc/fonts", "/var/cache/fontconfig", str(Path.home() / ".cache/fontconfig"))
TYPES = ("/etc/mime.types", "/etc/apache2/mime.types", "/etc/ld.so.cache", "/etc/localtime")
NETWORK = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"}


def watch(log: Path, project: Path, output: Path) -> None:
    """Puts a line into `log` for each event that should not be."""
    ours = (str(SOURCE), str(STYLES), __file__)  # coverage reads what it measures
    prefixes = {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), *ours}
    own = {tempfile.gettempdir(), str(project), str(output), str(output.parent), str(log)}
    real = {os.path.realpath(path) for path in prefixes | own}
    allowed = (*prefixes, *own, *real, *SYSTEM, *FONTS, *TYPES)
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in NETWORK:
            os.write(handle, f"{event} {arguments!r}\n".encode("utf-8", "replace"))
        elif event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            name = os.fsdecode(arguments[0])
            path = os.path.abspath(name)  # noqa: PTH100  pathlib would open things itself
            if os.path.isabs(name) and not path.startswith(allowed):  # noqa: PTH117
                os.write(handle, f"open {path}\n".encode("utf-8", "surrogateescape"))

    sys.addaudithook(hook)


if __name__ == "__main__":
    log_, project_, output_, *sys.argv[1:] = sys.argv[1:]
    watch(Path(log_), Path(project_), Path(output_))
    from anthology.cli import main

    main()

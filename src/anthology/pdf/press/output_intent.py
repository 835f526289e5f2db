"""The printing condition of a press file: the inks and the paper that it was made for.

PDF/X-4 embeds a profile. Where no profile of the printer is set, our own for grey or CMYK is
embedded, under the name "Custom", since it is not registered. PDF/X-1a must name a CMYK
condition even where all pages are grey; without a profile it names CGATS TR 001 (web offset,
which American book printers assume, with about the dot gain of black that our greys expect)
and embeds nothing, as the standard allows for registered names.
"""

from __future__ import annotations

from dataclasses import dataclass

from anthology.config import PressTable
from anthology.pdf.colour.icc import Profile
from anthology.pdf.colour.profiles import built_in
from anthology.report import NOWHERE, Refused, error

REGISTRY = "http://www.color.org"
REGISTERED = {  # descriptions of well-known profiles -> the condition they characterise
    "Coated FOGRA27 (ISO 12647-2:2004)": "FOGRA27",
    "Coated FOGRA39 (ISO 12647-2:2004)": "FOGRA39",
    "ISO Coated v2 (ECI)": "FOGRA39",
    "ISO Coated v2 300% (ECI)": "FOGRA39",
    "PSO Coated v3": "FOGRA51",
    "PSO Uncoated v3 (FOGRA52)": "FOGRA52",
    "PSO Uncoated ISO12647 (ECI)": "FOGRA47",
    "Uncoated FOGRA29 (ISO 12647-2:2004)": "FOGRA29",
    "U.S. Web Coated (SWOP) v2": "CGATS TR 001",
    "SWOP2006_Coated3v2.icc": "CGATS TR 003",
    "SWOP2006_Coated5v2.icc": "CGATS TR 005",
    "GRACoL2006_Coated1v2.icc": "CGATS TR 006",
    "Japan Color 2001 Coated": "JC200103",
}


@dataclass(frozen=True)
class Condition:
    """The entries of an output intent."""

    identifier: str  # a registered name, or "Custom"
    info: str  # its name for people
    registry: str = ""  # where `identifier` is registered, "" when it is not
    profile: Profile | None = None  # to be embedded


SWOP = Condition("CGATS TR 001", "U.S. Web Coated (SWOP)", REGISTRY)


def printing_condition(settings: PressTable, profile: Profile | None) -> Condition:
    """The condition for `profile`, or for none. Raises Refused where it does not suit."""
    if profile is None:
        return _assumed(settings)
    _check(settings, profile)
    name = profile.name or "the printer's profile"
    known = REGISTERED.get(name)
    if known:
        return Condition(known, name, REGISTRY, profile)
    return Condition("Custom", name, "", profile)


def _assumed(settings: PressTable) -> Condition:
    grey = settings.colour == "grey"
    if settings.flavour == "x1a" and grey:
        return SWOP
    ours = built_in(1 if grey else 4)
    return Condition("Custom", ours.name, "", ours)


def _check(settings: PressTable, profile: Profile) -> None:
    kind = {1: "grey", 3: "RGB", 4: "CMYK"}[profile.channels]
    if profile.kind != "prtr":
        message = f"the profile “{profile.name}” does not describe a press (class {profile.kind})"
    elif profile.channels == 3:
        message = f"the profile “{profile.name}” is for RGB; a press prints in grey or CMYK"
    elif profile.channels == 1 and settings.flavour == "x1a":
        message = f"PDF/X-1a needs a CMYK profile; the profile “{profile.name}” is for {kind}"
    elif profile.channels == 1 and settings.colour == "cmyk":
        message = f"the book is printed in CMYK; the profile “{profile.name}” is for {kind}"
    else:
        return
    hint = "In [press], set profile to the CMYK profile that the printer names, or leave it out."
    raise Refused(error(NOWHERE, message, hint))

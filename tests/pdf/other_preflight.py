"""A second preflight of PDF/X-4 and PDF/X-1a, written before ours and apart from it.

It shares no line with `anthology.pdf.press.preflight`, so that what one overlooks the other may
see. It does not name rows but kinds of mistakes, e.g. "FONT"; "-W" ends those that are remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from other_preflight_pages import Complaint, Pages
from pikepdf import Array, Dictionary, Name, Stream

VERSIONS = {"x4": "1.6", "x1a": "1.4"}
XMP = {
    "pdfxid:GTS_PDFXVersion": r"pdfxid:GTS_PDFXVersion>PDF/X-4<",
    "pdf:Trapped": r"pdf:Trapped>(True|False)<",
    **{
        name: re.escape(name)
        for name in (
            "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID",
            "xmpMM:VersionID", "xmpMM:RenditionClass", "dc:title",
        )
    },
}  # fmt: skip
REGISTERED = re.compile(r"CGATS|FOGRA|JC\d|IFRA|GRACoL|PSO")
CHANNELS = {b"CMYK": 4, b"RGB ": 3, b"GRAY": 1}


def check(path: Path, flavour: str) -> list[Complaint]:
    """What is wrong with a file of a flavour, "x4" or "x1a"."""
    try:
        pdf = pikepdf.open(path)
    except pikepdf.PasswordError:
        return [("ENC", "encrypted")]
    if pdf.is_encrypted:
        return [("ENC", "encrypted")]
    channels = _channels(pdf)
    return [
        *_file(pdf, flavour),
        *(_metadata(pdf) if flavour == "x4" else _information(pdf)),
        *_intent(pdf, flavour, channels),
        *_catalogue(pdf),
        *_objects(pdf, flavour),
        *Pages(pdf, flavour, channels).complaints(),
    ]


def _file(pdf: pikepdf.Pdf, flavour: str) -> Iterator[Complaint]:
    if "/ID" not in pdf.trailer:
        yield "ID", "no trailer /ID"
    if pdf.pdf_version > VERSIONS[flavour]:
        yield "VER", f"version {pdf.pdf_version} > {VERSIONS[flavour]}"
    if pdf.docinfo.get("/Trapped") not in (Name("/True"), Name("/False")):
        yield "TRAP", f"Trapped is {pdf.docinfo.get('/Trapped')}"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[Complaint]:
    stream = pdf.Root.get("/Metadata")
    text = stream.read_bytes().decode("utf-8", "replace") if stream is not None else ""
    for name, pattern in XMP.items():
        if not re.search(pattern, text):
            yield "XMP", f"missing {name}"
    if stream is not None and "/Filter" in stream:
        yield "XMP", "metadata stream is compressed"


def _information(pdf: pikepdf.Pdf) -> Iterator[Complaint]:
    info = pdf.docinfo
    version = str(info.get("/GTS_PDFXVersion", ""))
    if not version.startswith("PDF/X-1"):
        yield "INFO", f"GTS_PDFXVersion is {version!r}"
    conformance = str(info.get("/GTS_PDFXConformance", ""))
    if version == "PDF/X-1:2001" and conformance != "PDF/X-1a:2001":
        yield "INFO", "GTS_PDFXConformance is not PDF/X-1a:2001"
    for key in ("/Title", "/CreationDate", "/ModDate"):
        if key not in info:
            yield "INFO", f"missing {key}"


def _intents(pdf: pikepdf.Pdf) -> list[Any]:
    intents: Any = pdf.Root.get("/OutputIntents", [])
    return [intent for intent in intents if intent.get("/S") == Name("/GTS_PDFX")]


def _channels(pdf: pikepdf.Pdf) -> int | None:
    """The channels of the output intent's profile, None without one."""
    intents = _intents(pdf)
    profile = intents[0].get("/DestOutputProfile") if len(intents) == 1 else None
    return None if profile is None else CHANNELS.get(profile.read_bytes()[16:20])


def _intent(pdf: pikepdf.Pdf, flavour: str, channels: int | None) -> Iterator[Complaint]:
    intents = _intents(pdf)
    if len(intents) != 1:
        yield "OI", f"{len(intents)} GTS_PDFX output intents"
        return
    (intent,) = intents
    name = str(intent.get("/OutputConditionIdentifier", ""))
    if not name:
        yield "OI", "no OutputConditionIdentifier"
    if "/RegistryName" not in intent and not REGISTERED.match(name):
        yield "OI-W", f"identifier {name!r} is not a registry name"
    profile = intent.get("/DestOutputProfile")
    if profile is not None:
        yield from _profile(profile, flavour, channels)
    elif "/RegistryName" not in intent or flavour == "x4":
        yield "OI", "no DestOutputProfile"


def _profile(profile: Any, flavour: str, channels: int | None) -> Iterator[Complaint]:
    kind = profile.read_bytes()[12:16]
    if kind != b"prtr":
        yield "OI", f"profile class {kind} is not prtr"
    if channels != int(profile.N):
        yield "OI", "N does not match the profile"
    if flavour == "x1a" and channels != 4:
        yield "OI", "profile is not CMYK"


def _catalogue(pdf: pikepdf.Pdf) -> Iterator[Complaint]:
    root = pdf.Root
    for key in ("/AA", "/AcroForm"):
        if key in root:
            yield "ACT", f"catalogue has {key}"
    if isinstance(root.get("/OpenAction"), Dictionary):
        yield "ACT", "catalogue has /OpenAction"
    names: Any = root.get("/Names", Dictionary())
    if "/JavaScript" in names or "/EmbeddedFiles" in names:
        yield "ACT", "JavaScript or embedded files"


def _objects(pdf: pikepdf.Pdf, flavour: str) -> Iterator[Complaint]:
    for found in pdf.objects:
        if isinstance(found, Stream):
            yield from _stream(found, flavour)
        elif isinstance(found, Dictionary):
            yield from _font(found)


def _font(found: Any) -> Iterator[Complaint]:
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    if found.get("/Type") == Name("/FontDescriptor") and not any(key in found for key in files):
        yield "FONT", f"not embedded: {found.get('/FontName')}"
    simple = found.get("/Subtype") in (Name.Type1, Name.TrueType)
    if found.get("/Type") == Name("/Font") and simple and "/FontDescriptor" not in found:
        yield "FONT", f"not embedded: {found.get('/BaseFont')}"


def _stream(found: Any, flavour: str) -> Iterator[Complaint]:
    named = found.get("/Filter")
    filters = {str(name) for name in (named if isinstance(named, Array) else [named])}
    if "/LZWDecode" in filters:
        yield "FILT", "LZW"
    if flavour == "x1a" and filters & {"/JPXDecode", "/JBIG2Decode"}:
        yield "FILT", "JPX or JBIG2"
    if "/F" in found or "/OPI" in found or found.get("/Subtype") == Name("/PS"):
        yield "EXT", "external stream, OPI or PostScript XObject"
    group = found.get("/Group")
    if flavour == "x1a" and isinstance(group, Dictionary) and group.get("/S") == Name.Transparency:
        yield "TRANS", "transparency group"

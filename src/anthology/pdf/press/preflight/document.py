"""What the file says of itself, and what it may not do."""

from __future__ import annotations

import re

from pikepdf import Dictionary, Name, Object

from anthology.pdf.colour import icc
from anthology.pdf.press.preflight.file import Complaints, File
from anthology.report import Refused

LATEST = {"x4": "1.6", "x1a": "1.3", "plain": "1.7"}
XMP_X4 = {
    "pdfxid:GTS_PDFXVersion": r"PDF/X-4",
    "xmp:CreateDate": r"[^<]+",
    "xmp:ModifyDate": r"[^<]+",
    "xmp:MetadataDate": r"[^<]+",
    "xmpMM:DocumentID": r"[^<]+",
    "xmpMM:VersionID": r"[^<]+",
    "xmpMM:RenditionClass": r"[^<]+",
    "pdf:Trapped": r"True|False",
    "dc:title": r".*?",
}


def version(file: File) -> Complaints:
    """Row 1: the PDF version, and nothing younger than it."""
    latest = LATEST[file.flavour]
    if file.pdf.pdf_version > latest:
        yield f"PDF {file.pdf.pdf_version}, and {latest} is the latest allowed"
    if file.flavour == "x1a" and re.search(rb"/Type\s*/(?:XRef|ObjStm)\b", file.data):
        yield "object streams, which came with PDF 1.5"


def trailer(file: File) -> Complaints:
    """Row 2: an ID, no encryption."""
    if file.pdf.is_encrypted:
        yield "the file is encrypted"
    if "/ID" not in file.pdf.trailer:
        yield "the trailer has no ID"


def info(file: File) -> Complaints:
    """Row 3: title, dates and trapping in Info."""
    info = file.pdf.docinfo
    yield from (
        f"Info has no {k}" for k in ("Title", "CreationDate", "ModDate") if f"/{k}" not in info
    )
    if info.get("/Trapped") not in (Name("/True"), Name("/False")):
        yield "Info does not say whether the file is trapped"


def conformance(file: File) -> Complaints:
    """Row 4: PDF/X-1a:2001 as Info names it."""
    info = file.pdf.docinfo
    asked = {"GTS_PDFXVersion": "PDF/X-1:2001", "GTS_PDFXConformance": "PDF/X-1a:2001"}
    for key, value in asked.items():
        if str(info.get(f"/{key}", "")) != value:
            yield f"Info's {key} is not {value}"


def xmp(file: File) -> Complaints:
    """Row 5: PDF/X-4 as XMP names it, readable, and like Info."""
    metadata = file.root.get("/Metadata")
    if metadata is None:
        yield "no XMP metadata"
        return
    if "/Filter" in metadata:
        yield "the XMP metadata is compressed"
    text = metadata.read_bytes().decode("utf-8", "replace")
    for key, value in XMP_X4.items():
        if not re.search(f"<{key}>(?:{value})</{key}>", text, re.DOTALL):
            yield f"XMP has no {key}"
    yield from _disagreements(text, file.pdf.docinfo)


def _disagreements(xmp: str, info: Object) -> Complaints:
    for key, twin in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
        found = re.search(f"<{twin}>([^<]+)<", xmp)
        digits = re.sub(r"\D", "", found[1]) if found else ""
        if key in info and digits and digits[:14] != re.sub(r"\D", "", str(info[key]))[:14]:
            yield f"Info's {key[1:]} and XMP's {twin} differ"


def intent(file: File) -> Complaints:
    """Row 6: one output intent, with its names."""
    if len(file.intents) != 1:
        yield f"{len(file.intents)} output intents for print, and there must be one"
    for intent in file.intents:
        for key in ("OutputConditionIdentifier", "Info"):
            if not str(intent.get(f"/{key}", "")):
                yield f"the output intent has no {key}"


def profile(file: File) -> Complaints:
    """Row 7: the profile of a press, or a registered name."""
    for intent in file.intents:
        stream = intent.get("/DestOutputProfile")
        if stream is None:
            registered = "color.org" in str(intent.get("/RegistryName", ""))
            if file.flavour == "x4" or not registered:
                yield "no profile is embedded"
            continue
        try:
            profile = icc.read(stream.read_bytes())
        except Refused as refused:
            yield str(refused)
            continue
        if profile.kind != "prtr":
            yield f"the profile's class is {profile.kind}, not prtr"
        if profile.channels != int(stream.get("/N", 0)):
            yield "N is not the number of the profile's channels"
        if file.flavour == "x1a" and profile.channels != 4:
            yield "the profile is not for CMYK"


def actions(file: File) -> Complaints:
    """Row 14: nothing that acts, no forms, no files inside."""
    for key in ("/AA", "/AcroForm", "/Collection"):
        if key in file.root:
            yield f"the catalogue has {key[1:]}"
    if isinstance(file.root.get("/OpenAction"), Dictionary):
        yield "an action on opening"
    names = file.root.get("/Names")
    for key in ("/JavaScript", "/EmbeddedFiles"):
        if isinstance(names, Dictionary) and key in names:
            yield f"the catalogue has {key[1:]}"
    if any("/AA" in page.obj for page in file.pdf.pages):
        yield "a page with actions"
    if any(isinstance(o, Dictionary) and "/A" in o and "/Title" in o for o in file.pdf.objects):
        yield "a bookmark with an action"

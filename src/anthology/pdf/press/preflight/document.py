"""Checks of a press file as a whole: its version, its metadata, its output intent, its actions."""

from __future__ import annotations

import re

from pikepdf import Dictionary, Name, Object

from anthology.pdf.colour import icc
from anthology.pdf.press.preflight.file import Faults, File
from anthology.report import Refused

NEWEST = {"x4": "1.6", "x1a": "1.3", "plain": "1.7"}
# What runs or opens something, by the key of the catalogue or of its /Names.
ACTING = {"/AA": "actions", "/AcroForm": "a form", "/Collection": "a collection of files"}
NAMED = {"/JavaScript": "JavaScript", "/EmbeddedFiles": "embedded files"}
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


def version(file: File) -> Faults:
    """Check 1: the PDF version, and nothing of a newer one."""
    newest = NEWEST[file.flavour]
    if file.pdf.pdf_version > newest:
        yield f"it is PDF {file.pdf.pdf_version}; the newest that is allowed is {newest}"
    if file.flavour == "x1a" and re.search(rb"/Type\s*/(?:XRef|ObjStm)\b", file.data):
        yield "it has object streams, which are newer than PDF 1.3"


def trailer(file: File) -> Faults:
    """Check 2: an ID, no encryption, and nothing in the file that a reader has to repair."""
    if file.pdf.is_encrypted:
        yield "it is encrypted"
    if "/ID" not in file.pdf.trailer:
        yield "it has no file identifier"
    if file.pdf.get_warnings():
        yield "its objects are not where it says that they are, or are damaged"


def info(file: File) -> Faults:
    """Check 3: title, dates and trapping in Info."""
    info = file.pdf.docinfo
    for key in ("Title", "CreationDate", "ModDate"):
        if f"/{key}" not in info:
            yield f"its document information has no {key}"
    if info.get("/Trapped") not in (Name("/True"), Name("/False")):
        yield "its document information does not say whether it is trapped"


def conformance(file: File) -> Faults:
    """Check 4: PDF/X-1a:2001 is named in Info."""
    info = file.pdf.docinfo
    wanted = {"GTS_PDFXVersion": "PDF/X-1:2001", "GTS_PDFXConformance": "PDF/X-1a:2001"}
    for key, value in wanted.items():
        if str(info.get(f"/{key}", "")) != value:
            yield f"its document information does not give {key} as {value}"


def xmp(file: File) -> Faults:
    """Check 5: PDF/X-4 is named in readable XMP, which agrees with Info."""
    metadata = file.root.get("/Metadata")
    if metadata is None:
        yield "it has no XMP metadata"
        return
    if "/Filter" in metadata:
        yield "its XMP metadata is compressed"
    text = metadata.read_bytes().decode("utf-8", "replace")
    for key, value in XMP_X4.items():
        if not re.search(f"<{key}>(?:{value})</{key}>", text, re.DOTALL):
            yield f"its XMP metadata has no {key}, or a wrong one"
    yield from _disagreements(text, file.pdf.docinfo)


def _disagreements(xmp: str, info: Object) -> Faults:
    for key, twin in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
        found = re.search(f"<{twin}>([^<]+)<", xmp)
        digits = re.sub(r"\D", "", found[1]) if found else ""
        if key in info and digits and digits[:14] != re.sub(r"\D", "", str(info[key]))[:14]:
            yield f"{key[1:]} in its document information differs from {twin} in its XMP metadata"


def intent(file: File) -> Faults:
    """Check 6: one output intent, with its names."""
    if len(file.intents) != 1:
        yield f"it has {len(file.intents)} output intents for print; it must have one"
    for intent in file.intents:
        for key in ("OutputConditionIdentifier", "Info"):
            if not str(intent.get(f"/{key}", "")):
                yield f"its output intent has no {key}"


def profile(file: File) -> Faults:
    """Check 7: the output intent has the profile of a press, or a registered name."""
    for intent in file.intents:
        stream = intent.get("/DestOutputProfile")
        if stream is None:
            registered = "color.org" in str(intent.get("/RegistryName", ""))
            if file.flavour == "x4" or not registered:
                yield "its output intent has no ICC profile"
            continue
        try:
            profile = icc.read(stream.read_bytes())
        except Refused as refused:
            yield f"its output intent has an ICC profile that cannot be used: {refused}"
            continue
        if profile.kind != "prtr":
            yield f"the ICC profile of its output intent has the class {profile.kind}, not prtr"
        if profile.channels != int(stream.get("/N", 0)):
            yield "the ICC profile of its output intent has another number of channels than N"
        if file.flavour == "x1a" and profile.channels != 4:
            yield "the ICC profile of its output intent is not for CMYK"


def actions(file: File) -> Faults:
    """Check 14: no actions, no forms, no files inside."""
    for key, what in ACTING.items():
        if key in file.root:
            yield f"it has {what}"
    if isinstance(file.root.get("/OpenAction"), Dictionary):
        yield "it runs an action when it is opened"
    names = file.root.get("/Names")
    for key, what in NAMED.items():
        if isinstance(names, Dictionary) and key in names:
            yield f"it has {what}"
    if any("/AA" in page.obj for page in file.pdf.pages):
        yield "one of its pages runs an action"
    if file.contents.acting:
        yield "one of its bookmarks runs an action"

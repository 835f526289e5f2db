"""Pages made by WeasyPrint for the tests of the press: text, pictures of each kind, links."""

from __future__ import annotations

import io
import re
from functools import cache

import pikepdf
import weasyprint
from PIL import Image
from weasyprint.urls import URLFetcher, URLFetcherResponse

from anthology.config import PressTable
from anthology.pdf.engine.ink_stream import ink

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="100" height="60" viewBox="0 0 100 60">
<defs><linearGradient id="g"><stop offset="0" stop-color="red"/>
<stop offset="1" stop-color="blue" stop-opacity=".5"/></linearGradient>
<filter id="f"><feBlend mode="multiply"/></filter>
<mask id="m"><rect width="100" height="60" fill="#888"/></mask></defs>
<rect width="50" height="60" fill="url(#g)"/>
<circle filter="url(#f)" cx="70" cy="30" r="20" fill="lime" stroke="#777" opacity=".5"/>
<rect mask="url(#m)" x="80" width="10" height="10" fill="orange"/>
<text x="5" y="20" text-anchor="middle" fill="purple">Hi</text></svg>"""
HEAD = """<html lang="en"><title>Pages</title>
<meta name="dcterms.created" content="2000-01-01T00:00:00Z">
<meta name="dcterms.modified" content="2000-01-01T00:00:00Z">
<style>@page {{ size: {width}pt {height}pt; margin: 36pt; bleed: {bleed}pt;
  @bottom-center {{ content: counter(page) }} }}
body {{ font: 10pt serif }} .note {{ float: footnote }} img {{ width: 2in }}</style>"""
RICH = (
    '<h1>A heading</h1><p style="color:#777">Grey, <a href="https://example.org">a link</a>, '
    '<a href="#end">another</a>, ★<span class="note">A note.</span></p>'
    '<p style="color:lab(50 40 20)">lab</p><p style="color:oklch(0.6 0.2 30)">oklch</p>'
    '<p style="color:device-cmyk(0 1 0 0)">cmyk</p><p style="opacity:.5">half</p>'
    '<p style="background:linear-gradient(red,transparent)">gradient</p>'
    '<p style="border:3px ridge teal;background:rgba(255,0,0,.3)">border</p>'
    '<table border="1"><tr><th>a</th><td>b</td></tr></table>'
    + "".join(f'<p><img src="{name}" alt="{name}">' for name in ("rgb.jpg", "grey.jpg", "cmyk.jpg"))
    + "".join(f'<p><img src="{name}" alt="{name}">' for name in ("rgba.png", "la.png", "p.png"))
    + '<p><img src="drawing.svg" alt="a drawing"><p id="end">Z</p>'
)


def picture(mode: str, kind: str, size: tuple[int, int] = (640, 480)) -> bytes:
    """A colourful picture, or one shade of it, as PNG or JPEG."""
    ramp = Image.linear_gradient("L").resize(size)
    across = ramp.rotate(90).resize(size)
    image = Image.merge("RGB", (ramp, ramp.transpose(Image.Transpose.ROTATE_180), across))
    if mode in {"RGBA", "LA"}:
        image = image.convert(mode[:-1])
        image.putalpha(across)
    file = io.BytesIO()
    image.convert(mode).save(file, kind)
    return file.getvalue()


ASSETS = {
    "rgb.jpg": picture("RGB", "JPEG"),
    "grey.jpg": picture("L", "JPEG"),
    "cmyk.jpg": picture("CMYK", "JPEG"),
    "rgb.png": picture("RGB", "PNG"),
    "rgba.png": picture("RGBA", "PNG"),
    "la.png": picture("LA", "PNG"),
    "p.png": picture("P", "PNG"),
    "drawing.svg": SVG,
}
TYPES = {"jpg": "image/jpeg", "png": "image/png", "svg": "image/svg+xml"}


class Assets(URLFetcher):  # type: ignore[misc]
    """Serves the pictures of a test, and nothing else."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        name = url.rsplit("/", 1)[1]
        kind = TYPES[name.rsplit(".", 1)[1]]
        return URLFetcherResponse(url, ASSETS[name], {"Content-Type": kind})


@cache
def typeset(body: str, press: PressTable | None = None) -> bytes:
    """`body` as WeasyPrint sets it in the inks of `press`; None: as on a screen."""
    table = press or PressTable()
    width, height = table.trim_size
    html = HEAD.format(width=width, height=height, bleed=table.bleed) + body
    document = weasyprint.HTML(string=html, base_url="http://test/", url_fetcher=Assets())
    with ink(table.colour if press else "rgb", flat=table.flavour == "x1a"):
        data: bytes = document.write_pdf()
    return data


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def drawn(data: bytes) -> str:
    """All that pages, forms and patterns draw, as text."""
    pdf = opened(data)
    streams = [
        thing.read_bytes()
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Stream)
        and thing.get("/Subtype") in {None, pikepdf.Name.Form}
        and not set(thing.keys()) & {"/Length1", "/N"}
    ]
    return b"\n".join(streams).decode("latin-1")


def operators(data: bytes) -> set[str]:
    """The colour operators in `drawn`."""
    return set(re.findall(r"^[\d. ]+ (rg|RG|g|G|k|K|sc|SC)$", drawn(data), re.MULTILINE))


def images(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The pictures, without their masks."""
    found = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
    pictures = [thing for thing in found if thing.get("/Subtype") == pikepdf.Name.Image]
    masks = {thing.SMask.objgen for thing in pictures if "/SMask" in thing}
    return [thing for thing in pictures if thing.objgen not in masks]

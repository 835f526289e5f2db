"""WordPress: shortcodes in square brackets."""

from __future__ import annotations

import re

from anthology.load.formats import shortcodes
from anthology.load.formats.dialects.findings import Findings, Kind, until_last

CAPTION = re.compile(r"\[caption\b[^\[\]\n]*\](.*?)\[/caption\]", re.DOTALL | re.IGNORECASE)
PICTURE = re.compile(
    r"\s*((?:<a\b[^<>]*>\s*)?(?:<img\b[^<>]*>|!\[[^\[\]\n]*\]\([^()\n]*\))(?:\s*</a>)?)(.*)",
    re.DOTALL,
)
CAPTION_KEY = re.compile(r"\bcaption=\"([^\"\n]*)\"")
CLOSING = re.compile(r"\[/([a-z][\w-]*)\]", re.IGNORECASE)
NAMES = (
    r"(?:gallery|embed|audio|video|playlist|youtube|vimeo|tweet|twitter|instagram|facebook|soundcloud"
    r"|spotify|contact-form-7|contact-form|recaptcha|wp_ad|ad|more|toc|jetpack[\w-]*|sharethis[\w-]*)"
)
# Given something, or alone in its line or before its end: “[ad nauseam]” and “[more]” are words
# of a sentence, and `[more](https://…)` is a link.
SINGLE = re.compile(
    rf"\[{NAMES}[ ]+(?:[\w-]+=|https?://|\d{{4}}|[\"'])[^\[\]\n]*\](?!\()"
    rf"|\[{NAMES}[ ]?/\]|^[ ]{{0,3}}\[{NAMES}\](?=[ ]*$)",
    re.IGNORECASE | re.MULTILINE,
)
EMBED = re.compile(r"\[embed\b[^\[\]\n]*\]\s*(\S+?)\s*\[/embed\]", re.IGNORECASE)

LEFT_OUT = Kind(
    "left out",
    "WordPress shortcode",
    "Take it out, or write what it stands for.",
)


def read(text: str, findings: Findings) -> str:
    """The text with pictures for captions, and without other shortcodes; what they hold stays."""
    if "[" not in text:
        return text

    def figure(match: re.Match[str]) -> str:
        return _figure(match, findings)

    def embedded(match: re.Match[str]) -> str:
        findings.leave_out("embed embed")
        return f"<{match[1]}>"

    text = until_last("[/caption]", text, lambda part: CAPTION.sub(figure, part))
    text = until_last("[/embed]", text, lambda part: EMBED.sub(embedded, part))
    text = SINGLE.sub(lambda match: _left_out(match, findings), text)
    names = {name.lower() for name in CLOSING.findall(text)}
    if not names:
        return text
    any_of = "|".join(sorted(map(re.escape, names)))
    pair = re.compile(rf"\[/?(?:{any_of})(?:[ =][^\[\]\n]*)?\](?!\()", re.IGNORECASE)
    return pair.sub(lambda match: _left_out(match, findings), text)


def _left_out(match: re.Match[str], findings: Findings) -> str:
    if not match[0].startswith("[/"):
        findings.add(LEFT_OUT, match[0])
    return findings.leave_out(match[0])


def _figure(match: re.Match[str], findings: Findings) -> str:
    """A picture and its caption; the words alone where there is no picture."""
    picture = PICTURE.match(match[1])
    if picture is None:
        return match[1]
    image, words = picture[1].strip(), picture[2].strip()
    findings.leave_out(match[0].replace(match[1], " ", 1))
    key = CAPTION_KEY.search(match[0])
    words = words or (key[1] if key else "")
    lines = "\n" * match[0].count("\n")
    if "<img" not in image:
        return f"{image}\n\n{words}"
    return f"{shortcodes.figure(image, words)}{lines}"

"""WordPress's shortcodes: captions are figures, spoilers spoilers; players and galleries go."""

from __future__ import annotations

import re

CAPTION = re.compile(
    r"\[(?:wp_)?caption[^\]]*\]\s*((?:<a[^>]*>\s*)?<img[^>]*>(?:\s*</a>)?)((?:(?!\[(?:wp_)?caption).)*?)"
    r"\[/(?:wp_)?caption\]",
    re.DOTALL | re.IGNORECASE,
)
SPOILER = re.compile(r"\[(/?)spoiler[^\]]*\]", re.IGNORECASE)
EMBED = re.compile(
    r"\[(embed|audio|video|playlist|gallery|youtube|vimeo|contact-form[\w-]*|jetpack[\w-]*)"
    r"(?:\s[^\]]*)?\](?:[^\[]*\[/\1\])?",
    re.IGNORECASE,
)
BUILDERS = re.compile(r"\[(?:/?(?:vc|et_pb|fusion|av|cs)_[^\]]*)\]")  # of page builders


def as_html(text: str) -> str:
    """The text with HTML for those that we know; any other stays as it is written.

    What cannot be printed becomes an <embed>, which is counted where HTML is tidied.
    """
    if "[" not in text:
        return text
    text = CAPTION.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", text)
    text = SPOILER.sub(r"<\1spoiler>", text)
    return BUILDERS.sub("", EMBED.sub("<embed>", text))

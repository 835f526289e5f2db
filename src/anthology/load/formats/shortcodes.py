"""Tags of site generators (Hugo's shortcodes, Jekyll's Liquid) in a text: out, and reported.

Only what can be nothing else is touched: `{{curly}}` and `{% percent %}` in a sentence are
words. A shortcode that shows a picture becomes the picture; what is between two tags
stays, and so do the words in quotes of a tag inside a sentence: {{< film "Alien" >}}.
"""

from __future__ import annotations

import re
from html import escape

from markdown import markdown

from anthology.report import Place, Problem, warning

LIQUID = (
    "include|include_relative|link|post_url|raw|endraw|highlight|endhighlight|comment|endcomment|if|elsif|else"
    "|endif|unless|endunless|for|endfor|assign|capture|endcapture|case|when|endcase|youtube|vimeo|figure|gist"
    "|image|img|picture|responsive_image|twitter|tweet|render|seo|feed_meta"
)
TAG = re.compile(
    r"(?P<code>`++[^`\n]++`++)"
    r"|\{\{(?P<mark>[<%])\s*(?P<name>/?\s*[\w.-]+)(?P<rest>[^\n{]*?)(?P=mark)?[>%]\}\}"
    rf"|\{{%-?\s*(?P<liquid>{LIQUID})\b(?P<given>[^\n{{]*?)%\}}"
    r"|\{\{-?\s*(?:site|page|post|include|layout|content|paginator)\.[\w.]+[^\n{}]*\}\}"
)
# Any tag of Liquid that fills its line, or that is given something.
ALONE = re.compile(r"\s*\{%-?\s*\w[\w-]*\b[^\n{}]*%\}\s*$")
GIVEN = re.compile(r"\{%-?\s*(?P<liquid>\w[\w-]*)\b(?P<given>[^\n{}]*[=\"'][^\n{}]*?)-?%\}")
QUOTED = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")
NOT_WORDS = re.compile(  # numbers, addresses, ids
    r"[\W\d_]*$|\S*[/\\]\S*$|\S+\.\w{2,5}$|(?=\w*\d)(?=\w*[A-Za-z])[\w-]{8,}$"
)
MEDIA = frozenset({"youtube", "vimeo", "gist", "twitter", "tweet", "x", "instagram"})
ARGUMENT = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
PICTURES = frozenset({"img", "image", "figure", "fig", "picture"})
PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif)$", re.IGNORECASE)
IN_LINK = re.compile(r"\]\([^()\n]*$")
MARKED = re.compile(r"[*_`\[\\]")
FENCE = re.compile(r"\s*(?:```|~~~)")


def without_tags(text: str, place: Place) -> tuple[str, tuple[Problem, ...]]:
    """The text without such tags, line by line; `place.line` is the line of its first."""
    if "{{" not in text and "{%" not in text:
        return text, ()
    output, problems, code = [], [], False
    for number, line in enumerate(text.split("\n"), place.line):
        code ^= FENCE.match(line) is not None
        if not code and ("{{" in line or "{%" in line):
            line, found = _line_without_tags(line)  # noqa: PLW2901
            problems += [_report(tag, Place(place.path, number)) for tag in found]
        output.append(line)
    return "\n".join(output), tuple(problems)


def _line_without_tags(line: str) -> tuple[str, list[str]]:
    found: list[str] = []
    if ALONE.match(line):
        picture = _picture_of(line)
        return picture, [] if picture or line.strip().startswith("{% end") else [line.strip()]

    def replaced(match: re.Match[str]) -> str:
        named = match.groupdict()
        if named.get("code") or IN_LINK.search(line[: match.start()]):
            return match[0]  # a link that leads nowhere is reported as that
        picture = _picture(match)
        if picture or (named.get("name") or "").startswith("/"):
            return picture
        words = _words(match) if re.search(r"\w", TAG.sub("", line)) else ""
        if not words:
            found.append(match[0])
            return ""
        before, after = line[: match.start()][-1:], line[match.end() : match.end() + 1]
        return " " * before.isalnum() + words + " " * after.isalnum()

    return GIVEN.sub(replaced, TAG.sub(replaced, line)), found


def _words(match: re.Match[str]) -> str:
    """The words in quotes of a tag, which its place in the sentence shows."""
    named = match.groupdict()
    if (named.get("name") or named.get("liquid") or "").strip() in MEDIA:
        return ""
    given = named.get("rest") or named.get("given") or ""
    quoted = (m[1] or m[2] or "" for m in QUOTED.finditer(given))
    return ", ".join(words for words in quoted if not NOT_WORDS.match(words))


def _picture_of(line: str) -> str:
    """The picture of a tag of Liquid that fills its line, "" where it shows none."""
    match = GIVEN.search(line)
    return _picture(match) if match else ""


def _picture(match: re.Match[str]) -> str:
    named = match.groupdict()
    arguments = named.get("rest") or named.get("given") or ""
    given = {m[1]: m[2] or m[3] or m[4] or "" for m in ARGUMENT.finditer(arguments)}
    src, caption = given.get("src", ""), given.get("caption") or given.get("title") or ""
    shows = (named.get("name") or "") in PICTURES or PICTURE_FILE.search(src)
    if not src or not shows:
        return ""
    image = f'<img src="{escape(src)}" alt="{escape(given.get("alt") or caption)}" />'
    words = escape(caption, quote=False)
    return figure(image, words)


def figure(image: str, caption: str) -> str:
    """A figure in HTML, of a caption in Markdown."""
    if MARKED.search(caption):
        caption = " ".join(markdown(caption).removeprefix("<p>").removesuffix("</p>").split("\n"))
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure>{image}{words}</figure>"


def _report(tag: str, place: Place) -> Problem:
    shown = tag if len(tag) <= 60 else tag[:57] + "…"
    return warning(place, f"the site generator's tag {shown} was left out",
                   "Take it out, or write what it stands for.")  # fmt: skip

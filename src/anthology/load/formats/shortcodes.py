"""Tags of site generators (Hugo's shortcodes, Jekyll's Liquid) in a text: out, and reported.

Only what can be nothing else is touched: `{{curly}}` and `{% percent %}` are words. A
shortcode that shows a picture becomes the picture; what stands between two tags stays.
"""

from __future__ import annotations

import re
from html import escape

from anthology.report import Place, Problem, warning

LIQUID = (
    "include|include_relative|link|post_url|raw|endraw|highlight|endhighlight|comment|endcomment|if|elsif|else"
    "|endif|unless|endunless|for|endfor|assign|capture|endcapture|case|when|endcase|youtube|vimeo|figure|gist"
    "|image|img|picture|responsive_image|twitter|tweet|render|seo|feed_meta"
)
TAG = re.compile(
    r"(?P<code>`++[^`\n]++`++)"
    r"|\{\{(?P<mark>[<%])\s*(?P<name>/?\s*[\w.-]+)(?P<rest>[^\n{]*?)(?P=mark)?[>%]\}\}"
    rf"|\{{%-?\s*(?:{LIQUID})\b[^\n{{]*?%\}}"
    r"|\{\{-?\s*(?:site|page|post|include|layout|content|paginator)\.[\w.]+[^\n{}]*\}\}"
)
ARGUMENT = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
PICTURES = frozenset({"img", "image", "figure", "fig", "picture"})
IN_LINK = re.compile(r"\]\([^()\n]*$")
FENCE = re.compile(r"\s*(?:```|~~~)")


def taken_out(text: str, place: Place) -> tuple[str, tuple[Problem, ...]]:
    """The text without such tags, line by line; `place.line` is the line of its first."""
    if "{{" not in text and "{%" not in text:
        return text, ()
    made, problems, code = [], [], False
    for number, line in enumerate(text.split("\n"), place.line):
        code ^= FENCE.match(line) is not None
        if not code and ("{{" in line or "{%" in line):
            line, found = _without_tags(line)  # noqa: PLW2901
            problems += [_report(tag, Place(place.path, number)) for tag in found]
        made.append(line)
    return "\n".join(made), tuple(problems)


def _without_tags(line: str) -> tuple[str, list[str]]:
    found: list[str] = []

    def replaced(match: re.Match[str]) -> str:
        if match["code"] or IN_LINK.search(line[: match.start()]):
            return match[0]  # a link that leads nowhere is reported as that
        picture = _picture(match)
        if not picture and not (match["name"] or "").startswith("/"):
            found.append(match[0])
        return picture

    return TAG.sub(replaced, line), found


def _picture(match: re.Match[str]) -> str:
    if (match["name"] or "") not in PICTURES:
        return ""
    given = {m[1]: m[2] or m[3] or m[4] or "" for m in ARGUMENT.finditer(match["rest"])}
    src, caption = given.get("src", ""), given.get("caption") or given.get("title") or ""
    if not src:
        return ""
    image = f'<img src="{escape(src)}" alt="{escape(given.get("alt") or caption)}" />'
    words = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
    return f"<figure>{image}{words}</figure>"


def _report(tag: str, place: Place) -> Problem:
    shown = tag if len(tag) <= 60 else tag[:57] + "…"
    return warning(place, f"the site generator's tag {shown} was left out",
                   "Take it out, or write what it stands for.")  # fmt: skip

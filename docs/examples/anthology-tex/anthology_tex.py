r"""A little TeX: paragraphs, \section, \emph, \textbf, quotation marks; \title and \author.

Whatever stands for something else is printed as it is: nothing is lost.
"""

from __future__ import annotations

import re
from html import escape

from anthology.load.formats import Converted, Format
from anthology.load.header.front_matter import FrontMatter

KEYS = {"title": "title", "author": "reviewer", "date": "date"}
HEADER = re.compile(r"\\(title|author|date)\{([^{}]*)\}")
BODY = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
COMMENT = re.compile(r"(?<!\\)%.*")
COMMAND = re.compile(r"\\(?:maketitle|noindent|par)\b|\\(?:section|emph|textbf)\*?(?=\{)")
SIGNS = {"``": "“", "''": "”", r"\%": "%", r"\&amp;": "&amp;"}
ELEMENTS = {"emph": "em", "textbf": "strong"}
STYLED = re.compile(r"\\(emph|textbf)\{([^{}]*)\}")
SECTION = re.compile(r"\\section\*?\{(.*)\}$", re.DOTALL)


def with_header(text: str) -> str:
    """The text with the header of a manuscript, taken from the preamble."""
    values = dict(HEADER.findall(text))
    body = BODY.search(text)
    lines = (f"{ours}: {values[theirs]!r}" for theirs, ours in KEYS.items() if theirs in values)
    return "\n".join(["---", *lines, "---", (body[1] if body else HEADER.sub("", text)).strip()])


def convert(front: FrontMatter) -> Converted:
    """The paragraphs of the text as HTML; its words are what is left without commands."""
    text = COMMENT.sub("", front.body)
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text))
    html = "\n".join(_block(block) for block in blocks if block)
    return Converted(html, source=COMMAND.sub(" ", text))


def _block(block: str) -> str:
    heading = SECTION.match(block)
    words = escape(heading[1] if heading else block, quote=False)
    words = (
        words.replace("``", "“").replace("''", "”").replace(r"\%", "%").replace(r"\&amp;", "&amp;")
    )
    words = STYLED.sub(lambda m: f"<{ELEMENTS[m[1]]}>{m[2]}</{ELEMENTS[m[1]]}>", words)
    words = re.sub(r"\\(?:maketitle|noindent|par)\b\s*", "", words)
    return f"<h2>{words}</h2>" if heading else f"<p>{words}</p>"


TEX = Format("TeX", (".tex",), convert, header=with_header, marked=False)

"""MDX: Markdown once the code of a site is taken out of it; the text inside components stays.

https://mdxjs.com/docs/what-is-mdx/: lines of `import` and `export` up to an empty line,
components in capitals, `{expressions}`; indented code does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from textwrap import dedent

from anthology.load.formats import Converted
from anthology.load.formats.markdown import convert as convert_markdown
from anthology.load.header.front_matter import FrontMatter, split
from anthology.load.header.syntax.tree import Table, Value
from anthology.report import Problem, note, warning

CODE = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^[ \t]*(?P=fence)[`~]*[ \t]*$"
    r"|(?P<ticks>`++)(?:[^`\n]|(?!(?P=ticks)(?!`))`)+(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)
MODULE = re.compile(  # up to an empty line
    r"^(?:import(?=\s*[{*'\"]|\s+[\w$]+(?:\s*,\s*\{[^}]*\})?\s+from\b)"
    r"|export(?=\s+(?:const|let|var|default|function|async|class|type)\b|\s*[{*]))"
    r"(?:[^\n]+(?:\n|\Z))+",
    re.MULTILINE,
)
COMMENT = re.compile(r"\{\s*/\*.*?\*/\s*\}", re.DOTALL)
BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\}"
VALUE = rf"(?:\"[^\"]*+\"|'[^']*+'|{BRACES})"
ATTRIBUTES = rf"(?:\s++(?:[\w:.-]++(?:\s*+=\s*+{VALUE})?|{BRACES}))*+"
COMPONENT = re.compile(rf"</?(?:[A-Z][\w.]*+|[a-z]\w*+\.[\w.]++){ATTRIBUTES}\s*+/?>|</?>")
ELEMENT = re.compile(rf"<([a-z][\w-]*+)({ATTRIBUTES})(\s*+/?>)")
IN_BRACES = re.compile(rf"\s+[\w:.-]+\s*=\s*{BRACES}|\s+{BRACES}")
STRING = re.compile(r"\{\s*(\"[^\"{}\n]*\"|'[^'{}\n]*'|`[^`{}$\n]*`)\s*\}")
OURS = r"\{/?spoiler\}|\{[:.#]|\{[\w-]+="  # marks of our Markdown
EXPRESSION = re.compile(rf"(?<![\]\\])(?!{OURS}){BRACES}")
BLOCK = re.compile(r"^<([A-Z][\w.]*)[^\n]*>[ \t]*$\n(.*?)^</\1>[ \t]*$", re.DOTALL | re.MULTILINE)
META = re.compile(r"^export\s+const\s+\w+\s*=\s*\{([^{}]*)\}", re.MULTILINE)
PAIR = re.compile(r"([\w-]+)\"?'?\s*:\s*(?:\"([^\"\n]*)\"|'([^'\n]*)'|([\d.]+|true|false))")


def with_header(text: str, path: str, renamed: Mapping[str, str]) -> FrontMatter:
    """The header and the body; `export const meta = {…}` is a header where there is no other.

    Raises Refused like `front_matter.split`.
    """
    front = split(text, path, renamed)
    exported = META.search(front.body)
    if front.values or not exported:
        return front
    values: Table = {}
    for pair in PAIR.finditer(exported[1]):
        at = exported.start(1) + pair.start()
        line = front.body_line + front.body.count("\n", 0, at)
        values[pair[1]] = Value(pair[2] or pair[3] or pair[4] or "", line)
    return replace(front, values=values)


def convert(front: FrontMatter) -> Converted:
    """The body of a manuscript in MDX, its lines where they were."""
    taken = _Taken()
    body = BLOCK.sub(_without_indent, front.body)
    pieces, end = [], 0
    for code in CODE.finditer(body):
        pieces += [_markdown(body[end : code.start()], taken), code[0]]
        end = code.end()
    text = "".join([*pieces, _markdown(body[end:], taken)])
    converted = convert_markdown(replace(front, body=text))
    problems = (*taken.problems(front), *converted.problems)
    left_out = (*converted.left_out, *taken.modules, *taken.components, *taken.expressions)
    return replace(converted, problems=problems, left_out=left_out)


@dataclass
class _Taken:
    """The code that was taken out of a text."""

    modules: list[str] = field(default_factory=list)  # import and export
    components: list[str] = field(default_factory=list)  # the tags
    expressions: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)  # comments, attributes in braces

    def problems(self, front: FrontMatter) -> tuple[Problem, ...]:
        """A note about imports, and warnings about what a reader of the site saw."""
        found: list[Problem] = []
        if self.modules:
            lines = sum(len(each.strip().split("\n")) for each in self.modules)
            message = f"import and export are code and were left out: lines of MDX, {lines} of them"
            found.append(note(front.find(self.modules[-1].strip()), message))
        for what, pieces in (("components", self.components), ("expressions", self.expressions)):
            shown = [each for each in pieces if not each.startswith("</")]
            if shown:
                first = " ".join(shown[0].split())[:60]
                message = f"MDX {what} were left out, the first is {first}"
                hint = "The text inside them stays. Write out what else they show."
                found.append(warning(front.find(shown[0]), message, hint))
        return tuple(found)


def _without_indent(block: re.Match[str]) -> str:
    """A component on lines of its own with the text inside it moved to the margin."""
    start = block.start(2) - block.start()
    return block[0][:start] + dedent(block[2]) + block[0][start + len(block[2]) :]


def _markdown(text: str, taken: _Taken) -> str:
    """A text outside code as Markdown."""
    if not re.search(r"[{<]|^(?:im|ex)port\b", text, re.MULTILINE):
        return text
    text = MODULE.sub(_out(taken.modules), text)
    text = COMMENT.sub(_out(taken.silent), text)
    text = COMPONENT.sub(_out(taken.components), text)
    text = ELEMENT.sub(lambda tag: _plain_element(tag, taken), text)
    text = STRING.sub(lambda string: string[1][1:-1], text)
    return EXPRESSION.sub(_out(taken.expressions), text)


def _plain_element(tag: re.Match[str], taken: _Taken) -> str:
    """An element of HTML with HTML's attributes: no values in braces, class for className."""
    attributes = IN_BRACES.sub(_out(taken.silent), tag[2]).replace("className=", "class=")
    return f"<{tag[1]}{attributes}{tag[3]}"


def _out(pieces: list[str]) -> Callable[[re.Match[str]], str]:
    """Takes a match out of the text, with the line ends that it had."""

    def taken(match: re.Match[str]) -> str:
        pieces.append(match[0])
        return "\n" * match[0].count("\n")

    return taken

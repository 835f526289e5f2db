"""The pictures of docs/architecture.md, drawn from the code: rooms, tables, a build's plan."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from anthology.load.formats import FORMATS
from anthology.produce.editions import BUILT_IN
from anthology.produce.plan import Step
from anthology.produce.run import plan_of

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "anthology"
LAYERS = ROOT / "tests" / "test_architecture.py"
EDITIONS = ("epub", "print")  # whose plan is drawn
WIDTH = 100


def rooms() -> str:
    """Every room with what it does, the highest floor first; a line between two floors."""
    floors = [list(floor) for floor in reversed(_layers())]
    wide = max(len(room) for floor in floors for room in floor)
    blocks = ("\n".join(_room(room, wide) for room in floor) for floor in floors)
    return "\n".join(["```text", f"\n{'─' * WIDTH}\n".join(blocks), "```"])


def _layers() -> tuple[tuple[str, ...], ...]:
    """LAYERS of the test that holds imports to them, read and not run."""
    for node in ast.parse(LAYERS.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "LAYERS":
            found: tuple[tuple[str, ...], ...] = ast.literal_eval(node.value)
            return found
    raise LookupError(f"{LAYERS.name} has no LAYERS")


def _room(room: str, wide: int) -> str:
    """A room and the first sentence of its module, on as many lines as it takes."""
    path = SOURCE.joinpath(*room.split("."))
    module = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    text = ast.get_docstring(ast.parse(module.read_text("utf-8"))) or ""
    paragraph = " ".join(text.partition("\n\n")[0].split())
    sentence = re.split(r"(?<=[.])\s", paragraph)[0]
    head, indent = f"{room:{wide}}  ", " " * (wide + 2)
    return textwrap.fill(sentence, WIDTH, initial_indent=head, subsequent_indent=indent)


def plan() -> str:
    """The plan of a build of both books, as a Mermaid chart."""
    steps = plan_of(EDITIONS)
    return "\n".join(["```mermaid", "flowchart TB", *_nodes(steps), *_arrows(steps), "```"])


def _nodes(steps: tuple[Step, ...]) -> Iterator[str]:
    for step in steps:
        shape = '(["{}"])' if step.work else '["{}"]'  # round: workers do it
        yield f"    {_id(step.name)}{shape.format(step.name)}"


def _arrows(steps: tuple[Step, ...]) -> Iterator[str]:
    names = {step.name for step in steps}
    for step in steps:
        for name in (*step.needs, *step.wants):
            if name in names:
                yield f"    {_id(name)} --> {_id(step.name)}"
        for name in step.under_way:
            yield f"    {_id(name)} -.-> {_id(step.name)}"


def _id(name: str) -> str:
    return re.sub(r"\W", "_", name)


def tables() -> str:
    """The editions and the formats that come with Anthology."""
    editions = (
        f"| `{e.name}` | {e.about} | `{e.file_name('TITLE', 'PRESS')}` | {e.external} |"
        for e in BUILT_IN
    )
    formats = (f"| {f.name} | {', '.join(f'`{s}`' for s in f.suffixes)} |" for f in FORMATS)
    head = "| edition | what it is | its file | needs |\n|---|---|---|---|"
    return "\n".join([head, *editions, "", "| format | suffixes |\n|---|---|", *formats])


def filled(page: str) -> str:
    """The page with each picture between its marks, "<!-- NAME: ..." and "<!-- end -->"."""
    for name, text in (("rooms", rooms()), ("plan", plan()), ("tables", tables())):
        marks = rf"(?s)(<!-- {name}: [^\n]*-->\n).*?(<!-- end -->)"
        before, first, last, after = re.split(marks, page)
        page = f"{before}{first}\n{text}\n\n{last}{after}"
    return page

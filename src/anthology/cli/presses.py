"""`anthology presses`: the presets, and what each press wants."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from anthology.cli.options import AsJson
from anthology.cli.screen.console import print_json, print_lines

if TYPE_CHECKING:
    from anthology.press import Destination, Preset


def presses(
    name: Annotated[str, typer.Argument(metavar="[PRESET]", help="Show this one in full.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show the presses whose rules are known.

    Each is the value of “preset” in [press] of anthology.toml, or of --press. With a name: its
    trims, papers and margins, where the numbers come from, and what could not be verified.
    """
    from anthology.cli.screen.failures import reporting
    from anthology.press import destination, names

    with reporting("The presses cannot be shown", as_json=as_json, every=True):
        found = {each: destination(each) for each in ([name] if name else names())}
    if as_json:
        print_json({each: press.model_dump() for each, press in found.items()})
    elif name:
        print_lines(_whole(found[name]))
    else:
        width = max(map(len, found))
        print_lines(f"{each:{width}}  {press.about}" for each, press in found.items())


def _whole(press: Destination) -> Iterator[str]:
    from anthology.press import Preset

    yield press.about
    if press.edition != "print":
        yield f"  edition  {press.edition}, in the place of print and cover"
    if isinstance(press, Preset):
        yield from _rules(press)


def _rules(press: Preset) -> Iterator[str]:
    inside = press.inside
    if inside.trims:
        yield f"  trims    {', '.join(inside.trims)}"
    if inside.custom:
        yield f"  sizes    {inside.custom.least} to {inside.custom.most}"
    for paper in press.paper:
        least, most = paper.pages
        yield f"  paper    {paper.name}: {least} to {most} pages, {_inches(paper.page, 6)} a page"
    widths = ", ".join(f"{_inches(width)} to {most} pages" for most, width in inside.gutters)
    yield f"  margins  inside {widths}; others {_inches(inside.outer)}"
    yield f"  files    {inside.flavour} inside, {press.cover.flavour} cover"
    yield f"  checked  {press.checked}"
    yield from (f"  source   {source}" for source in press.sources)
    yield from (f"  not verified: {each}" for each in press.unverified)


def _inches(points: float, digits: int = 3) -> str:
    return f"{round(points / 72, digits):g} in"

"""A project is read, composed and typeset as a build does it, but neither bound nor checked.

All that does not change between two proofs is kept: the workers, what they have imported,
and the cache, which holds every section that is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import Path

from anthology import memory, style
from anthology.build import build
from anthology.cache import of_project
from anthology.context import Context
from anthology.pdf import pipeline
from anthology.pdf.pipeline import Furniture, Job, Paginated
from anthology.pool import Pool, ShortOfMemory
from anthology.preview.looks import Look, sample
from anthology.preview.proof import CoverSheet, Failed, Proof, Saved
from anthology.preview.shown import Known, shown
from anthology.preview.writing import conflicts
from anthology.produce import cover, steps
from anthology.project import EDITIONS, Order, press_profile, proceed, read, settled
from anthology.report import SHORT_OF_MEMORY, Refused, Severity, ordered

Tell = Callable[[str], None]  # what is being done, in a word: "read", "typeset" ...
PRINT = ("print",)
REVIEWS = ("review", "reviewed-work")  # kinds of sections


@dataclass
class Proving:
    """What makes one proof after another of a project."""

    root: Path
    volume: str
    pool: Pool
    context: Context | None = field(default=None, repr=False)  # of the last proof
    pages: Paginated | None = field(default=None, repr=False)
    furniture: Furniture | None = field(default=None, repr=False)  # held, so that it is in use

    def proof(self, tell: Tell) -> Proof | Failed:
        """The project as it lies on the disk now, or why it cannot be shown.

        Where nothing could be shown before, what is sound is shown as a draft.
        """
        order = settled(Order(self.root, editions=PRINT, volume=self.volume))
        try:
            return self._proof(order, tell)
        except Refused as refused:
            problems = refused.problems
        except (ShortOfMemory, MemoryError):
            return Failed((SHORT_OF_MEMORY,))
        if self.pages is not None:
            return Failed(problems)
        try:
            proof = self._proof(replace(order, keep_going=True), tell)
        except Refused:
            return Failed(problems)
        return replace(proof, problems=ordered([*problems, *proof.problems]))

    def ebook(self) -> bytes | Failed:
        """The EPUB of the last proof, with its page numbers."""
        if self.context is None:
            return Failed(())
        try:
            text = steps.compose("epub", self.context)
            numbers = steps.page_numbers(self.context, text, self.pages)
            cover = steps.draw_cover(self.context, text)
            return steps.pack(self.context, text, numbers, cover).data
        except Refused as refused:
            return Failed(refused.problems)

    def cover(self) -> CoverSheet | Failed:
        """The printed cover for the pages of the last proof."""
        if self.context is None or self.pages is None:
            return Failed(())
        last, split = self.pages.spans[-1], self.context.settings.book.split
        pages = last.start + last.pages
        volumes = ceil(pages / split) if split else 1  # one of them, about
        try:
            text = cover.cover_for(self.context, ceil(pages / volumes))
            product = cover.draw_sheet(self.context, text).result()
        except Refused as refused:
            return Failed(refused.problems)
        sheet = text.sheet
        boxes = {"back": sheet.back, "spine": sheet.spine, "front": sheet.front}
        parts = tuple(
            (name, box.x, sheet.height - box.y - box.height, box.width, box.height)
            for name, box in boxes.items()
        )
        return CoverSheet(product.data, sheet.width, sheet.height, parts)

    def sample(self, look: Look) -> Proof | Failed:
        """A few reviews of the last proof's book in a look; they stay in the cache."""
        if self.context is None:
            return Failed(())
        try:
            context = sample(self.context, look, self.root)
            text = steps.compose("print", context)
            own = tuple(each for each in text.edition.sections if each.kind in REVIEWS)
            text = replace(text, edition=replace(text.edition, sections=own))
            return shown(context, *_typeset(context, text))
        except Refused as refused:
            return Failed(refused.problems)
        except (ShortOfMemory, MemoryError):
            return Failed((SHORT_OF_MEMORY,))

    def build(self, editions: tuple[str, ...], tell: Tell) -> Saved | Failed:
        """Build the books as `anthology build` does; the proof stays as it is."""
        order = Order(self.root, editions=editions or EDITIONS, volume=self.volume)

        def progress(_: str, done: int, of: int) -> None:
            tell(f"build {done}/{of}")

        try:
            built = build(order, self.pool, progress)
        except Refused as refused:
            return Failed(refused.problems)
        pages = ((self._inside(file), built.pages.get(file.name, 0)) for file in built.files)
        problems = tuple(p for p in built.problems if p.severity > Severity.NOTE)
        return Saved(tuple(pages), problems)

    def _inside(self, file: Path) -> str:
        """A path as it is in the project."""
        return str(file.relative_to(self.root)) if file.is_relative_to(self.root) else str(file)

    def _proof(self, order: Order, tell: Tell) -> Proof:
        tell("read")
        cache = of_project(self.root)
        project = read(order, self.pool, cache)
        look = style.of(project.settings.style, self.root)
        profile = press_profile(order, project.settings)
        context = Context(project.book, project.settings, look, self.pool, cache, profile)
        tell("typeset")
        text = steps.compose("print", context)
        proceed(text.problems, replace(order, keep_going=False))
        pages, furniture = _typeset(context, text)
        self.context, self.pages, self.furniture = context, pages, furniture
        memory.turn()
        paths = (review.place.path for review in project.book.reviews)
        copies = conflicts.copies(self.root, paths)
        found = [*project.problems, *text.problems, *conflicts.problems(copies)]
        return shown(context, pages, furniture, Known(tuple(found), copies))


def _typeset(context: Context, text: steps.Text) -> tuple[Paginated, Furniture]:
    book, settings, cache = context.book, context.settings, context.cache
    job = Job(text.edition, book, settings, context.pool, cache, pages_wanted=True)
    with_lists = pipeline.typeset_lists(pipeline.typeset(job).result()).result()
    pages = pipeline.number(with_lists)
    return pages, pipeline.furnish(pages).result()

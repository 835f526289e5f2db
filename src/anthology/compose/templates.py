"""The style's Jinja templates: compiled once, filled in with values; a stranger's in a sandbox."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.util import cache_from_source
from pathlib import Path
from pickle import UnpicklingError
from typing import Any
from xml.etree import ElementTree

import jinja2
from jinja2 import (
    DictLoader,
    Environment,
    FileSystemBytecodeCache,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from anthology.book import Review
from anthology.compose.design.lettering import Lettering, Room, fitted
from anthology.compose.typography.titles import (
    Language,
    Sized,
    emphasised,
    italic,
    latin,
    lines,
    sized,
    tied,
)
from anthology.edition import Section
from anthology.report import Place, Problem, Refused, error, shown
from anthology.style import Style
from anthology.text.words import of_language

IN_EVERY_BOOK = ("review", "contents", "copyright-page", "cover", "title-page", "half-title")
MOST = 20_000_000  # characters of a section: four times those of the largest manuscript
HINT = "The template of the same name in the style “classic” shows the values it can use."
# What has no place in a book: bodies of manuscripts are cleaned of it before.
ACTIVE = re.compile(
    r"""<(?:script|style|link|iframe|object|embed|form|audio|video|base|foreignObject)\b
    |<meta\s[^>]*http-equiv|<[^>]*\son[a-z]+\s*=
    |<(?!a\b)[^>]*\s(?:src|href|xlink:href|poster|data|srcset)\s*=\s*["']?(?!style/|pictures/|\#|["'])[^\s>]*
    |<[^>]*\shref\s*=\s*["']?\s*(?:javascript|data|file|vbscript):
    |<[^>]*\sstyle\s*=[^>]*(?:url\(|expression\()""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Templates:
    """A style's templates, ready to be filled in."""

    environment: Environment
    foreign: bool = False  # whether somebody else may have written one

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """The template `name` filled in. Raises Refused."""
        try:
            text = self.environment.get_template(name).render(values)
        except TemplateError as reason:
            raise Refused(_problem(name, reason)) from None
        except Exception as reason:
            if not self.foreign:
                raise
            costly = isinstance(reason, TimeoutError | MemoryError)
            raise Refused((_costly if costly else _failed)(name, reason)) from None
        if self.foreign:
            if len(text) > MOST:
                raise Refused(_costly(name, MemoryError(f"{len(text):,} characters")))
            refuse_active(text, name)
            _refuse_broken(text, name)
        return text.strip()


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, faster with the frozen dataclasses of our model."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """As Jinja decides; of a frozen dataclass, every attribute with a public name is safe."""
        known = getattr(type(obj), "__dataclass_params__", None)
        if known is not None and known.frozen:
            return not attr.startswith("_")
        return super().is_safe_attribute(obj, attr, value)


class _Compiled(FileSystemBytecodeCache):
    """Our templates compiled, in the folder of our own modules that Python has compiled.

    Nobody can change them there who could not change those, which is not so of a project's cache.
    """

    def __init__(self) -> None:
        folder = Path(cache_from_source(__file__)).parent
        super().__init__(str(folder), f"template.jinja-{jinja2.__version__}-%s")

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Each source has a file of its own: styles have templates of the same names."""
        return super().get_bucket(environment, name, filename or source, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept; one that cannot be read is compiled anew."""
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, where Python may keep what it has compiled."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)


def templates(style: Style) -> Templates:
    """The templates of `style`: autoescaped, and strict about undefined names.

    They only show values: a template from a stranger cannot run code.
    """
    sources = frozenset(style.templates.items())
    return Templates(_environment(sources, foreign=style.foreign), style.foreign)


@lru_cache(maxsize=4)
def _environment(sources: frozenset[tuple[str, str]], *, foreign: bool) -> Environment:
    """The environment of (name, source) pairs, cached since each is compiled once.

    Ours need no sandbox, which costs a third of the time that filling them in takes.
    """
    environment = (_Sandbox if foreign else Environment)(
        loader=DictLoader(dict(sources)),
        autoescape=True,
        auto_reload=False,
        bytecode_cache=None if foreign else _Compiled(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["lines"] = _lines
    environment.filters["sized"] = _sized
    environment.filters["fitted"] = _fitted
    environment.filters["tied"] = _tied
    environment.filters["italic"] = _italic
    environment.tests["latin"] = latin
    return environment


@pass_context
def _lines(context: Context, title: str, measure: float) -> list[str]:
    """The title's lines, by the language of the section."""
    return lines(title, measure * context.get("title_room", 1.0), *_sense(context))


@pass_context
def _tied(context: Context, title: str) -> str:
    """The title for a narrow column of print, where it breaks by its length."""
    return title if context.get("edition") == "epub" else tied(title, *_sense(context))


@pass_context
def _fitted(context: Context, title: str, *room: float) -> Lettering:
    """The title as large as fits: width, height, width of letters, leading, the largest size."""
    return fitted(title, Room(*room), *_sense(context))


@pass_context
def _sized(context: Context, title: str, measure: float) -> Sized:
    """The title's lines and size, by the language of the section."""
    room, language_and_names = context.get("title_room", 1.0), _sense(context)
    return sized(title, measure * room, *language_and_names, context["style"].page.title_steps)


@pass_context
def _italic(context: Context, lines: Sequence[str], words: Sequence[str] = ()) -> list[str]:
    """The title's lines with some words in italics; without them, what the review emphasises."""
    review = context.get("review")
    own = emphasised(review) if isinstance(review, Review) else ()
    return italic(lines, words or own)


def _sense(context: Context) -> tuple[Language, tuple[str, ...]]:
    """What decides where titles of a section break: its language, and the people of a review."""
    section, review = context.get("section"), context.get("review")
    language = section.lang if isinstance(section, Section) else ""
    if not isinstance(review, Review):
        return titles_in(language), ()
    makers = [maker.name for maker in review.work.creators] if review.work else []
    return titles_in(language), (*(person.name for person in review.reviewers), *makers)


@lru_cache(maxsize=64)
def titles_in(language: str) -> Language:
    """What decides where titles in a language break."""
    words = of_language(language)
    by = str(words["roles"][""]).partition("{0}")[0].strip().casefold()
    return Language(frozenset(words["weak_words"]), by)


def warm_up(style: Style) -> Iterator[Callable[[], object]]:
    """Calls that each compile a template of `style` that every book needs, the largest first.

    The others are compiled when they are filled in. Those of a stranger are left to a worker:
    sums of constants are done as they are compiled.
    """
    if style.foreign:
        return
    environment = templates(style).environment
    yield from (partial(environment.get_template, f"{name}.xhtml.j2") for name in IN_EVERY_BOOK)


def refuse_active(xhtml: str, name: str) -> None:
    """Raise Refused where a template has put something into the book that runs or loads."""
    match = ACTIVE.search(xhtml)
    if match:
        words = " ".join(match[0].split())[:60]
        message = f"the template has written “{shown(words)}”, which runs or loads something"
        hint = 'A book shows text, and pictures of the style: src="style/NAME".'
        raise Refused(error(Place(f"templates/{name}"), message, hint))


def _refuse_broken(xhtml: str, name: str) -> None:
    """Raise Refused where a template has written anything but one element of XHTML."""
    try:
        ElementTree.fromstring(xhtml)  # noqa: S314  expat ends entities that grow
    except ElementTree.ParseError as reason:
        line, _ = reason.position
        found = (xhtml.splitlines() or [""])[min(line, xhtml.count("\n") + 1) - 1].strip()[:60]
        message = f"this template of the style writes broken XHTML, {reason}: “{shown(found)}”"
        hint = "It must write one element in which every tag is closed, as in XML."
        raise Refused(error(Place(f"templates/{name}"), message, hint)) from None


def _costly(name: str, reason: Exception) -> Problem:
    needs = shown(str(reason)) or "more memory than there is"
    message = f"this template of the style needs too much: {needs}"
    hint = "Look for what has no end in it; [limits] in anthology.toml says how much it may need."
    return error(Place(f"templates/{name}"), message, hint)


def _failed(name: str, reason: Exception) -> Problem:
    message = f"this template of the style fails: {type(reason).__name__}: {shown(str(reason))}"
    return error(Place(f"templates/{name}"), message, HINT)


def _problem(name: str, reason: TemplateError) -> Problem:
    syntax = reason if isinstance(reason, TemplateSyntaxError) else None
    place = Place(f"templates/{(syntax and syntax.name) or name}", syntax.lineno if syntax else 0)
    return error(place, f"this template of the style has a mistake: {reason.message}", HINT)

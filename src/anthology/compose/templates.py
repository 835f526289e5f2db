"""The style's templates: values go in, never templates; a mistake in one is the style's."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from anthology.compose.typography.titles import latin, lines
from anthology.report import Place, Problem, Refused, error
from anthology.style import Style


@dataclass(frozen=True)
class Templates:
    """A style's templates, ready to be filled in."""

    environment: Environment

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """The template `name` filled in. Raises Refused."""
        try:
            text = self.environment.get_template(name).render(values)
        except TemplateError as mistake:
            raise Refused(_mistake(name, mistake)) from None
        return text.strip()


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which looks at the values of our model less long."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """As the sandbox says; a frozen value of ours shows what has a public name."""
        known = getattr(type(obj), "__dataclass_params__", None)
        if known is not None and known.frozen:
            return not attr.startswith("_")
        return super().is_safe_attribute(obj, attr, value)


def templates(style: Style) -> Templates:
    """The templates of `style`: autoescaped, and strict about names that they do not get.

    They only show what they are given: one that came by mail can run nothing.
    """
    return Templates(_environment(frozenset(style.templates.items())))


@lru_cache(maxsize=4)
def _environment(sources: frozenset[tuple[str, str]]) -> Environment:
    """The environment of templates by name, each of which is compiled once."""
    environment = _Sandbox(
        loader=DictLoader(dict(sources)),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["lines"] = lines
    environment.tests["latin"] = latin
    return environment


def prepare(style: Style) -> None:
    """Compile the templates of `style`; what is wrong with one is said when it is filled in."""
    environment = templates(style).environment
    for name in style.templates:
        with suppress(TemplateError):
            environment.get_template(name)


def _mistake(name: str, mistake: TemplateError) -> Problem:
    at = mistake if isinstance(mistake, TemplateSyntaxError) else None
    place = Place(f"templates/{(at and at.name) or name}", at.lineno if at else 0)
    hint = "See the template of the same name in the style “classic” for the values it gets."
    return error(place, f"this template of the style cannot be filled in: {mistake.message}", hint)

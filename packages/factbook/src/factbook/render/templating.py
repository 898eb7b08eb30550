"""The templates behind the rendered parts: every value is escaped, and a missing one is an error."""

from __future__ import annotations

import shlex
from functools import cache
from typing import Any

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from factbook.render import values
from factbook.render.code_block import render_code
from factbook.render.text import find_address, find_id, mark_hangul, render_source, render_sources, render_wording
from factbook.render.words.interface import find_words
from factbook.render.words.verdicts import GROUPS, RATINGS, describe_checks, find_line
from figurecheck.report import margins


def render_part(name: str, language: str = "en", **values: Any) -> Markup:
    """Render a template of ``render/templates`` in the words of `language`."""
    words = find_words(language)

    # Templates call it ``t``; bound here to the language, which they would have to pass on each time.
    def mark(text: str) -> Markup:
        return mark_hangul(text, language)

    text = _environment().get_template(name).render(w=words, language=language, t=mark, **values)
    return Markup(text)  # noqa: S704 - the template escapes


def compile_templates() -> None:
    """Compile every template now, for a process that is forked before it renders."""
    # Compiling takes longer than rendering most pages, and each forked process would do it anew.
    environment = _environment()
    for name in environment.list_templates(extensions=["html", "css"]):
        environment.get_template(name)


def reuse_compiled(cache: BytecodeCache) -> None:
    """Take templates from a cache where they are compiled already."""
    _environment().bytecode_cache = cache


def find_compiled() -> BytecodeCache | None:
    """Return where compiled templates are taken from, also for the environment of another library."""
    return _environment().bytecode_cache


def find_templates() -> PackageLoader:
    """Return the loader of our templates, also for the environment of another library."""
    return PackageLoader("factbook.render")


# One environment for the process: parts are rendered by the thousand. `auto_reload` is off, since looking at each
# template's time for each part costs more than rendering a small one.
@cache
def _environment() -> Environment:
    found = Environment(
        loader=find_templates(),
        autoescape=True,
        # A name that a template was not given must fail: printed as nothing, it would be a silent gap in the evidence.
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {
        "groups": GROUPS,
        "line_of": find_line,
        "ratings": RATINGS,
        "show_value": values.show_value,
        "show_bare": values.show_bare,
        "show_cell": values.show_cell,
        "show_date": values.show_date,
        "show_interval": values.show_interval,
        "show_margin": margins.show_margin,
        "keep_units": values.keep_units,
        "find_id": find_id,
        "find_address": find_address,
        "render_code": render_code,
        "describe_checks": describe_checks,
        "render_source": render_source,
        "render_sources": render_sources,
        "render_wording": render_wording,
        "shell": shlex.quote,
    }
    return found

"""The templates behind the rendered parts, with everything escaped and nothing missing."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from markupsafe import Markup

from factbook.render import code, margins, numbers, prose
from factbook.render.words import GROUPS, RATINGS, find_words


def render_part(name: str, language: str = "en", **values: Any) -> Markup:
    """One template of ``render/templates``, in the words of `language`."""
    words = find_words(language)

    def mark(text: str) -> Markup:
        return prose.mark_hangul(text, language)

    text = _environment().get_template(name).render(w=words, language=language, t=mark, **values)
    return Markup(text)  # noqa: S704 - the template escapes


def keep_templates(folder: str) -> BytecodeCache:
    """Keep compiled templates in a folder that exists, and give what keeps them, for other templates to use as well."""
    kept = _environment().bytecode_cache = FileSystemBytecodeCache(folder)
    return kept


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("factbook.render"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {
        "groups": GROUPS,
        "ratings": RATINGS,
        "show_value": numbers.show_value,
        "show_bare": numbers.show_bare,
        "show_cell": numbers.show_cell,
        "show_date": numbers.show_date,
        "show_interval": numbers.show_interval,
        "show_margin": margins.show_margin,
        "find_id": prose.find_id,
        "find_address": prose.find_address,
        "render_code": code.render_code,
        "render_source": prose.render_source,
        "render_sources": prose.render_sources,
    }
    return found

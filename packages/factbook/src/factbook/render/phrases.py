"""Fill in a phrase of another language, with the particles that fit what is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from figurecheck.figures.korean.particles import choose_particles


def fill_phrase(template: str, values: Mapping[str, str], language: str) -> str:
    """Return a template with its values filled in; one without values stands for itself.

    >>> fill_phrase("{kind}은(는) ‘{unit}’과(와) 견줄 수 없습니다", {"kind": "비율", "unit": "수"}, "ko")
    '비율은 ‘수’와 견줄 수 없습니다'
    """
    if not values:
        return template
    if not language.startswith("ko"):
        return template.format(**values)
    # `str.format` would fill in all at once, when it is too late to choose particles.
    filled = ""
    for literal, name, _, conversion in Formatter().parse(template):
        # Particles stand in the template; what is filled in may hold the same signs and stays as it is.
        filled += choose_particles(filled, literal)
        if name is not None:
            filled += repr(values[name]) if conversion == "r" else values[name]
    return filled

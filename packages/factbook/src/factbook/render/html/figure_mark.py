"""The figure in a sentence: ordinary text with a line below it whose form shows the verdict."""

from __future__ import annotations

from markupsafe import Markup

from factbook.render.text import find_joiner, mark_hangul
from factbook.render.words.verdicts import find_group, find_line
from figurecheck.model import Finding

LONG = 20
"""Characters; a longer figure may be broken between two lines, so that no line is left half empty."""


def render_mark(
    finding: Finding, *, href: str, panel_id: str, n: int, followed_by: str = "", language: str = "en"
) -> Markup:
    """Render a link to the figure's evidence, which opens its panel if scripts run.

    `n` is the number of its endnote in print, `followed_by` the text that comes next (a Korean particle must not be
    separated from its figure).
    """
    # Not a template: it stands within a sentence, where the line break at the end of a file would show as a space.
    # The description is one element per group and page, so that a screen reader reads it after each figure.
    return Markup(
        '<a class="fb-fig"{} data-verdict="{}" data-ev="{}" data-n="{}" href="{}" aria-describedby="fb-d-{}">{}</a>{}'
    ).format(
        Markup(" data-long") if len(finding.printed) > LONG else "",
        find_line(finding),
        panel_id,
        n,
        href,
        find_group(finding),
        mark_hangul(finding.printed, language),
        find_joiner(followed_by),
    )


def render_plain(printed: str, language: str = "en") -> Markup:
    """Render a waived number: text that looks like any other; its class says that it was seen."""
    return Markup('<span class="fb-plain">{}</span>').format(mark_hangul(printed, language))

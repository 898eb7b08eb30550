"""Title, standfirst and lead chart of a page, taken out of its body so that templates can place them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from factbook.render.text import NOTHING

# Expressions over HTML that our own directives and Sphinx's writer produced, in which these tags never nest. Taking the
# parts out of the document instead would need a builder of our own for each of them.
_H1 = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_HEADERLINK = re.compile(r'<a class="headerlink"[^>]*>.*?</a>', re.DOTALL)
_STANDFIRST = re.compile(r'<p class="fb-standfirst"[^>]*>(.*?)</p>', re.DOTALL)
_LEAD = re.compile(r'<figure class="fb-chart fb-chart--lead".*?</figure>', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A page in parts; a part that the page does not have is empty."""

    title: Markup = NOTHING
    standfirst: tuple[Markup, ...] = ()
    lead: Markup = NOTHING
    body: Markup


def split_opening(body: Markup) -> Opening:
    """Take the title, the standfirst and the lead chart out of a rendered body."""
    # Only the first: later ones are headings that an author has set at the wrong level, and must not vanish.
    titles, body = _take(_H1, body, most=1)
    standfirst, body = _take(_STANDFIRST, body)
    leads, body = _take(_LEAD, body, most=1)
    return Opening(
        title=_safe(_HEADERLINK.sub("", titles[0]).strip()) if titles else NOTHING,
        standfirst=tuple(_safe(paragraph.strip()) for paragraph in standfirst),
        lead=_safe(leads[0]) if leads else NOTHING,
        body=body,
    )


def _take(pattern: re.Pattern[str], body: Markup, most: int = 0) -> tuple[list[str], Markup]:
    """Return the first matches (their group, if the pattern has one), and the body without them; 0 takes all."""
    found: list[str] = []

    def remove(match: re.Match[str]) -> str:
        found.append(match[1] if pattern.groups else match[0])
        return ""

    return found, _safe(pattern.sub(remove, str(body), count=most))


def _safe(part: str) -> Markup:
    return Markup(part)  # noqa: S704 - a part of a body that was safe

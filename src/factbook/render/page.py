"""What a page opens with, taken out of its body so that the templates can set it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

_H1 = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_HEADERLINK = re.compile(r'<a class="headerlink"[^>]*>.*?</a>', re.DOTALL)
_STANDFIRST = re.compile(r'<p class="fb-standfirst"[^>]*>(.*?)</p>', re.DOTALL)
_LEAD = re.compile(r'<figure class="fb-chart fb-chart--lead".*?</figure>', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A page in parts; a part that the page does not have is empty."""

    title: Markup
    standfirst: Markup
    lead: Markup
    body: Markup


def split_opening(body: str) -> Opening:
    """Take the title, the standfirst and the lead chart out of a rendered body (it is already safe)."""
    title, body = _take(_H1, body)
    standfirst, body = _take(_STANDFIRST, body)
    lead = _LEAD.search(body)
    body = body.replace(lead[0], "", 1) if lead else body
    return Opening(
        title=Markup(_HEADERLINK.sub("", title).strip()),
        standfirst=Markup(standfirst.strip()),
        lead=Markup(lead[0] if lead else ""),
        body=Markup(body),
    )


def _take(pattern: re.Pattern[str], body: str) -> tuple[str, str]:
    """The inside of the first match, and the body without that match."""
    match = pattern.search(body)
    return (match[1], body[: match.start()] + body[match.end() :]) if match else ("", body)

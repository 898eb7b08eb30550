"""The page on which an editor goes through the queue by keyboard; it is no page of the site.

It asks its own server for the queue (`render.terminal.desk_queue.queue_document`), and posts to it what was done
(`report.desk.approve.answer_request`): a JSON object of ``figures``, ``how`` and ``note``. What is refused comes back
as ``complaints``, a list of texts.
"""

from __future__ import annotations

from importlib.resources import files

from markupsafe import Markup

from factbook.render.templating import render_part

SCRIPT, STYLE = "desk.js", "desk.css"


def render_desk_page(language: str, *, title: str, queue: str, approve: str, script: str, style: str) -> Markup:
    """Return the page of a report's title; the others are the addresses that it asks, and those of `SCRIPT`, `STYLE`.

    It holds neither script nor style of its own, so that the strictest policy fits it.
    """
    # Addresses come from the server, which may serve the page below any path.
    return render_part("desk.html", language, title=title, queue=queue, approve=approve, script=script, style=style)


def read_desk_asset(name: str) -> str:
    """Return the script or the style of the page."""
    # Not among the static files, all of which are published.
    return files("factbook").joinpath("render", "assets", name).read_text("utf-8")

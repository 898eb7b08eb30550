"""The page on which an editor goes through the queue by keyboard; it is no page of the site.

It asks its own server for the queue with the evidence of each figure (`render.html.desk_figures.add_evidence`), and
posts to it what was done (`serve.desk_commands`): a JSON object of ``figures``, ``shown``, ``how``
and ``note``. What is refused comes back as ``complaints``, a list of texts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files

from markupsafe import Markup

from factbook.render.templating import render_part
from factbook.render.words.interface import find_words
from figurecheck.model import Verdict

_SCRIPTS = ("desk_figure.js", "desk_form.js", "desk_sift.js", "desk_live.js", "desk.js", "desk_keys.js")
"""In the order in which they need each other."""
ASSETS = {**dict.fromkeys(_SCRIPTS, "text/javascript"), "desk.css": "text/css"}
"""The scripts and the style of the page, with their kinds."""
HOUSE = {"house.css": "text/css"}
"""The style of the site, of which the page is a piece; its fonts lie beside it, as `FONTS` names them."""
FONTS = {f"fonts/{name}-subset.woff2": "font/woff2" for name in ("public-sans", "stix-two-text")}
_SHARED = ("close", "row", "rows.more", "rows.more.one", "copied", *(verdict.value for verdict in Verdict))
_FILLED = ("desk.why.", "desk.look.")
"""Texts that come with each figure, as `render.desk_reasons` fills them in."""
_ASPECTS = ("period", "group", "direction", "counted", "comparison")


def render_desk_page(
    language: str, *, title: str, queue: str, approve: str, site: str, commit: str, events: str = "",
    styles: Sequence[str] = (), scripts: Sequence[str] = (),
) -> Markup:  # fmt: skip
    """Return the page of a report's title; the others are addresses: of what it asks, of the site, of what it loads.

    `commit` is the command that commits approvals.

    From `events` it learns that the report has changed (`serve.application`); without them it is as it was loaded.
    It holds neither script nor style of its own, so that the strictest policy fits it.
    """
    words = find_words(language)
    own = {
        key.removeprefix("desk."): text
        for key, text in words.items()
        if key.startswith("desk.") and not key.startswith(_FILLED)
    }
    shared = {key: words[key] for key in (*_SHARED, *(f"aspect.{one}" for one in _ASPECTS))}
    return render_part(
        "desk.html",
        language,
        title=title,
        commit=commit,
        # Addresses come from the server, which may serve the page below any path.
        queue=queue,
        approve=approve,
        events=events,
        site=site,
        styles=["house.css", *styles, "desk.css"],
        scripts=[*scripts, *_SCRIPTS],
        words=json.dumps({**shared, **own}, ensure_ascii=False),
    )


def read_desk_asset(name: str) -> bytes:
    """Return a script, a style or a font of the page."""
    assets = files("factbook").joinpath("render", "assets")
    # Its own are not among the static files, all of which are published.
    if name in ASSETS:
        return assets.joinpath(name).read_bytes()
    return assets.joinpath("static", "factbook.css" if name in HOUSE else name).read_bytes()

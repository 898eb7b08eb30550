"""Answers of oEmbed 1.0 as static files: how another site shows a figure or a chart (https://oembed.com)."""

from __future__ import annotations

import json

from factbook.render.html.sharing import FRAME_WIDTH, Embed, write_frame
from factbook.render.metadata.head import SMALL_PICTURE_SIZE, Site

_AGE = 86_400
"""Seconds for which an answer may be kept; that of an edition never changes."""


def oembed_json(site: Site, embed: Embed, address: str, picture: str = "") -> str:
    """Return the answer of oEmbed for an embed, of the type ``rich``.

    `address` is where this edition stays, `picture` the file of its picture from the site's root.
    """
    # No address of the author's own: a report has none but its site's.
    thumbnail = dict(zip(("thumbnail_width", "thumbnail_height"), SMALL_PICTURE_SIZE, strict=True))
    document = {
        "version": "1.0",
        "type": "rich",
        "title": embed.says,
        "author_name": site.author or site.name,
        "provider_name": site.name,
        "provider_url": site.address,
        "cache_age": _AGE,
        "html": write_frame(embed, address),
        "width": FRAME_WIDTH,
        "height": embed.height,
        # All three or none of them, as the format asks.
        **({"thumbnail_url": site.at(picture), **thumbnail} if picture else {}),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

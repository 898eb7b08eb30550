"""The rules of oEmbed 1.0 (https://oembed.com, section 2.3) for answers of the type ``rich``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

REQUIRED = {"type": str, "version": str, "html": str, "width": int, "height": int}
OPTIONAL = {
    "title": str, "author_name": str, "author_url": str, "provider_name": str, "provider_url": str, "cache_age": int,
    "thumbnail_url": str, "thumbnail_width": int, "thumbnail_height": int,
}  # fmt: skip
THUMBNAIL = ("thumbnail_url", "thumbnail_width", "thumbnail_height")


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.open.append(tag)
        self.found.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()


def find_faults(document: Mapping[str, Any]) -> list[str]:
    """Everything in an answer that the format does not allow."""
    return list(_find(document))


def _find(document: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{name} is missing" for name in REQUIRED if name not in document)
    for name, value in document.items():
        kind = (REQUIRED | OPTIONAL).get(name)
        if kind is None:
            yield f"{name} is no parameter"
        elif not isinstance(value, kind) or isinstance(value, bool):
            yield f"{name} is no {kind.__name__}"
        elif name.endswith("url") and not value.startswith(("http://", "https://")):
            yield f"{name} is no address of http"
    if (document.get("type"), document.get("version")) != ("rich", "1.0"):
        yield "it is not of the type rich, version 1.0"
    if 0 < sum(name in document for name in THUMBNAIL) < len(THUMBNAIL):
        yield "a thumbnail lacks its address, width or height"
    tags = _Tags(document.get("html", ""))
    if tags.open or "script" in tags.found:
        yield "html is not closed, or runs scripts"

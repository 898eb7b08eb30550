"""The Atom feed of editions and corrections (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

NAMESPACE = "http://www.w3.org/2005/Atom"
MOST_ENTRIES = 100
"""Entries that a feed has at most; the corrections page has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An entry of the feed: a new edition, or a figure that was corrected."""

    id: str
    """Unique within the feed, and never changed."""
    title: str
    day: str
    """ISO date."""
    address: str
    """From the site's root."""
    text: str = ""
    category: str = ""
    """The kind of a change, as a word for programs; empty for an edition."""
    category_name: str = ""
    """The same for readers."""


def render_feed(
    title: str,
    authors: Iterable[str],
    entries: Sequence[FeedEntry],
    *,
    base: str = "",
    language: str = "en",
    day: str = "1970-01-01",
) -> str:
    """Return the feed, its first entries in the order given; `base` is the site's address, if it is known.

    Of `authors` each is named once; without any it is the title.

    `day` is an ISO date, for a feed without entries.

    The same entries give the same bytes. Characters that XML cannot contain are left out of a text.
    """
    # Without it ElementTree would write every tag with the prefix ns0.
    ET.register_namespace("", NAMESPACE)
    feed = ET.Element(f"{{{NAMESPACE}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})
    identity = base or title
    # Readers recognise a feed and its entries by these ids, so they must not change when the site is built again; a
    # name-based UUID of the address does not, and moves only with the site.
    _add(feed, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, identity)}")
    _add(feed, "title", title)
    _add(feed, "updated", _moment(max((entry.day for entry in entries), default=day)))
    for name in dict.fromkeys(filter(None, authors)) or (title,):
        _add(_add(feed, "author"), "name", name)
    if base:
        _add(feed, "link", rel="self", type="application/atom+xml", href=f"{base.rstrip('/')}/feed.xml")
        _add(feed, "link", rel="alternate", type="text/html", href=f"{base.rstrip('/')}/")
    for entry in entries[:MOST_ENTRIES]:
        one = _add(feed, "entry")
        _add(one, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, f'{identity}#{entry.id}')}")
        _add(one, "title", entry.title)
        _add(one, "updated", _moment(entry.day))
        _add(
            one,
            "link",
            rel="alternate",
            type="text/html",
            href=f"{base.rstrip('/')}/{entry.address}" if base else entry.address,
        )
        if entry.category:
            _add(one, "category", term=entry.category, label=entry.category_name)
        _add(one, "content" if entry.text else "summary", entry.text or entry.title, type="text")
    ET.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{NAMESPACE}}}{name}", {key: _clean(value) for key, value in attributes.items()})
    if text:
        child.text = _clean(text)
    return child


def _clean(text: str) -> str:
    """Remove the characters that XML 1.0 cannot contain."""
    # ElementTree writes any character, and a reader refuses a whole feed for one that XML forbids.
    return "".join(
        letter
        for letter in text
        if letter in "\t\n\r" or " " <= letter <= "\ud7ff" or "\ue000" <= letter <= "\ufffd" or letter >= "\U00010000"
    )


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"

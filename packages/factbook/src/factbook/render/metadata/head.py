"""The head of a page: description, canonical address, the card that other sites show, and JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from markupsafe import Markup, escape

from factbook.project.settings import Imprint

LONGEST = 160
"""Characters of a description; search engines and other sites cut longer ones."""
PICTURE_SIZE = (1200, 630)
"""Pixels of the picture that other sites show: the size that sites which read Open Graph recommend."""
SMALL_PICTURE_SIZE = (600, 315)
"""Pixels of the pictures of single figures and charts: the least that is shown in full width."""
# Open Graph wants a territory with the language.
_LOCALES = {"en": "en_GB", "ko": "ko_KR"}
# A full stop ends a sentence only before a blank or at the end, so decimals and addresses are not cut.
_SENTENCE = re.compile(r"[.!?](?=\s)|[.!?]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What is the same in the heads of all pages."""

    name: str
    author: str = ""
    imprint: Imprint = field(default_factory=Imprint)
    about: str = ""
    """The address of the page that shows it; empty if that is not known."""
    language: str = "en"
    edition: str = ""
    day: str = ""
    """The day of the edition, an ISO date."""
    address: str = ""
    """The site's address, with a slash at the end; empty if it is not known."""
    licence: str = ""

    def at(self, path: str) -> str:
        """Return the whole address of a file of the site; empty if the site's address is not known."""
        return self.address + ("" if path == "index.html" else quote(path)) if self.address else ""

    def link(self, path: str, page: str) -> str:
        """Return the address of a file as `page` may name it: whole if it is known, else relative to that page."""
        return self.at(path) or "../" * page.count("/") + quote(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the head of one page says about it."""

    path: str
    """Its file from the site's root."""
    title: str
    description: str = ""
    kind: str = "article"
    """``article`` or ``website``."""
    picture: str = ""
    """The file of its picture from the site's root."""
    picture_alt: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    """The files of the page in each language, its own among them; empty for a page in one language."""
    picture_size: tuple[int, int] = PICTURE_SIZE
    """Its width and height in pixels."""
    oembed: str = ""
    """The file that says how other sites show it, from the site's root."""
    known_until: str = ""
    """The day of the newest source that it rests on, an ISO date at the precision known."""


def render_head(site: Site, card: Card, data: Markup) -> Markup:
    """Return the part of a head that differs from page to page; `data` is the result of `render_jsonld`.

    Addresses are named only if the site's own is known.
    """
    address = site.at(card.path)
    lines = [_named("description", card.description)]
    if address:
        lines.append(Markup('<link rel="canonical" href="{}">').format(address))
        # Crawlers want whole addresses, and each version to name all.
        lines += [
            Markup('<link rel="alternate" hreflang="{}" href="{}">').format(language, site.at(path))
            for language, path in card.versions.items()
        ]
        lines.append(link_oembed(site.at(card.oembed), card.title) if card.oembed else Markup(""))
    lines += [
        _property("og:type", card.kind),
        _property("og:title", card.title),
        _property("og:description", card.description),
        _property("og:site_name", site.name),
        _property("og:locale", _LOCALES.get(site.language, site.language)),
        _property("og:url", address),
        *_picture(site, card),
        data,
    ]
    return Markup("\n    ").join(line for line in lines if line)


def link_oembed(address: str, title: str) -> Markup:
    """Return the element by which other sites discover how they can show what a page is about."""
    # In the head, where the format has those who look for it find it.
    return Markup('<link rel="alternate" type="application/json+oembed" href="{}" title="{}">').format(address, title)


def shorten(text: str, most: int = LONGEST) -> str:
    """Return a description of at most `most` characters: whole sentences if one fits, else whole words.

    >>> shorten("It fell. It then rose by a third of what it had been.", 20)
    'It fell.'
    >>> shorten("A sentence that never ends", 16)
    'A sentence…'
    """
    plain = " ".join(text.split())
    if len(plain) <= most:
        return plain
    ends = [match.end() for match in _SENTENCE.finditer(plain) if match.end() <= most]
    # A first sentence of a few words says less than a longer text that is cut.
    if ends and ends[-1] >= most // 3:
        return plain[: ends[-1]]
    words = plain[: most - 1].rpartition(" ")[0].rstrip(" ,;:(")
    return f"{words or plain[: most - 1]}…"


def _picture(site: Site, card: Card) -> list[Markup]:
    address = site.at(card.picture) if card.picture else ""
    if not address:
        return [_named("twitter:card", "summary")]
    width, height = card.picture_size
    return [
        _property("og:image", address),
        _property("og:image:width", str(width)),
        _property("og:image:height", str(height)),
        _property("og:image:alt", card.picture_alt),
        _named("twitter:card", "summary_large_image"),
    ]


def _named(name: str, content: str) -> Markup:
    return Markup(f'<meta name="{name}" content="{escape(content)}">') if content else Markup("")  # noqa: S704 - escaped


def _property(name: str, content: str) -> Markup:
    return Markup(f'<meta property="{name}" content="{escape(content)}">') if content else Markup("")  # noqa: S704 - escaped

"""Files that hosts and crawlers read, and the content security policy of every page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

# 'data:' for images only: pictures that a notebook displayed are embedded. `frame-ancestors` is missing here, since it
# has no effect in a <meta> element; `render_headers` adds it.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
"""What a page may load: only files of its own site, and no inline script or style."""
# Addresses within the site: neither a fragment, nor from the root, nor with a scheme.
_LOCAL = re.compile(r"""\b(href|src|action|data-content_root)="(?!#|/|[a-z][a-z0-9+.-]*:)([^"]*)\"""")
_YEAR = 31_536_000


FRAMED = ("/embed/*", "/editions/:label/embed/*")
"""Where pages lie that other sites may show in a frame."""
_FRAMED = (
    "  ! Content-Security-Policy",
    f"  Content-Security-Policy: {POLICY}; frame-ancestors *",
    "  Access-Control-Allow-Origin: *",
)


def render_headers(fixed: Iterable[str]) -> str:
    """Return the file ``_headers``, in the format of Netlify and Cloudflare.

    `fixed` are files whose addresses contain a digest of their content, so that browsers may cache them for ever.
    """
    lines = [
        "/*",
        f"  Content-Security-Policy: {POLICY}; frame-ancestors 'none'",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: strict-origin-when-cross-origin",
        "  Permissions-Policy: camera=(), geolocation=(), microphone=()",
        "  Cross-Origin-Opener-Policy: same-origin",
        # Pages for frames, in front and in each edition; no other page may be framed. A host that joins the headers of
        # all rules (Cloudflare) drops the first one by the line with "!"; others (Netlify) take the later rule's.
        *(line for folder in FRAMED for line in (folder, *_FRAMED)),
    ]
    # Hosts compare paths without their queries, so that a rule for the file holds for each of its versions.
    for file in fixed:
        lines += [f"/{file}", f"  Cache-Control: public, max-age={_YEAR}, immutable"]
    return "\n".join([*lines, ""])


def render_robots(address: str) -> str:
    """Return the file ``robots.txt``: everything may be read; the sitemap is named if the site's address is known."""
    lines = ["User-agent: *", "Disallow:"]
    return "\n".join([*lines, *([f"Sitemap: {address}sitemap.xml"] if address else []), ""])


def render_sitemap(
    address: str, paths: Iterable[str], day: str, versions: Mapping[str, Mapping[str, str]] = MappingProxyType({})
) -> str:
    """Return the file ``sitemap.xml``: every page with the day of the edition, and its versions in other languages.

    `versions` are the files of a page by language, for each page that has several.
    """
    changed = f"<lastmod>{escape(day)}</lastmod>" if day else ""
    lines = [
        f"<url><loc>{_locate(address, path)}</loc>{changed}{_alternates(address, versions.get(path, {}))}</url>"
        for path in paths
    ]
    more = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"' if versions else ""
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{more}>'
    return "\n".join([head, *lines, "</urlset>", ""])


def _locate(address: str, path: str) -> str:
    return escape(address + quote("" if path == "index.html" else path))


def _alternates(address: str, versions: Mapping[str, str]) -> str:
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{escape(language)}" href="{_locate(address, path)}"/>'
        for language, path in versions.items()
    )


def fix_links(page: str, address: str) -> str:
    """Return a page with its links relative to the site's root, so that it can be served at any address.

    A host shows the page for missing addresses at the address that was asked for, in whatever folder that is.
    """
    root = urlsplit(address).path or "/"
    return _LOCAL.sub(lambda match: f'{match[1]}="{_join(root, match[2])}"', page)


def _join(root: str, path: str) -> str:
    return root + path.removeprefix("./")

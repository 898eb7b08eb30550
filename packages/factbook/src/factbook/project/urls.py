"""Addresses in settings and data: where the site stands, where errors are reported, what a reader may follow."""

from __future__ import annotations

import re

from figurecheck.model.worded import phrase
from figurecheck.settings.faults import BadValueError

# Neither quotes nor angle brackets: an address is written into attributes and into texts that readers copy.
# A site's address has no query, since the names of its pages are put behind it; a form's may have one.
_HOST = r"https?://[^\s/?#@\"'<>\\]+"
_SITE = re.compile(_HOST + r"(?:/[^\s?#\"'<>\\]*)?", re.IGNORECASE)
_FORM = re.compile(_HOST + r"(?:/[^\s#\"'<>\\]*)?", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s\"'<>?&#:;,/\\]+@[\w-]+(?:\.[\w-]+)+")


def read_site_address(value: object) -> str:
    """Return where the site will stand, with a slash at the end; empty if there is none."""
    if value is None:
        return ""
    if _SITE.fullmatch(str(value)):
        return str(value).rstrip("/") + "/"
    remedy = "write it as https://example.org/report/, or leave it out"
    raise BadValueError(phrase("{value} is not the address of a site", value=repr(value)), remedy)


def read_contact(value: object) -> str:
    """Return where readers report errors, a mail address or a form's; empty if there is none."""
    text = "" if value is None else str(value).removeprefix("mailto:")
    if not text or _MAIL.fullmatch(text) or _FORM.fullmatch(text):
        return text
    remedy = "write errors@example.org, or the https address of a form"
    raise BadValueError(phrase("{value} is neither a mail address nor a web address", value=repr(value)), remedy)


def is_web_address(text: str) -> bool:
    """Return whether a reader may follow an address: http or https, and no blank in it.

    >>> is_web_address("https://example.org/a"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    scheme, _, rest = text.partition("://")
    return scheme.lower() in {"http", "https"} and bool(rest) and text.split() == [text]

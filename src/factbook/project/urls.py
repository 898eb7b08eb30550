"""Addresses in settings and data: where the site stands, where errors are reported, what a reader may follow."""

from __future__ import annotations

import re
from typing import Any

from factbook.model.errors import Complaint

# Neither quotes nor angle brackets: an address is written into attributes and into texts that readers copy.
# A site's address has no query, since the names of its pages are put behind it; a form's may have one.
_HOST = r"https?://[^\s/?#@\"'<>\\]+"
_SITE = re.compile(_HOST + r"(?:/[^\s?#\"'<>\\]*)?", re.IGNORECASE)
_FORM = re.compile(_HOST + r"(?:/[^\s#\"'<>\\]*)?", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s\"'<>?&#:;,/\\]+@[\w-]+(?:\.[\w-]+)+")


def parse_address(value: Any, complaints: list[Complaint]) -> str:
    """Read where the site will stand, with a slash at the end; a fault is added to `complaints`."""
    if value is None:
        return ""
    if _SITE.fullmatch(str(value)):
        return str(value).rstrip("/") + "/"
    place, remedy = "_config.yml: factbook.address", "write it as https://example.org/report/, or leave it out"
    complaints.append(Complaint(place=place, what=f"{value!r} is not the address of a site", remedy=remedy))
    return ""


def parse_contact(value: Any, complaints: list[Complaint]) -> str:
    """Read where readers report errors, a mail address or a form's; a fault is added to `complaints`."""
    text = "" if value is None else str(value).removeprefix("mailto:")
    if not text or _MAIL.fullmatch(text) or _FORM.fullmatch(text):
        return text
    place, remedy = "_config.yml: factbook.contact", "write errors@example.org, or the https address of a form"
    complaints.append(
        Complaint(place=place, what=f"{value!r} is neither a mail address nor a web address", remedy=remedy)
    )
    return ""


def is_web_address(text: str) -> bool:
    """Return whether a reader may follow an address: http or https, and no blank in it.

    >>> is_web_address("https://example.org/a"), is_web_address("javascript:alert(1)")
    (True, False)
    """
    return re.fullmatch(r"https?://\S+", text, re.IGNORECASE) is not None

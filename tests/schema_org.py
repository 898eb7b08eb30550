"""What schema.org, and the guides of search engines, ask of the kinds of data that our pages carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Item = dict[str, Any]

REQUIRED = {
    "NewsArticle": ("headline", "author"),
    "Dataset": ("name",),
    "DataDownload": ("contentUrl", "encodingFormat"),
    "Claim": (),
    "ClaimReview": ("claimReviewed", "reviewRating", "url", "author", "datePublished", "itemReviewed"),
    "Rating": ("alternateName",),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position", "name", "item"),
    "Organization": ("name",),
    "Person": ("name",),
    "PropertyValue": ("name",),
    "WebPage": ("url",),
    "CreativeWork": ("name",),
    "CorrectionComment": ("text",),
    "ImageObject": ("name", "description", "contentUrl", "encodingFormat", "creator"),
}
"""By kind; whatever kind is not here is not one that we publish."""
TYPES = {
    "author": {"Organization", "Person"},
    "publisher": {"Organization", "Person"},
    "creator": {"Organization", "Person"},
    "editor": {"Person"},
    "reviewRating": {"Rating"},
    "itemReviewed": {"Claim"},
    "distribution": {"DataDownload"},
    "variableMeasured": {"PropertyValue"},
    "itemListElement": {"ListItem"},
    "isBasedOn": {"Dataset"},
    "hasPart": {"Dataset"},
    "appearance": {"NewsArticle", "WebPage"},
}
ADDRESSES = (
    *("url", "contentUrl", "thumbnailUrl", "item", "mainEntityOfPage", "image", "license"),
    *("correctionsPolicy", "ownershipFundingInfo"),
)
MOMENTS = ("datePublished", "dateModified")
ISO = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}Z)?)?)?")


def find_faults(document: Item, *, within: bool = False) -> list[str]:
    """Everything in the data of a page that the rules do not allow.

    `within` is for a site whose own address is not known: addresses may then be relative.
    """
    if document.get("@context") != "https://schema.org":
        return ["@context is not https://schema.org"]
    return [fault for item in document["@graph"] for fault in _find(item, within)]


def _find(item: Item, within: bool) -> Iterator[str]:
    kind = item.get("@type", "")
    if kind not in REQUIRED:
        yield f"{kind!r} is no kind of ours"
        return
    yield from (f"{kind} lacks {name}" for name in REQUIRED[kind] if not item.get(name) and not _is_quoted(item, name))
    yield from (f"{kind}.{name} is empty" for name, value in item.items() if value in ("", [], {}, None))
    yield from _find_kind(item, kind)
    for name, value in item.items():
        for one in value if isinstance(value, list) else [value]:
            yield from _find_value(f"{kind}.{name}", name, one, within)


def _is_quoted(item: Item, name: str) -> bool:
    """Whether an article is somebody else's, of which only a reference is given."""
    return item.get("@type") == "NewsArticle" and name == "author" and "isBasedOn" not in item


def _find_kind(item: Item, kind: str) -> Iterator[str]:
    if kind == "Dataset" and "distribution" in item:
        if not 50 <= len(item.get("description", "")) <= 5000:
            yield "Dataset.description is not of 50 to 5000 characters"
        yield from (f"Dataset lacks {name}" for name in ("license", "creator", "variableMeasured") if name not in item)
    if kind == "BreadcrumbList":
        positions = [one.get("position") for one in item["itemListElement"]]
        if len(positions) < 2 or positions != list(range(1, len(positions) + 1)):
            yield "BreadcrumbList.position does not count from 1"
    if kind == "ClaimReview" and "author" not in item.get("itemReviewed", {}):
        yield "ClaimReview.itemReviewed has no author"
    ratings = item.get("reviewRating", [])
    # Several are told apart by what each is of.
    if isinstance(ratings, list) and len({one.get("reviewAspect") for one in ratings}) < len(ratings):
        yield f"{kind}.reviewRating has two of one aspect"
    if kind == "NewsArticle" and len(item.get("headline", "")) > 300:
        yield "NewsArticle.headline is too long"


def _find_value(where: str, name: str, value: Any, within: bool) -> Iterator[str]:
    if isinstance(value, dict):
        if name in TYPES and value.get("@type") not in TYPES[name]:
            yield f"{where} is a {value.get('@type')}"
        yield from _find(value, within)
        return
    # Schema.org takes an address for what a thing is based on.
    if name in TYPES and not (name == "isBasedOn" and isinstance(value, str)):
        yield f"{where} is no item"
    if name in MOMENTS and not ISO.fullmatch(str(value)):
        yield f"{where} is no date: {value}"
    if name in ADDRESSES and not _is_address(str(value), within):
        yield f"{where} is no address: {value}"


def _is_address(text: str, within: bool) -> bool:
    if re.match(r"https?://[^\s<>\"]+$", text):
        return True
    return within and not re.match(r"[a-z][a-z0-9+.-]*:|/", text, re.IGNORECASE) and " " not in text

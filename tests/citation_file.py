"""The rules of the Citation File Format 1.2.0 that our files touch, by its published guide to the schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

KEYS = frozenset(
    "abstract authors cff-version commit contact date-released doi identifiers keywords license license-url message "
    "preferred-citation references repository repository-artifact repository-code title type url version".split()
)
REQUIRED = ("authors", "cff-version", "message", "title")
PERSON = frozenset(
    "address affiliation alias city country email family-names fax given-names name-particle name-suffix orcid "
    "post-code region tel website".split()
)
ENTITY = frozenset(
    "address alias city country date-end date-start email fax location name orcid post-code region tel website".split()
)
LICENCES = frozenset("CC-BY-4.0 CC-BY-SA-4.0 CC-BY-ND-4.0 CC-BY-NC-4.0 CC0-1.0 MIT".split())
"""Of the identifiers of SPDX, those that factbook writes."""


def find_faults(document: Mapping[str, Any]) -> list[str]:
    """Everything in a citation file that the format does not allow."""
    return list(_find(document))


def _find(document: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{key} is no key of the format" for key in document if key not in KEYS)
    yield from (f"{key} is missing" for key in REQUIRED if not document.get(key))
    yield from (
        f"{key} is not as the format has it"
        for key, fits in RULES.items()
        if key in document and not fits(document[key])
    )
    for author in document.get("authors") or []:
        if not _is_author(author):
            yield f"authors: {author} is neither person nor entity"


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _is_author(author: Any) -> bool:
    if not isinstance(author, dict) or not author or not all(map(_is_text, author.values())):
        return False
    return set(author) <= PERSON or (set(author) <= ENTITY and "name" in author)


RULES = {
    "cff-version": lambda value: value == "1.2.0",
    "type": lambda value: value in {"software", "dataset"},
    "title": _is_text,
    "message": _is_text,
    "abstract": _is_text,
    "version": _is_text,
    "date-released": lambda value: _is_text(value) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value),
    "url": lambda value: _is_text(value) and re.match(r"(?:https?|s?ftp)://", value),
    "license": lambda value: value in LICENCES,
    "keywords": lambda value: bool(value) and all(map(_is_text, value)),
}

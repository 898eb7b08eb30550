"""Schema.org items in JSON-LD: what a page says about itself to machines.

Every function returns one item; `render_jsonld` puts those of a page into a script element, which holds data only.
What is empty is left out. Required properties are those that schema.org and Google's guides name for each kind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from factbook.data.dialects import MEDIA_TYPES, format_of
from factbook.model import Review, ReviewFinding
from factbook.render.metadata.head import Card, Site
from factbook.render.metadata.licences import find_licence
from factbook.render.text import find_address, name_latest
from factbook.render.values import show_date, show_value
from factbook.render.words.interface import find_words
from factbook.render.words.verdicts import RATINGS
from factbook.report.myst import strip_roles
from figurecheck.model import Chart, Rating, Source, Statistic

Item = dict[str, Any]
_UNSAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TableData:
    """A table that can be downloaded, as JSON-LD describes it."""

    name: str
    title: str
    description: str
    path: str
    """Its file from the site's root."""
    size: int = 0
    """Bytes."""
    variables: tuple[tuple[str, str], ...] = ()
    """Title and unit of each column."""
    first: str = ""
    last: str = ""
    """The years that it covers."""
    licence: str = ""
    """The licence's address."""
    creators: tuple[str, ...] = ()


def render_jsonld(items: Iterable[Item]) -> Markup:
    """Return the items of a page as one script element of data; no text in them can end it."""
    graph = {"@context": "https://schema.org", "@graph": [item for item in items if item]}
    if not graph["@graph"]:
        return Markup("")
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
    # `_UNSAFE` has escaped every < in the text, so nothing in it can close the element.
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704


def correction_comment(text: str, day: str) -> Item:
    """Describe a change to a page since an earlier edition; `day` is an ISO date."""
    return {"@type": "CorrectionComment", "text": text, "datePublished": day}


def news_article(site: Site, card: Card, datasets: Sequence[TableData], corrections: Sequence[Item] = ()) -> Item:
    """Describe a page of the report, and the tables that its figures were computed from."""
    by = publisher(site)
    return _filled(
        {
            "@type": "NewsArticle",
            "headline": card.title,
            "description": card.description,
            "url": site.at(card.path),
            "mainEntityOfPage": site.at(card.path),
            "image": site.at(card.picture) if card.picture else "",
            "datePublished": site.day,
            "dateModified": site.day,
            # Open at its start: the day of the newest source, and nothing that is later.
            "temporalCoverage": f"../{card.known_until}" if card.known_until else "",
            "version": site.edition,
            "inLanguage": site.language,
            "isAccessibleForFree": True,
            "license": _licence(site),
            "author": _author(site),
            "editor": [{"@type": "Person", "name": name} for name in site.imprint.editors if name != by["name"]],
            "publisher": by,
            "correction": list(corrections),
            "isBasedOn": [site.link(one.path, card.path) for one in datasets],
        }
    )


def dataset(site: Site, card: Card, tables: Sequence[TableData]) -> Item:
    """Describe all tables of the report, each with its file."""
    parts = [_table(site, card, table) for table in tables]
    return _filled(
        {
            "@type": "Dataset",
            "name": f"{site.name}: {card.title}",
            "description": _described(f"Every table behind {site.name}", card.description),
            "url": site.at(card.path),
            "version": site.edition,
            "dateModified": site.day,
            "inLanguage": site.language,
            "isAccessibleForFree": True,
            "license": _licence(site),
            "creator": [*_organizations(name for table in tables for name in table.creators)] or _author(site),
            "publisher": publisher(site),
            "temporalCoverage": _span(
                min((one.first for one in tables if one.first), default=""),
                max((one.last for one in tables), default=""),
            ),
            "variableMeasured": _variables(variable for table in tables for variable in table.variables),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": "datapackage.json",
                    "encodingFormat": "application/json",
                    "contentUrl": site.link("data/datapackage.json", card.path),
                },
                *(_download(site, card, table) for table in tables),
            ],
            "hasPart": parts,
        }
    )


def claim(site: Site, statistic: Statistic, path: str, printed: Sequence[tuple[str, str]], data: Sequence[str]) -> Item:
    """Describe a figure of ours: `printed` are its texts and pages, `data` the files that it rests on.

    Files and pages are given from the site's root.
    """
    shown = show_value(statistic.value, statistic.unit, site.language)
    about = statistic.label or statistic.population or statistic.id
    return _filled(
        {
            "@type": "Claim",
            "identifier": statistic.id,
            "name": about,
            "text": f"{about}: {shown}",
            "url": site.at(path),
            "author": _author(site),
            "datePublished": site.day,
            "temporalCoverage": statistic.period,
            "appearance": [{"@type": "WebPage", "text": text, "url": site.link(page, path)} for text, page in printed],
            # Addresses, and no Dataset each: one is described once, on the page of the data.
            "isBasedOn": [site.link(file, path) for file in data],
        }
    )


def image(site: Site, chart: Chart, page: str, file: str, picture: str, sources: str, data: Sequence[str]) -> Item:
    """Describe a chart on a page: `file` is its drawing, `picture` its small one, `data` what it was drawn from.

    Files are given from the site's root.
    """
    return _filled(
        {
            "@type": "ImageObject",
            # Search engines show no image of which they do not know whose it is: creator, credit, licence.
            "identifier": chart.id,
            "name": _plain(chart.title),
            "description": _plain(chart.alt),
            "contentUrl": site.link(file, page),
            "encodingFormat": "image/svg+xml",
            "thumbnailUrl": site.at(picture) if picture else "",
            "creator": _author(site),
            "creditText": sources,
            "license": _licence(site),
            "version": site.edition,
            "datePublished": site.day,
            "isBasedOn": [site.link(one, page) for one in data],
        }
    )


def claim_review(site: Site, card: Card, review: Review, found: ReviewFinding, source: Source) -> Item:
    """Describe our ratings of what somebody else printed: that of its own day, and that of today."""
    claim = found.claim
    says = _plain(claim.says).rstrip(".")
    printed = re.compile(rf"(?<!\d){re.escape(claim.printed)}(?!\d)", re.IGNORECASE)
    # A heading of ours is no part of the claim: it holds no figure, or is none of the publication's words.
    is_figure = bool(claim.statistic) or any(map(str.isdigit, claim.printed))
    is_own = is_figure and (not claim.words or printed.search(claim.words))
    url, published = find_address(source.url), review.as_of
    day = show_date(published, site.language)
    latest = name_latest(card.known_until, site.language)
    appearance = {"@type": "NewsArticle", "headline": source.title, "url": url, "datePublished": published}
    return _filled(
        {
            "@type": "ClaimReview",
            "url": f"{site.link(card.path, card.path)}#{claim.id}",
            "claimReviewed": f"{says}: {claim.printed}" if is_own and not printed.search(says) else says,
            "author": publisher(site),
            "datePublished": site.day,
            "inLanguage": site.language,
            "reviewAspect": _plain(claim.topic),
            "reviewBody": _plain(claim.found),
            "reviewRating": [
                _rating(site, day, claim.rating.day, claim.because.day),
                _rating(site, latest, claim.rating.today, claim.because.today),
            ],
            "itemReviewed": _filled(
                {
                    "@type": "Claim",
                    "name": says,
                    "text": claim.words or says,
                    "author": {"@type": "Organization", "name": source.publisher or source.title},
                    "datePublished": published,
                    "appearance": _filled(appearance),
                }
            ),
        }
    )


# Only of what was found right or wrong: what was not traced, or was true on its day, has no place between the two.
_VALUES = {Rating.CONTRADICTED: 1, Rating.PART: 3, Rating.HOLDS: 5}


def _rating(site: Site, when: str, rating: Rating, because: str) -> Item:
    words, value = find_words(site.language), _VALUES.get(rating)
    return _filled(
        {
            "@type": "Rating",
            "reviewAspect": when,
            "alternateName": words[RATINGS[rating]],
            "ratingExplanation": _plain(because),
            **({} if value is None else {"ratingValue": value, "worstRating": 1, "bestRating": 5}),
        }
    )


def breadcrumbs(site: Site, way: Sequence[tuple[str, str]], page: str) -> Item:
    """Describe the way to a page from the front page: title and file of each page, the page itself last."""
    # A list of one, the front page itself, leads nowhere; validators refuse it.
    if len(way) < 2:
        return {}
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": title, "item": site.link(path, page)}
            for at, (title, path) in enumerate(way, start=1)
        ],
    }


def publisher(site: Site) -> Item:
    """Describe who publishes the report, and where it says what it stands for."""
    imprint, author = site.imprint, _author(site)
    policies = {"ownershipFundingInfo": "funding", "correctionsPolicy": "corrections"}
    told = {name: f"{site.about}#{part}" for name, part in policies.items() if site.about and getattr(imprint, part)}
    return author | told | {"name": imprint.publisher or author["name"]}


def _author(site: Site) -> Item:
    return _filled({"@type": "Organization", "name": site.author or site.name, "url": site.address})


def _plain(text: str) -> str:
    return " ".join(strip_roles(text).split())


def _table(site: Site, card: Card, table: TableData) -> Item:
    return _filled(
        {
            "@type": "Dataset",
            "name": table.title or table.name,
            "description": _described(table.title or table.name, table.description),
            "identifier": table.name,
            "license": table.licence,
            "creator": _organizations(table.creators) or _author(site),
            "temporalCoverage": _span(table.first, table.last),
            "variableMeasured": _variables(table.variables),
            "distribution": [_download(site, card, table)],
        }
    )


def _download(site: Site, card: Card, table: TableData) -> Item:
    return _filled(
        {
            "@type": "DataDownload",
            "name": table.name,
            "encodingFormat": MEDIA_TYPES[format_of(table.path)],
            "contentUrl": site.link(table.path, card.path),
            "contentSize": f"{table.size} B" if table.size else "",
        }
    )


def _described(name: str, description: str) -> str:
    """Return a description of at least fifty characters."""
    # Google's guide for datasets asks for 50 characters at least.
    text = description or name
    return text if len(text) >= 50 else f"{text} One table of the data behind the report, with its sources.".strip()


def _organizations(names: Iterable[str]) -> list[Item]:
    return [{"@type": "Organization", "name": name} for name in dict.fromkeys(names) if name]


def _variables(variables: Iterable[tuple[str, str]]) -> list[Item]:
    found = dict.fromkeys(variables)
    return [_filled({"@type": "PropertyValue", "name": name, "unitText": unit}) for name, unit in found]


def _span(first: str, last: str) -> str:
    return f"{first}/{last}" if first and last and first != last else first or last


def _licence(site: Site) -> str | Item:
    """Return the licence's address, or its words if it is none of the known ones."""
    found = find_licence(site.licence)
    if found:
        return found.url
    return {"@type": "CreativeWork", "name": site.licence} if site.licence else ""


def _filled(item: Mapping[str, Any]) -> Item:
    """Return an item without its empty properties."""
    return {key: value for key, value in item.items() if value not in ("", [], {}, None)}

"""What an edition shows beside its figures, held against its sealed sources: data, charts, sources, ratings and words.

Everything is compared by equality with what the sources say, and headers and scripts with what factbook writes. What
factbook itself words, such as the evidence of a figure or the line below a chart, is in no source: the manifest that
the next edition carries vouches for it, and ``verify --rebuild``.
"""

from __future__ import annotations

import csv
import html
import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from factbook.data.catalog import Catalog, read_catalog
from factbook.model.edition import Edition, SealedReviewedClaim
from factbook.project.settings import read_project
from factbook.publish.manifest import read_manifest
from factbook.publish.shared import BESIDE, static_name
from factbook.render.charts.chart import disarm
from factbook.render.metadata.hosting import POLICY
from factbook.report.myst import strip_roles
from factbook.report.texts_file import Texts, read_all_texts
from factbook.report.translated import translate_sealed
from factbook.sphinx_ext.build.urls import safe
from factbook.sphinx_ext.pages.citations import STATIC
from figurecheck.figures.shown_value import show_date
from figurecheck.model import Cellvalue
from figurecheck.model.errors import Complaint
from figurecheck.model.source import Source

WRITTEN = frozenset({
    "fb-article", "fb-beside", "fb-body", "fb-front", "fb-hero", "fb-hero__h", "fb-in", "fb-plain", "fb-side",
    "fb-sideways", "fb-standfirst", "fb-table", "fb-table--stack", "fb-tablewrap", "fb-title", "fb-wide",
    "mathjax_ignore", "n", "section", "simple", "tex2jax_ignore",
})  # fmt: skip
"""Classes of the elements in which the words of a page stand as somebody wrote them."""
_NEITHER = re.compile(r"[\W_]+")
_PLAIN = re.compile(r"(?<=\n\n)[^\W\d_][^`{}\[\]<>$|:%*_#\\\n]*(?:\n[^\W\d_][^`{}\[\]<>$|:%*_#\\\n]*)*(?=\n(?:\n|$))")
"""A paragraph without markup of any kind, which stands on its page as it is."""
_POLICY = 'meta[http-equiv="Content-Security-Policy"]'

Fault = partial[Complaint]


def parse_page(page: Path) -> tuple[LexborHTMLParser, str]:
    """Return a page, and the letters of what it shows."""
    tree = LexborHTMLParser(page.read_text("utf-8", "replace"))
    for hidden in tree.css("script, style, annotation"):
        hidden.decompose()
    return tree, letters_of(tree.body.text() if tree.body else "")


def letters_of(text: str) -> str:
    """Return the letters and digits of a text: quotes, dashes and spaces are set otherwise on a page."""
    return _NEITHER.sub("", unicodedata.normalize("NFKC", text)).casefold()


def find_shown_faults(
    site: Path, address: str, sources: Path, sealed: Edition, pages: Mapping[str, str], fault: Fault
) -> Iterator[Complaint]:
    """Yield a complaint for each part of a published edition that its sources say otherwise.

    `pages` are the texts of its pages, by address.
    """
    texts = {name: html.unescape((sources / name).read_text("utf-8")) for name in set(pages.values())}
    everything = letters_of("\n".join(texts.values()))
    listed = read_manifest(site)
    catalog = read_catalog(sources, day=sealed.as_of)
    settings = read_project(sources).settings
    translated = read_all_texts(sources, [])
    root = urlsplit(settings.address).path or "/"
    # The page for missing addresses names what is shared as it lies in front, from the root of the host.
    front = (root + static_name(name) for name in listed if name.startswith(BESIDE))
    known = {*(posixpath.normpath(f"{root}{address}/{name}") for name in listed), *front}
    for name in listed:
        at, path = partial(fault, place=f"{address}/{name}"), PurePosixPath(name)
        if path.suffix == ".html":
            yield from _in_headers(site / name, f"{root}{address}/{name}", known, sealed, at)
            yield from _in_ratings(site / name, sealed, translated, at)
        elif path.suffix == ".js" and sealed.version == version("factbook") and not _is_ours(site / name, sources):
            yield at(what="is a script that factbook did not write")
        # The descriptor is completed; every other file of the data is handed out as it is.
        if path.parts[0] == "data" and path.suffix != ".json" and (sources / name).is_file():
            if (site / name).read_bytes() != (sources / name).read_bytes():
                yield at(what="is not the file of the sources")
        elif path.parts[0] == "charts" and path.suffix == ".csv":
            yield from _in_values(site / name, catalog, at)
        elif name in pages and pages[name].endswith(".md"):
            yield from _in_words(site / name, texts[pages[name]], everything, at)
    for id, source in catalog.sources.items():
        name = f"evidence/source-{safe(id)}.html"
        if name in listed:
            yield from _in_source(site / name, source, settings.language, partial(fault, place=f"{address}/{name}"))


def _in_source(page: Path, source: Source, language: str, fault: Fault) -> Iterator[Complaint]:
    # Nothing else on the page is in the list of sources alone: the rest is what each figure says of itself.
    shown = [letters_of(one.text()) for one in parse_page(page)[0].css("h1, h1 + .fb-standfirst")]
    day = show_date(source.published, language) if source.published else ""
    if shown != [letters_of(source.title or source.id), letters_of(source.publisher + day)]:
        yield fault(what="does not say who published the source, and when")


def _in_headers(page: Path, place: str, known: Container[str], sealed: Edition, fault: Fault) -> Iterator[Complaint]:
    """Yield a fault for a page at a `place` of the host that has another policy, or scripts that are not `known`."""
    tree = LexborHTMLParser(page.read_text("utf-8", "replace"))
    policies = [one.attributes.get("content") for one in tree.css(_POLICY)]
    # Another factbook may write another one; what this one writes is known.
    if len(policies) != 1 or (sealed.version == version("factbook") and policies != [POLICY]):
        yield fault(what="has not the content security policy that factbook writes")
    for script in tree.css("script"):
        address = (script.attributes.get("src") or "").partition("?")[0]
        if address and posixpath.normpath(posixpath.join(posixpath.dirname(place), address)) not in known:
            yield fault(what=f"has a script of another site: {address}")
        elif not address and "json" not in (script.attributes.get("type") or ""):
            yield fault(what="has a script in it, and factbook writes none")


def _is_ours(script: Path, sources: Path) -> bool:
    """Return whether a script is one of factbook or of the report, or lists data of an edition for one."""
    # Functions of ours that are called with values: `search-index.js`, and the values of a chart.
    if script.parent.name in {"charts", "_static"}:
        return True
    known = [STATIC / script.name, *sources.rglob(script.name)]
    return any(one.is_file() and one.read_bytes() == script.read_bytes() for one in known)


def _in_ratings(page: Path, sealed: Edition, translated: Mapping[str, Texts], fault: Fault) -> Iterator[Complaint]:
    """Yield a fault for each rated claim of others on a page that was rated otherwise, or not at all."""
    words: dict[str, set[str]] = defaultdict(set)
    tree, _ = parse_page(page)
    language = (tree.root.attributes.get("lang") if tree.root else None) or ""
    texts = translated.get(language, Texts(language=language))
    reviews = [translate_sealed(one, texts) for one in sealed.reviews.values()]
    for article in tree.css("article.fb-claim"):
        id = article.attributes.get("id") or ""
        shown = [(one, one.attributes.get("data-r")) for one in article.css(".fb-pair .fb-r")]
        for one, rating in shown:
            words[rating or ""].add(letters_of(one.text()))
        if not any(_is_rated(article, shown, one) for one in reviews if one.id.endswith(f"/{id}")):
            yield fault(what=f"does not rate {id} as it was sealed")
    # The marks say one rating and the words another: readers see the words, and programs the marks.
    if len({*chain.from_iterable(words.values())}) != len(words) or any(len(each) > 1 for each in words.values()):
        yield fault(what="calls one rating by two names, or two by one")


def _is_rated(article: LexborNode, shown: Sequence[tuple[LexborNode, str | None]], sealed: SealedReviewedClaim) -> bool:
    ratings, reasons = (sealed.rating.day, sealed.rating.today), (sealed.because.day, sealed.because.today)
    marks = [article.attributes.get("data-day"), article.attributes.get("data-today")]
    told = [letters_of(one.next.text()) if one.next else "" for one, _ in shown]
    figure = article.css_first(".fb-claim__fig")
    return (
        figure is not None
        and [*ratings] == marks == [rating for _, rating in shown]
        and all(letters_of(strip_roles(reason)) in {"", one} for reason, one in zip(reasons, told, strict=True))
        and letters_of(strip_roles(sealed.printed)) in letters_of(figure.text())
    )


def _in_values(file: Path, catalog: Catalog, fault: Fault) -> Iterator[Complaint]:
    """Yield a fault for the values of a chart of which a row is not in the table that it is of."""
    rows: dict[tuple[str, tuple[str, ...]], set[tuple[str, ...]]] = {}
    with file.open(encoding="utf-8", errors="replace", newline="") as opened:
        for row in csv.DictReader(opened):
            table = catalog.tables.get(name := row.pop("table", ""))
            # Columns that a notebook left out of a table are empty beside those of another.
            columns = tuple(one for one in table.columns if row.get(one)) if table else ()
            # What a notebook computed is in no table.
            if table is None or not columns:
                continue
            if (name, columns) not in rows:
                cells = zip(*map(table.column, columns), strict=True)
                rows[name, columns] = {tuple(map(_as_text, each)) for each in cells}
            if tuple(_as_text(row[one]) for one in columns) not in rows[name, columns]:
                yield fault(
                    what=f"has a row that is not in the table {name}: {', '.join(map(str, filter(None, row.values())))}"
                )


def _as_text(cell: Cellvalue) -> str:
    text = "" if cell is None else str(disarm(cell))
    try:
        return str(Decimal(text).normalize())
    except InvalidOperation:
        return text


def _in_words(page: Path, text: str, others: str, fault: Fault) -> Iterator[Complaint]:
    """Yield a fault for words of a page that its text has not, nor one that it may include, and for lost paragraphs."""
    tree, shown = parse_page(page)
    # What was taken off a page, such as a reservation, is in no text that is shown.
    for paragraph in _PLAIN.findall(text):
        if letters_of(paragraph) not in shown:
            yield fault(what=f"does not say ‘{' '.join(paragraph.split())}’")
    main, written = tree.css_first("main"), letters_of(text)
    # Text by text: roles stand between the words of a sentence, and their markup between its letters in the text.
    for node in main.traverse(include_text=True) if main else ():
        letters = letters_of(node.text(deep=False)) if node.tag == "-text" else ""
        if letters and letters not in written and _is_written(node) and letters not in others:
            yield fault(what=f"says ‘{' '.join(node.text(deep=False).split())}’, which is not in its text")


def _is_written(node: LexborNode) -> bool:
    """Return whether somebody wrote a text, and factbook did not."""
    above = node.parent
    # By its tag: selectolax compares two nodes by all that is in them, which takes milliseconds on a long page.
    while above is not None and above.tag != "main":
        if not WRITTEN.issuperset((above.attributes.get("class") or "").split()):
            return False
        above = above.parent
    return True

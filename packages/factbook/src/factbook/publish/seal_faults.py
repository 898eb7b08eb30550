"""What a published edition shows, held against its seal: sources, data, figures, sentences and pages.

A manifest says that no byte changed since it was written. Whoever forges a page, its manifest and the list of editions
together is found here, since the seal says what the edition prints, and the chain of seals (`chain`) that the seal is
the one that the next edition was sealed after. Words without a figure are compared byte by byte by ``verify
--rebuild`` only.

What an edition shows beside its figures is compared by equality with what its sealed sources say, and headers and
scripts with what factbook writes. What factbook itself words, such as the evidence of a figure or the line below a
chart, is in no source: the manifest that the next edition carries vouches for it, and ``verify --rebuild``.
"""

from __future__ import annotations

import csv
import html
import json
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
from typing import Any
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from factbook.data.catalog import Catalog, read_catalog
from factbook.editions.diff import find_moved_pages
from factbook.editions.history import FILE as CORRECTIONS
from factbook.editions.storage import read_edition
from factbook.model.edition import FORMAT, Edition, SealedClaim, SealedReviewedClaim
from factbook.project.files import digest_content
from factbook.project.setting_values import CONFIG
from factbook.project.settings import read_mapping, read_project
from factbook.publish.archive import LIST, Published
from factbook.publish.manifest import BESIDE, CHAIN, list_carried, read_chain, read_manifest, static_name
from factbook.publish.seal_tables import seal_table
from factbook.publish.snapshot import extracted
from factbook.render.charts.chart import disarm
from factbook.render.metadata.hosting import POLICY
from factbook.render.metadata.ro_crate import SOURCE
from factbook.report.myst import strip_roles
from factbook.report.second_language import Texts, read_all_texts, translate_sealed
from factbook.sphinx_ext.build.urls import EMBEDS, safe
from factbook.sphinx_ext.pages.citations import STATIC
from figurecheck.figures.shown_value import show_date
from figurecheck.model import Cellvalue
from figurecheck.model.errors import Complaint, DataError
from figurecheck.model.source import Source

GENERATED = frozenset({"404", "about", "corrections", "genindex", "index", "search"})
"""Pages in the first folder of a site that no text of the report is the source of, before a hyphen and a language."""
SHOWN_IN_FIGURES = frozenset({"prose", "heading", "table"})
"""Places whose figures a page shows as figures, in their sentences."""
_REFERENCE = "\ufffc"
"""Stands in a sealed sentence for a reference, whose text the page makes."""
_RESTORE = "restore the edition from a copy"
_FIGURE = re.compile(r"(?:^|/)evidence/([^/#]+)\.html")

Fault = partial[Complaint]


def find_seal_faults(folder: Path, edition: Published) -> Iterator[Complaint]:
    """Yield a complaint for each part of a published edition that is not what its seal says."""
    site = folder / edition.address
    with extracted(site / SOURCE) as sources:
        sealed = read_edition(sources, edition.label)
        fault = partial(Complaint, remedy=_RESTORE)
        yield from _in_list(edition, site, sources, sealed, fault)
        in_sources = partial(fault, place=f"{edition.address}/{SOURCE}")
        if list_carried(sealed) != tuple(read_chain(sources)):
            yield in_sources(what=f"{CHAIN.as_posix()} in it is not of the editions before")
        changed = [*_in_texts(sources, sealed, in_sources), *_in_tables(sources, sealed, in_sources)]
        yield from changed
        if changed:
            # What is held against changed sources says nothing.
            return
        yield from _in_lists_of_figures(site, edition.address, sealed, fault)
        yield from _in_evidence(site, edition.address, sealed, fault)
        yield from _in_pages(site, edition.address, sealed, _reviews_as_letters(sources, sealed), fault)
        if sealed.format == FORMAT:
            pages = {_address_of(site, file): file for file in sealed.texts if not _is_review(file)}
            yield from find_shown_faults(site, edition.address, sources, sealed, pages, fault)


def _reviews_as_letters(sources: Path, sealed: Edition) -> dict[str, str]:
    """Return by page the letters of the reviews that it shows, with their figures in other languages."""
    # Figures of reviews are printed as the publication has them, and held against statistics of several readings.
    texts = {name: (sources / name).read_text("utf-8") for name in sealed.texts}
    translated = read_all_texts(sources, [])
    reviews = {
        PurePosixPath(name).stem: letters_of(" ".join([text, *_translate_printed(sources / name, translated)]))
        for name, text in texts.items()
        if _is_review(name)
    }
    return {
        name: "".join(letters for review, letters in reviews.items() if f"{{review}} {review}" in text)
        for name, text in texts.items()
        if "{review}" in text
    }


def _translate_printed(review: Path, translated: Mapping[str, Texts]) -> Iterator[str]:
    """Yield each printed figure of a review in each second language."""
    claims: Any = read_mapping(review).get("claims")
    for claim in claims or ():
        for at, one in enumerate((claim, *(claim.get("readings") or ()))):
            name = f"{review.stem}.{claim['id']}.{f'readings.{at}.' if at else ''}printed"
            yield from (texts.of(str(one.get("printed", "")), name) for texts in translated.values())


def _in_list(edition: Published, site: Path, sources: Path, sealed: Edition, fault: Fault) -> Iterator[Complaint]:
    findings = _read(site / "claims.json").get("findings", ())
    # The record of corrections is completed after the seal.
    later = sum(one.get("file") == CORRECTIONS for one in findings)
    own = [name for name in read_manifest(site) if name.endswith(".html") and not name.startswith(EMBEDS)]
    title = str(read_mapping(sources / CONFIG).get("title", edition.title))
    wanted = {"day": sealed.as_of, "note": sealed.note, "title": title}
    for name, here in zip(wanted, (edition.as_of, edition.note, edition.title), strict=True):
        if here != wanted[name]:
            yield fault(place=f"{LIST}: {edition.label}", what=f"its {name} is not the sealed one")
    if (edition.pages, edition.figures) != (len(own), len(sealed.claims) + later):
        yield fault(place=f"{LIST}: {edition.label}", what="its number of pages or figures is not the sealed one")


def _in_texts(sources: Path, sealed: Edition, fault: Fault) -> Iterator[Complaint]:
    for name, digest in sealed.texts.items():
        path = sources / name
        if not path.is_file() or digest_content(path.read_bytes()) != digest:
            yield fault(what=f"{name} in it is not what was sealed")


def _in_tables(sources: Path, sealed: Edition, fault: Fault) -> Iterator[Complaint]:
    try:
        catalog = read_catalog(sources, day=sealed.as_of)
    except DataError as error:
        yield fault(what=f"its data cannot be read: {error.complaints[0].what}")
        return
    for name, table in sealed.tables.items():
        # Of a table in blocks the digest is that of the blocks, whatever statistics rest on.
        statistics = () if table.divided else None
        if name not in catalog.tables:
            yield fault(what=f"the table {name} is not in it")
        elif seal_table(catalog, name, sealed.as_of, statistics).digest != table.digest:
            yield fault(what=f"the rows of {name} in it are not those that were sealed")


def _in_lists_of_figures(site: Path, address: str, sealed: Edition, fault: Fault) -> Iterator[Complaint]:
    """Yield what claims.json and statistics.json say otherwise than the seal."""
    findings = {one["id"]: one for one in _read(site / "claims.json").get("findings", ())}
    for id, claim in sealed.claims.items():
        one = findings.get(id)
        if one is None or (one["printed"], one["verdict"]) != (claim.printed, claim.verdict.value):
            yield fault(place=f"{address}/claims.json", what=f"‘{claim.printed}’ ({id}) is not there as it was sealed")
    published = _read(site / "statistics.json")
    values = {one["id"]: one["value"] for one in published.get("statistics", ())}
    for id, statistic in sealed.statistics.items():
        if id not in values or not _same(values[id], statistic.value):
            yield fault(place=f"{address}/statistics.json", what=f"{id} has not the value that was sealed")


def _in_evidence(site: Path, address: str, sealed: Edition, fault: Fault) -> Iterator[Complaint]:
    """Yield what the evidence of a statistic says otherwise than the seal."""
    printed = _printed_of_each(sealed)
    for id, statistic in sealed.statistics.items():
        at = partial(fault, place=f"{address}/evidence/{id}.html")
        told = _read(site / "evidence" / f"{id}.json")
        if "value" in told and told["value"] != str(statistic.value):
            yield at(place=f"{address}/evidence/{id}.json", what=f"{id} has not the value that was sealed")
        page = site / "evidence" / f"{id}.html"
        text = parse_page(page)[1] if page.is_file() else ""
        for one in printed.get(id, ()):
            if text and one not in text:
                yield at(what=f"does not say that it is printed as ‘{one}’")


def _same(published: object, sealed: Decimal | str) -> bool:
    # JSON has numbers of double precision, and the seal all digits.
    return published == (float(sealed) if isinstance(sealed, Decimal) else sealed)


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    # Earlier factbooks published a bare list of statistics.
    return found if isinstance(found, dict) else {"statistics": found}


def _is_review(name: str) -> bool:
    return name.endswith((".yml", ".yaml"))


def _in_pages(
    site: Path, address: str, sealed: Edition, reviews: Mapping[str, str], fault: Fault
) -> Iterator[Complaint]:
    claims: dict[str, list[SealedClaim]] = defaultdict(list)
    for claim in sealed.claims.values():
        if claim.where in SHOWN_IN_FIGURES:
            claims[claim.file].append(claim)
    printed = _printed_of_each(sealed)
    sources = {_address_of(site, file): file for file in sealed.texts if not _is_review(file)}
    moved = {_address_of(site, old): new for old, new in find_moved_pages(sealed.changes).items()}
    for name in read_manifest(site):
        path, at = PurePosixPath(name), partial(fault, place=f"{address}/{name}")
        if path.suffix != ".html":
            continue
        if name in sources:
            yield from _in_page(site / name, claims[sources[name]], printed, reviews.get(sources[name], ""), at)
        elif name in moved:
            new = posixpath.relpath(_address_of(site, moved[name]), path.parent)
            yield from _in_moved_page(site / name, new, sealed.titles.get(moved[name], ""), at)
        elif len(path.parts) == 1 and path.stem.partition("-")[0] not in GENERATED:
            yield at(what="is the page of no text that was sealed")


def _in_moved_page(page: Path, present: str, title: str, fault: Fault) -> Iterator[Complaint]:
    """Yield a fault for the earlier address of a page that shows more than the way to the `present` one.

    `present` is relative to it, and `title` that of the page.
    """
    tree, text = parse_page(page)
    refresh = tree.css_first('meta[http-equiv="refresh"]')
    leads = unquote((refresh.attributes.get("content") or "").partition("url=")[2]) if refresh else ""
    links = [unquote(one.attributes.get("href") or "") for one in tree.css("body a")]
    heading = tree.css_first("h1")
    shown = letters_of((heading.text() if heading else "") + "".join(one.text() for one in tree.css("body a")))
    # The words around the title are those of the interface, which have no figures.
    has_figures = any(map(str.isdecimal, shown.replace(letters_of(title), "")))
    if leads != present or links != [present] or text != shown or has_figures:
        yield fault(what=f"does not lead to {present}, where its text was sealed")


def _printed_of_each(sealed: Edition) -> Mapping[str, set[str]]:
    """Return by statistic all letters that may stand for it in figures."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in sealed.claims.values():
        found[claim.target].add(letters_of(claim.printed))
    return found


def _address_of(site: Path, file: str) -> str:
    """Return the page of a text. Pages of the folder `book` stand in the first folder of a site.

    A notebook in it has another page that shows its code, where the folder is part of the address.
    """
    name = PurePosixPath(file).with_suffix(".html").as_posix()
    own = name.removeprefix("book/")
    return own if (site / own).is_file() else name


def _in_page(
    page: Path, claims: list[SealedClaim], printed: Mapping[str, set[str]], reviews: str, fault: Fault
) -> Iterator[Complaint]:
    tree, text = parse_page(page)
    shown = [(_FIGURE.search(one.attributes.get("href") or ""), one.text().strip()) for one in tree.css("a.fb-fig")]
    # A notebook that is no page of the report is shown as its code, with its text as it reads, and without links.
    is_code = not shown and page.with_suffix(".py").is_file()
    there = [text] if is_code else [letters_of(words) for _, words in shown]
    for claim in claims:
        letters = letters_of(claim.printed)
        if not any(letters in one for one in there):
            yield fault(what=f"‘{claim.printed}’ was sealed, and is not printed")
        elif not all(letters_of(part) in text for part in claim.sentence.split(_REFERENCE)):
            yield fault(what=f"the sentence of ‘{claim.printed}’ is not the one that was sealed")
    for leads, words in shown:
        id = unquote(leads[1]) if leads else ""
        letters = letters_of(words)
        if (known := printed.get(id)) and letters not in reviews and not any(one in letters for one in known):
            yield fault(what=f"prints ‘{words}’ of {id}, which was not sealed")


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

"""How often what reads sentences refuses a true one, and names one that was made false.

Run it by hand: ``python tests/bench/bench_sentences.py CORPUS [--list] [--sizes 20 200 10000 100000]``. CORPUS holds
``*.jsonl``, a document a line, of sentences that nobody here wrote, and so is outside of the repository::

    {"publisher": "...", "licence": "...", "address": "...", "language": "en", "day": "2025-05-20",
     "statistics": [{"id": "pay.2024", "value": "612", "unit": "GBP", "about": "Wales", "measure": "weekly pay",
                     "population": "...", "label": "...", "period": "2024",
                     "change": {"test": "share", "from": "2023"}}],
     "sentences": [{"text": "Weekly pay in Wales was {£612|pay.2024} in 2024.",
                    "false": [["measure", "Weekly pay", "Weekly rent"], ["year", "in 2024", "in 2023"]]}]}

A figure stands in braces with the statistic that it is of; each falsification is a kind, words of the text, and what
takes their place. Two figures of one unit are exchanged as well. Both ways in are measured: ``bound``, where a role
names the statistic, and ``scan``, where nothing does. Of each kind are counted

========= ==================================================================================================
named     a figure is refused, or contradicted, or warned of
queued    none is, but for the figures next to what was changed that slot is not said to be borne out
ambiguous of ``scan`` alone: some figure is left open between candidates
silent    all else: of true sentences that is what is wanted
========= ==================================================================================================

Half of the sentences, by a hash of their text, are kept from whoever tunes the rules: ``--list`` shows none of them.
``--sizes`` gives ``scan`` the statistics of each document among so many others. Nothing fails.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from factbook.report.pages import parse_page
from figurecheck.model import Aspect, Basis, Finding, Role, SentenceState, Severity, Statistic
from figurecheck.scan import Fact, Status, index_facts, scan
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.claims import check_claim
from figurecheck.verdicts.known import Known, Printed
from figurecheck.verdicts.sentence.check import add_sentences, read_findings
from figurecheck.verdicts.sentence.context import Context, make_context

FIGURE = re.compile(r"\{(?P<printed>[^{}|]+)\|(?P<id>[^{}|]+)\}")
OUTCOMES = ("named", "queued", "ambiguous", "silent")
SLOTS = {
    "year": {Aspect.PERIOD},
    "group": {Aspect.GROUP},
    "direction": {Aspect.DIRECTION},
    "measure": {Aspect.COUNTED},
    "comparison": {Aspect.COMPARISON, Aspect.DIRECTION},
    "exchange": {Aspect.PERIOD, Aspect.GROUP, Aspect.COUNTED},
}
"""What a falsification changes, by the aspects in which the check reads a sentence."""


@dataclass(frozen=True, slots=True)
class Document:
    """Sentences of one publication, and the statistics that make them true."""

    publisher: str
    language: str
    day: str
    statistics: Mapping[str, Statistic]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A true sentence with its figures in braces, and what makes it false."""

    text: str
    false: tuple[tuple[str, str, str], ...]

    @property
    def is_held_out(self) -> bool:
        """Whether whoever tunes the rules does not see it."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 1

    def falsify(self) -> Iterator[tuple[str, str]]:
        """Yield each kind of falsification with the text that it makes."""
        for kind, old, new in self.false:
            if self.text.count(old) != 1 or kind not in SLOTS:
                raise ValueError(f"{kind}: {old!r} does not stand once in {self.text!r}")
            yield kind, self.text.replace(old, new)
        yield from (("exchange", text) for text in self._exchange())

    def _exchange(self) -> Iterator[str]:
        found = list(FIGURE.finditer(self.text))
        for one, other in itertools.pairwise(found):
            if one["printed"] != other["printed"] and _shape(one["printed"]) == _shape(other["printed"]):
                between = self.text[one.end() : other.start()]
                yield f"{self.text[: one.start()]}{other[0]}{between}{one[0]}{self.text[other.end() :]}"
                return


def _shape(printed: str) -> str:
    return re.sub(r"[\d.,\s]+", "", printed)


def read_corpus(folder: Path) -> list[Document]:
    """Read every document of a corpus."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines() if line]
    return [_parse_document(json.loads(line)) for line in lines]


def _parse_document(stored: Mapping[str, Any]) -> Document:
    statistics = {one["id"]: _parse_statistic(one) for one in stored["statistics"]}
    for one in stored["statistics"]:
        if change := one.get("change"):
            statistics[one["id"]] = replace(statistics[one["id"]], basis=_make_basis(one, change))
    sentences = tuple(
        Sentence(one["text"], tuple(tuple(edit) for edit in one.get("false", ()))) for one in stored["sentences"]
    )
    return Document(stored["publisher"], stored["language"], stored.get("day", ""), statistics, sentences)


def _parse_statistic(stored: Mapping[str, Any]) -> Statistic:
    names = ("unit", "about", "measure", "population", "label", "period", "part", "whole")
    fields = {name: stored[name] for name in names if stored.get(name)}
    text = str(stored["value"])
    value = text if stored.get("unit") == "date" else Decimal(text)
    return Statistic(id=stored["id"], value=value, **fields)


def _make_basis(stored: Mapping[str, Any], change: Mapping[str, Any]) -> Basis:
    series = tuple((period, Decimal(str(value))) for period, value in change.get("series", {}).items())
    return Basis(kind="change", test=change["test"], at=stored["period"], run=(change["from"],), series=series)


class Bound:
    """Sentences whose figures are bound, as on a page of a report."""

    def __init__(self, document: Document) -> None:
        """Take the statistics of a document as those of a report."""
        self._document = document
        self._context: Context = make_context(document.statistics, SentenceRules())

    def judge(self, text: str, kind: str) -> str:
        """Return what comes of a text in which `kind` of thing was changed; nothing, if it is empty."""
        text = FIGURE.sub(r"{claim}`\g<printed> <\g<id>>`", text)
        page = parse_page(text, file="x.md", locale=self._document.language)
        known = Known(statistics=self._context.statistics, sources={}, printed_by=_find_printed)
        found = [check_claim(claim, known) for claim in page.claims if claim.role is Role.CLAIM]
        judged = list(add_sentences(found, read_findings(found, self._context)))
        if not judged or any(map(_is_named, judged)):
            return "named"
        wanted = SLOTS.get(kind, set())
        read = [one for finding in judged for one in finding.sentence if one.aspect in wanted]
        return "silent" if not kind or any(one.state is SentenceState.BORNE_OUT for one in read) else "queued"


def _find_printed(source: str) -> Printed:
    raise LookupError(source)  # the figures of a corpus are claims, and no source reports them


def _is_named(finding: Finding) -> bool:
    return finding.severity is not Severity.OK or bool(finding.contradictions) or bool(finding.warnings)


class Scanned:
    """Sentences in which nothing is bound."""

    def __init__(self, document: Document, others: Iterable[Statistic] = ()) -> None:
        """Take the statistics of a document, and others among which they are."""
        self._language = document.language
        self._facts = index_facts([_make_fact(one) for one in (*document.statistics.values(), *others)])

    def read(self, text: str) -> list[tuple[str, Status, str, bool]]:
        """Return for each figure in braces the statistic that it is of, its status, the one found, and candidates."""
        plain, places = _unwrap(text)
        found = scan(plain, self._facts, locale=self._language)
        made = []
        for (start, end), id in places.items():
            one = next((one for one in found if one.start < end and one.end > start), None)
            read = (one.status, one.statistic, bool(one.candidates)) if one else (Status.UNSOURCED, "", False)
            made.append((id, *read))
        return made

    def judge(self, text: str, kind: str) -> str:
        """Return what comes of a text; see `Bound.judge`."""
        found = self.read(text)
        if any(status.wrong for _, status, _, _ in found):
            return "named"
        if any(candidates for _, _, _, candidates in found):
            return "ambiguous"
        return "silent" if all(status is Status.AGREES for _, status, _, _ in found) else "queued"


def _unwrap(text: str) -> tuple[str, dict[tuple[int, int], str]]:
    plain, places, at = "", {}, 0
    for one in FIGURE.finditer(text):
        plain += text[at : one.start()]
        places[len(plain), len(plain) + len(one["printed"])] = one["id"]
        plain += one["printed"]
        at = one.end()
    return plain + text[at:], places


def _make_fact(one: Statistic) -> Fact:
    about = (one.about,) if one.about else ()
    return Fact(
        id=one.id, value=one.value, label=one.label, about=about, measure=one.measure, unit=one.unit,
        population=one.population, period=one.period,
    )  # fmt: skip


Table = dict[tuple[str, str, str], Counter[str]]


def count(documents: Sequence[Document], *, held_out: bool, show: bool) -> Table:
    """Count what comes of the sentences of one half: by way in, language and kind; a true one has the kind ``true``."""
    table: Table = defaultdict(Counter)
    for document in documents:
        for name, way in (("bound", Bound(document)), ("scan", Scanned(document))):
            for sentence in document.sentences:
                if sentence.is_held_out is not held_out:
                    continue
                for kind, text in [("", sentence.text), *sentence.falsify()]:
                    outcome = way.judge(text, kind)
                    table[name, document.language, kind or "true"][outcome] += 1
                    wanted = {"silent"} if not kind else {"named"}
                    if show and not held_out and outcome not in wanted:
                        print(f"{name} {document.language} {kind or 'true'}: {outcome}: {text}")  # noqa: T201
    return table


def print_table(table: Table) -> None:
    """Print the outcomes of each kind, by way in and language."""
    print(f"{'way':6} {'':2} {'kind':10} {'all':>5}" + "".join(f"{name:>11}" for name in OUTCOMES))  # noqa: T201
    for (way, language, kind), counts in sorted(table.items()):
        cells = "".join(f"{counts[name]:6} {counts[name] / counts.total():3.0%}".rjust(11) for name in OUTCOMES)
        print(f"{way:6} {language:2} {kind:10} {counts.total():5}{cells}")  # noqa: T201


def print_sizes(documents: Sequence[Document], sizes: Iterable[int]) -> None:
    """Print how many figures `scan` recognizes where the statistics of a document are among so many others."""
    print(f"{'statistics':>10} {'figures':>8} {'agree':>6} {'another':>8} {'accused':>8} {'open':>5} {'seconds':>8}")  # noqa: T201
    for size in sizes:
        counts: Counter[str] = Counter()
        start = time.process_time()
        for number, document in enumerate(documents):
            others = _make_others(documents, number, size - len(document.statistics))
            scanned = Scanned(document, others)
            for sentence in document.sentences:
                for id, status, statistic, candidates in scanned.read(sentence.text):
                    counts["figures"] += 1
                    counts["another"] += status is Status.AGREES and statistic != id
                    counts["agree"] += status is Status.AGREES and statistic == id
                    counts["accused"] += status.wrong
                    counts["open"] += candidates
        cells = [counts[name] for name in ("figures", "agree", "another", "accused", "open")]
        seconds = time.process_time() - start
        print("{:10} {:8} {:6} {:8} {:8} {:5} {:8.1f}".format(size, *cells, seconds))  # noqa: T201


def _make_others(documents: Sequence[Document], but: int, wanted: int) -> Iterator[Statistic]:
    """Yield statistics of the other documents, again and again under other names, until there are enough."""
    pool = [one for number, document in enumerate(documents) if number != but for one in document.statistics.values()]
    for number in range(max(0, wanted) if pool else 0):
        one, turn = pool[number % len(pool)], number // len(pool)
        # Another place each time: a list of all towns has what is asked for under the name of each.
        place = f"Place {turn}" if turn else one.about
        population = one.population and f"{one.population}, {place}"
        yield replace(one, id=f"other.{number}", about=place, population=population, value=_move(one.value, turn))


def _move(value: Decimal | str, turn: int) -> Decimal | str:
    return value if isinstance(value, str) else value + turn


def main() -> None:
    """Measure a corpus."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--list", action="store_true", help="show what is not as it should be, of the open half")
    parser.add_argument("--sizes", type=int, nargs="*", default=[], help="lengths of the list of statistics")
    options = parser.parse_args()
    documents = read_corpus(options.corpus)
    if not documents:
        sys.exit(f"{options.corpus}: holds no *.jsonl (see --help)")
    publishers = len({one.publisher for one in documents})
    print(f"{sum(len(one.sentences) for one in documents)} sentences of {publishers} publishers")  # noqa: T201
    for held_out in (False, True):
        print("\nheld out" if held_out else "\nopen half")  # noqa: T201
        print_table(count(documents, held_out=held_out, show=options.list))
    if options.sizes:
        print()  # noqa: T201
        print_sizes(documents, options.sizes)


if __name__ == "__main__":
    main()

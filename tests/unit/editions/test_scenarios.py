"""What happens to a report other than new data, told as it is: code, units, words, names, removals.

Each scenario edits a small report; both states are read, checked and captured as `seal` does, only the notebook's run
is played. What `diff`, `corrections`, the corrections page and the feed say is held against what readers must know.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import nbformat
import pytest
from markupsafe import escape

from factbook.editions.changes import add_changes_since, add_worded, attach_confirmations
from factbook.editions.corrections import read_corrections
from factbook.editions.diff import compare
from factbook.model.edition import Cause, Earlier, Edition, Kind
from factbook.notebooks import Run
from factbook.project.settings import read_project
from factbook.publish.seal import capture
from factbook.render.html.corrections import describe_changes, render_corrections, view_changes
from factbook.render.terminal.edition_diff import diff_text
from factbook.render.terminal.pending_corrections import pending_lines
from factbook.report.pipeline import make_report
from figurecheck.figures import DEFAULT_RULES
from figurecheck.model import Cell, Chart, RowSet, Severity, Statistic

UPDATE, CORRECTION, CLARIFICATION, WITHDRAWAL = Kind.UPDATE, Kind.CORRECTION, Kind.CLARIFICATION, Kind.WITHDRAWAL
CONFIG, INDEX, MORE = "_config.yml", "book/index.md", "book/more.md"
CATCH, MONEY, SOURCES = "data/catch.csv", "data/money.csv", "data/sources.csv"
REVIEW, PACKAGE, CORRECTIONS = "book/reviews/herald.yml", "data/datapackage.json", "book/corrections.yml"
FILES = {
    CONFIG: json.dumps(
        {
            "title": "The lake",
            "sphinx": {"extra_extensions": ["factbook.sphinx_ext"]},
            "factbook": {"edition": {"date": "2026-01-01"}, "renamed": {}},
        }
    ),
    "_toc.yml": "format: jb-book\nroot: book/index\nchapters:\n- file: book/more\n",
    INDEX: (
        "# The lake\n\n"
        "Every boat of the village brought home {claim}`1,234 kg <lake.total>` of fish together.\n\n"
        "The new harbour wall of the village took {reported}`$1.9 million <council#wall>` of the money.\n\n"
        "Those who fish alone brought {claim}`about 500 kg <lake.alone>` to the market hall.\n\n"
        "The heaviest of all the fish weighed {claim}`41 kg <lake.heaviest>` on the scales.\n\n"
        "```{review} herald\n```\n"
    ),
    MORE: (
        "# More of it\n\n"
        "All together they landed {claim}`1,234 kg <lake.total>` at the long pier.\n\n"
        "A single net held {claim}`88 kg <lake.net>` when it was brought in.\n\n"
        "```{chart} lake.chart\n```\n"
    ),
    CATCH: "boat,kg,source_id\nAnna,734,town\nBella,500,town\n",
    MONEY: "what,printed,source_id\nwall,$1.9 million,council\nA1,12 kg,herald\n",
    SOURCES: (
        "source_id,title,published\ntown,The town,2025-01-01\ncounty,The county,2025-06-01\n"
        "council,The council,2025-02-01\nherald,The Herald,2025-03-01\n"
    ),
    REVIEW: (
        "publication: {source: herald, as_of: 2025-03-01}\n"
        "claims:\n"
        "  - id: A1\n    topic: Fish\n    printed: 12 kg\n"
        "    says: |\n      The boats landed a heavy load of fish.\n"
        "    statistic: lake.crabs\n    machine: {day: exact, today: exact}\n"
        "    found: |\n      So does the town.\n"
        "    rating: {day: holds, today: holds}\n    because: {day: the town, today: the town}\n"
        "    sources: [town]\n"
    ),
}
RESOURCES = {
    "catch": (CATCH, {"boat": "string", "kg": "number", "source_id": "string"}),
    "money": (MONEY, {"what": "string", "printed": "string", "source_id": "string"}),
    "sources": (SOURCES, {"source_id": "string", "title": "string", "published": "string"}),
}
CELLS = (
    "import factbook as fb\n\ncatch = fb.dataset('catch')",
    "# all boats\nfb.record('lake.total', catch['kg'].sum(), unit='kg', population='fish landed', rows=catch)",
    "fb.record('lake.alone', catch.loc['Bella', 'kg'], unit='kg', population='fish landed', rows=catch.loc[['Bella']])",
    "fb.record('lake.heaviest', 41, unit='kg', population='fish weighed', rows=catch.loc[['Anna']])",
    "fb.record('lake.net', 88, unit='kg', population='fish in a net', rows=catch.loc[['Anna']])",
    "fb.record('lake.crabs', 12, unit='kg', population='crabs', rows=catch.loc[['Anna']])",
)
ROWS = {"lake.total": ("Anna", "Bella"), "lake.alone": ("Bella",), "lake.heaviest": ("Anna",), "lake.net": ("Anna",)}


@dataclass(frozen=True, kw_only=True)
class State:
    """A state of the report: its files, the cells of its notebook, and what that records."""

    files: Mapping[str, str] = field(default_factory=lambda: FILES)
    cells: tuple[str, ...] = CELLS
    values: Mapping[str, str] = field(
        default_factory=lambda: {
            "lake.total": "1234",
            "lake.alone": "500",
            "lake.heaviest": "41",
            "lake.net": "88",
            "lake.crabs": "12",
        }
    )
    others: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By id: what else is recorded with it, if it is not as usual."""
    dataset: str = "catch"
    chart: str = "Boats and {claim}`1,234 kg <lake.total>` of fish"
    environment: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)

    def edit(self, file: str, old: str, new: str) -> State:
        """Return the state with a text replaced in a file."""
        assert old in self.files[file], (file, old)
        return replace(self, files={**self.files, file: self.files[file].replace(old, new)})

    def drop(self, file: str) -> State:
        """Return the state without a page."""
        toc = self.files["_toc.yml"].replace(f"- file: {file.removesuffix('.md')}\n", "")
        files = {name: text for name, text in self.files.items() if name != file}
        return replace(
            self, files={**files, "_toc.yml": toc.replace("chapters:\n", "") if "- file" not in toc else toc}
        )

    def recode(self, old: str, new: str) -> State:
        """Return the state with a text replaced in the cells of the notebook."""
        assert any(old in cell for cell in self.cells), old
        return replace(self, cells=tuple(cell.replace(old, new) for cell in self.cells))

    def record(self, id: str, value: str | None, **others: str) -> State:
        """Return the state with another value of a statistic, or without it."""
        values = {name: one for name, one in {**self.values, id: value}.items() if one is not None}
        return replace(self, values=values, others={**self.others, id: {**self.others.get(id, {}), **others}})

    def reprint(self, old: str, new: str) -> State:
        """Return the state with another text of the sum wherever it is printed."""
        found = self
        for file in (INDEX, MORE):
            found = found.edit(file, f"`{old} <lake.total>`", f"`{new} <lake.total>`")
        return replace(found, chart=found.chart.replace(old, new))


def write(state: State, folder: Path) -> None:
    cells = [nbformat.v4.new_code_cell(cell, id=f"c{at}") for at, cell in enumerate(state.cells)]
    files = {**state.files, "notebooks/n.ipynb": nbformat.writes(nbformat.v4.new_notebook(cells=cells))}
    settings = json.loads(files[CONFIG])
    settings["factbook"]["renamed"] = dict(state.renamed)
    files[CONFIG] = json.dumps(settings)
    resources = []
    for name, (path, fields) in RESOURCES.items():
        header = files[path].splitlines()[0].split(",")
        kinds = zip(header, fields.values(), strict=True)
        schema = {"fields": [{"name": one, "type": kind} for one, kind in kinds], "primaryKey": [header[0]]}
        own = state.dataset if name == "catch" else name
        resources.append({"name": own, "path": path.removeprefix("data/"), "schema": schema})
    files[PACKAGE] = json.dumps({"name": "lake", "resources": resources})
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def capture_state(state: State, folder: Path, label: str) -> Edition:
    """The edition of a state, captured as `seal` does; only the notebook's run is played."""
    write(state, folder)
    header, *lines = state.files[CATCH].splitlines()
    rows = {line.split(",")[0]: line.split(",") for line in lines}
    cells = [nbformat.v4.new_code_cell(cell) for cell in state.cells]
    notebook = nbformat.v4.new_notebook(cells=cells)

    def record(id: str, value: str) -> Statistic:
        at = next((at for at, cell in enumerate(state.cells) if f"'{id}'" in cell), len(cells) - 1)
        found = [rows[boat] for boat in ROWS.get(id, tuple(rows)) if boat in rows]
        if id == "lake.total":
            found = list(rows.values())
        cells_of = tuple((boat, Decimal(kg), source) for boat, kg, source in found)
        rowset = RowSet(dataset=state.dataset, columns=tuple(header.split(",")), rows=cells_of)
        own = {"unit": "kg", "population": "fish landed", **state.others.get(id, {})}
        return Statistic(
            id=id, value=Decimal(value), rows=(rowset,), cell=Cell(notebook="notebooks/n.ipynb", index=at), **own
        )

    recorded = [record(id, value) for id, value in state.values.items()]
    chart = Chart(id="lake.chart", title=state.chart, alt="A bar for each boat of the village.", specs={},
                  shows={}, cell=Cell(notebook="notebooks/n.ipynb", index=1))  # fmt: skip

    def play(root, paths, *, as_of, **_):
        return [
            Run(path=path, as_of=day, load=lambda: notebook, recorded=(*recorded, chart))
            for day in as_of
            for path in paths
        ]

    report = make_report(read_project(folder), run=play)
    wrong = [f"{one.printed}: {one.reason}" for one in report.findings if one.severity is Severity.ERROR]
    assert not wrong
    assert list(map(str, report.complaints)) == []
    return replace(capture(report, label), environment={"pandas": "2", **state.environment})


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an edition says of what changed since the one before."""

    diff: str
    pending: str
    record: str
    feed: str
    changes: list[tuple[str, Kind, tuple[Cause, ...], bool]]


def tell(before: Edition, after: Edition, state: State, folder: Path) -> Told:
    grown = add_changes_since(before, after, rules=DEFAULT_RULES, renamed=state.renamed)
    confirmations, _ = read_corrections(folder)
    editions = [Earlier(label=one.label, as_of=one.as_of) for one in (before, after)]
    changes = add_worded(attach_confirmations(grown.changes, confirmations), confirmations, editions, after.titles)
    visible = [one for one in changes if one.visible]

    pages = {file: (title, f"{file}.html") for file, title in {**before.titles, **after.titles}.items()}

    def view(some):
        return view_changes(some, lambda text: lambda role, printed, target: str(escape(printed)), pages=pages)

    quiet = [one for one in changes if not one.visible]
    return Told(
        diff="\n".join(diff_text(compare(before, after, rules=DEFAULT_RULES, renamed=state.renamed))),
        pending="\n".join(pending_lines([one for one in visible if one.confirmation is None], waiting=0)),
        record=str(render_corrections(view(visible), view(quiet))),
        feed="\n".join(describe_changes([one], pages)[1] for one in visible),
        changes=[(one.sealed.statistic, one.kind, one.sealed.causes, one.visible) for one in changes],
    )


BASE = State()
Edit = Callable[[State], State]
Expected = list[tuple[str, Kind, tuple[Cause, ...], bool]]


def one(name: str, kind: Kind, *causes: Cause, seen: bool = True) -> Expected:
    return [(name, kind, causes, seen)]


def more(value: str, printed: str) -> Edit:
    """Another sum, printed as it is now; the review's rating of today stays."""
    return lambda state: state.record("lake.total", value).reprint("1,234 kg", printed)


def after_each(*edits: Edit) -> Edit:
    def edit(state: State) -> State:
        for each in edits:
            state = each(state)
        return state

    return edit


SENTENCE = "The heaviest of all the fish weighed {claim}`41 kg <lake.heaviest>` on the scales.\n\n"
SCENARIOS = {
    "a formula": (
        after_each(more("1300", "1,300 kg"), lambda s: s.recode(".sum()", ".sum() + 66")),
        one("lake.total", CORRECTION, Cause.CODE),
        "lake.total: 1,234 kg → 1,300 kg (+5.3%)\n  why: code changed; proposed as a correction",
        "“1,234 kg” → “1,300 kg”",
    ),
    "a formula that gives the same": (
        lambda s: s.recode("catch['kg'].sum()", "sum(catch['kg'])"),
        [],
        "0 statistics moved",
        "",
    ),
    "comments and layout": (
        lambda s: s.recode("# all boats\n", "# every single boat\n\n").recode("'kg'].sum()", "'kg']. sum( )"),
        [],
        "0 statistics moved",
        "",
    ),
    "a unit": (
        lambda s: (
            s.record("lake.heaviest", "41", unit="lb")
            .edit(INDEX, "41 kg", "41 lb")
            .recode("41, unit='kg'", "41, unit='lb'")
        ),
        one("lake.heaviest", CORRECTION, Cause.UNIT),
        "why: unit changed, “kg” is “lb” now; proposed as a correction",
        "in kg before, now in lb",
    ),
    "a population": (
        lambda s: s.record("lake.heaviest", "41", population="fish sold"),
        [],
        "why: population changed, “fish landed” is “fish sold” now; proposed as a clarification",
        "",
    ),
    "a label": (lambda s: s.record("lake.heaviest", "41", label="The heaviest"), [], "0 statistics moved", ""),
    "a row revised under the same source": (
        after_each(more("1300", "1,300 kg"), lambda s: s.edit(CATCH, "734", "800")),
        one("lake.total", CORRECTION, Cause.REVISED),
        "why: data revised (catch Anna under the same source); proposed as a correction",
        "“1,234 kg” → “1,300 kg”",
    ),
    "a row revised by another source": (
        after_each(more("1300", "1,300 kg"), lambda s: s.edit(CATCH, "734,town", "800,county")),
        one("lake.total", UPDATE, Cause.REVISED),
        "why: data revised (catch Anna); proposed as an update",
        "“1,234 kg” → “1,300 kg”",
    ),
    "a row appended": (
        after_each(
            more("1300", "1,300 kg"),
            lambda s: s.edit(CATCH, "Bella,500,town\n", "Bella,500,town\nClara,66,county\n"),
        ),
        one("lake.total", UPDATE, Cause.APPENDED),
        "why: data appended (catch Clara); proposed as an update",
        "“1,234 kg” → “1,300 kg”",
    ),
    "a row withdrawn": (
        after_each(
            more("734", "734 kg"),
            lambda s: s.edit(CATCH, "Bella,500,town\n", ""),
            lambda s: s.record("lake.alone", None).edit(
                INDEX, "Those who fish alone brought {claim}`about 500 kg <lake.alone>` to the market hall.\n\n", ""
            ),
        ),
        [*one("lake.total", UPDATE, Cause.WITHDRAWN), *one("lake.alone", WITHDRAWAL, Cause.REMOVED)],
        "why: data withdrawn (catch Bella); proposed as an update",
        "“about 500 kg” → withdrawn",
    ),
    "the source of a row whose cells stay": (
        lambda s: s.edit(CATCH, "734,town", "734,county"),
        [],
        "0 statistics moved",
        "",
    ),
    "a qualifier": (
        lambda s: s.edit(INDEX, "about 500 kg", "no fewer than 500 kg"),
        one("lake.alone", CLARIFICATION, Cause.PROSE),
        "‘about 500 kg’ → ‘no fewer than 500 kg’ was true still, and was rewritten",
        "“about 500 kg” → “no fewer than 500 kg”",
    ),
    "another rounding": (
        lambda s: s.edit(INDEX, "`1,234 kg <lake.total>`", "`about 1,200 kg <lake.total>`"),
        one("lake.total", CLARIFICATION, Cause.PROSE),
        "‘1,234 kg’ → ‘about 1,200 kg’ was true still, and was rewritten",
        "“1,234 kg” → “about 1,200 kg”",
    ),
    "other digits of the same value": (
        # What was sealed before was no fair print; an editor had left it for a reason.
        lambda s: s.edit(INDEX, "41 kg", "40.9 kg").record("lake.heaviest", "40.9").recode("41, unit", "40.9, unit"),
        one("lake.heaviest", CORRECTION, Cause.CODE),
        "‘41 kg’ → ‘40.9 kg’",
        "“41 kg” → “40.9 kg”",
    ),
    "a sentence on another page": (
        lambda s: s.edit(INDEX, SENTENCE, "").edit(MORE, "# More of it\n\n", f"# More of it\n\n{SENTENCE}"),
        one("lake.heaviest", CLARIFICATION, Cause.MOVED, seen=False),
        "‘41 kg’ moved to another page",
        "“41 kg” moved here from another page",
    ),
    "a sentence in other words": (
        lambda s: s.edit(INDEX, "The heaviest of all the fish weighed", "The heaviest fish weighed"),
        [],
        "none affected",
        "",
    ),
    "a sentence that is new": (
        lambda s: s.edit(INDEX, SENTENCE, f"{SENTENCE}It was {{claim}}`41 kg <lake.heaviest>` that it weighed.\n\n"),
        [],
        "1 new",
        "",
    ),
    "a sentence removed": (
        lambda s: s.edit(INDEX, SENTENCE, ""),
        one("lake.heaviest", WITHDRAWAL, Cause.REMOVED),
        "‘41 kg’ gone",
        "“41 kg” → withdrawn",
    ),
    "a statistic removed with its sentence": (
        lambda s: s.edit(INDEX, SENTENCE, "").record("lake.heaviest", None),
        one("lake.heaviest", WITHDRAWAL, Cause.REMOVED),
        "Gone statistics:\n  lake.heaviest",
        "“41 kg” → withdrawn",
    ),
    "a figure that is printed once less": (
        lambda s: s.edit(MORE, "All together they landed {claim}`1,234 kg <lake.total>` at the long pier.\n\n", ""),
        one("lake.total", CLARIFICATION, Cause.PROSE, seen=False),
        "‘1,234 kg’ gone here, and printed elsewhere",
        "“1,234 kg” → printed elsewhere only",
    ),
    "a page renamed": (
        lambda s: replace(
            s,
            files={
                "book/further.md" if name == MORE else name: text.replace("book/more", "book/further")
                for name, text in s.files.items()
            },
        ),
        one(MORE, CLARIFICATION, Cause.MOVED, seen=False),
        "book/more.md (“More of it”): is book/further.md now",
        "the page has another address now",
    ),
    "a page removed": (
        lambda s: s.drop(MORE),
        [*one(MORE, WITHDRAWAL, Cause.REMOVED), *one("lake.net", WITHDRAWAL, Cause.REMOVED)],
        "book/more.md (“More of it”): gone",
        "the page was removed",
    ),
    "an id renamed, and said so": (
        lambda s: replace(
            s.record("lake.heaviest", None)
            .record("lake.largest", "41")
            .edit(INDEX, "lake.heaviest", "lake.largest")
            .recode("lake.heaviest", "lake.largest"),
            renamed={"lake.heaviest": "lake.largest"},
        ),
        [],
        "Renamed statistics:\n  lake.heaviest → lake.largest",
        "",
    ),
    "an id renamed, and nobody said so": (
        lambda s: (
            s.record("lake.heaviest", None)
            .record("lake.largest", "41")
            .edit(INDEX, "lake.heaviest", "lake.largest")
            .recode("lake.heaviest", "lake.largest")
        ),
        [],
        "‘41 kg’ bound to another statistic now: lake.heaviest before",
        "",
    ),
    "an id renamed with a new value": (
        lambda s: replace(
            s.record("lake.heaviest", None)
            .record("lake.largest", "45")
            .edit(INDEX, "41 kg <lake.heaviest>", "45 kg <lake.largest>")
            .recode("lake.heaviest', 41", "lake.largest', 45"),
            renamed={"lake.heaviest": "lake.largest"},
        ),
        one("lake.largest", CORRECTION, Cause.CODE),
        "lake.largest: 41 kg → 45 kg",
        "“41 kg” → “45 kg”",
    ),
    "another statistic of the same value": (
        lambda s: s.record("lake.other", "41").edit(INDEX, "<lake.heaviest>", "<lake.other>"),
        [],
        "‘41 kg’ bound to another statistic now: lake.heaviest before",
        "",
    ),
    "another statistic of another value": (
        lambda s: s.record("lake.other", "45").edit(INDEX, "41 kg <lake.heaviest>", "45 kg <lake.other>"),
        one("lake.other", CORRECTION, Cause.REBOUND),
        "‘41 kg’ → ‘45 kg’ bound to another statistic now: lake.heaviest before",
        "“41 kg” → “45 kg”",
    ),
    "a rating of its own day": (
        lambda s: s.edit(REVIEW, "rating: {day: holds", "rating: {day: part"),
        one("herald/A1", CORRECTION, Cause.RATING),
        "rating of its day: holds → part, rated otherwise now; proposed as a correction",
        "Holds → In part (on its day)",
    ),
    "a rating of today": (
        lambda s: s.edit(REVIEW, "today: holds}", "today: part}"),
        one("herald/A1", CORRECTION, Cause.RATING),
        "rating of today: holds → part, rated otherwise now; proposed as a correction",
        "Holds → In part (by the latest sources)",
    ),
    "a reviewed claim dropped": (
        lambda s: s.edit(MONEY, "A1,", "A2,").edit(REVIEW, "id: A1", "id: A2"),
        [*one("herald/A1", WITHDRAWAL, Cause.RATING), *one("herald/A2", UPDATE, Cause.RATING)],
        "not rated any more; proposed as a withdrawal",
        "Holds → withdrawn",
    ),
    "a reported figure that its source revised": (
        lambda s: s.edit(MONEY, "$1.9 million", "$2.1 million").edit(INDEX, "$1.9 million", "$2.1 million"),
        one("council#wall", CORRECTION, Cause.REVISED),
        "‘$1.9 million’ → ‘$2.1 million’ is quoted otherwise now",
        "“$1.9 million” → “$2.1 million”",
    ),
    "a reported figure of another source": (
        lambda s: s.edit(MONEY, "$1.9 million,council", "$2.1 million,county").edit(
            INDEX, "$1.9 million <council#wall>", "$2.1 million <county#wall>"
        ),
        one("county#wall", CORRECTION, Cause.REBOUND),
        "‘$1.9 million’ → ‘$2.1 million’",
        "“$1.9 million” → “$2.1 million”",
    ),
    "a name, corrected by hand": (
        lambda s: replace(
            s,
            files={
                **s.files,
                CORRECTIONS: (
                    f'- edition: "2026-02"\n  page: {INDEX}\n  before: Lake Smiht\n  after: Lake Smith\n'
                    "  class: correction\n"
                    "  reason: The name was misspelt.\n"
                ),
            },
        ),
        [(f"{INDEX}-", CORRECTION, (Cause.PROSE,), True)],
        "0 statistics moved",
        "it said “Lake Smiht”, and says “Lake Smith” now",
    ),
    "a table renamed": (
        lambda s: replace(s.recode("dataset('catch')", "dataset('landings')"), dataset="landings"),
        [],
        "0 statistics moved",
        "",
    ),
    "a column renamed": (
        lambda s: s.edit(CATCH, "boat,kg,", "boat,weight,").recode("'kg']", "'weight']"),
        [],
        "0 statistics moved",
        "",
    ),
    "the title of a chart in other words": (
        lambda s: replace(s, chart="All boats and {claim}`1,234 kg <lake.total>` of fish"),
        [],
        "none affected",
        "",
    ),
    "the figure in the title of a chart": (
        lambda s: replace(s, chart="Boats and {claim}`about 1,200 kg <lake.total>` of fish"),
        one("lake.total", CLARIFICATION, Cause.PROSE),
        "(chart title): ‘1,234 kg’ → ‘about 1,200 kg’ was true still, and was rewritten",
        "“1,234 kg” → “about 1,200 kg”",
    ),
    "a library": (
        lambda s: replace(s.record("lake.net", "89").edit(MORE, "88 kg", "89 kg"), environment={"pandas": "3"}),
        one("lake.net", CORRECTION, Cause.ENVIRONMENT),
        "why: environment changed; proposed as a correction",
        "“88 kg” → “89 kg”",
    ),
    "chance": (
        lambda s: s.record("lake.net", "89").edit(MORE, "88 kg", "89 kg"),
        one("lake.net", CORRECTION, Cause.UNEXPLAINED),
        "why: nothing recorded differs; proposed as a correction",
        "“88 kg” → “89 kg”",
    ),
    "another space in a figure": (lambda s: s.edit(MORE, "88 kg", "88\u00a0kg"), [], "none affected", ""),
    "a value within its rounding": (
        lambda s: (
            s.record("lake.net", "88.2")
            .edit(CATCH, "734", "734.2")
            .edit(INDEX, "`1,234 kg <lake.total>`", "`1,234 kg <lake.total>`")
        ),
        one("lake.net", CORRECTION, Cause.REVISED, seen=False),
        "‘88 kg’ holds less well now: exact before, rounded now",
        "",
    ),
}


@pytest.fixture(scope="module")
def before(tmp_path_factory) -> Edition:
    return capture_state(BASE, tmp_path_factory.mktemp("before"), "2026-01")


@pytest.mark.parametrize(("edit", "changes", "diff", "told"), SCENARIOS.values(), ids=SCENARIOS)
def test_what_happened_is_told_as_what_it_is(before, tmp_path, edit, changes, diff, told):
    state = edit(BASE)
    after = capture_state(state, tmp_path, "2026-02")
    found = tell(before, after, state, tmp_path)
    names = [
        (name.partition("-")[0] + "-" if name.startswith(f"{INDEX}-") else name, *rest) for name, *rest in found.changes
    ]
    assert names == changes
    assert diff in found.diff
    # Whatever is said at all stands on the page of corrections, and in feed and terminal if it must be announced.
    assert told in found.record
    seen = [one for one in changes if one[3]]
    assert bool(found.feed) == bool(seen)
    for name, kind, _, _ in seen:
        assert f"proposed as {kind}" in found.pending or "-" in name
    if seen:
        assert told in found.feed

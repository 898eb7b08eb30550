"""The drawings of a report's charts: those that are stored, and those that other processes are making."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from threading import Thread
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from factbook.engine.fingerprints import STATE
from factbook.engine.task import task
from factbook.notebooks import Run
from factbook.render.charts.drawing.jobs import DrawingJob, Keys, drawing_key, find_keys, list_jobs, name_tools
from factbook.render.charts.drawing.pool import DrawingPool
from factbook.render.charts.drawing.store import DrawingStore
from factbook.render.charts.drawing.worker import draw_chart
from factbook.report.checked_report import Report
from factbook.report.second_language import chart_in, translate_chart
from figurecheck.model import Chart
from figurecheck.model.errors import SiteError

LIMIT_SECONDS = 60.0
"""A chart that takes more processor time is hanging."""


class _ChartAt(NamedTuple):
    """A chart at one width."""

    id: str
    width: str
    shown: bool
    """Whether a page shows it."""
    lead: bool


Made = TypeVar("Made")
AllKeys = dict[str, dict[str, str]]
"""Keys of drawings, by chart and width."""
Waiting = Mapping[str, Callable[[], str]]
"""What waits for drawings that other processes make, by their keys."""
DrawFirst = Callable[[Mapping[str, DrawingJob]], Mapping[str, str]]
"""Draws jobs by key where that is quicker than to start processes, and returns those that it could draw."""


class Drawings:
    """The drawings of a report's charts: those in the store, and those that are being made.

    Drawing starts at once, in other processes; `svg` waits for the one that it returns.
    """

    def __init__(
        self,
        charts: Mapping[str, Chart],
        *,
        shown: Set[str],
        lead: Set[str],
        folder: Path,
        draw: Callable[..., str] = draw_chart,
        draw_first: DrawFirst | None = None,
        limit: float = LIMIT_SECONDS,
        pool: DrawingPool | None = None,
        keys: Mapping[str, Keys] = MappingProxyType({}),
        begun: Waiting = MappingProxyType({}),
    ) -> None:
        """Look for the drawings of `charts`, which are by id, in `folder`, and start to draw the others.

        Charts in `shown` are on a page and are drawn at every width, those in `lead` at the widths of a lead chart.
        `draw` is called as `draw_chart` is, in a process that imports it: in one of `pool`, which is closed with the
        drawings, or in a new one. What `draw_first` draws is drawn already. `keys` are those of charts for which they
        are known; such a chart is looked at only if it has to be drawn. `begun` are the drawings that `draw_ahead` has
        started.
        """
        self._store, self._charts = DrawingStore(folder), charts
        self._keys: dict[str, Keys] = {}
        self._stored: dict[str, str] = {}
        self._unread: dict[str, _ChartAt] = {}
        self._jobs: dict[str, DrawingJob] = {}
        self._begun, self._waiting = begun, dict[str, Callable[[], str]]()
        self._draw_first, self._draw, self._limit = draw_first, draw, limit
        for id in charts:
            self._look_up(id, id in shown, id in lead, keys.get(id))
        for key, svg in self._draw_jobs().items():
            self._stored[key] = svg
            del self._jobs[key]
        self._pool = DrawingPool(len(self._jobs), limit) if pool is None and self._jobs else pool
        self._waiting |= self._start(draw)

    def _start(self, draw: Callable[..., str]) -> Iterator[tuple[str, Callable[[], str]]]:
        """Start to draw; yield the key of each drawing, and what waits for it."""
        if self._pool is not None:
            for key, job in self._jobs.items():
                how = {"lead": job.lead, "store": self._store, "key": key}
                future = self._pool.schedule(job.chart, draw, job.spec, job.width, **how)
                yield key, partial(self._pool.wait, future, job.place)

    def _draw_jobs(self) -> Mapping[str, str]:
        """Have jobs drawn by what draws first, and return its drawings, which are stored."""
        drawn = self._draw_first(self._jobs) if self._draw_first and self._jobs else {}
        for key, svg in drawn.items():
            self._store.write(key, svg)
        return drawn

    def add(self, charts: Mapping[str, Chart], ids: Iterable[str], *, shown: Set[str], lead: Set[str]) -> None:
        """Look for the drawings of some charts, in the place of earlier ones; others are drawn by what draws first.

        `charts` are all charts, by id, and `ids` those of which the drawings are looked for.
        That goes on while pages are written. What it does not draw raises SiteError when it is asked for.
        """
        self._charts = charts
        for id in ids:
            self._look_up(id, id in shown, id in lead)
        if self._jobs:
            drawing = Future[Mapping[str, str]]()
            Thread(target=_set, args=(drawing, self._draw_jobs), daemon=True).start()
            self._waiting |= {key: partial(_wait, drawing, key, job.place) for key, job in self._jobs.items()}

    def widths(self, chart: str) -> list[str]:
        """Return the widths at which a chart is drawn."""
        return list(self._keys[chart])

    def key(self, chart: str, width: str) -> str:
        """Return the key of a drawing: a digest of everything that it is drawn from."""
        return self._keys[chart][width]

    def svg(self, chart: str, width: str) -> str:
        """Return one drawing by chart and width. Raises SiteError when it cannot be drawn."""
        return self.by_key(self.key(chart, width))

    def by_key(self, key: str) -> str:
        """Return one drawing by its key. Raises SiteError when it cannot be drawn."""
        # A build writes a few pages, and so needs a few of the stored drawings.
        if key in self._unread:
            at = self._unread.pop(key)
            self._stored[key] = self._store.read(key) or self._draw_again(key, self._find_job(at))
        return self._stored[key] if key in self._stored else self._waiting[key]()

    def _draw_again(self, key: str, job: DrawingJob) -> str:
        """Draw what was stored and is damaged."""
        pool = DrawingPool(1, self._limit)
        try:
            how = {"lead": job.lead, "store": self._store, "key": key}
            future = pool.schedule(job.chart, self._draw, job.spec, job.width, **how)
            return pool.wait(future, job.place)
        finally:
            pool.close()

    def make_others(self) -> Iterator[tuple[str, str | SiteError]]:
        """Yield the key of each drawing that was not stored, and the drawing, or why it cannot be drawn."""
        for key, wait in self._waiting.items():
            try:
                yield key, wait()
            except SiteError as error:
                yield key, error

    def __getstate__(self) -> dict[str, object]:
        """Return what another process needs, which does not draw: there, `receive` takes what is drawn here."""
        names = ("_store", "_keys", "_stored", "_unread", "_draw", "_limit")
        return {"_others": [*self._waiting], **{name: getattr(self, name) for name in names}}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        others, *_ = state["_others"], vars(self).update(state)
        self._pool, self._jobs, self._charts = None, {}, {}
        # Waited for by the pages while another thread takes in what comes.
        self._expected = {key: Future[str]() for key in others}
        self._waiting = {key: future.result for key, future in self._expected.items()}

    def know_charts(self, charts: Mapping[str, Chart]) -> None:
        """Take the charts by id, in a process that got the drawings without them."""
        self._charts = charts

    def receive(self, key: str, made: str | SiteError) -> None:
        """Take a drawing that another process made, or why it cannot be drawn."""
        if isinstance(made, str):
            self._expected[key].set_result(made)
        else:
            self._expected[key].set_exception(made)

    def close(self) -> None:
        """Stop every process, even while it is drawing."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def prune(self) -> None:
        """Remove drawings that no build has used for a long time, where others have come."""
        if self._waiting:
            self._store.prune()

    def _look_up(self, id: str, shown: bool, lead: bool, keys: Keys | None = None) -> None:
        """Look for a chart's drawings in the store, and note a job for each that is not there."""
        known = find_keys(self._charts[id], shown=shown, lead=lead) if keys is None else {**keys}
        self._keys[id] = known
        for width, key in known.items():
            # Two charts may be drawn from the same specification.
            if key in self._stored or key in self._jobs or key in self._unread or key in self._waiting:
                continue
            at = _ChartAt(id, width, shown, lead)
            if self._store.use(key):
                self._unread[key] = at
            elif key in self._begun:
                self._waiting[key] = self._begun[key]
            else:
                self._jobs[key] = self._find_job(at)

    def _find_job(self, at: _ChartAt) -> DrawingJob:
        jobs = list_jobs(self._charts[at.id], shown=at.shown, lead=at.lead)
        return next(job for job in jobs if job.width == at.width)


def _set(future: Future[Made], make: Callable[[], Made]) -> None:
    # Not an executor: Python waits for its threads at the end, and nobody asks for a drawing once its page is refused.
    try:
        future.set_result(make())
    except Exception as error:
        future.set_exception(error)


def _wait(drawing: Future[Mapping[str, str]], key: str, place: str) -> str:
    drawn = drawing.result()
    if key not in drawn:
        raise SiteError.about(place, "was not drawn", "build again, which says why")
    return drawn[key]


def start_drawing(
    report: Report,
    pool: DrawingPool | None = None,
    *,
    draw_first: DrawFirst | None = None,
    begun: Waiting = MappingProxyType({}),
) -> Drawings:
    """Start to draw the charts of a report, by `draw_first`, in `pool` or in processes of their own.

    Those that `draw_ahead` has `begun` in that pool are waited for.
    """
    charts, shown, lead = find_drawn(report)
    return Drawings(
        charts,
        shown=shown,
        lead=lead,
        folder=_folder_of(report.project.root),
        pool=pool,
        draw_first=draw_first,
        keys=_find_known(report, shown, lead),
        begun=begun,
    )


def draw_ahead(charts: Iterable[Chart], pool: DrawingPool, root: Path) -> Waiting:
    """Start to draw charts of the report at `root` before it is known which pages show them; return what waits for it.

    Each is drawn as on the page of its notebook, and so are most of those that other pages show.
    """
    store, waiting = DrawingStore(_folder_of(root)), dict[str, Callable[[], str]]()
    for job in (job for chart in charts for job in list_jobs(chart, shown=False, lead=False)):
        key = drawing_key(job.spec, job.width, lead=job.lead)
        if key not in waiting and not store.use(key):
            future = pool.schedule(job.chart, draw_chart, job.spec, job.width, lead=job.lead, store=store, key=key)
            waiting[key] = partial(pool.wait, future, job.place)
    return waiting


def _folder_of(root: Path) -> Path:
    return root / STATE / "drawings"


def _find_known(report: Report, shown: Set[str], lead: Set[str]) -> dict[str, Keys]:
    """Return the keys of the drawings of charts by the stored runs that recorded these."""
    found: dict[str, Keys] = {}
    for run in report.runs:
        if run.stamp and run.outlines:
            found |= _make_keys(run, {one.id: (one.id in shown, one.id in lead) for one in run.outlines})
    return found


# A specification is as the executed notebook has it, and to digest it takes longer than most that a build does.
@task(of=lambda run, charts: (run.stamp, run.path.as_posix(), charts, name_tools()))
def _make_keys(run: Run, charts: Mapping[str, tuple[bool, bool]]) -> AllKeys:
    return {one.id: {**find_keys(one, shown=charts[one.id][0], lead=charts[one.id][1])} for one in run.charts}


def find_drawn(report: Report) -> tuple[Mapping[str, Chart], Set[str], Set[str]]:
    """Return all charts of a report by id, the ids of those on pages, and the ids of those that lead one."""
    shown: dict[str, bool] = {}
    others: dict[str, Chart] = {}
    for page in report.pages.values():
        texts = report.second.get(page.language)
        for reference in (one for one in page.references if one.name == "chart" and one.argument in report.charts):
            # A page in a second language has drawings of its own.
            name = chart_in(reference.argument, page.language) if texts else reference.argument
            if texts and name not in others:
                others[name] = translate_chart(report.charts[reference.argument], texts)
            shown[name] = shown.get(name, False) or reference.lead
    charts = {**report.charts, **others} if others else report.charts
    return charts, shown.keys(), {name for name, is_lead in shown.items() if is_lead}

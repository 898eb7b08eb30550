"""The addresses that pages of evidence link to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sphinx.application import Sphinx

from factbook.engine.file_state import see_file
from factbook.render.html.evidence_page import Links
from factbook.report.checked_report import Report
from factbook.report.found import Reference
from factbook.sphinx_ext.build.release_files import find_release_files
from factbook.sphinx_ext.build.state import state_of
from factbook.sphinx_ext.build.urls import relative_address, relative_file, source_address, statistic_address
from factbook.sphinx_ext.pages.notebook_addresses import notebook_addresses
from factbook.sphinx_ext.pages.replication import find_read


def find_links(app: Sphinx, address: str, report: Report | None = None) -> Links:
    """Return the addresses that a page of evidence may link to; with `report`, those of all evidence as well."""
    own = state_of(app).report
    pages = {
        path.as_posix(): relative_address(app, address, path.with_suffix("").as_posix().removeprefix("book/"))
        for path in own.project.pages
    }
    titles = {path.as_posix(): _title(app, path) for path in own.project.pages}
    for review, _ in own.reviews:
        file = review.file
        where = next((name for name, page in own.pages.items() if _shows(page.references, review.name)), "")
        if where:
            pages[file], titles[file] = pages[where], titles[where]
    return Links(
        evidence={} if report is None else _EvidenceLinks(app, address, report),
        pages=pages,
        titles=titles,
        datasets={
            **{resource.name: relative_file(app, address, resource.place) for resource in own.catalog.resources},
            **{name: relative_file(app, address, place) for name, place in find_release_files(own).items()},
        },
        notebooks={
            path.as_posix(): relative_address(app, address, path.with_suffix("").as_posix())
            for path in own.project.notebooks
        },
        further={
            file: [
                (part.start, relative_address(app, address, page))
                for part, page in zip(parts[1:], notebook_addresses(Path(file), parts)[1:], strict=True)
            ]
            for file, parts in state_of(app).long_notebooks.items()
        },
        apart=_find_apart(app, address, own),
        root="../" * address.count("/"),
    )


def _find_apart(app: Sphinx, address: str, report: Report) -> dict[str, dict[str, str]]:
    """Return the links to the files of data that the bundle of each notebook is too small for."""
    root, largest = report.project.root, report.project.settings.bundled
    places = dict.fromkeys(resource.place for resource in report.catalog.resources)
    seen = state_of(app).previous.inputs
    large = [place for place in places if (seen.get(place) or see_file(root / place)).size > largest]
    if not large:
        return {}
    return {
        run.path.as_posix(): {
            place: relative_file(app, address, place) for place in large if place in (find_read(run, root) or large)
        }
        for run in report.runs
    }


def _shows(references: Sequence[Reference], review: str) -> bool:
    return any(reference.reviews == review for reference in references)


def _title(app: Sphinx, path: Path) -> str:
    title = app.env.titles.get(path.with_suffix("").as_posix())
    return title.astext() if title is not None else path.as_posix()


class _EvidenceLinks(Mapping[str, str]):
    """The addresses of all evidence from one page, by id; one is worked out when somebody asks for it."""

    def __init__(self, app: Sphinx, address: str, report: Report) -> None:
        self._app, self._address = app, address
        self._statistics, self._sources = report.statistics, report.known.sources

    def __getitem__(self, id: str) -> str:
        if id not in self._statistics and id not in self._sources:
            raise KeyError(id)
        name = statistic_address if id in self._statistics else source_address
        return relative_address(self._app, self._address, name(id))

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self._sources), **dict.fromkeys(self._statistics)})

    def __len__(self) -> int:
        return sum(1 for _ in self)

"""What a report reads before any notebook runs: data, reviews, and the history of its editions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from factbook.data.catalog import Catalog, read_catalog
from factbook.data.descriptor import PACKAGE, Package
from factbook.data.descriptor_file import read_package
from factbook.data.formulas import find_formulas
from factbook.data.nameless import find_nameless
from factbook.data.releases import find_data_files
from factbook.data.table_store import Tables
from factbook.data.validate import check_data
from factbook.editions.history import FILE as CORRECTIONS
from factbook.editions.history import History
from factbook.editions.storage import FOLDER
from factbook.engine.task import task
from factbook.model import Review
from factbook.project.settings import Project
from factbook.report.desk.approvals import find_approval_faults
from factbook.report.reviews import read_review
from factbook.report.second_language import Texts, read_all_texts
from figurecheck.figures import Rules, rules_from_mapping
from figurecheck.model.errors import Complaint, DataError, ReviewError


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The inputs of a report, and complaints about those that cannot be used."""

    project: Project
    rules: Rules
    catalog: Catalog
    history: History
    reviews: tuple[Review, ...]
    readable: bool
    """Whether the data can be used; if not, the catalog is empty and no notebook may run."""
    all_reviews: bool
    """Whether every review could be read; if not, pages may refer to one that is not among them."""
    complaints: tuple[Complaint, ...]
    data_warnings: tuple[Complaint, ...]
    """Cells that a spreadsheet would run as a formula, cells that no header names, faults of packages of others."""
    second: Mapping[str, Texts] = field(default_factory=dict)
    """The texts in second languages, by language."""
    deferred: tuple[Complaint, ...] = ()
    """Faults of the data of a book that is being taken over, which is read without them."""

    @property
    def today(self) -> str:
        """The edition's day, in ISO form."""
        return self.project.settings.edition_date or self.catalog.last_day

    @property
    def days(self) -> tuple[str, ...]:
        """The days that notebooks run for: the edition's, then those of the publications under review, each once."""
        return tuple(dict.fromkeys([self.today, *(review.as_of for review in self.reviews)]))


def read_inputs(project: Project) -> Inputs:
    """Read a report's data, reviews and history, and collect every fault as a complaint.

    Raises ProjectError when the rules in the settings cannot be used.
    """
    rules = rules_from_mapping(project.settings.qualifiers, project.settings.nouns)
    history = _read_history(project.root, _find_history_files(project.root), project.settings.renamed)
    # Validation and catalog share one set of tables, so that each file is read and typed once.
    tables = _find_tables(project.root)
    # A book that is being taken over keeps its data wherever it has them; its notebooks read them there.
    described = not project.settings.adopts or (project.root / PACKAGE).exists()
    found = check_data(project.root, tables=tables) if described else []
    complaints = [one for one in found if not one.warns]
    reviews, faults = _read_reviews(project)
    faults_of_texts: list[Complaint] = []
    second = read_all_texts(project.root, faults_of_texts)
    readable = True
    day = project.settings.edition_date or None
    # Unreadable data does not end the run: an editor should also see the faults in pages and reviews.
    try:
        catalog = read_catalog(project.root, tables=tables, day=day) if described else _empty_catalog(project)
    except DataError as error:
        catalog, readable = _empty_catalog(project), False
        complaints += error.complaints
    deferred: list[Complaint] = []
    if complaints and project.settings.adopts:
        # A book may hold a data package of somebody else's; without one that can be used it has none.
        deferred, complaints, catalog, readable = complaints, [], _empty_catalog(project), True
    warnings = [*(one for one in found if one.warns), *_find_doubtful_cells(catalog, day)]
    # Notebooks run next, and hold the same rows once more with what they make of them.
    catalog.release()
    return Inputs(
        project=project,
        rules=rules,
        catalog=catalog,
        history=history,
        reviews=tuple(reviews),
        readable=readable,
        all_reviews=not faults,
        complaints=(*complaints, *history.complaints, *faults, *faults_of_texts),
        # No reader sees approvals, and whoever writes goes on; `seal` and `publish` refuse what is wrong with them.
        data_warnings=(*warnings, *find_approval_faults(project.root)),
        second=second,
        deferred=tuple(deferred),
    )


def _empty_catalog(project: Project) -> Catalog:
    return Catalog(package=Package(root=project.root), tables={})


# An empty catalog stands for data that cannot be used, and says nothing of its files.
@task(
    of=lambda catalog, day: (day, bool(catalog.resources)),
    reads=lambda catalog, day: find_data_files(catalog.package),
)
def _find_doubtful_cells(catalog: Catalog, day: str | None) -> list[Complaint]:
    return [*find_formulas(catalog), *find_nameless(catalog)]


def _find_tables(root: Path) -> Tables | None:
    """Return the report's tables, not read yet; ``None`` for a package that `check_data` complains of."""
    try:
        return Tables(root, read_package(root).resources)
    except DataError:
        return None


# A history and a review are the same as long as their files are; reading them took a thirtieth of a check that had
# nothing to do.
def _find_history_files(root: Path) -> list[str]:
    paths = [*(root / FOLDER).glob("*.json"), *(root / FOLDER).glob("*.changes.yml"), root / CORRECTIONS]
    return sorted(path.relative_to(root).as_posix() for path in paths if path.is_file())


@task(of=lambda root, files, renamed: sorted(renamed.items()), reads=lambda root, files, renamed: files)
def _read_history(root: Path, files: Sequence[str], renamed: Mapping[str, str]) -> History:
    # What compares editions is loaded only where one was sealed since.
    from factbook.editions.corrections import read_history

    return read_history(root, renamed)


@task(of=lambda root, path: (), reads=lambda root, path: [path.as_posix()])
def _read_review(root: Path, path: Path) -> Review:
    return read_review(root, path)


def _read_reviews(project: Project) -> tuple[Iterable[Review], list[Complaint]]:
    reviews: list[Review] = []
    complaints: list[Complaint] = []
    for path in project.reviews:
        try:
            reviews.append(_read_review(project.root, path))
        except ReviewError as error:
            complaints.extend(error.complaints)
    return reviews, complaints

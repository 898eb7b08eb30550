"""The figures that lack the people whom the house asks for (`factbook: approval:`)."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from factbook.editions.changes import find_present_ids
from factbook.model.edition import Edition
from factbook.project.authors import Authors, LineState
from factbook.project.git import commit_command
from factbook.project.setting_values import ApprovalRules
from factbook.project.settings import Project, Settings, read_project
from factbook.report.checked_report import Report
from factbook.report.desk.approvals import FOLDER
from factbook.report.desk.figure import DeskFigure, Prominence, make_figure, make_sealed_figures, read_below
from factbook.report.desk.last_authors import LastAuthor, LastAuthors, SealedAuthors, find_own_parts
from factbook.report.desk.sign_offs import Standing, find_standings, read_sign_offs
from factbook.report.reviews import read_review
from figurecheck.model import Finding
from figurecheck.model.errors import Complaint, ReviewError
from figurecheck.model.wording import join_words

Parts = tuple[LastAuthor, ...]


def find_lacking(report: Report, root: Path) -> Iterator[Complaint]:
    """Yield a complaint for each figure of a report that lacks somebody; `root` holds the files that people edit.

    Raises ProjectError where the approvals cannot be read.
    """
    # An edition has settings of its own beside its seal, and whom the house asks is none of them.
    settings = report.project.settings if root == report.project.root else read_project(root).settings
    if not settings.approval.is_asked:
        return
    authors = Authors(root)
    # Seals remember renamings that the settings do not name any more.
    renamed = report.history.renamed
    reviewed = report.reviewed_sources
    found = [(figure, one) for one in report.findings if (figure := make_figure(one, renamed, reviewed))]
    last_authors = LastAuthors(authors, report.project.root)
    by_figure: dict[int, Finding] = {id(figure): finding for figure, finding in found}
    figures = [figure for figure, _ in found]
    yield from _check(
        figures, settings, root, authors, renamed, lambda figure: last_authors.find(by_figure[id(figure)]),
        Prominence(read_below(root)),
    )  # fmt: skip


def find_lacking_in_edition(edition: Edition, settings: Settings, root: Path) -> Iterator[Complaint]:
    """Yield a complaint for each figure of a sealed edition that lacks somebody.

    Who wrote sentence, cell and rows last is asked of the commit that it was sealed from, where it names one.
    """
    # Sealed values and words are compared, and nothing is judged again.
    if not settings.approval.is_asked:
        return
    authors, renamed = Authors(root), find_present_ids(edition, settings.renamed, ())
    last_authors = SealedAuthors(authors, edition) if edition.commit and authors.knows(edition.commit) else None
    # The queue goes by the reviews that there are now, and a figure that it does not list could not be approved.
    found = [*make_sealed_figures(edition, renamed, frozenset(_read_reviewed(root)))]
    figures = [figure for figure, _ in found]
    claims = {id(figure): claim for figure, claim in found}

    def find_parts(figure: DeskFigure) -> Parts:
        return last_authors.find(claims[id(figure)]) if last_authors else ()

    def read_page(page: str) -> list[str]:
        # Lines of the page as it is by now are other ones. What is not in the commit lies beside the seal.
        lines = authors.of_file(page, edition.commit) if last_authors else ()
        return [one.text for one in lines] or read_below(root)(page)

    yield from _check(figures, settings, root, authors, renamed, find_parts, Prominence(read_page))


def _read_reviewed(root: Path) -> Iterator[str]:
    """Yield the source of each review that can be read."""
    for path in Project(root=root, settings=Settings(), pages=()).reviews:
        with suppress(ReviewError):
            yield read_review(root, path).source


def _check(
    figures: Sequence[DeskFigure],
    settings: Settings,
    root: Path,
    authors: Authors,
    renamed: Mapping[str, str],
    find_parts: Callable[[DeskFigure], Parts],
    prominence: Prominence,
) -> Iterator[Complaint]:
    rules = settings.approval
    if authors.trouble:
        # A repository of another user, as in a container, would else look like one in which nothing is committed.
        remedy = "commit the report, in a repository that git may read: its authors are who approved"
        yield Complaint("git", authors.trouble, remedy)
    if authors.is_mailmap_open:
        yield Complaint(".mailmap", "is not committed as it stands", "commit it: it says who is who")
    asked = {one.id: rules.count_asked(is_headline=prominence.is_headline(one)) for one in figures}
    wanted = [one for one in figures if asked[one.id]]
    for standing in find_standings(wanted, read_sign_offs(root, authors), renamed):
        if lack := describe_lack(standing, replace(rules, people=asked[standing.figure.id]), find_parts):
            yield _complain(standing.figure, lack, root, authors)


def describe_lack(standing: Standing, rules: ApprovalRules, find_parts: Callable[[DeskFigure], Parts]) -> str:
    """Return what a figure lacks, in words; empty where the house asks for no more.

    `find_parts` returns who wrote its parts last; it is asked only where enough people have looked at it.
    """
    people = standing.people
    if len(people) >= rules.people:
        return _describe_dependence(standing, find_parts(standing.figure), rules) if rules.people > 1 else ""
    # Logs of a workflow may be public, and names are only where the house says so.
    named = f" ({people[0]})" if people and rules.names == "public" else ""
    seen = f"one person has looked at it{named}" if people else "nobody has looked at it"
    notes = [*_find_uncounted(standing)]
    if not standing.current and standing.changes:
        notes.append(f"{join_words(standing.changes)} changed since it was approved")
    asked = f"{rules.people} {'person is' if rules.people == 1 else 'people are'} asked for"
    return "; ".join([f"{seen}, and {asked}", *notes])


def _find_uncounted(standing: Standing) -> Iterator[str]:
    for state, what in _UNCOUNTED.items():
        count = sum(one.state_name == state for one in standing.current)
        if count:
            yield f"{count} approval{'' if count == 1 else 's'} {what}"


_UNCOUNTED = {
    "uncommitted": "not committed yet",
    "beyond": "older than this shallow history",
    "program": "committed by a program",
    "taken_back": "taken back, which a merge did not keep",
}
_OPEN = " is not committed"
_INVOLVED = "everybody who looked at it wrote a part of it last"


def _describe_dependence(standing: Standing, parts: Parts, rules: ApprovalRules) -> str:
    """Return why none of the people counts as a second one; empty if one of them wrote nothing of it last."""
    # Not knowing is no leave: the author of an uncommitted change may be the very person who approved.
    unknown = [one for one in parts if one.state is not LineState.COMMITTED]
    if unknown:
        first = unknown[0]
        why = _OPEN if first.state is LineState.UNCOMMITTED else " is older than this shallow history"
        return f"who wrote its {first.part} last is not known: {first.file}{why}"
    wrote = find_own_parts(standing, parts)
    if not all(wrote.values()):
        return ""
    named = [
        f"{person} its {join_words(list(dict.fromkeys(own)))}" if rules.names == "public" else ""
        for person, own in wrote.items()
    ]
    own = sorted({part for own in wrote.values() for part in own})
    what = "; ".join(filter(None, named)) or f"its {join_words(own)}"
    return "; ".join([f"{_INVOLVED}: {what}", *_find_uncounted(standing)])


def _complain(figure: DeskFigure, lack: str, root: Path, authors: Authors) -> Complaint:
    # No bars: to a shell they are pipes, and what is pasted as it stands would record the first way.
    remedy = f"factbook approve {shlex.quote(figure.id)} --how recomputed/source/asked"
    if authors.is_shallow and "shallow" in lack:
        remedy = "git fetch --unshallow"
    elif lack.endswith(_OPEN):
        file = lack.removesuffix(_OPEN).rpartition(": ")[2]
        remedy = commit_command(root, shlex.quote(file))
    elif _UNCOUNTED["uncommitted"] in lack:
        remedy = commit_command(root, FOLDER.as_posix())
    elif lack.startswith(_INVOLVED):
        remedy = f"somebody else: {remedy}"
    return Complaint(str(figure.place), f"‘{figure.printed}’ [{figure.statistic}]: {lack}", remedy)

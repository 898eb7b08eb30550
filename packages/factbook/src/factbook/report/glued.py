"""Figures that the roles of an existing book print: ``{glue:text}`key:.1f` `` and ``{glue}`key` ``.

A page is read before anything is known of the values, so such a role leaves a mark in the page's texts. When the
notebooks have run, `fill_glued` puts in what it prints, and makes it a claim like any other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from posixpath import normpath

from factbook.engine.stored_claims import StoredClaims
from factbook.notebooks.recording.glue import format_glued
from factbook.project.files import digest
from factbook.report.found import GAP, GLUE_CLOSE, GLUE_OPEN
from factbook.report.pages import Page, number_claims
from figurecheck.model import Claim, Statistic
from figurecheck.model.claim import Head
from figurecheck.model.errors import Complaint, suggest
from figurecheck.model.statistic import PICTURE, TABLE
from figurecheck.model.worded import phrase
from figurecheck.verdicts.known import Known

_MARK = re.compile(f"{GLUE_OPEN}([^{GLUE_CLOSE}]*){GLUE_CLOSE}")
BETWEEN = "::"
"""What stands between the notebook and the key, where a page prints what another one has glued."""
_NO_NAME = re.compile(r"[^\w.-]+")
"""Signs that the names of pages of evidence do not have."""
_LONGEST = 60
"""Characters of a value that a complaint names."""
MISSING = "?"
"""What stands on a page where a value is missing."""


def name_glued(glued: Iterable[Statistic], taken: Mapping[str, Statistic]) -> dict[tuple[str, str], Statistic]:
    """Return what notebooks have glued by notebook and key, each with an id that nothing else has.

    The id is the key; where several notebooks have glued under it, or one has recorded under it, it begins with the
    notebook. Of a key that a notebook uses twice, the last value counts, as in MyST-NB.
    """
    # A mapping keeps the place of the first and the value of the last.
    last = {(item.cell.notebook if item.cell else "", item.key): item for item in glued}
    keys = Counter(item.id for item in last.values())
    files = {_file_name(id) for id in taken}
    named: dict[tuple[str, str], Statistic] = {}
    for place, item in last.items():
        shared = item.id in taken or keys[item.id] > 1
        id = f"{place[0].rpartition('.')[0]}{BETWEEN}{item.id}" if shared else item.id
        # Two ids may differ in signs that no name of a file has, and each has a page of its own.
        id = id if _file_name(id) not in files else f"{id}-{digest(place)[:8]}"
        files.add(_file_name(id))
        named[place] = replace(item, id=id)
    return named


def _file_name(id: str) -> str:
    return _NO_NAME.sub("-", id).lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What a glue role or directive of a page shows."""

    statistic: Statistic | None
    printed: str = ""
    """The text; empty for a picture or a table."""
    fault: str = ""
    """Why it cannot be printed as it is written."""
    remedy: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether it is a number or a text, and so a claim."""
        return self.statistic is not None and self.statistic.unit not in {PICTURE, TABLE}


def find_pasted(content: str, *, file: str, known: Known, document: str = "") -> Pasted:
    """Return what ``doc::key:format`` shows on a page; `document` is the notebook where an option names it.

    A format may follow a key that itself has a colon, and need not follow one of another page.
    """
    named, _, rest = content.partition(BETWEEN) if BETWEEN in content and not document else (document, "", content)
    notebooks = _find_notebooks(named.strip(), file, known)
    rest = rest.strip()
    # As a key first: books have keys such as "tbl:means", which MyST-NB takes for a key and a format.
    for key, form in ((rest, ""), _split(rest)):
        id = next((known.glued[place] for one in notebooks if (place := (one, key)) in known.glued), None)
        if id is not None:
            return _print(known.statistics[id], form)
    return _miss(notebooks, _split(rest)[0] if ":" in rest else rest, known)


def _split(text: str) -> tuple[str, str]:
    key, colon, form = text.rpartition(":")
    return (key, form) if colon else (text, "")


def _find_notebooks(named: str, file: str, known: Known) -> list[str]:
    """Return the notebooks that a name may mean on a page, the likeliest first; the page itself without a name."""
    if not named:
        return [file]
    folder = "" if named.startswith("/") else PurePosixPath(file).parent.as_posix()
    paths = [normpath(f"{folder}/{named}").lstrip("/"), normpath(named).lstrip("/")]
    stems = {notebook.rpartition(".")[0]: notebook for notebook, _ in known.glued}
    found = [stems.get(path, stems.get(path.rpartition(".")[0], path)) for path in paths]
    return list(dict.fromkeys(found))


def _print(statistic: Statistic, form: str) -> Pasted:
    if statistic.unit in {PICTURE, TABLE}:
        return Pasted(statistic=statistic)
    try:
        return Pasted(statistic=statistic, printed=format_glued(statistic.printed, form))
    except (ValueError, TypeError, OverflowError) as error:
        value = statistic.printed if len(statistic.printed) <= _LONGEST else f"{statistic.printed[:_LONGEST]}..."
        fault = phrase("{value!r} cannot be printed as {form!r}: {error}", value=value, form=form, error=error)
        return Pasted(statistic=statistic, printed=statistic.printed, fault=fault, remedy="correct the format")


def _miss(notebooks: Iterable[str], key: str, known: Known) -> Pasted:
    notebook = next(iter(notebooks))
    failed = next((one for one in notebooks if one in known.failed), "")
    if failed:
        return Pasted(
            statistic=None,
            fault=phrase("{key!r} is missing, since {failed} failed", key=key, failed=failed),
            remedy="correct the notebook",
        )
    keys = [own for place, own in known.glued if place == notebook]
    others = sorted(place for place, own in known.glued if own == key)
    remedy = (
        phrase("write {others}{between}{key}", others=others[0], between=BETWEEN, key=key)
        if others
        else suggest(keys, key, "glue it there, or correct the key")
    )
    return Pasted(
        statistic=None, fault=phrase("{key!r} was not glued in {notebook}", key=key, notebook=notebook), remedy=remedy
    )


def fill_glued(page: Page, known: Known) -> Page:
    """Return a page in which each glue role is a claim with what it prints, or a complaint says why it prints nothing.

    A role that shows a picture or a table is no claim.
    """
    if not any(printed.startswith(GLUE_OPEN) for printed in StoredClaims.of(page.claims).printed):
        return page
    shown: dict[str, Pasted] = {}

    def paste(content: str) -> Pasted:
        if content not in shown:
            shown[content] = find_pasted(content, file=page.name, known=known)
        return shown[content]

    def fill(text: str) -> str:
        return _MARK.sub(lambda match: _shown(paste(match[1])), text) if GLUE_OPEN in text else text

    claims: list[Claim] = []
    complaints: list[Complaint] = []
    moved: list[int] = []
    for claim in page.claims:
        moved.append(len(claims))
        pasted = paste(claim.target) if claim.printed.startswith(GLUE_OPEN) else None
        if pasted and pasted.fault:
            complaints.append(Complaint(str(claim.place), pasted.fault, pasted.remedy))
        if pasted and not pasted.is_figure:
            continue
        claims.append(_fill_claim(claim, pasted, fill))
    moved.append(len(claims))
    return replace(
        page,
        claims=tuple(number_claims(claims)),
        numbers=tuple(replace(number, context=fill(number.context)) for number in page.numbers),
        complaints=(*page.complaints, *complaints),
        texts={text: range(moved[at.start], moved[at.stop]) for text, at in page.texts.items()},
    )


def _fill_claim(claim: Claim, pasted: Pasted | None, fill: Callable[[str], str]) -> Claim:
    """Return a claim with the values in the texts around it; with its own, where it is one of `pasted`."""
    filled = replace(
        claim,
        sentence=fill(claim.sentence),
        passage=fill(claim.passage),
        start=len(fill(claim.passage[: claim.start])),
        heads=tuple(Head(head.kind, fill(head.text)) for head in claim.heads),
        around=tuple(map(fill, claim.around)),
    )
    if pasted is None or pasted.statistic is None:
        return filled
    return replace(filled, printed=pasted.printed, target=pasted.statistic.id, flows=True)


def _shown(pasted: Pasted) -> str:
    if pasted.statistic is None:
        return MISSING
    return pasted.printed if pasted.is_figure else GAP

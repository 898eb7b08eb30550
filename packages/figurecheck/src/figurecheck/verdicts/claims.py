"""Judge every figure of a text: claims, reported figures, unbound numbers.

Pure: everything that was read or run comes in as an argument, and a wrong number is an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from figurecheck.figures import Rules, find
from figurecheck.model import Basis, Claim, Finding, How, Number, Role, Severity, Statistic, Verdict, split_reported
from figurecheck.model.errors import find_near
from figurecheck.model.statistic import PICTURE, TABLE, TEXT, AnyStatistic
from figurecheck.model.worded import phrase
from figurecheck.verdicts.beside import add_base, find_beside
from figurecheck.verdicts.cautions import add_disagreements, add_source_caution
from figurecheck.verdicts.judge import judge
from figurecheck.verdicts.known import Known
from figurecheck.verdicts.other_numbers import add_movement, check_whole
from figurecheck.verdicts.reported import Reported, check_reported
from figurecheck.verdicts.shown import name_period


def check_claim(claim: Claim, known: Known) -> Finding:
    """Judge one bound figure of ours. Waived figures (`Role.PLAIN`) are not for this function."""
    if claim.role is Role.REPORTED:
        finding = _check_reported(claim, known)
    elif claim.role is Role.SEARCHED:
        finding = _check_searched(claim, known)
    else:
        statistic = known.statistics.get(known.current_id(claim.target))
        whole = add_base(claim, statistic.unit) if statistic is not None else claim
        finding = check_figure(add_movement(whole, known.rules), claim.target, known, claim.locale)
        finding = replace(_check_beside(whole, finding, known), printed=claim.printed)
    if claim.flows and finding.verdict is Verdict.INCOMPARABLE:
        # What a format printed is the value, also where no reader would take it for a figure: 1.2e-05, nan, 0x1f.
        reason = phrase("printed by the page from the value that {cell} has glued", cell=_name_cell(finding.statistic))
        finding = replace(finding, verdict=Verdict.EXACT, reason=reason)
    return replace(finding, claim=claim, place=claim.place, where=claim.where)


def _check_beside(claim: Claim, finding: Finding, known: Known) -> Finding:
    """Return a finding that holds as one that does not where a word beside the figure makes it false."""
    if finding.verdict.severity is not Severity.OK or finding.statistic is None:
        return finding
    for text, refuting in find_beside(claim, finding.verdict, finding.unit, known.rules).items():
        beside = check_figure(text, claim.target, known, claim.locale)
        if beside.verdict in refuting:
            return replace(beside, reason=phrase("the text says “{words}”: {why}", words=text, why=beside.reason))
    return finding


def check_value(
    printed: str,
    value: Decimal | str,
    *,
    unit: str = "",
    locale: str = "en",
    rules: Rules,
    basis: Basis | None = None,
    how: How | None = None,
    names: tuple[str, ...] = (),
) -> Finding:
    """Judge a printed figure against a value."""
    # A door to `judge`: a contract in pyproject.toml lets only this module and `scan` import it, so that no other part
    # judges figures in a way of its own.
    return judge(printed, value, unit=unit, locale=locale, rules=rules, basis=basis, how=how, names=names)


def find_names(statistic: AnyStatistic) -> tuple[str, ...]:
    """Return the texts of a statistic that name what it counts, as `judge` takes them."""
    parts = statistic.id.replace(".", " ").replace("_", " ")
    return (statistic.label, statistic.measure, statistic.about, statistic.population, parts)


def check_figure(printed: str, target: str, known: Known, locale: str = "en") -> Finding:
    """Judge a printed figure against the statistic named `target`."""
    statistic = known.statistics.get(known.current_id(target))
    if statistic is None:
        notebook = known.find_failed(target)
        lost = phrase("could not be judged, since {notebook} failed", notebook=notebook)
        near = _suggest(target, known.statistics)
        reason = lost if notebook else phrase("{id!r} was never recorded{near}", id=target, near=near)
        return Finding(verdict=Verdict.UNKNOWN, reason=reason, printed=printed, failed=notebook)
    if statistic.unit in {TEXT, TABLE, PICTURE}:
        return _check_text(printed, statistic)
    finding = check_value(
        printed,
        statistic.value,
        unit=statistic.unit,
        locale=locale,
        rules=known.rules,
        basis=statistic.basis,
        how=statistic.how,
        names=find_names(statistic),
    )
    if finding.verdict is Verdict.INCOMPARABLE and not any(map(str.isdecimal, printed)):
        finding = replace(finding, reason=_suggest_flow(finding.reason, printed, target))
    finding = check_whole(replace(finding, statistic=statistic), known, locale)
    cautious = add_source_caution(known.caution_finder.add_cautions(finding), known.sources)
    return add_disagreements(cautious, known.disagreements)


def _suggest_flow(reason: str, printed: str, target: str) -> str:
    # Whoever wants the value to flow in writes nothing before the id; a sign or a word there reads as the figure.
    alone, among = f"{{claim}}`<{target}>`", f"{{claim}}`{printed} {{}} <{target}>`"
    template = (
        "{reason}; write {alone} alone for the value as the house prints it, or the figure as printed before the id"
    )
    if any(map(str.isalpha, printed)):
        template = (
            "{reason}; write {alone} alone for the value as the house prints it, {among} for it among words, "
            "or the figure as printed before the id"
        )
    return phrase(template, reason=reason, alone=alone, among=among)


def _check_text(printed: str, statistic: Statistic) -> Finding:
    """Compare a printed text with one that a notebook has glued; a table or a picture has none."""
    found = Finding(
        verdict=Verdict.INCOMPARABLE,
        reason=phrase("it is a {kind}, which prints no figure", kind=phrase(statistic.unit)),
        printed=printed,
        value=str(statistic.value),
        unit=statistic.unit,
        statistic=statistic,
    )
    if statistic.unit != TEXT:
        return found
    if " ".join(printed.split()) == " ".join(statistic.printed.split()):
        return replace(
            found, verdict=Verdict.EXACT, reason=phrase("the text that {cell} has glued", cell=_name_cell(statistic))
        )
    return replace(found, verdict=Verdict.MISMATCH, reason=phrase("recorded {value!r}", value=str(statistic.value)))


def _name_cell(statistic: Statistic | None) -> str:
    cell = statistic.cell if statistic else None
    if cell is None:
        return phrase("a notebook")
    return phrase("{notebook}, cell {n},", notebook=cell.notebook, n=str(cell.index + 1))


_REMEDIES = {
    "formula": phrase("write it beside the formula in a role, or {plain}`$...$ <why it needs no check>`"),
    "list": phrase("begin the list with 1, or write the number in the text, in a role"),
    "statistic": phrase(
        "record it as a statistic of its own; a text says what is counted, when and within which limits"
    ),
}
"""What to do about a number that cannot stand in a role where it is."""


def check_number(number: Number) -> Finding:
    """Return the finding for a number that nothing binds."""
    role = f"{{claim}}`{number.text} <statistic>`"
    remedy = _REMEDIES.get(number.where) or phrase("write {role}", role=role)
    if number.where == "review":
        waived = f"{{plain}}`{number.text} <as the publication says>`"
        remedy = phrase("write {role}, or {waived} where the publication says it", role=role, waived=waived)
    template, where = "nothing binds it in a {where}: “{context}” ({remedy})", phrase(number.where)
    if number.where == "prose":
        template = "nothing binds it: “{context}” ({remedy})"
    reason = phrase(template, where=where, context=number.context, remedy=remedy)
    return Finding(verdict=Verdict.UNBOUND, reason=reason, printed=number.text, place=number.place, where=number.where)


def _check_reported(claim: Claim, known: Known) -> Finding:
    source_id, _ = split_reported(claim.target)
    source = known.sources.get(source_id)
    if source is None:
        return refuse_source(claim.printed, source_id, known)
    figure = Reported(printed=claim.printed, target=claim.target, locale=claim.locale, sentence=claim.sentence)
    return check_reported(figure, source, known.printed_by(source_id), known.rules)


def _check_searched(claim: Claim, known: Known) -> Finding:
    """Return the finding on words that say that nothing was found: they are bound to the record of a search."""
    verdict, record = Verdict.UNKNOWN, known.sources.get(claim.target)
    if record is None or not record.searched:
        near = _suggest(claim.target, (id for id, one in known.sources.items() if one.searched))
        reason = phrase("no search {id!r} in data/searches.csv{near}", id=claim.target, near=near)
    elif any(one.needs_claim and one.figure and one.figure.amount for one in find(claim.printed, claim.locale)):
        # "None" and "no count" are what it says.
        reason = phrase("a search bears no number out (write it outside of {searched})")
    else:
        verdict = Verdict.SEARCHED
        reason = phrase("searched by {who}, {day}", who=record.publisher, day=name_period(record.published))
    return Finding(verdict=verdict, reason=reason, printed=claim.printed, source=record)


def refuse_source(printed: str, source_id: str, known: Known) -> Finding:
    """Return the finding on a figure whose source is not listed."""
    near = _suggest(source_id, known.sources)
    reason = phrase("no source {id!r} in data/sources.csv{near}", id=source_id, near=near)
    return Finding(verdict=Verdict.UNKNOWN, reason=reason, printed=printed)


def _suggest(name: str, known: Iterable[str]) -> str:
    near = find_near(known, name)
    return phrase(" (did you mean {name}?)", name=near) if near else ""

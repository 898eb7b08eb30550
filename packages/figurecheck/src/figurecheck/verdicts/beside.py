"""Qualifiers, units and weekdays that stand beside a bound figure, and not in it: "fewer than" ahead of the role.

The judge reads what is bound, and a bare "1.7 million" may be right where "fewer than 1.7 million" is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from figurecheck.figures import Rules
from figurecheck.figures.common.contrasts import says_per
from figurecheck.figures.common.figure import Form, PrintedFigure
from figurecheck.figures.common.qualifiers import Test
from figurecheck.figures.common.units import PHYSICAL, SPANS, canonical, is_money
from figurecheck.figures.common.word_table import is_hangul
from figurecheck.figures.english.motion_words import GOES, UP
from figurecheck.figures.parser import find, read
from figurecheck.model import Claim, Verdict
from figurecheck.verdicts.dates import add_weekday

_REACH = 5
"""Most words of a qualifier and of what is counted before it: "checks at the very most", "no more than"."""
CLAUSE = re.compile(r"[,;:!?()–—]|\.(?!\d)")
_WORDS = re.compile(r"[^\W\d][\w'’-]*")
_COMPARES = frozenset({Test.OVER, Test.UNDER, Test.FAR_OVER, Test.FAR_UNDER})
"""What may also be said of another amount, which is larger or smaller than the figure: "450, more than 410 in 2023"."""
_THAN = re.compile(r"\b(?:than|as|als)\s", re.IGNORECASE)
_ONLY = re.compile(r"(?:no|not|nicht)\s(?!even|einmal|mal)", re.IGNORECASE)
_MISSED = re.compile(
    r"\b(?:not even|(?:not|n['’]t|never|yet|fail\w*|without) (?:to )?(?:reach|hit)\w*)\b"
    r"|nicht (?:ein)?mal|erreich\w+ nicht|(?:안|못) ?[되된될돼]|[되이]지 (?:않|못)|이르지 못",
    re.IGNORECASE,
)
"""Words that say of the figure itself that it was not reached, and compare it with no other."""
_THE = re.compile(r"\b(?:the|its|their|die|den|das|der)\s$", re.IGNORECASE)
_YEARS = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d|[.,]\d)")
_OTHERS = re.compile(r"\d|\b(?:twice|half|times|double|third|doppelt|halb|mal)\b|배|절반", re.IGNORECASE)


def _add_qualifier(claim: Claim, verdict: Verdict, rules: Rules) -> str:
    """Return what is bound with the qualifier beside it; empty if there is none, or if it may compare two amounts."""
    bare = read(claim.printed, claim.locale, rules).figure
    if bare is None or bare.qualifier is not None or bare.upper is not None or bare.date:
        return ""
    found = ""
    for text in _find_texts(claim, bare, rules):
        found = text
    figure = read(found, claim.locale, rules).figure if found else None
    if figure is None or figure.qualifier is None:
        return ""
    # "No more than 24.3%" says that it is only so much, to the last place printed; "edged up to 74.9" moved there.
    if _ONLY.match(found) or _is_up(claim, found):
        return ""
    may_compare = figure.qualifier.test in _COMPARES or _THAN.search(found)
    # "Milton fell short of the 3,188 of Harwick" names an amount that is known.
    known = verdict is Verdict.EXACT and _THE.search(claim.passage[: claim.start])
    exact = verdict is Verdict.EXACT and not (_MISSED.search(found) or _is_counted_alone(claim, bare, found))
    return "" if known or (may_compare and (exact or _has_other_amount(claim))) else found


def _is_up(claim: Claim, found: str) -> bool:
    """Return whether "up to" ahead of a figure belongs to a verb of motion: "picked up to", "edged up to"."""
    lead = claim.passage[: claim.start].casefold().split()
    moved = lead[-3:-2] and lead[-3] in UP | GOES | _UPWARD
    return found.casefold().startswith("up to ") and lead[-2:] == ["up", "to"] and bool(moved)


_UPWARD = frozenset("edged edging edges inched inching picked picking picks crept came comes moved ticked shot".split())


def _is_counted_alone(claim: Claim, bare: PrintedFigure, found: str) -> bool:
    """Return whether a sentence says of nothing but its figure, a whole number in full, that it is more or fewer.

    "Harwick granted more than 3,101 permits" of exactly as many; "it was more than 3,101" may be said of others.
    """
    before, _, behind = found.partition(claim.printed)
    lead = _SENTENCE.split(claim.passage[: claim.start].removesuffix(before))[-1]
    tail = _SENTENCE.split(claim.passage[claim.end :].removeprefix(behind))[0]
    in_full = bare.amount % 1 == 0 and _IN_FULL.search(claim.printed)
    around = f"{lead} {tail}"
    if not in_full or bare.form is not Form.NUMBER or not _BOUNDS.search(found) or _REFERS.search(around):
        return False
    if is_hangul(found[-1:]) and not _TOPIC.search(lead):
        return False
    return _OTHERS.search(_YEARS.sub("", around)) is None


_SENTENCE = re.compile(r"[.!?;]\s")
_IN_FULL = re.compile(r"\d(?!.*(?:천|만|억|조|thousand|million|billion|Mio|Mrd|Tsd|Tausend|[%％]))\D*$", re.IGNORECASE)
_BOUNDS = re.compile(
    r"^(?:(?:well |far )?(?:more|fewer|less) than|over|under|mehr als|weniger als|über|unter)\b"
    r"|[을를] ?(?:넘|웃돌|밑돌)|에 못 ?미",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"(?<!해)(?<!년)(?<!달)(?<!월)[은는이가]\s$")
_REFERS = re.compile(
    r"\b(?:it|that|this|they|which|who|he|she|would|could|should|must|may|might|will|needs?|if|unless|until|never|not|no"
    r"|nor|hardly|than|record|limit|target|plan\w*|hop\w+|expect\w*|aim\w*|es|das|dies|sie|er|wäre\w*|würde\w*|soll\w*"
    r"|muss|müss\w*|könn\w*|wenn|falls|nie|nicht|kein\w*|als)\b|n['’]t\b|올해|지난|작년|전년|이번|보다|않|못하|목표|예상|전망|까지|brauch\w+",
    re.IGNORECASE,
)
"""Words by which the figure may be that of something else: "it was more than 3,101", "would need more than"."""


def find_beside(claim: Claim, verdict: Verdict, unit: str, rules: Rules) -> dict[str, frozenset[Verdict]]:
    """Return what is bound with the qualifier, the unit and the weekday beside it, and the verdicts that refute each.

    `verdict` is that of what is bound alone, and `unit` that of its statistic.
    """
    qualified, measured = _add_qualifier(claim, verdict, rules), _add_unit(claim, unit, rules)
    dated = add_weekday(claim.passage[: claim.start], claim.printed, claim.passage[claim.end :], claim.locale)
    texts = {qualified: _REFUTED | {Verdict.LOOSE}, measured: _REFUTED | {Verdict.INCOMPARABLE}, dated: _REFUTED}
    return {text: refuting for text, refuting in texts.items() if text}


def add_base(claim: Claim, unit: str) -> Claim:
    """Return the claim with the words beside it that say by what its amount is, if `unit` has an amount by that.

    "£[1,432] per head" and "kWh당 [162원]" bind less than they say, and so does "from [64.1] to 67.2 per cent".
    """
    if canonical(unit) in {"share", "%"}:
        shared = claim.printed[-1:].isdecimal() and _SHARED.match(claim.passage, claim.end)
        return replace(claim, printed=f"{claim.printed}%") if shared else claim
    base = canonical(unit).partition(" per ")[2]
    if not base or says_per(claim.printed, base):
        return claim
    lead, tail = claim.passage[: claim.start], claim.passage[claim.end : claim.end + _NEAR]
    head = _LAST_SIGN.search(lead) or _BASE_IN_KOREAN.search(lead)
    ahead = head[0] if head else ""
    ends = (0, *(match.end(group) for match in _BASE.finditer(CLAUSE.split(tail)[0]) for group in (1, 2)))
    behind = next((tail[:end] for end in ends if says_per(f"{ahead}1{tail[:end]}", base)), None)
    if behind is None:
        return _carry_base(claim, base)
    return replace(claim, printed=f"{ahead}{claim.printed}{behind}", start=claim.start - len(ahead))


def _carry_base(claim: Claim, base: str) -> Claim:
    """Return the claim by what another amount of its sentence is by: "£187 a tonne, down from £203"."""
    lead, tail = _SENTENCE.split(claim.passage[: claim.start])[-1], _SENTENCE.split(claim.passage[claim.end :])[0]
    # "Of £512 a head" is by something else, and "from £512 to £520 a week" is read as one movement.
    if _BASE.match(tail.lstrip()) and not _AGO.match(tail.lstrip()):
        return claim
    for text in (lead,) if lead.endswith("from ") else (lead, tail):
        for match in _BASE.finditer(text):
            found = (text[match.start() : match.end(group)] for group in (1, 2))
            words = next((one for one in found if says_per(f"1 {one}", base)), "")
            if words and _AMOUNT_BEFORE.search(text[: match.start()]):
                passage = f"{claim.passage[: claim.end]} {words}{claim.passage[claim.end :]}"
                return replace(claim, printed=f"{claim.printed} {words}", passage=passage)
    return claim


_AGO = re.compile(r"an? \w+ (?:ago|earlier|before|later|on)\b")
_AMOUNT_BEFORE = re.compile(r"\d\s?(?:\w+\s)?$")
_SHARED = re.compile(
    r"(?:\s?(?:,|auf|bis|und|oder|to|and|or|[–-])\s?[\d.,]*\d){1,4}"
    r"\s?(?:%|prozent\b|per\s?cent\b)(?![ -]?p(?:oin|un)kt?)",
    re.IGNORECASE,
)
"""Behind a number, the last of a row whose sign of per cent is that of all: "from 64.1 to 67.2 per cent"."""
_BASE = re.compile(r"(?:\b(?:per|an?|each|every|je|pro)\s|/\s?)([^\s\d,;:.()]+)((?:\s[a-z]+)?)")
_BASE_IN_KOREAN = re.compile(r"\S+당\s$")
_REFUTED = frozenset({Verdict.MISMATCH})


def _add_unit(claim: Claim, unit: str, rules: Rules) -> str:
    """Return what is bound with the sign, scale word or unit beside it; empty where it may belong to the next words."""
    bare = read(claim.printed, claim.locale, rules).figure
    head = _LAST_SIGN.search(claim.passage[: claim.start])
    lead, tail = head[0] if head else "", CLAUSE.split(claim.passage[claim.end : claim.end + _NEAR])[0]
    if bare is None or bare.date or claim.passage[claim.end : claim.end + 1] == "-":
        return ""
    text, end = f"{lead}{claim.printed}{tail}", len(lead) + len(claim.printed)
    for one in find(text, claim.locale, (), rules):
        whole, figure = one.start <= len(lead) and one.end >= end, one.figure
        if whole and figure is not None and _says_more(bare, figure, text[one.start : one.end], unit):
            return text[one.start : one.end]
    return ""


def _says_more(bare: PrintedFigure, figure: PrintedFigure, text: str, unit: str) -> bool:
    """Return whether words beside a figure give it a scale, form or unit, which a value in `unit` may not have."""
    if (bare.form, bare.amount, bare.unit) == (figure.form, figure.amount, figure.unit) or text.endswith(" won"):
        return False
    if figure.amount != bare.amount and figure.form is bare.form:
        return _SCALED.search(unit) is None
    if figure.form is not bare.form:
        return figure.form in {Form.PERCENT, Form.POINTS}
    # "12 second homes": in the place of a noun a measure only counts where the value is in one.
    kind = canonical(unit)
    counted = figure.unit in {"people", "cases"}
    return (is_hangul(text[-1:]) or not counted) and (
        is_money(figure.unit) or is_money(kind) or kind in PHYSICAL | SPANS or (counted and kind in {"people", "cases"})
    )


_NEAR = 40
"""Letters behind a figure among which its unit stands."""
_LAST_SIGN = re.compile(r"[$€£¥₩]\s?$")
_SCALED = re.compile(r"thousand|million|billion|hundred|천|만|억|조|Mio|Mrd|Tsd", re.IGNORECASE)


def _has_other_amount(claim: Claim) -> bool:
    lead = re.split(r"[.!?]\s", claim.passage[: claim.start])[-1]
    return _OTHERS.search(_YEARS.sub("", lead)) is not None


def _find_texts(claim: Claim, bare: PrintedFigure, rules: Rules) -> Iterator[str]:
    """Yield what is bound with the words beside it, the fewest first, as long as each word adds to its qualifier."""
    known = ""
    for text in (*_write_before(claim), *_write_behind(claim)):
        figure = read(text, claim.locale, rules).figure
        if figure is None or figure.unread or figure.level != bare.level or figure.upper is not None:
            continue
        name = figure.qualifier.name if figure.qualifier else ""
        if name and name != known and (figure.form, figure.amount) == (bare.form, bare.amount):
            known = name
            yield text


def _write_before(claim: Claim) -> Iterator[str]:
    lead = CLAUSE.split(claim.passage[: claim.start])[-1]
    starts = [word.start() for word in _WORDS.finditer(lead)][-_REACH:] if lead[-1:].isspace() else []
    yield from (f"{lead[start:]}{claim.printed}" for start in reversed(starts))


def _write_behind(claim: Claim) -> Iterator[str]:
    tail = CLAUSE.split(claim.passage[claim.end :])[0]
    ends = [word.end() for word in _WORDS.finditer(tail)][:_REACH]
    yield from (f"{claim.printed}{tail[:end]}" for end in ends)

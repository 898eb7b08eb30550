"""Reading of the kind of figure that a sentence wants: a number of things, a share, a change, a multiple, a run.

"60.8% offenders aged 20 to 39, 13,996 of all" has two true figures, each in the place of the other.
"""

from __future__ import annotations

from enum import Enum

from figurecheck.figures.common.units import canonical
from figurecheck.model import Aspect, SentenceReading, Statistic
from figurecheck.model.worded import phrase
from figurecheck.verdicts.sentence import english, korean
from figurecheck.verdicts.sentence.changes import change_of
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText

OPEN = SentenceReading(aspect=Aspect.COUNTED)


class FigureKind(Enum):
    """What a printed figure is, by its own words and by its statistic."""

    NUMBER = "a number"
    SHARE = "a share"
    DIFFERENCE = "a difference"
    VERB = "a verb of change"
    MULTIPLE = "a multiple"
    RUN = "a run of periods"
    OTHER = ""


def read_kinds(sentence: SentenceText) -> list[SentenceReading]:
    """Return a contradiction for each figure that is of another kind than the words around it want."""
    return [(_read_korean if sentence.korean else _read)(figure, sentence) for figure in sentence.figures]


def kind_of(printed: str, statistic: Statistic | None) -> FigureKind:
    """Return what a printed figure is."""
    # The sign apart: "60.8%" is one word for `split`.
    words = printed.casefold().replace("%", " % ").split()
    if not words:
        return FigureKind.OTHER
    if words[0] in english.VERBS or words[-1] in english.VERBS:
        return FigureKind.VERB
    if "in" in words or words[1:3] == ["out", "of"]:
        # "Two in five members": a share that stands before what is counted, as a number does.
        return FigureKind.OTHER
    if words[-1] in {"running", "row", "consecutive"} or "straight" in words:
        return FigureKind.RUN
    if any(word in english.MULTIPLES or word in {"times", "fold"} for word in words):
        return FigureKind.MULTIPLE
    if words[-1] in english.NEEDS_THAN or words[0] in english.NEEDS_THAN - {"more", "less", "fewer"}:
        return FigureKind.DIFFERENCE
    if statistic is None or statistic.basis is not None or change_of(statistic) is not None:
        return FigureKind.SHARE if "%" in words and statistic is None else FigureKind.OTHER
    bare = all(word[:1].isdigit() or word in _ROUNDING for word in words[:2]) or words[0][:1].isdigit()
    unit = canonical(statistic.unit)
    if unit == "share" or "%" in words or "percent" in words:
        return FigureKind.SHARE
    return FigureKind.NUMBER if bare and unit not in {"ratio", "rank", "date", "since", "pp"} else FigureKind.OTHER


LONGEST_OPENING = 3
_LEADING = english.PREPOSITIONS | {"above", "below"}
_OPENERS = frozenset("within of in with from among for at by after before out besides".split())
_TIMES = english.TIMES | {"previous", "following", "preceding", "prior", "next", "same"}


_ROUNDING = frozenset("about nearly some almost only roughly around just exactly million billion thousand".split())


def _read_korean(figure: PlacedFigure, sentence: SentenceText) -> SentenceReading:
    """Read a percentage in front of a counter of people or cases: "14.0%명"."""
    behind = sentence.low(figure.at + 1)
    claim = figure.finding.claim
    # A counter is written onto its number; a verb (줄었다) may begin like one, and stands apart.
    glued = (
        figure.at + 1 < len(sentence.words) and claim is not None and sentence.words[figure.at + 1].start == claim.end
    )
    if not glued or figure.finding.printed[-1:] not in {"%", "％"} or not behind.startswith(korean.COUNTERS):
        return OPEN
    template = "the text wants {wanted} before “{words}”, and {name} is {kind}"
    name = figure.finding.printed
    return SentenceReading.contradicted(
        Aspect.COUNTED, behind, template, wanted=phrase("a number"), name=name, kind=phrase("a share")
    )


def _read(figure: PlacedFigure, sentence: SentenceText) -> SentenceReading:
    statistic = figure.statistic
    kind = kind_of(figure.finding.printed, statistic)
    before, behind = sentence.low(figure.at - 1), sentence.low(figure.at + 1)
    second = sentence.low(figure.at + 2)
    # "After 54.5% the year before": a period, and not what a multiple is of.
    # "Within its 762 the article counts 222": so does a subject behind what opens the sentence.
    fronted = figure.at <= LONGEST_OPENING and sentence.low(0) in _OPENERS
    # "48.3% above" wants what it is above: "the American one".
    led = figure.finding.printed.casefold().rpartition(" ")[2] in _LEADING
    wanted = _clash(kind, before, "" if second in _TIMES or fronted or led else behind, second)
    if not wanted and statistic is not None and canonical(statistic.unit) == "pp" and _is_of_number(figure, sentence):
        return SentenceReading.contradicted(
            Aspect.COUNTED, "number of", "the text says “{words}”, and {id} is in points of a share", id=statistic.id
        )
    if not wanted and _opens_inside(figure, sentence):
        template = "“{words}” is written as the opening of a sentence, and stands within one"
        return SentenceReading.contradicted(Aspect.COUNTED, figure.finding.printed, template)
    if not wanted:
        return OPEN
    name = statistic.id if statistic else figure.finding.printed
    template, words = "the text wants {wanted} before “{words}”, and {name} is {kind}", behind
    if kind is FigureKind.VERB:
        template, words = "the text wants {wanted} behind “{words}”, and {name} is printed as {kind}", before
    reason = phrase(template, wanted=phrase(wanted), words=words, name=name, kind=phrase(kind.value))
    return SentenceReading.contradicted(Aspect.COUNTED, behind, reason)


def _is_of_number(figure: PlacedFigure, sentence: SentenceText) -> bool:
    """Return whether the subject is a number, which does not move by points: "the number of jobless rose by 0.6"."""
    lead = [sentence.low(at) for at in sentence.lead(figure)]
    return lead[:3] == ["the", "number", "of"] and not {"share", "rate", "proportion", "percentage", ","} & set(lead)


def _clash(kind: FigureKind, before: str, behind: str, second: str) -> str:
    """Return what the words around a figure want in its place; empty where its kind fits."""
    if (
        behind == "than"
        and kind in {FigureKind.NUMBER, FigureKind.SHARE, FigureKind.RUN}
        and before not in english.NEEDS_THAN
    ):
        return "a difference"
    if kind is FigureKind.VERB:
        return "a figure" if before in english.PREPOSITIONS else ""
    if kind in {FigureKind.NUMBER, FigureKind.SHARE, FigureKind.RUN, FigureKind.DIFFERENCE} and behind in {
        "the",
        "what",
    }:
        return "a multiple"
    if kind is FigureKind.RUN and behind[:1].isalpha() and behind not in english.AFTER_FIGURE:
        return "a number"
    if kind is FigureKind.SHARE and _is_counted_noun(behind, second) and before not in {"a", "an", "-"}:
        return "a number"
    return (
        "a number"
        if kind is FigureKind.MULTIPLE and behind == "of" and second in {"all", "them", "whom", "those"}
        else ""
    )


def _opens_inside(figure: PlacedFigure, sentence: SentenceText) -> bool:
    """Return whether a figure begins with a capital article behind a small word: it was meant for another place."""
    first = figure.finding.printed.partition(" ")[0]
    before = sentence.words[figure.at - 1].text if figure.at else ""
    return first in {"The", "A", "An"} and before[:1].isalpha() and not before[:1].isupper()


def _is_counted_noun(word: str, second: str) -> bool:
    # "A rate of 5.7% counts people who look for work".
    if word == "counts":
        return False
    return word in english.NOUNS or (
        second in english.NOUNS and word[:1].isalpha() and word not in english.AFTER_FIGURE
    )

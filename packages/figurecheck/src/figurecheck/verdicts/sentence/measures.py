"""Whether a sentence names what its figure counts, in whatever words the statistic has for it.

Lists of opposites tell arrests from convictions, and no list is long enough: what is said to be an employment rate,
and counts the unemployed, is found because no word of the statistic stands there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from figurecheck.figures.common.text import Word, words_of
from figurecheck.figures.common.units import canonical, is_money
from figurecheck.figures.common.word_table import is_hangul
from figurecheck.figures.languages import language_code
from figurecheck.model import Aspect, SentenceReading, Statistic
from figurecheck.model.worded import phrase
from figurecheck.verdicts.sentence import german
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.english import SAYS_LITTLE
from figurecheck.verdicts.sentence.groups import words_about
from figurecheck.verdicts.sentence.namer import LONGEST_ROOT, names_in
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText, is_korean
from figurecheck.verdicts.sentence.siblings import UNCOUNTED


def read_measure(
    figure: PlacedFigure, sentence: SentenceText, context: Context, statistic: Statistic
) -> SentenceReading:
    """Return whether a word of what the statistic counts stands in the sentence or above it.

    A row of a source has only the name of its table for what it counts, and a statistic in another script than the
    text has no words that could be repeated: of these nothing is said.
    """
    own, places = _own_features(statistic, context), list(_places(figure, sentence))
    claim = figure.finding.claim
    is_german = claim is not None and language_code(claim.locale) == "de"
    is_other = is_hangul(statistic.label or statistic.measure) != is_korean([*chain(*places)])
    is_other = is_other or is_german != context.is_german
    if not own or is_other or figure.finding.statistic is None:
        return SentenceReading(aspect=Aspect.COUNTED)
    said: dict[str, frozenset[str]] = {}
    near = context.namer.features(words_about(figure, sentence))
    for words in places:
        hits = ((word.text, _find_named(word, own, context, joins=is_german)) for word in words if _says_much(word))
        said |= {text: named for text, named in hits if named}
        if said and not _may_be_another(frozenset().union(*said.values()), near, statistic, context):
            return SentenceReading.borne_out(Aspect.COUNTED, " ".join(said))
    reason = phrase("what is counted is not named: {what}", what=statistic.label or statistic.measure)
    return SentenceReading(aspect=Aspect.COUNTED, reason=reason)


def _may_be_another(said: frozenset[str], near: frozenset[str], statistic: Statistic, context: Context) -> bool:
    """Return whether words name another measure of the group as well: "57 goals" of those scored, or conceded."""
    for other in context.siblings.measures(statistic):
        naming = context.namer.compare_measures(statistic, other)
        # "Exports of timber" has a word of "imports of timber", and one of "exports of grain".
        mixed = naming.other & near and not naming.own <= said
        if naming.own and (mixed or (not naming.own & said and said <= context.namer.everything(other))):
            return True
    return False


def _own_features(statistic: Statistic, context: Context) -> frozenset[str]:
    """Return the features of what a statistic counts, without the names of groups."""
    features, unit = context.namer.features_of, canonical(statistic.unit)
    text = f"{statistic.measure} {statistic.label} {statistic.about}"
    # Of whom a share or an amount is says not what of them, nor does a unit: many rates are of one labour force.
    if unit in UNCOUNTED or is_money(unit):
        own = features(text) - features(f"{unit} {statistic.unit}")
    else:
        own = features(f"{text} {statistic.population} {unit}")
    # "The county court" says not what of its cases is counted. Hangul has neither an article nor capitals by which whom
    # a statistic is about is told from what, and is about a group if anything else is left.
    is_whose = is_hangul(statistic.about) or statistic.about[:4].casefold() == "the "
    group = features(statistic.about) if is_whose else frozenset()
    return (own - names_in(own) - group) or group


def _find_named(word: Word, own: frozenset[str], context: Context, *, joins: bool) -> frozenset[str]:
    """Return the features of what is counted that a word has, if it `joins` words "Holzeinfuhr" among them."""
    low = word.text.casefold()
    joined = {one for one in own if joins and len(one) == LONGEST_ROOT and one in low}
    return (context.namer.features([word]) & own) | joined


def _says_much(word: Word) -> bool:
    return not {word.text.casefold(), word.stem} & (SAYS_LITTLE | german.SAYS_LITTLE)


def _places(figure: PlacedFigure, sentence: SentenceText) -> Iterator[Sequence[Word]]:
    """Yield the words that may name what a figure counts, those nearest to it first."""
    yield words_of(figure.finding.printed)
    yield words_about(figure, sentence)
    yield sentence.words[: figure.at]
    claim = figure.finding.claim
    yield [word for head in (claim.heads if claim else ()) for word in words_of(head.text)]
    yield sentence.opening
    while sentence.previous:
        sentence = sentence.previous
        yield sentence.words

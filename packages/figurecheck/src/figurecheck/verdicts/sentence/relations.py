"""How a period is said of its figure: it is of it, is compared with it, or belongs to another clause."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from figurecheck.figures.english.motion_words import NOUNS_OF
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.mention import BASE, LOOSE, MAIN, PUBLISHED, PeriodMention
from figurecheck.verdicts.sentence.passage import MASK, SentenceText

_PASSED = english.SKIPPED | english.PUBLISHED | english.LAWS
_ARTICLES = frozenset({"the", "a", "an"})
_OPENERS = english.SUBORDINATE - {"as", "while", "whereas", "if", "despite", "unless"} | {"until", "till"}
_MODALS = frozenset({"would", "could", "might", "should"})
_CLAUSE_ENDS = frozenset({",", ";", ":", "(", ")", "—", "–", MASK})
_LEADING_AWAY = frozenset("at after since before until despite unlike like with following under besides".split())


def with_relation(sentence: SentenceText, mention: PeriodMention) -> PeriodMention:
    """Return an English mention with what the words around it make of it."""
    return _of_bracket(sentence, _relate(sentence, mention))


def _of_bracket(sentence: SentenceText, mention: PeriodMention) -> PeriodMention:
    """Return a mention as the period of the figure in brackets behind it: "more than in 2019 (202)"."""
    bracket = sentence.low(mention.last) == "(" and sentence.low(mention.last + 1) == MASK
    # "Fewer than in 2019 (50 against 61)": the first in the bracket is what is compared.
    behind = sentence.low(mention.last + 2), sentence.low(mention.last + 3)
    bracket = bracket and behind[0] not in {"against", "to", "versus", "compared", "altogether"}
    bracket = bracket and behind not in {("in", "all"), ("in", "total")}
    if not bracket or mention.relation != BASE:
        return mention
    # "Above those of 2023 (98)" says of which year the 98 are.
    plain = sentence.low(mention.first - 1) == "of" and sentence.low(mention.first - 2) in {"that", "those"}
    return replace(mention, relation=MAIN, ambiguous=not plain)


def _relate(sentence: SentenceText, mention: PeriodMention) -> PeriodMention:
    """Return the mention with what the words before it make of it."""
    opened = sentence.low(mention.first)
    if mention.ends is not None and opened in {"from", "between"}:
        return mention
    at = mention.first - 1
    words = []
    while at >= 0 and sentence.low(at) in _PASSED:
        words.append(sentence.low(at))
        at -= 1
    lead = sentence.low(at)
    near = {*words[:3], sentence.low(mention.last)}
    # "After the flood of 2016", "at the share of 2022": what the figure follows, or is computed with.
    led_away = words[:1] == ["of"] and sentence.low(at - 1) in _ARTICLES and sentence.low(at - 2) in _LEADING_AWAY
    # "Bounced back from a dip in 2023".
    dip = words[:1] == ["in"] and lead in NOUNS_OF and sentence.low(at - 1) in _ARTICLES
    led_away = led_away or (dip and sentence.low(at - 2) in _LEADING_AWAY | {"from"})
    # "Had 2024 been as good as 2023".
    supposed = sentence.low(mention.first - 1) == "had" and sentence.low(mention.last) == "been"
    if near & english.LAWS or supposed or (led_away and not near & english.PUBLISHED):
        return replace(mention, relation=LOOSE)
    if near & english.PUBLISHED:
        return replace(mention, relation=PUBLISHED)
    before = {sentence.low(place) for place in range(at - 3, at)}
    if lead == "since" and {"any", "ever"} & before:
        # "More than in any year since 2020" is a claim about those years.
        return replace(mention, relation=LOOSE)
    # "Up on 2023", and not "on 1 January 2026".
    exact = mention.span is not None and mention.span.days == 1 and words[:1] == ["on"] and lead not in english.BASE
    if not exact and (_is_base(lead, words) or _is_beaten(sentence, at)):
        return replace(mention, relation=BASE)
    if lead in english.LOOSE or _in_other_clause(sentence, mention):
        return replace(mention, relation=LOOSE)
    # "The rise of 2024" is of that year, though "the level of 2024" may be what it is compared with.
    if words[:1] == ["of"] and (lead in english.RISE or lead in english.FALL):
        return mention
    # Only these say plainly that the figure is of the period: "takes 2022", "the level of 2022" may be its base.
    return replace(mention, ambiguous=not {"in", "for", "during", "by", "throughout"} & {*words[:2], lead})


def _is_beaten(sentence: SentenceText, at: int) -> bool:
    """Return whether the words before a period are of what a figure exceeds: "beating the previous high of 2022"."""
    while at >= 0 and (sentence.low(at) in _MARKS or sentence.low(at)[:1].isdigit()):
        at -= 1
    return sentence.low(at) in _BEATING


_MARKS = _PASSED | frozenset("previous old former last that those high low peak record best worst".split())
_BEATING = frozenset(
    "beat beats beating exceed exceeds exceeded exceeding surpass surpassed surpassing topped topping matched matching"
    " eclipsed eclipsing passed passing below above than".split()
)


def _is_base(lead: str, words: list[str]) -> bool:
    """Return whether a figure is compared with the period to which these words lead, the nearest first."""
    if lead == "over" and "whole" in words:
        return False
    # "Seven times that of 2016".
    if lead in english.BASE or lead in {"after", "times"} or "what" in words or words[:1] == ["on"]:
        return True
    # "As many as in 2023", and not "as of 2023" or "as 2023 began".
    return lead == "as" and bool(words) and words[-1] in {"in", "during", "for"}


def _in_other_clause(sentence: SentenceText, mention: PeriodMention) -> bool:
    """Return whether a period is that of a clause without a figure.

    "Since records began in 1990", "the mayor, who was elected in 2021, counted", "founded in 1981, the club has".
    """
    start = mention.first
    while start and sentence.low(start - 1) not in _CLAUSE_ENDS:
        start -= 1
    lead = [sentence.low(at) for at in range(start, mention.first)]
    while lead[:1] and not lead[0][:1].isalnum():
        lead, start = lead[1:], start + 1
    # "Would have won the title in 2019", "will be out of power by 2029".
    if "will" in lead or any(one in _MODALS and two == "have" for one, two in pairwise(lead)):
        return True
    opener = next((at for at, word in enumerate(lead) if word in _OPENERS), None)
    # "When Ashford voted in 2024, ..." says the time of all that follows; "before buying a gun" has none of its own.
    rest = [word for word in lead[opener + 1 :] if word not in english.SKIPPED] if opener is not None else []
    if rest[:1] and rest[0].endswith("ing"):
        # "Since coming to Rovers in 2021, he has scored": closed by a comma before the subject.
        return start + (opener or 0) <= 1 and sentence.low(mention.last) == ","
    if opener is not None and (start + opener > 1 or lead[0] == "since"):
        return bool(rest)
    if _in_relative(sentence, start, lead):
        return True
    if sentence.low(mention.last) != ",":
        return False
    aside = sentence.low(start - 1) == ","
    if aside and lead[:1] and lead[0] in {"who", "which", "whose", "where"}:
        return True
    return (aside or _has_subject(sentence, start, mention)) and any(_is_participle(word) for word in lead[:2])


def _in_relative(sentence: SentenceText, start: int, lead: list[str]) -> bool:
    """Return whether a clause about a noun ahead of the figures leads to a period: "a trial that began in 2023"."""
    at = next((at for at, word in enumerate(lead) if word in {"that", "who", "which", "whose"} and at), None)
    if at is None or sentence.low(start - 1) == MASK or lead[at - 1] in english.PUBLISHED:
        return False
    return any(word not in english.SKIPPED for word in lead[at + 1 :])


def _has_subject(sentence: SentenceText, start: int, mention: PeriodMention) -> bool:
    """Return whether a clause opens the sentence, and the subject stands behind its comma."""
    behind = mention.last + 1
    if start > 1 or behind >= len(sentence.words) or MASK in sentence.lows[:behind]:
        return False
    return sentence.low(behind) in {"the", "a", "its", "his", "her", "their"} or sentence.words[behind].capital


def _is_participle(word: str) -> bool:
    return word in english.PARTICIPLES or (word.endswith("ed") and len(word) > len("need"))

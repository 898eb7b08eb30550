"""Sentences of the desks of a paper: true ones are not refused, false ones are named or left to an editor."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from figurecheck.model import Statistic
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.sentence.context import make_context

from .reading import check

ENGLISH = """\
goals | goals | goals scored | Harrow Town | 48 61 57
conceded | goals | goals conceded | Harrow Town | 28 41 37
moss | goals | goals scored | Moss End | 44 43 41
sun | hours | sunshine | Ardley | 1610 1488 1395
frost | days | days with frost | Ardley | 38 44 51
imports | tonnes | imports of timber | the port | 5100 5400 7200
exports | tonnes | exports of grain | the port | 5900 6100 6900
heard | cases | cases heard | the county court | 790 812 774
dismissed | cases | cases dismissed | the county court | 230 214 251
jobless | share | unemployment rate | Kelso | 0.085 0.082 0.067
wait | weeks | median wait for surgery | Kelso hospital | 18 19 23
"""
KOREAN = """\
실업 | share | 실업률 | 한솔시 | 0.031 0.035 0.028
고용 | share | 고용률 | 한솔시 | 0.632 0.621 0.640
매매 | 건 | 아파트 매매 거래 | 한솔시 | 5200 4900 5600
전세 | 건 | 아파트 전세 거래 | 한솔시 | 3100 3300 2900
지연 | share | 지연율 | 한솔 지하철 | 0.040 0.044 0.052
이용 | 명 | 도서관 이용자 | 새빛시 | 790 801 812
"""
GERMAN = """\
quote | share | Arbeitslosenquote | Altberg | 0.061 0.066 0.058
fertig | Wohnungen | fertiggestellte Wohnungen | Altberg | 118 131 127
erlaubt | Wohnungen | genehmigte Wohnungen | Altberg | 178 191 187
ein | t | Einfuhr von Holz | der Hafen | 3540 3930 3810
aus | t | Ausfuhr von Getreide | der Hafen | 3304 3668 3556
"""
YEARS = ("2022", "2023", "2024")


def _make(table: str) -> dict[str, Statistic]:
    made = {}
    for line in table.splitlines():
        id, unit, measure, about, values = line.split(" | ")
        for year, value in zip(YEARS, values.split(), strict=True):
            fields = {"unit": unit, "measure": measure, "about": about, "label": f"{measure}, {about}", "period": year}
            made[f"{id}.{year[2:]}"] = Statistic(id=f"{id}.{year[2:]}", value=Decimal(value), **fields)
    return made


CONTEXTS = {
    locale: make_context(_make(table), SentenceRules())
    for locale, table in (("en", ENGLISH), ("ko", KOREAN), ("de", GERMAN))
}
TRUE = """\
en Harrow Town scored [57|goals.24] goals in 2024, down from [61|goals.23] the season before.
en Harrow Town scored [61|goals.23] goals in 2023, up from [48|goals.22] the previous season.
en In 2024 imports of [7,200|imports.24] tonnes of timber exceeded exports of [6,900|exports.24] tonnes of grain.
en In 2024 exports of grain, at [6,900|exports.24] tonnes, were outstripped by imports of timber, at \
[7,200|imports.24] tonnes.
en Sunshine became scarcer in Ardley: [1,395|sun.24] hours in 2024 after [1,488|sun.23] in 2023.
en The county court heard [774|heard.24] cases in 2024 and dismissed [251|dismissed.24] of them.
en Kelso’s unemployment rate fell to [6.7%|jobless.24] in 2024.
ko 2024년 한솔시 실업률은 [2.8%|실업.24]로 전년 [3.5%|실업.23]보다 낮아졌다.
ko 2024년 한솔시의 아파트 매매는 [5600건|매매.24]으로 전년보다 늘었다.
ko 한솔 지하철 지연율은 2023년 [4.4%|지연.23]에서 2024년 [5.2%|지연.24]로 나빠졌다.
de In Altberg sank die Arbeitslosenquote 2024 auf [5,8 Prozent|quote.24].
de In Altberg wurden 2024 [127 Wohnungen|fertig.24] fertiggestellt, nach [131|fertig.23] im Jahr zuvor.
de Die Einfuhr von Holz übertraf 2024 mit [3.810 Tonnen|ein.24] die Ausfuhr von Getreide mit [3.556 Tonnen|aus.24].
"""
FALSE = """\
en Harrow Town scored [61|goals.23] goals in 2023, down from [48|goals.22] the season before.
en Harrow Town scored [57|goals.24] goals in 2024, down from [48|goals.22] the season before.
en Harrow Town conceded [57|goals.24] goals in 2024.
en Harrow Town let in [57|goals.24] goals in 2024.
en In 2024 imports of timber, at [7,200|imports.24] tonnes, were outstripped by exports of grain, at \
[6,900|exports.24] tonnes.
en In 2024, exports of grain ([6,900|exports.24] tonnes) exceeded imports of timber ([7,200|imports.24] tonnes).
en Exports of timber came to [7,200|imports.24] tonnes in 2024.
en Ardley had [1,395|sun.24] hours of sunshine in 2023.
en The median wait for surgery at Kelso hospital was [23|wait.24] weeks in 2023.
en Ardley had [51|frost.24] days of rain in 2024.
en Frost became rarer in Ardley: [44|frost.23] days in 2023, then [51|frost.24] in 2024.
en Up from [1,488|sun.23] hours in 2023, Ardley had [1,395|sun.24] hours of sunshine in 2024.
en Kelso’s poverty rate fell to [6.7%|jobless.24] in 2024.
en Inflation in Kelso fell to [6.7%|jobless.24] in 2024.
en The county court threw out [774|heard.24] cases in 2024.
en The county court refused to hear [774|heard.24] cases in 2024.
ko 2024년 한솔시 고용률은 [2.8%|실업.24]로 낮아졌다.
ko 2024년 새빛시 실업률은 [2.8%|실업.24]였다.
ko 한솔시의 2024년 물가 상승률은 [2.8%|실업.24]였다.
ko 2024년 한솔시의 아파트 전세는 [5600건|매매.24]으로 전년보다 늘었다.
ko 한솔 지하철 지연율은 2023년 [4.4%|지연.23]에서 2024년 [5.2%|지연.24]로 좋아졌다.
de In Altberg sank die Inflationsrate 2024 auf [5,8 Prozent|quote.24].
de In Altberg wurden 2024 [127 Wohnungen|fertig.24] genehmigt.
de In Altberg wurden 2024 [127 Wohnungen|fertig.24] abgerissen.
de Die Ausfuhr von Holz betrug 2024 [3.810 Tonnen|ein.24].
de Die Ausfuhr von Getreide übertraf 2024 mit [3.556 Tonnen|aus.24] die Einfuhr von Holz mit [3.810 Tonnen|ein.24].
"""


def _check(line: str):
    locale, _, text = line.partition(" ")
    return check(re.sub(r"\[([^|]+)\|([^\]]+)\]", r"{claim}`\1 <\2>`", text), locale=locale, context=CONTEXTS[locale])


@pytest.mark.parametrize("line", TRUE.splitlines())
def test_a_true_sentence_is_not_refused(line):
    assert [one.reason for finding in _check(line) for one in finding.contradictions] == []


@pytest.mark.parametrize("line", FALSE.splitlines())
def test_a_false_sentence_is_named_or_left_to_an_editor(line):
    found = _check(line)
    named = [one for finding in found for one in finding.contradictions]
    # A slot that was not read is in the queue where it has the words that were not, or says what is not named.
    queued = [one for finding in found for one in finding.sentence if one.state.value == "not read"]
    assert named or any(one.words or one.reason for one in queued)

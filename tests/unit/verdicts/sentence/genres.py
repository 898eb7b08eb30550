"""Statistics of many kinds for the tests of sentences: waits, rain, prices, profits, migration, courts, races."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from figurecheck.model import Basis, Statistic
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.sentence.context import make_context

from .reading import contradicted

YEARS = ("2022", "2023", "2024")
SERIES = """\
wait | weeks | median wait | Lakeside | 9.9 10.2 10.6
wait | weeks | median wait | St Anne's | 14.2 14.7 15.1
rain | mm | rainfall | Ardley | 590 788 842
rain | mm | rainfall | Portmoor | 1011 1190 1262
heat | °C | mean temperature | Ardley | 11.6 11.4 11.8
heat | °C | mean temperature | Portmoor | 10.0 9.9 10.2
price | GBP per tonne | price of wheat | Eastshire | 289 203 187
price | GBP per tonne | price of wheat | Westshire | 284 199 184
harvest | tonnes | wheat harvest | Eastshire | 1240 1188 1031
harvest | tonnes | wheat harvest | Westshire | 721 735 690
solved | share | share of burglaries solved | Dunsley | 0.104 0.099 0.101
solved | share | share of burglaries solved | Stanwick | 0.155 0.162 0.171
burglaries | cases | burglaries | Dunsley | 1151 1203 1288
burglaries | cases | burglaries | Stanwick | 566 602 544
dash | seconds | season's best over 100 metres | Hannah Cole | 9.91 9.95 9.88
dash | seconds | season's best over 100 metres | Mary Oduya | 9.96 9.9 9.93
points | points | points | Rovers | 77 59 80
points | points | points | United | 71 76 69
age | years | median age | Tarn | 41.9 42.2 42.4
age | years | median age | Ostmark | 47.2 47.6 47.9
late | share | share of trains cancelled | Coastway | 0.019 0.016 0.013
late | share | share of trains cancelled | Metro West | 0.05 0.043 0.04
profit | EUR | net profit | Halvex | 188000000 -42000000 96000000
profit | EUR | net profit | Brennor | 88000000 97000000 61000000
net | people | net migration | Norland | 54300 42400 32400
net | people | net migration | Sudland | 1400 -1600 -1200
exports | USD | exports | Veland | 104700000000 101300000000 109800000000
exports | USD | exports | Marland | 15200000000 16100000000 17700000000
imports | USD | imports | Veland | 112900000000 108800000000 105100000000
imports | USD | imports | Marland | 16900000000 17400000000 18800000000
in | people | immigration | Norland | 88700 79300 71200
out | people | emigration | Norland | 34400 36900 38800
births | people | births | Tarn | 4022 3911 3974
deaths | people | deaths | Tarn | 3986 3944 3902
staff | people | employees | Halvex | 11450 11700 11350
for | share | share in favour of the bypass | Tarn | 0.52 0.53 0.544
for | share | share in favour of the bypass | Hill | 0.47 0.47 0.481
won | share | majority of the winner | Tarn | 0.1 0.11 0.123
zug | share | Pünktlichkeit | Nordbahn | 0.79 0.783 0.801
zug | share | Pünktlichkeit | Südbahn | 0.88 0.891 0.902
spät | minutes | mittlere Verspätung | Nordbahn | 5.2 5.4 5.0
spät | minutes | mittlere Verspätung | Südbahn | 3.1 2.8 2.5
ein | EUR | Einnahmen | Hohenau | 162800000 171900000 180400000
aus | EUR | Ausgaben | Hohenau | 101700000 107300000 106600000
miete | EUR per m² | Kaltmiete | Altstadt | 12.8 13.25 13.7
miete | EUR per m² | Kaltmiete | Westhafen | 9.45 9.9 9.75
출동 | minutes | 평균 출동시간 | 한빛구 | 5.9 5.6 5.4
출동 | minutes | 평균 출동시간 | 솔내구 | 7.7 7.9 8.1
검거 | share | 절도 검거율 | 한빛구 | 0.729 0.752 0.768
검거 | share | 절도 검거율 | 솔내구 | 0.655 0.649 0.633
세입 | KRW | 세입 | 교육청 | 38100000000 36900000000 37700000000
세출 | KRW | 세출 | 교육청 | 37200000000 38400000000 39100000000
순이익 | KRW | 순이익 | 가람전자 | 18800000000 -4200000000 9600000000
"""
"""Of each: the beginning of its ids, unit, measure, group, and the values of the three years."""
POPULATIONS = {"burglaries": "burglaries recorded by the police", "in": "people who moved to the country"}
POPULATIONS |= {"out": "people who left the country"}


def _make() -> dict[str, Statistic]:
    made = {}
    for line in SERIES.splitlines():
        name, unit, measure, about, values = line.split(" | ")
        series = tuple(zip(YEARS, map(Decimal, values.split()), strict=True))
        common = {"about": about, "population": POPULATIONS.get(name, ""), "unit": unit}
        start = f"{name}.{about[:2].lower()}"
        for year, value in series:
            id, label = f"{start}.{year}", f"{measure}, {about}, {year}"
            made[id] = Statistic(id=id, value=value, measure=measure, label=label, period=year, **common)
        for (before, old), (year, new) in pairwise(series):
            basis = Basis(kind="change", test="difference", at=year, run=(before,), series=series, unit=unit)
            id, change = f"{start}.d.{year}", f"change in {measure}"
            made[id] = Statistic(id=id, value=new - old, measure=change, period=year, basis=basis, **common)
    return made


STATISTICS = _make()
CONTEXT = make_context(STATISTICS, SentenceRules())


def is_told(text: str, locale: str = "en") -> bool:
    """Return whether the check contradicts a text; ``[31 <id>]`` is a bound figure."""
    return bool(contradicted(bind(text), locale=locale, context=CONTEXT))


def bind(text: str) -> str:
    """Return a text with its figures as roles."""
    return text.replace("[", "{claim}`").replace(">]", ">`")

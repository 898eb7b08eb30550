"""Each reason of a claim over a series can be put into the words of a Korean page."""

from __future__ import annotations

import re
import sys

from factbook.render.desk_reasons import say
from figurecheck.model.worded import FilledPhrase, SeriesFacts, TextList, Worded
from figurecheck.verdicts.judge import judge
from sources import ROOT

sys.path.insert(0, str(ROOT / "packages/figurecheck/tests/verdicts"))
from series_readings import read_table, record


def find_plain(text: str) -> list[str]:
    """Return what a reason says in no phrase: what it quotes, which must be no sentence of the check."""
    if not isinstance(text, Worded):
        return [text]
    meaning = text.meaning
    if isinstance(meaning, FilledPhrase):
        return [one for value in meaning.values.values() for one in find_plain(value)]
    return [one for part in meaning.texts for one in find_plain(part)] if isinstance(meaning, TextList) else []


def test_no_reason_of_a_claim_over_a_series_is_left_in_english():
    facts = 0
    for reading in read_table():
        value, basis, unit = record(reading.series, reading.recorded)
        finding = judge(reading.printed, value, unit=unit, locale=reading.locale, basis=basis)
        assert isinstance(finding.reason, Worded), finding.reason
        known = set(re.findall("[a-z]+", " ".join((reading.printed, basis.span, *basis.labels)).lower()))
        for quoted in find_plain(finding.reason):
            assert set(re.findall("[a-z]{2,}", quoted.lower())) <= known, (reading.printed, quoted)
        facts += isinstance(finding.reason.meaning, SeriesFacts)
        assert say(finding.reason, "ko") != finding.reason
    assert facts > 20

"""Superlatives and comparatives of adjectives whose direction hangs on what is measured."""

from __future__ import annotations

import pytest

from .genres import is_told


def _both(text: str) -> tuple[str, str]:
    """Return the true and the false text of "a {true|false} one"."""
    head, _, rest = text.partition("{")
    words, _, tail = rest.partition("}")
    true, false = words.split("|")
    return f"{head}{true}{tail}", f"{head}{false}{tail}"


@pytest.mark.parametrize(
    "text",
    [
        "Lakeside had the {shortest|longest} median wait, at [10.6 weeks <wait.la.2024>].",
        "St Anne's has the {longest|shortest} median wait, at [15.1 weeks <wait.st.2024>].",
        "Portmoor's {wettest|driest} year since 2022 was 2024, with [1,262 mm <rain.po.2024>].",
        "It was the {hottest|coldest} year at Portmoor since 2022, at [10.2 °C <heat.po.2024>].",
        "Wheat was {cheapest|dearest} in Westshire, at [£184 a tonne <price.we.2024>].",
        "Stanwick had the {best|worst} record, solving [17.1% <solved.st.2024>].",
        "Ostmark has the {oldest|youngest} population, with a median age of [47.9 <age.os.2024>].",
        "Coastway was the {most|least} reliable, with [1.3% <late.co.2024>] of trains cancelled.",
        "Hannah Cole, the {faster|slower} of the two, ran [9.88 <dash.ha.2024>].",
        "Exports from Marland are at a record {high|low} of [$17.7 billion <exports.ma.2024>].",
        "Marland is the {smallest|largest} exporter of the two, at [$17.7 billion <exports.ma.2024>].",
        "Stanwick saw [544 <burglaries.st.2024>] burglaries, the {fewest|most} of any year since 2022.",
        "Ardley's {wettest|driest} year was 2024, with [842 mm <rain.ar.2024>].",
        "Stanwick's burglaries are at their {lowest|highest} since 2022: [544 <burglaries.st.2024>].",
    ],
)
def test_a_superlative_is_read_by_what_is_measured(text):
    true, false = _both(text)
    assert not is_told(true)
    assert is_told(false)


@pytest.mark.parametrize(
    "text",
    [
        "Portmoor was {colder|hotter} ([10.2 °C <heat.po.2024>]) than Ardley ([11.8 °C <heat.ar.2024>]).",
        "Portmoor is {wetter|drier} than Ardley, with [1,262 mm <rain.po.2024>] against [842 mm <rain.ar.2024>].",
        "Ardley is {warmer|colder} than Portmoor, with a mean of [11.8 °C <heat.ar.2024>] to [10.2 °C <heat.po.2024>].",
        "Eastshire had the {larger|smaller} harvest, [1,031 tonnes <harvest.ea.2024>] to Westshire's"
        " [690 <harvest.we.2024>].",
        "Wheat cost {less|more} in Westshire, [£184 a tonne <price.we.2024>], than in Eastshire,"
        " [£187 a tonne <price.ea.2024>].",
        "Coastway's trains are {more|less} reliable ([1.3% <late.co.2024>] cancelled) than Metro West's"
        " ([4% <late.me.2024>]).",
        "Cases took {shorter|longer}, [10.6 weeks <wait.la.2024>] on average, than in St Anne's [15.1 <wait.st.2024>].",
        "Marland imports {more|less} than it exports, [$18.8 billion <imports.ma.2024>] against"
        " [$17.7 billion <exports.ma.2024>].",
        "Ostmark has the {older|younger} population, with a median age of [47.9 <age.os.2024>] against"
        " [42.4 <age.ta.2024>] in Tarn.",
        "Oduya's [9.93 <dash.ma.2024>] left her {behind|ahead of} Cole ([9.88 <dash.ha.2024>]).",
    ],
)
def test_a_comparative_is_read_by_what_is_measured(text):
    true, false = _both(text)
    assert not is_told(true)
    assert is_told(false)


@pytest.mark.parametrize(
    "text",
    [
        "The coldest day at Ardley fell in a year with a mean of [11.8 °C <heat.ar.2024>].",
        "The longest-serving judge sat through [1,288 <burglaries.du.2024>] burglaries.",
        "Dunsley, the safest of the two for cyclists, had [1,288 <burglaries.du.2024>] burglaries.",
        "Lakeside, the newest hospital, has a wait of [10.6 weeks <wait.la.2024>].",
    ],
)
def test_an_adjective_of_something_else_is_not_read(text):
    assert not is_told(text)

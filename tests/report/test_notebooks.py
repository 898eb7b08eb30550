"""What this report promises of its notebooks: they run on both days, they type no data, and they find what is known."""

import datetime
import io
import json
import re
import tokenize
from collections import Counter
from decimal import Decimal
from pathlib import Path

import nbformat
import pytest

from factbook.data.catalog import Catalog, read_catalog
from factbook.data.sources import known_on
from factbook.notebooks import Run, reuse_runs
from factbook.project.settings import read_project
from factbook.render.charts.house_style import COLOURS, RAMP
from factbook.report.run_notebooks import run_notebooks
from figurecheck.model import Chart, Statistic

ROOT = Path(__file__).parents[2]
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SUBJECTS = {
    *("age_sex", "agencies", "conflicts", "countries", "foreign", "law", "offences", "offenders", "review", "seizures"),
    *("sold", "treatment"),
}
TODAY, THEN = str(read_project(ROOT).settings.edition_date), "2025-05-20"
"""The edition's day, and the day of the article under review."""

VALUES = {
    "offenders.total.1985": "1190",
    "offenders.total.2023": "27611",
    "offenders.total.2024": "23022",
    "offenders.total.2025": "23403",
    "offenders.change.2024": "-0.1662",
    "offenders.streak20k": "3",
    "offenders.streak20k.2024": "2",
    "offenders.max.before2023": "18395",
    "offenders.years.found": "36",
    "offenders.years.missing": "5",
    "offenders.months.rows": "108",
    "offenders.months.adding": "108",
    "offenders.monthsum.2024": "23022",
    "offenders.monthsum.gap.2019": "2",
    "offenders.monthsum.gap.2024h1": "-6",
    "offenders.monthsum.gap.2025h1": "-1",
    "offenders.record": "2023",
    "offenders.extreme.2023": "record",
    "offenders.rank.2023": "1",
    "offenders.rank.2024": "3",
    "offenders.first10k": "1999",
    "offenders.month.max": "4220",
    "foreign.total.2020": "1958",
    "foreign.total.2024": "3232",
    "foreign.ratio.2020_2024": "1.6507",
    "foreign.ratio.2018.latest": "3.4093",
    "foreign.streak.2024": "7",
    "foreign.rank.2024": "1",
    "foreign.extreme.2024": "record",
    "foreign.share.extreme.2024": "2021",
    "seizures.spo.extreme.2024": "2021",
    "article.rank.vietnam": "1",
    "nationality.police.thailand.rank": "1",
    "age.rank.40to49.2018": "1",
    "age.rank.20to29.2022": "1",
    "age.under20.change.2022_2024": "0.3493",
    "age.20to39.share.change.2024": "6.2831",
    "article.foreign.2024": "762",
    "article.foreign.2020": "370",
    "article.ratio": "2.0595",
    "article.foreign.share.2024": "0.2358",
    "article.share.vietnam": "0.2913",
    "article.share.thailand": "0.2651",
    "article.share.china": "0.2454",
    "article.three.sum": "611",
    "article.three.share": "0.8018",
    "article.rest": "151",
    "foreign.dealing.share.2024": "0.1156",
    "foreign.dealing.share.2020": "0.0937",
    "foreign.smuggling.share.2024": "0.6767",
    "foreign.smuggling.share.2020": "0.4421",
    "foreign.supply.share.2024": "0.0985",
    "foreign.supply.share.2020": "0.0772",
    "foreign.police.2020": "1466",
    "foreign.coastguard": "271",
    "foreign.police.selling.share.2023": "0.1179",
    "foreign.smugglers.estimate.2020": "334.8",
    "offence.sum.2024": "23022",
    "offence.supply.2024": "7738",
    "offence.smuggling.change.2025": "0.5737",
    "age.20to39.share.2024": "0.6079",
    "age.20to39.share.2023": "0.5451",
    "age.under30.share.2023": "0.3566",
    "age.unknown.2018": "242",
    "women.share.computed.2023": "0.3227",
    "seizures.spo.kg.2024": "1173.2",
    "seizures.spo.change.2024": "0.1756",
    "seizures.smuggled.share.2024": "0.6365",
    "seizures.customs.kg.2025": "3318",
    "seizures.customs.ratio.2025": "4.2160",
    "okgye.kg": "1690",
    "okgye.net": "1690",
    "okgye.gross": "1988",
    "customs.route.large.cases.2025": "8",
    "customs.route.large.weight.2025": "2608",
    "customs.route.three.weight.2025": "710",
    "foreign.rate.2023": "125.7",
    "foreign.rate.2024": "122.0",
    "foreign.others.rate.2024": "38.6",
    "foreign.police.nationals.rate.2023": "30.5",
    "foreign.police.documented.rate.2023": "53.0",
    "foreign.police.undocumented.rate.2023": "255.6",
    "foreign.undocumented.reading.2020": "0.5308",
    "foreign.half.2025": "1505",
    "crimestats.persons.2024": "15162",
    "sold.online.share.2015": "0.1326",
    "sold.online.share.2023": "0.2528",
    "sold.online.share.2025m7": "0.4791",
    "sold.online.share.2025m3_6": "0.3676",
    "sold.online.share.2025m8_2026m1": "0.4543",
    "sold.split.needed": "1656",
    "sold.clubs.change.2025": "-0.5593",
    "sold.darkweb.share.2022": "0.0886",
    "okgye.latest": "1690",
    "okgye.change": "-0.155",
    "okgye.sacks.low": "1680",
    "okgye.sacks.high": "2240",
    "agencies.police.investigators.2023": "366",
    "agencies.police.staff.2024": "387",
    "agencies.coastguard.foreignaffairs.2024": "60",
    "agencies.coastguard.budget.wouldbe": "8.2317",
    "agencies.headquarters.2023": "840",
    "agencies.headquarters.june2023": "974",
    "busan.first": "600",
    "busan.second": "300",
    "customs.finds.share.weight.2025": "0.7806",
    "seizures.customs.without.both.2025": "728",
    "law.days.undercover": "15",
    "law.days.whitepaper": "26",
    "law.scope.2022": "2022-09",
    "law.adults.effect": "2025-06-04",
    "interpol.start": "2024-07-22",
    "review.claims": "26",
    "agencies.police.investigators.to2025": "378",
    "agencies.police.regrouped.2025": "942",
    "police.arrests.perinvestigator.2023": "48.68",
    "coastguard.personsperinvestigator.2022": "14.7",
    "coastguard.personsperinvestigator.2024": "5.49",
    "joint.suppliers": "71",
    "joint.growers": "8",
    "treatment.sentences.treated.share": "0.0154",
    "water.six.change.2020_2024": "-0.4918",
    "countries.korea.rate.2023": "53.39",
    "countries.japan.rate": "11.09",
    "countries.australia.rate": "547.49",
    "review.today.holds": "10",
    "review.today.contradicted": "3",
    "conflicts.total": "51",
    "conflict.seized2024.times": "9.5237",
    "conflict.seized2024.rise": "0.1756",
    "conflict.2018.rise": "0.4584",
    "conflict.2020.rise": "0.1250",
    "conflict.2020.printed.rise": "0.1534",
    "conflict.under30.2023": "0.3566",
    "conflict.foreign.2012.rise": "0.2169",
    "conflict.police2019.printed.rise": "0.1693",
    "conflict.police2019.rise": "0.1727",
}
"""What the collected evidence gives: counts as they are, shares and ratios to four places, dates as text."""

ON_THE_DAY = {
    "offenders.total.2024": "23022",
    "offenders.streak20k": "2",
    "offenders.rank.2024": "2",
    "foreign.extreme.2024": "record",
    "foreign.total.2024": "3232",
    "foreign.dealing.share.2024": "0.1156",
    "okgye.latest": "2000",
    "review.claims": "26",
}
OF_NO_TIME = ("review.", "conflicts.", "foreign.readings.")
"""How the ids begin of what is counted of this report itself: claims, disagreements, readings that were tried."""
PERIOD = re.compile(r"\d{4}(-\d{2}){0,2}(/\d{4}(-\d{2}){0,2})?")
NAMES = {"Nationals", "Other", "Operation", "E-drug", "AI", "Korean", "Vietnamese"}
"""First words of what our statistics are about that begin with a capital."""
NOT_YET_KNOWN = [
    "offenders.total.2025",
    "offenders.monthsum.2024",
    "age.20to39.2024",
    "foreign.supply.share.2024",
    "seizures.smuggled.kg.2024",
    "okgye.kg",
    "law.adults.effect",
    "conflict.gap.okgye",
]


@pytest.fixture(scope="module")
def runs(stored_runs: None) -> list[Run]:
    """Every notebook in a real kernel, once for each day, as the site of this report is built from."""
    return run_notebooks(
        read_project(ROOT), [TODAY, THEN], run=reuse_runs, started=lambda count: None, progress=lambda run: None
    )


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return read_catalog(ROOT)


def recorded(runs: list[Run], day: str) -> list[Statistic | Chart]:
    return [item for run in runs if run.as_of == day for item in run.recorded]


def value_of(runs: list[Run], day: str, key: str) -> Decimal | str:
    found = [item.value for item in recorded(runs, day) if isinstance(item, Statistic) and item.id == key]
    assert len(found) == 1, f"{key} was recorded {len(found)} times"
    return found[0]


def agrees(value: Decimal | str, expected: str) -> bool:
    if isinstance(value, str):
        return value == expected
    places = Decimal(1).scaleb(Decimal(expected).as_tuple().exponent)
    return value.quantize(places) == Decimal(expected)


def cells(path: Path, kind: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


@pytest.mark.parametrize("day", [TODAY, THEN])
def test_what_a_statistic_is_about_tells_it_from_every_other_of_its_unit(runs, day):
    statistics = [item for item in recorded(runs, day) if isinstance(item, Statistic)]
    assert [one.id for one in statistics if not (one.about and one.measure)] == []
    dated = [one for one in statistics if not one.id.startswith(OF_NO_TIME)]
    assert [one.id for one in dated if not PERIOD.fullmatch(one.period)] == []
    # in plain words: a label begins a line, and what a figure is about stands within a sentence
    words = {one.about.split()[0] for one in statistics if one.about[0].isupper()}
    assert words <= NAMES
    siblings: dict[tuple[str, ...], set[Decimal | str]] = {}
    for one in statistics:
        siblings.setdefault((one.about.lower(), one.measure.lower(), one.period, one.unit), set()).add(one.value)
    assert {key: values for key, values in siblings.items() if len(values) > 1} == {}


def test_there_is_a_notebook_for_each_subject():
    assert {path.stem for path in PATHS} == SUBJECTS


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_is_stripped_and_its_cells_have_readable_ids(path):
    node = json.loads(path.read_text("utf-8"))
    assert (node["nbformat"], node["nbformat_minor"]) == (4, 5)
    assert node["metadata"]["kernelspec"]["name"] == "python3"
    for cell in node["cells"]:
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", cell["id"]), cell["id"]
        assert cell["metadata"] == {}
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None


def test_no_cell_id_is_used_twice():
    ids = Counter(cell["id"] for path in PATHS for cell in nbformat.read(path, as_version=4).cells)
    assert [name for name, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_no_data_value_is_typed_into_code(path):
    for cell in cells(path, "code"):
        for token in tokenize.generate_tokens(io.StringIO(cell.source).readline):
            if token.type == tokenize.NUMBER and len(re.sub(r"\D", "", token.string)) >= 4:
                assert 1985 <= float(token.string) < 2030, f"{cell.id}: {token.string} is typed"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_notebook_begins_with_its_title_and_says_something_between(path):
    first, *others = nbformat.read(path, as_version=4).cells
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
    assert any(cell.cell_type == "markdown" for cell in others)


def test_every_notebook_runs_on_both_days(runs):
    assert [(run.path.stem, str(complaint)) for run in runs for complaint in run.complaints] == []
    assert Counter(run.as_of for run in runs if run.recorded) == {TODAY: len(PATHS), THEN: len(PATHS)}


@pytest.mark.parametrize("day", [TODAY, THEN])
def test_no_two_notebooks_record_the_same_id(runs, day):
    counts = Counter(item.id for item in recorded(runs, day))
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(("key", "expected"), VALUES.items(), ids=VALUES)
def test_a_value_is_that_of_the_evidence(runs, key, expected):
    assert agrees(value_of(runs, TODAY, key), expected)


@pytest.mark.parametrize(("key", "expected"), ON_THE_DAY.items(), ids=ON_THE_DAY)
def test_a_value_is_what_was_known_when_the_article_appeared(runs, key, expected):
    assert agrees(value_of(runs, THEN, key), expected)


@pytest.mark.parametrize("key", NOT_YET_KNOWN)
def test_what_was_published_later_is_not_known_when_the_article_appeared(runs, key):
    assert key in {item.id for item in recorded(runs, TODAY)}
    assert key not in {item.id for item in recorded(runs, THEN)}


@pytest.mark.parametrize("day", [TODAY, THEN])
def test_no_figure_rests_on_a_source_of_a_later_day(runs, catalog, day):
    limit = datetime.date.fromisoformat(day)
    used = {(item.id, source) for item in recorded(runs, day) for source in item.source_ids}
    assert [(key, source) for key, source in used if known_on(catalog.sources[source]) > limit] == []


def test_every_row_below_a_figure_is_found_in_the_data(runs, catalog):
    lost = {
        (item.id, rowset.dataset)
        for item in recorded(runs, TODAY)
        if isinstance(item, Statistic)
        for rowset in item.rows
        if rowset.rows and len(catalog.verify_lines(rowset)) != len(rowset.rows)
    }
    assert lost == set()


def test_every_figure_says_what_it_is_and_who_is_counted(runs):
    for item in recorded(runs, TODAY):
        if isinstance(item, Statistic):
            assert item.unit, item.id
            assert item.population, item.id
            assert item.label, item.id
            assert item.about, item.id
            assert item.measure, item.id
            assert item.source_ids, item.id


def test_every_chart_is_drawn_for_three_widths_in_the_house_colours(runs):
    charts = [item for item in recorded(runs, TODAY) if isinstance(item, Chart)]
    assert len(charts) >= 10
    for chart in charts:
        assert set(chart.specs) == {"l", "m", "s"}, chart.id
        assert chart.specs["l"] != chart.specs["s"], f"{chart.id}: the narrow drawing is the wide one"
        assert "{claim}" in chart.alt, f"{chart.id}: the text alternative gives no values"
        found = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", json.dumps(dict(chart.specs))))
        assert found <= COLOURS | {*RAMP}, chart.id

"""Numbers in the texts of statistics."""

import pytest

from factbook.report.texts import find_statistic_numbers
from figurecheck.model import Cell, RowSet, Statistic


def numbers(locale="en", **texts):
    one = Statistic(id="a.b", value="1", cell=Cell(notebook="notebooks/a.ipynb", index=3), **texts)
    return [number.text for number in find_statistic_numbers([one], names=(), locale=locale)]


@pytest.mark.parametrize("field", ["label", "about", "population", "measure", "note", "period"])
def test_a_number_in_any_text_of_a_statistic_is_named(field):
    assert numbers(**{field: "80053 trips every boarding"}) == ["80053"]


@pytest.mark.parametrize(
    "text",
    [
        "Offenders aged 50-59 in 2022",
        "Offenders under twenty, share of all in 2018",
        "everyone sixty and over",
        "those from sixty on",
        "First year above 10,000 offenders",
        "sum of two bands",
        "count over five years",
        "2014/2018",
        "2021 to July 2025",
        "First half of 2024: six months, less the published half",
        "20세 이상",
        "deaths per 100,000 people",
        "Income of the top 10 %",
        "Index (2020 = 100)",
    ],
)
def test_what_a_statistic_is_may_be_said_with_numbers(text):
    assert numbers(label=text) == []


@pytest.mark.parametrize(
    "text",
    [
        "20세 이상", "15~64세 인구", "만 19세부터 34세까지", "9억 원 초과 주택", "300인 미만 사업장", "10km 이내",
        "인구 10만 명당 사망자", "1,000명당", "100g당", "상위 10개 도시", "하위 20%", "2020년=100", "최근 5년",
        "5개년 평균", "10년 전보다", "두 지역의 합", "첫 번째 조사", "둘의 차", "3분의 1", "2020부터 2024까지의 합",
        "2023 대비 2024의 변화", "2025년 다섯 분야 예산", "인구 1000명당 출생아", "천 명당 출생아",
        "2016년 대비 2025년 증감률",
    ],
)  # fmt: skip
def test_so_it_may_in_korean(text):
    assert numbers(label=text, locale="ko") == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("방문객 1234명 이상", "1234명"), ("방문객 80053명의", "80053명"), ("두 배", "두 배"), ("120에 이른", "120"),
        ("12명", "12명"), ("출생아 1000명", "1000명"), ("예산 3조원", "3조원"), ("1만2345명당 출생아", "1만2345명"),
    ],
)  # fmt: skip
def test_a_number_beside_it_is_named_in_korean_as_well(text, named):
    assert numbers(label=text, locale="ko") == [named]


def test_a_text_that_is_a_cell_of_its_rows_is_data():
    text = "The office opens, with 840 staff"
    rows = (RowSet(columns=("event",), rows=((text,),)),)
    assert numbers(label=text) == ["840"]
    assert numbers(label=text, rows=rows) == []


def test_a_text_is_named_once_with_its_cell():
    found = [Statistic(id=id, value="1", note="80053 trips", cell=Cell(notebook="n.ipynb", index=3)) for id in "ab"]
    (number,) = find_statistic_numbers(found, names=(), locale="en")
    assert str(number.place) == "n.ipynb: cell 4"


def test_what_is_copied_from_a_cell_or_is_the_code_of_the_unit_is_data():
    rows = (RowSet(columns=("unit", "staff"), rows=(("Department 0", 840),)),)
    assert numbers(label="Spending of Department 0") == ["0"]
    assert numbers(label="Spending of Department 0", rows=rows) == []
    assert numbers(label="Spending of Department 0, for 840 people", rows=rows) == ["840 people"]
    assert numbers(label="Price of a Big Mac in MDL") == ["MDL"]
    assert numbers(label="Price of a Big Mac in MDL", unit="MDL") == []

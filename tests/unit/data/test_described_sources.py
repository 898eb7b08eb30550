"""Sources that a descriptor names for whole tables, and the ids that they get from their titles."""

from __future__ import annotations

import pytest

from factbook.data.described_sources import make_source_id


@pytest.mark.parametrize(
    ("title", "id"),
    [
        pytest.param("Labour survey 2025", "labour-survey-2025", id="words and a year"),
        pytest.param("G7 2025", "g7-2025", id="a letter"),
        pytest.param("통계청 KOSIS", "kosis", id="a name in Latin letters"),
    ],
)
def test_a_title_is_an_id_by_its_latin_letters(title, id):
    assert make_source_id(title) == id


def test_titles_in_another_script_have_ids_of_their_own_also_where_they_have_the_same_year():
    titles = ["2025년 도서관 연차 보고서", "2025년 인구 통계", "인구 통계"]
    ids = [make_source_id(title) for title in titles]
    assert len(set(ids)) == 3
    assert all(id.startswith("source-") for id in ids)

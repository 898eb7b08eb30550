"""The page on the house is what the code says."""

from __future__ import annotations

import importlib

import pytest

from docs import house


def test_the_page_on_the_house_is_written_from_the_code():
    assert house.PAGE.read_text("utf-8") == house.make_page(), "run: make docs"


@pytest.mark.parametrize("module", house.QUESTIONS.values())
def test_each_question_of_a_newcomer_leads_to_a_module(module):
    assert importlib.import_module(module)


def test_the_way_of_a_figure_names_the_stages():
    way = "\n".join(house.describe_way())
    stages = ["read_inputs", "gather_recorded", "check_page", "check_review", "find_unresolved"]
    assert sorted(stages, key=way.index) == stages

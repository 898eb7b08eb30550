"""The page of words has every language that is read in words, every table and every word, with examples."""

from __future__ import annotations

import pytest

from docs import reference
from figurecheck.figures import DEFAULT_RULES
from figurecheck.figures.languages import find_language, find_language_codes

# by this name, since the script imports it from its own folder
import word_tables  # isort: skip

LANGUAGES = [language for code in find_language_codes() if (language := find_language(code)) and language.reads_words]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_word_of_every_table_is_on_the_page(language):
    modules = list(word_tables.find_table_modules(language))
    assert modules
    page = (reference.FOLDER / f"words-{language.name.lower()}.md").read_text("utf-8").replace("\\|", "|")
    tables = [(name, table) for module in modules for name, table, _ in word_tables.find_tables(module)]
    words = {word.strip() for _, table in tables for word in word_tables.words_of(table)}
    assert len(words) > 200
    assert {word for word in words if word not in page} == set()


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_qualifier_has_an_example(language):
    names = [one.name for one in DEFAULT_RULES.qualifiers if any(one.words_in(language.qualifiers))]
    assert [name for name in names if not word_tables.find_example(language, name)[1]] == []

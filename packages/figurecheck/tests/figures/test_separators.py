"""Separators of digits: a table of our own, which holds at least what the CLDR prefers."""

from __future__ import annotations

import pytest
from babel.core import Locale

from figurecheck.figures.digits_only import SEPARATORS


@pytest.mark.parametrize("language", SEPARATORS)
def test_the_signs_that_a_language_prefers_are_read(language):
    signs = Locale(language).number_symbols["latn"]
    assert signs["group"] in SEPARATORS[language]
    assert signs["decimal"] == ","

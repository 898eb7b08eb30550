"""What is written down of Unicode's CLDR is what Babel has."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from cldr import FILE, describe_cldr, write

from figurecheck.figures.common.calendar_names import find_months, name_language


def test_what_is_written_down_is_what_babel_has():
    assert FILE.read_text("utf-8") == write(describe_cldr()), "run: python tests/figures/cldr.py"


def test_a_language_that_is_not_written_down_has_english_names():
    assert find_months("tlh") == find_months("en")
    assert name_language("ko-KR") == "한국어"

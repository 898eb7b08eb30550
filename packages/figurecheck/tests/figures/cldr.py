"""Write `cldr.json` of figurecheck from Babel: names of languages, months, weekdays, quarters; digits of currencies.

python tests/cldr.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from babel.core import Locale, get_global

FILE = Path(__file__).parents[2] / "src/figurecheck/figures/common/cldr.json"
LANGUAGES = (
    "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv "  # those of the European Union
    "ar ca eu he hi id is ja ko no ru th tr uk vi zh"
).split()
"""The languages whose names are written down; whoever reads another one adds it here."""


def describe_cldr() -> dict[str, Any]:
    """Return what `calendar_names` reads."""
    fractions = get_global("currency_fractions")
    return {
        "currency_digits": {code: digits[0] for code, digits in sorted(fractions.items())},
        "languages": {code: _describe(Locale(code)) for code in LANGUAGES},
    }


def _describe(locale: Locale) -> dict[str, Any]:
    months, quarters = locale.months["format"], locale.quarters["format"]
    return {
        "name": locale.get_display_name() or locale.language,
        "months": [months["wide"][number] for number in range(1, 13)],
        "short_months": [months["abbreviated"][number].rstrip(".") for number in range(1, 13)],
        "weekdays": [locale.days["format"]["wide"][number] for number in range(7)],
        "quarters": {quarters[width][number]: number for width in ("wide", "abbreviated") for number in range(1, 5)},
    }


def write(document: dict[str, Any]) -> str:
    """Return the document with a line for each language, so that a change shows what changed."""
    lines = [
        f"{json.dumps(code)}: {json.dumps(one, ensure_ascii=False)}" for code, one in document["languages"].items()
    ]
    digits = json.dumps(document["currency_digits"])
    return f'{{"currency_digits": {digits},\n"languages": {{\n' + ",\n".join(lines) + "\n}}\n"


if __name__ == "__main__":
    FILE.write_text(write(describe_cldr()), "utf-8")

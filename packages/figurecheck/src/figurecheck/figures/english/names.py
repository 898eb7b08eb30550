"""Names of English texts that end in a number: standards, aircraft and other products, stock indexes.

An editor lists those of the house under ``factbook: names:`` in ``_config.yml``; these are what many texts share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from figurecheck.figures.common.figure import NumberKind
from figurecheck.figures.common.running_text import Mask
from figurecheck.figures.common.tokens import Token

# Bodies and series whose documents are numbered: RFC 9110, ISO/IEC 27001, BS 7671, CVE-2024-3094, PEP 8.
_STANDARDS = (
    "RFC ISO IEC IEEE DIN EN BS ASTM ANSI NIST FIPS CVE PEP GOST JIS NFPA ASME SAE API ETSI ITU ECMA IFRS IAS FRS SOC "
    "ICD DSM HTTP RAL"
).split()
# The model numbers of makers, which may stand before other numbers too: Boeing 120 orders.
_MAKERS = {
    "Boeing": "7[0-8]7",
    "Airbus": r"2[0-2]0|3[0-8]0|31[89]|321",
    "Porsche": "9[0-9][0-9]",
    "Peugeot": "[1-5]0[1-8]",
}
_INDEXES = {
    "FTSE": "100|250|350", "S&P": "100|400|500|600", "Nasdaq": "100", "NASDAQ": "100", "Nikkei": "225", "CAC": "40",
    "DAX": "30|40", "MDAX": "50", "Stoxx": "50|600", "STOXX": "50|600", "Russell": "1000|2000|3000", "KOSPI": "200",
    "ASX": "200", "CSI": "300", "Fortune": "100|500|1000", "Dow": "30", "Area": "51", "Catch": "22", "Cop": r"\d\d",
    "COP": r"\d\d",
}  # fmt: skip


def _either(numbers: dict[str, str]) -> str:
    return "|".join(f"{re.escape(name)} (?:{one})" for name, one in numbers.items())


_NAMES = re.compile(
    rf"(?<![\w-])(?:(?:{'|'.join(_STANDARDS)})(?:/[A-Z]{{2,5}})?[ -]\d+(?:[.:-]\d+)*(?!,?\d)"
    rf"|(?:{_either(_MAKERS)})(?:-\d{{1,4}}[A-Z]*)?(?![\d,]*\d|%)"
    rf"|(?:{_either(_INDEXES)})(?![\d,.]*\d|%))"
)
_HEADS = frozenset(name.lower() for name in (*_STANDARDS, *_MAKERS, *_INDEXES, "p"))
"""The tokens with which they start, or of "S&P" the last one."""


def find_names(text: str, tokens: list[Token]) -> Iterator[Mask]:
    """Yield where numbered names stand."""
    # A look at the tokens is cheaper than the pattern, which most texts need not be searched for.
    if not any(token.text in _HEADS for token in tokens):
        return
    for match in _NAMES.finditer(text):
        yield (*match.span(), NumberKind.NAME)

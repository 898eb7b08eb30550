"""Read what an existing Jupyter Book has glued: every value is a statistic, and prints as the book has it printed.

``glue(key, value)`` displays the value in all its forms, with the key in the metadata; with ``display=False`` the names
of the forms have a prefix, so that nothing shows them. Its text is what Python writes of the value (``'25.0%'``,
``np.float64(0.5)``), from which the value is read back.
"""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import Any

from factbook.notebooks.recording.record import LONGEST_ID, MOST_DIGITS
from figurecheck.figures import Form, parse
from figurecheck.model import Cell, Statistic
from figurecheck.model.exact import write_fraction
from figurecheck.model.statistic import PICTURE, TABLE, TEXT

METADATA = "scrapbook"
"""The key of an output's metadata that says what was glued."""
TEXT_FORM = "text/plain"
LONGEST_TEXT = 2000
"""Characters of a text that are shown as the value of a statistic."""
_NUMBER = re.compile(r"[-+]?(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
# What Python and numpy write around the value of a scalar: np.float64(0.5), Decimal('1'), np.str_('North').
_CALL = re.compile(r"(?:np|numpy|decimal|pd|pandas)?\.?(?P<name>\w+)\((?P<inner>.*)\)", re.DOTALL)
_SCALARS = re.compile(r"Decimal|Timestamp|str_|bool_?|(?:float|longdouble|u?int|u?long|u?short|u?byte|half|single)\w*")
_WORDS = frozenset({"nan", "inf", "-inf"})
_JOINTS = re.compile(r"[_.:-]+")
"""What joins the words of a key."""
_WRITTEN = ("text/markdown", "text/latex")
_KEPT = {TABLE: "<table", PICTURE: "<svg"}
"""What is kept of a long form, by what it shows."""
_NUMPY_WORDS = frozenset({"np.True_", "np.False_", "np.nan", "np.inf"})
_BARE = frozenset({Form.NUMBER, Form.PERCENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Glued:
    """What a cell glued."""

    key: str
    forms: Mapping[str, Any]
    """The forms in which the value was displayed, by media type, without the prefix of hidden ones."""
    hidden: bool = False

    @property
    def text(self) -> str:
        """What Python writes of the value; empty where there is no text."""
        return join_lines(self.forms.get(TEXT_FORM, ""))


def join_lines(text: object) -> str:
    """Return a text of a notebook, which may be a list of lines."""
    return "".join(map(str, text)) if isinstance(text, list) else str(text)


def read_glued(output: Mapping[str, Any]) -> Glued | None:
    """Return what an output glued; ``None`` for one that glued nothing."""
    about = output.get("metadata", {}).get(METADATA)
    if not isinstance(about, Mapping) or not str(about.get("name", "")).strip():
        return None
    prefix = str(about.get("mime_prefix", ""))
    forms = {name.removeprefix(prefix): form for name, form in output.get("data", {}).items()}
    return Glued(key=str(about["name"]), forms=forms, hidden=bool(prefix))


def summarize_glue(output: Mapping[str, Any]) -> dict[str, Any]:
    """Return of a glued output what `parse_glue` reads: its text, and of pictures and tables that they are there."""
    glued = read_glued(output)
    if glued is None:
        return {"data": {}, "metadata": {}}
    kept = {
        name: form if name in _WRITTEN else _KEPT.get(find_kind({name: form}), "") for name, form in glued.forms.items()
    }
    return {"data": {**kept, TEXT_FORM: glued.text}, "metadata": {METADATA: {"name": glued.key}}}


def parse_glue(output: Mapping[str, Any], cell: Cell) -> Statistic | None:
    """Return what a cell glued as a statistic; ``None`` if it glued nothing.

    It has neither population nor rows, and its evidence says so. A unit it has where its text names one ("25.0%").
    """
    glued = read_glued(output)
    if glued is None:
        return None
    value, unit, printed = _read_value(glued)
    # A longer name would not do for that of a file; the key itself finds it all the same.
    id, label = glued.key[:LONGEST_ID], " ".join(_JOINTS.split(glued.key))
    return Statistic(id=id, key=glued.key, label=label, value=value, unit=unit, printed=printed, cell=cell)


def _read_value(glued: Glued) -> tuple[Decimal | str, str, str]:
    """Return the value, its unit, and what it prints without a format."""
    text = glued.text.strip()
    printed = read_plain(text)
    if printed is None and (kind := find_kind(glued.forms)):
        return kind, kind, ""
    printed = text if printed is None else printed
    if (number := _read_number(printed)) is not None:
        return number, "", printed
    # Of what a notebook wrote as Markdown or TeX, Python's text says no more than that.
    written = next((join_lines(glued.forms[name]) for name in _WRITTEN if name in glued.forms), "")
    if written and printed.startswith("<"):
        return written[:LONGEST_TEXT], TEXT, printed
    figure = _read_figure(printed)
    return (*figure, printed) if figure else (printed[:LONGEST_TEXT], TEXT, printed)


def find_kind(forms: Mapping[str, Any]) -> str:
    """Return what the forms of a value show besides text: a table or a picture; empty if only text."""
    html = join_lines(forms.get("text/html", ""))
    if "<table" in html:
        return TABLE
    pictures = ("image/", "application/vnd.", "application/pdf")
    if any(name.startswith(pictures) for name in forms) or "<svg" in html or "<script" in html:
        return PICTURE
    return ""


def read_plain(text: str) -> str | None:
    """Return what the number or text that Python writes so prints; ``None`` for any other value.

    >>> read_plain("np.float64(0.5)"), read_plain("'25.0%'"), read_plain("<Figure size 640x480>")
    ('0.5', '25.0%', None)
    """
    text = text.removeprefix("np.").removesuffix("_") if text in _NUMPY_WORDS else text
    call = _CALL.fullmatch(text)
    if call and _SCALARS.fullmatch(call["name"]):
        return read_plain(call["inner"]) or call["inner"]
    if text in _WORDS or _NUMBER.fullmatch(text):
        return text
    try:
        value = literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    # A list or a mapping prints as Python writes it.
    return value if isinstance(value, str) else text


def _read_number(text: str) -> Decimal | None:
    if not _NUMBER.fullmatch(text):
        return None
    number = Decimal(text)
    return number if abs(number.adjusted()) < MOST_DIGITS else None


def _read_figure(text: str) -> tuple[Decimal, str] | None:
    """Return the value and unit of a text that is one bare figure: 25.0%, 1,234, $3.50."""
    figure = parse(text) if any(char.isdecimal() for char in text) else None
    if figure is None or figure.form not in _BARE or figure.qualifier or figure.upper is not None or figure.total:
        return None
    # "12 May" and "3 models" say more than a value and its unit.
    if figure.date or figure.unread or figure.beside or figure.noun or figure.direction:
        return None
    return write_fraction(figure.amount), "%" if figure.form is Form.PERCENT else figure.unit


def format_glued(text: str, form: str) -> str:
    """Return what a glued value prints in a format of Python's; as it is without one. Raises ValueError.

    As in MyST-NB, the last letter of the format decides whether the value is taken as a whole number, a number or a
    text; scalars of numpy are formatted too.
    """
    plain = read_plain(text.strip())
    value: object = text if plain is None else plain
    if not form or form[-1] == "s":
        return format(str(value), form or "s")
    if form[-1] in "bcdoxX":
        value = int(_as_number(value))
    elif form[-1] in "eEfFgGn%":
        value = _as_float(_as_number(value))
    elif isinstance(value, str) and _NUMBER.fullmatch(value):
        # "," and "+" and ".3" name no kind: the value is of the one that Python writes so.
        value = int(value) if value.lstrip("+-").replace("_", "").isdecimal() else _as_float(_as_number(value))
    return format(value, form)


def _as_float(number: Decimal) -> float:
    value = float(number)
    if number.is_finite() and not isfinite(value):
        raise ValueError("it is too large for a format")
    return value


def _as_number(text: object) -> Decimal:
    try:
        return Decimal(str(text).strip())
    except ArithmeticError as error:
        raise ValueError(f"{text!r} is no number") from error

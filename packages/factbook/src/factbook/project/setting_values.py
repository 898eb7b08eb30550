"""Types of settings that say more than a type of Python: each with the function that reads a value of `_config.yml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.metadata import entry_points
from importlib.resources import files
from os.path import normpath
from typing import Annotated

from factbook.project.urls import read_contact, read_site_address
from figurecheck.model.worded import join, phrase
from figurecheck.settings.faults import BadValueError, ReadBy, read_day, refuse_value
from figurecheck.settings.values import read_filled

CONFIG = "_config.yml"
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_OURS = ("FACTBOOK_", "HOME", "IPYTHONDIR", "JPY_", "MPLCONFIGDIR", "PYTHONHASHSEED", "TMPDIR", "XDG_CACHE_HOME")
_SIZES = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}


def read_loose_text(value: object) -> str:
    """Return a text, also one that YAML takes for a number or a date; empty if there is none."""
    if isinstance(value, dict | list):
        raise refuse_value("{value} is not text", value, "write it in quotes")
    return str(value or "")


def read_name(value: object) -> str:
    """Return a name that holds a number and is no figure."""
    return read_filled(value, "{value} is not a name", "write it in quotes, such as 'A4'")


def read_variable(value: object) -> str:
    """Return the name of an environment variable that notebooks may see."""
    name = read_filled(value, "{value} is not an environment variable", "write its name, such as TOWN")
    if not _VARIABLE.fullmatch(name):
        raise refuse_value("{value} is not an environment variable", value, "write its name, such as TOWN")
    if name.startswith(_OURS):
        raise BadValueError(phrase("{name} has a value of its own in each run", name=name), "leave it out")
    return name


def read_page_name(value: object) -> str:
    """Return the name of a page, as the table of contents has it."""
    return read_filled(value, "{value} is not the name of a page", "write it as in _toc.yml").strip()


def read_new_id(value: object) -> str:
    """Return the id of a statistic that replaces another."""
    return read_filled(value, "{value} is not the id of a statistic", "write old.id: new.id")


def read_date(value: object) -> str:
    """Return an ISO day; empty if there is none."""
    return "" if value is None else read_day(value)


def find_languages() -> list[str]:
    """Return the tags of the languages that a site can be in.

    The words of the interface are in some of them; in the others, whose figures are read all the same, they are in
    English: German, and what an installed package adds (``docs/languages.md``).
    """
    names = (file.name for file in files("factbook").joinpath("render", "words").iterdir())
    with_words = {name.removesuffix(".toml") for name in names if name.endswith(".toml")}
    return sorted({*with_words, "de", *(point.name for point in entry_points(group="figurecheck.languages"))})


def read_language(value: object) -> str:
    """Return the tag of a language in which figures are read."""
    # Listing the installed packages takes a while, and nearly every report is in English.
    if value is None or value == "en":
        return "en"
    if value in (known := find_languages()):
        return str(value)
    remedy = phrase("write {what}", what=join((", ".join(known[:-1]), known[-1]), " or "))
    raise refuse_value("{value} is not a language that pages can be in", value, remedy)


def read_store(value: object) -> str:
    """Return the folder of the store of runs; empty if none is named."""
    if value is None:
        return ""
    remedy = "write a folder outside, such as ../runs, or one below _build"
    if not isinstance(value, str) or not value.strip():
        raise refuse_value("{value} is not a folder", value, remedy)
    first = normpath(value).split("/")[0]
    # Outside, or in a folder whose content is no input: what is built, and what is hidden.
    if normpath(value) != "." and (first in {"", "_build"} or first[0] == "."):
        return value
    # runs stored among the inputs would make each build's inputs other ones than those of the last
    raise refuse_value("{value} lies among the report's own files, which are read in each build", value, remedy)


def read_size(value: object) -> int:
    """Return a size such as ``2 GiB``, in bytes."""
    text = value.strip() if isinstance(value, str) else ""
    unit = text.lstrip("0123456789").lstrip()
    count = text.removesuffix(unit).rstrip()
    if unit in _SIZES and 0 < len(count) <= 9 and count.isascii() and (size := int(count) * _SIZES[unit]):
        return size
    raise refuse_value("{value} is not a size", value, "write it as 500 MiB or 2 GiB")


def read_table(value: object) -> Mapping[str, object]:
    """Return a mapping that may be left out."""
    if isinstance(value, dict):
        return value
    if value is None:
        return {}
    raise refuse_value("{value} is not a mapping", value, "write key: value lines")


LooseText = Annotated[str, ReadBy(read_loose_text)]
Name = Annotated[str, ReadBy(read_name)]
Variable = Annotated[str, ReadBy(read_variable)]
PageName = Annotated[str, ReadBy(read_page_name)]
NewId = Annotated[str, ReadBy(read_new_id)]
Date = Annotated[str, ReadBy(read_date)]
Language = Annotated[str, ReadBy(read_language)]
Store = Annotated[str, ReadBy(read_store)]
Size = Annotated[int, ReadBy(read_size)]
Table = Annotated[Mapping[str, object], ReadBy(read_table)]
SiteAddress = Annotated[str, ReadBy(read_site_address)]
Contact = Annotated[str, ReadBy(read_contact)]

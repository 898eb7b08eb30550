"""Values of `_config.yml`, each checked with a complaint where it cannot be used; a default takes its place."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from difflib import get_close_matches
from os.path import normpath
from typing import Any

from factbook.model import Risk
from factbook.model.errors import Complaint

CONFIG = "_config.yml"
LONGEST = 30 * 86_400
"""Seconds that a cell may be allowed at most: 30 days."""
_SIZES = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
_SIZE = re.compile(rf"(?P<count>\d{{1,9}})\s*(?P<unit>{'|'.join(_SIZES)})")


def as_mapping(value: Any, where: str, complaints: list[Complaint]) -> Mapping[str, Any]:
    """Read a mapping."""
    if isinstance(value, dict):
        return value
    complaints.append(
        Complaint(place=f"{CONFIG}: {where}", what=f"{value!r} is not a mapping", remedy="write key: value lines")
    )
    return {}


def as_table(value: Any, where: str, complaints: list[Complaint]) -> Mapping[str, Any]:
    """Read a mapping that may be left out."""
    return {} if value is None else as_mapping(value, where, complaints)


def as_names(value: Any, complaints: list[Complaint]) -> tuple[str, ...]:
    """Read the names that hold a number and are no figures."""
    names = [] if value is None else as_list(value, "factbook.names", complaints)
    for at, name in enumerate(names):
        if not isinstance(name, str) or not name.strip():
            place, remedy = f"{CONFIG}: factbook.names[{at}]", "write it in quotes, such as 'A4'"
            complaints.append(Complaint(place=place, what=f"{name!r} is not a name", remedy=remedy))
    return tuple(name for name in names if isinstance(name, str))


def as_acknowledged(value: Any, complaints: list[Complaint]) -> Mapping[str, Mapping[str, str]]:
    """Read the acknowledged warnings, by id and code."""
    found: dict[str, dict[str, str]] = {}
    for id, reasons in as_table(value, "factbook.acknowledged", complaints).items():
        where = f"factbook.acknowledged.{id}"
        for code, reason in as_mapping(reasons, where, complaints).items():
            place = f"{CONFIG}: {where}.{code}"
            if code not in set(Risk):
                close = get_close_matches(str(code), list(Risk), n=1)
                remedy = f"did you mean {close[0]}?" if close else f"write one of {', '.join(Risk)}"
                complaints.append(Complaint(place=place, what=f"there is no warning {code!r}", remedy=remedy))
            elif not isinstance(reason, str) or not reason.strip():
                complaints.append(Complaint(place=place, what="has no reason", remedy="say why the figure stays"))
            else:
                found.setdefault(str(id), {})[str(code)] = reason.strip()
    return found


def as_renamed(value: Any, complaints: list[Complaint]) -> Mapping[str, str]:
    """Read earlier ids of statistics, and the ids that replace them."""
    table = as_table(value, "factbook.renamed", complaints)
    for old, new in table.items():
        if not (isinstance(old, str) and isinstance(new, str) and new.strip()):
            place, what = f"{CONFIG}: factbook.renamed.{old}", f"{new!r} is not the id of a statistic"
            complaints.append(Complaint(place=place, what=what, remedy="write old.id: new.id"))
    return {str(old): str(new) for old, new in table.items()}


def as_list(value: Any, where: str, complaints: list[Complaint]) -> list[Any]:
    """Read a list."""
    if isinstance(value, list):
        return value
    complaints.append(
        Complaint(place=f"{CONFIG}: {where}", what=f"{value!r} is not a list", remedy="write [a, b] or - lines")
    )
    return []


def as_date(value: Any, complaints: list[Complaint]) -> str:
    """Read an ISO day; empty if there is none."""
    if value is None:
        return ""
    try:
        return datetime.date.fromisoformat(str(value)).isoformat()
    except ValueError:
        place = f"{CONFIG}: factbook.edition.date"
        complaints.append(Complaint(place=place, what=f"{value!r} is not a date", remedy="write it as 2026-11-24"))
        return ""


def as_kernels(value: Any, complaints: list[Complaint]) -> str:
    """Read the kind of kernels."""
    if value in ("warm", "plain"):
        return str(value)
    place, what = f"{CONFIG}: factbook.kernels", f"{value!r} is not a kind of kernels"
    complaints.append(Complaint(place=place, what=what, remedy="write warm or plain"))
    return "warm"


def as_seconds(value: Any, complaints: list[Complaint]) -> int:
    """Read a number of seconds."""
    # YAML reads `yes` as a truth value, which Python takes for the number 1
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LONGEST:
        return value
    place = f"{CONFIG}: factbook.timeout"
    complaints.append(
        Complaint(
            place=place,
            what=f"{value!r} is not a number of seconds",
            remedy=f"write a whole number from 1 to {LONGEST}",
        )
    )
    return 300


def as_cache(value: Any, complaints: list[Complaint]) -> str:
    """Read the folder of the store of runs; empty if none is named."""
    if value is None:
        return ""
    if not isinstance(value, str) or not value.strip():
        what = f"{value!r} is not a folder"
    elif normpath(value) != "." and ((first := normpath(value).split("/")[0]) in {"", "_build"} or first[0] == "."):
        # Outside, or in a folder whose content is no input: what is built, and what is hidden.
        return value
    else:
        # runs stored among the inputs would make each build's inputs other ones than those of the last
        what = f"{value!r} lies among the report's own files, which are read in each build"
    remedy = "write a folder outside, such as ../runs, or one below _build"
    complaints.append(Complaint(place=f"{CONFIG}: factbook.cache", what=what, remedy=remedy))
    return ""


def as_size(value: Any, where: str, complaints: list[Complaint]) -> int:
    """Read a size such as ``2 GiB``, in bytes."""
    match = _SIZE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match and (size := int(match["count"]) * _SIZES[match["unit"]]):
        return size
    what = f"{value!r} is not a size"
    complaints.append(Complaint(place=f"{CONFIG}: {where}", what=what, remedy="write it as 500 MiB or 2 GiB"))
    return 0

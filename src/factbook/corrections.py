"""The record of corrections: ``book/corrections.yml``, in which an editor says of what kind a change is, and why.

::

    - edition: 2026-01                      # the edition in which the figure is other than before
      statistic: offenders.total.2024
      class: update                         # update, correction or clarification
      reason: The white paper of June counts the whole year.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from factbook.edition import Kind
from factbook.errors import CorrectionError
from factbook.history import Change, Confirmation
from factbook.model import Place
from factbook.yamlfile import YamlReader

FILE = "book/corrections.yml"
_KEYS = frozenset({"edition", "statistic", "class", "reason"})


def read_corrections(root: Path) -> tuple[tuple[Confirmation, ...], tuple[tuple[str, Place], ...]]:
    """Give the entries of the record, and the texts of it that readers see; none where there is no record.

    Raises CorrectionError with every fault of the file.
    """
    path = root / FILE
    if not path.is_file():
        return (), ()
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        reader = YamlReader(FILE, "")
        reader.complain(None, "not UTF-8", "save the file as UTF-8")
        raise CorrectionError(*reader.complaints) from error
    reader = YamlReader(FILE, text)
    node = reader.compose()
    entries = [_entry(reader, item, f"[{at}]") for at, item in enumerate(reader.items(node, "the file"))]
    if reader.complaints:
        raise CorrectionError(*reader.complaints)
    return tuple(entry for entry in entries if entry is not None), tuple(reader.texts)


def propose(changes: Iterable[Change]) -> str:
    """Give entries for the visible changes that nobody has confirmed, ready for an editor to complete."""
    lines: list[str] = []
    for change in changes:
        if change.visible and change.confirmation is None:
            lines += [
                f'- edition: "{change.sealed.edition}"',
                f"  statistic: {change.sealed.statistic}",
                f"  class: {change.kind}    # {', '.join(change.sealed.causes)}",
                "  reason:",
            ]
    return "".join(f"{line}\n" for line in lines)


def _entry(reader: YamlReader, node: Any, where: str) -> Confirmation | None:
    entries = reader.mapping(node, where, _KEYS)
    kind = reader.text(entries.get("class"), f"{where}.class")
    if kind and kind not in frozenset(Kind):
        reader.complain(entries["class"], f"{where}.class: {kind!r} is unknown", f"one of {', '.join(Kind)}")
    edition, statistic, reason = (
        reader.text(entries.get(name), f"{where}.{name}", seen=name == "reason")
        for name in ("edition", "statistic", "reason")
    )
    if not (edition and statistic and reason) or kind not in frozenset(Kind):
        return None
    return Confirmation(
        edition=edition, statistic=statistic, kind=Kind(kind), reason=reason, place=reader.place(entries["statistic"])
    )

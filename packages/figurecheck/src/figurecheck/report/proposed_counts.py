"""A first `figurecheck.yml`, in which every proposal is commented out until a person fills it in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from figurecheck.report.scan_text import context_of
from figurecheck.scan.repository import CONFIG, CountsFile, ProposedCount

_HEAD = f"""\
# {CONFIG}: what this repository counts, and how its texts say it.
# `figurecheck scan` looks for these figures in every text below, in digits and words, and fails where one is stale.
#
# Written by `figurecheck scan --init`, for you to fill in: of each statistic to be checked, remove the "# " before its
# keys, and say where its value comes from; remove the others.
#
#   file, pointer   a JSON file, and where the value is in it (/key/0); of a list or an object, its length counts
#   command         or a program that prints a number or JSON: [python, tools/count.py]; no shell runs it
#   phrases         how texts say it, with {{}} for the number
#   unless          phrases that mean something else, such as "between {{}} formats"
#   stands          files that must state it
#
# The README of figurecheck says what they mean.

"""


def render_proposal(proposed: Sequence[ProposedCount], counts: CountsFile) -> str:
    """Return the text of the file."""
    patterns = f"texts: {_listed(counts.texts)}\nskip: {_listed(counts.skip)}\n\nstatistics:\n"
    return "".join([_HEAD, patterns, *(_render(one) for one in proposed), "" if proposed else _EXAMPLE])


_EXAMPLE = """
  # No figure looks like a count yet.
  # - id: formats
  #   file: package.json
  #   pointer: /contributes/formats
  #   phrases: ["{} formats"]
"""


def _render(one: ProposedCount) -> str:
    return "\n" + "".join(f"  # {line}\n" for line in _lines(one))


def _lines(one: ProposedCount) -> Iterator[str]:
    for draft, number in one.places:
        before, after = context_of(draft, number)
        yield _printable(f"{draft.where(number.start)}: {before}[{number.text}]{after}")
    yield f"- id: {json.dumps(one.id, ensure_ascii=False)}"
    yield "  file: counts.json"
    yield f"  pointer: {json.dumps('/' + one.id.replace('~', '~0'), ensure_ascii=False)}"
    yield f"  phrases: {_listed([one.phrase])}"
    yield f"  stands: {_listed(dict.fromkeys(draft.name for draft, _ in one.places))}"


def _listed(texts: Iterable[str]) -> str:
    # JSON texts are texts of YAML, whatever signs are in them.
    return json.dumps(list(texts), ensure_ascii=False)


def _printable(text: str) -> str:
    """Return a text without signs that YAML refuses even in comments."""
    return "".join(sign if sign.isprintable() else " " for sign in text)

"""How much of a bound book `scan --suggest` binds again once its roles are gone, and whether to the same statistic.

Run it by hand: ``python tests/bench/bench_suggest.py STATISTICS.json PAGE... [--list]``. Each page loses its figure
roles, gets suggestions, and is held against what it was. Figures of other sources and waived ones must stay unbound.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from figurecheck.figures import DEFAULT_RULES
from figurecheck.report.suggest_roles import suggest_roles
from figurecheck.scan import index_facts, scan
from figurecheck.scan.drafts import DraftKind, parse_draft, read_statistics

ROLE = re.compile(r"\{(claim|reported|plain)\}`([^`<]+?)\s*<([^`>]*)>`")
Bound = list[tuple[int, int, str, str]]
"""Start and end in the text without roles, the role and its target."""


def strip(text: str) -> tuple[str, Bound]:
    """Take the figure roles off a page, and remember where they were."""
    made, bound, at, size = [], [], 0, 0
    for match in ROLE.finditer(text):
        made += [text[at : match.start()], match[2]]
        size += match.start() - at
        bound.append((size, size + len(match[2]), match[1], match[3]))
        size += len(match[2])
        at = match.end()
    return "".join([*made, text[at:]]), bound


def compare(before: Bound, after: Bound) -> list[tuple[str, str, str, int]]:
    """Say of each suggestion whether it is the same as before, and of each old claim whether it was left alone.

    "Not ours" is a figure that the page only reports or waives, and that a statistic bears out all the same.
    """
    told, met = [], set()
    for start, end, _, target in after:
        old = [one for one in before if one[0] < end and start < one[1]]
        met.update(old)
        roles = {(role, name) for _, _, role, name in old}
        claims = {name for role, name in roles if role == "claim"}
        state = "same" if claims == {target} else "other statistic" if claims else "not ours" if old else "unbound"
        told.append((state, target, ", ".join(name for _, name in sorted(roles)), start))
    told += [("left alone", name, "", start) for start, end, role, name in before
             if role == "claim" and (start, end, role, name) not in met]  # fmt: skip
    return told


def main(arguments: list[str]) -> None:
    """Print the counts, and with ``--list`` each suggestion that is not the same."""
    known, *pages = [one for one in arguments if not one.startswith("--")]
    facts = read_statistics(Path(known))
    index, named = index_facts(facts), {fact.id: fact for fact in facts}
    counts: Counter[str] = Counter()
    for page in pages:
        plain, before = strip(Path(page).read_text("utf-8"))
        draft = parse_draft(plain.encode(), page, DraftKind.MARKDOWN)
        suggested = suggest_roles(draft, scan(draft.text, index), named, rules=DEFAULT_RULES)
        again, after = strip(suggested.text)
        if again != plain:
            raise SystemExit(f"{page}: taking the roles off again does not give the page")
        for state, target, was, start in compare(before, after):
            counts[state] += 1
            if "--list" in arguments and state not in {"same", "left alone"}:
                print(f"{state}: {page}: {target} (was {was}): {plain[max(0, start - 90) : start + 60]!r}")  # noqa: T201
    print(dict(counts))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])

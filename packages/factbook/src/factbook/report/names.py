"""What the statistics of a run are called, as a digest: most that is looked up by name hangs on no value."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from factbook.notebooks import Run
from factbook.project.files import digest
from factbook.project.groups import get_of_all
from factbook.project.memo import Memo
from figurecheck.verdicts.sentence.siblings import without_value


def digest_names(runs: Sequence[Run], memo: Memo) -> list[str]:
    """Return the digest of each run; one that `memo` knows is not read."""
    return get_of_all(runs, partial(_find, memo), list[str], memo, "names of all statistics")


def _find(memo: Memo, run: Run) -> str:
    return memo.get_or_make(partial(_digest, run), str, "names of statistics", run.mark)


def _digest(run: Run) -> str:
    return digest([without_value(one) for one in run.statistics])

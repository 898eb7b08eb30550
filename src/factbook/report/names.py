"""What the statistics of a run are called, as a digest: most that is looked up by name hangs on no value."""

from __future__ import annotations

from functools import partial

from factbook.notebooks import Run
from factbook.project.files import digest
from factbook.project.memo import Memo
from factbook.verdicts.sentence.siblings import without_value


def digest_names(run: Run, memo: Memo) -> str:
    """Return the digest; a run that `memo` knows is not read."""
    return memo.get_or_make(partial(_digest, run), str, "names of statistics", run.mark)


def _digest(run: Run) -> str:
    return digest([without_value(one) for one in run.statistics])

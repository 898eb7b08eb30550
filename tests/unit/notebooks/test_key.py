"""What a run is known by: what changes it, and that no code which a kernel uses is left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import grimp
import pytest

from factbook.notebooks.cache import key as keys
from factbook.notebooks.cache.key import UNUSED, make_key

IN_KERNELS = {
    "factbook.data.catalog",
    "factbook.notebooks.kernel.fork_server",
    "factbook.notebooks.kernel.kernel_app",
    "factbook.notebooks.kernel.streams",
    "factbook.notebooks.kernel.start_sandboxed",
    "factbook.notebooks.kernel.warm_up",
    "factbook.notebooks.recording.record",
    "factbook.notebooks.recording.series",
    "factbook.notebooks.tracing.in_kernel",
    "figurecheck.verdicts.judge",
}
"""What a notebook calls, and what its kernel is made of."""


def notebook_of(*cells: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


CODE = {"cell_type": "code", "metadata": {}, "source": ["a = 1\n", "a"], "outputs": [], "execution_count": None}
TEXT = {"cell_type": "markdown", "metadata": {}, "source": "# One"}


def key_of(*cells: dict[str, Any], day: str = "2026-01-01", **metadata: Any) -> str:
    key = make_key(notebook_of(*cells, **metadata), path=Path("notebooks/a.ipynb"), day=day)
    assert key is not None
    return key.digest


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(key_of(CODE, TEXT, day="2025-01-01"), id="another day"),
        pytest.param(key_of({**CODE, "source": "a = 2"}, TEXT), id="other code"),
        pytest.param(key_of(TEXT, CODE), id="another order"),
        pytest.param(key_of(CODE, TEXT, TEXT), id="one more cell"),
        pytest.param(key_of({**CODE, "metadata": {"tags": ["skip-execution"]}}, TEXT), id="a tag"),
        pytest.param(key_of(CODE, TEXT, kernelspec={"name": "ir"}), id="another kernel"),
    ],
)
def test_another_run_has_another_key(other):
    assert other != key_of(CODE, TEXT)


@pytest.mark.parametrize(
    "same",
    [
        pytest.param(key_of({**CODE, "source": "a = 1\na"}, TEXT), id="lines joined"),
        pytest.param(
            key_of({**CODE, "outputs": [{"output_type": "stream"}], "execution_count": 7}, TEXT), id="outputs"
        ),
        pytest.param(key_of(CODE, {**TEXT, "source": "# Two"}), id="another text"),
    ],
)
def test_the_same_run_has_the_same_key(same):
    assert same == key_of(CODE, TEXT)


@pytest.mark.parametrize(
    "document", [{}, {"cells": None}, {"cells": [{}], "metadata": {}}, {"cells": [1], "metadata": {}}]
)
def test_what_is_no_notebook_has_no_key(document):
    assert make_key(document, path=Path("a.ipynb"), day="2026-01-01") is None


def test_all_code_that_a_kernel_uses_counts_for_the_environment():
    graph = grimp.build_graph("factbook", "figurecheck", exclude_type_checking_imports=True)
    reached = set.union(*(graph.find_upstream_modules(name) for name in IN_KERNELS)) | IN_KERNELS
    assert {name for name in reached if "/".join(name.split(".")[:2]) in UNUSED} == set()


def test_a_package_that_came_or_went_is_another_environment(tmp_path, monkeypatch):
    before = keys.digest_environment()
    (tmp_path / "newcomer-1.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    keys.digest_environment.cache_clear()
    after = keys.digest_environment()
    monkeypatch.undo()
    keys.digest_environment.cache_clear()
    assert before != after
    assert keys.digest_environment() == before

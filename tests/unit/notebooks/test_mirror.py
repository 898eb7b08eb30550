"""A mirror of a notebook's folder: everything can be read there, and what is written stays there."""

from __future__ import annotations

from pathlib import Path

import pytest

from factbook.notebooks.execution import mirror
from factbook.notebooks.execution.execute import run_all
from factbook.notebooks.execution.mirror import find_results, keep_written, make_mirror
from factbook.notebooks.execution.run import Run
from factbook.notebooks.reuse import PendingRun, _Executor
from factbook.notebooks.sandbox.audit_hook import make_hook
from figurecheck.model.errors import Complaint


def test_what_lies_around_is_read_and_what_is_written_stays_in_the_mirror(tmp_path):
    root, scratch = tmp_path / "root", tmp_path / "scratch"
    for name in ("data/a.csv", "work/deep/nb.ipynb", "work/helper.py", "_build/x", ".git/x"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, "utf-8")
    scratch.mkdir()
    folder = make_mirror(root, Path("work/deep"), scratch)
    assert (folder / "../../data/a.csv").resolve() == root / "data/a.csv"
    assert (folder / "../helper.py").read_text("utf-8") == "work/helper.py"
    assert (folder / "nb.ipynb").resolve() == root / "work/deep/nb.ipynb"
    (folder / "saved.png").write_bytes(b"")
    assert sorted(path.name for path in (root / "work/deep").iterdir()) == ["nb.ipynb"]
    assert not (scratch / "book/root/_build").exists()
    assert not (scratch / "book/root/.git").exists()


def test_a_notebook_in_the_root_has_a_mirror_as_well(tmp_path):
    (tmp_path / "root").mkdir()
    (tmp_path / "root/a.csv").write_text("1", "utf-8")
    (tmp_path / "scratch").mkdir()
    assert (make_mirror(tmp_path / "root", Path(), tmp_path / "scratch") / "a.csv").read_text("utf-8") == "1"


def make_repository(folder: Path) -> tuple[Path, Path]:
    """Write a book that is a folder of a repository; return it and a scratch folder elsewhere."""
    for name in (
        "repo/book/notebooks/01.ipynb",
        "repo/book/results/a.csv",
        "repo/data/a.csv",
        "repo/.git/x",
        "other/x",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, "utf-8")
    (folder / "scratch").mkdir()
    return folder / "repo/book", folder / "scratch"


def test_results_are_written_to_folders_of_the_book_and_of_its_repository(tmp_path):
    root, scratch = make_repository(tmp_path)
    folder = make_mirror(root, Path("notebooks"), scratch)
    assert (folder / "../../data/a.csv").read_text("utf-8") == "repo/data/a.csv"
    for name in ("../results/b.csv", "../../data/b.csv"):
        (folder / name).write_text("new", "utf-8")
    assert [path.name for name in ("results", "../data") for path in (root / name).iterdir()] == ["a.csv", "a.csv"]


@pytest.mark.parametrize(("mode", "flags", "left"), [("w", 0o1101, ""), ("a", 0o2101, "repo/book/results/a.csv")])
def test_a_file_of_the_book_that_is_written_over_stays_as_it_is(tmp_path, mode, flags, left):
    root, scratch = make_repository(tmp_path)
    link = make_mirror(root, Path("notebooks"), scratch) / "../results/a.csv"
    # The hook sees a call before it is carried out.
    make_hook((str(scratch),))("open", (str(link), mode, flags))
    with link.open(mode, encoding="utf-8") as file:
        file.write("more")
    assert link.read_text("utf-8") == f"{left}more"
    assert (root / "results/a.csv").read_text("utf-8") == "repo/book/results/a.csv"


def test_a_link_elsewhere_in_the_scratch_folder_is_not_written_through(tmp_path):
    root, scratch = make_repository(tmp_path)
    (scratch / "link").symlink_to(root / "results/a.csv")
    with pytest.raises(PermissionError):
        make_hook((str(scratch),))("open", (str(scratch / "link"), "w", 0o1101))


def test_a_folder_of_too_many_files_is_one_link(tmp_path, monkeypatch):
    root, scratch = make_repository(tmp_path)
    for at in range(20):
        (root / f"results/{at}").write_text("", "utf-8")
    monkeypatch.setattr(mirror, "MOST", 12)
    folder = make_mirror(root, Path("notebooks"), scratch)
    assert (folder / "../results").is_symlink()
    assert (folder / "../results/a.csv").is_file()


def test_what_one_notebook_writes_another_reads(tmp_path):
    root, first = make_repository(tmp_path)
    second, results = tmp_path / "second", tmp_path / "kept"
    second.mkdir()
    results.mkdir()
    folder = make_mirror(root, Path("notebooks"), first, results)
    for name in ("../results/clean.csv", "../new/deep.csv", "../../data/b.csv"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(name, "utf-8")
    keep_written(first, results)
    kept = [file.relative_to(results).as_posix() for file in find_results(results)]
    assert kept == ["book/new/deep.csv", "book/results/clean.csv", "data/b.csv"]
    folder = make_mirror(root, Path("notebooks"), second, results)
    for name in ("../results/clean.csv", "../new/deep.csv", "../../data/b.csv"):
        assert (folder / name).read_text("utf-8") == name
    assert not (root / "new").exists()


CHAIN = {"1": ("", "a"), "2": ("a", "b"), "3": ("b", "c"), "4": ("never", "d")}
"""What each notebook reads, and what it writes."""


def test_a_chain_of_notebooks_runs_to_its_end_in_any_order(tmp_path):
    finished: list[Run] = []

    class Fake(_Executor):
        async def _run(self, pending, kernels, tracer, results, *, mirrored=False):
            reads, writes = CHAIN[pending.path.name]
            what = "FileNotFoundError: [Errno 2] No such file or directory: 'x'"
            if reads and not (results / reads).exists():
                return Run(path=pending.path, as_of="", complaints=(Complaint("x", what, "y"),))
            (results / writes).touch()
            return Run(path=pending.path, as_of="")

    class Kernels:
        detach = staticmethod(lambda: None)

    fake = Fake(None, None, None, {}, lambda path, day: None, finished.append)
    pending = [PendingRun(path=Path(name), day="", document={}, key=None, why="") for name in "4321"]
    runs = run_all([fake._run(one, Kernels, None, tmp_path) for one in pending], Kernels)
    done = fake._run_after_others(list(zip(pending, runs, strict=True)), Kernels, None, tmp_path)
    assert [(run.path.name, len(run.complaints)) for run in done] == [("4", 1), ("3", 0), ("2", 0), ("1", 0)]
    # One that still lacks a file is told in the end.
    assert [run.path.name for run in finished] == ["4"]

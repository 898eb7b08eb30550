"""A mirror of a notebook's folder: everything can be read there, and what is written stays there."""

from __future__ import annotations

from pathlib import Path

from factbook.notebooks.execution.mirror import make_mirror


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
    assert not (scratch / "book/_build").exists()
    assert not (scratch / "book/.git").exists()


def test_a_notebook_in_the_root_has_a_mirror_as_well(tmp_path):
    (tmp_path / "root").mkdir()
    (tmp_path / "root/a.csv").write_text("1", "utf-8")
    (tmp_path / "scratch").mkdir()
    assert (make_mirror(tmp_path / "root", Path(), tmp_path / "scratch") / "a.csv").read_text("utf-8") == "1"

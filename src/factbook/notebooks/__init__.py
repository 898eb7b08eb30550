"""The narrow door to execution: give notebooks, get runs.

`run_notebooks` is all that the rest of factbook knows of kernels; `export_page` and `export_script`
publish what a run left.
"""

from factbook.notebooks.run import Run, run_notebooks

__all__ = ["Run", "run_notebooks"]

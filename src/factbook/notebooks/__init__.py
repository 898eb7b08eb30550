"""The narrow door to execution: give notebooks, get runs.

`run_notebooks` is all that the rest of factbook knows of kernels; `export_page` and `export_script`
publish what a run left.
"""

from factbook.notebooks.export import export_page, export_script
from factbook.notebooks.run import Run, run_notebooks

__all__ = ["Run", "export_page", "export_script", "run_notebooks"]

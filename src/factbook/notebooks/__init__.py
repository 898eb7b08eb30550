"""The narrow door to execution: give notebooks, get runs.

`run_notebooks` is all that the rest of factbook knows of kernels; `export_script` publishes its code.
"""

from factbook.notebooks.export import export_script
from factbook.notebooks.run import Run, run_notebooks

__all__ = ["Run", "export_script", "run_notebooks"]

"""The processes that `start` has started for a command, before anything large was loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from factbook.engine.fingerprints import Files
    from factbook.notebooks import Kernels
    from factbook.project.settings import Project
    from factbook.report.recorded import Recorded
    from factbook.sphinx_ext.build.render_process import Renderer


class Started(NamedTuple):
    """A process that will render the report, and one that gets kernels warm; a command may do without either."""

    renderer: Renderer | None = None
    kernels: Kernels | None = None

    def expect_notebooks(self) -> None:
        """Do what `Renderer.expect_notebooks` does, where there is one."""
        if self.renderer:
            self.renderer.expect_notebooks()

    def get_ready(self, project: Project, inputs: Files) -> None:
        """Do what `Renderer.get_ready` does, where there is one."""
        if self.renderer:
            self.renderer.get_ready(project, inputs)

    def send_recorded(self, recorded: Recorded) -> None:
        """Do what `Renderer.send_recorded` does, where there is one."""
        if self.renderer:
            self.renderer.send_recorded(recorded.ours, recorded.known)

"""Pages that lie among those of the table of contents and are not in it: they are neither checked nor built."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from factbook.project.settings import Project

_ABOUT = ("readme", "changelog", "license", "licence", "contributing", "code_of_conduct", "security", "authors", "todo")
"""Beginnings of the names of files that say something about a repository and are no pages."""
_OTHERS = frozenset({"editions", "reviews", "notebooks", "node_modules"})
"""Folders whose files are read in another way, or belong to others."""


def find_outside_toc(project: Project) -> Iterator[Path]:
    """Yield each Markdown file beside or below the pages of a report that its table of contents does not name."""
    listed = set(project.pages)
    for folder in sorted({page.parent for page in project.pages}):
        # The folders below the root belong to anybody; those below a folder of pages hold pages.
        files = (project.root / folder).glob("*.md" if folder == Path() else "**/*.md")
        for file in sorted(path.relative_to(project.root) for path in files):
            hidden = any(part.startswith((".", "_")) or part in _OTHERS for part in file.parts[:-1])
            if file not in listed and not hidden and not file.name.lower().startswith(_ABOUT):
                listed.add(file)
                yield file

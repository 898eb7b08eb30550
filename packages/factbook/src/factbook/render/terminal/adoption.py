"""What was found in a book that is taken over, on one page."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping

from factbook.report.adoption import Adoption

MOST = 12
"""Lines of one kind that are listed; `factbook check` lists all."""
MOST_TOLD = 40
"""Those of what is not as in Jupyter Book, some of which nothing else lists."""


def adoption_lines(found: Adoption, *, changed: bool, ignored: bool, folder: str = "") -> Iterator[str]:
    """Yield what was found, what is not as in Jupyter Book, and what to do next.

    `changed` and `ignored` are whether settings, and what git ignores, were changed for it. `folder` is where the book
    lies, from the current directory; empty if it is that.
    """
    also = ", and _build/ is in .gitignore" if ignored else ""
    yield f"_config.yml: factbook.sphinx_ext and factbook: mode: adopt are in it{also}; nothing else was touched"
    if not changed:
        yield "  (they were before; nothing was changed)"
    yield ""
    named = found.pages - len(found.unlisted)
    others = f", {len(found.unlisted)} that it does not name: {_some(found.unlisted)}"
    yield f"Pages       {named} in _toc.yml{others if found.unlisted else ''}"
    yield f"Notebooks   {_counts(found.notebooks) or 'none'}{_failed(found)}"
    yield f"Glued       {sum(found.glued.values())} values: {_counts(found.glued) or 'none'}; each is a statistic"
    yield f"On pages    {_counts(found.roles) or 'no glue roles'}; {found.printed} print a number or a text"
    yield ""
    total = sum(found.unread.values())
    yield f"Unread      {total} numbers that nothing binds{', by page:' if total else ''}"
    yield from _first(f"  {count:>5}  {page}" for page, count in _by_size(found.unread))
    if found.doubtful:
        yield ""
        yield f"Doubtful    {len(found.doubtful)} printed values:"
        yield from _first(f"  {one.place}: ‘{one.printed}’ {one.verdict}: {one.reason}" for one in found.doubtful)
    if found.unsupported:
        yield ""
        yield f"Not as in Jupyter Book, {len(found.unsupported)}:"
        yield from _first((f"  {complaint}" for complaint in found.unsupported), most=MOST_TOLD)
    yield ""
    yield from _next_steps(found, folder)


def _next_steps(found: Adoption, folder: str) -> Iterator[str]:
    # Numbers of the title in _config.yml are read too, but it is no page.
    pages = [page for page, _ in _by_size(found.unread) if not page.endswith(".yml")]
    scan = f"factbook scan {shlex.quote(pages[0]) if pages else 'PAGE'} --suggest"
    page = pages[-1].rpartition(".")[0] if pages else "PAGE"
    yield "Next"
    if folder:
        yield f"  {f'cd {shlex.quote(folder)}':<37}where the book lies"
    yield "  factbook build                       the site, in _build/html; each page says how much of it is unread"
    yield f"  {scan:<35}  prints a page with the bindings of which there is no doubt"
    yield f"  factbook: checked: [{page}]  in _config.yml, once every number of a page is bound or waived"


def _counts(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in _by_size(counted))


def _by_size(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _failed(found: Adoption) -> str:
    if not found.failed:
        return ""
    return f"; {len(found.failed)} did not run to the end: {_some(found.failed)}"


def _some(names: Iterable[object]) -> str:
    listed = list(map(str, names))
    return ", ".join(listed[:4]) + (f" and {len(listed) - 4} more" if len(listed) > 4 else "")


def _first(lines: Iterable[str], most: int = MOST) -> Iterator[str]:
    listed = list(lines)
    yield from listed[:most]
    if len(listed) > most:
        yield f"  ... and {len(listed) - most} more (factbook check lists faults and numbers)"

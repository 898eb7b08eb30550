"""What a page holds besides running text: references to what was recorded, formulas, and faults."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A directive that shows something recorded, such as ``{chart} offenders.by_year``."""

    name: str
    argument: str
    line: int
    options: tuple[str, ...] = ()

    @property
    def lead(self) -> bool:
        """Whether the directive asks for the large drawing of a front page."""
        return "lead" in self.options


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Markup that cannot be read, or that a page must not contain."""

    line: int
    what: str
    remedy: str
    html: bool = False
    """Whether it is about active HTML (scripts, handlers); it is harmless where HTML is shown as text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula in TeX; the number with which a list starts is one without variables."""

    tex: str
    line: int
    where: str = "formula"

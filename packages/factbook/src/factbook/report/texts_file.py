"""The texts of statistics, charts and reviews in a second language: ``book/texts.<language>.yml``.

Each line is a text of the report and the same in the other language. A text is named by itself; by a template, in which
``{year}`` stands for what differs in a series; or by what it belongs to, such as ``visitors.years.alt``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from factbook.report.flowing import locale_of
from factbook.report.myst import strip_roles
from figurecheck.figures.languages import language_code
from figurecheck.model import Place
from figurecheck.model.errors import Complaint
from figurecheck.model.fields import Seen
from figurecheck.settings.faults import read_text
from figurecheck.settings.yaml_reader import parse_yaml

# A brace before a backtick opens a role: {claim}`370 <id>`.
LONGEST_KEY = 80
"""Characters of a text that is the key of its line; a longer one is named by what it belongs to."""
_GAP = re.compile(r"\{([a-z_]+)\}(?!`)")


def texts_file(language: str) -> str:
    """Return the file with the texts of a language, from the project's root."""
    return f"book/texts.{language}.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownText:
    """A text that a page shows, and where it comes from."""

    text: str
    name: str = ""
    """What it may be named by besides itself; empty for what is drawn and for cells of data."""
    place: str
    """The page, and the line that shows it."""
    chart: str = ""
    """The chart that puts it together while it is drawn, by its id; empty for a text that stands somewhere."""
    made: tuple[str, ...] = ()
    """The words of it that stand nowhere."""

    @property
    def key(self) -> str:
        """The key of its line: the text; of one that is long, or has figures, its name."""
        text = " ".join(self.text.split())
        # Figures in a text flow in from the data and change; and nobody repeats a paragraph to name it.
        return self.name if self.name and ("{" in text or len(text) > LONGEST_KEY) else text


# Not with slots: it keeps its patterns.
@dataclass(frozen=True, kw_only=True)
class Texts:
    """The texts of one second language."""

    language: str
    lines: Mapping[str, str] = field(default_factory=dict)
    """Each text in the second language, by the text, template or name that it stands for."""
    places: tuple[tuple[str, Place], ...] = ()
    """Each text in the second language with its place, for the check of its numbers."""

    @property
    def file(self) -> str:
        """The file that they stand in, from the project's root."""
        return texts_file(self.language)

    def find(self, text: str, *names: str) -> str | None:
        """Return a text in the second language; ``None`` if the file has none for it.

        `names` are what it may be named by besides itself.

        >>> lines = {"Trips in {year}": "{year}년 운행", "charts.a.alt": "막대", "Oslo": "오슬로"}
        >>> texts = Texts(language="ko", lines=lines | {"{city}, {year}": "{year}년 {city}"})
        >>> texts.find("Trips in 2024"), texts.find("Bars", "charts.a.alt"), texts.find("Oslo, 2024")
        ('2024년 운행', '막대', '2024년 오슬로')
        >>> texts.find("Routes")
        """
        for name in names:
            if name in self._lines:
                return self._lines[name]
        # A table names the same few things in thousands of cells.
        if text not in self._found:
            self._found[text] = self._look_up(" ".join(text.split()))
        return self._found[text]

    def _look_up(self, key: str) -> str | None:
        if key in self._lines:
            return self._lines[key]
        return next((found for pattern, line in self._templates if (found := self._fill(pattern, line, key))), None)

    def of(self, text: str, *names: str) -> str:
        """Return a text in the second language; as it is, where the file has none for it."""
        found = self.find(text, *names) if text else None
        return text if found is None else found

    def needs(self, text: str) -> bool:
        """Return whether a text must stand in the file: it has words, and is not in the language already."""
        # A figure in a role is judged in the text of each language, so what it prints decides nothing.
        # Signs that belong to no language ("2024", "27,611", "%") are the same in all.
        plain = strip_roles(text)
        return any(char.isalpha() for char in plain) and locale_of(plain, "") != language_code(self.language)

    def lacks(self, text: str, *names: str) -> bool:
        """Return whether a text must stand in the file and does not."""
        return self.needs(text) and self.find(text, *names) is None

    def _fill(self, pattern: re.Pattern[str], line: str, text: str) -> str:
        match = pattern.fullmatch(text)
        if match is None:
            return ""
        # What fills a gap is a number or a name, which is a line of its own.
        filled = match.groupdict().items()
        parts = {name: self.find(part) or ("" if self.needs(part) else part) for name, part in filled}
        return _GAP.sub(lambda gap: parts.get(gap[1], gap[0]), line) if all(parts.values()) else ""

    @cached_property
    def _found(self) -> dict[str, str | None]:
        return {}

    @cached_property
    def _lines(self) -> dict[str, str]:
        return {" ".join(key.split()): line for key, line in self.lines.items() if line}

    @cached_property
    def _templates(self) -> list[tuple[re.Pattern[str], str]]:
        # The longest first, so that a line for some of a series comes before one for all.
        keys = sorted((key for key in self._lines if _GAP.search(key)), key=len, reverse=True)
        return [(_pattern(key), self._lines[key]) for key in keys]


def _pattern(template: str) -> re.Pattern[str]:
    """Return the pattern of a template; a gap that is named twice is the same text twice."""
    # What fills a gap is as short as it can be, so that the words between two gaps decide where each ends.
    seen: set[str] = set()
    made, at = "", 0
    for gap in _GAP.finditer(template):
        made += re.escape(template[at : gap.start()])
        made += f"(?P={gap[1]})" if gap[1] in seen else f"(?P<{gap[1]}>.+?)"
        seen.add(gap[1])
        at = gap.end()
    return re.compile(made + re.escape(template[at:]))


def read_all_texts(root: Path, complaints: list[Complaint]) -> dict[str, Texts]:
    """Return the texts of each language that has a file."""
    names = sorted(path.name for path in (root / "book").glob("texts.*.yml"))
    found = (name.removeprefix("texts.").removesuffix(".yml") for name in names)
    return {language: read_texts_file(root, language, complaints) for language in found}


def read_texts_file(root: Path, language: str, complaints: list[Complaint]) -> Texts:
    """Return the texts of a language; none where there is no file, and faults are added to `complaints`."""
    file = texts_file(language)
    content = read_text(root / file, file, complaints) if (root / file).is_file() else None
    if not content or not content.strip():
        return Texts(language=language)
    found, places = parse_yaml(content, file, dict[str, Seen], complaints)
    return Texts(language=language, lines=found or {}, places=places)

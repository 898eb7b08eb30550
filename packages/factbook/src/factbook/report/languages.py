"""The languages of a report's pages: which page is in which, and which are the same page in two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from factbook.project.settings import Project
from factbook.report.pages import Page
from figurecheck.figures.languages import find_language, find_language_codes
from figurecheck.model.errors import Complaint, suggest
from figurecheck.model.worded import phrase


# Equal only to itself: what is derived from it is cached by it.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Languages:
    """The language of each page, by its name in the table of contents."""

    main: str
    """The language of the report."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """The language of each page that names one."""
    translated: Mapping[str, str] = field(default_factory=dict)
    """The page that another one translates, by the name of the translation."""

    def of(self, docname: str) -> str:
        """Return the language of a page; that of the report for whatever is no page."""
        return self.pages.get(docname, self.main)

    @property
    def others(self) -> tuple[str, ...]:
        """Every language of pages besides the report's own, in reading order."""
        return tuple(dict.fromkeys(one for one in self.pages.values() if one != self.main))

    def original(self, docname: str) -> str:
        """Return the page in the report's language that a page translates; the page itself if it translates none."""
        return self.translated.get(docname, docname)

    def find_versions(self, docname: str) -> dict[str, str]:
        """Return the same page in each language that has it, the page itself included, by language."""
        original = self.original(docname)
        # The page of the report stands first and so is put in last: where two name one language, it is theirs.
        versions = [original, *(name for name, of in self.translated.items() if of == original)]
        return {self.of(name): name for name in reversed(versions)}

    def find_front(self, language: str, root: str) -> str:
        """Return the front page of a language: the translation of the report's, else its first page."""
        first = (name for name, of in self.pages.items() if of == language)
        return self.find_versions(root).get(language) or next(first, root)


def find_page_languages(project: Project, pages: Mapping[str, Page]) -> Languages:
    """Return the languages of a report's pages, in reading order."""
    found = {_name(path): page for path in project.pages if (page := pages.get(path.as_posix())) and page.language}
    return Languages(
        main=project.settings.language,
        pages={name: page.language for name, page in found.items()},
        translated={name: page.translates for name, page in found.items() if page.translates},
    )


def complain_of_languages(project: Project, pages: Mapping[str, Page]) -> Iterator[Complaint]:
    """Yield a complaint for each page whose language is unknown, and for each that translates what it cannot."""
    names = [_name(path) for path in project.pages]
    # A reader who switches comes to one page, so a page has one translation in each language.
    taken: dict[tuple[str, str], str] = {}
    for path in project.pages:
        page, file = pages.get(path.as_posix()), path.as_posix()
        if page is None:
            continue
        if page.language and find_language(page.language) is None:
            what = phrase("language: {language!r} is none whose figures can be read", language=page.language)
            yield Complaint(file, what, phrase("use one of {names}", names=", ".join(find_language_codes())))
        if not page.translates:
            continue
        if not page.language or page.language == project.settings.language:
            yield Complaint(file, "translates a page into the report's own language", "add language: ko")
        if page.translates not in names or _name(path) == page.translates:
            what = phrase("translates {translates!r}, which is no other page of _toc.yml", translates=page.translates)
            yield Complaint(file, what, suggest(names, page.translates, "name it as _toc.yml does"))
        elif pages[_file(project, page.translates)].language:
            what = phrase(
                "translates {translates!r}, which is not in the language of the report", translates=page.translates
            )
            yield Complaint(file, what, "name the page that both translate")
        other = taken.setdefault((page.translates, page.language), file)
        if other != file:
            what = phrase(
                "{other} translates {translates!r} into the same language", other=other, translates=page.translates
            )
            yield Complaint(file, what, "take the line out of one of them")


def _file(project: Project, name: str) -> str:
    return next(path.as_posix() for path in project.pages if _name(path) == name)


def _name(path: Path) -> str:
    return path.with_suffix("").as_posix()

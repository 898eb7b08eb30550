"""The pages of the words by which figures are read, from the tables of each language, with examples that tests judge.

A language is found by its code and a table by its name, so that a language or a table that is added is on the page.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from types import ModuleType

from figurecheck.figures import DEFAULT_RULES, parse
from figurecheck.figures.common.language import Language
from figurecheck.figures.common.word_table import is_hangul
from figurecheck.figures.digits_only import SEPARATORS
from figurecheck.figures.languages import find_language, find_language_codes
from figurecheck.figures.running import exempt_names, number_words
from figurecheck.report.readings import describe_values

_RECORDED = {"highest": "since when it was not as high", "lowest": "since when it was not as low", "rank": "its rank"}
UNIT_TESTS = Path(__file__).parents[2] / "packages/figurecheck/tests"
sys.path[:0] = [str(UNIT_TESTS / "figures"), str(UNIT_TESTS / "verdicts")]
from readings import Reading, read_table  # noqa: E402 - they lie beside the tests that judge them
from series_readings import read_table as read_series_table  # noqa: E402
from series_readings import show_series  # noqa: E402

EXAMPLES = 2
"""Most examples of a table."""
LEAD = """\
Every table by which figures are read, language by language; a word that is in none of them is not understood.
`factbook read "nearly two-thirds"` says how a phrase is read, and which values it allows.
[figures.md](../figures.md) says what the verdicts and the qualifiers mean, and [numbers.md](numbers.md) which numbers
need no role.
Phrases are written as the code has them: `[...]` may be left out, `(a|b)` is either, `~` a space or a hyphen, and
`{...}` a number, a period or a word of another table.
"""


SHARED = "readings.md"
"""The page of what all languages share."""


def make_word_pages(head: str) -> dict[str, str]:
    """Return each page by the name of its file: what all languages share, and one for each that is read in words."""
    languages = find_languages()
    pages = find_pages(languages)
    parts = [head.format(title="The words that are read"), LEAD, "\n## Languages that are read in words\n\n"]
    parts += [f"- [{one.name}]({file}) (`{one.code}`)\n" for file, one in pages.items()]
    parts += [*_digit_parts(languages), "\n## Names and numbers that need no role\n"]
    for module in (exempt_names, number_words):
        parts += _table_parts(module, ())
    texts = {file: "".join([head.format(title=f"The words that are read: {one.name}"), *_language_parts(one)])
             for file, one in pages.items()}  # fmt: skip
    return {SHARED: "".join(parts), **texts}


def find_languages() -> list[Language]:
    """Return every language of which figures can be read."""
    return [language for code in find_language_codes() if (language := find_language(code)) is not None]


def find_pages(languages: Iterable[Language]) -> dict[str, Language]:
    """Return each language that is read in words, by the name of the file of its page."""
    return {f"words-{one.name.lower()}.md": one for one in languages if one.reads_words}


def _language_parts(language: Language) -> Iterator[str]:
    yield "[The words that are read](readings.md) says how the tables are written.\n"
    yield from _qualifier_parts(language)
    readings = tuple(row for row in read_table() if row.locale == language.code)
    for module in find_table_modules(language):
        yield from _table_parts(module, readings)
    series = [row for row in read_series_table() if row.locale == language.code]
    if series:
        yield "\n## Claims over a series\n"
    for (name, recorded), rows in groupby(series, key=lambda row: (row.series, row.recorded)):
        yield f"\nOf {show_series(name)}; recorded: {_RECORDED.get(recorded, f'a run {recorded}')}.\n\n"
        yield "| printed | verdict |\n|---|---|\n"
        yield from (f"| {_cell(row.printed)} | {row.verdict} |\n" for row in rows)


def find_table_modules(language: Language) -> Iterator[ModuleType]:
    """Yield the modules of a language that are tables: their first line begins with its name, as in "English: "."""
    package = importlib.import_module(inspect.unwrap(language.find).__module__.rpartition(".")[0])
    for found in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{found.name}")
        if (module.__doc__ or "").startswith(f"{language.name}: "):
            yield module


def find_tables(module: ModuleType) -> Iterator[tuple[str, object, str]]:
    """Yield name, words and text of each public table that a module defines."""
    body = ast.parse(inspect.getsource(module)).body
    for node, after in zip(body, [*body[1:], None], strict=True):
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if not isinstance(target, ast.Name) or not target.id[0].isupper() or isinstance(node, ast.AugAssign):
            continue
        table = getattr(module, target.id)
        if isinstance(table, Mapping | frozenset | tuple) and target.id != "QUALIFIERS":
            is_text = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            yield target.id, table, " ".join(str(after.value.value).split()) if is_text else ""


def words_of(table: object) -> list[str]:
    """Return the words of a table."""
    if isinstance(table, str):
        return [table]
    return [word for one in table for word in words_of(one)] if isinstance(table, Iterable) else []


def _qualifier_parts(language: Language) -> Iterator[str]:
    yield "\n## Qualifiers\n\n| name | before the figure | behind it | example | values that it allows |\n"
    yield "|---|---|---|---|---|\n"
    for one in DEFAULT_RULES.qualifiers:
        before, after = one.words_in(language.qualifiers)
        example, values = find_example(language, one.name)
        yield f"| {one.name} | {_list(before)} | {_list(after)} | {_cell(example)} | {_cell(values)} |\n"


def find_example(language: Language, name: str) -> tuple[str, str]:
    """Return a figure with a qualifier, and the values that it allows; empty where none is read."""
    one = next(one for one in DEFAULT_RULES.qualifiers if one.name == name)
    before, after = one.words_in(language.qualifiers)
    for text in (*(f"{word} 380" for word in before), *(f"380 {word}" for word in after)):
        figure = parse(text, language.code)
        if figure is not None and figure.qualifier is not None and figure.qualifier.name == name and not figure.unread:
            return text, "; ".join(f"{verdict}: {values}" for verdict, values in describe_values(figure, DEFAULT_RULES))
    return "", ""


def _table_parts(module: ModuleType, readings: tuple[Reading, ...]) -> Iterator[str]:
    yield f"\n{(module.__doc__ or '').splitlines()[0]}\n\n| table | words | examples |\n|---|---|---|\n"
    for name, table, text in find_tables(module):
        shown = "<br>".join(_cell(line) for line in _lines(table))
        said = f"<br>{text.replace('``', '`').replace('|', chr(92) + '|')}" if text else ""
        examples = "<br>".join(_cell(_example(row)) for row in find_examples(table, readings))
        yield f"| {name.lower().replace('_', ' ')}{said} | {shown} | {examples} |\n"


def find_examples(table: object, readings: tuple[Reading, ...]) -> list[Reading]:
    """Return the first readings that hold a word of a table."""
    # A Korean syllable stands in many words that are others.
    known = (word.lower() for word in words_of(table) if word.isalpha() and (len(word) > 1 or word.isascii()))
    words = [re.escape(word) for word in known if word not in _ARTICLES]
    if not words:
        return []
    # Korean stems are followed by endings.
    end = "" if any(map(is_hangul, words)) else r"(?![^\W\d_])"
    pattern = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(words)}){end}")
    fitting = (row for row in readings if pattern.search(row.printed.lower()) and row.verdict not in _REFUSED)
    return [row for row, _ in zip(fitting, range(EXAMPLES), strict=False)]


_ARTICLES = {"a", "an", "of", "the", "to"}
_REFUSED = {"mismatch", "incomparable"}


def _example(row: Reading) -> str:
    return f"“{row.printed}” for {row.value} {row.unit}".rstrip() + f": {row.verdict}"


def _lines(table: object) -> Iterator[str]:
    """Yield the words of a table; those with one meaning in one line, behind it."""
    if not isinstance(table, Mapping):
        words = [_joined(word) for word in table]  # type: ignore[attr-defined]
        yield ", ".join(sorted(words) if isinstance(table, frozenset) else words)
        return
    by_meaning: dict[str, list[str]] = {}
    for key, meaning in table.items():
        word = " ".join(key) if isinstance(key, tuple) else key
        # A table of lists has the name first, and every other one the word.
        listed = isinstance(meaning, tuple | frozenset | list) and all(isinstance(one, str) for one in meaning)
        name, words = (word, list(meaning)) if listed else (_meaning(meaning), [word])
        by_meaning.setdefault(name, []).extend(map(_joined, sorted(words) if isinstance(meaning, frozenset) else words))
    yield from (f"{meaning}: {', '.join(words)}" for meaning, words in by_meaning.items())


def _joined(word: str | tuple[str, ...]) -> str:
    return word if isinstance(word, str) else " ".join(word)


def _meaning(meaning: object) -> str:
    if isinstance(meaning, int) and not isinstance(meaning, bool):
        return f"{meaning:,}"
    return " to ".join(map(str, meaning)) if isinstance(meaning, tuple) else str(meaning)


def _cell(text: str) -> str:
    """Return a text as code in a table: words and examples, letter by letter, and no numbers of the page."""
    # a text with a backtick stands between two
    fence, space = ("``", " ") if "`" in text else ("`", "")
    return f"{fence}{space}{text}{space}{fence}".replace("|", "\\|") if text else ""


def _list(words: Iterable[str]) -> str:
    return _cell(", ".join(words))


def _digit_parts(languages: list[Language]) -> Iterator[str]:
    digits = [one for one in languages if not one.reads_words]
    yield "\n## Languages of which digits are read\n\nIn these a figure with any other word is not understood.\n"
    yield "\n| language | between thousands | decimal sign |\n|---|---|---|\n"
    for one in digits:
        signs = " ".join(f"`{sign}`" for sign in SEPARATORS.get(one.code, "") if not sign.isspace())
        yield f"| {one.name} (`{one.code}`) | {signs} or a space | `,` |\n"

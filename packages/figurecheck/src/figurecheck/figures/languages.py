"""The languages whose figures are read: those that come with figurecheck, and those that an installed package adds.

A package adds one by an entry point of the group ``figurecheck.languages``, named by the code of the language, that
loads a `Language` (``docs/languages.md``). It may replace one of which only digits are read, but not one of ours that
reads words, so that a figure is read in one way wherever it is judged.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points

from figurecheck.figures.common.language import Language
from figurecheck.figures.digits_only import DIGIT_LANGUAGES
from figurecheck.figures.english.language import ENGLISH
from figurecheck.model.errors import ComplaintError
from figurecheck.model.worded import phrase

GROUP = "figurecheck.languages"
BUILT_IN = {one.code: one for one in (ENGLISH, *DIGIT_LANGUAGES)}
"""Languages that come with figurecheck and are always at hand."""
# Ours too, and loaded when a text is in them: each takes some hundredths of a second, in every process of a build.
_LATER = {
    code: EntryPoint(code, f"figurecheck.figures.{name}.language:{name.upper()}", GROUP)
    for code, name in (("ko", "korean"), ("de", "german"))
}
_OURS = {code for code, language in BUILT_IN.items() if language.reads_words} | {*_LATER}


@lru_cache(maxsize=64)
def language_code(locale: str) -> str:
    """Return the language of a locale: ``ko`` for ``ko-KR``."""
    return str(locale).replace("_", "-").split("-")[0].lower()


def find_language(locale: str) -> Language | None:
    """Return the language of a locale; ``None`` if its figures cannot be read."""
    code = language_code(locale)
    language = BUILT_IN.get(code)
    # Most reports are in one of ours, and no metadata is read for them.
    return language if language is not None and language.reads_words else _load(code) or language


@lru_cache(maxsize=64)
def _load(code: str) -> Language | None:
    point = _LATER.get(code) or _installed().get(code)
    if point is None:
        return None
    place = f"{GROUP}: {code}"
    try:
        language = point.load()
    except (ImportError, AttributeError) as error:
        raise ComplaintError.about(
            place,
            phrase("cannot be loaded ({error})", error=error),
            phrase("mend the package that has {value}", value=point.value),
        ) from error
    if not isinstance(language, Language):
        what = phrase("is no language of figures ({value})", value=point.value)
        raise ComplaintError.about(place, what, "let the entry point name a Language")
    return language


def find_built_in() -> list[Language]:
    """Return all languages that come with figurecheck."""
    return [*BUILT_IN.values(), *(language for code in _LATER if (language := _load(code)))]


def find_language_codes() -> list[str]:
    """Return the codes of all languages whose figures can be read, in order."""
    return sorted({*BUILT_IN, *_LATER, *_installed()})


# Listing entry points reads the metadata of every installed package, and most reports need none of them.
@lru_cache(maxsize=1)
def _installed() -> dict[str, EntryPoint]:
    return {one.name: one for one in entry_points(group=GROUP) if one.name not in _OURS}

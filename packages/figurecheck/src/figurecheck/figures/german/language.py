"""German as a language of figures."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from figurecheck.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from figurecheck.figures.common.language import Language
from figurecheck.figures.common.reworded import make_reword
from figurecheck.figures.common.stretches import StretchWords
from figurecheck.figures.german.directions import SPEEDS, TAKEN, direction_of
from figurecheck.figures.german.examples import make_examples
from figurecheck.figures.german.find import find_german
from figurecheck.figures.german.majorities import MAJORITIES, read_majority
from figurecheck.figures.german.movement import find_direction, read_movement
from figurecheck.figures.german.nouns import kind_of
from figurecheck.figures.german.pairs import read_pair
from figurecheck.figures.german.phrases import QUALIFIERS
from figurecheck.figures.german.series_claims import read_german
from figurecheck.figures.german.tokens import tokenize
from figurecheck.figures.german.unread import find_unread
from figurecheck.figures.german.words import (
    ARTICLES,
    CURRENCIES,
    MEASURES,
    NOT_TAKEN,
    NOT_TAKEN_PHRASES,
    SHORT,
    STRETCHES,
    SUPERLATIVE,
    ZERO_WORDS,
)

_FROM_TO = re.compile(r"\bvon\s+(?P<old>(?:[^,;]|,(?=\d))+?)\s+auf\s+(?P<new>(?:[^,;]|,(?=\d))+)")
# "Eine Pflegekraft auf 40 Patienten" is a ratio, and no number of patients.
_RATIOS = frozenset({"auf", "je", "pro", "für"})
_ONE_TO = re.compile(r"\bein(?:e|en|em|er)?\s+(?:\w+\s+)?\w+\s+(?:auf|je|pro|für)\s*$")
_PART_OF = frozenset({"von", "von den", "der", "von insgesamt", "unter den", "aller", "von ihren", "von seinen"})
_DETERMINERS = frozenset("der die das den dem des im am zum zur".split())


def find_refused(text: str, found: Found) -> str:
    """Return a word that negates a figure, outside it; empty if there is none."""
    tokens = tokenize(text)
    before = next((token.text for token in reversed(tokens) if token.end <= found.start), "")
    if before in _RATIOS and (ratio := _ONE_TO.search(text[: found.start].lower())):
        return ratio.group()
    if found.kind in {NumberKind.DATE, NumberKind.YEAR}:
        stretched = next((token.text for token in tokens if token.text in STRETCHES), "")
        if stretched:
            return stretched
    outside = (token for token in tokens if not found.full_start <= token.start < found.full_end)
    word = next((token.text for token in outside if token.text in NOT_TAKEN), "")
    word = word or next((phrase for phrase in NOT_TAKEN_PHRASES if phrase in text.lower()), "")
    return word or MAJORITIES.find_part(text[: found.start])


def joins_part(between: str) -> bool:
    """Return whether the text between two numbers makes the first a part of the second: "17 *von den* 20"."""
    apart = between[:1].isspace() and between[-1:].isspace()
    words = between.lower().split()
    # "Drei Kinder von zehn", "17 der 20".
    if len(words) > 1 and kind_of(words[0]) != ("", ""):
        words = words[1:]
    return apart and " ".join(words) in _PART_OF


def read_without_number(text: str) -> PrintedFigure | None:
    """Read "die größte" as the first rank, "kein Fall" as none, "beide" as two, "eine Woche" as one week, "Juni"."""
    tokens = tokenize(text)
    words = [token.text for token in tokens if token.kind == "w"]
    if SUPERLATIVE.search(text.lower()):
        left = [word for word in words if word not in _DETERMINERS and not SUPERLATIVE.fullmatch(word)]
        unread = tuple(word for word in left if not word[0].isalpha())
        return PrintedFigure(text=text, form=Form.ORDINAL, amount=Fraction(1), reading="1st", unread=unread)
    if not words or len(words) != sum(token.text != "." for token in tokens):
        return None
    # "Kein Fall" counts, and in running text "kein" would be a figure in every second sentence.
    if words[0] in ZERO_WORDS:
        behind = [word for word in words[1:] if word.rstrip("nrsm") != "einzige"]
        return _counted(text, 0, behind)
    if words[0] in {"beide", "beiden", "beider"} or words[:2] in (["die", "beiden"], ["ein", "paar"]):
        return _counted(text, 2, words[2 if words[0] in {"die", "ein"} else 1 :]) if words[0] != "ein" else None
    if words[0] in ARTICLES:
        return _one(text, [word for word in words[1:] if word.rstrip("nrsm") != "einzige"])
    return None


def _one(text: str, words: list[str]) -> PrintedFigure | None:
    """Read "eine Woche" as one week, of which a reader expects no precision, and "ein Toter" as one."""
    last = words[1:] in (["lang"], ["her"], ["später"], ["zuvor"], [])
    if words and words[0] in MEASURES and words[0] not in SHORT and last:
        unit = MEASURES[words[0]]
        return PrintedFigure(text=text, amount=Fraction(1), unit=unit, bare=True, reading=f"1 {unit}")
    if words and words[0] in CURRENCIES and words[1:] == []:
        return PrintedFigure(
            text=text, amount=Fraction(1), unit=CURRENCIES[words[0]], reading=f"1 {CURRENCIES[words[0]]}"
        )
    return _counted(text, 1, words)


def _counted(text: str, number: int, words: list[str]) -> PrintedFigure | None:
    if len(words) > 2:
        return None
    unit, noun = kind_of(words[-1]) if words else ("", "")
    left = () if unit or noun else tuple(words)
    # "Eine Handvoll" and "ein Schwung" are not one.
    if left and number == 1:
        return None
    step = Fraction(1) if number else Fraction(0)
    return PrintedFigure(
        text=text, amount=Fraction(number), unit=unit, noun=noun, beside=left, step=step, whole=bool(number),
        reading=f"{number} {unit}".rstrip(),
    )  # fmt: skip


def read_bound_word(found: Found, text: str) -> PrintedFigure | None:
    """Read "erste" and "Nr. 3" as the numbers that they are, when the author has bound nothing else."""
    number = found.text.rstrip(".")
    if (
        found.kind is NumberKind.LIST
        and number.isdecimal()
        and re.search(r"(?i)\bn(?:r\.|ummer) $", text[: found.start])
    ):
        return PrintedFigure(text=text, form=Form.ORDINAL, amount=Fraction(number), reading=f"number {number}")
    return None


def add_direction(text: str, found: Found, figure: PrintedFigure) -> PrintedFigure:
    """Add the direction that the text names outside its figure, a verb at the end of the clause among others."""
    # "3:1 verloren" is no fall.
    if figure.amount < 0 or figure.either is not None:
        return figure
    figure = _add_movement(text, found, figure)
    if figure.direction >= 0 or figure.form is not Form.NUMBER:
        return figure
    words = [token.text for token in tokenize(text)]
    taken = next((word for word in words if word in TAKEN or word.startswith(SPEEDS)), "")
    return replace(figure, taken=True, motion=taken) if taken else figure


def _add_movement(text: str, found: Found, figure: PrintedFigure) -> PrintedFigure:
    if figure.direction:
        return figure
    movement = read_movement(text, found)
    direction = movement.direction
    if not direction or figure.form in {Form.ORDINAL, Form.VAGUE, Form.DATE}:
        return figure
    # A verb tells which way a multiple goes, which is up in any case: "um das Dreifache gestiegen".
    if figure.form is Form.MULTIPLE:
        return figure if direction > 0 else replace(figure, form=Form.UNSURE)
    return replace(figure, direction=direction, reading=f"{figure.reading}, {'down' if direction < 0 else 'up'}")


def split_from_to(text: str) -> tuple[str, str] | None:
    """Return both figures of "von 370 auf 762"."""
    found = _FROM_TO.search(text)
    if found is None:
        return None
    # "Von 370 auf 762 gestiegen": the verb belongs to both, and `find_movement` reads it.
    words = found["new"].split()
    verb = next((at for at, word in enumerate(words) if at and direction_of(word.lower().rstrip(".,"))), len(words))
    return found["old"].strip(), " ".join(words[:verb])


def is_named(word: str, texts: tuple[str, ...]) -> bool:
    """Return whether the words of a statistic name a word, in whatever number and case German declines it.

    >>> is_named("Häusern", ("Zahl der Fachwerkhäuser",)), is_named("Hütten", ("Zahl der Fachwerkhäuser",))
    (True, False)
    """
    known = _stems_in(texts)
    stems = _stems_of(word.lower())
    # "Häuser" names what the statistic calls Fachwerkhäuser: the last part of a compound is what it is.
    return not known.isdisjoint(stems) or any(
        other.endswith(stem) for stem in stems if len(stem) > _SHORT_STEM for other in known
    )


_SHORT_STEM = 3
"""Letters of a stem that may end other words by chance."""
_PLAIN = str.maketrans("äöü", "aou")


@lru_cache(maxsize=1024)
def _stems_in(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem for text in texts for word in re.findall(r"\w+", text.lower()) for stem in _stems_of(word))


def _stems_of(word: str) -> frozenset[str]:
    """Return a word without each of its possible endings; which one it has, its letters do not tell."""
    plain = word.translate(_PLAIN)
    endings = ("innen", "ern", "en", "er", "es", "em", "in", "e", "n", "s", "")
    return frozenset(plain.removesuffix(one) for one in endings if plain.endswith(one) and len(plain) > len(one) + 2)


def _read_two(text: str, found: list[Found]) -> Found | None:
    return read_pair(text, found) or read_majority(text, found)


GERMAN = Language(
    code="de",
    name="German",
    find=find_german,
    qualifiers=QUALIFIERS,
    reword=make_reword(
        (
            ("mehrere (hundert|tausend|dutzend)", r"\1e"),
            ("eine handvoll", "zwischen 2 und 9"),
            (r"(?:im |in )?(?:den )?zweistellig\w*(?: bereich)?", "zwischen 10 und 99"),
            (r"(?:im |in )?(?:den )?dreistellig\w*(?: bereich)?", "zwischen 100 und 999"),
            ("nullwachstum", "plus 0 Prozent"),
        )
    ),
    stretches=StretchWords(
        lead="(?:(?:im|in|seit) )?(?:(?:die|den|der) )?",
        parts={
            "early": "frühen?|anfang",
            "mid": "mitte",
            "late": "späten?",
            "end": "ende",
            "about": "um|circa|ca\\.|etwa",
            "before": "vor",
            "after": "nach",
        },
        link=" (?:(?:des jahres|der|den) )?",
        decade="ern?(?:[ -]jahren?)?",
    ),
    find_refused=find_refused,
    find_unread=find_unread,
    joins_part=joins_part,
    read_pair=_read_two,
    read_without_number=read_without_number,
    find_bound=MAJORITIES.find,
    read_bound_word=read_bound_word,
    add_direction=add_direction,
    split_from_to=split_from_to,
    find_movement=find_direction,
    fall="{} weniger",
    tenses=(r"\b(?:wird|werden|soll|sollen|will|wollen)\b", r"\b(?:waren?|ist|sind|würden?|\w+ten?)\b"),
    years_ago={
        **dict.fromkeys(("dieses jahr", "diesem jahr", "heuer"), 0),
        **dict.fromkeys(("letztes jahr", "letzten jahr", "vergangenes jahr", "vergangenen jahr", "vorigen jahr"), 1),
    },
    year_before=("vorjahr", "jahr zuvor", "jahr davor"),
    read_series_claim=read_german,
    not_found=(
        r"\bkein\w* (?:[\w-]+ ){0,2}?(?:quelle|zahl|angabe|statistik|bericht|erhebung|daten)\w*[^.;:]{0,60}?"
        r" (?:gefunden|nennt|nennen|sagt|gibt an|zeigt|belegt)\b"
        r"|\b(?:quelle|zahl|angabe|statistik|bericht|erhebung|daten)\w*[^.;:]{0,40} nicht (?:gefunden|gesehen)\b"
        r"|\bnichts (?:neues |weiteres )?gefunden\b|\A\W*nicht gefunden\W*\Z"
    ),
    is_named=is_named,
    make_examples=make_examples,
)

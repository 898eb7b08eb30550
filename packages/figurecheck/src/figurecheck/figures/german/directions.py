"""German: verbs, nouns and comparatives of rise and fall, with the forms that rules derive.

A verb is listed as ``infinitive`` if it is weak, and with its present, past and participle if it is strong. A bar marks
a prefix that stands apart at the end of a clause: ``ab|nehmen`` is in "abgenommen" and in "nahm um fünf Prozent ab".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from figurecheck.figures.common.tokens import Token

_ENDINGS = ("", "e", "en", "er", "es", "em")
_NO_GE = ("be", "ent", "er", "ge", "miss", "ver", "zer", "über", "unter", "wider")
"""Prefixes that never stand apart, and whose participles have no "ge"."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a verb: words of their own, and what a prefix at the end of the clause completes."""

    whole: frozenset[str]
    apart: frozenset[str]
    prefix: str


def conjugate(entry: str) -> Forms:
    """Return the forms of the third person, the participles with their endings, and the infinitives.

    >>> forms = conjugate("ab|nehmen nimmt nahm genommen")
    >>> "abgenommen" in forms.whole, "nahm" in forms.apart, forms.prefix
    (True, True, 'ab')
    """
    first, *strong = entry.split()
    prefix, _, infinitive = first.rpartition("|")
    if strong:
        present, past, participle = strong
        # Strong verbs add -en in the plural ("sanken"), mixed ones have their ending already ("brachte").
        finite = {present, past, f"{past}n" if past.endswith("e") else f"{past}en", infinitive}
    else:
        stem = infinitive.removesuffix("n").removesuffix("e")
        link = "e" if stem[-1:] in {"t", "d"} else ""
        finite = {f"{stem}{link}t", f"{stem}{link}te", f"{stem}{link}ten", infinitive}
        bare = infinitive.startswith(_NO_GE) or infinitive.endswith("ieren")
        participle = f"{'' if bare else 'ge'}{stem}{link}t"
    whole = {f"{prefix}{word}" for word in finite}
    whole |= {f"{prefix}{participle}{ending}" for ending in _ENDINGS}
    whole |= {f"{prefix}{infinitive}d{ending}" for ending in _ENDINGS}
    if prefix:
        whole.add(f"{prefix}zu{infinitive}")
    return Forms(frozenset(whole), frozenset(finite) if prefix else frozenset(), prefix)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(entry.strip() for entry in text.replace("\n", " ").split(",") if entry.strip())


DOWN_VERBS = _lines("""
    sinken sinkt sank gesunken, fallen fällt fiel gefallen, schrumpfen, schwinden schwindet schwand geschwunden,
    stürzen, rutschen, purzeln, sacken, bröckeln, verringern, vermindern, verkleinern, reduzieren, senken, kürzen,
    drosseln, mindern, dezimieren, schmelzen schmilzt schmolz geschmolzen, kollabieren, abstürzen,
    verbilligen, vergünstigen, einbüßen, unterbieten, ab|nehmen nimmt nahm genommen, ab|sacken, ab|stürzen, ab|rutschen,
    ab|flauen, ab|bröckeln, ab|sinken sinkt sank gesunken, ab|schwächen, ab|bauen, ab|fallen fällt fiel gefallen,
    ab|schmelzen schmilzt schmolz geschmolzen, ab|werten, ab|kühlen, zurück|gehen geht ging gegangen, zurück|fallen
    fällt fiel gefallen, zurück|fahren fährt fuhr gefahren, ein|brechen bricht brach gebrochen, ein|büßen, ein|dampfen,
    ein|sparen, ein|knicken, nach|geben gibt gab gegeben, nach|lassen lässt ließ gelassen, herunter|gehen geht ging
    gegangen, runter|gehen geht ging gegangen, weg|fallen fällt fiel gefallen, zusammen|brechen bricht brach gebrochen,
    zusammen|schrumpfen, zusammen|streichen streicht strich gestrichen, verlieren verliert verlor verloren, streichen
    streicht strich gestrichen, herab|setzen, herunter|setzen, schwächeln, bergab|gehen geht ging gegangen
    """)
UP_VERBS = _lines("""
    steigen steigt stieg gestiegen, wachsen wächst wuchs gewachsen, klettern, erhöhen, steigern, vergrößern, vermehren,
    verteuern, gewinnen gewinnt gewann gewonnen, explodieren, anschwellen, verbessern, verstärken, verlängern,
    überbieten, springen springt sprang gesprungen, schnellen, schießen schießt schoss geschossen, zu|nehmen nimmt nahm
    genommen, zu|legen, an|steigen steigt stieg gestiegen, an|wachsen wächst wuchs gewachsen, an|ziehen zieht zog
    gezogen, an|heben hebt hob gehoben, an|schwellen schwillt schwoll geschwollen, auf|holen, auf|stocken, auf|werten,
    auf|stocken, aus|bauen, aus|weiten, hoch|gehen geht ging gegangen, hoch|schnellen, hoch|schießen schießt schoss
    geschossen, empor|schnellen, hinauf|gehen geht ging gegangen, hinzu|gewinnen gewinnt gewann gewonnen, hinauf|setzen,
    herauf|setzen, dazu|kommen kommt kam gekommen, hinzu|kommen kommt kam gekommen
    """)
TAKING = _lines("""
    verlieren verliert verlor verloren, gewinnen gewinnt gewann gewonnen, streichen streicht strich gestrichen,
    ein|büßen, ein|sparen, ab|bauen, hinzu|gewinnen gewinnt gewann gewonnen
    """)
"""What these take or give is the change itself: "verlor 120 Stellen"."""
DOWN_NOUNS = frozenset(
    """
    rückgang rückgänge rückgangs abnahme abnahmen minus einbuße einbußen senkung senkungen verringerung verminderung
    kürzung kürzungen reduzierung reduktion abbau schrumpfung absturz abschwung abwertung einsparung einsparungen
    talfahrt wegfall rabatt preissturz kurssturz schwund herabsetzung
    """.split()
)
UP_NOUNS = frozenset(
    """
    anstieg anstiege anstiegs zunahme zunahmen plus zuwachs zuwächse zuwachses steigerung steigerungen erhöhung
    erhöhungen wachstum wachstums ausbau vermehrung anhebung verteuerung aufstockung vergrößerung zugewinn zugewinne
    aufwuchs aufwertung ausweitung aufschwung
    """.split()
)
AMBIGUOUS = {"einbruch": -1, "abfall": -1, "nachlass": -1, "abschlag": -1, "sprung": 1, "aufschlag": 1}
"""Nouns that name a direction only before "um" or "von": 312 Einbrüche are burglaries, Abfall is waste."""
# "Vorsprung", "Blutabnahme" and "Kohleabbau" are none, so that not every noun has compounds.
_LAST_PARTS = (
    "rückgang", "rückgänge", "minus", "senkung", "verringerung", "kürzung", "kürzungen", "reduzierung", "schwund",
    "anstieg", "zuwachs", "zuwächse", "plus", "steigerung", "erhöhung", "wachstum", "anhebung", "zunahme",
    "stellenabbau", "personalabbau", "umsatzeinbruch", "gewinneinbruch", "kurseinbruch", "nachfrageeinbruch",
    "preiseinbruch", "auftragseinbruch",
)  # fmt: skip
_UP_PARTS = ("anstieg", "zuwachs", "zuwächse", "plus", "steigerung", "erhöhung", "wachstum", "anhebung", "zunahme")
# Behind a figure: "16 Prozent mehr", "312 Einbrüche weniger". Their stems take the endings of adjectives.
DOWN_COMPARATIVES = frozenset(
    """
    weniger niedriger geringer kleiner kürzer billiger günstiger leichter schwächer langsamer jünger schlechter seltener
    tiefer darunter schmaler ärmer dünner kälter kühler
    """.split()
)
UP_COMPARATIVES = frozenset(
    """
    mehr höher größer länger teurer schwerer stärker schneller älter besser häufiger darüber breiter reicher zusätzlich
    zusätzliche zusätzlichen dicker wärmer heißer
    """.split()
)
_INFLECTED = (
    "niedriger geringer billiger günstiger schwächer höher teurer stärker schneller häufiger wärmer kälter".split()
)
DOWN_COMPARATIVES |= {f"{word}{ending}" for word in _INFLECTED[:5] for ending in _ENDINGS}
UP_COMPARATIVES |= {f"{word}{ending}" for word in _INFLECTED[5:-1] for ending in _ENDINGS}
COMPARATIVES = DOWN_COMPARATIVES | UP_COMPARATIVES
AFTERWARDS = frozenset("nach oben unten".split())
STANDING = COMPARATIVES | DOWN_NOUNS | UP_NOUNS | AMBIGUOUS.keys()
"""Words of direction that are no verbs: "über 5 Prozent mehr" is a change, "über 5 Prozent gestiegen" a level."""
DEGREES = frozenset(
    """
    deutlich leicht stark kräftig spürbar erheblich drastisch massiv sprunghaft rapide merklich geringfügig weiter
    erneut nochmals
    abermals wieder insgesamt zuletzt langsam rasch kontinuierlich stetig minimal moderat wesentlich binnen
    """.split()
)
"""Adverbs between a figure and its verb that change neither size nor direction."""


@dataclass(frozen=True, slots=True)
class Directions:
    """All words of direction: by word, and verbs whose prefix stands apart."""

    words: dict[str, int]
    apart: dict[str, dict[str, int]]
    """By finite form: what each prefix makes of it."""


def _all_forms(verbs: Iterable[str], sign: int) -> Iterator[tuple[Forms, int]]:
    return ((conjugate(entry), sign) for entry in verbs)


def _derive() -> Directions:
    words: dict[str, int] = {}
    apart: dict[str, dict[str, int]] = {}
    for forms, sign in [*_all_forms(DOWN_VERBS, -1), *_all_forms(UP_VERBS, 1)]:
        words |= dict.fromkeys(forms.whole, sign)
        for word in forms.apart:
            apart.setdefault(word, {})[forms.prefix] = sign
    for sign, nouns in ((-1, DOWN_NOUNS | DOWN_COMPARATIVES), (1, UP_NOUNS | UP_COMPARATIVES)):
        words |= dict.fromkeys(nouns, sign)
    return Directions(words, apart)


DIRECTIONS = _derive()
_PARTICLES = frozenset(prefix for verbs in DIRECTIONS.apart.values() for prefix in verbs)
TRANSITIVE = frozenset(word for entry in TAKING for word in conjugate(entry).whole | conjugate(entry).apart)
TAKEN = TRANSITIVE | frozenset(
    """
    abbau stellenabbau personalabbau kürzung kürzungen einsparung einsparungen einbuße einbußen streichung streichungen
    rabatt wegfall
    """.split()
)
"""Words of fall that may name what was taken away by its size: "ein Abbau von 300 Stellen"."""
SPEEDS = ("schneller", "langsamer")
"""Of a span of time, the faster is the shorter one."""
_SHORTEST = 4
"""Letters that a compound has before its last noun at least: "Umsatzminus", but not "Terminus"."""


# A text repeats its words, and most of them name no direction.
@lru_cache(maxsize=8192)
def direction_of(word: str) -> int:
    """Return -1, 1, or 0 for a word in lower case; of a compound the last noun decides: "Umsatzrückgang"."""
    known = DIRECTIONS.words.get(word)
    if known is not None:
        return known
    part = next((part for part in _LAST_PARTS if word.endswith(part) and len(word) >= len(part) + _SHORTEST), "")
    if word in _LAST_PARTS:
        part = word
    return 0 if not part else 1 if part in _UP_PARTS else -1


def direction_at(tokens: Sequence[Token], at: int) -> int:
    """Return the direction of the word at a place: "Einbruch" has one where its size follows."""
    word = tokens[at].text if 0 <= at < len(tokens) else ""
    if word in AMBIGUOUS and at + 1 < len(tokens) and tokens[at + 1].text in {"um", "von"}:
        return AMBIGUOUS[word]
    return direction_of(word)


def is_verb(word: str) -> bool:
    """Return whether a word of direction is a verb, or the prefix of one."""
    return word in _PARTICLES or word in DIRECTIONS.apart or (word in DIRECTIONS.words and word not in STANDING)


def signs_of(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return the places of words of direction, each with its sign; a verb in two parts has two places."""
    found: list[tuple[int, int]] = []
    for at, token in enumerate(tokens):
        if token.kind != "w":
            continue
        prefixes = DIRECTIONS.apart.get(token.text)
        # The prefix stands at the end of the clause: "nahm um fünf Prozent ab".
        last = _last_particle(tokens, at) if prefixes else 0
        if prefixes and last and tokens[last].text in prefixes and ends_clause(tokens, last):
            found += [(place, prefixes[tokens[last].text]) for place in (at, last)]
        elif sign := direction_at(tokens, at):
            found.append((at, sign))
    return found


def _last_particle(tokens: Sequence[Token], at: int) -> int:
    return next((place for place in range(len(tokens) - 1, at, -1) if tokens[place].text in _PARTICLES), 0)


def ends_clause(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a clause ends behind a word."""
    return at + 1 == len(tokens) or tokens[at + 1].kind == "p" or tokens[at + 1].text in {"und", "oder", "als"}

"""Derive the forms of English verbs: cut, cuts, cutting; plummet, plummets, plummeted, plummeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

IRREGULAR: Mapping[str, tuple[str, ...]] = {
    base: tuple(forms.split())
    for base, forms in {
        "fall": "fell fallen",
        "sink": "sank sunk",
        "shrink": "shrank shrunk",
        "slide": "slid",
        "backslide": "backslid",
        "lose": "lost",
        "cut": "cut",
        "shed": "shed",
        "dive": "dived dove",
        "nosedive": "nosedived",
        "slip": "slipped",
        "rise": "rose risen",
        "grow": "grew grown",
        "leap": "leapt leaped",
        "swell": "swelled swollen",
        "outgrow": "outgrew outgrown",
        "outsell": "outsold",
        "outspend": "outspent",
        "outdraw": "outdrew outdrawn",
        "outdo": "outdid outdone",
        "overtake": "overtook overtaken",
        "spring": "sprang sprung",
        "creep": "crept",
        "shoot": "shot",
        "upsize": "upsized",
        "withdraw": "withdrew withdrawn",
        "see": "saw seen",
        "show": "showed shown",
        "stand": "stood",
        "say": "said",
        "tell": "told",
        "find": "found",
        "become": "became",
        "come": "came",
        "go": "went gone",
        "make": "made",
        "get": "got gotten",
        "take": "took taken",
        "leave": "left",
        "set": "set",
        "put": "put",
        "hold": "held",
        "catch": "caught",
        "win": "won",
        "lead": "led",
        "pay": "paid",
        "spend": "spent",
        "cost": "cost",
        "sell": "sold",
        "buy": "bought",
        "draw": "drew drawn",
        "build": "built",
        "drive": "drove driven",
        "fly": "flew flown",
        "run": "ran",
        "flee": "fled",
        "burn": "burned burnt",
        "lend": "lent",
        "begin": "began begun",
        "forecast": "forecast",
        "cast": "cast",
        "shut": "shut",
        "free": "freed",
        "stick": "stuck",
        "uphold": "upheld",
        "sit": "sat",
        "beat": "beat beaten",
        "die": "died",
        "refer": "referred",
        "total": "totaled totalled",
        "melt": "melted molten",
        "shear": "sheared shorn",
    }.items()
}
"""Past forms that no rule derives."""
# Of two syllables with the stress on the first, so that the last consonant is not doubled.
_NOT_DOUBLED = ("er", "en", "et", "or", "ow", "ay", "el", "it")
_VOWELS = frozenset("aeiou")


def conjugate(base: str) -> tuple[str, ...]:
    """Return the forms of a verb, its base first.

    >>> conjugate("trim"), conjugate("sink")
    (('trim', 'trims', 'trimming', 'trimmed'), ('sink', 'sinks', 'sinking', 'sank', 'sunk'))
    """
    stem = base + base[-1] if _doubles(base) else base.removesuffix("e")
    if base.endswith("ie"):
        stem = f"{base[:-2]}y"
    elif base.endswith("ee"):
        stem = base
    if base.endswith("y") and base[-2] not in _VOWELS:
        return (base, f"{base[:-1]}ies", f"{base}ing", *IRREGULAR.get(base, (f"{base[:-1]}ied",)))
    third = f"{base}es" if base.endswith(("s", "sh", "ch", "x", "z")) else f"{base}s"
    # British "travelled" beside American "traveled".
    if base.endswith("el"):
        return (base, third, f"{base}ing", f"{base}ling", *IRREGULAR.get(base, (f"{base}ed", f"{base}led")))
    # "Fell" replaces "falled"; a verb that is in no table is regular.
    return (base, third, f"{stem}ing", *IRREGULAR.get(base, (f"{stem}ed",)))


def _doubles(base: str) -> bool:
    if len(base) < 3 or base[-1] in _VOWELS | {"w", "x", "y"} or base[-2] not in _VOWELS or base[-3] in _VOWELS:
        return False
    return not (len(base) > 3 and base.endswith(_NOT_DOUBLED))


def conjugate_all(bases: Iterable[str]) -> frozenset[str]:
    """Return the forms of several verbs."""
    return frozenset(form for base in bases for form in conjugate(base))


def compare(adjective: str) -> str:
    """Return the comparative of an adjective: cheap, cheaper; pricey, pricier; thin, thinner."""
    if adjective.endswith(("ey", "y")):
        return f"{adjective.removesuffix('y').removesuffix('e')}ier"
    if _doubles(adjective):
        return f"{adjective}{adjective[-1]}er"
    return f"{adjective.removesuffix('e')}er"

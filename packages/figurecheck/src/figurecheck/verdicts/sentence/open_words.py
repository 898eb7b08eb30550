"""Words that claim something of a figure, by what is claimed: a sentence with one of them has more to check."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum

from figurecheck.figures.english.motion_words import NOUNS_OF
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.passage import MASK
from figurecheck.verdicts.sentence.qualities import COMPARATIVES, SUPERLATIVES
from figurecheck.verdicts.sentence.races import VERBS as RACES


class Claimed(Enum):
    """What words may claim of a figure beside its value."""

    RANK = "rank"
    """Its place among others, or in time: the most, second, a record."""
    COMPARED = "compared"
    """That it is more or less than another: fewer than, ahead of, overtook."""
    MULTIPLE = "multiple"
    """A part or a multiple of something: doubled, a third of, twice as many as."""
    SERIES = "series"
    """How its series went: in a row, the first time, back above."""
    ALIKE = "alike"
    """That others are like it, or are not: both, unlike, only."""
    PACE = "pace"
    """How fast something changed: slowed, faster than."""


_STEP = english.TIME
_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten)"
_ENDS = frozenset("best worst steepest sharpest hardest keenest leanest furthest farthest heaviest lightest".split())
SUPERLATIVE = "|".join(
    sorted(SUPERLATIVES | english.HIGHEST | english.LOWEST | english.BUSIEST | english.QUIETEST | _ENDS)
)
_NO_SUPERLATIVE = (
    "west northwest southwest midwest rest test contest interest forest harvest protest request arrest invest honest"
    " guest modest suggest quest conquest latest nest chest digest earnest behest priest crest pest manifest attest"
    " detest inquest unrest divest infest ingest molest reforest disinterest armrest vest jest zest".split()
)
_ANY_SUPERLATIVE = rf"(?!(?:{'|'.join(_NO_SUPERLATIVE)})\b)[a-z]{{3,}}est"
_NO_COMPARATIVE = "other|rather|later|earlier|sooner|after|under|over|never|whether|number|further"
COMPARATIVE = "|".join(sorted(english.NEEDS_THAN | COMPARATIVES | {"better", "worse", "likelier"}))
TRENDS = frozenset(NOUNS_OF) | {"boom", "slide", "downturn", "upturn", "recovery", "setback"}
"""Nouns of a movement."""
_AS_NOUNS = frozenset(
    "lead leads leading led top tops topped topping edge edges edged edging behind ahead clear adrift beat beats"
    " beating".split()
)
"""Words of races that are more often something else, or of a construction of their own."""
ENGLISH: Mapping[Claimed, re.Pattern[str]] = {
    Claimed.RANK: re.compile(
        # "At least 700" and "most recent" rank nothing.
        rf"(?<!at )\b(?:{SUPERLATIVE}|{_ANY_SUPERLATIVE}|least|most(?! (?:recent|likely)))\b(?! {MASK})"
        r"|\b(?:came|comes|come|ranks?|ranked|finished|placed|is|was|were|are) (?:only |again )?"
        r"(?:the )?(?:first|second|third|fourth|fifth|last)\b(?! (?:time|to)\b)"
        r"|\brunners?-up\b|\b(?:led|topped|tops|trailed|trails|lagged|lags)\b(?! to\b| {MASK})|\bno other\b"
        r"|\b(?:no|none|nobody|nowhere)\b[^,;:]{0,40}\bthan\b"
        r"|\bthe (?:larger|smaller|bigger|lesser|higher|lower|greater) (?:one\b|of\b)"
    ),
    Claimed.COMPARED: re.compile(
        rf"\b(?:{COMPARATIVE})\b(?: (?!than\b)[\w’'-]+){{0,3}} than\b(?! {MASK}| (?:doubl|tripl|trebl|halv))"
        rf"|\b(?!(?:{_NO_COMPARATIVE})\b)[a-z]{{3,}}er (?:(?:again|now|in \d{{4}}) )?than\b(?! {MASK})"
        r"|\b(?:short of|past|passed|topped|crossed) (?:the )?(?=\d)(?!\d{4}\b)"
        r"|(?:^|[:;,.—–] )(?:more|fewer|less) (?!than\b)[a-z]+"
        rf"|\b(?:ahead of|bigger rival|{'|'.join(sorted(RACES - _AS_NOUNS))})\b(?! to\b| {MASK})"
        rf"|\b(?:the|an?|ever|even|still|much|far) (?:{COMPARATIVE})\b(?! (?:than|{MASK}))"
        r"|\b(?:came|come|comes) (?:nowhere )?(?:close|near)\b|\bnot even\b"
        r"|\b(?:beat|beating|exceed(?:s|ed|ing)?|eclips\w+) (?:the|that|its|all|those)\b"
        r"|\b(?:above|below|behind|short of) (?:(?:the|its|their|his|her) (?:level|average|mean|others?)"
        r"|that of|those of|\d{4})\b"
    ),
    Claimed.MULTIPLE: re.compile(
        r"\b(?:doubl|tripl|trebl|quadrupl|halv)(?:e|es|ed|ing)\b|\btwice\b|\b\w+fold\b"
        r"|\b\w+ times (?:as|more|those|that|the)\b|\bas (?:many|much|high|large|big) (?:[a-z]+ )?as\b"
        r"|(?<!first )(?<!second )\bhalf (?:as|of|the)\b|\bby half\b|\b(?:majority|minority)\b"
        rf"|\b(?:an?|{_NUMBER})[ -](?:third|quarter|fifth|tenth)s?\b(?: (?:of|more|less|fewer|as)\b|[,.;)]|$)"
        r"|\bevery (?:second|third|fourth|fifth) [a-z]+"
        rf"|\b{_NUMBER} in (?:two|three|four|five|six|seven|eight|nine|ten)\b"
    ),
    Claimed.SERIES: re.compile(
        rf"\b{_STEP} running\b|\bin a row\b|\bin succession\b|\b(?:consecutive|straight|successive) {_STEP}\b"
        rf"|\bfirst (?:\w+ )?in (?:\w+ )?{_STEP}\b|\bfirst time\b|\brecord (?:high|low)\b|\bon record\b|\ball-time\b"
        r"|\b(?:a|an|the|new|its|their|books?|hits?|sets?|all-time) record\b|\bnever\b|\bunprecedented\b"
        rf"|\bevery {_STEP}\b|\bafter \w+ {_STEP} of\b|\bback (?:above|below|to|at)\b(?! {MASK})|\bno longer\b"
        r"|\bwithout (?:a break|pause|interruption)\b"
        r"|\b(?:hit|hits|reached|set|sets) (?:a|its|their) (?:new )?(?:low|high)\b"
        rf"|\bfor an? (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) {_STEP}\b(?! in\b)"
        rf"|\b(?:its|their|the) (?:only|first|second|third|fourth|fifth) (?:{'|'.join(sorted(TRENDS))})\b"
        r"|\bback in (?:profit|the black|the red|surplus|deficit)\b|\bsw[iu]ngs? to\b"
        r"|\b(?:a|the|its|their) (?:peak|trough)\b|\b(?:peaked|bottomed|recovered)\b|\bstayed there\b"
        r"|\bso (?:many|few|high|low)\b"
    ),
    Claimed.ALIKE: re.compile(
        rf"\b(?:both|neither|unlike|alike|likewise)\b|\b(?:all|none|each|{_NUMBER}) of the {_NUMBER}\b"
        rf"|(?<!\d )\balone\b|(?:^|[,;:] )(?:only|like)\b|\bin all (?:the )?{_NUMBER}\b|\bevery other\b|\bbucked\b"
    ),
    Claimed.PACE: re.compile(
        r"\b(?:stalled|stagnated|flatlined|faltered|reversed)\b"
        r"|\b(?:slowed|quickened|accelerated|steepened|widened|narrowed|outpaced|outgrew)\b"
        r"|\b(?:faster|slower|quicker|(?:more|less) \w+ly) than\b"
    ),
}
KOREAN: Mapping[Claimed, re.Pattern[str]] = {
    Claimed.RANK: re.compile(
        r"가장|최[대다고저소](?!한)|\d+위|으뜸|선두|꼴찌|(?:중|가운데) (?:[가-힣]+ )?(?:큰|작은|많은|적은|높은|낮은)"
    ),
    Claimed.COMPARED: re.compile(
        r"[가-힣]보다 (?:[가-힣]+ )?(?:많|적|높|낮|크|작|더|덜)|앞[섰질]|앞서(?=[고며는])|뒤[졌처지]|웃[돌도]|밑[돌도]"
    ),
    Claimed.MULTIPLE: re.compile(r"(?:두|세|네|\d) ?배|절반|과반|갑절|곱절|\d분의"),
    Claimed.SERIES: re.compile(r"역대|사상|연속|내리 |처음|만에|연거푸|최초"),
    Claimed.ALIKE: re.compile(r"나란히|유일|유독|마찬가지"),
}
GERMAN: Mapping[Claimed, re.Pattern[str]] = {
    Claimed.RANK: re.compile(
        r"\bam \w+sten\b|\b\w{2,}(?:ig|lich|isch|sam|bar|haft)ste[nrsm]?\b"
        r"|\b(?:meisten|wenigsten|größte|kleinste|höchste|niedrigste)[nrsm]?\b|\brekord\w*\b"
        r"|\bspitzenreiter|\bschlusslicht|\b(?:größere|kleinere) der beiden\b"
    ),
    Claimed.COMPARED: re.compile(r"\b(?:mehr|weniger|\w{3,}er) (?:\w+ )?als\b(?! \ufffc)|\bhinter (?:dem|der|den)\b"),
    Claimed.MULTIPLE: re.compile(r"\bver(?:doppel|dreifach|vierfach)\w+|\bdoppelt so\b|\bhalbiert\w*|\bhälfte\b"),
    Claimed.SERIES: re.compile(r"\bin folge\b|\bzum \w+ mal\b|\bseit beginn\b|\berstmals\b"),
    Claimed.ALIKE: re.compile(r"\bbeide[nr]?\b|(?:^|[,;:] )nur in\b|\banders als\b|\bals einzige"),
}
OTHERS: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "de": tuple(GERMAN.values()),
    "es": (
        re.compile(
            r"\b(?:más|menos|mayor(?:es)?|menor(?:es)?|mejor|peor|récord|máxim[oa]s?|mínim[oa]s?|doble|triple|mitad"
            r"|tercios?|cuart[oa]s?|veces|consecutiv[oa]s?|primera vez|únic[oa]s?|s[oó]lo|brecha|super\w+)\b"
        ),
    ),
    "fr": (
        re.compile(
            r"\b(?:plus|moins|meilleure?s?|pire|record|maximum|minimum|doubl\w*|tripl\w*|moitié|tiers|quarts?|fois"
            r"|consécuti\w+|première fois|seule?s?|écart|dépass\w+|devanc\w+)\b"
        ),
    ),
    "it": (
        re.compile(
            r"\b(?:più|meno|maggior[ei]?|minor[ei]?|migliore?|peggiore?|record|massim[oa]|minim[oa]|doppi[oa]|tripl[oa]"
            r"|metà|terz[oi]|quart[oi]|volt[ae]|consecutiv[oa]|prima volta|unic[oa]|sol[oa]|divario|super\w+)\b"
        ),
    ),
    "pt": (
        re.compile(
            r"\b(?:mais|menos|maior(?:es)?|menor(?:es)?|melhor|pior|recorde|máxim[oa]|mínim[oa]|dobro|triplo|metade"
            r"|terços?|quartos?|vezes|consecutiv[oa]|primeira vez|únic[oa]|só|diferença|super\w+)\b"
        ),
    ),
    "nl": (
        re.compile(
            r"\b(?:meer|minder|meeste?|\w{3,}ste|\w{3,}er dan|record|dubbel\w*|verdubbel\w*|halveer\w*|helft|derde"
            r"|kwart|keer|maal|op rij|achtereen|eerste keer|enige|alleen|verschil|overtr\w+)\b"
        ),
    ),
}
"""The same in languages whose sentences are read for their direction alone."""
OTHER_TIMES = re.compile(
    rf"\b(?:over|in|within|for|during) the (?:past|last|first(?! time)|next|previous) (?:(?P<years>\w+) )?{_STEP}\b"
    r"|\b(?:within|in the space of) (?P<number>\w+) years\b"
    r"|\bover (?:a|the) decade\b|\bfor the (?:quarter|month|week|decade)\b|\bat the start of\b"
)
"""Stretches of time that are none of those by which statistics are dated."""
MOVED = re.compile(r"\b(?:up|down|higher|lower) on (?:the|a|last|20\d\d)\b")
"""A movement from an earlier time."""
WIDE = re.compile(
    r"\b(?:nationwide|nationally|worldwide|(?:across|throughout|in) the (?:whole )?(?:country|world|nation))\b"
)
"""Of more than one group."""
FRONTED = re.compile(rf"(?:of|among) [^,{MASK}]+, (?={MASK})")
"""A whole that opens a sentence."""
JOINT = re.compile(r"\b(?:together|combined|jointly|between them)\b")
"""Of several groups that are named."""
QUALIFIED = re.compile(
    r"\b(?:part-time|full-time|operating|pre-tax|after tax|before tax|net of|seasonally adjusted|in real terms"
    r"|adjusted for|per (?:day|week|month|hour|head|capita|person|resident|inhabitant|household|bus|vehicle|employee)"
    r"|average|mean|median)\b"
)
"""What makes another figure of a figure: what it is before or after, and by what it was divided."""
BASE = re.compile(
    rf"{MASK} of (?:all|every|everyone|everybody|those|people) "
    r"(?!aged|who|with|in|of|under|over|asked)(?P<noun>[a-z][\w-]+)"
)
"""The whole of which a share is said to be."""

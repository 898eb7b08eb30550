"""Words of rise and fall in languages of which only digits are read: Spanish, French, Italian, Portuguese, Dutch.

They say which way a sentence goes and are read in no bound text, where any word leaves a figure not understood.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_NEGATIONS = re.compile(
    r"\b(?:no|ni|nunca|jamás|ne|n['’]\w+|pas|jamais|non|mai|né|não|nem|niet|geen|nooit|sin|sans|senza|sem|zonder)\b"
)
_STEMS: Mapping[str, tuple[str, str]] = {
    "es": (
        r"aument\w+|crec\w+|sub(?:e|en|ió|ieron|ido|iendo|ida)|increment\w+|gan(?:a|an|ó|aron|ado)|avanz\w+|repunt\w+"
        r"|dispar(?:a|an|ó|aron|ado)|ascen\w+|eleva\w+|dupli\w+|tripli\w+",
        r"disminu\w+|ca(?:e|en|yó|yeron|ído|yendo|ída)|baj(?:a|an|ó|aron|ado|ando|ada)|desc[ei]\w+|p(?:e|ie)rd\w+"
        r"|redu[cj]\w+|retroce\w+|desplom\w+|hund\w+|merm\w+|decre\w+|por debajo",
    ),
    "fr": (
        r"augment\w+|progress\w+|hauss\w+|grimp\w+|cro(?:i|î)\w+|accr\w+|bondi\w*|gagn\w+|mont(?:é|ée|és|ent|e|ait)",
        r"baiss\w+|diminu\w+|recul\w*|chut\w+|perd\w*|rédui\w+|tomb\w+|plong\w+|fléchi\w*|effondr\w+|décr\w+|repli\w*",
    ),
    "it": (
        r"aument\w+|cresc\w+|sal(?:e|ito|ita|iti|ite|gono|irono)|increment\w+|guadagn\w+|balz\w+|impenn\w+|rialz\w+",
        r"cal(?:o|a|ano|ato|ata|ati|ate|ò|arono)|diminu\w+|scen\w+|sces\w+|per(?:d|s)\w+|rid(?:ott|uc)\w+|croll\w+",
    ),
    "pt": (
        r"aument\w+|cresc\w+|sub(?:iu|iram|ida|indo|e|em|ido)|increment\w+|ganh\w+|avanç\w+|dispar\w+|eleva\w+",
        r"diminu\w+|ca(?:iu|íram|em|i|ído|ída)|queda|baix(?:ou|aram|a)|desc(?:eu|eram|ida|e)|perd\w+|redu\w+"
        r"|recu(?:ou|aram|o|a)|encolh\w+",
    ),
    "nl": (
        r"st(?:ee|e)g(?:en)?|gestegen|stijg\w+|groei\w*|gegroeid|toegenomen|toename|klom\w*|geklommen"
        r"|n(?:a|ee)m\w* (?:[^,;:]* )?toe",
        r"daal\w*|dal(?:en|ing)|gedaald|zak\w+|gezakt|kromp\w*|gekrompen|krimp\w*|afgenomen|afname|verlo(?:or|ren)"
        r"|verminder\w*|n(?:a|ee)m\w* (?:[^,;:]* )?af",
    ),
}
"""Words of rise, and words of fall."""
_PATTERNS = {code: tuple(re.compile(rf"\b(?:{stems})\b") for stems in sides) for code, sides in _STEMS.items()}


def find_movement(text: str, *, language: str) -> int:
    """Return 1 for a text with words of rise, -1 for one with words of fall; 0 for both, neither, or a negation.

    >>> find_movement("Los viajes cayeron un", language="es"), find_movement("no cayeron", language="es")
    (-1, 0)
    """
    low = text.casefold()
    if _NEGATIONS.search(low):
        return 0
    rise, fall = (bool(pattern.search(low)) for pattern in _PATTERNS[language])
    return rise - fall

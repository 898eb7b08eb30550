"""Words that state a number: those of all tables in English, collective nouns, and number words of other languages."""

from __future__ import annotations

from figurecheck.figures.english.words import GROUPS, MULTIPLES, ORDINALS, SCALES, TENS, UNITS, VAGUE

NUMBER_WORDS = frozenset({*UNITS, *TENS, *SCALES, *GROUPS, *ORDINALS, *MULTIPLES, *VAGUE, "half", "quarter"})
"""English number words of one word."""

COLLECTIVE = frozenset(
    """
    duo trio quartet quartette quintet quintette sextet septet octet nonet twosome threesome foursome fivesome sixsome
    brace gross score dozen fortnight decade century millennium quarter-century half-century half-decade half-dozen
    lustrum googol
    """.split()
)
"""Nouns that state a number behind "a": a trio, a score of, a decade."""

PLURALS = frozenset("threescore fourscore duos trios quartets quintets sextets septets octets fortnights".split())

# In lower case only, since names of places and works have them. Words that are English too are left out: elf, due, sei,
# once, cent, dos, mil, sept, six, dix, tres, sette, nove, mille, von.
_OTHERS = {
    "German": """
        zwei drei vier fünf sechs sieben acht neun zehn zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn
        neunzehn zwanzig dreißig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend drittel
        viertel fünftel zehntel dutzend doppelt verdoppelt halbe hälfte""",
    "French": """
        deux trois quatre cinq neuf onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante
        quatre-vingts tiers dizaine douzaine vingtaine centaine millier milliers moitié""",
    "Spanish": """
        cuatro cinco siete ocho nueve diez doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte
        treinta cuarenta cincuenta sesenta setenta ochenta noventa ciento doscientos trescientos quinientos docena
        tercio tercios mitad""",
    "Italian": """
        quattro cinque dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti
        quaranta cinquanta sessanta settanta ottanta novanta duecento trecento duemila tremila dozzina terzi metà""",
    "Portuguese": """
        duas três quatro oito dez doze treze quatorze quinze dezesseis vinte trinta quarenta cinquenta setenta oitenta
        noventa duzentos trezentos dúzia metade""",
    "Dutch": """
        twee drie vier vijf zes zeven acht negen tien twaalf dertien veertien vijftien zestien zeventien achttien
        negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd duizend derde kwart helft""",
}


def find_foreign_words(language: str) -> frozenset[str]:
    """Return the number words of other languages than the one of a text, which is given by its name.

    >>> "vier" in find_foreign_words("English"), "vier" in find_foreign_words("German")
    (True, False)
    """
    own = _OTHERS.get(language, "").split()
    return frozenset(word for words in _OTHERS.values() for word in words.split()).difference(own)

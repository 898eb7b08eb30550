"""English: the words and signs of money."""

from __future__ import annotations

from collections.abc import Iterable

from figurecheck.figures.common.units import CURRENCY_CODES, join_currencies
from figurecheck.figures.common.word_table import read_table

# Codes that are words too, in lower case: "try 5".
_WORDS_TOO = frozenset("TRY MAD COP PEN RON ARS CUP BOB SOS AMD GEL".split())
_SIGNS = {code.lower(): code for code in sorted(CURRENCY_CODES - _WORDS_TOO)} | read_table("""
    USD: $ dollar dollars buck bucks
    EUR: € euro euros
    GBP: £ sterling quid
    JPY: ¥ yen
    KRW: ₩ won
    INR: ₹
    RUB: ₽
    VND: ₫ dong
    THB: ฿ baht
    CNY: rmb yuan renminbi
    ZAR: rand
    MYR: ringgit
    ILS: ₪ shekel shekels
    TRY: ₺ lira liras
    PLN: zloty zlotys
    HUF: forint forints
    CZK: koruna korunas
    BRL: reais
    IDR: rupiah rupiahs
    NGN: ₦ naira
    UAH: ₴ hryvnia hryvnias
    PHP: ₱
    BDT: ৳ taka
    RON: leu lei
    GEL: lari
    """)
MINOR = {"cent": "of money", "cents": "of money", "¢": "of money", "pence": "GBP", "penny": "GBP", "p": "GBP"}
"""A hundredth of any currency, or of the pound."""
CURRENCY_PREFIXES = read_table("""
    USD: us usd
    AUD: a au
    CAD: c ca
    NZD: nz
    HKD: hk
    SGD: s
    TWD: nt
    BRL: r
    MXN: mx
    ARS: ar
    COP: co
    CLP: cl
    """)
"""Letters glued before ``$``."""
CURRENCY_LETTERS = read_table("""
    INR: inr
    AED: dh dhs
    ZAR: r
    SEK: skr
    NOK: nkr
    DKK: dkr
    CNY: rmb
    CHF: fr sfr
    MYR: rm
    IDR: rp
    KES: ksh kshs
    THB: bt
    TRY: tl
    BDT: tk
    PKR: pkrs
    """)
"""Letters that papers print before digits instead of a sign: Rs 500, Dh4m, SKr3bn."""
_ADJECTIVES = """
    USD: us dollar, american dollar, united states dollar
    CAD: canadian dollar
    AUD: australian dollar, aussie dollar
    NZD: new zealand dollar, kiwi dollar
    HKD: hong kong dollar
    SGD: singapore dollar, singaporean dollar
    TWD: taiwan dollar, new taiwan dollar, taiwanese dollar
    JMD: jamaican dollar
    TTD: trinidad dollar
    BBD: barbadian dollar, barbados dollar
    BSD: bahamian dollar
    FJD: fijian dollar, fiji dollar
    NAD: namibian dollar, namibia dollar
    LRD: liberian dollar
    GBP: british pound, uk pound, pound sterling
    EGP: egyptian pound
    LBP: lebanese pound, lebanese lira
    SDG: sudanese pound
    SYP: syrian pound
    CHF: swiss franc
    XAF: central african cfa franc, cfa franc
    XOF: west african cfa franc, cfa franc
    RWF: rwandan franc
    SEK: swedish krona, swedish kronor, swedish crown
    NOK: norwegian krone, norwegian kroner, norwegian crown
    DKK: danish krone, danish kroner, danish crown
    ISK: icelandic krona, icelandic kronur, icelandic crown
    CZK: czech koruna, czech crown
    INR: indian rupee
    PKR: pakistani rupee, pakistan rupee
    LKR: sri lankan rupee
    NPR: nepalese rupee, nepali rupee
    MUR: mauritian rupee
    SCR: seychellois rupee
    MXN: mexican peso
    PHP: philippine peso
    ARS: argentine peso, argentinian peso
    CLP: chilean peso
    COP: colombian peso
    UYU: uruguayan peso
    DOP: dominican peso
    CUP: cuban peso
    KRW: korean won, south korean won
    CNY: chinese yuan
    JPY: japanese yen
    THB: thai baht
    MYR: malaysian ringgit
    ZAR: south african rand
    TRY: turkish lira
    RUB: russian ruble, russian rouble
    BYN: belarusian ruble, belarusian rouble
    ILS: israeli shekel, new shekel
    AED: uae dirham, emirati dirham
    MAD: moroccan dirham
    SAR: saudi riyal
    QAR: qatari riyal
    YER: yemeni rial, yemeni riyal
    OMR: omani rial, omani riyal
    IRR: iranian rial
    KWD: kuwaiti dinar
    BHD: bahraini dinar
    TND: tunisian dinar
    DZD: algerian dinar
    JOD: jordanian dinar
    IQD: iraqi dinar
    RSD: serbian dinar
    BRL: brazilian real, brazilian reais
    KES: kenyan shilling
    UGX: ugandan shilling
    TZS: tanzanian shilling
    SOS: somali shilling
    RON: romanian leu, romanian lei
    MDL: moldovan leu, moldovan lei
    AZN: azerbaijani manat
    BOB: bolivian boliviano
    PLN: polish zloty
    HUF: hungarian forint
    UAH: ukrainian hryvnia
    IDR: indonesian rupiah
    VND: vietnamese dong
    NGN: nigerian naira
    GHS: ghanaian cedi
    BDT: bangladeshi taka
    KZT: kazakh tenge
    ETB: ethiopian birr
    BGN: bulgarian lev
    GEL: georgian lari
    """
_WITHOUT_PLURAL = frozenset(
    "won yuan yen baht ringgit rand kronor kroner kronur reais sterling lei manat dong naira taka tenge birr".split()
)
_NAMED = [
    (f"{name.strip()}{plural}", code.strip())
    for code, names in (line.split(":") for line in _ADJECTIVES.strip().splitlines())
    for name in names.split(",")
    for plural in ("", *([] if name.split()[-1] in _WITHOUT_PLURAL else ["s"]))
]


def _share_names(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return each name with its currency, or with all that are called so."""
    codes: dict[str, set[str]] = {}
    for name, code in named:
        codes.setdefault(name, set()).add(code)
    return {name: join_currencies(found) for name, found in codes.items()}


NAMED_CURRENCIES = _share_names(_NAMED)
"""Currencies of several words: 7 Canadian dollars. Without an entry such a name is not understood."""
# The name without its country: kroner are Danish or Norwegian. Dollars are read as the sign is, pounds as a weight;
# `verdicts.relate` has both.
_BARE = _share_names((name.rpartition(" ")[2], code) for name, code in _NAMED)
_NO_MONEY = frozenset({"dollar", "dollars", "pound", "pounds", "real", "reals", "sterling"})
# What papers print for a name that several share: Rs 500, 500 kr.
CURRENCY_LETTERS |= {"rs": _BARE["rupees"], "kr": _BARE["crowns"]}
CURRENCIES = {"kr": _BARE["crowns"]} | {name: codes for name, codes in _BARE.items() if name not in _NO_MONEY} | _SIGNS
"""Signs, codes and bare names of currencies; a name that several share has all of their codes."""
MONEY_SUFFIXES = {"t": 10**12, "tr": 10**12, "mm": 10**6, "l": 10**5}
"""Written after digits of money, where elsewhere they are tonnes, millimetres and litres: $6.4T, Rs 5L."""

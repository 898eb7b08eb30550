"""English: the words and signs of money."""

from __future__ import annotations

from factbook.figures.common.units import CURRENCY_CODES
from factbook.figures.english.words import read_table

# Codes that are words too, in lower case: "try 5".
_WORDS_TOO = frozenset({"TRY", "MAD", "COP", "PEN", "RON", "ARS"})
CURRENCIES = {code.lower(): code for code in sorted(CURRENCY_CODES - _WORDS_TOO)} | read_table("""
    USD: $ dollar dollars
    EUR: € euro euros
    GBP: £ sterling
    JPY: ¥ yen
    KRW: ₩ won
    INR: ₹ rupees rupee
    RUB: ₽ roubles rubles
    VND: ₫ dong
    THB: ฿ baht
    CNY: rmb yuan renminbi
    CHF: francs franc
    SEK: krona kronor
    NOK: kroner
    ZAR: rand
    AED: dirham dirhams
    MYR: ringgit
    SAR: riyal riyals
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
    KES: shillings
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
    INR: rs inr
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
    GBP: british pound, uk pound, pound sterling
    EGP: egyptian pound
    CHF: swiss franc
    SEK: swedish krona, swedish kronor, swedish crown
    NOK: norwegian krone, norwegian kroner, norwegian crown
    DKK: danish krone, danish kroner, danish crown
    ISK: icelandic krona, icelandic kronur
    CZK: czech koruna, czech crown
    INR: indian rupee
    PKR: pakistani rupee, pakistan rupee
    LKR: sri lankan rupee
    NPR: nepalese rupee, nepali rupee
    MXN: mexican peso
    PHP: philippine peso
    ARS: argentine peso, argentinian peso
    CLP: chilean peso
    COP: colombian peso
    KRW: korean won, south korean won
    CNY: chinese yuan
    JPY: japanese yen
    THB: thai baht
    MYR: malaysian ringgit
    ZAR: south african rand
    TRY: turkish lira
    RUB: russian ruble, russian rouble
    ILS: israeli shekel, new shekel
    AED: uae dirham, emirati dirham
    MAD: moroccan dirham
    SAR: saudi riyal
    QAR: qatari riyal
    KWD: kuwaiti dinar
    BRL: brazilian real, brazilian reais
    KES: kenyan shilling
    UGX: ugandan shilling
    TZS: tanzanian shilling
    """
_WITHOUT_PLURAL = frozenset("won yuan yen baht ringgit rand krone kronor kroner kronur krona reais sterling".split())
NAMED_CURRENCIES = {
    f"{name.strip()}{plural}": code.strip()
    for code, names in (line.split(":") for line in _ADJECTIVES.strip().splitlines())
    for name in names.split(",")
    for plural in ("", *([] if name.split()[-1] in _WITHOUT_PLURAL else ["s"]))
}
"""Currencies of several words: 7 Canadian dollars. Without an entry such a name is not understood."""
MONEY_SUFFIXES = {"t": 10**12, "tr": 10**12, "mm": 10**6, "l": 10**5}
"""Written after digits of money, where elsewhere they are tonnes, millimetres and litres: $6.4T, Rs 5L."""

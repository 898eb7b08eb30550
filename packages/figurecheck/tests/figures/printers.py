"""Ways of printing a value, written without the code under test."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
SINO = "_일이삼사오육칠팔구"


def words(number: int, *, joiner: str = "-", conjunction: str = " and ") -> str:
    """Write a whole number in English words."""
    for size, name in SCALES:
        if number >= size:
            head, rest = divmod(number, size)
            link = conjunction if 0 < rest < 100 else ", "
            return f"{words(head)} {name}" + (f"{link}{words(rest)}" if rest else "")
    if number >= 100:
        head, rest = divmod(number, 100)
        return f"{SMALL[head]} hundred" + (f"{conjunction}{words(rest)}" if rest else "")
    if number >= 20:
        head, rest = divmod(number, 10)
        return TENS[head] + (f"{joiner}{SMALL[rest]}" if rest else "")
    return SMALL[number]


def ordinal_words(number: int) -> str:
    """Write a rank in English words."""
    *head, last = words(number).replace("-", " - ").split()
    odd = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
    odd |= {"twelve": "twelfth"}
    last = odd.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return " ".join([*head, last]).replace(" - ", "-")


def korean(number: int, *, space: str = "") -> str:
    """Write a whole number with 조, 억 and 만."""
    parts = []
    for size, name in ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, "")):
        head, number = divmod(number, size)
        if head:
            parts.append(f"{head}{name}")
    return space.join(parts) or "0"


def sino(number: int) -> str:
    """Write a whole number below 100,000,000 in Sino-Korean syllables."""
    high, low = divmod(number, 10**4)
    return (f"{'' if high == 1 else _sino_group(high)}만" if high else "") + _sino_group(low)


def _sino_group(number: int) -> str:
    text = ""
    for size, name in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            text += ("" if digit == 1 and name else SINO[digit]) + name
    return text


def rounded(value: Decimal, places: int, *, even: bool = False) -> Decimal:
    """Round to decimals, or with a negative count to tens, hundreds..."""
    step = Decimal(1).scaleb(-places)
    return value.quantize(step, ROUND_HALF_EVEN if even else ROUND_HALF_UP)

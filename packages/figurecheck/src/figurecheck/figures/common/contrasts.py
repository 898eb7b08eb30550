"""Words that exclude each other: a figure said of women is none of men, and one by the day none by the week.

A bound text may leave open what its figure counts, and its statistic says it. But where the text names one side of a
contrast and the words of the statistic name only another, the two are of different things, whatever the numbers are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from figurecheck.figures.common.units import canonical_base

# One line for each contrast, its sides apart by a bar; of every language at once, since a unit is often English where
# the text is not. A star stands for any ending. A word of both sides is none: "births" are the base of infant deaths.
_CONTRASTS = """
    woman women womens female* girls 여성* *여성 여학생* frauen* frauenanteil weiblich* mädchen
    | men mens male males boys 남성* *남성 남학생* männer* männeranteil männlich*
    death* dead died dying killed fatal* mortality 사망* 숨지* 숨진* 숨졌* tote toten getötet* todesfälle* gestorben*
    | injur* wounded hurt 부상* 다친* 다쳤* verletzt*
    | surviv* 생존* überlebt* überlebende*
    | missing 실종* vermisst*
    jobless* unemploy* 실업* arbeitslos* | employ* 고용률* 취업* erwerbstätig* beschäftigt*
    export* 수출* ausfuhr* | import imports imported importing importer* 수입액* 수입은* 수입이* 수입 einfuhr*
    convict* guilty 유죄* verurteil* | acquit* notguilty 무죄* freigesprochen* freispr* | arrest* 체포* festgenommen*
    favour favor favoured favored 찬성* dafür zustimm* | oppos* against 반대* dagegen ablehn*
    marriage* wedding* 혼인* 결혼* eheschließung* heirat* | divorc* 이혼* scheidung* geschieden*
    immigra* 입국* 전입* zuwander* einwander* zuzüge* | emigra* 출국* 전출* abwander* auswander* fortzüge*
    urban 도시* städtisch* | rural 농촌* ländlich*
    adult* 성인* erwachsen* | child children juvenile* 아동* 어린이* 미성년* kinder* minderjährig*
    victim* 피해자* opfer* | suspect* offender* perpetrator* 피의자* 가해자* tatverdächtig* täter*
    median* 중위* 중앙값* | average* mean 평균* durchschnitt*
    gross brutto* | net netto*
    overvalu* overpric* | undervalu* underpric*
"""
_TIMES = """
    perhour hourly 시간당 stündlich* prostunde
    | perday daily 하루 하루에 일평균 하루평균 täglich* protag
    | perweek weekly 주당 매주 주평균 wöchentlich* prowoche
    | permonth monthly 월평균 매월 매달 월급 monatlich* promonat
    | perquarter quarterly 분기당 quartalsweise proquartal
    | peryear annual annually yearly perannum 연평균 연간 매년 연봉 jährlich* projahr
"""
"""How often: said of amounts only, since "a yearly rise" may be of a monthly index."""
_PER = re.compile(
    r"\b(?:per|an?|each|every|pro|je)[\s-]+(hour|day|week|month|quarter|year|annum|stunde|tag|woche|monat|quartal|jahr)\b"
    r"|/\s?(hour|day|week|month|year)\b|(?<![\w,.])([주월연])\s(?=\d)"
)
_EACH = re.compile(
    r"(?:\b(?:per|an?|each|every|pro|je)\s+|/\s?)([^\s\d,;:.()/]+[²³23]?(?:\s[^\s\d,;:.()/]+[²³23]?)?)(?!\d)"
)
"""A base and the word behind it: "per square metre"."""
_EACH_IN_KOREAN = re.compile(r"(?<![^\s\d(])([^\s\d,;:.()/]+[²³23]?)당(?![가-힣])")
_GOALS = "target|goal|quota|ceiling|forecast|projection|threshold"
_GOAL = re.compile(
    rf"\b({_GOALS}|cap|limit)s?\s(?:of|at|was|is|stands\sat)\s|\d\S*\s(?:per\scent\s|percent\s|million\s|billion\s)?({_GOALS})\b"
    r"|(목표치?|예상치|전망치|상한선?|하한선?)[은는이가인]?\s?\d|\d\S*\s(목표치?|예상치|전망치|상한선?|하한선?)"
    r"|\b(ziel(?:wert|marke)?|obergrenze|untergrenze|prognose)\s(?:von|bei|waren|ist)\s"
)
"""What should be or may come, said of a figure: no measurement, unless the statistic is named so."""
_BOTH_SIDES = re.compile(r"\b(over|under)-? (?:and|or|/) (over|under)(\w+)")
_WORD = re.compile(r"[^\W\d_]+")
_NEGATED = re.compile(r"(?:un|non|in|il|im|ir|dis|비|미|무|불)(?=.)")
_LONG = 6
"""Letters by which a word and its negation are one stem: employed, unemployment."""


def _read(lines: str) -> dict[str, tuple[int, int]]:
    """Return the side of each word, as the number of its contrast and of the side within it."""
    table: dict[str, tuple[int, int]] = {}
    contrast = -1
    side = 0
    for line in lines.strip().splitlines():
        continued = line.strip().startswith("|")
        contrast, side = (contrast, side) if continued else (contrast + 1, -1)
        for words in line.strip().removeprefix("|").split("|"):
            side += 1
            table |= dict.fromkeys(words.split(), (contrast, side))
    return table


def _compile(table: dict[str, tuple[int, int]]) -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]]]:
    whole = {word: side for word, side in table.items() if "*" not in word}
    return whole, {word.strip("*"): side for word, side in table.items() if "*" in word}


_WHOLE, _BEGUN = _compile(_read(_CONTRASTS))
_OFTEN_WHOLE, _OFTEN_BEGUN = _compile(_read(_TIMES))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    plain = text.lower().replace("not guilty", "notguilty").replace("'s", " ")
    # "Over- or undervaluation" is both.
    plain = _BOTH_SIDES.sub(r"\1\3 \2\3", plain)
    return tuple(_WORD.findall(_PER.sub(_join_per, plain)))


def _join_per(match: re.Match[str]) -> str:
    unit = match[1] or match[2] or _IN_KOREAN[match[3]]
    return f" per{unit} " if match[0].split()[0] not in {"pro", "je"} else f" pro{unit} "


_IN_KOREAN = {"주": "week", "월": "month", "연": "year"}


def says_per(printed: str, base: str) -> bool:
    """Return whether a text says by what its amount is: "£512 a week" of pounds per week.

    >>> says_per("£512 a week", "week"), says_per("£512 weekly", "week"), says_per("£512", "week")
    (True, True, False)
    >>> says_per("€13.70 per square metre", "m²"), says_per("€13.70/m²", "m²"), says_per("€13.70/ft²", "m²")
    (True, True, False)
    >>> says_per("㎡당 500만 원", "m²"), says_per("1인당 5kg", "person"), says_per("가구당 5kg", "person")
    (True, True, False)
    """
    base = base.strip().lower()
    side = _OFTEN_WHOLE.get(f"per{base}")
    if side is not None and side in _sides(printed, often=True):
        return True
    text = printed.lower()
    said = [" ".join(match[1].split()[:size]) for match in _EACH.finditer(text) for size in (1, 2)]
    said += [match[1] for match in _EACH_IN_KOREAN.finditer(text)]
    return canonical_base(base) in map(canonical_base, said)


@lru_cache(maxsize=4096)
def _sides(text: str, *, often: bool) -> dict[tuple[int, int], str]:
    """Return the sides that a text names, each with its word."""
    whole, begun = (_OFTEN_WHOLE, _OFTEN_BEGUN) if often else (_WHOLE, _BEGUN)
    return {
        side: word
        for word in _words(text)
        if (side := whole.get(word) or next((begun[part] for part in _starts(word) if part in begun), None)) is not None
    }


def _starts(word: str) -> Iterator[str]:
    yield from (word[:size] for size in range(len(word), 1, -1))
    # The last part of a compound: 기혼여성.
    yield from (word[at:] for at in range(1, len(word) - 1))


def find_goal(printed: str, texts: tuple[str, ...]) -> str:
    """Return the word by which a text says that its figure is a goal or a forecast, if its statistic is not named so.

    >>> find_goal("a target of 60%", ("Turnout",)), find_goal("a target of 60%", ("Target for turnout",))
    ('target', '')
    """
    match = _GOAL.search(printed.lower())
    word = next(filter(None, match.groups()), "") if match is not None else ""
    return word if word and not any(word[: _LONG - 1].rstrip("치") in text.lower() for text in texts) else ""


def find_contrary(printed: str, texts: tuple[str, ...], *, amount: bool) -> tuple[str, str] | None:
    """Return a word of a printed text and the word of its statistic that excludes it; ``None`` if they may agree.

    `amount` says that the figure is a number and no share or change, of which "daily" and "weekly" exclude each other.

    >>> find_contrary("40% of women", ("Share of men",), amount=False)
    ('women', 'men')
    >>> find_contrary("40% of women", ("Women among men and women",), amount=False)
    """
    for often in (False, True) if amount else (False,):
        named = _sides(printed, often=often)
        if not named:
            continue
        known = {side: word for text in texts for side, word in _sides(text, often=often).items()}
        for (contrast, side), word in named.items():
            other = next((known[one] for one in known if one[0] == contrast), "")
            own = (contrast, side) in known
            # A text that names both sides, or a statistic of both, leaves open which is meant.
            if other and not own and sum(one[0] == contrast for one in named) == 1:
                return _show(word), _show(other)
    return _find_negated(printed, texts)


def _show(word: str) -> str:
    return _JOINED.sub(r"\1 ", word)


_JOINED = re.compile(r"^(not(?=guilty)|(?:per|pro)(?=hour|day|week|month|quarter|year|annum|stunde|tag|woche|monat))")


@lru_cache(maxsize=4096)
def _stems(text: str) -> dict[str, tuple[bool, str]]:
    """Return the stems of long words, with whether a word of each is one that a prefix may negate."""
    stems: dict[str, tuple[bool, str]] = {}
    words = _WORD.findall(text.lower().replace("non-", "non"))
    for word in words:
        # A Korean prefix is one sign, and a stem two: 미접종자.
        long = _LONG if word.isascii() else 2
        if len(word) >= long:
            stems[word[:long]] = (False, word)
        match = _NEGATED.match(word)
        if match is not None and len(word) - match.end() >= long:
            stems[f"-{word[match.end() :][:long]}"] = (True, word)
    return stems


def _find_negated(printed: str, texts: tuple[str, ...]) -> tuple[str, str] | None:
    """Return a word and its negation, of which the text has one and the statistic the other: smokers, non-smokers."""
    mine = _stems(printed)
    if not mine:
        return None
    known: dict[str, tuple[bool, str]] = {}
    for text in texts:
        known |= _stems(text)
    for stem, (negated, word) in mine.items():
        other = stem[1:] if negated else f"-{stem}"
        if other in known and stem not in known and other not in mine:
            return word, known[other][1]
    return None

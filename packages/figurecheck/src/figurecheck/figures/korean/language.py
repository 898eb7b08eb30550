"""Korean as a language of figures."""

from __future__ import annotations

import re
from fractions import Fraction

from figurecheck.figures.common.figure import Form, Found, PrintedFigure
from figurecheck.figures.common.language import Language
from figurecheck.figures.common.reworded import make_reword
from figurecheck.figures.common.stretches import StretchWords
from figurecheck.figures.common.unread import Unread
from figurecheck.figures.korean.bound import find_bound, read_age, read_bound_word, read_limits
from figurecheck.figures.korean.directions import find_movement
from figurecheck.figures.korean.examples import make_examples
from figurecheck.figures.korean.find import find_korean
from figurecheck.figures.korean.pairs import read_pair
from figurecheck.figures.korean.phrase_words import QUALIFIERS
from figurecheck.figures.korean.series_claims import read_korean
from figurecheck.figures.korean.unread import find_uncounted, find_unread, is_named
from figurecheck.figures.korean.words import is_other_word

_NOT_TAKEN = re.compile(r"±|도\s?없|아니|아닌|않")
# "40명 중 다수": the number is a whole, and the figure a part that is left open.
_VAGUE_PART = re.compile(
    r"\s?(?:중|가운데)(?:에서|에|의)?\s(?:의\s)?(과반수?|절반|태반|대다수|대부분|다수|상당수|일부|소수)(?![가-힣]{2})"
)
# A comma belongs to a number only if a digit follows; elsewhere it ends the phrase.
_FROM_TO = re.compile(r"(?P<old>\d(?:[^,;]|,(?=\d))*?)에서\s*(?P<new>\d(?:[^,;]|,(?=\d))*?)(?:으로|로)(?:\s|$)")
_PART_OF = frozenset({"중", "가운데", "중에서", "가운데에서", "중 에서", "가운데 에서"})
_FIRST = frozenset({"첫", "첫째", "첫 번째", "첫번째"})


def find_refused(text: str, found: Found) -> str:
    """Return a word that negates a figure, outside it; empty if there is none."""
    outside = (one for one in _NOT_TAKEN.finditer(text) if not found.full_start <= one.start() < found.full_end)
    word = next((one.group() for one in outside), "")
    vague = None if word else _VAGUE_PART.match(text, found.end)
    return vague[1] if vague else word


def joins_part(between: str) -> bool:
    """Return whether the text between two numbers makes the second a part of the first: "20명 중 17명"."""
    return between.strip() in _PART_OF


def read_without_number(text: str) -> PrintedFigure | None:
    """Read "first" as the first rank, and the word for one day."""
    word = text.strip()
    if word in _FIRST:
        return PrintedFigure(text=text, form=Form.ORDINAL, amount=Fraction(1), reading="1st")
    return PrintedFigure(text=text, amount=Fraction(1), unit="day", reading="1 day") if word == "하루" else None


def split_from_to(text: str) -> tuple[str, str] | None:
    """Return both figures of "370명에서 762명으로"."""
    found = _FROM_TO.search(text)
    return (found["old"].strip(), found["new"].strip()) if found else None


def _read_two(text: str, found: list[Found]) -> Found | None:
    return read_limits(text, found) or read_pair(text, found)


def _find_unread(text: str, found: Found) -> Unread:
    return find_unread(text, read_age(text, found))


# Syllables that end in the sign of the past, but for "there is" and the sign of the future.
_PAST = "".join(chr(0xAC00 + at) for at in range(20, 19 * 21 * 28, 28) if chr(0xAC00 + at) not in "있겠")
KOREAN = Language(
    code="ko",
    name="Korean",
    find=find_korean,
    qualifiers=QUALIFIERS,
    reword=make_reword(
        (
            (r"(?:단 )?한\s?(명|사람|건|곳|개|마리|번|차례|표)도(?: (?:없\w*|않\w*|나오지 않\w*))?", r"0\1"),
            (r"(\d+)위권? (?:밖|바깥)(?:으로|에)?", r"\1위 초과"),
            (
                r"(\d+)(\w{1,2}) (?:중|가운데) (\d+)\w{1,2}[을를] (?:제외|뺀|빼고)\w*(?: 나머지| 모두)?",
                lambda match: f"{match[1]}{match[2]} 중 {int(match[1]) - int(match[3])}{match[2]}",
            ),
        )
    ),
    stretches=StretchWords(
        parts={
            "early": "초반?|초순",
            "mid": "중순|중반",
            "late": "하순|후반|말",
            "until": "이전",
            "before": "전",
            "from": "이후",
            "about": "무렵|경|쯤|즈음",
        },
        link=r"\s?",
        year=r"(?P<year>\d{4})년",
        decade="대",
        behind=True,
        tail="[에의]?",
    ),
    find_refused=find_refused,
    find_unread=_find_unread,
    is_named=is_named,
    find_uncounted=find_uncounted,
    is_other_word=is_other_word,
    read_pair=_read_two,
    find_bound=find_bound,
    read_bound_word=read_bound_word,
    joins_part=joins_part,
    whole_first=True,
    read_without_number=read_without_number,
    split_from_to=split_from_to,
    find_movement=find_movement,
    fall="{} 감소",
    years_ago={"올해": 0, "금년": 0, "지난해": 1, "작년": 1, "재작년": 2},
    year_before=("전년", "1년 전", "한 해 전", "직전 해"),
    tenses=("예정이다|예정인|예정으로|계획이다|전망이다|방침이다|것이다|것으로 보인다", f"[{_PAST}]|던"),
    not_found=(
        r"(?:수치|숫자|통계|집계|자료|문서|보도|기록|출처|설명|인원|근거)(?:[은는이가도을를]|에서)? (?:\w+ ){0,3}?"
        r"(?:찾지 못|찾을 수 없|확인하지 못|확인되지 않)|\A\W*(?:찾지 못함|확인되지 않음)\W*\Z"
    ),
    read_series_claim=read_korean,
    make_examples=make_examples,
)

"""Words around a size that say how near it is, by language: "nearly a third", "세 배 가까이"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedges:
    """What stands around words for a size and says how near they are: the words before and behind."""

    just_under: tuple[str, str]
    just_over: tuple[str, str]
    about: tuple[str, str]
    before: re.Pattern[str]
    """Every such word before, at the end of a text."""
    behind: re.Pattern[str]
    """Every such word behind, at the beginning of one."""


_NOTHING = re.compile(r"(?!)")
HEDGES = MappingProxyType(
    {
        "en": Hedges(
            just_under=("nearly ", ""),
            just_over=("just over ", ""),
            about=("about ", ""),
            before=re.compile(
                r"\b(?:about|around|roughly|approximately|some|nearly|almost|close to|"
                r"just (?:over|under|above|below)|(?:slightly |well |far |no )?(?:more|less|fewer) than|"
                r"over|under|above|below|at (?:least|most)|up to) $",
                re.IGNORECASE,
            ),
            behind=_NOTHING,
        ),
        "de": Hedges(
            just_under=("fast ", ""),
            just_over=("gut ", ""),
            about=("etwa ", ""),
            before=re.compile(
                r"\b(?:etwa|rund|circa|ca\.|ungefähr|fast|knapp|nahezu|beinahe|gut|(?:etwas )?(?:mehr|weniger) als|"
                r"über|unter|mindestens|höchstens|bis zu) $",
                re.IGNORECASE,
            ),
            behind=_NOTHING,
        ),
        "ko": Hedges(
            just_under=("", " 가까이"),
            just_over=("약 ", ""),
            about=("약 ", ""),
            before=re.compile(r"(?:약|거의|대략|무려)\s$"),
            behind=re.compile(
                r"\s?(?:가까이|이상|이하|미만|남짓|초과|가량|정도)(?![가-힣])|(?:을|를)?\s?(?:넘는|넘게|웃도는|밑도는)"
            ),
        ),
    }
)
"""By language."""

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
    verbs: re.Pattern[str]
    """Verbs behind that say so, beside which such words mean nothing."""


_SIDES_KO = re.compile(r"(?:[을를이가]\s|에\s)(?:[넘웃밑]|못 미|미치지|육박|달하|달했)")
_NOTHING = re.compile(r"(?!)")
HEDGES = MappingProxyType(
    {
        "en": Hedges(
            just_under=("nearly ", ""),
            just_over=("just over ", ""),
            about=("about ", ""),
            before=re.compile(
                r"\b(?:about|around|roughly|approximately|some|nearly|almost|close to|"
                r"(?:just|well|far) (?:over|under|above|below)|(?:slightly |well |far |no )?(?:more|less|fewer) than|"
                r"over|under|above|below|at (?:least|most)|up to) $",
                re.IGNORECASE,
            ),
            behind=_NOTHING,
            verbs=_NOTHING,
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
            verbs=_NOTHING,
        ),
        "ko": Hedges(
            just_under=("", " 가까이"),
            just_over=("약 ", ""),
            about=("약 ", ""),
            before=re.compile(r"(?:약|거의|대략|무려)\s$"),
            behind=re.compile(
                r"\s?(?:가까이|이상|이하|미만|남짓|초과|가량|정도)(?![가-힣])|"
                r"[을를이가]?\s?(?:넘는|넘게|웃도는|밑도는|안 되는)|에\s못\s미치는"
            ),
            verbs=_SIDES_KO,
        ),
    }
)
"""By language."""

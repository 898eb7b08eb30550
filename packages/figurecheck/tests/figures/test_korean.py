"""Korean figures: every class is read as it is printed, directions have their sign, and nothing is passed over."""

import csv
import re
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from figurecheck.figures import find_stated, parse
from figurecheck.figures.korean.verbs import conjugate
from figurecheck.model import Basis, Severity, Verdict
from figurecheck.verdicts.judge import judge

sys.path.insert(0, str(Path(__file__).parent))
from printers_korean import printed_in_korean

SENTENCES = Path(__file__).with_name("korean_sentences.txt").read_text("utf-8").splitlines()
WAYS = [
    (word, int(way))
    for word, way in csv.reader(Path(__file__).with_name("korean_movements.csv").read_text("utf-8").splitlines()[1:])
]
REFUSED = {Verdict.MISMATCH, Verdict.TRUNCATED, Verdict.INCOMPARABLE}
CHANGES = (("3.2% {}", "0.032", "share"), ("3.2%포인트 {}", "3.2", "pp"), ("320억 원 {}", "32000000000", "KRW"),
           ("전년보다 3.2% {}", "0.032", "share"), ("3.2%나 {}", "0.032", "share"))  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(case=printed_in_korean)
def test_a_printed_value_is_borne_out_and_a_wrong_one_refused(case):
    printed, value, unit, wrong = case
    finding = judge(printed, value, unit=unit, locale="ko")
    assert finding.severity is Severity.OK or finding.verdict is Verdict.LOOSE, (printed, value, finding.reason)
    assert judge(printed, wrong, unit=unit, locale="ko").verdict in REFUSED, (printed, wrong)


@pytest.mark.parametrize(
    ("printed", "value", "unit", "other"),
    [
        ("과반", "0.55", "share", "0.45"),
        ("응답자의 과반이 찬성", "0.534", "share", "0.478"),
        ("과반에 못 미쳤다", "0.487", "share", "0.523"),
        ("과반", "0.501", "share", "0.5"),
        ("주민 대다수가", "0.81", "share", "0.33"),
        ("30%대 이상", "0.42", "share", "0.25"),
        ("30%대를 넘었다", "0.42", "share", "0.35"),
        ("30평대", 109, "m²", 140),
        ("380여 평", 1260, "m²", 1300),
        ("십 리", "3.93", "km", 10),
        ("만 12세 이하 어린이", 11, "year", 13),
        ("12위 중 3위", 3, "rank", 12),
        ("코스피 35.2포인트 하락", "-35.2", "points", "35.2"),
        ("0.5포인트 올랐다", "0.5", "pp", "-0.5"),
        ("13% 뚝", "-0.13", "share", "0.13"),
        ("10개월 20일", 324, "days", 304),
        ("5피트 9인치", 69, "inch", 65),
        ("인구 1000명당 5.5명", "5.49", "per 1,000", "4.9"),
    ],
)
def test_a_form_is_borne_out_by_its_value_and_by_no_other(printed, value, unit, other):
    assert judge(printed, value, unit=unit, locale="ko").severity is Severity.OK
    assert judge(printed, other, unit=unit, locale="ko").verdict in REFUSED


@pytest.mark.parametrize("behind", ["꽁당", "물벼락", "초당", "폭망했다", "반값", "몽자", "록액"])
@pytest.mark.parametrize(
    ("figure", "value", "unit"),
    [("16.6%", "0.166", "share"), ("762명", 762, "people"), ("1,312건", 1312, "cases"), ("12마리", 12, "count")],
)
def test_no_word_behind_a_percentage_or_a_counter_is_dropped(figure, value, unit, behind):
    assert judge(f"{figure} {behind}", value, unit=unit, locale="ko").verdict is Verdict.INCOMPARABLE


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [("12마리", 12, "people"), ("5대", 5, "cases"), ("35포인트", 35, "people"), ("2년 15일", 2, "year"),
     ("2타수 1안타", 2, "count"), ("1만4300명(9% 증가)", 14300, "people"), ("필리핀 페소 30", 30, "MXN")],
)  # fmt: skip
def test_what_nobody_can_compare_is_not_passed(printed, value, unit):
    assert judge(printed, value, unit=unit, locale="ko").verdict is Verdict.INCOMPARABLE


@pytest.mark.parametrize(("word", "way"), WAYS, ids=[word for word, _ in WAYS])
def test_a_word_of_movement_has_its_sign(word, way):
    for form, size, unit in CHANGES:
        right, wrong = (f"{'-' if sign < 0 else ''}{size}" for sign in (way, -way))
        assert judge(form.format(word), right, unit=unit, locale="ko").severity is Severity.OK, (form, word)
        assert judge(form.format(word), wrong, unit=unit, locale="ko").verdict in REFUSED, (form, word)


@pytest.mark.parametrize(
    "noun", ["감소율", "하락폭은", "하락 폭이", "적자", "순손실이", "물가상승률", "증가 폭은", "흑자는"]
)
def test_a_noun_of_movement_before_the_figure_has_its_sign_too(noun):
    sign = "" if noun.startswith(("물가", "증가", "흑자")) else "-"
    assert judge(f"{noun} 3.2%", f"{sign}0.032", unit="share", locale="ko").verdict is Verdict.EXACT
    assert judge(f"{noun} 3.2%", f"{'' if sign else '-'}0.032", unit="share", locale="ko").verdict is Verdict.MISMATCH


@pytest.mark.parametrize(
    ("printed", "value", "unit", "word"),
    [
        ("3.2% 널뛰었다", "0.032", "share", "널뛰었다"),
        ("3.2%포인트 악화", "3.2", "pp", "악화"),
        ("3200명 빠져나갔다", 3200, "people", "빠져나갔다"),
        ("3명 빼고", 3, "people", "빼고"),
        ("3명 외에", 3, "people", "외에"),
        ("하위 3명", 3, "people", "하위"),
        ("세수 펑크 3조원", 3 * 10**12, "KRW", "펑크"),
        ("3만 자메이카달러", 30_000, "USD", "자메이카달러"),
        ("60해리", 60, "km", "해리"),
        ("50근", 50, "kg", "근"),
        ("12마리", 12, "kg", "마리"),
        ("3% 할인", "0.03", "share", "할인"),
        ("찌그덕하게 12명", 12, "people", "찌그덕하게"),
        ("찌그덕한 7톤", 7, "t", "찌그덕한"),
        ("역 40분", 40, "minutes", "역"),
        ("이상 3200명", 3200, "people", "이상"),
        ("<3.2%", "0.032", "share", "<"),
        ("3위 부족", 3, "rank", "부족"),
        ("감소폭이 둔화된 3%", "0.03", "share", "감소폭이"),
        ("줄었다가 3% 늘었다", "0.03", "share", "줄었다가"),
    ],
)
def test_a_word_that_no_rule_reads_is_named(printed, value, unit, word):
    finding = judge(printed, value, unit=unit, locale="ko")
    assert finding.verdict is Verdict.INCOMPARABLE
    assert f"'{word}'" in finding.reason


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("숨진 사람은 모두 12명", 12, "people"),
        ("영업이익은 3조2천억원으로 집계됐다", 3_200_000_000_000, "KRW"),
        ("전체의 14.0%를 차지했다", "0.1404", "share"),
        ("경유 가격은 리터당 1500원대 초반", 1523, "KRW"),
        ("60대 이상 고령층 34%", "0.34", "share"),
        ("14개 나라", 14, "count"),
        ("762명의 외국인", 762, "people"),
        ("징역 2년 6개월", 30, "months"),
        ("2024년 5월 기준 34%", "0.34", "share"),
        ("1인당 3만4천 달러", 34_021, "USD"),
        ("3명에 그쳤다", 3, "people"),
    ],
)
def test_words_that_change_nothing_are_passed_over(printed, value, unit):
    assert judge(printed, value, unit=unit, locale="ko").severity is Severity.OK


RENTS = {"가": 82, "나": 68, "다": 60, "라": 39}


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("가장 비싸다", 1), ("제일 높다", 1), ("두 번째로 비싸다", 2), ("두 번째로 싸다", 3), ("가장 저렴하다", 4),
        ("꼴찌", 4), ("최하위", 4), ("4곳 중 꼴찌", 4), ("꼴찌에서 두 번째", 3), ("뒤에서 2위", 3),
        ("두 번째로 집계됐다", 2),
    ],
)  # fmt: skip
def test_a_place_is_told_by_its_adjective_and_from_the_end(printed, place):
    series = tuple((name, Decimal(value)) for name, value in RENTS.items())
    for number, at in enumerate(RENTS, 1):
        basis = Basis(kind="rank", test="highest", at=at, series=series, unit="KRW")
        verdict = judge(printed, number, unit="rank", locale="ko", basis=basis).verdict
        assert (verdict is Verdict.EXACT) == (number == place), at


@pytest.mark.parametrize("printed", ["두 번째로 예쁘다", "꼴찌를 면했다", "꼴찌가 아니다", "하위 2위", "5곳 중 꼴찌"])
def test_a_place_in_an_order_that_is_not_read_is_not_passed(printed):
    series = tuple((name, Decimal(value)) for name, value in RENTS.items())
    for number, at in enumerate(RENTS, 1):
        basis = Basis(kind="rank", test="highest", at=at, series=series, unit="KRW")
        assert judge(printed, number, unit="rank", locale="ko", basis=basis).verdict in REFUSED


@pytest.mark.parametrize("printed", ["끝에서 3위", "하위 3위", "꼴찌에서 세 번째", "뒤에서 두 번째로 높은"])
def test_a_place_from_the_end_is_no_place_from_the_top(printed):
    assert judge(printed, 3, unit="rank", locale="ko").verdict is Verdict.INCOMPARABLE


def test_a_noun_is_accepted_where_the_statistic_names_it():
    assert judge("세수 펑크 3조원", 3 * 10**12, unit="KRW", locale="ko", names=("세수 펑크",)).verdict is Verdict.EXACT


def test_a_rate_may_name_what_it_counts_before_its_number():
    for printed in ("1000명당 출생아는 5.5명", "인구 1000명당 출생아 수가 약 5.5명", "1000명당 평균 5.5명"):
        assert judge(printed, "5.49", unit="per 1,000", locale="ko", names=("출생아",)).severity is Severity.OK
        assert judge(printed, "4.9", unit="per 1,000", locale="ko", names=("출생아",)).verdict is Verdict.MISMATCH
    assert judge("1000명당 5.5명", "5.49", unit="per 1,000", locale="ko").reason.endswith("rounds to 5.5")
    other = judge("1000명당 사망자는 5.5명", "5.49", unit="per 1,000", locale="ko", names=("출생아",))
    assert other.verdict is Verdict.INCOMPARABLE


def test_number_words_before_nouns_are_found_in_running_text():
    marked = found = wrong = 0
    for line in SENTENCES:
        plain, marks = re.sub(r"[\[\]{}]", "", line), list(_marks(line))
        stated = [one for one in find_stated(plain, "ko") if one.needs_claim and not re.search(r"\d", one.text)]
        needed = [(start, end) for start, end, needs in marks if needs]
        marked += len(needed)
        found += sum(any(one.start < end and start < one.end for one in stated) for start, end in needed)
        wrong += sum(all(one.start >= end or start >= one.end for start, end, _ in marks) for one in stated)
    assert found / marked >= 0.95
    assert wrong <= len(SENTENCES) / 100


def _marks(line):
    """Yield the places that are marked; those in braces may be found or not."""
    at = start = 0
    for sign in line:
        if sign in "[{":
            start = at
        elif sign in "]}":
            yield start, at, sign == "]"
        else:
            at += 1


@pytest.mark.parametrize(
    "text",
    [
        "그는 새벽 세 시쯤 이십 대 남성과 한 마을에 있었다.",
        "세 규합, 네 말, 열 감지, 쉰 목소리, 한 관계자, 한곳, 이 세상, 사 년생",
        "한 명당 얼마인지 둘러싼 논란, 셋방, 세대 갈등, 하나은행",
    ],
)
def test_what_only_looks_like_a_number_word_needs_no_claim(text):
    assert [one.text for one in find_stated(text, "ko") if one.needs_claim] == []


@pytest.mark.parametrize(
    "text",
    [
        "2016년 대비 2025년 증감률", "2022년 대선과 2025년 대구 대회", "2024년 간호사 파업",
        "2024년 이상기후와 2023년 이상 고온", "15일 간담회를 열고 21일 치러진 선거", "22대 총선, 21대 국회",
        "7급 공채와 9급 공무원", "4년제 대학, 주 52시간제", "7번 국도와 3번 출구", "119 신고", "4대강",
        "구", "구조", "이사", "사이", "오이", "6~7월과 3·4월", "5월 3~5일", "1·2호기", "2심에서, 3심제", "1가구 1주택",
        "2주택자", "1순위 청약", "3자 회담", "8·15 광복절",
    ],
)  # fmt: skip
def test_a_date_a_name_and_another_word_need_no_claim(text):
    assert [one.text for one in find_stated(text, "ko") if one.needs_claim] == []


@pytest.mark.parametrize(
    "text",
    ["2000년 이상 된 나무", "2000년 넘게", "2000년간", "2000년 동안", "15일간 이어진", "15일 간의", "3일치 식량",
     "3일 치 식량", "3일 이상", "3~5일 걸린다", "2자녀", "3자리", "1주 동안",
     "22대를 팔았다", "4대 보유", "7급수", "3종 세트", "119명", "삼만이천", "이십"],
)  # fmt: skip
def test_a_length_of_time_and_a_count_need_a_claim(text):
    assert [one.text for one in find_stated(text, "ko") if one.needs_claim]


def test_a_counted_noun_is_read_with_its_number():
    assert [one.text for one in find_stated("두 회사가 세 아이를, 네 고양이를, 다섯 국가를", "ko")] == [
        "두 회사", "세 아이", "네 고양이", "다섯 국가",
    ]  # fmt: skip
    assert (parse("두 아들", "ko").amount, parse("두 아들", "ko").noun) == (2, "아들")


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("줄다", ["줄었", "줄고", "주는", "줄어"]),
        ("떨어지다", ["떨어져", "떨어졌", "떨어진", "떨어질"]),
        ("오르다", ["올라", "올랐", "오른", "오를"]),
        ("낮추다", ["낮춰", "낮췄", "낮춘"]),
        ("되다", ["돼", "됐", "되어", "된"]),
        ("크다", ["커", "컸", "큰"]),
        ("높다", ["높아", "높은", "높습"]),
    ],
)
def test_verbs_are_conjugated(verb, forms):
    assert set(forms) <= conjugate(verb)


@pytest.mark.parametrize(
    "text",
    ["5·18 민주화운동과 3·1절", "1인 가구와 3040세대", "사건이 5·18 이후가 아니라 4·19혁명 때", "2030세대의 10대 자녀"],
)
def test_names_with_digits_need_no_claim(text):
    stated = [one.text for one in find_stated(text, "ko") if one.needs_claim]
    assert stated == (["5", "18"] if "이후" in text else [])


def test_a_stay_and_brothers_are_counted():
    assert judge("2박 3일", 3, unit="days", locale="ko").verdict is Verdict.EXACT
    assert [one.text for one in find_stated("오 남매와 삼형제", "ko") if one.needs_claim] == ["오 남매", "삼형제"]


def test_what_something_is_compared_with_has_no_qualifier():
    (found,) = [one for one in find_stated("2023년 36.3%보다 낮아졌다.", "ko") if one.needs_claim]
    assert (found.figure.qualifier, found.figure.direction) == (None, 0)
    assert judge("36.3%보다 낮아졌다", "0.35", unit="share", locale="ko").verdict is Verdict.INCOMPARABLE


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("11경기", 11, "games"),
        ("30조각", 30, "pieces"),
        ("2경", 2 * 10**16, "KRW"),
        ("1심 재판 1,204건", 1204, "cases"),
        ("1달러당 1,342원", 1342, "KRW"),
        ("GDP의 98%", 0.98, "share"),
        ("국가채무 1,127조원", 1127 * 10**12, "KRW"),
        ("고소·고발 1,820건", 1820, "cases"),
    ],
)
def test_a_scale_is_no_first_syllable_and_a_base_no_figure(printed, value, unit):
    assert judge(printed, value, unit=unit, locale="ko").verdict.value == "exact"
    assert judge(printed, value * 1.3, unit=unit, locale="ko").verdict.value == "mismatch"

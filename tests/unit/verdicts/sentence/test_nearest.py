"""What no rule ties to data is held against what lies near: where that agrees nobody need look, else somebody."""

from __future__ import annotations

import pytest

from figurecheck.model import Aspect, SentenceState, Verdict
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.sentence.context import make_context

from .reading import STATISTICS, change, check, claim, contradicted, way

RISEN, FALLEN = 2025, 2024
assert way("Alderby", RISEN) == 1
assert way("Alderby", FALLEN) == -1


def state(text: str, aspect: Aspect = Aspect.COMPARISON, locale: str = "en") -> tuple[SentenceState, str]:
    """Return the state of an aspect of the first figure of a text, and its words."""
    (one,) = (one for one in check(text, locale=locale)[0].sentence if one.aspect is aspect)
    return one.state, one.words


def share(town: str, year: int = RISEN, locale: str = "en") -> str:
    id = f"{town.lower()}.share.{year}"
    shown = f"{STATISTICS[id].value * 100:.1f}%"
    return f"{{claim}}`{shown.replace('.', ',').replace('%', ' Prozent') if locale == 'de' else shown} <{id}>`"


@pytest.mark.parametrize(("verb", "year"), [("gain", FALLEN), ("lose", RISEN)])
@pytest.mark.parametrize("form", ["The only town to {} geese was Alderby, which showed {} in {}."])
def test_a_verb_of_motion_that_no_rule_read_is_named_unless_the_figure_went_that_way(form, verb, year):
    other = "lose" if verb == "gain" else "gain"
    assert state(form.format(verb, claim("Alderby", year), year), Aspect.DIRECTION) == (SentenceState.NOT_READ, verb)
    assert state(form.format(other, claim("Alderby", year), year), Aspect.DIRECTION)[1] == ""


@pytest.mark.parametrize("year", [RISEN, FALLEN])
def test_a_verb_that_nobody_knows_is_named_and_takes_no_side_of_zero(year):
    (found,) = check(f"Alderby forfeited {change('Alderby', year)} of its geese in {year}.")
    (one,) = (one for one in found.sentence if one.aspect is Aspect.DIRECTION)
    assert (one.state, one.words) == (SentenceState.NOT_READ, "forfeited")
    assert found.verdict is Verdict.ROUNDED, found.reason


@pytest.mark.parametrize("text", ["Alderby, {}.", "The forfeited herd of Alderby: {}."])
def test_a_fall_without_a_verb_stays_a_mismatch(text):
    (found,) = check(text.format(change("Alderby", FALLEN)))
    assert found.verdict is Verdict.MISMATCH


def test_what_was_done_to_what_is_counted_is_named_where_no_table_has_it():
    text = f"In Alderby {claim('Alderby', RISEN)} geese were shampooed."
    assert state(text, Aspect.COUNTED) == (SentenceState.NOT_READ, "shampooed")
    shown = text.replace("shampooed", "shown")
    assert state(shown, Aspect.COUNTED) == (SentenceState.BORNE_OUT, "geese shown")


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        ("With {1} geese {0} brought more geese than any other town.", "Denmouth", "Alderby"),
        ("Among the four, {} comes first, with {} geese.", "Denmouth", "Alderby"),
        ("Among the four, {} comes last, with {} geese.", "Alderby", "Denmouth"),
    ],
)
def test_a_rank_is_borne_out_where_all_others_of_its_kind_agree(form, right, wrong):
    assert state(form.format(right, claim(right, RISEN)))[0] is SentenceState.BORNE_OUT
    assert state(form.format(wrong, claim(wrong, RISEN)))[0] is not SentenceState.BORNE_OUT


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("More than 1,000 geese came from Alderby: {}.", "More than 1,200 geese came from Alderby: {}."),
        ("More geese came from Alderby, {}.", "Fewer geese came from Alderby, {}."),
        ("In all four towns there were more; in Alderby {}.", "In three of the four there were more; in Alderby {}."),
    ],
)
def test_what_agrees_with_the_figure_is_borne_out_and_anything_else_is_open(true, false):
    figure = claim("Alderby", RISEN)
    assert state(true.format(figure))[0] is SentenceState.BORNE_OUT
    assert state(false.format(figure))[0] is SentenceState.NOT_READ
    assert state(false.format(figure))[1]


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("Fewer than one goose in five came from Alderby: {}.", "Fewer than one goose in ten came from Alderby: {}."),
        ("Few geese came from Alderby ({}).", "Most geese came from Alderby ({})."),
        ("A minority of geese was from Alderby, {}.", "The majority of geese was from Alderby, {}."),
    ],
)
def test_a_quantity_in_words_is_held_against_the_share_that_restates_it(true, false):
    assert state(true.format(share("Alderby")))[0] is SentenceState.BORNE_OUT
    assert contradicted(false.format(share("Alderby"))) == {Aspect.COMPARISON}


@pytest.mark.parametrize("text", ["Most famous is Alderby ({}).", "Few words are lost on Alderby: {}."])
def test_a_quantity_of_something_else_is_none_of_the_share(text):
    assert contradicted(text.format(share("Alderby"))) == set()


def test_two_shares_are_taken_together_where_the_text_says_so():
    both = f"{share('Denmouth')} and {share('Brackwater')}"
    assert contradicted(f"Denmouth and Brackwater together brought more than half of all geese ({both}).") == set()
    assert contradicted(f"Denmouth and Brackwater together brought less than half of all geese ({both}).")


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("Denmouth dwarfs Alderby: {} to {}.", "Denmouth is dwarfed by Alderby: {} to {}."),
        ("Denmouth outranked Alderby, {} to {}.", "Denmouth lags behind Alderby, {} to {}."),
        ("Denmouth overtook Alderby, {} to {}.", "Denmouth was overtaken by Alderby, {} to {}."),
    ],
)
def test_more_verbs_say_who_is_ahead(true, false):
    figures = claim("Denmouth", RISEN), claim("Alderby", RISEN)
    assert state(true.format(*figures))[0] is SentenceState.BORNE_OUT
    assert contradicted(false.format(*figures)) == {Aspect.COMPARISON}


@pytest.mark.parametrize(
    "text",
    [
        "Alderby still lags behind 2023, with {2024} geese against {2023}.",
        "In no year since 2020 were there fewer geese from Alderby than in 2020: {2020}.",
        "The geese of Alderby, of which 2024 saw fewer ({2024}), have not come back.",
        "After one year of growth, Alderby showed {2025} geese.",
        "Except for 2023, the herd of Alderby was small, down to {2024} geese.",
    ],
)
def test_these_are_true(text):
    figures = {str(year): claim("Alderby", year) for year in (2020, 2023, 2024, 2025)}
    for year, figure in figures.items():
        text = text.replace(f"{{{year}}}", figure)
    assert contradicted(text) == set()


@pytest.mark.parametrize(
    ("locale", "rise", "fall"),
    [
        ("es", "Los gansos de Alderby aumentaron un {}.", "Los gansos de Alderby cayeron un {}."),
        ("fr", "Les oies d’Alderby ont augmenté de {}.", "Les oies d’Alderby ont reculé de {}."),
        ("it", "Le oche di Alderby sono cresciute del {}.", "Le oche di Alderby sono diminuite del {}."),
        ("pt", "Os gansos de Alderby subiram {}.", "Os gansos de Alderby caíram {}."),
        ("nl", "De ganzen van Alderby namen met {} toe.", "De ganzen van Alderby daalden met {}."),
    ],
)
def test_the_direction_is_read_in_languages_of_which_only_digits_are(locale, rise, fall):
    risen, fallen = (change("Alderby", year).replace(".", ",", 1).replace("%", " %") for year in (RISEN, FALLEN))
    for text, figure, wrong in ((rise, risen, fall), (fall, fallen, rise)):
        (found,) = check(text.format(figure), locale=locale)
        assert found.verdict is Verdict.ROUNDED, found.reason
        assert not found.contradictions
        (one,) = check(wrong.format(figure), locale=locale)
        assert one.verdict is Verdict.MISMATCH or one.contradictions


@pytest.mark.parametrize(
    ("locale", "text", "words"),
    [
        ("es", "Alderby tuvo menos gansos que nadie: {}.", "menos"),
        ("fr", "Alderby avait la moitié des oies, {}.", "moitié"),
        ("it", "Alderby ne aveva {}, la metà.", "metà"),
        ("pt", "Alderby teve o recorde, {}.", "recorde"),
        ("nl", "Alderby had {}, de helft.", "helft"),
    ],
)
def test_a_claim_in_such_a_language_is_named(locale, text, words):
    found = state(text.format(claim("Alderby", RISEN).replace(",", ".")), locale=locale)
    assert found[0] is SentenceState.NOT_READ
    assert words in found[1].split()


def test_a_german_share_in_words_is_borne_out():
    text = "Weniger als ein {} der Gänse ({}) kam aus Alderby."
    assert state(text.format("Viertel", share("Alderby", locale="de")), locale="de")[0] is SentenceState.BORNE_OUT


def test_an_alias_that_differs_in_capitals_alone_is_the_name():
    context = make_context(STATISTICS, SentenceRules(aliases={"Alderby": ["ALDERBY"]}))
    assert not contradicted(f"ALDERBY showed {claim('Alderby', RISEN)} geese.", context=context)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("After shrinking in 2023, the herd of Alderby had {} geese in 2025.", "shrinking"),
        ("The geese of Alderby got worse: {}.", "worse"),
        ("Alderby, calmer in 2025 than ever, had {} geese.", "calmer in 2025 than"),
        ("The rise of Alderby stalled, with {} geese.", "stalled"),
        ("Alderby, whose herd passed 1,300, had {} geese.", "passed"),
    ],
)
def test_more_words_are_named_where_nothing_near_agrees(text, words):
    (found,) = check(text.format(claim("Alderby", RISEN)))
    assert words in [one.words for one in found.sentence if one.state is SentenceState.NOT_READ]


def test_the_second_of_all_is_not_the_first():
    text = f"Denmouth is the second-largest source, with {claim('Denmouth', RISEN)} geese."
    assert state(text)[0] is not SentenceState.BORNE_OUT


def test_two_groups_together_are_not_compared_with_each_other():
    figures = [claim(town, RISEN) for town in ("Alderby", "Brackwater", "Denmouth")]
    text = "Alderby and Brackwater together showed {} geese than Denmouth ({} and {} against {})."
    assert contradicted(text.format("more", *figures)) == set()


@pytest.mark.parametrize("verb", ["edged", "picked", "went"])
def test_up_to_behind_a_verb_of_motion_is_no_limit(verb):
    text = f"The geese of Brackwater {verb} up to {{claim}}`1.5 thousand <brackwater.2025>`."
    (found,) = check(text)
    assert found.verdict is Verdict.ROUNDED, found.reason
    (limited,) = check(text.replace(f"The geese of Brackwater {verb}", "Brackwater had"))
    assert limited.verdict is Verdict.MISMATCH, limited.reason

"""What would decide a claim over a series otherwise, where values are equal."""

from decimal import Decimal

from factbook.render.series_text import find_deciding, find_facts
from figurecheck.model.series import find_change, find_rank, find_streak, read_timeline


def decide(basis, language="en"):
    return " ".join(find_deciding(basis, language))


def test_a_shared_place_is_lost_to_who_shares_it():
    pairs = [("Ash", Decimal(9)), ("Birch", Decimal(7)), ("Cedar", Decimal(7)), ("Elm", Decimal(3))]
    _, basis = find_rank(pairs, of="Birch", unit="people")
    assert decide(basis) == ("It moves up when it passes Ash, with 9. It moves down when Cedar, now with 7, passes it.")
    _, alone = find_rank(pairs[:2], of="Ash", unit="people")
    assert decide(alone) == "It moves down when Birch, now with 7, passes it."


def test_no_change_has_no_direction_that_could_turn():
    line = read_timeline([("2023", Decimal(7)), ("2024", Decimal(7)), ("2025", Decimal(9))], place="series")
    _, even = find_change(line, old="2023", new="2024", unit="people")
    _, rise = find_change(line, old="2024", new="2025", unit="people")
    assert decide(even) == "Any revision of 2024 gives the change a direction."
    assert decide(rise) == "The direction turns if 2025 is revised past 7."
    assert "방향이 바뀐다" not in decide(even, "ko")


def test_before_a_run_of_rises_stand_the_two_that_did_not_rise():
    pairs = [("2021", Decimal(15)), ("2022", Decimal(6)), ("2023", Decimal(8)), ("2024", Decimal(9))]
    line = read_timeline(pairs, place="series")
    _, run = find_streak(line, at="2024", test="up", unit="people")
    assert "Before it, 2022, with 6, was not higher than 2021, with 15." in find_facts(run)
    _, above = find_streak(line, at="2024", test="above", limit=Decimal(7), unit="people")
    assert "Before it stood 2022, with 6." in find_facts(above)

"""Figures that stand in one passage are judged in it with all of their new digits."""

from factbook.report.fix.changed_files import print_anew
from figurecheck.model import Place, Role
from figurecheck.model.claim import Claim

TWO = "First. From 98 in 2021 it rose to 100. Last."


def claim(id, printed, passage=TWO, sentence="From 98 in 2021 it rose to 100."):
    place = Place(file="texts.ko.yml", line=1)
    return Claim(
        id=id, role=Role.CLAIM, printed=printed, target="t", place=place, passage=passage, sentence=sentence,
        start=passage.index(printed),
    )  # fmt: skip


def test_every_new_text_of_a_passage_stands_in_it_and_in_the_sentence():
    one, two = print_anew([claim("a", "98"), claim("b", "100")], {"a": "1,010", "b": "99"})
    assert one.passage == two.passage == "First. From 1,010 in 2021 it rose to 99. Last."
    assert one.sentence == two.sentence == "From 1,010 in 2021 it rose to 99."
    assert [each.passage[each.start : each.end] for each in (one, two)] == ["1,010", "99"] == [one.printed, two.printed]


def test_a_figure_that_keeps_its_text_is_found_again_behind_one_that_is_longer():
    one, two, other = print_anew(
        [claim("a", "98"), claim("b", "100"), claim("c", "98", "Of 98.", "Of 98.")], {"a": "1,010"}
    )
    assert two.passage[two.start : two.end] == two.printed == "100"
    assert one.printed == "1,010"
    assert (other.passage, other.start) == ("Of 98.", 3)


def test_a_sentence_that_is_no_part_of_its_passage_stays():
    (one,) = print_anew([claim("a", "98", sentence="98 of something else")], {"a": "99"})
    assert one.sentence == "98 of something else"
    assert one.printed == "99"

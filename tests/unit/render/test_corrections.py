from dataclasses import replace
from decimal import Decimal

import pytest
from markupsafe import escape

from factbook.editions.history import Change, Confirmation
from factbook.model import Place
from factbook.model.edition import Cause, Fate, Kind, Printing, SealedChange
from factbook.render.html.corrections import change_views, render_corrections, render_page_changes

ATTACK = "<img src=x onerror=alert(1)>"


def change(*, label="All offenders", reason="The white paper counts the whole year.", printed=("23,022", "23,403")):
    sealed = SealedChange(
        edition="2026-01",
        previous="2025-05",
        day="2026-01-30",
        statistic="total.2024",
        label=label,
        kind=Kind.UPDATE,
        causes=(Cause.REVISED,),
        before=Decimal(23022),
        before_unit="people",
        after=Decimal(23403),
        after_unit="people",
        printings=(
            Printing(file="book/count.md", where="prose", fate=Fate.REWRITTEN, before=printed[0], after=printed[1]),
        ),
    )
    said = Confirmation(
        edition="2026-01", statistic="total.2024", kind=Kind.UPDATE, reason=reason, place=Place(file="r.yml", line=1)
    )
    return Change(sealed=sealed, confirmation=said if reason else None)


def views(*changes, language="en", labels=None):
    return change_views(
        changes,
        lambda text: lambda role, printed, target: str(escape(printed)),
        pages={"book/count.md": ("The count", "count.html")},
        evidence={"total.2024": "evidence/total.2024.html"},
        labels=labels,
        language=language,
    )


def test_a_change_says_what_when_why_and_where():
    page = render_corrections(views(change()), [])
    for part in ("Update", "30 January 2026", "All offenders", "23,022", "23,403", "The white paper", "data revised"):
        assert part in page
    assert '<a href="count.html">The count</a>: printed 23,022, now 23,403' in page
    assert '<a href="evidence/total.2024.html">' in page


def test_it_can_be_said_in_korean():
    page = render_corrections(views(change(), language="ko"), [], "ko")
    assert "갱신" in page
    assert "자료 수정" in page
    assert "23,022명" in page


def test_a_record_without_a_change_says_so():
    assert "No printed figure has changed" in render_corrections([], [])


def test_what_moved_within_its_rounding_is_folded_away():
    page = render_corrections([], views(change()))
    assert "<summary>1 more that take nothing away" in page


def test_a_page_names_its_own_changes_and_leads_to_the_record():
    page = render_page_changes(views(change()), "corrections.html")
    assert 'href="corrections.html#change-2026-01-total-2024"' in page
    assert 'id="change-2026-01-total-2024"' in render_corrections(views(change()), [])
    assert render_page_changes([], "corrections.html") == ""


def test_figures_with_one_reason_are_one_entry_and_each_keeps_its_address():
    first, second = change(), change(label="Women")
    second = replace(second, sealed=replace(second.sealed, statistic="women.2024"))
    other = change(reason="A digit was wrong.", label="Men")
    page = render_corrections(views(first, second, other), [])
    assert page.count('class="fb-change"') == 2
    assert page.count("The white paper counts the whole year.") == 1
    assert 'id="change-2026-01-women-2024"' in page
    assert page.index("Women") < page.index("A digit was wrong.")
    assert '<select name="page">' not in page
    assert "2 of 2 entries" in page


def test_a_change_without_words_of_its_own_has_those_of_its_statistic():
    page = render_corrections(views(change(label=""), labels={"total.2024": "Everyone caught"}), [])
    assert ">Everyone caught</a>" in page


def test_markup_in_any_text_is_shown_and_never_run():
    attacked = views(change(label=ATTACK, reason=ATTACK, printed=(ATTACK, f"{ATTACK}2")))
    assert "<img" not in render_corrections(attacked, attacked) + render_page_changes(attacked, "c.html")


def of_edition(label, number):
    own = change(reason=f"Reason {number} of {label}.")
    return replace(own, sealed=replace(own.sealed, edition=label, statistic=f"total.{number}"))


def test_sixty_entries_are_by_edition_and_those_of_earlier_ones_are_folded():
    editions = [f"2026-{month:02}" for month in range(6, 0, -1)]
    page = render_corrections(views(*(of_edition(label, number) for label in editions for number in range(10))), [])
    assert page.count('class="fb-change"') == 60
    newest, *earlier = page.split('<details class="fb-changes__edition">')
    assert newest.count('class="fb-change"') == 10
    assert "Edition 2026-06" in newest
    assert [one.count('class="fb-change"') for one in earlier] == [10] * 5
    assert "Edition 2026-01" in earlier[-1]
    own = render_page_changes(views(*(of_edition(label, 1) for label in editions)), "corrections.html")
    assert own.index("Reason 1 of 2026-06.") < own.index("<summary>Earlier changes: 5</summary>")
    assert own.index("Reason 1 of 2026-05.") > own.index("<summary>Earlier changes: 5</summary>")


def printed(fate, before="23,022", after="", where="prose"):
    own = change(reason="")
    printing = Printing(file="book/count.md", where=where, fate=fate, before=before, after=after)
    (view,) = views(replace(own, sealed=replace(own.sealed, printings=(printing,))))
    return view.printings[0].difference


@pytest.mark.parametrize(
    ("printing", "told"),
    [
        ((Fate.GONE,), "printed 23,022, and not here any more"),
        ((Fate.LEFT_OUT,), "printed 23,022 here, and now elsewhere only"),
        ((Fate.MOVED, "23,022", "23,022"), "23,022 moved here from another page"),
        ((Fate.REBOUND, "5", "5"), "5 rests on another statistic now"),
        ((Fate.REBOUND, "5", "7"), "printed 5, now 7"),
        ((Fate.RENAMED, "old.id", "new.id", "id"), "its id was old.id, and is new.id now"),
        ((Fate.REDESCRIBED, "people", "cases", "unit"), "in people before, now in cases"),
        ((Fate.REDESCRIBED, "all", "some", "population"), "it counted “all”, and counts “some” now"),
        ((Fate.WORDED, "*Jon*", "{plain}`John <a name>`", "words"), "it said “Jon”, and says “John” now"),
        ((Fate.WORDED, "", "A name.", "words"), "it says “A name.” now"),
        ((Fate.GONE, "book/a.md", "", "page"), "the page was removed"),
        ((Fate.MOVED, "book/a.md", "book/b.md", "page"), "the page has another address now"),
    ],
)
def test_what_became_of_a_figure_is_said_in_words(printing, told):
    assert printed(*printing) == told


def test_causes_that_did_it_together_are_named_so():
    own = change()
    causes = (Cause.TOGETHER, Cause.REVISED, Cause.CODE)
    both = replace(own, sealed=replace(own.sealed, causes=causes))
    assert "several together: data revised, our calculation changed" in render_corrections(views(both), [])
    assert "여러 원인이 함께 작용: 자료 수정" in render_corrections(views(both, language="ko"), [], "ko")

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from markupsafe import escape

from factbook.editions.history import Change, Confirmation
from factbook.model.edition import Cause, Fate, Kind, Printing, SealedChange
from factbook.render.html.corrections import describe_changes, render_corrections, render_page_changes, view_changes
from figurecheck.model import Place

ATTACK = "<img src=x onerror=alert(1)>"
COUNT, WHO = "book/count.md", "book/who.md"
PAGES = {COUNT: ("The count", "count.html"), WHO: ("Who", "who.html")}


def change(
    before="23,022", after="23,403", *, edition="2026-01", kind=Kind.UPDATE, fate=Fate.REWRITTEN, reason="All count.",
    statistic="total.2024", file=COUNT, where="prose",
):  # fmt: skip
    """A figure that is printed otherwise."""
    sealed = SealedChange(
        edition=edition, previous="2025-05", day="2026-01-30", statistic=statistic, label="LABEL", kind=kind,
        causes=(Cause.REVISED,), before=Decimal(23022), before_unit="people", after=Decimal(23403), after_unit="people",
        printings=(Printing(file=file, where=where, fate=fate, before=before, after=after),),
    )  # fmt: skip
    said = Confirmation(edition=edition, kind=kind, reason=reason, place=Place(file="r.yml", line=1))
    return Change(sealed=sealed, confirmation=said if reason else None)


def views(*changes, language="en"):
    return view_changes(
        changes,
        lambda text: lambda role, printed, target: str(escape(printed)),
        pages=PAGES,
        language=language,
    )


def lines(*changes):
    return [(line.page, line.difference) for group in views(*changes) for line in group.lines]


def test_a_change_says_what_when_why_and_where():
    page = render_corrections(views(change()), [])
    for part in ("Update", "Edition 2026-01", "23,022", "23,403", "All count.", "data revised"):
        assert part in page
    assert '<a href="count.html">The count</a>: “23,022” → “23,403”' in str(page).replace("\n", "")


def test_nothing_is_named_by_a_label_or_an_id():
    gone = change("15 birds", "", fate=Fate.GONE, statistic="birds.all", file="book/reviews/herald.yml")
    shown = render_corrections(views(change(), gone), views(change())) + render_page_changes(views(gone), "c.html")
    told = " ".join((*describe_changes([change()], PAGES), *describe_changes([gone], PAGES)))
    assert "LABEL" not in shown + told
    assert "birds.all" not in shown + told
    assert "total.2024" not in told


def test_it_can_be_said_in_korean():
    page = render_corrections(views(change(), language="ko"), [], "ko")
    assert "갱신" in page
    assert "자료 수정" in page
    assert "‘23,022’" in page


def test_what_a_korean_page_printed_is_marked_as_korean_on_a_page_in_english():
    pages = {**PAGES, WHO: ("누구", "who.ko.html")}
    told = view_changes(
        [change(), change("주장 23건", "주장 26건", file=WHO, reason="One more.")],
        lambda _: str,
        pages=pages,
        language="en",
    )
    page = str(render_corrections(told, told)) + str(render_page_changes(told, "c.html"))
    assert '<option value="누구" lang="ko">' in page
    assert re.sub(r'<(\w+)[^>]* lang="ko">.*?</\1>', "", page).count("주장") == 0


def test_a_record_without_a_change_says_so():
    assert "No printed figure has changed" in render_corrections([], [])


def test_what_stands_elsewhere_is_folded_away_and_what_no_page_shows_is_left_out():
    page = render_corrections([], views(change("23,022", "", fate=Fate.LEFT_OUT)))
    assert "<summary>1 more that take nothing away" in page
    assert "“23,022” → printed elsewhere only" in page
    moved = change()
    assert views(replace(moved, sealed=replace(moved.sealed, printings=()))) == []


def test_a_page_names_its_own_changes_and_leads_to_the_record():
    page = render_page_changes(views(change()), "corrections.html")
    assert 'href="corrections.html#change-2026-01-total-2024"' in page
    assert 'id="change-2026-01-total-2024"' in render_corrections(views(change()), [])
    assert render_page_changes([], "corrections.html") == ""


def test_figures_with_one_reason_are_one_entry_and_each_keeps_its_address():
    other = change("5", "7", reason="A digit was wrong.", statistic="men.2024")
    page = render_corrections(views(change(), change(statistic="women.2024"), other), [])
    assert page.count('class="fb-change"') == 2
    assert page.count("All count.") == 1
    for id in ("total", "women", "men"):
        assert page.count(f'id="change-2026-01-{id}-2024"') == 1
    assert '<select name="page">' not in page
    assert "2 of 2 entries" in page


def test_figures_that_left_a_page_together_are_one_line():
    gone = [change(text, "", fate=Fate.GONE, statistic=f"s{text}") for text in ("5", "7")]
    elsewhere = change("9", "", fate=Fate.GONE, statistic="s9", file=WHO)
    assert lines(*gone, elsewhere) == [("The count", "“5”, “7” → withdrawn"), ("Who", "“9” → withdrawn")]
    assert describe_changes([*gone, elsewhere], PAGES) == (
        "Update: The count: “5”, “7” → withdrawn and 1 more",
        "Update: The count: “5”, “7” → withdrawn; Who: “9” → withdrawn. All count. Cause: data revised.",
    )


def test_corrections_come_first_and_of_each_kind_the_newest_edition():
    kinds = (Kind.CLARIFICATION, Kind.UPDATE, Kind.WITHDRAWAL, Kind.CORRECTION)
    found = views(
        *(
            change(edition=edition, kind=kind, statistic=f"s{at}")
            for edition in ("2026-02", "2026-01")
            for at, kind in enumerate(kinds)
        )
    )
    assert [(one.kind, one.edition) for one in found] == [
        (kind, edition)
        for kind in ("correction", "withdrawal", "update", "clarification")
        for edition in ("2026-02", "2026-01")
    ]
    page = render_corrections(found, [])
    assert [page.index(f"<h2>{name}</h2>") for name in ("Corrections", "Withdrawals", "Updates", "Clarifications")] == (
        sorted(page.index(f"<h2>{name}</h2>") for name in ("Corrections", "Withdrawals", "Updates", "Clarifications"))
    )
    # What takes something back is never folded.
    assert page.count('<section class="fb-changes__part">') == page.count('<details class="fb-changes__part">') == 2
    own = render_page_changes(found, "corrections.html")
    assert own.count("<li>") == 8
    assert (
        own.index("Withdrawal") < own.index("<summary>Updates and clarifications: 4</summary>") < own.index("Update ·")
    )
    # A page that has nothing else to say folds nothing.
    assert "<details" not in render_page_changes([one for one in found if one.kind == "update"], "c.html")


def test_choices_are_offered_for_what_occurs():
    page = render_corrections(views(change(), change(statistic="a", file=WHO, kind=Kind.CORRECTION)), [])
    assert '<option value="correction">Correction</option><option value="update">Update</option>' in page
    assert '<option value="Who">Who</option><option value="The count">The count</option>' in page
    assert 'data-pages="[&#34;Who&#34;]"' in page
    assert '<select name="year">' not in page


def test_markup_in_any_text_is_shown_and_never_run():
    attacked = views(change(ATTACK, f"{ATTACK}2", reason=ATTACK))
    assert "<img" not in render_corrections(attacked, attacked) + render_page_changes(attacked, "c.html")


@pytest.mark.parametrize(
    ("printing", "told"),
    [
        ((Fate.GONE,), "“23,022” → withdrawn"),
        ((Fate.LEFT_OUT,), "“23,022” → printed elsewhere only"),
        ((Fate.MOVED, "23,022", "23,022"), "“23,022” moved here from another page"),
        ((Fate.REBOUND, "5", "7"), "“5” → “7”"),
        ((Fate.RENAMED, "old.id", "new.id", "id"), None),
        ((Fate.REDESCRIBED, "people", "cases", "unit"), "in people before, now in cases"),
        ((Fate.REDESCRIBED, "all", "some", "population"), "it counted “all”, and counts “some” now"),
        ((Fate.WORDED, "*Jon*", "{plain}`John <a name>`", "words"), "it said “Jon”, and says “John” now"),
        ((Fate.WORDED, "", "A name.", "words"), "it says “A name.” now"),
        ((Fate.GONE, "book/a.md", "", "page"), "the page was removed"),
        ((Fate.MOVED, "book/a.md", "book/b.md", "page"), "the page has another address now"),
    ],
)
def test_what_became_of_a_figure_is_said_in_words(printing, told):
    fate, before, after, where = (*printing, *("23,022", "", "prose")[len(printing) - 1 :])
    assert lines(change(before, after, fate=fate, where=where)) == ([("The count", told)] if told else [])


def test_causes_that_did_it_together_are_named_so():
    own = change()
    both = replace(own, sealed=replace(own.sealed, causes=(Cause.TOGETHER, Cause.REVISED, Cause.CODE)))
    assert "several together: data revised, our calculation changed" in render_corrections(views(both), [])
    assert "여러 원인이 함께 작용: 자료 수정" in render_corrections(views(both, language="ko"), [], "ko")

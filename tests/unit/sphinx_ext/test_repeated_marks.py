"""A figure is marked once in a section."""

from factbook.sphinx_ext.theme.repeated_marks import mark_repeated


def fig(id: str) -> str:
    return f'<a class="fb-fig" data-ev="{id}" href="x">1</a>'


def test_only_the_first_of_a_section_in_the_text_keeps_its_line():
    first = f"<h2>{fig('a')}</h2><table>{fig('a')}</table><p>{fig('a')} {fig('b')} {fig('a')}</p>"
    body = f"<section>{first}</section><section><p>{fig('a')}</p></section>"
    again = [
        part.partition(">")[0].endswith("data-again") for part in mark_repeated(body).split('<a class="fb-fig"')[1:]
    ]
    assert again == [False, False, False, False, True, False]
    assert mark_repeated(body).replace(" data-again", "") == body

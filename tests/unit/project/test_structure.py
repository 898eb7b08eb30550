"""Plain values become dataclasses, and everything that is wrong with them is found by its place."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

import pytest

from figurecheck.model import Place
from figurecheck.model.fields import FileKey, PlaceOf, Seen
from figurecheck.settings.faults import BadValueError, Day, ReadBy
from figurecheck.settings.structure import RecordCodec, same, structure
from figurecheck.settings.yaml_reader import YamlFile, parse_yaml, read_yaml


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


def read_even(value: object) -> int:
    if isinstance(value, int) and value % 2 == 0:
        return value
    raise BadValueError(f"{value!r} is not even", "write 2, 4 or 6")


@dataclass(frozen=True, kw_only=True)
class Wheel:
    spokes: Annotated[int, ReadBy(read_even)] = 2
    colour: Colour = Colour.RED


@dataclass(frozen=True, kw_only=True)
class Cart:
    name: Seen
    made: Annotated[Day, FileKey("made on")] = ""
    kind: Literal["hand", "horse"] = "hand"
    wheels: tuple[Wheel, ...] = ()
    paints: Mapping[Colour, str] = field(default_factory=dict)
    place: Annotated[Place, PlaceOf("kind")] = Place(file="")


def read(text: str) -> tuple[Cart | None, list[str]]:
    complaints: list = []
    found, _ = parse_yaml(text, "cart.yml", Cart, complaints)
    return found, [str(one) for one in complaints]


def test_fields_are_read_under_their_keys_and_know_their_place():
    cart, complaints = read("name: Old\nmade on: 1890-05-01\nkind: horse\npaints: {green: a coat}\n")
    assert complaints == []
    assert (cart.name, cart.made, cart.kind, cart.place.line) == ("Old", "1890-05-01", "horse", 3)
    assert cart.paints == {Colour.GREEN: "a coat"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("made on: 1890-05-01", "cart.yml:1: name: is missing (write it)"),
        ("name:", "cart.yml:1: name: is missing (write it)"),
        ("name: 3.60", "cart.yml:1: name: 3.60 is not text (quote it, so that 3.60 keeps its zero)"),
        ("name: a\nmade: x", "cart.yml:2: made: no such key (did you mean made on?)"),
        ("name: a\nmade on: x", "cart.yml:2: made on: 'x' is not a date (write it as 2025-05-20)"),
        ("name: a\nkind: dog", "cart.yml:2: kind: 'dog' is unknown (write hand or horse)"),
        ("name: a\nwheels: round", "cart.yml:2: wheels: 'round' is not a list (write [a, b] or - lines)"),
        ("name: a\nwheels:\n- 1", "cart.yml:3: wheels[0]: 1 is not a mapping (write the keys colour, spokes)"),
        ("name: a\nwheels:\n- colour: gren", "cart.yml:3: wheels[0].colour: 'gren' is unknown (did you mean green?)"),
        ("name: a\npaints: {blue: b}", "cart.yml:2: paints.blue: 'blue' is unknown (write one of red, green)"),
        ("name: a\npaints: 5", "cart.yml:2: paints: 5 is not a mapping (write key: value lines)"),
        (
            "name: a\n[b]: c",
            "cart.yml:2: (a list or mapping): no such key (known are kind, made on, name, paints, wheels)",
        ),
        ("- a", "cart.yml:1: the file: ['a'] is not a mapping (write the keys kind, made on, name, paints, wheels)"),
        ("", "cart.yml: the file: None is not a mapping (write the keys kind, made on, name, paints, wheels)"),
        (
            "name: a\nname: b",
            "cart.yml:2: name is written more than once, and only this one counts (keep one of them)",
        ),
        (
            "wheels: [{colour: red,\n  colour: green}]\nname: a",
            "cart.yml:2: colour is written more than once, and only this one counts (keep one of them)",
        ),
        ("name: &x [*x]", "cart.yml:1: name: a list or mapping is not text (quote it, so that 3.60 keeps its zero)"),
    ],
)
def test_a_fault_names_its_line_and_the_remedy(text, complaint):
    assert read(text) == (None, [complaint])


def test_mappings_that_are_merged_into_one_are_no_key_that_is_written_twice():
    content = "a: &a {spokes: 4}\nb: &b {colour: red}\nc: {<<: *a, <<: *b, spokes: 6}\nd: &d [*d, {e: 1}, {e: 2}]"
    assert list(YamlFile(name="cart.yml", content=content).find_repeated()) == []


def test_all_faults_are_found_at_once():
    _, complaints = read("nme: a\nkind: dog\nwheels:\n- {spokes: 3}\n- {colour: blue}\n")
    assert [one.split(" (")[0] for one in complaints] == [
        "cart.yml:1: name: is missing",
        "cart.yml:2: kind: 'dog' is unknown",
        "cart.yml:4: wheels[0].spokes: 3 is not even",
        "cart.yml:5: wheels[1].colour: 'blue' is unknown",
        "cart.yml:1: nme: no such key",
    ]


def test_a_list_that_holds_itself_a_million_times_is_one_complaint():
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{to}: &{to} [{', '.join([f'*{of}'] * 9)}]" for of, to in zip("abcdefg", "bcdefgh", strict=True)]
    _, complaints = read("\n".join([*lines, "name: *h"]))
    assert max(map(len, complaints)) < 200


def test_a_file_that_cannot_be_read_is_not_said_to_be_in_another_encoding(tmp_path):
    (tmp_path / "cart.yml").write_bytes("name: 정정".encode("cp949"))
    complaints = []
    assert read_yaml(tmp_path / "cart.yml", "cart.yml", Cart, complaints) == (None, ())
    assert read_yaml(tmp_path, "carts", Cart, complaints) == (None, ())
    assert [str(one) for one in complaints] == [
        "cart.yml: is not UTF-8 (save the file as UTF-8)",
        "carts: cannot be read: Is a directory (make it a file that you may read)",
    ]


def test_brackets_without_end_are_a_complaint_about_the_file():
    deep = "[" * 3000 + "]" * 3000
    _, complaints = read(f"name: {deep}")
    assert complaints == [
        "cart.yml: not readable as YAML: it is nested too deeply (check indentation and quotes, save as UTF-8)"
    ]


def test_what_is_seen_is_collected_with_its_own_line_breaks():
    _, texts = parse_yaml("name: |\n  one\n  two\n", "cart.yml", Cart, [])
    assert [(text, place.line) for text, place in texts] == [("one\ntwo", 2)]


def read_badly(value: object) -> int:
    raise ZeroDivisionError


@dataclass
class Broken:
    one: Annotated[int, ReadBy(read_badly)]


def test_an_error_in_a_reader_is_no_fault_of_the_file():
    with pytest.raises(ZeroDivisionError):
        structure({"one": 1}, Broken, [])


@dataclass(frozen=True, kw_only=True)
class Price:
    amount: Decimal
    marks: tuple[Colour, ...] = ()
    note: dict[str, object] | None = None


CODEC = RecordCodec(read={Decimal: Decimal, dict[str, object] | None: same}, write={Decimal: str})


def test_a_record_comes_back_as_it_was_written():
    price = Price(amount=Decimal("3.60"), marks=(Colour.RED,), note={"a": [1]})
    assert CODEC.dump(price) == {"amount": "3.60", "marks": ["red"], "note": {"a": [1]}}
    assert CODEC.load(CODEC.dump(price), Price) == price


@pytest.mark.parametrize(
    "document", [{"amount": "1", "more": 2}, {}, {"amount": "x"}, {"amount": "1", "marks": ["no"]}, 5, [5]]
)
def test_what_is_no_record_is_an_error_that_readers_of_records_expect(document):
    with pytest.raises((ValueError, KeyError, TypeError, ArithmeticError)):
        CODEC.load(document, Price)


def test_cattrs_is_loaded_when_something_is_read_and_not_before():
    code = "import sys, factbook.project.settings, factbook.notebooks.recording.record; print('cattrs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"

"""Claims that are stored are those that were, and what is asked of all of them is known without parsing one."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace

import pytest

from factbook.engine import stored_claims
from factbook.engine.stored_claims import StoredClaims, read_claims, write_claims
from figurecheck.model import Claim, Place, Role
from figurecheck.model.claim import Head, HeadKind

CLAIMS = tuple(
    Claim(
        id=f"{printed}/{at}",
        role=role,
        printed=printed,
        target="birds.all",
        place=Place(file="book/who.md", line=at),
        sentence="새는 1,237마리다 \ud800.",
        heads=(Head(HeadKind.HEADING, "Birds"),),
    )
    for at, (role, printed) in enumerate([(Role.CLAIM, "1,237"), (Role.REPORTED, "24%"), (Role.CLAIM, "1,237")])
)


def again(claims: StoredClaims) -> StoredClaims:
    return read_claims(json.loads(json.dumps(write_claims(claims))))


@pytest.mark.parametrize("store", [again, lambda one: pickle.loads(pickle.dumps(one)), lambda one: one])
@pytest.mark.parametrize("claims", [CLAIMS, CLAIMS[:1], ()])
def test_what_is_stored_comes_back(claims, store):
    found = store(StoredClaims.of(claims))
    assert (found.roles, list(found.printed)) == ({one.role for one in claims}, sorted({one.printed for one in claims}))
    assert (len(found), bool(found), tuple(found), found, repr(found)) == (
        len(claims), bool(claims), claims, claims, repr(claims),
    )  # fmt: skip
    assert found[:1] == claims[:1]
    assert found.mark == StoredClaims.of(claims).mark
    assert StoredClaims.of(found) is found


def test_none_is_parsed_before_somebody_asks_for_one(monkeypatch):
    found = again(StoredClaims.of(CLAIMS))
    codec, claims = stored_claims._CODEC, len(found)
    monkeypatch.setattr(stored_claims, "_CODEC", None)
    assert (claims, found.roles, found.mark, again(found).mark) == (
        3,
        {Role.CLAIM, Role.REPORTED},
        found.mark,
        found.mark,
    )
    assert len(pickle.dumps(found)) < 2 * len(found.content)
    monkeypatch.setattr(stored_claims, "_CODEC", codec)
    assert found[1] is next(one for one in found if one.role is Role.REPORTED), "each is one object"


@pytest.mark.parametrize(
    "other",
    [
        {"id": "x"}, {"role": Role.PLAIN}, {"printed": "1,238"}, {"target": "birds.some"}, {"where": "heading"},
        {"place": Place(file="book/who.md", line=9)}, {"locale": "ko"}, {"sentence": ""}, {"passage": "x"},
        {"start": 3}, {"heads": ()}, {"around": ("x",)}, {"flows": True},
    ],
    ids=lambda other: next(iter(other)),
)  # fmt: skip
def test_whatever_is_another_one_has_another_mark(other):
    changed = (replace(CLAIMS[0], **other), *CLAIMS[1:])
    assert StoredClaims.of(changed).mark != StoredClaims.of(CLAIMS).mark
    assert StoredClaims.of(changed) != StoredClaims.of(CLAIMS)


def test_every_field_of_a_claim_is_in_its_mark():
    fields = {
        "id",
        "role",
        "printed",
        "target",
        "place",
        "where",
        "locale",
        "sentence",
        "passage",
        "start",
        "heads",
        "around",
        "flows",
    }
    assert set(Claim.__dataclass_fields__) == fields

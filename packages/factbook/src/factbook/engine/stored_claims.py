"""The figures of a page, which are parsed when somebody asks for one: of most pages, a build never does."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, overload

from factbook.project.files import digest_content
from figurecheck.model.claim import Claim, Role
from figurecheck.settings.structure import RecordCodec

Claims = Sequence[Claim]


class StoredClaims(Claims):
    """Claims as JSON, with what is asked of the claims of every page."""

    def __init__(self, roles: Collection[str], printed: Sequence[str], count: int, content: str = "") -> None:
        self.roles = frozenset(map(Role, roles))
        self.printed = printed
        """What they print, each once, in order."""
        self._count, self._content = count, content

    @classmethod
    def of(cls, claims: Claims) -> StoredClaims:
        """Return claims with what is asked of all; what is stored already is returned as it is."""
        if isinstance(claims, cls):
            return claims
        roles, printed = {claim.role for claim in claims}, sorted({claim.printed for claim in claims})
        made = cls(roles, printed, len(claims))
        vars(made)["_claims"] = tuple(claims)
        return made

    @cached_property
    def _claims(self) -> tuple[Claim, ...]:
        return tuple(_CODEC.load(json.loads(self._content), list[Claim]))

    @cached_property
    def content(self) -> str:
        """The claims as JSON."""
        if self._content:
            return self._content
        return json.dumps(_CODEC.dump(list(self._claims), list[Claim]), ensure_ascii=False, separators=(",", ":"))

    @cached_property
    def mark(self) -> str:
        """A digest that is another one where any of them is."""
        return digest_content(self.content)

    def __reduce__(self) -> tuple[object, ...]:
        return StoredClaims, (sorted(self.roles), self.printed, self._count, self.content)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Claim]:
        return iter(self._claims)

    @overload
    def __getitem__(self, at: int) -> Claim: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Claim, ...]: ...
    def __getitem__(self, at: int | slice) -> Claim | tuple[Claim, ...]:
        return self._claims[at]

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(self._claims)


def write_claims(claims: Claims) -> dict[str, object]:
    """Return claims as plain values; the claims themselves are a text, which need not be parsed with the rest."""
    stored = StoredClaims.of(claims)
    return {
        "content": stored.content, "roles": sorted(stored.roles), "printed": stored.printed, "count": len(stored),
    }  # fmt: skip


def read_claims(stored: Mapping[str, Any]) -> StoredClaims:
    """Return what `write_claims` was given."""
    return StoredClaims(**stored)


_CODEC = RecordCodec()

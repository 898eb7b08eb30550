"""What a change means for the sentences that print a figure: which became false, were rewritten, moved, or hold."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from factbook.editions.match_claims import Pair
from factbook.model.edition import Fate, SealedClaim, SealedStatistic
from figurecheck.figures import Rules
from figurecheck.model import Role, Severity, Verdict, split_reported
from figurecheck.verdicts.claims import check_value, find_names

_MINUS = str.maketrans("−–‐‑", "----")
_WEAKER = (Verdict.EXACT, Verdict.ROUNDED, Verdict.TRUNCATED, Verdict.LOOSE)
"""Verdicts of a plain figure, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceChange:
    """A printed figure before and after."""

    fate: Fate
    before: SealedClaim | None
    after: SealedClaim | None
    reason: str = ""

    @property
    def claim(self) -> SealedClaim:
        """The later side of the change, or the earlier one of a removed figure."""
        return self.after or self.before  # type: ignore[return-value] # a change has at least one side


class Sentences:
    """Judges the pairs of printed figures of two editions; `printed` are the targets that the later one prints."""

    def __init__(self, rules: Rules, statistics: Mapping[str, SealedStatistic], printed: Container[str]) -> None:
        self._rules, self._statistics, self._printed = rules, statistics, printed

    def of_move(self, pairs: Iterable[Pair], statistic: SealedStatistic) -> tuple[SentenceChange, ...]:
        """Return what became of the sentences that print a statistic that moved, the gravest first."""
        return tuple(sorted((self._moved(*pair, statistic) for pair in pairs), key=prominence))

    def of_prose(
        self, sentences: Mapping[tuple[str, str], Sequence[Pair]], moved: Set[str]
    ) -> Iterator[SentenceChange]:
        """Yield what became of all other sentences, the gravest first; of those that hold as before nothing."""
        found = [
            self._stayed(*pair)
            for (role, target), pairs in sentences.items()
            if role != Role.CLAIM or target not in moved
            for pair in pairs
        ]
        yield from sorted((one for one in found if one.fate is not Fate.HOLDS), key=prominence)

    def _moved(self, old: SealedClaim | None, new: SealedClaim | None, statistic: SealedStatistic) -> SentenceChange:
        if new is not None and new.fails:
            fate = Fate.CARELESS if new.careless and not new.contradicted else Fate.FALSE
            reason = new.contradicted or judge(new, statistic, self._rules)[1]
            return SentenceChange(fate=fate, before=old, after=new, reason=reason)
        if old is None or new is None or old.target != new.target or _is_printed_alike(old, new):
            return self._alike(old, new)
        # Was the old sentence still true of the new value? Then it was reprinted by choice, else it had to be.
        stands, reason = judge(old, statistic, self._rules)
        return SentenceChange(fate=Fate.REPRINTED if stands else Fate.REWRITTEN, before=old, after=new, reason=reason)

    def _stayed(self, old: SealedClaim | None, new: SealedClaim | None) -> SentenceChange:
        """Return the fate of a sentence whose statistic did not move."""
        # a sentence that was false before is no news of this edition
        if new is not None and new.fails and not (old and old.fails):
            gone = new.role == Role.CLAIM and new.target not in self._statistics
            if new.careless and not new.contradicted:
                # The verdict alone: the value is the same, so it was the words or the rules that changed.
                return SentenceChange(fate=Fate.CARELESS, before=old, after=new, reason=new.verdict.value)
            reason = f"{new.target} is not recorded any more" if gone else new.contradicted
            return SentenceChange(fate=Fate.FALSE, before=old, after=new, reason=reason)
        if old is None or new is None or _is_rebound(old, new) or _is_printed_alike(old, new):
            return self._alike(old, new)
        if new.role == Role.REPORTED:
            return SentenceChange(fate=Fate.REQUOTED, before=old, after=new)
        statistic = self._statistics.get(new.target)
        stands, reason = judge(old, statistic, self._rules) if statistic is not None else (old.verdict, "")
        # A record or a streak is judged with its series, which no seal has: then the new figure fails here as well.
        if statistic is not None and judge(new, statistic, self._rules)[0] is None:
            stands = old.verdict
        return SentenceChange(
            fate=Fate.REPRINTED if stands else Fate.REWRITTEN, before=old, after=new, reason="" if stands else reason
        )

    def _alike(self, old: SealedClaim | None, new: SealedClaim | None) -> SentenceChange:
        """Return the change of a sentence that came, went, or is printed as before and stops no build."""
        if new is None:
            elsewhere = old is not None and printed_name(old) in self._printed
            return SentenceChange(fate=Fate.LEFT_OUT if elsewhere else Fate.GONE, before=old, after=None)
        if old is None:
            return SentenceChange(fate=Fate.NEW, before=None, after=new)
        if _is_rebound(old, new):
            return SentenceChange(fate=Fate.REBOUND, before=old, after=new, reason=f"{old.target} before")
        # An editor has acknowledged it, or it would fail; readers of a diff must see it all the same.
        if new.careless and not old.careless:
            reason = f"{new.verdict}, acknowledged: {new.acknowledged}"
            return SentenceChange(fate=Fate.CARELESS, before=old, after=new, reason=reason)
        if _is_worse(old, new):
            reason = f"{old.verdict} before, {new.verdict} now"
            return SentenceChange(fate=Fate.WORSE, before=old, after=new, reason=reason)
        return SentenceChange(fate=Fate.HOLDS if old.file == new.file else Fate.MOVED, before=old, after=new)


def _is_rebound(old: SealedClaim, new: SealedClaim) -> bool:
    """Return whether a figure rests on another statistic; of one that is taken from a source, on another source."""
    return printed_name(old) != printed_name(new)


def printed_name(claim: SealedClaim) -> str:
    """Return the statistic or the source that a figure is printed of."""
    # an earlier edition may name only the source of a reported figure, where a later one names the row too
    return split_reported(claim.target)[0] if claim.role == Role.REPORTED else claim.target


def _is_worse(old: SealedClaim, new: SealedClaim) -> bool:
    # A qualifier holds or it does not: there is nothing between the two.
    if old.verdict not in _WEAKER or new.verdict not in _WEAKER:
        return False
    return _WEAKER.index(new.verdict) > _WEAKER.index(old.verdict)


def _is_printed_alike(old: SealedClaim, new: SealedClaim) -> bool:
    """Return whether readers see the same figure: another minus sign or space makes no other one."""
    return _plain(old.printed) == _plain(new.printed)


def _plain(printed: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", printed).translate(_MINUS).split())


def judge(claim: SealedClaim, statistic: SealedStatistic, rules: Rules) -> tuple[Verdict | None, str]:
    """Return the verdict on a printed figure, ``None`` where it is an error, and the reason."""
    names = find_names(statistic)
    finding = check_value(
        claim.printed, statistic.value, unit=statistic.unit, locale=claim.locale, rules=rules, names=names
    )
    return None if finding.verdict.severity is Severity.ERROR else finding.verdict, finding.reason


# Where readers look first; the list of a diff begins there.
_PROMINENT = ("heading", "chart title", "description", "caption", "text alternative")
_GRAVE = (
    Fate.FALSE, Fate.CARELESS, Fate.REWRITTEN, Fate.REQUOTED, Fate.REPRINTED, Fate.REBOUND, Fate.GONE, Fate.WORSE,
    Fate.NEW, Fate.LEFT_OUT, Fate.MOVED, Fate.HOLDS,
)  # fmt: skip


def prominence(change: SentenceChange) -> tuple[int, int, str, int]:
    """Return the place of a sentence in the list of a diff."""
    where = change.claim.where
    place = _PROMINENT.index(where) if where in _PROMINENT else len(_PROMINENT)
    return _GRAVE.index(change.fate), place, change.claim.file, change.claim.line or 0

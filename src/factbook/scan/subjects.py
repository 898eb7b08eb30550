"""Whom each number of a sentence is about: names, and the pronouns that stand for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from factbook.scan.consistency.words import STOP, Sentence, Word
from factbook.scan.fact_index import Facts

ONE = frozenset("he she his her him".split())
MANY = frozenset("they their them it its".split())
UNDER = frozenset("for over against at of in on past to from than versus vs near behind after".split())
"""Before a name, these say that somebody else is the subject."""
SKIPPED = frozenset("the a an its their his her host hosts visiting team rival fellow".split())
BREAKS = frozenset("while but as whereas although though and with ;".split())
NO_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december i".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a sentence names somebody."""

    start: int
    """Index of the first word."""
    end: int
    subjects: tuple[int, ...]
    """Empty for a name that no statistic knows."""
    under: bool = False
    """Whether a preposition makes it a complement."""
    pronoun: str = ""


@dataclass(slots=True)
class Memory:
    """Who was named last, carried from sentence to sentence."""

    one: tuple[int, ...] = ()
    """The last that is no whole."""
    whole: tuple[int, ...] = ()
    any: tuple[int, ...] = ()


@dataclass(slots=True)
class Cast:
    """The mentions of a sentence, pronouns resolved."""

    facts: Facts
    sentence: Sentence
    mentions: list[Mention] = field(default_factory=list)

    def whole(self, mention: Mention) -> bool:
        """Whether a mention names a whole that others belong to."""
        return bool(mention.subjects) and self.facts.subjects[mention.subjects[0]].whole

    def bracketed(self, at: int) -> Mention | None:
        """Who is named directly before the brackets that hold the word at `at`."""
        words = self.sentence.words
        opening = next((back for back in range(at - 1, max(-1, at - 40), -1) if words[back].text in "()"), -1)
        if opening < 0 or words[opening].text != "(":
            return None
        return next((one for one in self.mentions if one.end == opening and one.subjects), None)

    def subject(self, at: int) -> Mention | None:
        """Who the number at word `at` is about; ``None`` if nobody clearly is."""
        chosen: Mention | None = None
        for mention in reversed([one for one in self.mentions if one.end <= at]):
            if chosen is None:
                if not mention.under:
                    chosen = mention
                continue
            if self._broken(mention.end, chosen.start):
                break
            member = mention.subjects and not mention.under and not self.whole(mention)
            if member and self.whole(chosen) and not chosen.pronoun:
                return mention
        return chosen

    def _broken(self, start: int, end: int) -> bool:
        return any(word.stem in BREAKS or word.text in ",;" for word in self.sentence.words[start:end])

    def leader(self, at: int) -> Mention | None:
        """Who leads the sentence up to a word: the first that is named and no complement."""
        return next((one for one in self.mentions if one.end <= at and one.subjects and not one.under), None)

    def wholes(self) -> list[Mention]:
        """Every whole that the sentence names, in order."""
        return [one for one in self.mentions if self.whole(one) and not one.pronoun]


def cast(facts: Facts, sentence: Sentence, memory: Memory) -> Cast:
    """Find who a sentence names, and remember it for the next."""
    made = Cast(facts, sentence)
    words = sentence.words
    at = 0
    while at < len(words):
        mention = _name(facts, words, at) or _pronoun(words, at, made, memory) or _stranger(facts, words, at)
        if mention is None:
            at += 1
            continue
        _add(made, mention)
        if mention.subjects or not mention.under:
            _remember(made, mention, memory)
        at = mention.end
    return made


def _name(facts: Facts, words: tuple[Word, ...], at: int) -> Mention | None:
    longest = facts.longest.get(words[at].stem, 0)
    for length in range(min(longest, len(words) - at), 0, -1):
        stems = tuple(word.stem for word in words[at : at + length])
        subjects = facts.names.get(stems)
        proper = (
            words[at].capital or length > 1 or not facts.subjects[subjects[0]].about[0][:1].isupper()
            if subjects
            else False
        )
        if subjects and proper:
            return Mention(at, at + length, subjects, _under(words, at, at + length))
    return None


def _under(words: tuple[Word, ...], at: int, end: int) -> bool:
    before = at - 1
    while before >= 0 and words[before].stem in SKIPPED:
        before -= 1
    return before >= 0 and words[before].stem in UNDER and not _who(words, end)


def _who(words: tuple[Word, ...], end: int) -> bool:
    """Whether "who" follows, which makes a name the subject of what comes."""
    return "who" in [word.stem for word in words[end : end + 2] if word.text != ","][:1]


def _add(made: Cast, mention: Mention) -> None:
    """Add a mention; two names of one side by side ("Los Angeles Lakers") are one mention."""
    last = made.mentions[-1] if made.mentions else None
    if last is None or last.end != mention.start or last.pronoun or mention.pronoun:
        made.mentions.append(mention)
        return
    if last.subjects and not mention.subjects and not made.whole(last):
        made.mentions[-1] = Mention(last.start, mention.end, last.subjects, last.under)
        return
    shared = tuple(one for one in last.subjects if one in mention.subjects)
    subjects = shared or (mention.subjects if made.sentence.words[last.start].capital else last.subjects)
    made.mentions[-1] = Mention(last.start, mention.end, subjects, last.under)


def _pronoun(words: tuple[Word, ...], at: int, made: Cast, memory: Memory) -> Mention | None:
    low = words[at].text.casefold()
    if low in {"former", "latter"}:
        named = [one for one in made.mentions if one.subjects and not one.pronoun and not made.whole(one)]
        known = named[-2 if low == "former" else -1].subjects if len(named) > 1 else ()
        return Mention(at, at + 1, known, pronoun=low)
    if low in ONE:
        return Mention(at, at + 1, memory.one or memory.any, pronoun=low)
    if low not in MANY:
        return None
    wholes = made.wholes()
    if low not in {"them", "it"}:
        wholes = [one for one in wholes if not one.under] or wholes
        return Mention(at, at + 1, wholes[0].subjects if wholes else memory.whole or memory.any, pronoun=low)
    return Mention(at, at + 1, wholes[-1].subjects if wholes else memory.whole or memory.any, pronoun=low)


def _proper(facts: Facts, words: tuple[Word, ...], at: int) -> bool:
    word = words[at]
    if not word.capital or word.stem in NO_NAMES or word.stem in STOP or (at and words[at - 1].text.isdecimal()):
        return False
    return not (word.text.isupper() and len(word.text) < 4) and _name(facts, words, at) is None


def _stranger(facts: Facts, words: tuple[Word, ...], at: int) -> Mention | None:
    """Read a name that no statistic knows: two words written like names, or one inside a sentence."""
    end = at
    while end < len(words) and _proper(facts, words, end):
        end += 1
    if end == at or (at == 0 and end == 1):
        return None
    return Mention(at, end, (), _under(words, at, end))


def _remember(made: Cast, mention: Mention, memory: Memory) -> None:
    memory.any = mention.subjects
    if mention.pronoun:
        return
    if made.whole(mention):
        memory.whole = mention.subjects if not mention.under or not memory.whole else memory.whole
    else:
        memory.one = mention.subjects


def others(facts: Facts, subject: int, measure: str) -> Iterator[int]:
    """Yield the wholes, other than `subject`, for which the same thing is measured."""
    for at, one in enumerate(facts.subjects):
        if at != subject and one.whole and measure in one.facts:
            yield at

"""Named-entity matching and coreference: the mentions of a sentence, and the antecedents of its pronouns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from figurecheck.figures.common.text import PREPOSITIONS, STOP, Sentence, Word
from figurecheck.figures.common.units import PHYSICAL, canonical
from figurecheck.figures.common.word_table import is_hangul
from figurecheck.scan.fact_index import Facts
from figurecheck.scan.features import features
from figurecheck.scan.names import CAPITALIZED_WORDS, fits_case, is_capital, korean_stems, name_token
from figurecheck.scan.words.english import OPENERS
from figurecheck.verdicts.sentence.english import AFTER_FIGURE

SINGULAR = frozenset("he she his her him".split())
# "It" is among them because a team, a country or an agency is "it" as often as "they".
PLURAL = frozenset("they their them it its".split())
# Directly before a name these make it a complement: in "12 points against Bergen" Bergen is not the subject.
COMPLEMENT_PREPOSITIONS = frozenset(
    "for over against at of in on past to from than versus vs near behind after".split()
)
# Words between such a preposition and the name that change nothing: "against the visiting Bergen".
DETERMINERS = frozenset("the a an its their his her host hosts visiting team rival fellow".split())
CLAUSE_BREAKS = frozenset("while but as whereas although though and with ;".split())
# Before and behind a name these make it no other name: "Mayor Hansen", "Oslo Police".
_TITLES = frozenset(
    "mr mrs ms dr prof sir lord lady president minister mayor governor senator king queen judge coach captain inspector"
    " chief police".split()
)
_OFFICES = frozenset("police council government authority authorities officials residents".split())


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of words that names somebody, or a pronoun that stands for a name."""

    start: int
    """Index of the first word."""
    end: int
    subjects: tuple[int, ...]
    """Indices into `Facts.subjects`; empty for an out-of-vocabulary name, which no statistic has."""
    complement: bool = False
    """Whether a preposition makes it a complement, and not the subject of its clause."""
    pronoun: str = ""


@dataclass(frozen=True, slots=True)
class Antecedents:
    """What a pronoun of the next sentence may refer to: the mentions named last in the sentences so far."""

    individual: tuple[int, ...] = ()
    """A person or another subject that is no collective: "he", "her"."""
    collective: tuple[int, ...] = ()
    """A team, a country, an agency: "they", "it"."""
    latest: tuple[int, ...] = ()
    """Whichever of the two was named last; empty after an out-of-vocabulary name."""
    introduced: frozenset[int] = frozenset()
    """All that were named by a whole name so far, so that the last word of it may stand for them."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions of one sentence in order, pronouns resolved."""

    facts: Facts
    sentence: Sentence
    items: list[Mention] = field(default_factory=list)

    def is_collective(self, mention: Mention) -> bool:
        """Return whether a mention names a collective to which other subjects belong."""
        return bool(mention.subjects) and self.facts.subjects[mention.subjects[0]].collective

    def before_bracket(self, at: int) -> Mention | None:
        """Return the mention directly before the brackets that hold the word at `at`."""
        words = self.sentence.words
        # Forty words back is farther than any bracket of prose reaches; without a limit a long line costs its square.
        opening = next((back for back in range(at - 1, max(-1, at - 40), -1) if words[back].text in "()"), -1)
        if opening < 0 or words[opening].text != "(":
            return None
        return next((one for one in self.items if one.end == opening and one.subjects), None)

    def subject_before(self, at: int) -> Mention | None:
        """Return the mention that the number at word `at` is about; ``None`` if none clearly is."""
        chosen: Mention | None = None
        for mention in reversed([one for one in self.items if one.end <= at]):
            if chosen is None:
                if not mention.complement:
                    chosen = mention
                continue
            if self._modifies(mention, chosen):
                return mention
            # A name on the other side of a comma or a conjunction belongs to another clause.
            if self._is_broken(mention.end, chosen.start):
                break
            # "Hansen led Norway with 8 speeches": they are hers, although the country is nearer to the number.
            member = mention.subjects and not mention.complement and not self.is_collective(mention)
            if member and self.is_collective(chosen) and not chosen.pronoun:
                return mention
        return chosen

    def _modifies(self, mention: Mention, head: Mention) -> bool:
        """Return whether a Korean name says of which kind the noun behind it is: 복지 예산 is no 예산 as a whole."""
        word = self.sentence.words[mention.end - 1].text
        bare = is_hangul(word) and (name_token(word),) in self.facts.names
        return bare and mention.end == head.start and bool(mention.subjects) and not head.pronoun

    def _is_broken(self, start: int, end: int) -> bool:
        return any(word.stem in CLAUSE_BREAKS or word.text in ",;" for word in self.sentence.words[start:end])

    def sentence_subject(self, at: int) -> Mention | None:
        """Return the subject of the sentence up to word `at`: the first known mention that is no complement."""
        return next((one for one in self.items if one.end <= at and one.subjects and not one.complement), None)

    def collectives(self) -> list[Mention]:
        """List the collectives that the sentence names, in order; pronouns are left out."""
        return [one for one in self.items if self.is_collective(one) and not one.pronoun]


def find_mentions(facts: Facts, sentence: Sentence, antecedents: Antecedents) -> tuple[Mentions, Antecedents]:
    """Return the mentions of a sentence, and the antecedents of the pronouns of the next one."""
    made = Mentions(facts, sentence)
    words = sentence.words
    at = 0
    while at < len(words):
        # Known names first, pronouns next, and only what is neither can be an out-of-vocabulary name.
        mention = (
            _read_name(facts, words, at, antecedents)
            or _resolve_pronoun(words, at, made, antecedents)
            or _read_unknown_name(facts, words, at, antecedents)
        )
        if mention is None:
            at += 1
            continue
        _add_mention(made, mention)
        # An unknown name in a complement ("at Riverside") is a place; "he" in the next is still the one before.
        if mention.subjects or not mention.complement:
            antecedents = _antecedents_after(made, mention, antecedents)
        at = mention.end
    return made, antecedents


def _read_name(facts: Facts, words: tuple[Word, ...], at: int, antecedents: Antecedents) -> Mention | None:
    """Read the longest known name that starts at a word."""
    # Longest first, or "Los Angeles" would be taken for the city where the text says "Los Angeles Lakers".
    first = words[at].text
    for token in korean_stems(first) if is_hangul(first) else (name_token(first),):
        longest = facts.longest.get(token, 0)
        for length in range(min(longest, len(words) - at), 0, -1):
            key = (token, *(name_token(word.text) for word in words[at + 1 : at + length]))
            if subjects := facts.names.get(key):
                fits = is_hangul(first) or fits_case(words[at : at + length], facts.subjects[subjects[0]].about[0])
                if fits and not _is_longer(facts, words, at, at + length):
                    return Mention(at, at + length, subjects, _is_complement(words, at, at + length))
    for end in range(min(at + _LONGEST_SHORT_NAME, len(words)), at, -1):
        known = facts.short_names.get(tuple(name_token(word.text) for word in words[at:end]), ())
        said = tuple(one for one in known if one in antecedents.introduced)
        # "The magistrates' court", which has its capitals in the name.
        written = words[at].capital or (end - at > 1 and at > 0 and words[at - 1].stem == "the")
        if said and written and not _is_longer(facts, words, at, end):
            return Mention(at, end, said, _is_complement(words, at, end))
    return None


_LONGEST_SHORT_NAME = 3
"""Words of a part of a name that stands for the whole."""


def _is_longer(facts: Facts, words: tuple[Word, ...], at: int, end: int) -> bool:
    """Return whether a known name is a part of one that nobody knows: "New Oslo", "Nottingham Forest"."""
    if not words[at].capital or is_title_case(words):
        return False
    behind = words[end] if end < len(words) else None
    joined = behind is not None and behind.start - words[end - 1].end == 1
    possessive = words[end - 1].text.endswith(("'s", "’s"))
    if behind is not None and joined and not possessive and _goes_on(facts, behind, _OFFICES):
        return True
    before = words[at - 1] if at and end == at + 1 else None
    if before is None or words[at].start - before.end != 1:
        return False
    # The first word of a sentence has its capital from there: "In Oslo", but "South Korea".
    opens = at == 1 and before.text.casefold() in PREPOSITIONS | AFTER_FIGURE | OPENERS | CAPITALIZED_WORDS
    return not opens and _goes_on(facts, before, _TITLES)


def _goes_on(facts: Facts, word: Word, passed: frozenset[str]) -> bool:
    """Return whether a word beside a name is a part of it: with a capital, no title, and no name itself."""
    token = name_token(word.text)
    proper = is_capital(word) and word.text.casefold() not in STOP and not (word.text.isupper() and len(word.text) < 5)
    return proper and token not in passed and token not in facts.longest


def is_title_case(words: tuple[Word, ...]) -> bool:
    """Return whether most words have a capital, as in a headline, so that a capital says nothing."""
    letters = [word for word in words if word.text[:1].isalpha() and word.text.casefold() not in STOP]
    return len(letters) > 3 and 4 * sum(word.capital for word in letters) > 3 * len(letters)


def _is_complement(words: tuple[Word, ...], at: int, end: int) -> bool:
    before = at - 1
    while before >= 0 and words[before].stem in DETERMINERS:
        before -= 1
    return before >= 0 and words[before].stem in COMPLEMENT_PREPOSITIONS and not _has_relative_clause(words, end)


def _has_relative_clause(words: tuple[Word, ...], end: int) -> bool:
    """Return whether "who" follows a name, which makes it the subject of the next verb whatever stands before it."""
    return "who" in [word.stem for word in words[end : end + 2] if word.text != ","][:1]


def _add_mention(made: Mentions, mention: Mention) -> None:
    """Add a mention; two adjacent names of one subject ("Los Angeles Lakers") are one mention."""
    last = made.items[-1] if made.items else None
    if last is None or last.end != mention.start or last.pronoun or mention.pronoun:
        made.items.append(mention)
        return
    # "Anne Hansen Berg": an unknown name right behind a known one that is no collective is a part of it.
    if last.subjects and not mention.subjects and not made.is_collective(last):
        made.items[-1] = Mention(last.start, mention.end, last.subjects, last.complement)
        return
    # "Los Angeles" may stand for two teams and "Lakers" for one; what both may mean is what is meant.
    shared = tuple(one for one in last.subjects if one in mention.subjects)
    if not shared and last.subjects and mention.subjects and is_hangul(made.sentence.words[last.start].text[0]):
        # 서울과 부산의: a Korean name ends with its particle, and the next one is another.
        made.items.append(mention)
        return
    subjects = shared or (mention.subjects if made.sentence.words[last.start].capital else last.subjects)
    made.items[-1] = Mention(last.start, mention.end, subjects, last.complement)


def _resolve_pronoun(words: tuple[Word, ...], at: int, made: Mentions, antecedents: Antecedents) -> Mention | None:
    low = words[at].text.casefold()
    # Only where two individuals were named can one be the former; otherwise nobody is meant.
    if low in {"former", "latter"}:
        named = [one for one in made.items if one.subjects and not one.pronoun and not made.is_collective(one)]
        known = named[-2 if low == "former" else -1].subjects if len(named) > 1 else ()
        return Mention(at, at + 1, known, pronoun=low)
    if low in SINGULAR:
        return Mention(at, at + 1, antecedents.individual or antecedents.latest, pronoun=low)
    if low not in PLURAL:
        return None
    collectives = made.collectives()
    # Object pronouns refer to the collective named last ("beat Bergen and held it to 61"), subject pronouns and
    # possessives to the subject of the sentence ("Norway beat Sweden, which cost them 40").
    if low in {"them", "it"}:
        collectives = collectives[-1:]
    else:
        collectives = [one for one in collectives if not one.complement] or collectives
    subjects = collectives[0].subjects if collectives else antecedents.collective or antecedents.latest
    return Mention(at, at + 1, subjects, pronoun=low)


def _is_proper(facts: Facts, words: tuple[Word, ...], at: int, antecedents: Antecedents) -> bool:
    word = words[at]
    if not word.capital or word.text.casefold() in CAPITALIZED_WORDS | STOP or (at and words[at - 1].text.isdecimal()):
        return False
    # A name within a measure is known: "the share of revenue outside Europe".
    if canonical(word.text) in PHYSICAL or any(one in facts.described.names for one in features(word.text)):
        return False
    # Two or three capitals are an abbreviation (FG, MVP), which is nobody.
    return not (word.text.isupper() and len(word.text) < 4) and _read_name(facts, words, at, antecedents) is None


def _read_unknown_name(facts: Facts, words: tuple[Word, ...], at: int, antecedents: Antecedents) -> Mention | None:
    """Read an out-of-vocabulary name: two capitalized words, or one inside a sentence."""
    end = at
    while end < len(words) and _is_proper(facts, words, end, antecedents):
        end += 1
    # The first word of a sentence has its capital from there, so that alone it proves no name; "#" is no word.
    if end == at or (end == at + 1 and not any(word.text[0].isalnum() for word in words[:at])):
        return None
    return Mention(at, end, (), _is_complement(words, at, end))


def _antecedents_after(made: Mentions, mention: Mention, antecedents: Antecedents) -> Antecedents:
    # An unknown name clears this: "he" after "Mr Smith came" must not be the person of the sentence before.
    introduced = antecedents.introduced
    if not introduced.issuperset(mention.subjects):
        introduced |= set(mention.subjects)
    after = replace(antecedents, latest=mention.subjects, introduced=introduced)
    if mention.pronoun:
        return after
    if not made.is_collective(mention):
        return replace(after, individual=mention.subjects)
    # A country after a preposition ("against Sweden") does not displace the one that the text is about.
    stays = mention.complement and antecedents.collective
    return after if stays else replace(after, collective=mention.subjects)


def other_collectives(facts: Facts, subject: int, measure: str) -> Iterator[int]:
    """Yield the collectives other than `subject` for which the same measure is known."""
    for at, one in enumerate(facts.subjects):
        if at != subject and one.collective and measure in one.facts:
            yield at

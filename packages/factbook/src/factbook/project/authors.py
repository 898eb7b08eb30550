"""Who wrote a line of the report's files, as git knows it: the author of the commit that the line is from."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from factbook.project.git import run_git
from figurecheck.model.errors import EditionError

_BOT = "[bot]"
_NOBODY = frozenset({"", "(unknown)"})
"""What a commit has, or git says, where its author is not told."""
_NO_COMMIT = "nothing is committed yet"
_CONTACT = re.compile(r"[^<>\n]* <[^<>\s]+>")
_CO_AUTHORS = "--format=%(trailers:key=Co-authored-by,valueonly)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An author by name and mail address, as `.mailmap` has them."""

    name: str
    email: str

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_bot(self) -> bool:
        """Whether it is a program of the host, or has neither name nor address: neither has looked at anything."""
        return self.name.endswith(_BOT) or _BOT in self.email or {self.name, self.email} <= _NOBODY

    def is_same(self, other: Person) -> bool:
        """Return whether two authors count as one person: by the name or by the address."""
        # Where two people are asked for, one with two machines must not pass for both; `.mailmap` tells namesakes
        # apart.
        mine, theirs = (tuple(map(_plain, (one.name, one.email))) for one in (self, other))
        return any(one == another and one for one, another in zip(mine, theirs, strict=True))


def _find_name(text: str) -> str:
    """Return a name as git has it, without characters that would steer a terminal."""
    return "".join(one for one in text if one.isprintable()).strip()


def _plain(text: str) -> str:
    """Return a name as it is compared: machines write the same letters in several ways."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def group_people(found: Iterable[Person | None]) -> list[list[Person]]:
    """Return the authors by person, in order.

    One that shares its name with a second and its address with a third makes one person of all three.
    """
    groups: list[list[Person]] = []
    for person in filter(None, found):
        own = [group for group in groups if any(map(person.is_same, group))]
        joined = [one for group in own for one in group]
        if own:
            own[0][:] = [*joined, *([] if person in joined else [person])]
            groups = [group for group in groups if not any(group is one for one in own[1:])]
        else:
            groups.append([person])
    return groups


class LineState(StrEnum):
    """What git knows of a line."""

    COMMITTED = "committed"
    UNCOMMITTED = "uncommitted"
    """It differs from the last commit, or there is none."""
    BEYOND = "beyond the history"
    """It is older than what a shallow clone holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoredLine:
    """A line of a file, and who wrote it."""

    text: str
    state: LineState
    person: Person | None = None
    """``None`` unless it is committed."""
    commit: str = ""
    time: int = 0
    """When it was written, in seconds since 1970."""


class Authors:
    """The authors of a report's files, each read when it is asked for."""

    def __init__(self, root: Path, mailmap: str = "") -> None:
        """`mailmap` is the file by which authors are one person or several, besides that of the repository."""
        self._root = root
        self._mailmap = mailmap
        self._inner: dict[Path, Authors] = {}
        self._lines: dict[tuple[str, str, bool], tuple[AuthoredLine, ...]] = {}
        self._co_authors: dict[str, list[Person]] = {}

    @cached_property
    def trouble(self) -> str:
        """Why git knows nobody here, in its own words; empty where the report is in a repository that has a commit."""
        try:
            self._git("rev-parse", "--show-toplevel")
        except EditionError as error:
            return error.complaints[0].what
        return "" if self.head else _NO_COMMIT

    @property
    def is_refused(self) -> bool:
        """Whether there is a repository that git does not read: then nobody knows which lines are committed."""
        folders = (self._root.resolve(), *self._root.resolve().parents)
        return self.trouble not in {"", _NO_COMMIT} and any((one / ".git").exists() for one in folders)

    def knows(self, revision: str, file: str = "") -> bool:
        """Return whether the repository has a commit, or a file of the report in it; a shallow one may lack it."""
        return bool(self._find_object(f"{revision}:./{file}" if file else f"{revision}^{{commit}}"))

    @cached_property
    def is_mailmap_open(self) -> bool:
        """Whether the `.mailmap`, by which authors are one person or several, differs from the committed one."""
        return self.has_history and bool(
            self._git("status", "--porcelain", "--untracked-files=all", "--ignored", "--", ":/.mailmap")
        )

    @property
    def has_history(self) -> bool:
        """Whether the report is in a repository that has a commit."""
        return not self.trouble

    @cached_property
    def me(self) -> Person | None:
        """Who would be the author of a commit made here and now; ``None`` where git does not know."""
        try:
            given = self._git("var", "GIT_AUTHOR_IDENT").decode("utf-8", "replace").rpartition(">")[0] + ">"
            return self._map([given])[0]
        except EditionError:
            return None

    @cached_property
    def is_shallow(self) -> bool:
        """Whether the repository lacks the beginning of its history."""
        return bool(self._ends)

    @cached_property
    def _ends(self) -> frozenset[str]:
        # `blame` marks the first commit of a repository as it marks the last one of a shallow history, so that only
        # this file tells them apart. It has no other interface.
        if not self.has_history:
            return frozenset()
        name = self._git("rev-parse", "--git-path", "shallow").decode().strip()
        path = self._root / name
        return frozenset(path.read_text("ascii").split()) if path.is_file() else frozenset()

    def of_file(self, file: str, revision: str = "", *, by_words: bool = False) -> tuple[AuthoredLine, ...]:
        """Return the lines of a file as it stands, or as it was at a revision; none where there is no such file.

        With `by_words`, whoever only changes blanks and line ends has written nothing.
        """
        key = (file, revision, by_words)
        if key not in self._lines:
            folder = next(
                (one for one in Path(file).parents if one.name and (self._root / one / ".git").exists()), None
            )
            found = (
                self._look_inside(folder, file, revision, by_words=by_words)
                if folder
                else self._blame(file, revision, by_words=by_words)
            )
            self._lines[key] = tuple(found)
        return self._lines[key]

    def _look_inside(self, folder: Path, file: str, revision: str, *, by_words: bool) -> tuple[AuthoredLine, ...]:
        """Return the lines of a file of a submodule, of which the repository around knows no more than a commit."""
        if folder not in self._inner:
            top = self._git("rev-parse", "--show-toplevel").decode().strip() if self.has_history else ""
            self._inner[folder] = Authors(self._root / folder, f"{top}/.mailmap" if top else "")
        inner = self._inner[folder]
        # What the repository around does not name is in none of its commits, whatever is committed there.
        named = self._find_object(f"{revision or 'HEAD'}:./{folder.as_posix()}")
        if not revision and named != inner.head:
            return tuple(self._read_uncommitted(file))
        inside = Path(file).relative_to(folder).as_posix()
        return inner.of_file(inside, named if revision else "", by_words=by_words) if named else ()

    @cached_property
    def head(self) -> str:
        """The commit that is checked out; empty where there is none."""
        return self._find_object("HEAD")

    def _find_object(self, revision: str) -> str:
        """Return the name of a commit, or of what it has at a path; empty where there is none."""
        try:
            return self._git("rev-parse", "--verify", "--quiet", revision).decode().strip()
        except EditionError:
            return ""

    def find_removed(self, folder: str) -> Iterator[tuple[str, Counter[str]]]:
        """Yield each commit that changed a folder, and how often it took lines of YAML files away, below 0 if added."""
        if not self.has_history:
            return
        # Where a merge keeps what one side removed, the path to that removal is left out of a simple history.
        listed = self._git("rev-list", "--full-history", "--no-merges", "HEAD", "--", folder)
        options = ("-p", "-U0", "-r", "--root", "--text", "--no-renames", "--no-ext-diff", "--no-textconv")
        # In all files of the repository of the kind: its folder may be renamed, and get its old name back later.
        found = self._git("diff-tree", "--stdin", *options, "--", ":(top)*.yml", given=listed).decode(
            "utf-8", "replace"
        )
        commits = frozenset(listed.decode("ascii").split())
        commit, lines = "", Counter[str]()
        for line in [*found.split("\n"), ""]:
            if line in commits or not line:
                if lines:
                    yield commit, lines
                commit, lines = line, Counter()
            elif not line.startswith(("--- ", "+++ ")) and line[0] in "+-":
                lines[line[1:].removesuffix("\r")] += 1 if line[0] == "-" else -1

    def is_before(self, earlier: str, later: str) -> bool:
        """Return whether a commit is among those that another one rests on."""
        try:
            self._git("merge-base", "--is-ancestor", earlier, later)
        except EditionError:
            return False
        return True

    def name_all(self, lines: Iterable[AuthoredLine]) -> tuple[Person, ...]:
        """Return the authors of lines, each once, and those whom messages of their commits name as co-authors."""
        found: dict[Person, None] = {}
        for one in lines:
            if one.person:
                found |= dict.fromkeys([one.person, *self.find_co_authors(one.commit)])
        return tuple(found)

    def find_co_authors(self, commit: str) -> list[Person]:
        """Return whom the message of a commit, of the repository or of a submodule, names as co-authors."""
        if commit not in self._co_authors:
            inner = next((one for one in self._inner.values() if one.knows(commit)), None)
            self._co_authors[commit] = inner.find_co_authors(commit) if inner else self._read_co_authors(commit)
        return self._co_authors[commit]

    def _read_co_authors(self, commit: str) -> list[Person]:
        found = self._git("log", "-1", "--no-show-signature", _CO_AUTHORS, commit).decode("utf-8", "replace")
        # What is no contact is nobody, and git would stop at it.
        return self._map([*filter(_CONTACT.fullmatch, map(str.strip, found.split("\n")))])

    def _map(self, contacts: Sequence[str]) -> list[Person]:
        """Return people of whom names and addresses are given, as `.mailmap` has them."""
        given = "".join(f"{one}\n" for one in contacts).encode()
        found = self._git("check-mailmap", "--stdin", given=given).decode("utf-8", "replace") if given else ""
        pairs = (line.rpartition(" <") for line in found.splitlines())
        return [Person(name=_find_name(name), email=_find_name(email.removesuffix(">"))) for name, _, email in pairs]

    def _blame(self, file: str, revision: str, *, by_words: bool) -> Iterator[AuthoredLine]:
        # Lines that a commit moved from another file are still of whom wrote them; of data nobody moves lines about,
        # and looking for that takes long.
        moved = () if file.endswith(".csv") else ("-C",)
        # A list of commits to pass over is for those that laid files out anew, and could hide any author. An empty name
        # clears it too, but git has then refused a list that is configured for all repositories and is not in this one.
        # What a program makes of a file for people to compare is not what stands in it.
        words = ("-w",) if by_words else ()
        options = ("blame", "--porcelain", "--encoding=UTF-8", "--no-ignore-revs-file", "--no-textconv", *moved, *words)
        name = file if revision else self._follow(file)
        try:
            found = self._git(*options, *([revision] if revision else []), "--", name)
        except EditionError:
            # There is no repository or no commit, or the file is in none. Else git cannot read what it has.
            if self.has_history and self.knows(revision or "HEAD", name):
                raise
            yield from () if revision else self._read_uncommitted(file)
            return
        yield from _parse_blame(found.decode("utf-8", "replace").split("\n"), self._ends)

    def _follow(self, file: str) -> str:
        """Return the file that a link leads to: of the link itself, git knows only who made it."""
        return os.path.relpath((self._root / file).resolve(), self._root.resolve())

    def _read_uncommitted(self, file: str) -> Iterator[AuthoredLine]:
        path = self._root / file
        text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
        for line in text.removesuffix("\n").split("\n"):
            yield AuthoredLine(text=line.removesuffix("\r"), state=LineState.UNCOMMITTED)

    def _git(self, *arguments: str, given: bytes = b"") -> bytes:
        # The `.mailmap` of the repository counts for all; that of one machine would tell its people apart in secret.
        options = ("-c", f"mailmap.file={self._mailmap}", "-c", "mailmap.blob=")
        return run_git(self._root, *options, *arguments, place="git", given=given)


def find_latest(lines: Iterable[AuthoredLine]) -> AuthoredLine | None:
    """Return the line that was written last; what is not committed is later than all, what lies beyond is first."""
    order = (LineState.BEYOND, LineState.COMMITTED, LineState.UNCOMMITTED)
    return max(lines, key=lambda one: (order.index(one.state), one.time), default=None)


def find_block(lines: Sequence[AuthoredLine], wanted: Sequence[str]) -> Sequence[AuthoredLine]:
    """Return the only stretch of lines that reads as wanted, blanks at the ends aside; none where it is not one."""
    texts, sought = [one.text.strip() for one in lines], [text.strip() for text in wanted]
    found = [at for at in range(len(texts) - len(sought) + 1) if texts[at : at + len(sought)] == sought]
    return lines[found[0] : found[0] + len(sought)] if len(found) == 1 and sought else ()


def _parse_blame(output: Sequence[str], ends: frozenset[str]) -> Iterator[AuthoredLine]:
    """Yield the lines of what ``git blame --porcelain`` printed."""
    people: dict[str, dict[str, str]] = {}
    commit = ""
    for line in output:
        if line.startswith("\t"):
            yield _make_line(line[1:].removesuffix("\r"), commit, people[commit], ends)
            commit = ""
        elif not commit and line:
            # A header; what is known of the commit follows only where it occurs first.
            commit = line.split(" ", 1)[0]
            people.setdefault(commit, {})
        elif line:
            name, _, value = line.partition(" ")
            people[commit][name] = value


def _make_line(text: str, commit: str, known: dict[str, str], ends: frozenset[str]) -> AuthoredLine:
    if not commit.strip("0"):
        return AuthoredLine(text=text, state=LineState.UNCOMMITTED)
    if commit in ends:
        return AuthoredLine(text=text, state=LineState.BEYOND, commit=commit)
    person = Person(name=_find_name(known["author"]), email=_find_name(known["author-mail"].strip("<>")))
    return AuthoredLine(
        text=text, state=LineState.COMMITTED, person=person, commit=commit, time=int(known["author-time"])
    )

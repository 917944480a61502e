"""What an attendance file comes down to for who reads it in: marks to make, what is there, conflicts, problems."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from tweespoor.apps.attendance.queries import AttendanceList, Listed, Session, SessionKey, lists_of
from tweespoor.apps.exchange.bridge import caseload as bridge
from tweespoor.apps.exchange.models import AttendanceFile, FileAbout
from tweespoor.apps.exchange.queries.attendance_known import known_in
from tweespoor.apps.exchange.queries.attendance_lists import FileLists, lists_for
from tweespoor.apps.exchange.queries.attendance_people import Match, People
from tweespoor.apps.exchange.queries.lists import chosen_sheet
from tweespoor.apps.exchange.rules import FILE_REACHES_BACK
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Person
from tweespoor.core.tabular import CellProblem, Record, Told, attendance_records, fold
from tweespoor.core.vocabulary import Absence

BEFORE_IT_BEGINS = timedelta(minutes=30)
"""A time in a file is that of a lesson that begins at most so much later: schools round their hours."""

FROM_FILE, FROM_LIST = "file", "list"
SKIP = "skip"


class Trouble(StrEnum):
    """Why a row cannot come in that can be read."""

    UNKNOWN = "unknown"
    NOT_IN_CLASS = "not-in-class"
    NO_LESSON = "no-lesson"
    NOT_STOOD_IN = "not-stood-in"
    NO_CLASS = "no-class"
    WHICH_CLASS = "which-class"
    CALLED_OFF = "called-off"
    TOO_LONG_AGO = "too-long-ago"
    TWICE = "twice"


class Becomes(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    NOTHING = "nothing"
    CONFLICT = "conflict"
    PROBLEM = "problem"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What becomes of a row, at one session; `about` says whether it is of a class or a group, as far as that is known,
    `whole` what those of the person are called that it can be of, `chosen` what was decided of a conflict, and
    `remembered` whether who it is was said of an earlier file."""

    record: Record
    about: FileAbout
    becomes: Becomes
    told: Told
    person: Person | None = None
    session: Session | None = None
    listed: Listed | None = None
    trouble: Trouble | CellProblem | None = None
    alike: tuple[Person, ...] = ()
    whole: tuple[str, ...] = ()
    like_row: int = 0
    chosen: str = ""
    remembered: bool = False

    @property
    def conflict(self) -> str:
        """What a conflict is called by."""
        assert self.session is not None
        assert self.person is not None
        return ":".join([str(self.person.pk), *map(str, self.session.key)])

    @property
    def mark(self) -> str:
        """The mark that is on the list: what is decided of a conflict is decided of that mark, and of no later one."""
        return self.listed.mark.key if self.listed and self.listed.mark else ""

    @property
    def comes_in(self) -> bool:
        """Whether something is put on a list."""
        is_chosen = self.becomes is Becomes.CONFLICT and self.chosen == FROM_FILE
        return self.becomes in (Becomes.ADDED, Becomes.CHANGED) or is_chosen


@dataclass(frozen=True)
class Check:
    """A file as it stands; what its classes or groups are called, and who can be chosen where nobody was found.

    `readers` says on whose behalf the list of a session is read that the user takes over; `known_by_name` are the
    people of whom she sees the name alone, on such a list.
    """

    outcomes: tuple[Outcome, ...]
    names: tuple[str, ...]
    people: tuple[Person, ...]
    readers: Mapping[SessionKey, User]
    known_by_name: frozenset[UUID]

    def of(self, *kinds: Becomes) -> tuple[Outcome, ...]:
        """The rows that become this."""
        return tuple(each for each in self.outcomes if each.becomes in kinds)

    @cached_property
    def remembered(self) -> dict[str, list[Outcome]]:
        """The rows about who is known from an earlier file, by what this one says of who it is."""
        found: dict[str, list[Outcome]] = {}
        for each in self.outcomes:
            if each.remembered:
                found.setdefault(each.record.who, []).append(each)
        return found

    @cached_property
    def undecided(self) -> tuple[Outcome, ...]:
        """The conflicts about which somebody still has to say what holds."""
        return tuple(each for each in self.of(Becomes.CONFLICT) if not each.chosen)

    @cached_property
    def coming(self) -> tuple[Outcome, ...]:
        """What is put on lists."""
        return tuple(each for each in self.outcomes if each.comes_in)

    @property
    def is_settled(self) -> bool:
        """Nothing is left to be said."""
        return not self.of(Becomes.PROBLEM) and not self.undecided

    @property
    def is_ready(self) -> bool:
        """Nothing is left to be said, and something comes in."""
        return self.is_settled and bool(self.coming)


def check(row: AttendanceFile, user: User, *, now: datetime) -> Check:
    """What the file comes down to for this user as it stands; of nobody whom she may not see."""
    today = timezone.localdate(now)
    records = attendance_records(
        chosen_sheet(row),
        bridge.heading_of(row),
        targets=bridge.targets_of(row),
        mends=bridge.mends_of(row),
        today=today,
    )
    days = {each.day for each in records if each.day and today - FILE_REACHES_BACK <= each.day <= today}
    given = lists_for(user, organisation=row.organisation, about=row.about, days=days, now=now)
    taken_over = [each.list for each in given.taken_over]
    lists = [*lists_of(user, sessions=given.sessions, now=now), *taken_over]
    members = _members(given, lists)
    by_birth_date = any(each.born_on for each in records)
    everybody = {person for ids in members.values() for person in ids}
    people = People(
        user,
        organisation=row.organisation,
        in_classes=everybody,
        on_lists=[one.person for each in taken_over for one in each.listed],
        by_birth_date=by_birth_date,
    )
    seen = people.by_id.keys() - people.known_by_name
    known = known_in({each.who for each in records}, organisation=row.organisation, people=seen)
    reader = _Reader(row, lists=lists, given=given, members=members, people=people, known=known, today=today)
    found = [outcome for record in records for outcome in reader.outcomes(record)]
    return Check(
        outcomes=tuple(_without_doubles(found)),
        names=given.called,
        people=tuple(people.of_classes),
        readers={each.list.session.key: each.reader for each in given.taken_over},
        known_by_name=frozenset(people.known_by_name),
    )


def _members(given: FileLists, lists: list[AttendanceList]) -> dict[UUID, set[UUID]]:
    """Per class or group who is in it now, or was on one of these lists."""
    members = {key: set(ids) for key, ids in given.members.items()}
    for each in lists:
        members[each.session.whole.pk] |= {one.person.pk for one in each.listed}
    return members


class _Reader:
    """Says of records what becomes of them."""

    def __init__(
        self,
        row: AttendanceFile,
        *,
        lists: list[AttendanceList],
        given: FileLists,
        members: dict[UUID, set[UUID]],
        people: People,
        known: Mapping[str, UUID],
        today: date,
    ) -> None:
        self.words, self.decisions, self.today = row.words, row.decisions, today
        self.about, self.groups = FileAbout(row.about), given.groups
        self.stood_in = {each.list.session.whole.pk for each in given.taken_over}
        self.members, self.people, self.names, self.known = members, people, given.names, known
        self.titles = given.titles
        self.lists: dict[date, list[AttendanceList]] = {}
        for each in lists:
            self.lists.setdefault(each.session.day, []).append(each)
        self.listed = {(each.session.key, one.person.pk): one for each in lists for one in each.listed}
        self.matches: dict[str, Match] = {}
        self.skipped = set(self.decisions.get("rows", ()))

    def outcomes(self, record: Record) -> list[Outcome]:
        """What becomes of a record: mostly one; of a row without a time, one per lesson of its day."""
        told = Told(self.words.get(record.word, Told.NOT_RECORDED))
        plain = Outcome(record=record, about=self.about, becomes=Becomes.NOTHING, told=told)
        if told is Told.NOT_RECORDED:
            return [plain]
        if record.key in self.skipped or self.decisions.get("people", {}).get(record.who) == SKIP:
            return [replace(plain, becomes=Becomes.LEFT_OUT)]
        if record.problems:
            return [replace(plain, becomes=Becomes.PROBLEM, trouble=record.problems[0])]
        return self._about(plain)

    def _about(self, plain: Outcome) -> list[Outcome]:
        record = plain.record
        match = self._match(record)
        wanted = self._wanted(record)
        known = replace(
            plain,
            person=match.person,
            about=self._kind(wanted),
            alike=match.alike,
            remembered=match.remembered,
        )
        trouble: Trouble | None = None
        found: list[AttendanceList] = []
        if match.person is None:
            trouble = Trouble.UNKNOWN
        elif record.day is None or record.day < self.today - FILE_REACHES_BACK:
            trouble = Trouble.TOO_LONG_AGO
        elif not wanted and record.class_name:
            trouble = Trouble.NO_CLASS
        else:
            found, trouble = self._lists(record, match.person, of=wanted)
        if trouble is not None:
            of = {each.session.whole.pk for each in found} or wanted
            whole = self._called(of, person=match.person) if match.person else ()
            return [replace(known, becomes=Becomes.PROBLEM, trouble=trouble, about=self._kind(of), whole=whole)]
        return [self._at(known, each) for each in found]

    def _wanted(self, record: Record) -> set[UUID]:
        """The classes and groups that a record can be about: those that are called so, or all where it names none."""
        if not record.class_name:
            return set(self.names)
        called = fold(record.class_name)
        return {key for key, names in self.names.items() if called in names} if called else set()

    def _called(self, wholes: Collection[UUID], *, person: Person) -> tuple[str, ...]:
        return tuple(sorted({self.titles[one] for one in wholes if person.pk in self.members[one]}))

    def _kind(self, wholes: Collection[UUID]) -> FileAbout:
        """What these are: classes, groups or some of both; of none of them it is what the file holds."""
        groups = self.groups & set(wholes)
        if not wholes or 0 < len(groups) < len(wholes):
            return self.about
        return FileAbout.GROUPS if groups else FileAbout.CLASSES

    def _match(self, record: Record) -> Match:
        if record.who not in self.matches:
            said = self.decisions.get("people", {}).get(record.who, "")
            chosen = self.people.by_id.get(UUID(said)) if said and said != SKIP else None
            self.matches[record.who] = Match(chosen) if chosen else self._unsaid(record)
        return self.matches[record.who]

    def _unsaid(self, record: Record) -> Match:
        if record.who in self.known:
            return Match(self.people.by_id[self.known[record.who]], remembered=True)
        return self.people.match(record)

    def _lists(
        self, record: Record, person: Person, *, of: Collection[UUID]
    ) -> tuple[list[AttendanceList], Trouble | None]:
        """The lists of the record's day that the person is on, at the time that the record says; and what is wrong."""
        assert record.day is not None
        given = [each for each in self.lists.get(record.day, ()) if each.session.whole.pk in of]
        mine = [each for each in given if (each.session.key, person.pk) in self.listed and _is_then(each, record)]
        if not mine:
            member_of = {one for one in of if person.pk in self.members[one]}
            if not member_of:
                return [], Trouble.NOT_IN_CLASS
            return [], Trouble.NOT_STOOD_IN if member_of <= self.stood_in else Trouble.NO_LESSON
        if len({each.session.whole.pk for each in mine}) > 1:
            return mine, Trouble.WHICH_CLASS
        held = [each for each in mine if not each.is_cancelled]
        return (held, None) if held else (mine, Trouble.CALLED_OFF)

    def _at(self, known: Outcome, found: AttendanceList) -> Outcome:
        assert known.person is not None
        listed = self.listed[found.session.key, known.person.pk]
        about = self._kind({found.session.whole.pk})
        outcome = replace(known, session=found.session, listed=listed, about=about)
        becomes = _becomes(known.told, listed)
        if becomes is not Becomes.CONFLICT:
            return replace(outcome, becomes=becomes)
        chosen, _, of_mark = self.decisions.get("conflicts", {}).get(outcome.conflict, "").partition(":")
        return replace(outcome, becomes=becomes, chosen=chosen if of_mark == outcome.mark else "")


def _is_then(found: AttendanceList, record: Record) -> bool:
    session = found.session
    if record.part is not None:
        return session.half_day.part is record.part
    if record.at is None:
        return True
    begins, ends = (datetime.combine(session.day, each) for each in session.hours)
    return begins - BEFORE_IT_BEGINS <= datetime.combine(session.day, record.at) < ends


def _becomes(told: Told, listed: Listed) -> Becomes:
    """What a word becomes beside what stands on the list: a tap is never changed without somebody saying so."""
    if told is Told.PLANNED:
        if listed.mark is None:
            return Becomes.SAME if listed.planned else Becomes.ADDED
        return Becomes.CHANGED if listed.mark.from_file else Becomes.CONFLICT
    if listed.mark is None:
        return Becomes.ADDED
    if listed.mark.absence is Absence(told.value):
        return Becomes.SAME
    return Becomes.CHANGED if listed.mark.from_file else Becomes.CONFLICT


def _without_doubles(outcomes: list[Outcome]) -> list[Outcome]:
    """Of two rows about one person and session the second says the same, or is a problem."""
    first: dict[str, Outcome] = {}
    found = []
    for each in outcomes:
        kept = each
        if each.session is not None and each.person is not None:
            other = first.setdefault(each.conflict, each)
            if other is not each and other.told is each.told:
                kept = replace(each, becomes=Becomes.SAME)
            elif other is not each:
                kept = replace(each, becomes=Becomes.PROBLEM, trouble=Trouble.TWICE, like_row=other.record.row)
        found.append(kept)
    return found

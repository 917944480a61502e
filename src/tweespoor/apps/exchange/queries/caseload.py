"""Reads about imports, on behalf of a user; and what an import comes down to as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from uuid import UUID

from tweespoor.apps.exchange.bridge import caseload as bridge
from tweespoor.apps.exchange.models import ColumnMapping, Import, ImportStatus
from tweespoor.apps.exchange.models.caseload import ImportQuerySet
from tweespoor.apps.exchange.queries.lists import chosen_sheet
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.queries import organisations_where, visible_organisations
from tweespoor.apps.people.models import Person, PersonFact
from tweespoor.apps.people.rules import REGISTERING_ROLES
from tweespoor.core.access import widest_purposes
from tweespoor.core.facts import FactState
from tweespoor.core.names import name_sounds, similar_names, whole_name_sounds
from tweespoor.core.tabular import (
    LEFT_OUT,
    PERSON_TARGETS,
    TARGETS,
    CellProblem,
    Column,
    Draft,
    Mend,
    Odd,
    Sheet,
    Wrong,
    columns_of,
    drafts_of,
    guess_columns,
    guess_heading,
    target_of,
)
from tweespoor.core.vocabulary import VARIABLES, OrganisationKind, Role

NEW, SKIP, SAME = "new", "skip", "same"


@dataclass(frozen=True)
class Candidate:
    """Somebody of the municipality who may be the person of a row."""

    person: UUID
    number: str
    name: str
    born_on: date | None
    same_number: bool
    similar: bool


@dataclass(frozen=True)
class CheckedRow:
    """A row with what will become of it: `decision` is "new", "skip", "same" or, where somebody must say, empty."""

    draft: Draft
    candidates: tuple[Candidate, ...]
    decision: str
    same_as: UUID | None = None
    asked: bool = False

    @property
    def is_taken(self) -> bool:
        """It will come in, as somebody new or as more about somebody known."""
        return self.decision in (NEW, SAME)


@dataclass(frozen=True)
class ProblemGroup:
    """The same problem with the same text in one column, and the rows it stands in."""

    column: Column
    target: str
    text: str
    wrong: Wrong
    proposal: str
    part: str
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Check:
    """An import as it stands: its rows, the problems that are left, what will come in."""

    rows: tuple[CheckedRow, ...]
    columns: tuple[Column, ...]
    targets: Mapping[int, str]

    @cached_property
    def problems(self) -> tuple[ProblemGroup, ...]:
        """The problems in rows that are not left out, those met most first; every row without a name by itself."""
        found: dict[tuple[int, str, Wrong, int], list[CellProblem]] = {}
        for row in self.rows:
            if row.decision != SKIP:
                for each in row.draft.problems:
                    own = each.row if each.problem.wrong is Wrong.NO_NAME else 0
                    found.setdefault((each.column, each.text, each.problem.wrong, own), []).append(each)
        by_index = {column.index: column for column in self.columns}
        groups = [
            ProblemGroup(
                column=by_index.get(index) or Column(index, "", (), 0),
                target=self.targets.get(index, ""),
                text=text,
                wrong=wrong,
                proposal=cells[0].problem.proposal,
                part=cells[0].problem.part,
                rows=tuple(cell.row for cell in cells),
            )
            for (index, text, wrong, _own), cells in found.items()
        ]
        return tuple(sorted(groups, key=lambda group: (-len(group.rows), group.rows[0], group.column.index)))

    @cached_property
    def asked(self) -> tuple[CheckedRow, ...]:
        """The rows about which somebody has to say, or has said, who they are."""
        return tuple(row for row in self.rows if row.asked)

    @cached_property
    def undecided(self) -> tuple[CheckedRow, ...]:
        """The rows about which somebody still has to say who they are."""
        return tuple(row for row in self.rows if not row.decision)

    @cached_property
    def left_out(self) -> tuple[CheckedRow, ...]:
        """The rows that are left out."""
        return tuple(row for row in self.rows if row.decision == SKIP)

    @property
    def nameless(self) -> int:
        """How many rows have no name."""
        return sum(1 for group in self.problems if group.wrong is Wrong.NO_NAME)

    @property
    def cells_wrong(self) -> int:
        """How many cells have a problem."""
        return sum(len(group.rows) for group in self.problems)

    @property
    def new(self) -> int:
        """How many people will be added."""
        return sum(1 for row in self.rows if row.decision == NEW)

    @property
    def same(self) -> int:
        """Of how many known people the answers will be compared."""
        return sum(1 for row in self.rows if row.decision == SAME)

    @property
    def sure_same(self) -> tuple[CheckedRow, ...]:
        """Undecided rows with the number and nearly the name of one person, and nothing odd."""
        return tuple(
            row
            for row in self.undecided
            if row.draft.odd is None and any(each.same_number and each.similar for each in row.candidates)
        )

    @property
    def is_ready(self) -> bool:
        """Nothing is left to be said, and something comes in."""
        return not self.problems and not self.undecided and self.new + self.same > 0


def municipalities_for(user: User) -> list[Organisation]:
    """The municipalities into which the user may bring people."""
    own = organisations_where(user, roles=REGISTERING_ROLES)
    return list(visible_organisations(user).filter(pk__in=own, kind=OrganisationKind.MUNICIPALITY.value))


def all_municipalities() -> list[Organisation]:
    """Every municipality of the installation, for jobs without a user."""
    return list(Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY.value))


def visible_imports(user: User) -> ImportQuerySet:
    """The imports of the municipalities where the user registers."""
    return Import.objects.visible_to(user)


def may_import(user: User, *, organisation: Organisation) -> bool:
    """Whether the user brings people into this municipality."""
    return organisation.kind == OrganisationKind.MUNICIPALITY and organisation.pk in organisations_where(
        user, roles=REGISTERING_ROLES
    )


def targets_for(user: User | None, *, organisation: Organisation) -> tuple[str, ...]:
    """What a column may hold: who the person is, and the variables the user may see; all where there is no user."""
    if user is None:
        return TARGETS
    roles = user.memberships.filter(organisation=organisation).values_list("role", flat=True)
    registering = [Role(role) for role in roles if role in REGISTERING_ROLES]
    purposes = {purpose for role in registering for purpose in widest_purposes(role)}
    return (*PERSON_TARGETS, *(variable.slug for variable in VARIABLES if variable.purpose in purposes))


def same_file(organisation: Organisation, *, file_hash: str) -> Import | None:
    """The import of this very file that is open, busy or done; undone and thrown away ones do not count."""
    rows = Import.objects.filter(organisation=organisation, file_hash=file_hash)
    return rows.exclude(status__in=[ImportStatus.UNDONE, ImportStatus.DISCARDED]).first()


def name_of(user: UUID | None) -> str:
    """Who it is, for a message; empty where nobody."""
    found = User.objects.filter(pk=user).first() if user else None
    return found.name if found else ""


def columns(row: Import) -> tuple[Column, ...]:
    """The columns of the chosen sheet."""
    return columns_of(chosen_sheet(row), bridge.heading_of(row))


def guessed_targets(row: Import, *, allowed: tuple[str, ...]) -> tuple[dict[int, str], bool]:
    """What each column holds: as it was said for these headings before, otherwise as it is probably called.

    The second value says whether it was remembered.
    """
    found = columns(row)
    remembered = ColumnMapping.objects.filter(
        organisation=row.organisation, headings=bridge.headings_hash(found)
    ).first()
    if remembered is None:
        guessed = guess_columns(found)
        return {column: target for column, target in guessed.items() if target in allowed}, False
    by_label = bridge.labels(found)
    known = {by_label[label]: target for label, target in remembered.targets.items() if label in by_label}
    return {column: target for column, target in known.items() if target in allowed}, True


def never_taken(column: Column) -> str:
    """Why a column is never taken over: "age" or "citizen-number"; empty where it may be."""
    target = target_of(column.label, exactly=True)
    return target if target in ("age", "citizen-number") else ""


def heading_guess(sheet: Sheet) -> tuple[int, int]:
    """The row with the headings, and the row with wider ones above it."""
    heading = guess_heading(sheet)
    return heading.row, heading.group_row


def made_mends(row: Import) -> list[Mend]:
    """What was mended so far."""
    return bridge.mends_of(row)


def check(row: Import, *, today: date) -> Check:
    """What the import comes down to as it stands; compared with the municipality's own people and nobody else's."""
    sheet = chosen_sheet(row)
    targets = bridge.targets_of(row)
    drafts = drafts_of(sheet, bridge.heading_of(row), targets=targets, mends=bridge.mends_of(row), today=today)
    known = _Known(row.organisation)
    rows = tuple(_checked(draft, known.candidates(draft), row.decisions) for draft in drafts)
    return Check(rows, columns_of(sheet, bridge.heading_of(row)), targets)


def _checked(draft: Draft, candidates: tuple[Candidate, ...], decisions: Mapping[str, str]) -> CheckedRow:
    said, _, who = str(decisions.get(str(draft.row), "")).partition(":")
    in_question = bool(candidates) or draft.odd in (Odd.NUMBER_TWICE, Odd.PERHAPS_DOUBLE)
    if said == SAME:
        same = next((each.person for each in candidates if str(each.person) == who), None)
        return CheckedRow(draft, candidates, SAME if same else "", same, asked=True)
    if said in (NEW, SKIP):
        return CheckedRow(draft, candidates, said, asked=in_question)
    if draft.odd in LEFT_OUT:
        return CheckedRow(draft, candidates, SKIP)
    return CheckedRow(draft, candidates, "" if in_question else NEW, asked=in_question)


_MOST_NAMESAKES = 10
"""More of them are not offered for one row: who has that common a name is known by the number."""


class _Known:
    """The people of a municipality, by number, by birth date and by name."""

    def __init__(self, organisation: Organisation) -> None:
        people = Person.objects.unscoped(why="the caller imports for this municipality").filter(
            municipality=organisation
        )
        facts = PersonFact.objects.as_known().filter(person__municipality=organisation, variable="birth-date")
        born: dict[UUID, date] = {}
        seen: set[UUID] = set()
        for person, state, value in facts.values_list("person_id", "state", "value"):
            if person not in seen and state == FactState.KNOWN:
                born[person] = date.fromisoformat(value)
            seen.add(person)
        self.by_number: dict[str, Candidate] = {}
        self.by_day: dict[tuple[date, str], list[Candidate]] = {}
        self.by_name: dict[tuple[str, ...], list[Candidate]] = {}
        for key, number, given, family in people.values_list("pk", "number", "given_name", "family_name"):
            one = Candidate(key, number, f"{given} {family}".strip(), born.get(key), False, False)
            self.by_number[number.casefold()] = one
            if one.born_on:
                for sound in name_sounds(one.name):
                    self.by_day.setdefault((one.born_on, sound), []).append(one)
            for whole in whole_name_sounds(one.name):
                self.by_name.setdefault(whole, []).append(one)

    def candidates(self, draft: Draft) -> tuple[Candidate, ...]:
        """Who has the row's number, who was born on its day with a similar name, and who has its name where one of the
        two birth dates is not known.
        """
        if draft.odd in LEFT_OUT:
            return ()
        numbered = self.by_number.get(draft.number.casefold()) if draft.number else None
        found = {numbered.person: numbered} if numbered else {}
        if draft.born_on:
            near = (self.by_day.get((draft.born_on, sound), ()) for sound in sorted(name_sounds(draft.name)))
            found.update({one.person: one for each in near for one in each if similar_names(one.name, draft.name)})
        for whole in sorted(whole_name_sounds(draft.name)):
            namesakes = (one for one in self.by_name.get(whole, ()) if not (one.born_on and draft.born_on))
            found.update({one.person: one for one in islice(namesakes, _MOST_NAMESAKES)})
        return tuple(
            Candidate(
                one.person,
                one.number,
                one.name,
                one.born_on,
                same_number=one is numbered,
                similar=similar_names(one.name, draft.name),
            )
            for one in found.values()
        )

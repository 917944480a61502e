"""Deeds: taking a list in hand, saying what its columns hold, mending cells, saying who is who."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.exchange.bridge import caseload as bridge
from tweespoor.apps.exchange.models import ColumnMapping, Import, ImportStatus, ListInHand
from tweespoor.apps.exchange.queries import caseload as queries
from tweespoor.apps.exchange.queries import lists
from tweespoor.apps.exchange.rules import KEPT_FOR, Overtaken, Refused
from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.core.tabular import (
    Heading,
    Mend,
    Problem,
    Reason,
    Unreadable,
    columns_of,
    read_file,
    read_target,
    without_citizen_numbers,
)

__all__ = [
    "AlreadyThere",
    "NotReadable",
    "Reason",
    "Unreadable",
    "accept_proposals",
    "choose_sheet",
    "decide",
    "discard",
    "forget_old",
    "leave_out_rest",
    "locked_import",
    "map_columns",
    "mend",
    "same_where_sure",
    "unmend",
    "upload",
]


class AlreadyThere(Exception):
    """The very same file is being imported, or has been; `row` is that import."""

    def __init__(self, row: Import) -> None:
        super().__init__(str(row.pk))
        self.row = row


class NotReadable(Exception):
    """What was typed in the place of a cell cannot be read either; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.wrong.value)
        self.problem = problem


@transaction.atomic
def upload(*, content: bytes, file_name: str, organisation: Organisation, by: User | None, now: datetime) -> Import:
    """Take a list in hand: its cells are kept until it is in, the file itself is not.

    Columns of citizen service numbers are emptied before anything is kept.

    Raises:
        Refused: if the user does not register people in this municipality.
        Unreadable: if the file cannot be read; it says why.
        AlreadyThere: if the same file is open or done.
    """
    if by is not None and not queries.may_import(by, organisation=organisation):
        raise Refused(_("U kunt voor deze gemeente geen lijst inlezen."))
    file_hash = sha256(content).hexdigest()
    if there := queries.same_file(organisation, file_hash=file_hash):
        raise AlreadyThere(there)
    sheets = [without_citizen_numbers(sheet) for sheet in read_file(content)]
    largest = max(range(len(sheets)), key=lambda place: len(sheets[place].rows))
    heading_row, group_row = queries.heading_guess(sheets[largest])
    row = Import.objects.create(
        organisation=organisation,
        created_at=now,
        created_by=by.pk if by else None,
        changed_at=now,
        changed_by=by.pk if by else None,
        file_name=file_name.replace("\x00", "")[:200],
        file_hash=file_hash,
        kept=bridge.pack(sheets),
        sheet=largest,
        heading_row=heading_row,
        group_row=group_row,
        list_day=timezone.localdate(now),
    )
    _record("import-uploaded", row, by=by, now=now, detail={"sheets": len(sheets)})
    return row


@transaction.atomic
def choose_sheet(*, row: Import, sheet: int, heading_row: int, version: int, by: User | None, now: datetime) -> Import:
    """Say which sheet holds the people, and in which row its headings stand.

    Raises:
        Refused: if there is no such sheet or row.
        Overtaken: if somebody else changed the import since `version`.
    """
    locked = locked_import(row, version=version, by=by)
    sheets = bridge.sheets_of(locked)
    if not 0 <= sheet < len(sheets):
        raise Refused(_("Dit blad staat niet in het bestand. Kies een van de bladen."))
    numbers = [each.number for each in sheets[sheet].rows]
    if heading_row not in numbers:
        raise Refused(_("In deze rij staat niets. Kies de rij waarin de kopjes van de kolommen staan."))
    if heading_row == numbers[-1]:
        raise Refused(_("Onder deze rij staat niets. Kies de rij waarin de kopjes van de kolommen staan."))
    guessed_row, guessed_group = queries.heading_guess(sheets[sheet])
    locked.sheet, locked.heading_row = sheet, heading_row
    locked.group_row = guessed_group if heading_row == guessed_row else 0
    locked.targets, locked.mends, locked.decisions = {}, [], {}
    locked.status = ImportStatus.COLUMNS
    return _changed(locked, by=by, now=now)


@transaction.atomic
def map_columns(
    *, row: Import, targets: Mapping[int, str], list_day: date, version: int, by: User | None, now: datetime
) -> Import:
    """Say which column holds what, and of which day the list is; remembered for lists with the same headings.

    What was mended in columns that still hold the same stays.

    Raises:
        Refused: if a target is given twice, may not be seen by the user, or if no column holds a name.
        Overtaken: if somebody else changed the import since `version`.
    """
    locked = locked_import(row, version=version, by=by)
    allowed = queries.targets_for(by, organisation=locked.organisation)
    given = list(targets.values())
    if any(target not in allowed for target in given):
        raise Refused(_("U koos een gegeven dat u niet kunt inlezen. Kies een van de gegevens uit de lijst."))
    if len(set(given)) < len(given):
        raise Refused(_("U koos twee keer hetzelfde gegeven. Kies bij een van die kolommen iets anders."))
    if not {"given-name", "family-name", "name-family-first", "name-given-first"} & set(given):
        raise Refused(_("Kies in welke kolom de naam staat. Zonder naam kan niemand erbij komen."))
    if list_day > timezone.localdate(now):
        raise Refused(_("Deze dag is nog niet geweest. Kies vandaag of een dag daarvoor."))
    before = bridge.targets_of(locked)
    kept = [each for each in bridge.mends_of(locked) if before.get(each.column) == targets.get(each.column)]
    locked.mends = [bridge.mend_fields(each) for each in kept]
    locked.targets = {str(column): target for column, target in sorted(targets.items())}
    locked.list_day = list_day
    locked.status = ImportStatus.CHECK
    _remember(locked, now=now)
    return _changed(locked, by=by, now=now)


def _remember(row: Import, *, now: datetime) -> None:
    columns = columns_of(lists.chosen_sheet(row), Heading(row.heading_row, row.group_row))
    by_index = bridge.targets_of(row)
    ColumnMapping.objects.update_or_create(
        organisation=row.organisation,
        headings=bridge.headings_hash(columns),
        defaults={
            "targets": {label: by_index[index] for label, index in bridge.labels(columns).items() if index in by_index},
            "used_at": now,
        },
    )


@transaction.atomic
def mend(
    *,
    row: Import,
    column: int,
    text: str,
    to: str,
    only_row: int | None,
    version: int,
    by: User | None,
    now: datetime,
) -> Import:
    """Read `to` in the place of a text in a column, in every row or in one; an empty `to` leaves the cell out.

    Raises:
        NotReadable: if what was typed cannot be read either.
        Refused: if the column is not taken over.
        Overtaken: if somebody else changed the import since `version`.
    """
    locked = locked_import(row, version=version, by=by, status=ImportStatus.CHECK)
    target = bridge.targets_of(locked).get(column)
    if target is None:
        raise Refused(_("Deze kolom wordt niet ingelezen."))
    typed = " ".join(to.split())[:500]
    reading = read_target(target, typed, today=timezone.localdate(now))
    if isinstance(reading, Problem):
        raise NotReadable(reading)
    add_mends(locked, [Mend(column, text, typed, only_row)])
    return _changed(locked, by=by, now=now)


@transaction.atomic
def unmend(
    *, row: Import, column: int, text: str, only_row: int | None, version: int, by: User | None, now: datetime
) -> Import:
    """Take a mend back: the cell is read as it stands again.

    Raises:
        Overtaken: if somebody else changed the import since `version`.
    """
    locked = locked_import(row, version=version, by=by, status=ImportStatus.CHECK)
    kept = [each for each in bridge.mends_of(locked) if (each.column, each.text, each.row) != (column, text, only_row)]
    locked.mends = [bridge.mend_fields(each) for each in kept]
    return _changed(locked, by=by, now=now)


@transaction.atomic
def accept_proposals(*, row: Import, version: int, by: User | None, now: datetime) -> Import:
    """Accept every mend that is proposed.

    Raises:
        Overtaken: if somebody else changed the import since `version`.
    """
    locked = locked_import(row, version=version, by=by, status=ImportStatus.CHECK)
    groups = queries.check(locked, today=timezone.localdate(now)).problems
    add_mends(locked, [Mend(group.column.index, group.text, group.proposal) for group in groups if group.proposal])
    return _changed(locked, by=by, now=now)


@transaction.atomic
def leave_out_rest(*, row: Import, version: int, by: User | None, now: datetime) -> Import:
    """Leave out every cell that still has a problem; rows without a name are left out as a whole.

    Raises:
        Overtaken: if somebody else changed the import since `version`.
    """
    locked = locked_import(row, version=version, by=by, status=ImportStatus.CHECK)
    for _round in range(2):  # a name that is left out can leave a row without one
        for group in queries.check(locked, today=timezone.localdate(now)).problems:
            if group.wrong == "no-name":
                locked.decisions.update({str(number): queries.SKIP for number in group.rows})
            else:
                add_mends(locked, [Mend(group.column.index, group.text, "")])
    return _changed(locked, by=by, now=now)


@transaction.atomic
def decide(
    *,
    row: Import,
    number: int,
    decision: str,
    person: UUID | None = None,
    version: int,
    by: User | None,
    now: datetime,
) -> Import:
    """Say what becomes of a row: somebody new, the same as somebody known, or left out.

    Raises:
        Refused: if the row is not in the list, or the person is none that it may be.
        Overtaken: if somebody else changed the import since `version`.
    """
    locked = locked_import(row, version=version, by=by, status=ImportStatus.CHECK)
    checked = next(
        (each for each in queries.check(locked, today=timezone.localdate(now)).rows if each.draft.row == number), None
    )
    if checked is None or decision not in (queries.NEW, queries.SKIP, queries.SAME):
        raise Refused(_("Deze rij staat niet in de lijst."))
    if decision == queries.SAME and person not in {each.person for each in checked.candidates}:
        raise Refused(_("Deze deelnemer lijkt niet op de rij uit de lijst. Kies iemand die erbij staat."))
    said = f"{decision}:{person}" if decision == queries.SAME else decision
    locked.decisions = {**locked.decisions, str(number): said}
    return _changed(locked, by=by, now=now)


@transaction.atomic
def same_where_sure(*, row: Import, version: int, by: User | None, now: datetime) -> Import:
    """Say of every row with the number and nearly the name of somebody known that it is the same person.

    Raises:
        Overtaken: if somebody else changed the import since `version`.
    """
    locked = locked_import(row, version=version, by=by, status=ImportStatus.CHECK)
    for each in queries.check(locked, today=timezone.localdate(now)).sure_same:
        person = next(one.person for one in each.candidates if one.same_number)
        locked.decisions[str(each.draft.row)] = f"{queries.SAME}:{person}"
    return _changed(locked, by=by, now=now)


@transaction.atomic
def discard(*, row: Import, by: User | None, now: datetime) -> None:
    """Throw away a list that is not in yet, with its cells.

    Raises:
        Refused: if it is being worked off or is in already.
    """
    locked = Import.objects.select_for_update().get(pk=row.pk)
    if not locked.is_open:
        raise Refused(_("Deze lijst wordt al ingelezen, of is al klaar. Weggooien kan niet meer."))
    forget_cells(locked)
    locked.status = ImportStatus.DISCARDED
    _changed(locked, by=by, now=now)
    _record("import-discarded", locked, by=by, now=now)


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """Delete the cells of lists that nobody finished in thirty days; returns of how many."""
    old = Import.objects.filter(
        kept__isnull=False, created_at__lt=now - KEPT_FOR, status__in=["sheet", "columns", "check"]
    )
    count = 0
    for row in old.select_for_update():
        forget_cells(row)
        row.status = ImportStatus.DISCARDED
        row.save()
        _record("import-forgotten", row, by=None, now=now)
        count += 1
    return count


def forget_cells(row: ListInHand) -> None:
    """Take everything out of the row that stood in the file; counts stay. The caller saves."""
    row.kept = None
    row.mends, row.decisions, row.file_name = [], {}, ""


def add_mends(row: ListInHand, mends: Iterable[Mend]) -> None:
    """Let cells of a file be read otherwise from now on. The caller saves."""
    kept = {(each.column, each.text, each.row): each for each in bridge.mends_of(row)}
    kept.update({(each.column, each.text, each.row): each for each in mends})
    row.mends = [bridge.mend_fields(each) for each in kept.values()]


def locked_import(row: Import, *, version: int, by: User | None, status: str = "") -> Import:
    """The row, locked, where it may be changed by this user and is as the user saw it.

    Raises:
        Refused: if the user does not register people in its municipality.
        Overtaken: if somebody else changed it since `version`.
    """
    locked = Import.objects.select_for_update().select_related("organisation").get(pk=row.pk)
    if by is not None and not queries.may_import(by, organisation=locked.organisation):
        raise Refused(_("U kunt voor deze gemeente geen lijst inlezen."))
    if locked.version != version or (status and locked.status != status) or not locked.is_open:
        who = queries.name_of(locked.changed_by)
        if who and (by is None or locked.changed_by != by.pk):
            raise Overtaken(
                _("%(who)s heeft deze import intussen veranderd. Uw keuze is niet bewaard. Dit is de stand nu.")
                % {"who": who}
            )
        raise Overtaken(_("Deze import is intussen veranderd. Uw keuze is niet bewaard. Dit is de stand nu."))
    return locked


def _changed(row: Import, *, by: User | None, now: datetime) -> Import:
    row.version += 1
    row.changed_at, row.changed_by, row.failed = now, by.pk if by else None, ""
    row.save()
    return row


def _record(deed: str, row: Import, *, by: User | None, now: datetime, detail: dict[str, int] | None = None) -> None:
    log.record(deed=deed, on=row, by=by.pk if by else None, now=now, detail=detail)

"""Deeds: taking an attendance file in hand, saying what its columns and words mean, mending, leaving out, choosing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.exchange.actions.caseload import add_mends, forget_cells
from tweespoor.apps.exchange.bridge import caseload as bridge
from tweespoor.apps.exchange.models import AttendanceFile, ColumnMapping, FileStatus, SchoolWord
from tweespoor.apps.exchange.queries import attendance_check as checks
from tweespoor.apps.exchange.queries import attendance_files as queries
from tweespoor.apps.exchange.queries.caseload import name_of
from tweespoor.apps.exchange.rules import FILE_KEPT_FOR, Overtaken, Refused
from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.core.tabular import CellProblem, Mend, Reason, Told, Unreadable, read_file, without_citizen_numbers

__all__ = ["AlreadyThere", "Reason", "Unreadable"]


class AlreadyThere(Exception):
    """The very same file is in hand, or in already; `row` is that one."""

    def __init__(self, row: AttendanceFile) -> None:
        super().__init__(str(row.pk))
        self.row = row


@transaction.atomic
def upload(
    *, content: bytes, file_name: str, organisation: Organisation, about: str, by: User, now: datetime
) -> AttendanceFile:
    """Take a file in hand: its cells are kept until it is in, the file itself is not.

    Raises:
        Refused: if the user does not read attendance files of these lists in for this organisation.
        Unreadable: if the file cannot be read; it says why.
        AlreadyThere: if the same file is open or done.
    """
    if about not in queries.kinds_for(by) or not queries.may_read_in(by, organisation=organisation):
        raise Refused(_("U kunt voor deze organisatie geen aanwezigheid inlezen."))
    file_hash = sha256(content).hexdigest()
    if there := queries.same_file(by, organisation=organisation, about=about, file_hash=file_hash):
        raise AlreadyThere(there)
    sheets = [without_citizen_numbers(sheet) for sheet in read_file(content, limits=queries.LIMITS)]
    largest = max(range(len(sheets)), key=lambda place: len(sheets[place].rows))
    heading = queries.heading_guess(sheets[largest], today=timezone.localdate(now))
    row = AttendanceFile.objects.create(
        organisation=organisation,
        about=about,
        created_at=now,
        created_by=by.pk,
        changed_at=now,
        changed_by=by.pk,
        file_name=file_name.replace("\x00", "")[:200],
        file_hash=file_hash,
        kept=bridge.pack(sheets),
        sheet=largest,
        heading_row=heading.row,
        group_row=heading.group_row,
    )
    record("attendance-file-uploaded", row, by=by, now=now)
    return row


@transaction.atomic
def choose_sheet(*, row: AttendanceFile, sheet: int, heading_row: int, version: int, by: User, now: datetime) -> None:
    """Say which sheet holds the rows, and in which row its headings stand.

    Raises:
        Refused: if there is no such sheet or row.
        Overtaken: if somebody else changed the file since `version`.
    """
    locked = locked_file(row, version=version, by=by)
    sheets = bridge.sheets_of(locked)
    if not 0 <= sheet < len(sheets):
        raise Refused(_("Dit blad staat niet in het bestand. Kies een van de bladen."))
    numbers = [each.number for each in sheets[sheet].rows]
    if heading_row not in numbers or heading_row == numbers[-1]:
        raise Refused(_("In of onder deze rij staat niets. Kies de rij waarin de kopjes van de kolommen staan."))
    guessed = queries.heading_guess(sheets[sheet], today=timezone.localdate(now))
    locked.sheet, locked.heading_row = sheet, heading_row
    locked.group_row = guessed.group_row if heading_row == guessed.row else 0
    locked.targets, locked.words, locked.mends, locked.decisions = {}, {}, [], {}
    locked.status = FileStatus.COLUMNS
    _changed(locked, by=by, now=now)


@transaction.atomic
def map_columns(*, row: AttendanceFile, targets: Mapping[int, str], version: int, by: User, now: datetime) -> None:
    """Say which column holds what; remembered for files with the same headings, whatever their days.

    Raises:
        Refused: if something is given twice, or nothing tells who it is, when, or whether somebody was there.
        Overtaken: if somebody else changed the file since `version`.
    """
    locked = locked_file(row, version=version, by=by)
    _check_targets(list(targets.values()))
    before = bridge.targets_of(locked)
    if before != targets:
        locked.mends, locked.decisions = [], {}
    locked.targets = {str(column): target for column, target in sorted(targets.items())}
    try:
        asked = queries.asked_words(locked)
    except queries.TooManyWords as many:
        raise Refused(
            _(
                "In de kolom van de aanwezigheid staan %(count)s verschillende woorden. Dat is te veel: kies de kolom "
                "waarin staat of iemand er was."
            )
            % {"count": many.count}
        ) from None
    if not asked:
        raise Refused(_("In de kolom van de aanwezigheid staat niets. Kies een andere kolom."))
    today = timezone.localdate(now)
    ColumnMapping.objects.update_or_create(
        organisation=locked.organisation,
        headings=queries.headings_key(queries.columns(locked), today=today),
        defaults={"targets": queries.targets_to_remember(locked, today=today), "used_at": now},
    )
    is_known = all(each.remembered for each in asked)
    locked.words = {each.word.word: each.means for each in asked} if is_known else {}
    locked.status = FileStatus.CHECK if is_known else FileStatus.WORDS
    _changed(locked, by=by, now=now)


def _check_targets(given: list[str]) -> None:
    if any(target not in queries.ATTENDANCE_TARGETS for target in given):
        raise Refused(_("U koos een gegeven dat er niet is. Kies een van de gegevens uit de lijst."))
    once = [target for target in given if target != queries.OF_DAY]
    if len(set(once)) < len(once):
        raise Refused(_("U koos twee keer hetzelfde gegeven. Kies bij een van die kolommen iets anders."))
    if not set(queries.NAMING) & set(given):
        raise Refused(_("Kies in welke kolom de naam of het nummer van de deelnemer staat."))
    if queries.OF_DAY in given:
        if {"day", "status"} & set(given):
            raise Refused(
                _(
                    "Het bestand heeft óf een kolom met de datum en een met de aanwezigheid, óf een kolom per dag. "
                    "Kies een van de twee."
                )
            )
    elif not {"day", "status"} <= set(given):
        raise Refused(
            _("Kies in welke kolom de datum staat, en in welke of iemand er was. Of kies de kolommen per dag.")
        )


@transaction.atomic
def say_words(*, row: AttendanceFile, words: Mapping[str, str], version: int, by: User, now: datetime) -> None:
    """Say what each word for presence in the file means; remembered for the organisation.

    Raises:
        Refused: if a word of the file has no meaning yet, or one that there is not.
        Overtaken: if somebody else changed the file since `version`.
    """
    locked = locked_file(row, version=version, by=by)
    if locked.status == FileStatus.COLUMNS:
        raise Refused(_("Kies eerst wat de kolommen zijn."))
    asked = {each.word.word for each in queries.asked_words(locked)}
    if asked - {word for word, means in words.items() if means in set(Told)}:
        raise Refused(_("Kies bij elk woord wat het betekent."))
    locked.words = {word: words[word] for word in sorted(asked)}
    for word, means in locked.words.items():
        SchoolWord.objects.update_or_create(
            organisation=locked.organisation, word=word, defaults={"means": means, "used_at": now}
        )
    locked.status = FileStatus.CHECK
    _changed(locked, by=by, now=now)


@transaction.atomic
def mend(
    *, row: AttendanceFile, column: int, text: str, to: str, only_row: int | None, version: int, by: User, now: datetime
) -> None:
    """Read `to` in the place of a cell's text: in every row where it stands in the column, or in one.

    Raises:
        Refused: if the column is not taken over, or nothing was filled in.
        Overtaken: if somebody else changed the file since `version`.
    """
    locked = locked_file(row, version=version, by=by, status=FileStatus.CHECK)
    typed = " ".join(to.split())[:500]
    if column not in bridge.targets_of(locked) or not text:
        raise Refused(_("Deze kolom wordt niet ingelezen."))
    if not typed:
        raise Refused(_("Vul in wat hier gelezen moet worden, of laat de rijen weg."))
    add_mends(locked, [Mend(column, text, typed, only_row)])
    _changed(locked, by=by, now=now)


@transaction.atomic
def accept_proposals(*, row: AttendanceFile, version: int, by: User, now: datetime) -> None:
    """Accept every mend that is proposed.

    Raises:
        Overtaken: if somebody else changed the file since `version`.
    """
    locked = locked_file(row, version=version, by=by, status=FileStatus.CHECK)
    problems = [each.trouble for each in checks.check(locked, by, now=now).of(checks.Becomes.PROBLEM)]
    cells = [each for each in problems if isinstance(each, CellProblem) and each.problem.proposal]
    add_mends(locked, [Mend(cell.column, cell.text, cell.problem.proposal) for cell in cells])
    _changed(locked, by=by, now=now)


@transaction.atomic
def leave_out(*, row: AttendanceFile, rows: Iterable[str] | None, version: int, by: User, now: datetime) -> None:
    """Leave rows out by their keys; every row that has a problem where none are named.

    Raises:
        Overtaken: if somebody else changed the file since `version`.
    """
    locked = locked_file(row, version=version, by=by, status=FileStatus.CHECK)
    found = checks.check(locked, by, now=now).of(checks.Becomes.PROBLEM)
    troubled = {each.record.key for each in found}
    wanted = troubled if rows is None else troubled & set(rows)
    kept = set(locked.decisions.get("rows", ())) | wanted
    locked.decisions = {**locked.decisions, "rows": sorted(kept)}
    _changed(locked, by=by, now=now)


@transaction.atomic
def take_along(*, row: AttendanceFile, version: int, by: User, now: datetime) -> None:
    """Take everything back that was mended, left out and chosen on the page where the file is checked.

    Raises:
        Overtaken: if somebody else changed the file since `version`.
    """
    locked = locked_file(row, version=version, by=by, status=FileStatus.CHECK)
    locked.mends, locked.decisions = [], {}
    _changed(locked, by=by, now=now)


@transaction.atomic
def say_who(*, row: AttendanceFile, who: str, person: UUID | None, version: int, by: User, now: datetime) -> None:
    """Say who is meant in every row about one person; nobody leaves those rows out.

    Raises:
        Refused: if the file has no such rows, or the user may not see the person.
        Overtaken: if somebody else changed the file since `version`.
    """
    locked = locked_file(row, version=version, by=by, status=FileStatus.CHECK)
    check = checks.check(locked, by, now=now)
    mine = [each for each in check.outcomes if each.record.who == who]
    may_be = {each.pk for outcome in mine for each in outcome.alike} | {each.pk for each in check.people}
    if not mine or (person is not None and person not in may_be):
        raise Refused(_("Deze deelnemer kan het niet zijn. Kies iemand die erbij staat."))
    said = str(person) if person else checks.SKIP
    locked.decisions = {**locked.decisions, "people": {**locked.decisions.get("people", {}), who: said}}
    _changed(locked, by=by, now=now)


@transaction.atomic
def choose(*, row: AttendanceFile, conflict: str, holds: str, version: int, by: User, now: datetime) -> None:
    """Say what holds where a list and the file say different things: of one conflict, or (empty) of all open ones.

    Raises:
        Refused: if there is no such conflict.
        Overtaken: if somebody else changed the file since `version`.
    """
    locked = locked_file(row, version=version, by=by, status=FileStatus.CHECK)
    check = checks.check(locked, by, now=now)
    open_ones = check.undecided if not conflict else check.of(checks.Becomes.CONFLICT)
    mine = [each for each in open_ones if conflict in ("", each.conflict)]
    if not mine or holds not in (checks.FROM_FILE, checks.FROM_LIST):
        raise Refused(_("Hier hoeft niets meer gekozen te worden. Dit is de stand nu."))
    chosen = {each.conflict: f"{holds}:{each.mark}" for each in mine}
    locked.decisions = {**locked.decisions, "conflicts": {**locked.decisions.get("conflicts", {}), **chosen}}
    _changed(locked, by=by, now=now)


@transaction.atomic
def discard(*, row: AttendanceFile, by: User, now: datetime) -> None:
    """Throw a file away that is not in yet, with its cells.

    Raises:
        Refused: if it is in already, or not the user's to throw away.
    """
    locked = AttendanceFile.objects.select_for_update().select_related("organisation").get(pk=row.pk)
    if not locked.is_open or not queries.may_work_at(by, row=locked):
        raise Refused(_("Dit bestand is al ingelezen of weggegooid. Weggooien kan niet meer."))
    forget(locked)
    locked.status = FileStatus.DISCARDED
    _changed(locked, by=by, now=now)
    record("attendance-file-discarded", locked, by=by, now=now)


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """Delete the cells of files that nobody finished in a week; returns of how many."""
    old = AttendanceFile.objects.filter(kept__isnull=False, created_at__lt=now - FILE_KEPT_FOR)
    count = 0
    for row in old.select_for_update():
        forget(row)
        row.status = FileStatus.DISCARDED
        row.save()
        record("attendance-file-forgotten", row, by=None, now=now)
        count += 1
    return count


def forget(row: AttendanceFile) -> None:
    """Take everything out of the row that stood in the file; counts stay. The caller saves."""
    forget_cells(row)
    row.words = {}


def locked_file(row: AttendanceFile, *, version: int, by: User, status: str = "") -> AttendanceFile:
    """The row, locked, where it may be changed by this user and is as the user saw it.

    Raises:
        Refused: if the user does not read files in for its organisation.
        Overtaken: if somebody else changed it since `version`.
    """
    locked = AttendanceFile.objects.select_for_update().select_related("organisation").get(pk=row.pk)
    if not queries.may_work_at(by, row=locked):
        raise Refused(_("U kunt voor deze organisatie geen aanwezigheid inlezen."))
    if locked.version != version or (status and locked.status != status) or not locked.is_open:
        who = name_of(locked.changed_by)
        if who and locked.changed_by != by.pk:
            raise Overtaken(
                _("%(who)s heeft dit bestand intussen veranderd. Uw keuze is niet bewaard. Dit is de stand nu.")
                % {"who": who}
            )
        raise Overtaken(_("Dit bestand is intussen veranderd. Uw keuze is niet bewaard. Dit is de stand nu."))
    return locked


def _changed(row: AttendanceFile, *, by: User, now: datetime) -> None:
    row.version += 1
    row.changed_at, row.changed_by = now, by.pk
    row.save()


def record(
    deed: str, row: AttendanceFile, *, by: User | None, now: datetime, detail: dict[str, int] | None = None
) -> None:
    """Write in the log what was done with a file."""
    log.record(deed=deed, on=row, by=by.pk if by else None, now=now, organisation=row.organisation_id, detail=detail)

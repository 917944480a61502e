"""Reads about attendance files: who reads them in for whom and of what, their columns, and the words in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tweespoor.apps.attendance.queries import classes_kept, groups_kept
from tweespoor.apps.attendance.rules import FILE_ROLES, LOOKING_ROLES, OWN_FILE_ROLES
from tweespoor.apps.exchange.bridge import caseload as bridge
from tweespoor.apps.exchange.models import AttendanceFile, ColumnMapping, FileAbout, FileStatus, SchoolWord
from tweespoor.apps.exchange.models.attendance import AttendanceFileQuerySet
from tweespoor.apps.exchange.queries.lists import chosen_sheet
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.queries import organisations_where, visible_organisations
from tweespoor.apps.schedule.models import Group, LanguageClass
from tweespoor.core.tabular import (
    ATTENDANCE_TARGETS,
    NAMING,
    Column,
    Heading,
    Limits,
    PresenceWord,
    Reason,
    Sheet,
    Told,
    TooManyWords,
    Unreadable,
    attendance_heading,
    columns_of,
    guess_attendance_columns,
    is_day,
    lasting_headings,
    likely_meaning,
    words_in,
)
from tweespoor.core.vocabulary import OrganisationKind

MOST_ROWS = 2_500
"""A month of a school with a dozen classes: it comes in within one request, and so does undoing it."""
LIMITS = Limits(rows=MOST_ROWS)
OF_DAY = "of-day"

__all__ = [
    "ATTENDANCE_TARGETS",
    "LIMITS",
    "NAMING",
    "Column",
    "FileAbout",
    "PresenceWord",
    "Reason",
    "Told",
    "TooManyWords",
    "Unreadable",
]


def organisations_for(user: User) -> list[Organisation]:
    """The organisations for which the user reads attendance files in: schools, municipalities, and those for which
    she gives trainings or lessons."""
    whole = organisations_where(user, roles=FILE_ROLES)
    kinds = (OrganisationKind.MUNICIPALITY.value, OrganisationKind.LANGUAGE_PROVIDER.value)
    own = organisations_where(user, roles=OWN_FILE_ROLES)
    return list(visible_organisations(user).filter(Q(pk__in=whole, kind__in=kinds) | Q(pk__in=own)))


def kinds_for(user: User) -> list[FileAbout]:
    """What a file of the user can be about, the likeliest first: a language school keeps the lists of its classes
    alone."""
    if organisations_where(user, roles=LOOKING_ROLES):
        return [FileAbout.CLASSES, FileAbout.GROUPS, FileAbout.BOTH]
    if organisations_where(user, roles=FILE_ROLES) and not organisations_where(user, roles=OWN_FILE_ROLES):
        return [FileAbout.CLASSES]
    return [FileAbout.GROUPS, FileAbout.CLASSES, FileAbout.BOTH]


def may_read_in(user: User, *, organisation: Organisation) -> bool:
    """Whether the user reads attendance files in for this organisation."""
    return organisation.pk in organisations_where(user, roles=[*FILE_ROLES, *OWN_FILE_ROLES])


def may_work_at(user: User, *, row: AttendanceFile) -> bool:
    """Whether a file is the user's to bring in, throw away or take out."""
    return visible_files(user).filter(pk=row.pk).exists()


def visible_files(user: User) -> AttendanceFileQuerySet:
    """The attendance files that the user reads in, or may see as a colleague."""
    return AttendanceFile.objects.visible_to(user)


def same_file(user: User, *, organisation: Organisation, about: str, file_hash: str) -> AttendanceFile | None:
    """This very file, where it is open or done; undone and thrown away ones do not count, nor those of a colleague that
    the user does not see: of one that is in nothing changes."""
    rows = visible_files(user).filter(organisation=organisation, about=about, file_hash=file_hash)
    return rows.exclude(status__in=[FileStatus.UNDONE, FileStatus.DISCARDED]).first()


def classes_of(user: User, *, organisation: Organisation) -> list[LanguageClass]:
    """The classes that a file of this organisation can be about: the school's own, or those of the municipality's
    programmes; and of those the ones of which the user keeps the lists."""
    kept = classes_kept(user)
    if organisation.kind == OrganisationKind.MUNICIPALITY:
        return list(kept.filter(programme__municipality=organisation).order_by("name", "pk"))
    return list(kept.filter(provider=organisation).order_by("name", "pk"))


def groups_of(user: User, *, organisation: Organisation) -> list[Group]:
    """The same of groups: those whose trainer is of the organisation, or those of the municipality's programmes."""
    kept = groups_kept(user).select_related("period__programme")
    if organisation.kind == OrganisationKind.MUNICIPALITY:
        kept = kept.filter(timetable__programme__municipality=organisation)
    else:
        kept = kept.filter(trainer__organisation=organisation)
    return list(kept.order_by("offer__name_nl", "number", "pk"))


def heading_guess(sheet: Sheet, *, today: date) -> Heading:
    """Where the headings of a sheet are."""
    return attendance_heading(sheet, today=today)


def columns(row: AttendanceFile) -> tuple[Column, ...]:
    """The columns of the chosen sheet."""
    return columns_of(chosen_sheet(row), bridge.heading_of(row))


def headings_key(found: tuple[Column, ...], *, today: date) -> str:
    """What a mapping of columns is remembered by."""
    return bridge.hash_of(f"attendance|{lasting_headings(found, today=today)}")


def guessed_targets(row: AttendanceFile, *, today: date) -> tuple[dict[int, str], bool]:
    """What each column holds: as it was said for these headings before, otherwise as it is probably called; columns
    that are called after a day are days. The second value says whether it was remembered."""
    found = columns(row)
    guessed = guess_attendance_columns(found, today=today)
    remembered = ColumnMapping.objects.filter(
        organisation=row.organisation, headings=headings_key(found, today=today)
    ).first()
    if remembered is None:
        return guessed, False
    by_label = bridge.labels(found)
    known = {by_label[label]: target for label, target in remembered.targets.items() if label in by_label}
    days = {column: target for column, target in guessed.items() if target == OF_DAY}
    has_days = not {"day", "status"} & set(known.values())
    return {**(days if has_days else {}), **known}, True


def targets_to_remember(row: AttendanceFile, *, today: date) -> dict[str, str]:
    """Per heading what it holds, without the headings that are days."""
    found = columns(row)
    by_index = bridge.targets_of(row)
    days = {column.index for column in found if is_day(column.label, today=today)}
    return {
        label: by_index[index]
        for label, index in bridge.labels(found).items()
        if index in by_index and index not in days
    }


@dataclass(frozen=True)
class AskedWord:
    """A word of the file, and what it means: as was said before, or as is likely; empty where somebody must say."""

    word: PresenceWord
    means: str
    remembered: bool


def asked_words(row: AttendanceFile) -> tuple[AskedWord, ...]:
    """The words for presence in the file, those met most first.

    Raises:
        TooManyWords: if there are so many that the column must hold something else.
    """
    found = words_in(chosen_sheet(row), bridge.heading_of(row), targets=bridge.targets_of(row))
    rows = SchoolWord.objects.filter(organisation=row.organisation, word__in=[each.word for each in found])
    known = dict(rows.values_list("word", "means"))
    return tuple(
        AskedWord(
            each,
            row.words.get(each.word) or known.get(each.word) or (likely_meaning(each.word) or ""),
            each.word in known,
        )
        for each in found
    )

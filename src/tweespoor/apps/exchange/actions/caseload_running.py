"""Deeds: bringing a checked list in, all of it or nothing, and taking it out again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tweespoor.apps.exchange.actions.caseload import forget_cells, locked_import
from tweespoor.apps.exchange.bridge import caseload as bridge
from tweespoor.apps.exchange.models import Import, ImportedPerson, ImportStatus
from tweespoor.apps.exchange.queries import caseload as queries
from tweespoor.apps.exchange.rules import Refused
from tweespoor.apps.log import actions as log
from tweespoor.apps.log.queries import done_about
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.people import actions as people
from tweespoor.apps.people.models import Person, PersonFact
from tweespoor.apps.people.queries import facts_of_all
from tweespoor.core.facts import Fact, Value

SILENT_AFTER = timedelta(minutes=5)
"""An import that was not heard of for so long has lost its worker; nothing of it is in."""

WAITS_AT_MOST = timedelta(minutes=30)
"""An import that waited for so long gets no worker any more."""

OWN_IMPORT = "the caller checked that the import is of the user's own municipality"
_AT_ONCE = 500
_OWN_NUMBER = re.compile(r"^T(\d{1,9})$")
_SHOWN = 10


class StandsInTheWay(Refused):
    """Something was registered on top of what an import added; `people` are those it is about."""

    def __init__(self, message: str, people_: tuple[UUID, ...]) -> None:
        super().__init__(message)
        self.people = people_


@transaction.atomic
def start(*, row: Import, version: int, by: User | None, now: datetime, key: UUID | None = None) -> Import:
    """Ask for a checked list to be brought in; it waits for a worker.

    Raises:
        Refused: if a problem or a question is left, or another list is being brought in.
        Overtaken: if somebody else changed the import since `version`.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if key is not None and by is not None:
        log.claim(key=key, by=by.pk, now=now)
    locked = locked_import(row, version=version, by=by, status=ImportStatus.CHECK)
    check = queries.check(locked, today=_day(now))
    if not check.is_ready:
        raise Refused(_("Er staan nog vragen open. Los die eerst op, of laat de cellen leeg."))
    locked.status, locked.heard_at, locked.failed = ImportStatus.QUEUED, now, ""
    locked.rows_read, locked.rows_total = 0, len(check.rows)
    locked.version += 1
    locked.changed_at, locked.changed_by = now, by.pk if by else None
    try:
        with transaction.atomic():
            locked.save()
    except IntegrityError:
        raise Refused(_("Er wordt al een lijst ingelezen. Wacht tot die klaar is.")) from None
    log.record(deed="import-started", on=locked, by=_pk(by), now=now, detail={"new": check.new, "same": check.same})
    return locked


def run(*, row: Import, clock: Callable[[], datetime]) -> None:
    """Bring a queued list in, all of it in one transaction or nothing; done already, it does nothing.

    What cannot be brought in any more (a number that somebody gave meanwhile, a known person who went) puts the
    import back to be looked at, saying so.
    """
    asked = Import.objects.filter(pk=row.pk, status=ImportStatus.QUEUED)
    if not asked.update(status=ImportStatus.RUNNING, heard_at=clock()):
        return
    running = Import.objects.select_related("organisation").get(pk=row.pk)
    try:
        check = queries.check(running, today=_day(clock()))
        Import.objects.filter(pk=row.pk).update(rows_read=len(check.rows), heard_at=clock())
        if check.is_ready:
            brought = _brought(running, check, now=clock())
            failed = _bring_in(running, check, brought, now=clock())
        else:
            failed = "changed"
    except IntegrityError:
        failed = "number-taken"
    except Exception:
        _put_back(row.pk, failed="broken")
        raise
    if failed:
        _put_back(row.pk, failed=failed)


def _put_back(key: UUID, *, failed: str) -> None:
    Import.objects.filter(pk=key, status__in=[ImportStatus.QUEUED, ImportStatus.RUNNING]).update(
        status=ImportStatus.CHECK, failed=failed
    )


def reap(*, organisation: Organisation, now: datetime) -> int:
    """Put imports back that lost their worker, or never got one; returns how many."""
    lost = Import.objects.filter(
        Q(status=ImportStatus.RUNNING, heard_at__lt=now - SILENT_AFTER)
        | Q(status=ImportStatus.QUEUED, heard_at__lt=now - WAITS_AT_MOST),
        organisation=organisation,
    )
    return lost.update(status=ImportStatus.CHECK, failed="lost") if lost.exists() else 0


@dataclass(frozen=True)
class _Brought:
    """What an import adds: new people, and new answers of known ones."""

    new: list[people.NewPerson]
    more: dict[UUID, dict[str, Fact[Value]]]


@transaction.atomic
def _bring_in(row: Import, check: queries.Check, brought: _Brought, *, now: datetime) -> str:
    """Write what was prepared, and nothing but that, while others wait; why it could not be, or empty."""
    locked = Import.objects.select_for_update().select_related("organisation").get(pk=row.pk)
    if locked.status != ImportStatus.RUNNING:
        return "lost"
    by = User.objects.filter(pk=locked.changed_by).first() if locked.changed_by else None
    ids = bridge.fact_ids(locked)
    people.add_people(people=brought.new, municipality=locked.organisation, by=by, now=now, fact_id=ids)
    people.add_facts(facts=brought.more, by=by, now=now, fact_id=ids)
    ImportedPerson.objects.bulk_create(
        [ImportedPerson(source=locked, person=new.id) for new in brought.new], batch_size=2000
    )
    facts = sum(len(new.facts) for new in brought.new) + sum(len(more) for more in brought.more.values())
    locked.counts = {
        "rows": len(check.rows),
        "new": len(brought.new),
        "same": check.same,
        "left_out": len(check.left_out),
        "facts": facts,
    }
    forget_cells(locked)
    locked.status, locked.finished_at, locked.heard_at = ImportStatus.DONE, now, now
    locked.version += 1
    locked.save()
    people_now = [*(new.id for new in brought.new), *brought.more]
    _log_all("person-imported", people_now, on=locked, by=by, now=now)
    log.record(
        deed="import-done", on=locked, by=_pk(by), now=now, organisation=locked.organisation_id, detail=locked.counts
    )
    return ""


def _brought(row: Import, check: queries.Check, *, now: datetime) -> _Brought:
    day = row.list_day or _day(now)
    kept = {"valid_on": day, "known_on": _day(now), "source": _("ingelezen lijst")}
    numbers = _Numbers(row.organisation)
    new = [
        people.NewPerson(
            id=uuid4(),
            number=numbers.give(each.draft.number),
            given_name=each.draft.given_name,
            family_name=each.draft.family_name,
            zone=slugify(each.draft.zone)[:60],
            joined_on=each.draft.joined_on or day,
            facts={slug: _dated(fact, kept) for slug, fact in each.draft.facts.items()},
        )
        for each in check.rows
        if each.decision == queries.NEW
    ]
    return _Brought(new, _more(check, kept))


def _more(check: queries.Check, kept: Mapping[str, object]) -> dict[UUID, dict[str, Fact[Value]]]:
    """The answers that differ from what is known of known people; of two rows about one person the first counts."""
    told: dict[UUID, dict[str, Fact[Value]]] = {}
    for each in check.rows:
        if each.same_as is not None:
            before = told.setdefault(each.same_as, {})
            before.update({slug: fact for slug, fact in each.draft.facts.items() if slug not in before})
    more: dict[UUID, dict[str, Fact[Value]]] = {}
    for chunk in _chunks(told):
        known = facts_of_all(chunk)
        for person in chunk:
            differing = {
                slug: _dated(fact, kept)
                for slug, fact in told[person].items()
                if not _says_the_same(fact, known.get(person, {}).get(slug))
            }
            if differing:
                more[person] = differing
    return more


def _says_the_same(fact: Fact[Value], before: Fact[Value] | None) -> bool:
    if before is None or before.state is not fact.state:
        return False
    if isinstance(fact.value, tuple) and isinstance(before.value, tuple):
        return set(fact.value) == set(before.value)
    return fact.value == before.value


def _dated(fact: Fact[Value], kept: Mapping[str, object]) -> Fact[Value]:
    return Fact(state=fact.state, value=fact.value, **kept)


class _Numbers:
    """Gives each new person the number of the list, or where it has none or it is taken the next free one of ours."""

    def __init__(self, organisation: Organisation) -> None:
        self.taken = set(
            Person.objects.unscoped(why=OWN_IMPORT).filter(municipality=organisation).values_list("number", flat=True)
        )
        ours = [int(match[1]) for number in self.taken if (match := _OWN_NUMBER.match(number))]
        self.following: Iterator[int] = count(max(ours, default=0) + 1)

    def give(self, asked: str) -> str:
        number = asked
        while not number or number in self.taken:
            number = f"T{next(self.following):05d}"
        self.taken.add(number)
        return number


@transaction.atomic
def undo(*, row: Import, by: User | None, now: datetime, key: UUID | None = None) -> None:
    """Take out what an import added.

    Raises:
        Refused: if it is not in.
        StandsInTheWay: if something was registered on top of it; it says what, and about whom.
        AlreadyDone: if the request of `key` was carried out before.
    """
    locked = Import.objects.select_for_update().select_related("organisation").get(pk=row.pk)
    if by is not None and not queries.may_import(by, organisation=locked.organisation):
        raise Refused(_("U kunt deze import niet ongedaan maken."))
    if key is not None and by is not None:
        log.claim(key=key, by=by.pk, now=now)
    if locked.status != ImportStatus.DONE:
        raise Refused(_("Deze lijst is niet ingelezen. Er is niets ongedaan te maken."))
    added = list(locked.people.values_list("person", flat=True))
    if in_the_way := _on_top(locked, added):
        raise StandsInTheWay(
            _("Ongedaan maken kan niet: bij deze mensen is daarna iets vastgelegd. Er is niets veranderd."),
            tuple(in_the_way)[:_SHOWN],
        )
    ours = PersonFact.objects.filter(pk__range=bridge.fact_id_range(locked))
    touched = set(ours.values_list("person_id", flat=True).distinct()) | set(added)
    ours.delete()
    for chunk in _chunks(added):
        Person.objects.unscoped(why=OWN_IMPORT).filter(pk__in=chunk, municipality=locked.organisation).delete()
    people.recount_asked(touched.difference(added))
    locked.people.all().delete()
    locked.status, locked.version = ImportStatus.UNDONE, locked.version + 1
    locked.changed_at, locked.changed_by = now, _pk(by)
    locked.save()
    _log_all("person-import-undone", touched, on=locked, by=by, now=now)
    log.record(
        deed="import-undone",
        on=locked,
        by=_pk(by),
        now=now,
        organisation=locked.organisation_id,
        detail={"people": len(added)},
    )


def _on_top(row: Import, added: list[UUID]) -> list[UUID]:
    """The people about whom something was registered since: anything of those it added, a corrected name and a request
    too; of known ones a newer answer to a question that it answered.
    """
    first, last = bridge.fact_id_range(row)
    found: dict[UUID, None] = {}
    for chunk in _chunks(added):
        if row.finished_at:
            found.update(dict.fromkeys(sorted(done_about(chunk, since=row.finished_at))))
        facts = PersonFact.objects.filter(person__in=chunk).exclude(pk__range=(first, last))
        found.update(dict.fromkeys(facts.order_by().values_list("person_id", flat=True)))
        for relation in Person._meta.related_objects:
            if relation.related_model is not PersonFact:
                there = Person.objects.unscoped(why=OWN_IMPORT).filter(
                    pk__in=chunk, **{f"{relation.name}__isnull": False}
                )
                found.update(dict.fromkeys(there.order_by().values_list("pk", flat=True)))
    ours = PersonFact.objects.filter(pk__range=(first, last))
    newer = PersonFact.objects.filter(
        person=OuterRef("person"), variable=OuterRef("variable"), recorded_at__gt=OuterRef("recorded_at")
    ).exclude(pk__range=(first, last))
    found.update(dict.fromkeys(ours.filter(Exists(newer)).order_by().values_list("person_id", flat=True)[:_SHOWN]))
    return list(found)


def _log_all(deed: str, people: Iterable[UUID], *, on: Import, by: User | None, now: datetime) -> None:
    """One entry per person, in a fixed number of queries."""
    log.record_all(
        log.Deed(deed=deed, on=on, by=_pk(by), now=now, person=person, organisation=on.organisation_id)
        for person in people
    )


def _chunks(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    listed = list(ids)
    for place in range(0, len(listed), _AT_ONCE):
        yield listed[place : place + _AT_ONCE]


def _pk(user: User | None) -> UUID | None:
    return user.pk if user else None


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
